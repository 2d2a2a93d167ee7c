/* Outcomes: the numbers that a study wants of every run, taken from its rows as they come.
 *
 * The kinds of outcomes are the rows OUTCOME of study.def, where their format is: a kind is its row and the function
 * that takes a row of a run. A series of several entries of which none is named counts as their sum where it is of
 * counts, else as their mean; several series can be worked into one, row by row (expression.h). An outcome may be
 * divided by the same of other series together (`over`). What a run does not show, or never reaches, is NaN.
 *
 * In place of the rows of series an outcome may take those of a table of events, all of them or those of which
 * something holds (`where`), each with a number worked out of its columns. It sees them as they happen, recorded or
 * not.
 */
#ifndef STUDY_OUTCOME_H
#define STUDY_OUTCOME_H

#include "base/array.h"
#include "io/text/yaml_tree.h"
#include "model/cycle/model.h"
#include "study/format/expression.h"

enum outcome_kind {
#define OUTCOME(symbol, ...) OUTCOME_##symbol,
#include "study/format/study.def"
    OUTCOME_KINDS
};

/* What an outcome's key takes, and so which rows count. */
enum outcome_argument {
    ARGUMENT_STEP,   /* a step: rows up to it, or `final` */
    ARGUMENT_WINDOW, /* two steps: rows from one to the other, or `true` for all */
    ARGUMENT_SPAN,   /* two steps: rows up to the second, those up to the first apart */
    ARGUMENT_LEVEL,  /* a number to reach, in all rows; the outcome is a step */
    ARGUMENT_LIMIT,  /* a number that the last row is held against; the outcome is 1 or 0 */
    ARGUMENT_PART,   /* a share of the rows, from the least on; `steps` says of which, else of all */
    ARGUMENT_PLACE   /* the number of a row among those that count, from 1 */
};

/* Which rows a kind can be of. */
enum outcome_rows { ROWS_OF_SERIES, ROWS_OF_EVENTS, ROWS_OF_BOTH };

enum { OUTCOME_NAME = 64, OUTCOME_OVER_MOST = 4 };

struct outcome {
    char name[OUTCOME_NAME];
    enum observable of;
    char *entry;                  /* label or number; NULL: all entries together; owned */
    struct expression expression; /* if it has any steps, of this and not of one series */
    bool of_events;               /* its rows are events, and what is said of series does not hold: */
    enum event_table table;       /* of this table, */
    struct expression where;      /* and those of which this holds, if it has any steps */
    enum outcome_kind kind;
    int64_t first, last; /* the steps that count */
    double level;        /* ARGUMENT_LEVEL, ARGUMENT_LIMIT, ARGUMENT_PART and ARGUMENT_PLACE: this much, */
    bool of_agents;      /* times the number of agents */
    enum observable over[OUTCOME_OVER_MOST];
    int over_count;               /* 0: it is divided by nothing */
    const struct yaml_node *node; /* where it is written */
};

struct outcomes ARRAY_OF(struct outcome);

/* Reads the list; `series`: each item is a name of an observable, or {name, of, entry}, and stands for itself at every
 * row. STATUS_INPUT with place and nearest name, STATUS_MEMORY. Free them also then. */
MUST_USE enum status outcomes_read(struct outcomes *outcomes, bool series, const struct yaml_tree *tree,
    const struct yaml_node *list, struct message *message);

void outcomes_free(struct outcomes *outcomes);

/* "_final, _mean, ...": the suffixes that make an outcome of an observable's name. */
enum { OUTCOME_SUFFIXES = 128 };
void outcome_suffixes(char text[OUTCOME_SUFFIXES]);

/* What it is of, as it is written: the name of its series, its expression, or the table of its events. */
const char *outcome_source(const struct outcome *outcome);

/* Whether it is of entries that are named, which only a world knows. */
bool outcome_names_entries(const struct outcome *outcome);

/* The unit of the number, "" where it adds what has unlike ones; and in words how it is made of its series. */
enum { OUTCOME_UNIT = 2 * EXPRESSION_UNIT + 1 };
struct outcome_unit {
    char text[OUTCOME_UNIT];
};
struct outcome_unit outcome_unit(const struct outcome *outcome);
void outcome_describe(const struct outcome *outcome, char *text, size_t size);
void outcome_describe_series(const struct outcome *series, char *text, size_t size);

