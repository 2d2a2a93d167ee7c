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

/* ---- work that ends in its own way ---- */

/* What a piece does in its worker, and what was heard of it. */
enum way { WAY_FINE, WAY_EXIT, WAY_LEAVE, WAY_KILL, WAY_WAIT, WAY_WRONG };
struct ways {
    const enum way *way; /* [count] */
    int64_t count, next, size, done, fail_done, fail_lost;
    int64_t before[PIECES];
    int lost, idle;
    char reason[256];
};

static volatile sig_atomic_t told;

static void take_note(int signal)
{
    told = signal;
}

static bool next_way(void *context, int64_t before, int64_t *number)
{
    struct ways *ways = context;
    if (ways->next < ways->count) ways->before[ways->next] = before;
    *number = ways->next++;
    return *number < ways->count;
}

static enum status go(void *context, int64_t number, struct bytes *answer, struct message *message)
{
    const struct ways *ways = context;
    const enum way way = ways->way[number];
    if (way == WAY_EXIT) _exit(3);
    if (way == WAY_LEAVE) _exit(0);
    if (way == WAY_KILL) kill(getpid(), SIGKILL);
    if (way == WAY_WRONG) return message_set(message, STATUS_WRITE, "the disk is full");
    if (way == WAY_WAIT) { /* as a run does that is told to stop: it has nothing to say of it */
        const struct sigaction note = {.sa_handler = take_note};
        sigaction(SIGTERM, &note, NULL);
        for (int i = 0; i < 1000 && !told; i++) usleep(10000);
        return STATUS_STOPPED;
    }
    for (int64_t i = 0; i < ways->size; i++)
        if (!array_push(answer, (unsigned char)(i % 251 + number))) return STATUS_MEMORY;
    return STATUS_OK;
}

static enum status went(void *context, int64_t number, const struct bytes *answer, struct message *message)
{
    struct ways *ways = context;
    assert_int_equal(answer->count, ways->size);
    for (int64_t i = 0; i < ways->size; i++) assert_int_equal(answer->items[i], (unsigned char)(i % 251 + number));
    ways->done++;
    return number == ways->fail_done ? message_set(message, STATUS_WRITE, "no room for %d", (int)number) : STATUS_OK;
}

static enum status died(void *context, int64_t number, const char *reason, struct message *message)
{
    struct ways *ways = context;
    ways->lost++;
    snprintf(ways->reason, sizeof ways->reason, "%s", reason);
    return number == ways->fail_lost ? message_set(message, STATUS_WRITE, "nor for %d", (int)number) : STATUS_OK;
}

static void count_idle(void *context)
{
    ((struct ways *)context)->idle++;
}

static enum status run_ways(struct ways *ways, int jobs, struct message *message)
{
    const struct dispatch dispatch = {.jobs = jobs,
        .context = ways,
        .next = next_way,
        .work = go,
        .done = went,
        .lost = died,
        .idle = count_idle,
        .idle_milliseconds = 5};
    *message = (struct message){""};
    return dispatch_run(&dispatch, message);
}

