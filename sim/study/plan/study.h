/* A study: a base scenario, what varies, a design, replicates, and the outcomes that are wanted of every run.
 *
 *     study_read("study.yaml", &study, &message)         everything is read, settled and checked
 *     study_run(&study, i)                               run i: its configuration, replicate and seed
 *     study_scenario(&study, configuration, seed, &scenario)    what it runs
 *     study_free(&study)
 *
 * A configuration is a point of the design under one of the conditions, conditions fastest. Runs are ordered replicate
 * first, so a study that is interrupted is a balanced sample. A run's seed is drawn from the study's seed and the
 * number of its replicate: the same in every configuration, so that they are compared with common random numbers,
 * unless the study asks for independent seeds, or for seeds of its own for every point of the design; the same however
 * many replicates there are; and none that a study with another seed has. `selforg run --seed` repeats a run with it.
 *
 * Nothing here grows with the number of runs. The format is described in study.def.
 */
#ifndef STUDY_STUDY_H
#define STUDY_STUDY_H

#include "base/digest.h"
#include "io/scenario/scenario_file.h"
#include "io/text/yaml_tree.h"
#include "network/network.h"
#include "study/format/design.h"
#include "study/format/outcome.h"
#include "study/plan/alteration.h"
#include "study/plan/correlations.h"

struct condition {
    const char *name;
    struct alterations alterations;
};

struct axes ARRAY_OF(struct axis);
struct conditions ARRAY_OF(struct condition);

/* A network that was read from files, and what named it. */
struct study_network {
    struct network_parameters named;
    struct edge_list edges;
};
struct study_networks ARRAY_OF(struct study_network);

/* What configurations have in common that go on from one beginning (beginnings.h). */
struct beginning_kind {
    int64_t condition;
    bool has[FEATURE_COUNT];
    int64_t first, configurations; /* where they are in the list, and how many */
};

/* Kept where runs have beginnings in common. */
struct beginnings {
    struct ARRAY_OF(struct beginning_kind) kinds;
    struct long_numbers of;             /* by configuration: the number of its kind */
    struct long_numbers configurations; /* kind by kind */
    int64_t steps;                      /* of all configurations */
};

/* Texts that a study was read from, with what a table says where its name stood (io/scenario/tables.h), else as they
 * were; zero-terminated, "" where there is none. Owned. */
struct study_sources {
    char *study, *base, *table;
};

struct study {
    struct yaml_tree tree; /* of the study's file, also for whoever reads keys of their own there */
    struct study_sources sources;
    const char *title, *question;
    struct scenario base;          /* not settled */
    struct places places;          /* of the base */
    char *absent;                  /* the file that `data` names, if it is not there: no network was read; else NULL */
    char *base_name, *base_folder; /* as messages name the base; where its network files are looked for */
    struct alterations set;
    struct axes axes;
    struct conditions conditions; /* at least one: where the study has none, one without a name */
    struct design design;
    struct correlations correlations;   /* by which the design is paired */
    struct long_numbers row_conditions; /* by row of a table that says it: its condition; else each point has all */
    uint64_t seed; /* from which those of its runs are drawn: that of the base as `set` leaves it */
    int64_t replicates;
    int64_t branch_step; /* in which what varies takes its values, as by an intervention; 0: from the start on */
    struct beginnings beginnings;
    bool independent_seeds, independent_points;
    bool kept;    /* read from what was kept of it */
    bool results; /* a full result file of each run is wanted */
    struct outcomes outcomes, series;
    struct study_networks networks;
    int64_t in_vain[PARAMETER_TOTAL]; /* configurations in which a key that is written has no effect */
    int64_t too_late;                 /* configurations with interventions after the last step */
    int64_t repeated;                 /* configurations that are the same as one before, and lack nothing that varies */
    int64_t never_met;                /* configurations whose `until` asks for what its series can never be */
};

/* Reads a study, and checks every configuration. Errors: STATUS_INPUT with FILE:LINE:COLUMN or with the configuration's
 * number and values, STATUS_MEMORY. Nothing is left allocated then. Cost: proportional to the configurations. */
MUST_USE enum status study_read(const char *path, struct study *study, struct message *message);

/* The same to go on with a study whose runs were begun, and accepted then: what has no effect is no fault any more. */
MUST_USE enum status study_read_begun(const char *path, struct study *study, struct message *message);

/* The same where base and table have been kept beside the study: they are read from `kept` rather than from the files
 * that the study names, and so for the study itself if kept->study is not NULL. No network is read, and no
 * configuration is checked: those that cannot be have failed. `kept` may be freed afterwards. */
MUST_USE enum status study_read_kept(
    const char *path, const struct study_sources *kept, struct study *study, struct message *message);

/* A zeroed study is fine. */
void study_free(struct study *study);

int64_t study_configurations(const struct study *study);
int64_t study_runs(const struct study *study);

struct study_run {
    int64_t configuration, replicate, seed;
};
struct study_run study_run(const struct study *study, int64_t run);

/* Whether a run that its rule ended with this step (-1: it did not) ended before what varies took its values: of that
 * it says nothing. */
bool study_ended_before_branch(const struct study *study, int64_t ended);

/* Alterations of `set` that every condition undoes: it sets the same, or takes it out. How many, and the first of them.
 */
int64_t study_set_in_vain(const struct study *study, const struct alteration **first);

/* The conditions under which each point is run: all of them, or one where a table says which. */
int64_t study_conditions_each(const struct study *study);

/* The condition, and the point of the design, that a configuration is. */
const struct condition *study_condition(const struct study *study, int64_t configuration);
int64_t study_point(const struct study *study, int64_t configuration);

/* What a configuration runs with that seed, settled. `message` names the configuration where it is none (which
 * study_read has made sure that it is not). */
MUST_USE enum status study_scenario(
    const struct study *study, int64_t configuration, int64_t seed, struct scenario *scenario, struct message *message);

/* The network's file that a scenario of the study runs on; NULL where it needs none. */
const struct edge_list *study_network(const struct study *study, const struct scenario *scenario);

/* What identifies a run, whatever the study is called: its scenario with the seed, and what is kept of it. The content
 * of files that the scenario names is not in it. */
MUST_USE enum status study_identity(
    const struct study *study, const struct scenario *scenario, struct digest *identity, struct message *message);

#endif
