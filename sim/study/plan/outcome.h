/* Outcomes: the numbers that a study wants of every run, taken from its rows as they come.
 *
 *     quality_mean_final                        OBSERVABLE_final, _mean, _max, _min or _total, over all rows
 *     {name: early, of: quality_mean, at: 52}   the last row up to step 52
 *
 *     {name: later, of: quality_mean, mean: [104, 208]}
 *         over the rows of these steps; so max, min and total
 *
 *     {name: told, of: adoptions, entry: tie, total: true}
 *         over all rows; one entry of a series that has several
 *
 *     {name: lately, of: projects_failed, increase: [156, 260]}
 *         the last row up to the one step, less that up to the other
 *
 *     {name: half_time, of: adopters, reaches: 0.5, share_of: agents}
 *         the first step with at least so much
 *
 * A series of several entries without `entry` counts as their sum where it is of counts, else as their mean. What a run
 * does not show, or never reaches, is NaN.
 */
#ifndef STUDY_OUTCOME_H
#define STUDY_OUTCOME_H

#include "base/array.h"
#include "io/text/yaml_tree.h"
#include "model/state/model.h"

enum outcome_kind {
    OUTCOME_AT,
    OUTCOME_MEAN,
    OUTCOME_MAX,
    OUTCOME_MIN,
    OUTCOME_TOTAL,
    OUTCOME_INCREASE,
    OUTCOME_REACHES
};

enum { OUTCOME_NAME = 64 };

struct outcome {
    char name[OUTCOME_NAME];
    enum observable of;
    char *entry; /* label or number; NULL: all entries together; owned */
    enum outcome_kind kind;
    int64_t first, last; /* the steps that count; AT: the last row in them; INCREASE: from the one to the other */
    double reaches;      /* REACHES: this much, */
    bool of_agents;      /* times the number of agents */
    const struct yaml_node *node; /* where it is written */
};

struct outcomes ARRAY_OF(struct outcome);

/* Reads the list; `series`: each item is a name of an observable, or {name, of, entry}, and stands for itself at every
 * row. STATUS_INPUT with place and nearest name, STATUS_MEMORY. Free them also then. */
MUST_USE enum status outcomes_read(struct outcomes *outcomes, bool series, const struct yaml_tree *tree,
    const struct yaml_node *list, struct message *message);

void outcomes_free(struct outcomes *outcomes);

/* Whether a run of this scenario (settled) can show the outcome: it has the mechanism, and goes on long enough. */
bool outcome_shown(const struct outcome *outcome, const struct scenario *scenario);

/* Where one outcome of a run is being made up. */
struct tally {
    const struct outcome *outcome;
    int64_t first_entry, entries; /* of the observable's numbers, [first_entry, first_entry + entries); 0: not shown */
    double threshold;
    double value;   /* NaN as long as there is none */
    double before;  /* INCREASE: what there was at the first step */
    int64_t rows;   /* that counted */
    int64_t latest; /* step of the last row, counted or not */
};

/* Begins a tally for a run of `world`. STATUS_INPUT with a message: the world has no such entry. */
MUST_USE enum status tally_begin(
    struct tally *tally, const struct outcome *outcome, const struct world *world, struct message *message);

/* What the row shows of the outcome's series; NaN where it shows nothing. */
double tally_look(const struct tally *tally, const struct observation *row);

/* Takes the row of a step, and after the last one tells the outcome. */
void tally_add(struct tally *tally, int64_t step, const struct observation *row);
double tally_result(const struct tally *tally);

#endif
