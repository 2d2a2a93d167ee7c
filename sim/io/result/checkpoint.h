/* Checkpoints: where a run stands, so that it can go on from there as if nothing had happened.
 *
 * NAME.h5.checkpoint stands beside NAME.h5.part while a run is under way: the whole state of the model, and how many
 * rows of each dataset of the part file belong to it. It is written to one side, synced and renamed; the one before it
 * is kept as NAME.h5.checkpoint.1, in case the machine died in the middle of that. A checksum ends it. A checkpoint
 * holds memory as it is, so it is for the program that wrote it, not for another version or build.
 */
#ifndef IO_CHECKPOINT_H
#define IO_CHECKPOINT_H

#include <stdint.h>

#include "base/digest.h"
#include "base/status.h"
#include "io/scenario/until.h"
#include "model/cycle/model.h"

/* Rows of a dataset that grows, and the digest of them all. */
struct kept_rows {
    int64_t count;
    struct digest digest;
};

/* How far the part file was when the state was saved, and what it held. */
struct checkpoint {
    const struct scenario *scenario; /* of the whole run, settled; borrowed */
    int64_t row_count;               /* datasets that grow */
    struct kept_rows *rows;          /* [row_count] */
    struct digest given;             /* of what the run began with, as the part file has it */
    struct until_rows until;         /* how far the rule is that may end the run */
    struct observation *observation; /* the last row: what had happened by then; borrowed */
    int damaged;                     /* newer ones than this that are there and damaged; all, if there is none */
};

/* Saves the state of a world whose events were cleared, for the result at `path`. Errors: STATUS_WRITE, STATUS_MEMORY;
 * the checkpoint before it is still there then. */
MUST_USE enum status checkpoint_write(
    const char *path, const struct checkpoint *checkpoint, struct world *world, struct message *message);

/* Puts a world, which is new and of the same scenario, where the newest intact checkpoint of the result at `path` has
 * it; `checkpoint` comes with its scenario, and its rows are to be freed. *found is false, and the world as it was,
 * where there is none. STATUS_READ: it may be there, and could not be read; STATUS_INPUT: it was written by another
 * build or for another scenario; STATUS_MEMORY, STATUS_DAMAGED (the world can only be freed then). */
MUST_USE enum status checkpoint_read(
    const char *path, struct checkpoint *checkpoint, struct world *world, bool *found, struct message *message);

/* STATUS_EXISTS: there is something where those of a new result at `path` would be, and nothing says that it is of one.
 * STATUS_MEMORY. */
MUST_USE enum status checkpoint_spare(const char *path, struct message *message);

/* Removes what checkpoints there are of the result at `path`. */
void checkpoint_remove(const char *path);

#endif
