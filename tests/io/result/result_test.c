/* What is written comes back, whole and always the same. */

#include "io/hdf5/hdf5_read.h"
#include "io/lineage/result_verify.h"
#include "io/result/result_reader.h"
#include "io/result_support.h"
#include "scenario/check/only.h"
#include "scenario/parameters.h"

/* ---- what a run gave, kept in memory to compare with ---- */

struct kept {
    char *rows[EVENT_TABLE_COUNT];
    int64_t row_count[EVENT_TABLE_COUNT];
    double *series[OBSERVABLE_COUNT];
    int64_t series_count, length[OBSERVABLE_COUNT];
    int32_t step[64];
    struct digest digest;
};

static void keep_events(struct kept *kept, const struct events *events)
{
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        int64_t count;
        const void *rows = events_rows(events, (enum event_table)t, &count);
        size_t size = event_tables[t].row_size;
        if (count == 0) continue;
        kept->rows[t] = realloc(kept->rows[t], (size_t)(kept->row_count[t] + count) * size);
        memcpy(kept->rows[t] + (size_t)kept->row_count[t] * size, rows, (size_t)count * size);
        kept->row_count[t] += count;
    }
}

static void keep_series(struct kept *kept, const struct observation *observation, int32_t step)
{
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        size_t length = (size_t)observation->length[o];
        kept->length[o] = observation->length[o];
        kept->series[o] =
            realloc(kept->series[o], ((size_t)kept->series_count + 1) * (length + 1) * sizeof *kept->series[o]);
        memcpy(kept->series[o] + (size_t)kept->series_count * length, observation->value[o], length * sizeof(double));
    }
    kept->step[kept->series_count++] = step;
}

static void kept_free(struct kept *kept)
{
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) free(kept->rows[t]);
    for (int o = 0; o < OBSERVABLE_COUNT; o++) free(kept->series[o]);
}

/* Runs by hand, writing and keeping. */
static void run_and_keep(const char *path, const struct scenario *scenario, double commit_seconds, struct kept *kept)
{
    struct world *world;
    struct result_writer *writer;
    struct observation observation;
    struct message message;
    struct result_request request = {
        .path = path, .scenario = scenario, .yaml_text = everything, .threads = 1, .commit_seconds = commit_seconds};
    *kept = (struct kept){.series_count = 0};
    assert_int_equal(model_create(&world, scenario, NULL, NULL, &message), STATUS_OK);
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    assert_int_equal(result_open(&writer, &request, world, &message), STATUS_OK);
    for (int32_t step = 0; step <= scenario->run.steps; step++) {
        if (step > 0) assert_int_equal(model_step(world), STATUS_OK);
        bool due = result_row_due(scenario, step);
        if (due) assert_int_equal(model_observe(world, &observation), STATUS_OK);
        if (due) keep_series(kept, &observation, step);
        keep_events(kept, model_events(world));
        assert_int_equal(result_write(writer, world, due ? &observation : NULL, false, &message), STATUS_OK);
        events_clear(model_events(world));
    }
    assert_false(is_there(path));
    assert_int_equal(result_close(writer, world, NULL, &message), STATUS_OK);
    assert_int_equal(model_digest(world, &kept->digest), STATUS_OK);
    observation_free(&observation);
    model_free(world);
}

static void compare_events(const struct result_reader *reader, const struct scenario *scenario, const struct kept *kept)
{
    struct message message;
    int with_rows = 0;
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        void *rows;
        int64_t count;
        bool recorded = result_reader_recorded(reader, (enum event_table)t);
        assert_int_equal(recorded, event_table_written(scenario, &event_tables[t]));
        if (!recorded) continue;
        assert_int_equal(result_reader_rows(reader, (enum event_table)t, &rows, &count, &message), STATUS_OK);
        assert_int_equal(count, kept->row_count[t]);
        with_rows += count > 0;
        for (int64_t i = 0; i < count; i++) {
            const char *theirs = (char *)rows + (size_t)i * event_tables[t].row_size;
            const char *ours = kept->rows[t] + (size_t)i * event_tables[t].row_size;
            for (int c = 0; c < event_tables[t].column_count; c++) {
                const struct event_column *column = &event_tables[t].columns[c];
                size_t size = column->type == EVENT_AMOUNT ? 8 : column->type == EVENT_NUMBER ? 4 : 1;
                assert_memory_equal(theirs + column->offset, ours + column->offset, size);
            }
        }
        free(rows);
    }
    assert_true(with_rows >= 9);
}

