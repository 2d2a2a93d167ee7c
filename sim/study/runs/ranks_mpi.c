/* With MPI. Messages go to and from rank 0 only, and are a few bytes. Workers are forked from a process that MPI has a
 * thread in; they never call it. */
#include <mpi.h>

#include <limits.h>
#include <time.h>

#include "study/runs/ranks.h"

enum { TAG_ASK, TAG_PIECE };
enum { NAP_MILLISECONDS = 1, FIRST_RANK_MILLISECONDS = 2 };

/* What a rank says to rank 0. */
enum ask { ASK_PIECE, ASK_LEAVE, ASK_LEAVE_IN_TROUBLE };

struct question {
    struct rank_tally news; /* done since the question before */
    int64_t ask, before;    /* `before` as in dispatch.h */
};

/* A dispatch under way among the ranks. */
struct shared {
    struct ranks *ranks;
    const struct dispatch *dispatch;
    const struct rank_tally *mine;
    struct rank_tally told; /* of `mine`, to rank 0 */
    int left;               /* ranks that have left; rank 0 knows */
    bool closed;            /* one of them left in trouble: nothing more is handed out */
};

static void nap(void)
{
    nanosleep(&(struct timespec){.tv_nsec = NAP_MILLISECONDS * 1000000L}, NULL);
}

/* MPI's own waiting would keep a processor busy. */
static void wait_for(MPI_Request *request)
{
    int there = 0;
    for (MPI_Test(request, &there, MPI_STATUS_IGNORE); !there; MPI_Test(request, &there, MPI_STATUS_IGNORE)) nap();
}

enum status ranks_begin(struct ranks *ranks, bool part, struct message *message)
{
    int launched;
    *ranks = (struct ranks){.count = 1};
    ranks_launched(part, &ranks->number, &launched);
    if (launched == 1) return STATUS_OK;
    MPI_Init(NULL, NULL);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks->count);
    if (ranks->count != launched)
        return message_set(message, STATUS_USAGE,
            "%d processes were started together, but MPI sees %d: it is another MPI than the one that started them "
            "(srun may need --mpi=pmix)",
            launched, ranks->count);
    MPI_Comm_rank(MPI_COMM_WORLD, &ranks->number);
    return STATUS_OK;
}

void ranks_end(const struct ranks *ranks)
{
    int begun;
    (void)ranks;
    MPI_Initialized(&begun);
    if (begun) MPI_Finalize();
}

enum status ranks_agree(const struct ranks *ranks, enum status status, struct message *message)
{
    struct {
        enum status status;
        struct message message;
    } said = {.status = status, .message = *message};
    int mine = status == STATUS_OK ? INT_MAX : ranks->number, first;
    MPI_Request request;
    if (ranks->count == 1) return status;
    MPI_Iallreduce(&mine, &first, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request);
    wait_for(&request);
    if (first == INT_MAX) return STATUS_OK;
    MPI_Ibcast(&said, sizeof said, MPI_BYTE, first, MPI_COMM_WORLD, &request);
    wait_for(&request);
    *message = said.message;
    return said.status;
}

/* ---- rank 0 ---- */

static bool take_next(struct shared *shared, int64_t before, int64_t *number)
{
    const struct dispatch *dispatch = shared->dispatch;
    bool stopped = dispatch->stop && *dispatch->stop;
    return !stopped && !shared->closed && dispatch->next(dispatch->context, before, number);
}

/* Hears one question, and answers if one is to be answered. */
static void hear(struct shared *shared, int rank)
{
    struct question question;
    struct rank_tally *others = &shared->ranks->others;
    MPI_Recv(&question, sizeof question, MPI_BYTE, rank, TAG_ASK, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    others->done += question.news.done;
    others->found += question.news.found;
    others->failed += question.news.failed;
    if (question.ask == ASK_PIECE) {
        int64_t number;
        if (!take_next(shared, question.before, &number)) number = -1;
        MPI_Send(&number, 1, MPI_INT64_T, rank, TAG_PIECE, MPI_COMM_WORLD);
    } else {
        shared->left++;
        shared->closed |= question.ask == ASK_LEAVE_IN_TROUBLE;
    }
}

static void hear_all(struct shared *shared)
{
    MPI_Status from;
    int there = 1;
    while (MPI_Iprobe(MPI_ANY_SOURCE, TAG_ASK, MPI_COMM_WORLD, &there, &from), there) hear(shared, from.MPI_SOURCE);
    if (shared->dispatch->idle) shared->dispatch->idle(shared->dispatch->context);
}

/* ---- the other ranks ---- */

static void ask_first(struct shared *shared, enum ask ask, int64_t before)
{
    const struct rank_tally *mine = shared->mine;
    struct rank_tally *told = &shared->told;
    struct question question = {.ask = ask,
        .before = before,
        .news = {mine->done - told->done, mine->found - told->found, mine->failed - told->failed}};
    MPI_Send(&question, sizeof question, MPI_BYTE, 0, TAG_ASK, MPI_COMM_WORLD);
    *told = *mine;
}

static bool ask_next(struct shared *shared, int64_t before, int64_t *number)
{
    MPI_Request request;
    MPI_Irecv(number, 1, MPI_INT64_T, 0, TAG_PIECE, MPI_COMM_WORLD, &request);
    ask_first(shared, ASK_PIECE, before);
    wait_for(&request);
    return *number >= 0;
}

/* ---- each ---- */

static bool shared_next(void *context, int64_t before, int64_t *number)
{
    struct shared *shared = context;
    return shared->ranks->number == 0 ? take_next(shared, before, number) : ask_next(shared, before, number);
}

static enum status shared_work(void *context, int64_t number, struct bytes *answer, struct message *message)
{
    const struct shared *shared = context;
    return shared->dispatch->work(shared->dispatch->context, number, answer, message);
}

static enum status shared_done(void *context, int64_t number, const struct bytes *answer, struct message *message)
{
    const struct shared *shared = context;
    return shared->dispatch->done(shared->dispatch->context, number, answer, message);
}

static enum status shared_lost(void *context, int64_t number, const char *reason, struct message *message)
{
    const struct shared *shared = context;
    return shared->dispatch->lost(shared->dispatch->context, number, reason, message);
}

static void shared_idle(void *context)
{
    struct shared *shared = context;
    if (shared->ranks->number == 0) hear_all(shared);
}

enum status ranks_dispatch(
    struct ranks *ranks, const struct dispatch *dispatch, const struct rank_tally *mine, struct message *message)
{
    struct shared shared = {.ranks = ranks, .dispatch = dispatch, .mine = mine, .told = *mine};
    struct dispatch own = {.jobs = dispatch->jobs,
        .context = &shared,
        .next = shared_next,
        .work = shared_work,
        .done = shared_done,
        .lost = shared_lost,
        .idle = shared_idle,
        .idle_milliseconds = ranks->number == 0 ? FIRST_RANK_MILLISECONDS : 0,
        .stop = dispatch->stop};
    if (ranks->count == 1) return dispatch_run(dispatch, message);
    enum status status = dispatch_run(&own, message);
    bool trouble = status != STATUS_OK;
    if (ranks->number > 0) ask_first(&shared, trouble ? ASK_LEAVE_IN_TROUBLE : ASK_LEAVE, -1);
    shared.closed |= trouble;
    while (ranks->number == 0 && shared.left < ranks->count - 1) {
        hear_all(&shared);
        nap();
    }
    return ranks_agree(ranks, status, message);
}
