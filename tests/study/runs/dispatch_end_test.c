/* How a dispatch ends: stopped, by an error, or with its own process; and what is then no longer handed out, waited for
 * or heard of. */
#include "study/runs/dispatch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { PIECES = 8 };

/* What a worker does of a piece. */
enum way {
    WAY_FINE,
    WAY_LATE,    /* it takes a while */
    WAY_STRIKE,  /* it takes a while, and dies */
    WAY_HALF,    /* it dies while it answers */
    WAY_WAIT,    /* it waits to be told to stop, and is stopped */
    WAY_SETTLED, /* it is told to stop, and has done it all the same */
    WAY_ASLEEP,  /* it takes longer than any test, and a signal ends it */
    WAY_WRONG,   /* it tells an error, */
    WAY_SILENT,  /* and that without a word */
    WAY_CHATTY   /* it has said something that is no error */
};

struct scene {
    const enum way *way; /* [count] */
    int64_t count, next, done, lost, idle, fail_done, stop_at;
    bool sleeps; /* the dispatcher hears nothing for a while, once */
    volatile sig_atomic_t stop;
    bool stops_when_idle;
    char reason[256];
};

static volatile sig_atomic_t told;

static void take_note(int signal)
{
    told = signal;
}

static void wait_to_be_told(void)
{
    const struct sigaction note = {.sa_handler = take_note};
    sigaction(SIGTERM, &note, NULL);
    for (int i = 0; i < 3000 && !told; i++) usleep(10000);
}

static bool next(void *context, int64_t before, int64_t *number)
{
    struct scene *scene = context;
    (void)before;
    if (scene->next == scene->count) return false;
    *number = scene->next++;
    return true;
}

static enum status work(void *context, int64_t number, struct bytes *answer, struct message *message)
{
    const struct scene *scene = context;
    const enum way way = scene->way[number];
    if (way == WAY_LATE || way == WAY_STRIKE || way == WAY_HALF) usleep(400000);
    if (way == WAY_STRIKE) _exit(3);
    if (way == WAY_WAIT || way == WAY_SETTLED) wait_to_be_told();
    if (way == WAY_WAIT) return STATUS_STOPPED;
    if (way == WAY_ASLEEP) sleep(30);
    if (way == WAY_WRONG) return message_set(message, STATUS_WRITE, "the disk is full");
    if (way == WAY_SILENT) return STATUS_MEMORY;
    if (way == WAY_CHATTY) (void)message_set(message, STATUS_OK, "what a fine day");
    const int64_t size = way == WAY_HALF ? 5000000 : 1;
    for (int64_t i = 0; i < size; i++)
        if (!array_push(answer, (unsigned char)number)) return STATUS_MEMORY;
    if (way == WAY_HALF) {
        const struct itimerval soon = {.it_value = {.tv_usec = 100000}};
        setitimer(ITIMER_REAL, &soon, NULL);
    }
    return STATUS_OK;
}

static enum status done(void *context, int64_t number, const struct bytes *answer, struct message *message)
{
    struct scene *scene = context;
    assert_true(answer->count == 1 && answer->items[0] == number);
    scene->done++;
    if (number == scene->stop_at) scene->stop = 1;
    return number == scene->fail_done ? message_set(message, STATUS_WRITE, "no room for %d", (int)number) : STATUS_OK;
}

static enum status lost(void *context, int64_t number, const char *reason, struct message *message)
{
    struct scene *scene = context;
    (void)number;
    (void)message;
    scene->lost++;
    snprintf(scene->reason, sizeof scene->reason, "%s", reason);
    return STATUS_OK;
}

static void be_idle(void *context)
{
    struct scene *scene = context;
    if (scene->idle++ == 0 && scene->sleeps) usleep(1200000);
    if (scene->stops_when_idle) scene->stop = 1;
}

static struct scene scene_of(const enum way *way, int64_t count)
{
    return (struct scene){.way = way, .count = count, .fail_done = -1, .stop_at = -1};
}

