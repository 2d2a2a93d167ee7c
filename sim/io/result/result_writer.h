/* Writing the result of a run.
 *
 *     result_open(&writer, &request, world, &message)      NAME.h5.part appears, empty and locked
 *     result_write(writer, world, &observation, &message)  at step 0 and after every step
 *     result_close(writer, world, &message)                NAME.h5 is there, complete, and NAME.h5.part is gone
 *
 * From the first commit on, a second after the start or when much is to be written, everything goes into NAME.h5.part
 * in SWMR mode: h5py can read it (swmr=True), and what was committed survives SIGKILL. A run that is over before lays
 * out one file only; one that dies before leaves an empty part file, which is in nobody's way. At the end the finished
 * file is made from it in one pass, always in the same order, so that two runs of one scenario give the same bytes (but
 * for /run/environment) whenever they were committed; it is synced to the disk and takes its name in one move.
 * Something that is not complete never has the final name, and what had it before stays until that move.
 *
 * A run that was killed or stopped goes on from its last checkpoint (checkpoint.h) by result_reopen.
 *
 * The layout is in result_layout.h. After the first error the writer writes no more: call result_abandon.
 */
#ifndef IO_RESULT_WRITER_H
#define IO_RESULT_WRITER_H

#include <stdbool.h>

#include "base/status.h"
#include "io/result/checkpoint.h"
#include "model/cycle/model.h"

struct result_writer;

/* What a result is to hold beside what the world shows. Everything, and the world itself, is borrowed until
 * result_close or result_abandon. */
struct result_request {
    const char *path;                /* NAME.h5 */
    bool overwrite;                  /* --force: replace a finished file, or what a dead run left */
    const struct scenario *scenario; /* settled */
    const char *yaml_text;           /* the scenario file, verbatim; NULL or "" if there was none */
    const struct edge_list *file;    /* for network kind `file`, else NULL */
    const char *command;             /* the command line; NULL: not said */
    int threads;
    double commit_seconds; /* wall time between commits; 0: after every step; < 0: the usual 30, the first after one */
};

/* Opens a result for a world at step 0.
 * Errors: STATUS_EXISTS (finished file there and not to be overwritten; another run is writing it; a dead run left its
 * part file and it is not to be overwritten), STATUS_WRITE, STATUS_MEMORY. *writer is NULL then, and nothing is left
 * behind. */
MUST_USE enum status result_open(struct result_writer **writer, const struct result_request *request,
    const struct world *world, struct message *message);

/* Opens the part file that a run left which did not end, for a world that stands where that run's checkpoint has it
 * (or, `checkpoint` NULL, at step 0): what was written after that is left out, as it will come again. Errors as above,
 * and STATUS_READ, STATUS_DAMAGED; the part file and its checkpoint are as they were then. */
MUST_USE enum status result_reopen(struct result_writer **writer, const struct result_request *request,
    const struct world *world, const struct checkpoint *checkpoint, struct message *message);

/* Takes the events that the world holds (and leaves them there), the row of the time series if `observation` is not
 * NULL, and a snapshot if one is due or the run ends here (`last`). Commits if it is time. STATUS_WRITE, STATUS_MEMORY.
 */
MUST_USE enum status result_write(struct result_writer *writer, struct world *world,
    const struct observation *observation, bool last, struct message *message);

/* Commits what was written so far, whatever the time: what is committed survives the program. */
MUST_USE enum status result_commit(struct result_writer *writer, struct message *message);

/* Commits, and saves the state of the world, whose events must have been cleared: the run can go on from here. */
MUST_USE enum status result_save(struct result_writer *writer, struct world *world, const struct until *until,
    struct observation *observation, struct message *message);

/* Completes the file and frees the writer in any case. The world's events must have been cleared. *bytes (may be NULL):
 * the size of the finished file. On an error the part file stays if there was one, everything committed, and the final
 * name is untouched. */
MUST_USE enum status result_close(
    struct result_writer *writer, struct world *world, int64_t *bytes, struct message *message);

/* Leaves the part file as it was last committed, or none if nothing was, and frees the writer. NULL is fine. */
void result_abandon(struct result_writer *writer);

/* Whether a row of the time series, or a snapshot, is due at `step`: every so often from step 0 on, and at the last
 * step. */
bool result_row_due(const struct scenario *scenario, int32_t step);
bool result_snapshot_due(const struct scenario *scenario, int32_t step);

#endif
