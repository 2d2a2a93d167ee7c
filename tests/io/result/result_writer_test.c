/* When rows are due and when they are committed, and what the finished file has of how it was written. */
#include "io/result/result_writer.h"

#include "under_way.h"

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

/* ---- commits ---- */

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

/* What an earlier run left beside the name is gone when another one takes it. */
static void a_new_run_begins_without_checkpoints(void **state)
{
    const struct path path = in_folder(state, "new.h5"), checkpoint = in_folder(state, "new.h5.checkpoint");
    struct under_way run;
    struct message message;
    fclose(fopen(checkpoint.text, "w"));
    prepare(&run, &path, NULL);
    assert_int_equal(result_open(&run.writer, &run.request, run.world, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "new.h5.checkpoint: is in the way; use --force"));
    assert_true(is_there(checkpoint.text));
    assert_false(part_is_there(path.text));
    run.request.overwrite = true;
    if (result_open(&run.writer, &run.request, run.world, &message)) fail_msg("%s", message.text);
    assert_false(is_there(checkpoint.text));
    give_up(&run);
    assert_false(part_is_there(path.text));
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_and_snapshots_are_due_every_so_often_and_at_the_end),
        cmocka_unit_test(commits_come_when_they_are_due),
        cmocka_unit_test(much_is_committed_at_once),
        cmocka_unit_test(a_new_run_begins_without_checkpoints),
        cmocka_unit_test(the_last_step_has_its_snapshot_whatever_ends_it),
        cmocka_unit_test(the_seconds_are_those_from_opening_to_closing),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
