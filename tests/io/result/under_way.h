/* A result under way, step by step. */
#ifndef TESTS_UNDER_WAY_H
#define TESTS_UNDER_WAY_H

#include "io/hdf5/hdf5_read.h"
#include "io/result_support.h"
#include "io/text/clock.h"

#include "file_network.h"

struct under_way {
    struct scenario scenario;
    struct result_request request;
    struct world *world;
    struct observation observation;
    struct result_writer *writer;
};

static const char small[] =
    "selforg: 2\nsteps: 12\nnetwork: {kind: units, agents: 30, units: 2}\nlandscape: {}\nstart: {users: 3}\n"
    "adoption: {rule: contact}\nrenew: {turnover_probability: 0, transfer_probability: 0.6}\n"
    "observe: {every: 4, snapshots: {every: 5}}\n";

/* A world of its own, without a writer; among the people of a list, or else NULL. */
static inline void prepare(struct under_way *run, const struct path *path, const struct edge_list *list)
{
    struct message message;
    *run = (struct under_way){.scenario = scenario_of(small)};
    if (list) run->scenario.network.kind = NETWORK_FILE;
    run->request = (struct result_request){
        .path = path->text, .scenario = &run->scenario, .file = list, .threads = 1, .commit_seconds = -1};
    assert_int_equal(model_create(&run->world, &run->scenario, list, NULL, &message), STATUS_OK);
    assert_int_equal(observation_create(&run->observation, run->world), STATUS_OK);
}

static inline void begin(
    struct under_way *run, const struct path *path, const struct edge_list *list, double commit_seconds)
{
    struct message message;
    prepare(run, path, list);
    run->request.commit_seconds = commit_seconds;
    if (result_open(&run->writer, &run->request, run->world, &message)) fail_msg("%s", message.text);
}

/* Takes what the step just done left to be seen. */
static inline void take(struct under_way *run, bool last)
{
    struct message message;
    const bool due = result_row_due(&run->scenario, model_steps_done(run->world));
    if (due) assert_int_equal(model_observe(run->world, &run->observation), STATUS_OK);
    const struct observation *row = due ? &run->observation : NULL;
    if (result_write(run->writer, run->world, row, last, &message)) fail_msg("%s", message.text);
    events_clear(model_events(run->world));
}

static inline void advance_to(struct under_way *run, int32_t step)
{
    while (model_steps_done(run->world) < step) {
        assert_int_equal(model_step(run->world), STATUS_OK);
        take(run, false);
    }
}

static inline void finish(struct under_way *run)
{
    struct message message;
    if (result_close(run->writer, run->world, NULL, &message)) fail_msg("%s", message.text);
    run->writer = NULL;
}

static inline void give_up(struct under_way *run)
{
    result_abandon(run->writer);
    observation_free(&run->observation);
    model_free(run->world);
}

static inline void copy_file(const char *from, const char *to)
{
    size_t size;
    char *bytes = bytes_of(from, &size);
    FILE *stream = fopen(to, "wb");
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    fclose(stream);
    free(bytes);
}

/* The step to which the part file is committed; -1: nothing is laid out. Of a copy, since we have it open. */
static inline int64_t committed_step(void **state, const struct path *part)
{
    const struct path copy = in_folder(state, "copy.h5");
    struct message message;
    struct stat information;
    hid_t file;
    int64_t step = -7;
    assert_int_equal(stat(part->text, &information), 0);
    if (information.st_size == 0) return -1;
    copy_file(part->text, copy.text);
    assert_int_equal(hdf5_open_part(copy.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_read_scalar(file, "run/committed_step", H5T_NATIVE_INT64, &step, &message), STATUS_OK);
    hdf5_drop(file);
    return step;
}

#endif
