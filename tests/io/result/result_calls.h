/* A disk that fails once, at any moment: a run either says so, or its result is whole and right. The test tries some
 * moments, the heavy one every moment. Define _GNU_SOURCE before. */
#ifndef RESULT_CALLS_H
#define RESULT_CALLS_H

#include "failing_calls.h"

#include <sys/wait.h>

#include "io/hdf5/hdf5_read.h"
#include "io/lineage/result_verify.h"
#include "io/result/result_checksum.h"
#include "io/result_support.h"

/* Small values of every kind, tables, and snapshots. */
static const char small[] = "selforg: 2\n"
                            "steps: 6\n"
                            "network: {kind: units, agents: 30, units: 3, mean_degree: 4}\n"
                            "landscape: {}\n"
                            "opportunities: {arrival_rate: 20}\n"
                            "projects: {}\n"
                            "adoption: {}\n"
                            "individual_search: {trial_probability: 0.2}\n"
                            "observe: {snapshots: {every: 3, ties: true}}\n";

static sig_atomic_t enough; /* the run is to stop */

static inline void stop_half_way(void *context, int32_t step, int32_t steps, const struct observation *row)
{
    (void)context, (void)row;
    enough = step == steps / 2;
}

static inline enum status run_until_stopped(const char *path)
{
    struct message message;
    struct scenario scenario = scenario_of(small);
    struct run_outcome outcome;
    struct run_request request = {.result = {.path = path,
                                      .overwrite = true,
                                      .scenario = &scenario,
                                      .yaml_text = small,
                                      .threads = 1,
                                      .commit_seconds = -1},
        .progress = stop_half_way,
        .stop = &enough};
    return run_scenario(&request, &outcome, &message);
}

static inline enum status go_on(const char *path, struct message *message)
{
    struct run_outcome outcome;
    const struct run_request request = {.result = {.threads = 1, .commit_seconds = -1}};
    return run_resume(path, &request, &outcome, NULL, message);
}

/* What is under test: a run from its beginning to its end, or the rest of one that was stopped. */
enum way { FROM_THE_BEGINNING, STOPPED_AND_RESUMED };

enum { CALL_CAME = 0x40 };

/* In a process of its own, as HDF5 keeps what an error left behind. Gives the status, and CALL_CAME if it did. */
static inline int in_a_process(enum way way, const char *path, int number, int error)
{
    pid_t child = fork();
    if (child == 0) {
        struct message message = {""};
        if (way == STOPPED_AND_RESUMED && run_until_stopped(path) != STATUS_STOPPED) _exit(CALL_CAME - 1);
        fail_call(number, error);
        enum status status = way == FROM_THE_BEGINNING ? run_to(path, small, false, &message) : go_on(path, &message);
        int came = call_failed() ? CALL_CAME : 0;
        _exit(status != STATUS_OK && !*message.text ? CALL_CAME - 1 : (int)status | came);
    }
    int ended;
    assert_int_equal(waitpid(child, &ended, 0), child);
    if (!WIFEXITED(ended)) fail_msg("call %d, error %d: the process was killed", number, error);
    return WEXITSTATUS(ended);
}

static inline void remove_all(const char *path)
{
    static const char *const endings[] = {"", ".part", ".part.new", ".checkpoint", ".checkpoint.1", ".checkpoint.new"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[200];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

static inline struct digest content_of(const char *path)
{
    hid_t file;
    struct digest content;
    struct message message;
    assert_int_equal(hdf5_open(path, &file, &message), STATUS_OK);
    assert_int_equal(result_checksum(file, &content, &message), STATUS_OK);
    hdf5_drop(file);
    return content;
}

/* The result is whole and holds what it should. */
static inline void assert_right(const char *path, const struct digest *right, int number, int error)
{
    struct verification verification;
    struct message message = {""};
    if (result_verify(path, &verification, &message) != STATUS_OK)
        fail_msg("call %d, error %d: %s", number, error, message.text);
    struct digest content = content_of(path);
    if (memcmp(&content, right, sizeof content) != 0)
        fail_msg("call %d, error %d: the result verifies and is wrong", number, error);
}

/* Every `stride`-th call fails, in turn by one error and the other. */
static inline void a_call_that_fails_once_is_noticed(void **state, enum way way, int stride)
{
    const struct path path = in_folder(state, "calls.h5");
    int failures = 0, number = 1, ended = CALL_CAME;
    remove_all(path.text);
    assert_int_equal(in_a_process(FROM_THE_BEGINNING, path.text, 0, 0) & ~CALL_CAME, STATUS_OK);
    const struct digest right = content_of(path.text);
    for (int error = EIO; ended & CALL_CAME; number += stride, error = error == EIO ? ENOSPC : EIO) {
        remove_all(path.text);
        ended = in_a_process(way, path.text, number, error);
        enum status status = (enum status)(ended & ~CALL_CAME);
        if (status >= STATUS_COUNT) fail_msg("call %d, error %d: nothing is said of it", number, error);
        if (status == STATUS_OK && !is_there(path.text)) fail_msg("call %d: there is no result", number);
        if (is_there(path.text)) assert_right(path.text, &right, number, error);
        failures += status != STATUS_OK;
    }
    assert_true(failures > number / stride / 2);
    print_message("%d calls, each %dth failed once; it ended the run %d times\n", number - 1, stride, failures);
}

#endif