static void compare_series(const struct result_reader *reader, const struct kept *kept)
{
    hid_t file = result_reader_file(reader);
    struct message message;
    void *step;
    assert_int_equal(hdf5_read_vector(file, "step", H5T_NATIVE_INT32, kept->series_count, &step, &message), STATUS_OK);
    assert_memory_equal(step, kept->step, (size_t)kept->series_count * sizeof(int32_t));
    free(step);
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        int64_t values = kept->series_count * kept->length[o];
        assert_int_equal(hdf5_has(file, observable_table[o].name), kept->length[o] > 0);
        if (values == 0) continue;
        double *read = malloc((size_t)values * sizeof *read);
        hid_t dataset = H5Dopen2(file, observable_table[o].name, H5P_DEFAULT), space = H5Dget_space(dataset);
        assert_int_equal(H5Sget_simple_extent_npoints(space), values);
        assert_true(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, read) >= 0);
        assert_memory_equal(read, kept->series[o], (size_t)values * sizeof *read);
        hdf5_drop(space);
        hdf5_drop(dataset);
        free(read);
    }
}

static void compare_scenario(const struct result_reader *reader, const struct scenario *scenario)
{
    struct scenario read;
    struct message message;
    char ours[PARAMETER_TEXT_LENGTH], theirs[PARAMETER_TEXT_LENGTH];
    assert_int_equal(result_reader_scenario(reader, &read, &message), STATUS_OK);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        parameter_print(scenario, &parameter_table[i], ours);
        parameter_print(&read, &parameter_table[i], theirs);
        assert_string_equal(ours, theirs);
    }
    for (int i = 0; i < SECTION_TOTAL; i++)
        assert_int_equal(section_present(scenario, &section_table[i]), section_present(&read, &section_table[i]));
}

static void all_that_was_written_comes_back(void **state)
{
    const struct path path = in_folder(state, "all.h5");
    struct scenario scenario = scenario_of(everything);
    struct result_reader *reader;
    struct result_digests digests;
    struct message message;
    struct kept kept;
    char *yaml;
    scenario.people.confidence_mean = 0.1 + 0.2; /* as --set would: it is not in the file's text */
    run_and_keep(path.text, &scenario, -1, &kept);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_OK);
    compare_events(reader, &scenario, &kept);
    compare_series(reader, &kept);
    compare_scenario(reader, &scenario);
    assert_int_equal(result_reader_digests(reader, &digests, &message), STATUS_OK);
    assert_memory_equal(&digests.run, &kept.digest, sizeof kept.digest);
    assert_int_equal(result_reader_yaml(reader, &yaml, &message), STATUS_OK);
    assert_string_equal(yaml, everything);
    free(yaml);
    result_reader_close(reader);
    kept_free(&kept);
    assert_int_equal(unlink(path.text), 0);
}

/* The rows of the last step are written even where `every` does not meet it: 30 is no multiple of 4 or 13. */
static void the_last_step_is_always_there(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(everything);
    int rows = 0, snapshots = 0;
    for (int32_t step = 0; step <= 30; step++) {
        rows += result_row_due(&scenario, step);
        snapshots += result_snapshot_due(&scenario, step);
    }
    assert_int_equal(rows, 9);
    assert_int_equal(snapshots, 4);
    assert_true(result_row_due(&scenario, 30) && result_snapshot_due(&scenario, 30));
}

static void what_is_not_recorded_is_absent(void **state)
{
    const struct path path = in_folder(state, "absent.h5");
    struct result_reader *reader;
    struct message message;
    assert_int_equal(run_to(path.text, contagion, false, &message), STATUS_OK);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_OK);
    for (int t = 0; t < EVENT_TABLE_COUNT; t++)
        assert_int_equal(result_reader_recorded(reader, (enum event_table)t),
            t == EVENT_adoption || t == EVENT_adoption_source || t == EVENT_practice);
    assert_false(hdf5_has(result_reader_file(reader), "snapshots"));
    result_reader_close(reader);
    unlink(path.text);
}

/* The digests of what happened are the same whether it is recorded or not, and verify says what it could not look at.
 */
/* Listed is what has effect, and all of the run as a whole; and of the sections one of which nothing has effect, so
 * that it is there when the run is done again. */
static void what_has_no_effect_is_not_listed(void **state)
{
    static const char idle[] =
        "selforg: 2\nsteps: 3\nnetwork: {agents: 40}\nlandscape: {}\nopportunities: {}\nprojects: {}\n"
        "team: {rule: assembly}\ncloseness: {}\nseeds: {population: 1, network: 2, behaviour: 3}\n";
    const struct path path = in_folder(state, "listed.h5");
    const struct scenario scenario = scenario_of(idle);
    struct result_reader *reader;
    struct message message;
    assert_int_equal(run_to(path.text, idle, false, &message), STATUS_OK);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_OK);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        char name[256];
        snprintf(name, sizeof name, "parameters/%s", parameter_path(parameter).text);
        bool whole = strcmp(parameter->section->path, "closeness") == 0 || strcmp(parameter->section->path, "") == 0;
        if (hdf5_has(result_reader_file(reader), name) != (whole || parameter_has_effect(&scenario, parameter, NULL)))
            fail_msg("%s", name);
    }
    compare_scenario(reader, &scenario);
    result_reader_close(reader);
    unlink(path.text);
}