static void what_a_worker_died_of_is_told(void **state)
{
    (void)state;
    static const struct {
        enum way way;
        const char *reason;
    } cases[] = {{WAY_EXIT, "its process ended with code 3"}, {WAY_LEAVE, "its process ended"},
        {WAY_KILL, "its process was killed by signal 9 (Killed), perhaps for want of memory"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const enum way way[] = {WAY_FINE, cases[i].way, WAY_FINE};
        struct ways ways = {.way = way, .count = 3, .size = 1, .fail_done = -1, .fail_lost = -1};
        struct message message;
        assert_int_equal(run_ways(&ways, 1, &message), STATUS_OK);
        assert_string_equal(ways.reason, cases[i].reason);
        assert_true(ways.done == 2 && ways.lost == 1);
    }
}

/* As many as there are pieces die, one worker after the other. */
static void new_workers_take_the_place_of_those_that_die(void **state)
{
    (void)state;
    enum way way[PIECES];
    for (int i = 0; i < PIECES; i++) way[i] = i % 3 == 0 ? WAY_EXIT : WAY_FINE;
    struct ways ways = {.way = way, .count = PIECES, .size = 3, .fail_done = -1, .fail_lost = -1};
    struct message message;
    assert_int_equal(run_ways(&ways, 3, &message), STATUS_OK);
    assert_int_equal(ways.lost, (PIECES + 2) / 3);
    assert_int_equal(ways.done, PIECES - ways.lost);
}

/* Larger than a socket holds at once, and of nothing. */
static void an_answer_comes_whole_however_long_it_is(void **state)
{
    (void)state;
    static const enum way way[] = {WAY_FINE, WAY_FINE, WAY_FINE};
    static const int64_t sizes[] = {0, 1, 3000000};
    for (int i = 0; i < 3; i++)
        for (int jobs = 0; jobs <= 5; jobs += 5) { /* more workers than pieces, too */
            struct ways ways = {.way = way, .count = 3, .size = sizes[i], .fail_done = -1, .fail_lost = -1};
            struct message message;
            assert_int_equal(run_ways(&ways, jobs, &message), STATUS_OK);
            assert_int_equal(ways.done, 3);
            assert_true(ways.idle > 0);
        }
}

static void without_pieces_all_is_done_at_once(void **state)
{
    (void)state;
    for (int jobs = 0; jobs <= 2; jobs++) {
        struct ways ways = {.count = 0, .fail_done = -1, .fail_lost = -1};
        struct message message;
        assert_int_equal(run_ways(&ways, jobs, &message), STATUS_OK);
        assert_int_equal(ways.done + ways.lost, 0);
    }
}

/* So that who made a beginning goes on from it. */
static void a_worker_is_known_by_the_piece_that_it_did_last(void **state)
{
    (void)state;
    enum way way[PIECES] = {WAY_FINE};
    struct ways ways = {.way = way, .count = PIECES, .size = 1, .fail_done = -1, .fail_lost = -1};
    struct message message;
    for (int jobs = 0; jobs <= 1; jobs++) {
        ways.next = 0;
        assert_int_equal(run_ways(&ways, jobs, &message), STATUS_OK);
        for (int i = 0; i < PIECES; i++) assert_int_equal(ways.before[i], i - 1);
    }
    ways.next = 0;
    assert_int_equal(run_ways(&ways, 3, &message), STATUS_OK);
    int fresh = 0;
    for (int i = 0; i < PIECES; i++) {
        assert_in_range(ways.before[i] + 1, 0, i);
        fresh += ways.before[i] == -1;
    }
    assert_int_equal(fresh, 3);
}

static void an_error_of_who_takes_the_answers_ends_it_too(void **state)
{
    (void)state;
    static const enum way way[] = {WAY_FINE, WAY_FINE, WAY_EXIT, WAY_FINE, WAY_FINE, WAY_FINE};
    struct message message;
    for (int jobs = 0; jobs <= 1; jobs++) {
        struct ways ways = {.way = way, .count = 2, .size = 1, .fail_done = 0, .fail_lost = -1};
        assert_int_equal(run_ways(&ways, jobs, &message), STATUS_WRITE);
        assert_string_equal(message.text, "no room for 0");
        assert_int_equal(ways.done, 1);
    }
    struct ways ways = {.way = way, .count = 6, .size = 1, .fail_done = -1, .fail_lost = 2};
    assert_int_equal(run_ways(&ways, 1, &message), STATUS_WRITE);
    assert_string_equal(message.text, "nor for 2");
    assert_true(ways.done == 2 && ways.lost == 1);
}

/* The others are told to stop then, and answer that they did, which is no news. */
static void the_first_error_keeps_its_message(void **state)
{
    (void)state;
    static const enum way way[] = {WAY_WAIT, WAY_WAIT, WAY_WRONG, WAY_WAIT};
    struct ways ways = {.way = way, .count = 4, .size = 1, .fail_done = -1, .fail_lost = -1};
    struct message message;
    assert_int_equal(run_ways(&ways, 4, &message), STATUS_WRITE);
    assert_string_equal(message.text, "the disk is full");
    assert_int_equal(ways.done + ways.lost, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(a_worker_that_dies_takes_one_piece_with_it),
        cmocka_unit_test(an_error_ends_it_with_its_message),
        cmocka_unit_test(stopped_no_more_is_handed_out),
        cmocka_unit_test(what_a_worker_died_of_is_told),
        cmocka_unit_test(new_workers_take_the_place_of_those_that_die),
        cmocka_unit_test(an_answer_comes_whole_however_long_it_is),
        cmocka_unit_test(without_pieces_all_is_done_at_once),
        cmocka_unit_test(a_worker_is_known_by_the_piece_that_it_did_last),
        cmocka_unit_test(an_error_of_who_takes_the_answers_ends_it_too),
        cmocka_unit_test(the_first_error_keeps_its_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
