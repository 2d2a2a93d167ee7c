/* One run from beginning to end: the loop around the model, and its result on disk. */
#ifndef IO_RUN_H
#define IO_RUN_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/status.h"
#include "io/result/result_writer.h"
#include "io/scenario/until.h"
#include "model/cycle/model.h"

enum { RUN_CHECKPOINT_SECONDS = 300 }; /* the usual time between two checkpoints */

/* Everything is borrowed for the time of the call. */
struct run_request {
    /* What is run and where it goes: `result.path` NULL writes nothing. `result.threads` >= 1 are used. */
    struct result_request result;
    bool verify_each_step; /* checks every invariant of the model after each step; slow */
    /* Called once, when the world is made and nothing has happened yet. May be NULL. */
    void (*begun)(void *context, const struct world *world);
    /* Called at step 0 and after every step with what has happened. May be NULL. */
    void (*happened)(void *context, const struct events *events);
    /* Called at step 0 and after every step; `observation` is NULL at steps without a row. May be NULL. */
    void (*progress)(void *context, int32_t step, int32_t steps, const struct observation *observation);
    void *context;
    const volatile sig_atomic_t *stop; /* not 0: end after the step under way, with a checkpoint. May be NULL. */
    const volatile sig_atomic_t *save; /* another number than before: make a checkpoint, and go on. May be NULL. */
    double checkpoint_seconds;         /* wall time between checkpoints; 0: none but when asked or stopped */
    double most_seconds;               /* wall time after which to stop as by `stop`; 0: no limit */
};

struct run_outcome {
    struct digest digest;
    struct digest stated;  /* by the file that was run again */
    int32_t steps, agents; /* steps done */
    bool ended;            /* the scenario's rule `until` ended it */
    bool unmet;            /* it has such a rule, which was not met */
    int damaged;           /* checkpoints that could not be gone on from, being damaged */
    double seconds;        /* wall time of the whole */
    int64_t memory_bytes;  /* of the model at the end */
    int64_t file_bytes;    /* of the finished file; 0 if none was written */
};

/* Runs. Errors: as model_create, result_open and result_write; STATUS_STOPPED: what was done is in the part file and a
 * checkpoint, from which run_resume goes on. `outcome` holds what is known in any case. */
MUST_USE enum status run_scenario(
    const struct run_request *request, struct run_outcome *outcome, struct message *message);

struct state_bytes ARRAY_OF(unsigned char);

/* Where a run stands after its first steps, in memory: runs that differ later alone go on from there. */
struct run_beginning {
    struct state_bytes state; /* what had happened by the last row, and the world */
    struct until until;       /* how far the rule is that may end the run, */
    bool ended;               /* and whether it has */
};

/* Does the first `steps` steps of a run; `result.path` is NULL. Errors as run_scenario, and there is no beginning then.
 */
MUST_USE enum status run_begin(
    const struct run_request *request, int32_t steps, struct run_beginning *beginning, struct message *message);

/* Goes on from a beginning to the end of the run, which is the same as if run_scenario had run the whole of it: up to
 * there its scenario must be that of the beginning, with the same features. `result.path` is NULL. Errors as
 * run_scenario. */
MUST_USE enum status run_go_on(const struct run_beginning *beginning, const struct run_request *request,
    struct run_outcome *outcome, struct message *message);

/* A zeroed beginning is fine, and what it is afterwards. */
void run_beginning_free(struct run_beginning *beginning);

/* Goes on with the run that left the part file of the result at `path`, from its last checkpoint or, where there is
 * none, from the beginning: the finished file is the same as if it had never been interrupted. Of `request->result`
 * only threads, command and commit_seconds are looked at. *from (may be NULL): the step from which it went on. Errors:
 * as run_scenario, result_reader_open_part and checkpoint_read. */
MUST_USE enum status run_resume(const char *path, const struct run_request *request, struct run_outcome *outcome,
    int32_t *from, struct message *message);

/* Runs again what the finished result at `path` holds, writing nothing, and compares digests. Of `request` only
 * threads, verify_each_step, progress, context and stop are looked at. STATUS_DAMAGED with a message: its content is
 * not what was written, and it is not run; or it came out differently. */
MUST_USE enum status run_again(
    const char *path, const struct run_request *request, struct run_outcome *outcome, struct message *message);

#endif