/* Fails if it takes as long as somebody who waits for ever. */
static enum status play(struct scene *scene, int jobs, struct message *message)
{
    const struct dispatch dispatch = {.jobs = jobs,
        .context = scene,
        .next = next,
        .work = work,
        .done = done,
        .lost = lost,
        .idle = be_idle,
        .idle_milliseconds = 1,
        .stop = &scene->stop};
    const time_t began = time(NULL);
    memset(message->text, 'x', sizeof message->text - 1); /* what was said before is no part of what is said now */
    message->text[sizeof message->text - 1] = '\0';
    const enum status status = dispatch_run(&dispatch, message);
    assert_true(time(NULL) - began < 20);
    return status;
}

/* ---- stopped ---- */

static void stopped_after_a_piece_the_next_is_not_handed_out(void **state)
{
    (void)state;
    static const enum way way[PIECES] = {WAY_FINE};
    for (int jobs = 0; jobs < 2; jobs++) {
        struct scene scene = scene_of(way, PIECES);
        struct message message;
        scene.stop_at = 2;
        assert_int_equal(play(&scene, jobs, &message), STATUS_STOPPED);
        assert_true(scene.next == 3 && scene.done == 3 && scene.lost == 0);
    }
}

/* Where all was done before, it is stopped all the same. */
static void stopped_at_the_last_piece_it_is_stopped(void **state)
{
    (void)state;
    static const enum way way[2] = {WAY_FINE, WAY_FINE};
    for (int jobs = 0; jobs < 2; jobs++) {
        struct scene scene = scene_of(way, 2);
        struct message message;
        scene.stop_at = 1;
        assert_int_equal(play(&scene, jobs, &message), STATUS_STOPPED);
        assert_int_equal(scene.done, 2);
    }
}

static void stopped_before_it_begins_nothing_is_done(void **state)
{
    (void)state;
    static const enum way way[2] = {WAY_ASLEEP, WAY_ASLEEP};
    for (int jobs = 0; jobs < 3; jobs++) {
        struct scene scene = scene_of(way, 2);
        struct message message;
        scene.stop = 1;
        assert_int_equal(play(&scene, jobs, &message), STATUS_STOPPED);
        assert_true(scene.next == 0 && scene.done == 0 && scene.lost == 0);
    }
}

/* Workers are told, and what becomes of them then is no news: they may say that they are stopped, be done, or die. */
static void stopped_workers_are_told_and_not_missed(void **state)
{
    (void)state;
    static const enum way way[3] = {WAY_WAIT, WAY_SETTLED, WAY_ASLEEP};
    struct scene scene = scene_of(way, 3);
    struct message message;
    scene.sleeps = true; /* as long as it takes them to begin */
    scene.stops_when_idle = true;
    assert_int_equal(play(&scene, 3, &message), STATUS_STOPPED);
    assert_true(scene.done <= 1 && scene.lost == 0 && scene.next == 3);
}

/* At the same moment one has done its piece, after which it is stopped, and another has died of itself. */
static void who_dies_as_it_is_stopped_is_not_lost(void **state)
{
    (void)state;
    static const enum way way[3] = {WAY_LATE, WAY_STRIKE, WAY_FINE};
    struct scene scene = scene_of(way, 3);
    struct message message;
    scene.sleeps = true;
    scene.stop_at = 0;
    assert_int_equal(play(&scene, 2, &message), STATUS_STOPPED);
    assert_true(scene.done == 1 && scene.lost == 0 && scene.next == 2);
}

/* ---- by an error ---- */

static void after_an_error_nothing_is_handed_out(void **state)
{
    (void)state;
    static const enum way way[3] = {WAY_SETTLED, WAY_WRONG, WAY_FINE};
    struct scene scene = scene_of(way, 3);
    struct message message;
    assert_int_equal(play(&scene, 2, &message), STATUS_WRITE);
    assert_string_equal(message.text, "the disk is full");
    assert_int_equal(scene.next, 2);
}

/* Whoever is at work is not waited for, and does not count as lost when it is ended. */
static void after_an_error_the_others_are_ended(void **state)
{
    (void)state;
    static const enum way way[3] = {WAY_ASLEEP, WAY_WRONG, WAY_ASLEEP};
    struct scene scene = scene_of(way, 3);
    struct message message;
    assert_int_equal(play(&scene, 3, &message), STATUS_WRITE);
    assert_string_equal(message.text, "the disk is full");
    assert_true(scene.done == 0 && scene.lost == 0);
}

