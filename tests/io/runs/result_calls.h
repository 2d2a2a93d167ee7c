/* A disk that fails once, at any moment: a run either says so, or its result is whole and right. The test tries some
 * moments, the heavy one every moment. Define _GNU_SOURCE before. */
#ifndef RESULT_CALLS_H
#define RESULT_CALLS_H

#include "io/lineage/result_verify.h"
#include "io/result_support.h"

#include "failing_calls.h"
#include "io/result/content.h"

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

static inline enum status begin_and_end(const char *path, struct message *message)
{
    return run_to(path, small, false, message);
}

/* The first commit lays the part file out; one after each step. */
static inline enum status commit_and_end(const char *path, struct message *message)
{
    struct scenario scenario = scenario_of(small);
    struct run_outcome outcome;
    const struct run_request request = {
        .result = {.path = path, .scenario = &scenario, .yaml_text = small, .threads = 1, .commit_seconds = 0}};
    return run_scenario(&request, &outcome, message);
}

static inline bool stop_in_between(const char *path)
{
    return run_until_stopped(path) == STATUS_STOPPED;
}

static struct digest right; /* the content of a run in which nothing fails */

static inline bool is_right(const char *path, struct message *message)
{
    struct verification verification;
    if (result_verify(path, &verification, message) != STATUS_OK) return false;
    struct digest content = content_of(path);
    (void)message_set(message, STATUS_DAMAGED, "the result verifies and is wrong");
    return memcmp(&content, &right, sizeof content) == 0;
}

static const struct trial run_in_one = {.work = begin_and_end, .is_right = is_right};
static const struct trial run_with_commits = {.work = commit_and_end, .is_right = is_right};
static const struct trial run_in_two = {.work = go_on, .before = stop_in_between, .is_right = is_right};

/* Also makes what is right. */
static inline void try_calls(void **state, const struct trial *trial, int stride)
{
    const struct path path = in_folder(state, "calls.h5");
    remove_all(path.text);
    assert_int_equal(in_a_process(&run_in_one, path.text, ALL_CALLS, 0, 0) & ~CALL_CAME, STATUS_OK);
    right = content_of(path.text);
    every_news_of_a_loss_is_told(trial, path.text);
    a_call_that_fails_once_is_noticed(trial, path.text, stride);
}

#endif
