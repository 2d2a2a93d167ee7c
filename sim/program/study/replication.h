/* A replication: a study that says what is expected of it, run and judged. */
#ifndef PROGRAM_REPLICATION_H
#define PROGRAM_REPLICATION_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"
#include "study/analysis/judge.h"
#include "study/runs/record.h"

/* How replications are shown. */
enum replication_form { REPLICATION_TABLE, REPLICATION_JSON, REPLICATION_CSV };

struct replication {
    char *name; /* of the file, without .yaml */
    struct study study;
    struct expectations expectations;
    struct finding *findings; /* [expectations.count] */
    double *values;           /* the outcomes of all runs, as in outcome_values */
    double seconds;
    int64_t failed_runs;
    char reason[RECORD_REASON]; /* of the last run that failed */
    bool quick;
};

/* Reads the study at `path`, runs it with `jobs` worker processes, and judges what came out; `quick`: with fewer
 * replicates. Nothing is run where quick leaves it out, or its data are not there (study.absent): study.replicates
 * is 0 then. Free it also after an error. */
MUST_USE enum status replication_run(
    struct replication *replication, const char *path, bool quick, int jobs, struct message *message);

void replication_free(struct replication *replication);

/* How many expectations ended so; 0 where nothing was run. */
int64_t replication_count(const struct replication *replication, enum verdict verdict);

/* How many expectations were not met; a run that failed counts as one. */
int64_t replication_failures(const struct replication *replication);

/* Prints one of several replications, `number` from 0. A JSON list or the heading of a CSV table is begun with the
 * first, and ended by replications_end. */
void replication_print(
    const struct replication *replication, enum replication_form form, int64_t number, int width, FILE *stream);
void replications_end(enum replication_form form, int64_t count, FILE *stream);

#endif
