/* When rows are due and when they are committed, and what a part file must be to be gone on with. */
#include "io/result/result_writer.h"

#include "io/hdf5/hdf5_read.h"
#include "io/result_support.h"
#include "io/text/clock.h"

#include "content.h"
#include "file_network.h"

static double now = 1000;

double clock_now(void)
{
    return now;
}

/* ---- what is due ---- */

static void rows_and_snapshots_are_due_every_so_often_and_at_the_end(void **state)
{
    (void)state;
    static const struct {
        int64_t every, steps;
        const char *due; /* of steps 0, 1, ...: x */
    } cases[] = {{1, 4, "xxxxx"}, {2, 4, "x.x.x"}, {3, 4, "x..xx"}, {4, 4, "x...x"}, {9, 4, "x...x"}, {1, 1, "xx"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(contagion);
        scenario.run.steps = cases[i].steps;
        for (int present = 0; present < 2; present++) {
            scenario.snapshots.present = present;
            scenario.observe.every = present ? 1 : cases[i].every;
            scenario.snapshots.every = present ? cases[i].every : 1;
            for (int32_t step = 0; step <= cases[i].steps; step++) {
                const bool due = cases[i].due[step] == 'x';
                assert_int_equal(result_row_due(&scenario, step), present || due);
                assert_int_equal(result_snapshot_due(&scenario, step), present && due);
            }
        }
    }
}

/* ---- a result under way ---- */

struct under_way {
    struct scenario scenario;
    struct result_request request;
    struct world *world;
    struct observation observation;
    struct result_writer *writer;
};

static const char small[] = "selforg: 2\nsteps: 12\nnetwork: {agents: 30}\nlandscape: {}\nstart: {users: 3}\n"
                            "adoption: {rule: contact}\nobserve: {every: 4, snapshots: {every: 5}}\n";

/* A world of its own, without a writer; among the people of a list, or else NULL. */
static void prepare(struct under_way *run, const struct path *path, const struct edge_list *list)
{
    struct message message;
    *run = (struct under_way){.scenario = scenario_of(small)};
    if (list) run->scenario.network.kind = NETWORK_FILE;
    run->request = (struct result_request){
        .path = path->text, .scenario = &run->scenario, .file = list, .threads = 1, .commit_seconds = -1};
    assert_int_equal(model_create(&run->world, &run->scenario, list, NULL, &message), STATUS_OK);
    assert_int_equal(observation_create(&run->observation, run->world), STATUS_OK);
}

static void begin(struct under_way *run, const struct path *path, const struct edge_list *list, double commit_seconds)
{
    struct message message;
    prepare(run, path, list);
    run->request.commit_seconds = commit_seconds;
    if (result_open(&run->writer, &run->request, run->world, &message)) fail_msg("%s", message.text);
}

/* Takes what the step just done left to be seen. */
static void take(struct under_way *run, bool last)
{
    struct message message;
    const bool due = result_row_due(&run->scenario, model_steps_done(run->world));
    if (due) assert_int_equal(model_observe(run->world, &run->observation), STATUS_OK);
    const struct observation *row = due ? &run->observation : NULL;
    if (result_write(run->writer, run->world, row, last, &message)) fail_msg("%s", message.text);
    events_clear(model_events(run->world));
}

static void advance_to(struct under_way *run, int32_t step)
{
    while (model_steps_done(run->world) < step) {
        assert_int_equal(model_step(run->world), STATUS_OK);
        take(run, false);
    }
}

static void finish(struct under_way *run)
{
    struct message message;
    if (result_close(run->writer, run->world, NULL, &message)) fail_msg("%s", message.text);
    run->writer = NULL;
}

static void give_up(struct under_way *run)
{
    result_abandon(run->writer);
    observation_free(&run->observation);
    model_free(run->world);
}

/* ---- commits ---- */

static void copy_file(const char *from, const char *to)
{
    size_t size;
    char *bytes = bytes_of(from, &size);
    FILE *stream = fopen(to, "wb");
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    fclose(stream);
    free(bytes);
}

/* The step to which the part file is committed; -1: nothing is laid out. Of a copy, since we have it open. */
static int64_t committed_step(void **state, const struct path *part)
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

/* The first is due after a second, or as soon as was asked for; each other one so long after the one before. */
static void commits_come_when_they_are_due(void **state)
{
    const struct path path = in_folder(state, "committed.h5"), part = in_folder(state, "committed.h5.part");
    static const struct {
        double every, seconds_a_step;
        int32_t first; /* step after which something is committed */
        int64_t last;  /* step that is committed when 10 are done */
    } cases[] = {{0, 0, 0, 10}, {-1, 0.25, 4, 4}, {-1, 0.9375, 2, 2}, {-1, 3, 1, 1}, {-1, 7.5, 1, 9}, {NAN, 7.5, 1, 9},
        {0.5, 0.25, 2, 10}, {3, 1, 1, 10}, {4, 1, 1, 9}, {1e9, 0.5, 2, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct under_way run;
        begin(&run, &path, NULL, cases[i].every);
        take(&run, false);
        for (int32_t step = 0; step <= 10; step++, now += cases[i].seconds_a_step) {
            if (step > 0) advance_to(&run, step);
            const int64_t committed = committed_step(state, &part);
            if ((committed >= 0) != (step >= cases[i].first)) fail_msg("%zu: %lld", i, (long long)committed);
            if (step == cases[i].first) assert_int_equal(committed, step);
            if (step == 10) assert_int_equal(committed, cases[i].last);
        }
        give_up(&run);
        unlink(part.text);
    }
}

/* Where much waits, it does so no longer: of a network that is large enough, the ties of two snapshots. */
static void much_is_committed_at_once(void **state)
{
    const struct path path = in_folder(state, "much.h5"), part = in_folder(state, "much.h5.part");
    static const char large[] = "selforg: 2\nsteps: 4\nnetwork: {kind: ring, agents: 20000, mean_degree: 100}\n"
                                "start: {users: 3}\nadoption: {rule: contact}\n"
                                "observe: {snapshots: {every: 1, ties: true}}\n";
    struct under_way run = {.scenario = scenario_of(large)};
    struct message message;
    run.request =
        (struct result_request){.path = path.text, .scenario = &run.scenario, .threads = 1, .commit_seconds = -1};
    assert_int_equal(model_create(&run.world, &run.scenario, NULL, NULL, &message), STATUS_OK);
    assert_int_equal(observation_create(&run.observation, run.world), STATUS_OK);
    assert_int_equal(result_open(&run.writer, &run.request, run.world, &message), STATUS_OK);
    take(&run, false);
    assert_int_equal(committed_step(state, &part), -1); /* 20 MB */
    advance_to(&run, 1);
    assert_int_equal(committed_step(state, &part), 1); /* 40 MB are more than 32 MiB */
    advance_to(&run, 2);
    assert_int_equal(committed_step(state, &part), 1); /* what is laid out has the usual time */
    give_up(&run);
    unlink(part.text);
}

/* ---- the finished file ---- */

static int64_t length_in(const char *path, const char *dataset)
{
    struct message message;
    hid_t file;
    assert_int_equal(hdf5_open(path, &file, &message), STATUS_OK);
    const int64_t length = hdf5_length(file, dataset);
    hdf5_drop(file);
    return length;
}

/* A run that a rule ends has a snapshot of its last step, if it has any; one that is not there is not written twice. */
static void the_last_step_has_its_snapshot_whatever_ends_it(void **state)
{
    const struct path path = in_folder(state, "last.h5");
    static const struct {
        int32_t steps;
        bool last, present;
        int64_t snapshots;
    } cases[] = {{7, false, true, 2}, {7, true, true, 3}, {10, true, true, 3}, {7, true, false, -1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct under_way run;
        struct message message;
        prepare(&run, &path, NULL);
        run.scenario.snapshots.present = cases[i].present;
        scenario_settle(&run.scenario);
        assert_int_equal(result_open(&run.writer, &run.request, run.world, &message), STATUS_OK);
        take(&run, false);
        advance_to(&run, cases[i].steps - 1);
        assert_int_equal(model_step(run.world), STATUS_OK);
        take(&run, cases[i].last);
        finish(&run);
        assert_int_equal(length_in(path.text, "snapshots/agents/snapshot"), cases[i].snapshots);
        assert_int_equal(length_in(path.text, "step"), 1 + cases[i].steps / 4);
        give_up(&run);
        unlink(path.text);
    }
}

static void the_seconds_are_those_from_opening_to_closing(void **state)
{
    const struct path path = in_folder(state, "seconds.h5");
    struct under_way run;
    struct message message;
    hid_t file;
    double seconds = 0;
    begin(&run, &path, NULL, -1);
    now += 2.5;
    take(&run, false);
    now += 0.25;
    finish(&run);
    assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
    assert_int_equal(
        hdf5_read_scalar(file, "run/environment/seconds", H5T_NATIVE_DOUBLE, &seconds, &message), STATUS_OK);
    hdf5_drop(file);
    assert_true(seconds >= 2.75 && seconds <= 2.75);
    give_up(&run);
    unlink(path.text);
}

/* ---- going on ---- */

static const struct until never = {.kind = UNTIL_NEVER};

/* Leaves a part file of six steps of which the last is in no checkpoint. */
static void leave(const struct path *path, const struct edge_list *list)
{
    struct under_way run;
    struct message message;
    begin(&run, path, list, -1);
    take(&run, false);
    advance_to(&run, 5);
    assert_int_equal(result_save(run.writer, run.world, &never, &run.observation, &message), STATUS_OK);
    advance_to(&run, 6);
    assert_int_equal(result_commit(run.writer, &message), STATUS_OK);
    give_up(&run);
}

/* Where the checkpoint is. */
static struct checkpoint return_to(struct under_way *run)
{
    struct checkpoint checkpoint = {.scenario = &run->scenario, .observation = &run->observation};
    struct message message;
    bool found = false;
    if (checkpoint_read(run->request.path, &checkpoint, run->world, &found, &message)) fail_msg("%s", message.text);
    assert_true(found);
    assert_int_equal(model_steps_done(run->world), 5);
    return checkpoint;
}

static void what_is_after_the_checkpoint_is_left_out_and_comes_again(void **state)
{
    const struct path path = in_folder(state, "again.h5"), whole = in_folder(state, "whole.h5");
    const struct path part = in_folder(state, "again.h5.part");
    struct edge_list list = file_network();
    for (int kept = 0; kept < 2; kept++) {
        struct under_way run;
        struct message message;
        begin(&run, &whole, &list, -1);
        take(&run, false);
        advance_to(&run, 12);
        finish(&run);
        give_up(&run);
        leave(&path, &list);
        assert_int_equal(committed_step(state, &part), 6);
        prepare(&run, &path, &list);
        struct checkpoint checkpoint = {0};
        if (kept) checkpoint = return_to(&run);
        assert_int_equal(
            result_reopen(&run.writer, &run.request, run.world, kept ? &checkpoint : NULL, &message), STATUS_OK);
        assert_int_equal(committed_step(state, &part), kept ? 5 : -1);
        if (!kept) take(&run, false);
        advance_to(&run, 12);
        finish(&run);
        const struct digest one = content_of(path.text), other = content_of(whole.text);
        assert_memory_equal(&one, &other, sizeof one);
        assert_false(is_there(part.text) || is_there(in_folder(state, "again.h5.checkpoint").text));
        free(checkpoint.rows);
        give_up(&run);
        unlink(path.text);
        unlink(whole.text);
    }
    edge_list_free(&list);
}

/* What is changed of a checkpoint, or of what the run is given, before the part file is opened by it. */
enum change { ROW_COUNT, ROWS, ROW_DIGEST, GIVEN, EDGES, WEIGHTS, UNITS, CHANGES };

static void change(enum change change, struct checkpoint *checkpoint, struct edge_list *list)
{
    switch (change) {
    case ROW_COUNT:
        checkpoint->row_count--;
        break;
    case ROWS:
        checkpoint->rows[0].count--;
        break;
    case ROW_DIGEST:
        checkpoint->rows[checkpoint->row_count - 1].digest.low ^= 1;
        break;
    case GIVEN:
        checkpoint->given.high ^= 1;
        break;
    case EDGES:
        list->edges[2 * FILE_EDGES - 1] = 0;
        break;
    case WEIGHTS:
        list->weight[FILE_EDGES - 1] = 3;
        break;
    default:
        list->unit[FILE_AGENTS - 1] = 0;
    }
}

static void a_part_file_that_is_not_that_of_its_checkpoint_is_refused(void **state)
{
    const struct path path = in_folder(state, "other.h5"), part = in_folder(state, "other.h5.part");
    static const char *const reasons[CHANGES] = {[ROW_COUNT] = "has other datasets than its checkpoint",
        [ROWS] = "step does not hold what was written",
        [ROW_DIGEST] = "does not hold what was written",
        [GIVEN] = "began otherwise than its checkpoint",
        [EDGES] = "began otherwise than its checkpoint",
        [WEIGHTS] = "began otherwise than its checkpoint",
        [UNITS] = "began otherwise than its checkpoint"};
    for (int i = 0; i < CHANGES; i++) {
        struct edge_list list = file_network();
        struct under_way run;
        struct message message = {""};
        size_t size, after;
        leave(&path, &list);
        char *before = bytes_of(part.text, &size);
        prepare(&run, &path, &list);
        struct checkpoint checkpoint = return_to(&run);
        change((enum change)i, &checkpoint, &list);
        assert_int_equal(
            result_reopen(&run.writer, &run.request, run.world, &checkpoint, &message), STATUS_DAMAGED);
        assert_null(run.writer);
        if (!strstr(message.text, reasons[i]) || !strstr(message.text, part.text)) fail_msg("%d: %s", i, message.text);
        char *bytes = bytes_of(part.text, &after);
        assert_int_equal(size, after);
        assert_memory_equal(before, bytes, size);
        assert_false(is_there(in_folder(state, "other.h5.part.new").text));
        free(before);
        free(bytes);
        free(checkpoint.rows);
        give_up(&run);
        edge_list_free(&list);
        unlink(part.text);
        checkpoint_remove(path.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_snapshots_are_due_every_so_often_and_at_the_end),
        cmocka_unit_test(commits_come_when_they_are_due),
        cmocka_unit_test(much_is_committed_at_once),
        cmocka_unit_test(the_last_step_has_its_snapshot_whatever_ends_it),
        cmocka_unit_test(the_seconds_are_those_from_opening_to_closing),
        cmocka_unit_test(what_is_after_the_checkpoint_is_left_out_and_comes_again),
        cmocka_unit_test(a_part_file_that_is_not_that_of_its_checkpoint_is_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
