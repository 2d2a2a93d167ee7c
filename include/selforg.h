/* selforg: drive a run from another program, and look at it while it goes on.
 *
 *     selforg_scenario *scenario = selforg_scenario_create();
 *     selforg_run *run = NULL;
 *     if (selforg_scenario_read(scenario, "district.yaml") == 0 &&
 *         selforg_scenario_set(scenario, "network.agents", "500") == 0 &&
 *         selforg_run_create(&run, scenario, 4) == 0) {
 *         const double *adopters;
 *         while (selforg_run_steps_done(run) < 260 && selforg_run_advance(run, 1) == 0)
 *             if (selforg_run_observe(run, "adopters", &adopters) > 0) printf("%g\n", adopters[0]);
 *     } else {
 *         puts(selforg_scenario_message(scenario));
 *     }
 *     selforg_run_free(run);
 *     selforg_scenario_free(scenario);
 *
 * Every function that can fail returns SELFORG_OK (0) when all is well, or one of the SELFORG_ERROR_ numbers; what went
 * wrong stands in plain words in selforg_scenario_message or selforg_run_message. Nothing here prints, exits or aborts,
 * and there is no hidden state: different scenarios and runs may be driven by different threads at once, one run by one
 * thread at a time. The same scenario and seed give the same run on any machine and with any number of threads.
 *
 * All texts are UTF-8 and end with a zero. A pointer to something opaque is freed with its _free, which takes NULL.
 */
#ifndef SELFORG_H
#define SELFORG_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define SELFORG_EXPORT __attribute__((visibility("default")))
#else
#define SELFORG_EXPORT
#endif

/* The release that this header is of, for #if; selforg_version tells that of the library. */
#define SELFORG_VERSION_MAJOR 0
#define SELFORG_VERSION_MINOR 1
#define SELFORG_VERSION_PATCH 0

/* What a function that can fail returns. */
typedef enum selforg_result {
    SELFORG_OK = 0,
    SELFORG_ERROR_MEMORY = 1,    /* there is not enough memory */
    SELFORG_ERROR_READ = 2,      /* a file could not be read */
    SELFORG_ERROR_WRITE = 3,     /* a file could not be written */
    SELFORG_ERROR_INVARIANT = 4, /* the simulator contradicted itself: a defect, please report it */
    SELFORG_ERROR_INPUT = 5,     /* what was asked for is not valid */
    SELFORG_ERROR_EXISTS = 6     /* the file is there already, and is not overwritten */
} selforg_result;

/* The release, such as "0.1.0"; static. */
SELFORG_EXPORT const char *selforg_version(void);

/* ---- What there is, whatever the scenario ----
 *
 * Names are counted from 0 and end with NULL, as all texts of something that there is not. A unit "1" is that of a pure
 * number. All texts are static. */

/* Observables: name, unit and what it is; the name of what its values run over beside the steps, "" if it is one
 * number. */
SELFORG_EXPORT const char *selforg_observable_name(int64_t i);
SELFORG_EXPORT const char *selforg_observable_unit(int64_t i);
SELFORG_EXPORT const char *selforg_observable_sentence(int64_t i);
SELFORG_EXPORT const char *selforg_observable_dimension(int64_t i);

/* What kind of value a parameter has. */
typedef enum selforg_kind {
    SELFORG_NOTHING = 0, /* there is no such parameter */
    SELFORG_NUMBER = 1,  /* a real number */
    SELFORG_WHOLE = 2,   /* a whole number */
    SELFORG_FLAG = 3,    /* "true" or "false" */
    SELFORG_TEXT = 4,    /* a text, or one of some words */
    SELFORG_NAMED = 5    /* names with a number each: {"video calls": 0.8} */
} selforg_kind;

/* A parameter by its path ("team.max"): its kind, its unit ("" where there is none) and what it does. */
SELFORG_EXPORT selforg_kind selforg_parameter_kind(const char *parameter);
SELFORG_EXPORT const char *selforg_parameter_unit(const char *parameter);
SELFORG_EXPORT const char *selforg_parameter_sentence(const char *parameter);

/* Tables of events, and the columns of one: name, unit, what it is, and the word of a code of a column of categories.
 */