/* An error is told, though it was stopped too. */
static void an_error_goes_before_being_stopped(void **state)
{
    (void)state;
    static const enum way way[PIECES] = {WAY_FINE};
    for (int jobs = 0; jobs < 2; jobs++) {
        struct scene scene = scene_of(way, PIECES);
        struct message message;
        scene.fail_done = scene.stop_at = 3;
        assert_int_equal(play(&scene, jobs, &message), STATUS_WRITE);
        assert_string_equal(message.text, "no room for 3");
        assert_int_equal(scene.done, 4);
    }
}

/* What is said belongs to one piece alone: neither to the one after, nor to who called. */
static void an_error_without_a_word_says_nothing(void **state)
{
    (void)state;
    static const enum way way[2] = {WAY_CHATTY, WAY_SILENT};
    struct scene scene = scene_of(way, 2);
    struct message message;
    assert_int_equal(play(&scene, 1, &message), STATUS_MEMORY);
    assert_string_equal(message.text, "");
    assert_int_equal(scene.done, 1);
}

/* ---- with a process ---- */

static void who_dies_while_it_answers_is_lost(void **state)
{
    (void)state;
    static const enum way way[2] = {WAY_HALF, WAY_FINE};
    struct scene scene = scene_of(way, 2);
    struct message message;
    scene.sleeps = true;
    assert_int_equal(play(&scene, 1, &message), STATUS_OK);
    assert_true(scene.done == 1 && scene.lost == 1);
    assert_string_equal(scene.reason, "its process was killed by signal 14 (Alarm clock)");
}

/* A worker holds an end of a pipe open as long as it lives. */
static void workers_end_with_their_dispatcher(void **state)
{
    (void)state;
    static const enum way way[2] = {WAY_ASLEEP, WAY_ASLEEP};
    int ends[2];
    char nothing;
    assert_int_equal(pipe(ends), 0);
    const pid_t dispatcher = fork();
    if (dispatcher == 0) {
        struct scene scene = scene_of(way, 2);
        struct message message;
        close(ends[0]);
        (void)!play(&scene, 2, &message);
        _exit(0);
    }
    close(ends[1]);
    usleep(300000);
    const time_t began = time(NULL);
    assert_int_equal(kill(dispatcher, SIGKILL), 0);
    assert_int_equal(read(ends[0], &nothing, 1), 0); /* nobody has the other end any more */
    assert_true(time(NULL) - began < 20);
    assert_int_equal(waitpid(dispatcher, NULL, 0), dispatcher);
    close(ends[0]);
}

/* As often as it is asked for, while a worker takes its time. */
static void idle_is_called_as_often_as_asked(void **state)
{
    (void)state;
    static const enum way way[2] = {WAY_LATE, WAY_LATE};
    struct scene scene = scene_of(way, 2);
    struct message message;
    assert_int_equal(play(&scene, 1, &message), STATUS_OK);
    assert_true(scene.idle > 20); /* in 0.8 seconds; at ten times a second it would be ten times at most */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stopped_after_a_piece_the_next_is_not_handed_out),
        cmocka_unit_test(stopped_at_the_last_piece_it_is_stopped),
        cmocka_unit_test(stopped_before_it_begins_nothing_is_done),
        cmocka_unit_test(stopped_workers_are_told_and_not_missed),
        cmocka_unit_test(who_dies_as_it_is_stopped_is_not_lost),
        cmocka_unit_test(after_an_error_nothing_is_handed_out),
        cmocka_unit_test(after_an_error_the_others_are_ended),
        cmocka_unit_test(an_error_goes_before_being_stopped),
        cmocka_unit_test(an_error_without_a_word_says_nothing),
        cmocka_unit_test(who_dies_while_it_answers_is_lost),
        cmocka_unit_test(workers_end_with_their_dispatcher),
        cmocka_unit_test(idle_is_called_as_often_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
