/* Running out of memory while a run is recorded or printed: what is not whole says so. */
#include "failing_malloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "recording/recordings.h"

static void what_is_not_whole_has_no_text(void **state)
{
    (void)state;
    int64_t number = 0;
    bool failed;
    do {
        struct json_buffer json = {.short_of_memory = false};
        fail_allocation_number(++number);
        json_put(&json, "[");
        for (int i = 0; i < 1000; i++) json_put_number(&json, i + 0.5);
        json_put_quoted(&json, "end");
        const char *text = json_buffer_end(&json);
        failed = allocation_failed();
        fail_allocation_number(0);
        assert_true(failed == !text && failed == json.short_of_memory);
        json_buffer_free(&json);
    } while (failed);
    assert_true(number > 4);
}

static void a_scenario_that_is_not_whole_says_so(void **state)
{
    (void)state;
    const struct scenario scenario = scenario_of(RECORDED);
    int64_t number = 0;
    bool failed;
    do {
        struct json_buffer json = {.short_of_memory = false};
        fail_allocation_number(++number);
        recording_print_scenario(&scenario, &json);
        failed = allocation_failed();
        fail_allocation_number(0);
        assert_true(failed == json.short_of_memory);
        assert_true(failed == !json_buffer_end(&json));
        json_buffer_free(&json);
    } while (failed);
    assert_true(number > 10);
}

/* The world has all the memory it needs: only the recording has not. */
static void a_recording_that_is_not_whole_says_so(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(RECORDED);
    recording_scenario(&scenario, 3);
    struct recorded recorded = recorded_begin(&scenario, NULL);
    for (int step = 0; step < 3; step++) world_step(recorded.world);
    assert_int_equal(model_observe(recorded.world, &recorded.observation), STATUS_OK);
    int64_t number = 0;
    bool failed;
    do {
        recording_free(&recorded.recording);
        fail_allocation_number(++number);
        recording_begin(&recorded.recording, recorded.world, &scenario);
        recording_take_events(&recorded.recording, model_events(recorded.world));
        recording_take_row(&recorded.recording, &recorded.observation);
        failed = allocation_failed();
        fail_allocation_number(0);
        assert_true(failed == recorded.recording.short_of_memory);
    } while (failed);
    assert_true(number > 20);
    recorded_end(&recorded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_whole_has_no_text),
        cmocka_unit_test(a_scenario_that_is_not_whole_says_so),
        cmocka_unit_test(a_recording_that_is_not_whole_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
