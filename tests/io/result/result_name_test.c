/* A name is only ever taken by something complete, by one run at a time, and only if it is free or to be replaced. */
#include "io/hdf5/hdf5_read.h"
#include "io/result/result_reader.h"
#include "io/result_support.h"

static void a_finished_file_is_replaced_only_if_asked(void **state)
{
    const struct path path = in_folder(state, "kept.h5");
    struct message message;
    size_t size;
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    char *before = bytes_of(path.text, &size);
    assert_int_equal(run_to(path.text, contagion, false, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "--force"));
    char *after = bytes_of(path.text, &size);
    assert_memory_equal(before, after, size);
    assert_false(part_is_there(path.text));
    assert_int_equal(run_to(path.text, contagion, true, &message), STATUS_OK);
    assert_false(part_is_there(path.text));
    free(before);
    before = bytes_of(path.text, &size);
    assert_memory_not_equal(before, after, size);
    free(before);
    free(after);
    unlink(path.text);
}

/* Stops a run at step 5. */
static volatile sig_atomic_t stop_now;

static void stop_at_five(void *context, int32_t step, int32_t steps, const struct observation *observation)
{
    (void)context, (void)steps, (void)observation;
    stop_now = step >= 5;
}

static void a_stopped_run_leaves_what_it_did(void **state)
{
    const struct path path = in_folder(state, "stopped.h5"), part = in_folder(state, "stopped.h5.part");
    struct scenario scenario = scenario_of(everything);
    struct run_request request = {
        .result = {.path = path.text, .scenario = &scenario, .threads = 1, .commit_seconds = -1},
        .progress = stop_at_five,
        .stop = &stop_now};
    struct run_outcome outcome;
    struct result_reader *reader;
    struct message message;
    int64_t step;
    hid_t file;
    stop_now = 0;
    assert_int_equal(run_scenario(&request, &outcome, &message), STATUS_STOPPED);
    assert_non_null(strstr(message.text, "selforg resume"));
    assert_int_equal(outcome.steps, 5);
    assert_false(is_there(path.text));
    assert_int_equal(result_reader_open(&reader, part.text, &message), STATUS_DAMAGED);
    assert_non_null(strstr(message.text, "not complete"));
    assert_int_equal(hdf5_open(part.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_read_scalar(file, "run/committed_step", H5T_NATIVE_INT64, &step, &message), STATUS_OK);
    assert_int_equal(step, 5);
    assert_int_equal(hdf5_length(file, "step"), 2);
    hdf5_drop(file);

    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, "--force"));
    assert_true(is_there(part.text));
    assert_int_equal(run_to(path.text, everything, true, &message), STATUS_OK);
    assert_false(is_there(part.text));
    unlink(path.text);
}

/* A result under way: of a scenario, in a world of its own. */
struct under_way {
    struct scenario scenario;
    struct result_request request;
    struct world *world;
    struct result_writer *writer;
};

static void begin(struct under_way *run, const char *settings, const struct path *path)
{
    struct message message;
    run->scenario = scenario_of(settings);
    run->request =
        (struct result_request){.path = path->text, .scenario = &run->scenario, .threads = 1, .commit_seconds = -1};
    assert_int_equal(model_create(&run->world, &run->scenario, NULL, NULL, &message), STATUS_OK);
    assert_int_equal(result_open(&run->writer, &run->request, run->world, &message), STATUS_OK);
}

/* While one process writes a name no other does, whatever it is told; what it leaves before anything was committed is
 * nothing. */
static void two_runs_do_not_write_one_file(void **state)
{
    const struct path path = in_folder(state, "both.h5"), part = in_folder(state, "both.h5.part");
    struct under_way run;
    struct result_writer *other;
    struct message message;
    struct result_reader *reader;
    begin(&run, everything, &path);
    run.request.overwrite = true;
    assert_int_equal(result_open(&other, &run.request, run.world, &message), STATUS_EXISTS);
    assert_null(other);
    assert_non_null(strstr(message.text, "another run is writing it now"));
    assert_int_equal(result_reader_open(&reader, part.text, &message), STATUS_DAMAGED);
    assert_non_null(strstr(message.text, "has not ended"));
    result_abandon(run.writer);
    assert_false(is_there(part.text));
    run.request.overwrite = false;
    assert_int_equal(result_open(&run.writer, &run.request, run.world, &message), STATUS_OK);
    assert_int_equal(result_commit(run.writer, &message), STATUS_OK);
    result_abandon(run.writer);
    assert_true(is_there(part.text));
    assert_int_equal(result_open(&run.writer, &run.request, run.world, &message), STATUS_EXISTS);
    model_free(run.world);
    unlink(part.text);
}

/* Nothing of the part file is laid out as long as the run is young; one that is killed then leaves nothing to keep. */
static void a_short_run_needs_no_part_file(void **state)
{
    const struct path path = in_folder(state, "short.h5"), part = in_folder(state, "short.h5.part");
    struct under_way run;
    struct message message;
    size_t size;
    begin(&run, everything, &path);
    assert_int_equal(result_write(run.writer, run.world, NULL, false, &message), STATUS_OK);
    free(bytes_of(part.text, &size));
    assert_int_equal(size, 0);
    result_abandon(run.writer);
    model_free(run.world);
    FILE *left = fopen(part.text, "w"); /* as if it had been killed */
    fclose(left);
    assert_int_equal(run_to(path.text, everything, false, &message), STATUS_OK);
    assert_false(is_there(part.text));
    unlink(path.text);
}

static void someone_elses_file_is_not_replaced_at_the_end(void **state)
{
    const struct path path = in_folder(state, "theirs.h5"), fresh = in_folder(state, "theirs.h5.part.new");
    struct under_way run;
    struct message message;
    size_t size;
    begin(&run, contagion, &path);
    FILE *file = fopen(path.text, "w");
    fputs("mine", file);
    fclose(file);
    events_clear(model_events(run.world));
    assert_int_equal(result_close(run.writer, run.world, NULL, &message), STATUS_EXISTS);
    assert_non_null(strstr(message.text, fresh.text));
    char *bytes = bytes_of(path.text, &size);
    assert_int_equal(size, 4);
    assert_memory_equal(bytes, "mine", 4);
    free(bytes);
    model_free(run.world);
    unlink(path.text);
    unlink(fresh.text);
    assert_false(part_is_there(path.text)); /* what it would have been for is in the fresh one, whole */
}

static void what_is_no_result_is_refused(void **state)
{
    const struct path path = in_folder(state, "other.h5");
    struct result_reader *reader;
    struct message message;
    hid_t file;
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_INPUT);
    FILE *text = fopen(path.text, "w");
    fputs("not HDF5", text);
    fclose(text);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_INPUT);
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "not a result of selforg"));
    assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
    assert_int_equal(hdf5_attribute_text(file, "program", "selforg", &message), STATUS_OK);
    assert_int_equal(hdf5_attribute_number(file, "format_version", 3, &message), STATUS_OK);
    assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "newer"));
    assert_null(reader);
    unlink(path.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finished_file_is_replaced_only_if_asked),
        cmocka_unit_test(a_stopped_run_leaves_what_it_did),
        cmocka_unit_test(two_runs_do_not_write_one_file),
        cmocka_unit_test(a_short_run_needs_no_part_file),
        cmocka_unit_test(someone_elses_file_is_not_replaced_at_the_end),
        cmocka_unit_test(what_is_no_result_is_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
