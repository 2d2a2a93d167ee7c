/* Running a study: in a folder, so that nothing done is ever done again, or in memory. */
#ifndef STUDY_SWEEP_H
#define STUDY_SWEEP_H

#include <signal.h>

#include "study/runs/folder.h"
#include "study/runs/ranks.h"
#include "study/runs/record.h"

struct sweep_progress {
    int64_t done, runs; /* of those that this process and its ranks are to do */
    int64_t found;      /* of those done, how many were there already */
    int64_t failed;
};

struct sweep_request {
    struct ranks *ranks;   /* who does it together; each rank calls with the same request */
    int jobs;              /* worker processes of this rank; 0: this process itself, which only one rank can be */
    int64_t shard, shards; /* beginnings (beginnings.h) with number = shard modulo shards; 0, 1: all */
    bool retry_failed;     /* runs that failed are run again */
    bool results;          /* write full result files too, whatever the study says */
    void (*progress)(void *context, const struct sweep_progress *progress); /* may be NULL */
    void *context;
    const volatile sig_atomic_t *stop; /* as in dispatch.h */
};

/* Does all runs of the shard that have no record. Failed ones are counted, not an error. STATUS_STOPPED; STATUS_WRITE
 * and others with a message, where the study cannot go on. `progress` tells, on rank 0, in any case how far it came. */
MUST_USE enum status sweep_run(const struct study *study, const struct study_folder *folder,
    const struct sweep_request *request, struct sweep_progress *progress, struct message *message);

/* Runs the whole study and writes nothing. `take` hears of every run once, in any order; what it is given lives for the
 * call. `jobs` as above: with workers a run that crashes is a failed record. Errors: STATUS_MEMORY, or what `take`
 * returned. */
MUST_USE enum status study_run_all(const struct study *study, int jobs,
    enum status (*take)(void *context, const struct study_run *run, const struct record *record), void *context,
    struct message *message);

#endif
