/* The caller publishes one job at a time; every thread, the caller too, takes blocks by an atomic counter until none is
 * left. A job's number tells a waiting thread that there is a new one. Who wakes up after the caller found no block
 * left is not waited for, so that a small job takes no longer than alone. */
#include "base/crew.h"

#include <stdbool.h>
#include <stdlib.h>

struct job {
    void (*work)(void *context, struct span span);
    void *context;
    int64_t count, block_size;
};

static void do_block(const struct job *job, int64_t block)
{
    int64_t first = block * job->block_size, last = first + job->block_size;
    job->work(job->context, (struct span){first, last < job->count ? last : job->count, block});
}

static int64_t job_blocks(const struct job *job)
{
    return crew_blocks(job->count, job->block_size);
}

static void do_alone(const struct job *job)
{
    for (int64_t block = 0, blocks = job_blocks(job); block < blocks; block++) do_block(job, block);
}

#if SELFORG_THREADS

#include <pthread.h>
#include <stdatomic.h>

struct crew {
    pthread_mutex_t mutex;
    pthread_cond_t new_job, job_done;
    struct job job;
    uint64_t job_number;
    int helpers_at_work;
    bool open; /* whether helpers may still begin with the job */
    bool ending;
    atomic_int_fast64_t next_block;
    int helper_count;
    pthread_t helpers[];
};

static _Thread_local bool in_a_block;

static void take_blocks(struct crew *crew, const struct job *job)
{
    int64_t blocks = job_blocks(job), block;
    in_a_block = true;
    while ((block = atomic_fetch_add_explicit(&crew->next_block, 1, memory_order_relaxed)) < blocks)
        do_block(job, block);
    in_a_block = false;
}

static void *help(void *argument)
{
    struct crew *crew = argument;
    uint64_t seen = 0;
    pthread_mutex_lock(&crew->mutex);
    for (;;) {
        while (!crew->ending && (!crew->open || crew->job_number == seen))
            pthread_cond_wait(&crew->new_job, &crew->mutex);
        if (crew->ending) break;
        seen = crew->job_number;
        crew->helpers_at_work++;
        struct job job = crew->job;
        pthread_mutex_unlock(&crew->mutex);
        take_blocks(crew, &job);
        pthread_mutex_lock(&crew->mutex);
        if (--crew->helpers_at_work == 0) pthread_cond_signal(&crew->job_done);
    }
    pthread_mutex_unlock(&crew->mutex);
    return NULL;
}

struct crew *crew_new(int threads)
{
    struct crew *crew = calloc(1, sizeof *crew + (size_t)(threads - 1) * sizeof crew->helpers[0]);
    if (!crew) return NULL;
    pthread_mutex_init(&crew->mutex, NULL);
    pthread_cond_init(&crew->new_job, NULL);
    pthread_cond_init(&crew->job_done, NULL);
    while (
        crew->helper_count < threads - 1 && pthread_create(&crew->helpers[crew->helper_count], NULL, help, crew) == 0)
        crew->helper_count++;
    return crew;
}

void crew_free(struct crew *crew)
{
    if (!crew) return;
    pthread_mutex_lock(&crew->mutex);
    crew->ending = true;
    pthread_cond_broadcast(&crew->new_job);
    pthread_mutex_unlock(&crew->mutex);
    for (int i = 0; i < crew->helper_count; i++) pthread_join(crew->helpers[i], NULL);
    pthread_cond_destroy(&crew->job_done);
    pthread_cond_destroy(&crew->new_job);
    pthread_mutex_destroy(&crew->mutex);
    free(crew);
}

int crew_threads(const struct crew *crew)
{
    return crew ? crew->helper_count + 1 : 1;
}

static void share(struct crew *crew, struct job job)
{
    if (!crew || crew->helper_count == 0 || in_a_block || job_blocks(&job) < 2) {
        do_alone(&job);
        return;
    }
    pthread_mutex_lock(&crew->mutex);
    crew->job = job;
    crew->job_number++;
    crew->open = true;
    atomic_store_explicit(&crew->next_block, 0, memory_order_relaxed);
    pthread_cond_broadcast(&crew->new_job);
    pthread_mutex_unlock(&crew->mutex);
    take_blocks(crew, &job);
    pthread_mutex_lock(&crew->mutex);
    crew->open = false;
    while (crew->helpers_at_work > 0) pthread_cond_wait(&crew->job_done, &crew->mutex);
    pthread_mutex_unlock(&crew->mutex);
}

#else

struct crew {
    int threads; /* 1 */
};

struct crew *crew_new(int threads)
{
    (void)threads;
    struct crew *crew = calloc(1, sizeof *crew);
    if (crew) crew->threads = 1;
    return crew;
}

void crew_free(struct crew *crew)
{
    free(crew);
}

int crew_threads(const struct crew *crew)
{
    return crew ? crew->threads : 1;
}

static void share(struct crew *crew, struct job job)
{
    (void)crew;
    do_alone(&job);
}

#endif

void crew_share_blocks(
    struct crew *crew, int64_t count, int64_t block_size, void (*work)(void *context, struct span span), void *context)
{
    share(crew, (struct job){work, context, count, block_size});
}

void crew_share(struct crew *crew, int64_t count, void (*work)(void *context, struct span span), void *context)
{
    crew_share_blocks(crew, count, CREW_BLOCK, work, context);
}