SELFORG_EXPORT const char *selforg_table_name(int64_t i);
SELFORG_EXPORT const char *selforg_table_sentence(int64_t i);
SELFORG_EXPORT const char *selforg_column_name(const char *table, int64_t i);
SELFORG_EXPORT const char *selforg_column_unit(const char *table, int64_t i);
SELFORG_EXPORT const char *selforg_column_sentence(const char *table, int64_t i);
SELFORG_EXPORT const char *selforg_column_word(const char *table, int64_t i, int64_t code);

/* ---- Scenarios: every parameter with its value ---- */

typedef struct selforg_scenario selforg_scenario;

/* A scenario with every default and no mechanism. NULL if there is no memory. */
SELFORG_EXPORT selforg_scenario *selforg_scenario_create(void);

SELFORG_EXPORT void selforg_scenario_free(selforg_scenario *scenario);

/* Reads a scenario file (YAML) in place of what the scenario said before. Network files that it names are looked for in
 * its folder. After an error the scenario is as selforg_scenario_create made it.
 * Errors: INPUT (the message begins with FILE:LINE:COLUMN), MEMORY. */
SELFORG_EXPORT selforg_result selforg_scenario_read(selforg_scenario *scenario, const char *path);

/* The same from memory; network files are looked for where the program runs. */
SELFORG_EXPORT selforg_result selforg_scenario_read_text(selforg_scenario *scenario, const char *yaml);

/* Sets one parameter, named by its path ("steps", "network.agents"), from text as a scenario file would have it ("1e6",
 * "true", "small_world"). A section is in force once something in it is set; "{}" puts a whole section ("projects") in
 * force as it is, "absent" takes it out. What a file may give as a table's name is looked for beside the scenario's
 * file. Whether all of it together can be is checked when a run is made. Errors: INPUT (no such parameter, or a value
 * that cannot be: nothing changed). */
SELFORG_EXPORT selforg_result selforg_scenario_set(
    selforg_scenario *scenario, const char *parameter, const char *value);

/* The value as text that selforg_scenario_set reads back equal, or NULL if there is no such parameter. The scenario's;
 * valid until the next call with it. */
SELFORG_EXPORT const char *selforg_scenario_get(selforg_scenario *scenario, const char *parameter);

/* The paths of all parameters, one after another: path i for i from 0, NULL beyond the last. The scenario's; valid
 * until the next call with it. */
SELFORG_EXPORT const char *selforg_scenario_parameter(selforg_scenario *scenario, int64_t i);

/* Whether a parameter is in force (its section is there), and whether it has its default; 0 also if there is none. */
SELFORG_EXPORT int selforg_scenario_in_force(const selforg_scenario *scenario, const char *parameter);

/* Whether another value of a parameter could make another run, as the other values are: not the ties of a ring where
 * the network is random. 0 also if there is none. */
SELFORG_EXPORT int selforg_scenario_has_effect(const selforg_scenario *scenario, const char *parameter);
SELFORG_EXPORT int selforg_scenario_is_default(const selforg_scenario *scenario, const char *parameter);

/* Runs the scenario from beginning to end and writes the result file (HDF5) at `path`, which must not be there yet.
 * Writes to `digest`, which may be NULL, as selforg_run_digest does. threads: at least 1; any number gives the same
 * result. Errors: INPUT, MEMORY, READ (a network file), WRITE, EXISTS; there is no file at `path` then. Not to be
 * called by two threads at once. */
SELFORG_EXPORT selforg_result selforg_scenario_run(
    selforg_scenario *scenario, const char *path, int threads, char digest[33]);

/* What went wrong in the last call that failed, "" if none did. The scenario's; valid until the next call with it. */
SELFORG_EXPORT const char *selforg_scenario_message(const selforg_scenario *scenario);

/* ---- Runs ---- */

typedef struct selforg_run selforg_run;

/* Makes a run that stands at step 0, to be driven step by step; it writes no file. The scenario is copied and stays the
 * caller's; its message tells what went wrong. threads: at least 1; any number gives the same result.
 * Errors: INPUT, MEMORY, READ (a network file); *run is NULL then. */
SELFORG_EXPORT selforg_result selforg_run_create(selforg_run **run, selforg_scenario *scenario, int threads);

SELFORG_EXPORT void selforg_run_free(selforg_run *run);

/* Does `steps` more steps; they may go on beyond the scenario's own number. After an error (MEMORY; INPUT: more
 * has happened than the rows of a table can be numbered for) the run can only be freed. */
SELFORG_EXPORT selforg_result selforg_run_advance(selforg_run *run, int64_t steps);

