/* Dispatch: every piece is done once, whatever becomes of a worker. */
#include "study/runs/dispatch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { PIECES = 40 };

/* What was asked of the dispatch, and what came of it. */
struct job {
    int64_t next;
    int64_t deadly, wrong; /* pieces over which a worker dies, or reports an error; -1: none */
    int done[PIECES], lost[PIECES];
    char reason[256];
    volatile sig_atomic_t stop;
    int64_t stop_after; /* pieces done; -1: never */
};

static bool next_piece(void *context, int64_t before, int64_t *number)
{
    struct job *job = context;
    (void)before;
    *number = job->next++;
    return *number < PIECES;
}

static enum status work(void *context, int64_t number, struct bytes *answer, struct message *message)
{
    const struct job *job = context;
    if (number == job->deadly) abort();
    if (number == job->wrong) return message_set(message, STATUS_WRITE, "piece %d", (int)number);
    return array_push(answer, (unsigned char)(number + 1)) ? STATUS_OK : STATUS_MEMORY;
}

static enum status done(void *context, int64_t number, const struct bytes *answer, struct message *message)
{
    struct job *job = context;
    (void)message;
    assert_true(answer->count == 1 && answer->items[0] == number + 1);
    job->done[number]++;
    if (job->stop_after >= 0 && number >= job->stop_after) job->stop = 1;
    return STATUS_OK;
}

static enum status lost(void *context, int64_t number, const char *reason, struct message *message)
{
    struct job *job = context;
    (void)message;
    job->lost[number]++;
    snprintf(job->reason, sizeof job->reason, "%s", reason);
    return STATUS_OK;
}

static enum status run(struct job *job, int jobs, struct message *message)
{
    const struct dispatch dispatch = {
        .jobs = jobs, .context = job, .next = next_piece, .work = work, .done = done, .lost = lost, .stop = &job->stop};
    return dispatch_run(&dispatch, message);
}

static void every_piece_is_done_once(void **state)
{
    (void)state;
    for (int jobs = 0; jobs <= 3; jobs++) {
        struct job job = {.deadly = -1, .wrong = -1, .stop_after = -1};
        struct message message = {""};
        assert_int_equal(run(&job, jobs, &message), STATUS_OK);
        for (int i = 0; i < PIECES; i++) assert_true(job.done[i] == 1 && job.lost[i] == 0);
    }
}

static void a_worker_that_dies_takes_one_piece_with_it(void **state)
{
    (void)state;
    struct job job = {.deadly = 7, .wrong = -1, .stop_after = -1};
    struct message message = {""};
    assert_int_equal(run(&job, 2, &message), STATUS_OK);
    for (int i = 0; i < PIECES; i++) assert_true(job.done[i] == (i != 7) && job.lost[i] == (i == 7));
    assert_non_null(strstr(job.reason, "Abort"));
}

static void an_error_ends_it_with_its_message(void **state)
{
    (void)state;
    for (int jobs = 0; jobs <= 2; jobs += 2) {
        struct job job = {.deadly = -1, .wrong = 3, .stop_after = -1};
        struct message message = {""};
        assert_int_equal(run(&job, jobs, &message), STATUS_WRITE);
        assert_string_equal(message.text, "piece 3");
        assert_int_equal(job.done[3], 0);
    }
}

static void stopped_no_more_is_handed_out(void **state)
{
    (void)state;
    for (int jobs = 0; jobs <= 2; jobs += 2) {
        struct job job = {.deadly = -1, .wrong = -1, .stop_after = 5};
        struct message message = {""};
        assert_int_equal(run(&job, jobs, &message), STATUS_STOPPED);
        assert_int_equal(job.done[PIECES - 1], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(a_worker_that_dies_takes_one_piece_with_it),
        cmocka_unit_test(an_error_ends_it_with_its_message),
        cmocka_unit_test(stopped_no_more_is_handed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