/* Whether a run of this scenario (settled) can show the outcome: it has the mechanism, and goes on long enough. */
bool outcome_shown(const struct outcome *outcome, const struct scenario *scenario);

/* Whether such a run has the mechanism, however long it goes on. */
bool outcome_in_force(const struct outcome *outcome, const struct scenario *scenario);

/* A table whose events the outcome asks for and such a run does not have; EVENT_TABLE_COUNT: none. */
enum event_table outcome_lacks(const struct outcome *outcome, const struct scenario *scenario);

/* Why a run that is done has no number of an outcome. */
#define OUTCOME_GAPS(X)                                                                                                \
    X(GAP_NOT_IN_FORCE, "not_in_force", "what it is of is not in force")                                               \
    X(GAP_ENDED_BEFORE, "ended_before", "the run ended before the step that it asks for")                              \
    X(GAP_NEVER_REACHED, "never_reached", "it was never reached")                                                      \
    X(GAP_OVER_NOTHING, "over_nothing", "what it is divided by is 0")                                                  \
    X(GAP_NO_NUMBER, "no_number", "what it is of has no number")                                                       \
    X(GAP_NO_EVENT, "no_event", "no such event happened, or one has no number")

#define AS_ENUMERATOR(symbol, ...) symbol,
enum outcome_gap { OUTCOME_GAPS(AS_ENUMERATOR) GAP_KINDS };
#undef AS_ENUMERATOR

extern const char *const gap_names[GAP_KINDS], *const gap_sentences[GAP_KINDS];

/* The step that a run has to come to for the outcome to be a number. */
int64_t outcome_needs_step(const struct outcome *outcome);

/* Of a run whose outcome is NaN; `shown`: as outcome_shown says of its scenario; `ended`: the step with which its rule
 * ended it, -1 where it did not. */
enum outcome_gap outcome_gap(const struct outcome *outcome, bool shown, int64_t ended);

/* Whether its series can never be so much, or so little, as far as the table of observables knows. */
bool outcome_is_vain(const struct outcome *outcome);

/* Whether the outcome is 1 or 0, and its mean a share of runs. */
bool outcome_is_share(const struct outcome *outcome);

/* Whether the outcome goes by rows that are 0 where there was nothing of which one of its series would be a mean or a
 * share. */
bool outcome_counts_none(const struct outcome *outcome);

/* What the rows so far come to: of an outcome's series, or of those that it is divided by. */
struct account_of_rows {
    double value;                 /* NaN as long as there is none */
    double sum;                   /* of a mean */
    double before;                /* ARGUMENT_SPAN: what there was at the first step */
    int64_t rows;                 /* that counted, this one not yet */
    struct ARRAY_OF(double) held; /* ARGUMENT_PART: each of them */
    bool lost;                    /* there was no memory for one */
};

/* Where one outcome of a run is being made up. */
struct tally {
    const struct outcome *outcome;
    struct entries entries[EXPRESSION_NAMES_MOST];                               /* of each of its series */
    struct event_stores of[EXPRESSION_NAMES_MOST], where[EXPRESSION_NAMES_MOST]; /* of its paths */
    bool shown;
    double agents, threshold;
    struct account_of_rows account, over;
    int64_t latest; /* step of the last row, counted or not; of events, the last step */
};

/* Begins a tally for a run of `world`. STATUS_INPUT with a message: the world has no such entry. To be freed in any
 * case. */
MUST_USE enum status tally_begin(
    struct tally *tally, const struct outcome *outcome, const struct world *world, struct message *message);

/* The same, of a run that stands where `other` does. STATUS_MEMORY; to be freed in any case. */
MUST_USE enum status tally_copy(struct tally *tally, const struct tally *other);

void tally_free(struct tally *tally);

/* What the row shows of what the outcome is of; NaN where it shows nothing. */
double tally_look(const struct tally *tally, const struct observation *row);

/* Takes the row of a step, or what happened in it, each outcome but one of the two (STATUS_MEMORY), and after the last
 * one tells the outcome. */
MUST_USE enum status tally_add(struct tally *tally, int64_t step, const struct observation *row);
MUST_USE enum status tally_happened(struct tally *tally, const struct events *events);
double tally_result(struct tally *tally);

#endif