/* Steps done; agents; ties as they are now. */
SELFORG_EXPORT int64_t selforg_run_steps_done(const selforg_run *run);
SELFORG_EXPORT int64_t selforg_run_agents(const selforg_run *run);
SELFORG_EXPORT int64_t selforg_run_ties(const selforg_run *run);

/* What is to be seen now of one observable ("adopters", "quality_by_unit"; `selforg describe observables` lists them):
 * how many values it has, and *values, [that many], the run's, valid until the next step. 0, and *values NULL, if there
 * is no such observable or it is no part of this scenario, and also if there was not enough memory, which
 * selforg_run_message tells then, and "" else. Looking changes nothing, but that what is counted "since the
 * row before" (adoptions) is counted since the step at which one looked last. */
SELFORG_EXPORT int64_t selforg_run_observe(selforg_run *run, const char *observable, const double **values);

/* What value i of an observable is of: a practice, unit, domain or channel by name. NULL if there is no such value, or
 * if it is the only one. The run's; valid until the next call with it. */
SELFORG_EXPORT const char *selforg_run_label(selforg_run *run, const char *observable, int64_t i);

/* Numbers in the run's own memory, not copied: value [i, j] of `rows` by `columns` is `type` at
 * values + i * row_bytes + j * selforg_type_bytes(type). values is NULL if there is no such thing in this run. */
typedef enum selforg_type {
    SELFORG_INT8 = 0,
    SELFORG_UINT8 = 1,
    SELFORG_INT32 = 2,
    SELFORG_UINT64 = 3,
    SELFORG_FLOAT64 = 4
} selforg_type;

typedef struct selforg_view {
    const void *values;
    int64_t rows, columns, row_bytes;
    selforg_type type;
    const char *unit, *sentence; /* static */
} selforg_view;

SELFORG_EXPORT int64_t selforg_type_bytes(selforg_type type);

/* An array over agents ("practice", over [agents, domains]; "confidence"), as it is now: valid as long as the run, and
 * changes with it. selforg_run_array_name counts those of this run from 0, NULL beyond the last. */
SELFORG_EXPORT const char *selforg_run_array_name(const selforg_run *run, int64_t i);
SELFORG_EXPORT selforg_view selforg_run_array(const selforg_run *run, const char *name);

/* The number of the unit that each agent belongs to; likewise. */
SELFORG_EXPORT selforg_view selforg_run_units(const selforg_run *run);

/* Every tie once, as it is now: who tells and who hears (in an undirected network the lower number first), and how much
 * it is trusted, in [0, 1]. Fills [selforg_run_ties] of each; trust may be NULL. */
SELFORG_EXPORT void selforg_run_tie_list(const selforg_run *run, int32_t *source, int32_t *target, double *trust);

/* A column of a table of events ("adoption", "learner"): what has happened since the last call of selforg_run_advance
 * began, or, before the first, how the run began. Valid until the next call of it or of selforg_run_digest. values is
 * NULL if there is no such column, or the run writes no such table; a table without rows has values all the same. Rows
 * stand in the order in which things happened; numbers of rows (first_source) count from the beginning of the run. */
SELFORG_EXPORT selforg_view selforg_run_events(selforg_run *run, const char *table, const char *column);

/* Whether the events of every step of a call of selforg_run_advance stay to be looked at (1), or those of its last step
 * alone (0: as it is at first). */
SELFORG_EXPORT void selforg_run_keep_events(selforg_run *run, int keep);

/* The practice that an agent uses in a domain, or -1 for none. agent in [0, agents), domain in [0, domains); -1 also
 * beyond. Practices are numbered from 0 in the order in which they came up. */
SELFORG_EXPORT int32_t selforg_run_practice(const selforg_run *run, int64_t agent, int64_t domain);

/* Writes 32 hexadecimal digits and a zero that identify the run up to now: equal digests, equal runs. Events that were
 * there to be looked at are let go. MEMORY. */
SELFORG_EXPORT selforg_result selforg_run_digest(selforg_run *run, char digest[33]);

/* Checks every invariant. INVARIANT with a message. Cost: the whole state. */
SELFORG_EXPORT selforg_result selforg_run_verify(selforg_run *run);

/* What went wrong in the last call that failed, "" if none did. The run's; valid until the next call with it. */
SELFORG_EXPORT const char *selforg_run_message(const selforg_run *run);

#ifdef __cplusplus
}
#endif

#endif