static void what_was_not_asked_for_is_said(void **state)
{
    const struct path path = in_folder(state, "asked.h5"), quiet = in_folder(state, "quiet.h5");
    struct scenario scenario = scenario_of(everything);
    struct run_request request = {
        .result = {.path = quiet.text, .scenario = &scenario, .threads = 1, .commit_seconds = -1}};
    struct run_outcome all, outcome;
    struct verification verification;
    struct message message;
    int not_recorded = 0;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    assert_int_equal(run_again(path.text, &(struct run_request){.result.threads = 1}, &all, &message), STATUS_OK);
    scenario.observe.adoptions = false;
    scenario.observe.tellings = false;
    scenario_settle(&scenario);
    assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_OK);
    assert_memory_equal(&outcome.digest, &all.digest, sizeof all.digest);
    assert_int_equal(result_verify(quiet.text, &verification, &message), STATUS_OK);
    for (int i = 0; i < verification.count; i++)
        not_recorded += verification.finding[i].verdict == VERDICT_NOT_RECORDED;
    assert_int_equal(not_recorded, 5); /* adoption, adoption_source, drop, turnover; and so the lineage */
    unlink(path.text);
    unlink(quiet.text);
}

static void a_run_can_be_run_again(void **state)
{
    const struct path path = in_folder(state, "again.h5");
    struct run_outcome outcome;
    struct message message;
    struct verification verification;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    assert_int_equal(result_verify(path.text, &verification, &message), STATUS_OK);
    assert_true(verification.count > 15);
    for (int i = 0; i < verification.count; i++) assert_int_not_equal(verification.finding[i].verdict, VERDICT_FAILED);
    assert_int_equal(run_again(path.text, &(struct run_request){.result.threads = 2}, &outcome, &message), STATUS_OK);
    assert_int_equal(outcome.steps, 30);
    unlink(path.text);
}

/* Two runs, committed at different times, on different numbers of threads: only the seconds of wall time, the date and
 * the number of threads may differ, which lie in a few bytes. */
static void two_runs_give_the_same_bytes(void **state)
{
    const struct path path[] = {in_folder(state, "first.h5"), in_folder(state, "second.h5")};
    struct scenario scenario = scenario_of(everything);
    struct run_outcome outcome;
    struct message message;
    char *bytes[2];
    size_t size[2], different = 0;
    for (int i = 0; i < 2; i++) {
        struct run_request request = {.result = {.path = path[i].text,
                                          .scenario = &scenario,
                                          .command = "test",
                                          .threads = 1 + 2 * i,
                                          .commit_seconds = i == 0 ? -1 : 0}};
        assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_OK);
        bytes[i] = bytes_of(path[i].text, &size[i]);
    }
    assert_int_equal(size[0], size[1]);
    assert_int_equal(outcome.file_bytes, size[1]);
    for (size_t b = 0; b < size[0]; b++) different += bytes[0][b] != bytes[1][b];
    assert_in_range(different, 1, sizeof(double) + sizeof(int64_t) + 20);
    for (int i = 0; i < 2; i++) {
        free(bytes[i]);
        unlink(path[i].text);
    }
}

/* Each byte of standard input allows a step; where it ends, all are. */
static void wait_for_a_byte(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    char byte;
    (void)!read(STDIN_FILENO, &byte, 1);
    (void)context, (void)step, (void)steps, (void)observation;
}

/* For kill_test.py: writes PATH slowly, committing all the time, until it is killed or done. */
static int write_slowly(const char *path)
{
    struct scenario scenario = scenario_of(everything);
    struct run_outcome outcome;
    struct message message;
    scenario.run.steps = 400;
    struct run_request request = {.result =
                                      {
                                          .path = path,
                                          .overwrite = true,
                                          .scenario = &scenario,
                                          .yaml_text = everything,
                                          .threads = 1,
                                          .commit_seconds = 0.004,
                                      },
        .progress = wait_for_a_byte};
    return status_exit_code(run_scenario(&request, &outcome, &message));
}

int main(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "write") == 0) return write_slowly(arguments[2]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_was_written_comes_back),
        cmocka_unit_test(the_last_step_is_always_there),
        cmocka_unit_test(what_is_not_recorded_is_absent),
        cmocka_unit_test(what_has_no_effect_is_not_listed),
        cmocka_unit_test(what_was_not_asked_for_is_said),
        cmocka_unit_test(a_run_can_be_run_again),
        cmocka_unit_test(two_runs_give_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
