/* One run of a study, from its number to its record. */
#ifndef STUDY_EXECUTE_H
#define STUDY_EXECUTE_H

#include <signal.h>

#include "io/result/run.h"
#include "study/plan/study.h"
#include "study/runs/record.h"
#include "study/runs/watch.h"

/* A beginning that whoever does several runs keeps from one to the next. Zeroed: none. */
struct kept_beginning {
    bool there;
    int64_t number; /* as study/plan/beginnings.h has it */
    struct run_beginning run;
    struct watch watch;
};

void kept_beginning_free(struct kept_beginning *kept);

struct execution {
    const char *result_path;           /* where the full result file goes; NULL: nowhere */
    struct kept_beginning *kept;       /* NULL: the run is made whole, as with a result file */
    const volatile sig_atomic_t *stop; /* as in io/result/run.h; may be NULL */
};

/* The identity and scenario of a run. Errors: as study_scenario. */
MUST_USE enum status execute_prepare(const struct study *study, int64_t run, struct scenario *scenario,
    struct digest *identity, struct message *message);

/* Runs. What goes wrong in the run itself is told by the record (RECORD_FAILED and the reason). STATUS_STOPPED: it was
 * asked to stop, and there is no record; STATUS_EXISTS: another process is writing its result file, no record either;
 * STATUS_WRITE: the result file could not be written; STATUS_MEMORY: not even for the record. */
MUST_USE enum status execute_run(const struct study *study, int64_t run, const struct execution *execution,
    struct record *record, struct message *message);

/* The record of a run that took its process with it. */
MUST_USE enum status execute_lost(
    const struct study *study, int64_t run, const char *reason, struct record *record, struct message *message);

#endif
