/* The finished file: all rows, with the digests of the run and a checksum of it all; and what depends on the machine.
 */
#include "io/result/result_finish.h"

#include "io/result/result_checksum.h"
#include "io/result/result_reader.h"
#include "layout_support.h"

#include <time.h>

#include "described.h"

/* ---- the environment ---- */

static void write_date(char text[DATE_LENGTH])
{
    const time_t moment = time(NULL);
    struct tm date;
    gmtime_r(&moment, &date);
    strftime(text, DATE_LENGTH, "%FT%TZ", &date);
}

/* Wherever the machine is, it is told in UTC. */
static void the_date_is_that_of_now_in_utc(void **state)
{
    (void)state;
    static const char *const zones[] = {"UTC0", "XST-14", "XST+11:30"};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        char before[DATE_LENGTH], after[DATE_LENGTH];
        assert_int_equal(setenv("TZ", zones[i], 1), 0);
        tzset();
        write_date(before);
        const struct result_environment environment =
            result_environment_now(&(struct result_request){.threads = 7, .command = "selforg run"});
        write_date(after);
        assert_int_equal(strlen(environment.started), strlen(before));
        assert_true(strcmp(before, environment.started) <= 0 && strcmp(environment.started, after) <= 0);
        assert_int_equal(environment.threads, 7);
        assert_int_equal(environment.processors, sysconf(_SC_NPROCESSORS_ONLN));
        assert_string_equal(environment.command, "selforg run");
        assert_true(environment.seconds >= 0 && environment.seconds <= 0);
    }
    unsetenv("TZ");
    tzset();
}

static void what_is_not_known_of_the_environment_is_left_out(void **state)
{
    const struct path path = in_folder(state, "environment.h5");
    for (int known = 0; known < 2; known++) {
        const struct result_environment environment = {.started = "2001-02-03T04:05:06Z",
            .seconds = known ? 0.125 : 0,
            .processors = 96,
            .threads = 3,
            .command = known ? "selforg run a.yaml" : NULL};
        struct message message;
        hid_t file, run;
        double seconds;
        assert_int_equal(hdf5_create(path.text, &file, &message), STATUS_OK);
        assert_int_equal(hdf5_group(file, "run", &run, &message), STATUS_OK);
        assert_int_equal(result_environment_write(file, &environment, &message), STATUS_OK);
        assert_text_is(file, "run/environment/started", "2001-02-03T04:05:06Z");
        assert_int_equal(whole_number_at(file, "run/environment/processors"), 96);
        assert_int_equal(whole_number_at(file, "run/environment/threads"), 3);
        assert_described(file, "run/environment/threads", "1", "Threads that the run was given.");
        assert_int_equal(hdf5_has(file, "run/environment/seconds"), known);
        assert_int_equal(hdf5_has(file, "run/environment/command"), known);
        if (known) {
            assert_int_equal(
                hdf5_read_scalar(file, "run/environment/seconds", H5T_NATIVE_DOUBLE, &seconds, &message), STATUS_OK);
            assert_true(seconds >= 0.125 && seconds <= 0.125);
            assert_described(file, "run/environment/seconds", "s", "Wall time that the run took.");
            assert_text_is(file, "run/environment/command", "selforg run a.yaml");
        }
        assert_int_equal(hdf5_close(file, &message), STATUS_OK);
    }
}

/* ---- the file ---- */

/* The rows of so many steps, which wait. */
static void run_steps(struct laid *laid, int32_t steps)
{
    struct observation observation;
    assert_int_equal(observation_create(&observation, laid->world), STATUS_OK);
    for (int32_t step = 0; step <= steps; step++) {
        if (step > 0) assert_int_equal(model_step(laid->world), STATUS_OK);
        const struct events *events = model_events(laid->world);
        for (int t = 0; t < EVENT_TABLE_COUNT; t++)
            assert_int_equal(
                layout_write_events(&laid->layout, events, (enum event_table)t, &laid->message), STATUS_OK);
        assert_int_equal(model_observe(laid->world, &observation), STATUS_OK);
        assert_int_equal(layout_write_series(&laid->layout, step, &observation, &laid->message), STATUS_OK);
        events_clear(model_events(laid->world));
    }
    observation_free(&observation);
}

static enum status finish(struct laid *laid, struct path path)
{
    static const struct result_environment environment = {.started = "2001-02-03T04:05:06Z", .threads = 1};
    const struct result_finish finish = {&laid->source, &environment, laid->world, &laid->layout};
    laid->message = (struct message){""};
    return result_finish(&finish, path.text, &laid->message);
}

static void assert_same(struct digest one, struct digest other)
{
    assert_memory_equal(&one, &other, sizeof one);
}

