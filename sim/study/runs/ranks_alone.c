/* Without MPI. */
#include "study/runs/ranks.h"

enum status ranks_begin(struct ranks *ranks, bool part, struct message *message)
{
    int launched;
    *ranks = (struct ranks){.count = 1};
    ranks_launched(part, &ranks->number, &launched);
    if (launched == 1) return STATUS_OK;
    return message_set(message, STATUS_USAGE,
        "%d processes were started together, but this program was built without MPI: build it by `cmake --preset mpi`, "
        "or give each its part by --shard",
        launched);
}

void ranks_end(const struct ranks *ranks)
{
    (void)ranks;
}

enum status ranks_agree(const struct ranks *ranks, enum status status, struct message *message)
{
    (void)ranks;
    (void)message;
    return status;
}

enum status ranks_dispatch(
    struct ranks *ranks, const struct dispatch *dispatch, const struct rank_tally *mine, struct message *message)
{
    (void)ranks;
    (void)mine;
    return dispatch_run(dispatch, message);
}
