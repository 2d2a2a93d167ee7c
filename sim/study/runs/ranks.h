/* Ranks: the processes that mpirun or srun started together, on one machine or on many.
 *
 * Rank 0 has the list of what is to be done. Every rank, and rank 0 too, works it off with workers of its own
 * (dispatch.h) and asks for the next piece when it has done one; so none is lost to supervision, and a piece that
 * crashes takes no rank with it. The ranks sleep where they wait. If a rank dies, MPI ends them all; what they had
 * written is there.
 *
 * Built without MPI (SELFORG_MPI), and for a program that was started by itself, there is one rank.
 */
#ifndef STUDY_RANKS_H
#define STUDY_RANKS_H

#include "study/runs/dispatch.h"

/* What a rank has done so far. */
struct rank_tally {
    int64_t done, found, failed;
};

struct ranks {
    int number, count;        /* of this process, from 0; of them all */
    struct rank_tally others; /* of rank 0: what the others have told it */
};

/* What a launcher says in the environment: the number of this process, and how many it started. 0 and 1 if none did, or
 * if it is srun without PMI, by which they could not speak to each other, and each has a `part` of its own to do. */
void ranks_launched(bool part, int *number, int *count);

/* Finds the other ranks. `part`: this process is told which part of the study to do. STATUS_USAGE: several were
 * started, but they cannot speak to each other; `number` tells which one is the first all the same. */
MUST_USE enum status ranks_begin(struct ranks *ranks, bool part, struct message *message);

/* Waits for the others to end too. To be called after any ranks_begin. */
void ranks_end(const struct ranks *ranks);

/* All ranks call it with what came of their part, and all get the same: STATUS_OK if that is what every one has, or
 * else the status and the message of the first that has not. */
MUST_USE enum status ranks_agree(const struct ranks *ranks, enum status status, struct message *message);

/* As dispatch_run, by all ranks together; all call it, and all get the same status. `next` is called on rank 0 alone,
 * the other functions where the piece was done. `mine` is what this rank has done; `done` and `lost` keep it up to
 * date. */
MUST_USE enum status ranks_dispatch(
    struct ranks *ranks, const struct dispatch *dispatch, const struct rank_tally *mine, struct message *message);

#endif