static void it_is_complete_with_the_digests_of_the_run(void **state)
{
    const struct path path = in_folder(state, "complete.h5");
    struct laid laid;
    struct result_reader *reader;
    struct result_digests digests;
    struct digest run, last, checksum;
    struct message message;
    int different = 0;
    lay_out(&laid, everything, NULL);
    run_steps(&laid, 30);
    assert_int_equal(finish(&laid, path), STATUS_OK);
    assert_int_equal(model_digest(laid.world, &run), STATUS_OK);
    assert_int_equal(model_state_digest(laid.world, &last), STATUS_OK);
    assert_int_equal(result_reader_open(&reader, path.text, &message), STATUS_OK);
    assert_int_equal(result_reader_digests(reader, &digests, &message), STATUS_OK);
    const hid_t file = result_reader_file(reader);
    assert_same(digests.run, run);
    assert_same(digests.state, last);
    for (int t = 0; t < EVENT_TABLE_COUNT; t++) {
        assert_same(digests.events[t], events_digest(model_events(laid.world), (enum event_table)t));
        different += memcmp(&digests.events[t], &digests.events[0], sizeof run) != 0;
    }
    assert_true(different >= 9);
    assert_int_equal(result_checksum(file, &checksum, &message), STATUS_OK);
    assert_same(digests.checksum, checksum);
    assert_int_equal(whole_number_at(file, "run/complete"), 1);
    assert_int_equal(whole_number_at(file, "run/committed_step"), 30);
    assert_int_equal(whole_number_at(file, "run/committed_series"), 31);
    assert_int_equal(hdf5_length(file, "step"), 31);
    assert_int_equal(whole_number_at(file, "run/committed_adoption"), hdf5_length(file, "events/adoption/event"));
    assert_true(hdf5_length(file, "events/adoption/event") > 0);
    assert_text_is(file, "run/environment/started", "2001-02-03T04:05:06Z");
    result_reader_close(reader);
    laid_free(&laid, false);
}

/* Only a run that did not come to its last step says what ended it. */
static void it_says_which_rule_ended_it(void **state)
{
    static const int32_t steps[] = {0, 1, 19, 20};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const struct path path = in_folder(state, "ended.h5");
        struct laid laid;
        struct message message;
        hid_t file;
        lay_out(&laid, contagion, NULL);
        strcpy(laid.scenario.run.until, "users >= 1");
        run_steps(&laid, steps[i]);
        assert_int_equal(finish(&laid, path), STATUS_OK);
        assert_int_equal(hdf5_open(path.text, &file, &message), STATUS_OK);
        assert_int_equal(hdf5_has(file, "run/ended_by"), steps[i] < 20);
        if (steps[i] < 20) assert_text_is(file, "run/ended_by", "users >= 1");
        assert_int_equal(whole_number_at(file, "run/committed_step"), steps[i]);
        assert_int_equal(hdf5_length(file, "step"), steps[i] + 1);
        hdf5_drop(file);
        laid_free(&laid, false);
    }
}

/* Rows of one run are not put into the file of another. */
static void rows_of_another_kind_are_refused(void **state)
{
    const struct path path = in_folder(state, "other.h5");
    static const struct result_environment environment = {.threads = 1};
    struct laid laid, other;
    char expected[160];
    lay_out(&laid, contagion, NULL);
    lay_out(&other, everything, NULL);
    const struct result_finish finish = {&laid.source, &environment, laid.world, &other.layout};
    snprintf(expected, sizeof expected, "has %d datasets that grow, and what was written has %d",
        laid.layout.growing_count, other.layout.growing_count);
    assert_int_equal(result_finish(&finish, path.text, &laid.message), STATUS_INVARIANT);
    assert_string_equal(laid.message.text, expected);
    assert_false(is_there(path.text));
    laid_free(&laid, false);
    laid_free(&other, false);
}

static void a_file_that_cannot_be_made_is_told(void **state)
{
    struct laid laid;
    lay_out(&laid, contagion, NULL);
    run_steps(&laid, 3);
    assert_int_equal(finish(&laid, in_folder(state, "nowhere/a.h5")), STATUS_WRITE);
    assert_non_null(strstr(laid.message.text, "nowhere/a.h5: No such file or directory"));
    assert_int_equal(finish(&laid, in_folder(state, "after.h5")), STATUS_OK); /* what waits, waits on */
    laid_free(&laid, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_date_is_that_of_now_in_utc),
        cmocka_unit_test(what_is_not_known_of_the_environment_is_left_out),
        cmocka_unit_test(it_is_complete_with_the_digests_of_the_run),
        cmocka_unit_test(it_says_which_rule_ended_it),
        cmocka_unit_test(rows_of_another_kind_are_refused),
        cmocka_unit_test(a_file_that_cannot_be_made_is_told),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
