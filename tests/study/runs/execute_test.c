/* One run of a study: its record is of the run alone, says why it ended or failed, and is none where it was stopped. */
#include "study/runs/execute.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

#define OUTCOMES "outcomes: [adopters_final, {name: late, of: adopters, at: 15}, adoptions_total]\nseries: [adopters]\n"

static const struct execution nowhere = {0};

static struct record executed(const struct study *study, int64_t run)
{
    struct record record;
    struct message message;
    if (execute_run(study, run, &nowhere, &record, &message) != STATUS_OK) fail_msg("%s", message.text);
    return record;
}

static void a_record_is_of_the_run_alone(void **state)
{
    (void)state;
    struct study few = read_fine(BASE OUTCOMES "vary: {adoption.accept.beta: [0.1, 0.4]}\n"),
                 many =
                     read_fine(BASE OUTCOMES "vary: {adoption.accept.beta: [0.1, 0.4]}\nreplicates: 3\ntitle: more\n");
    for (int64_t run = 0; run < 2; run++) {
        struct record one = executed(&few, run), again = executed(&many, run);
        struct bytes bytes = {0}, same = {0};
        assert_int_equal(record_encode(&one, &bytes), STATUS_OK);
        assert_int_equal(record_encode(&again, &same), STATUS_OK);
        assert_int_equal(bytes.count, same.count);
        assert_memory_equal(bytes.items, same.items, (size_t)bytes.count);
        assert_true(one.row_count == 21 && one.outcomes[0] == one.series[20] && one.outcomes[1] == one.series[15]);
        array_free(&bytes);
        array_free(&same);
        record_free(&one);
        record_free(&again);
    }
    study_free(&few);
    study_free(&many);
}

/* Series stand beside each other in each row, and an outcome may need all rows. */
static void each_series_has_its_column(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "outcomes: [{name: middle, of: adopters, quantile: 0.5}]\n"
                                        "series: [adopters, {name: share, of: adopters / agents}]\n");
    struct record record = executed(&study, 0);
    assert_true(record.series_count == 2 && record.row_count == 21);
    for (int row = 0; row < 21; row++) {
        const double adopters = record.series[2 * row];
        assert_int_equal(record.steps[row], row);
        assert_true(row == 0 || adopters >= record.series[2 * row - 2]);
        assert_true(record.series[2 * row + 1] == adopters / 60);
    }
    assert_true(record.outcomes[0] == record.series[2 * 10]); /* nobody drops it, so that rows are in order */
    record_free(&record);
    study_free(&study);
}

/* What is kept of a run is part of what it is of: a record of other outcomes is another run's. */
static void other_outcomes_are_another_run(void **state)
{
    (void)state;
    static const char *const studies[] = {BASE OUTCOMES, BASE "outcomes: [adopters_final]\n",
        BASE "outcomes: [{name: a, of: adopters / agents, at: 3}]\n",
        BASE "outcomes: [{name: a, of: adopters / 2, at: 3}]\n", BASE OUTCOMES "set: {steps: 21}\n",
        BASE OUTCOMES "set: {seed: 6}\n", BASE OUTCOMES "set: {opportunities: {arrivals: step;1}}\n",
        BASE OUTCOMES "set: {opportunities: {arrivals: step;2}}\n"};
    enum { STUDIES = sizeof studies / sizeof *studies };
    struct digest identity[STUDIES];
    for (int i = 0; i < STUDIES; i++) {
        struct study study = read_fine(studies[i]);
        struct scenario scenario;
        struct message message;
        assert_int_equal(execute_prepare(&study, 0, &scenario, &identity[i], &message), STATUS_OK);
        for (int k = 0; k < i; k++) assert_int_not_equal(memcmp(&identity[i], &identity[k], sizeof *identity), 0);
        study_free(&study);
    }
}

/* Rows after the end are not there, and an outcome that asks for one is not a number. */
static void a_run_that_ends_early_says_so(void **state)
{
    (void)state;
    struct study study = read_fine(BASE OUTCOMES "set: {until: adopters >= 4}\n");
    struct record record = executed(&study, 0);
    assert_int_equal(record.status, RECORD_DONE);
    assert_true(record.row_count < 16 && record.outcomes[0] >= 4 && isnan(record.outcomes[1]));
    char reason[64];
    snprintf(reason, sizeof reason, "ended at step %d: adopters >= 4", (int)record.row_count - 1);
    assert_string_equal(record.reason, reason);
    record_free(&record);
    study_free(&study);
}

static void what_was_lost_has_a_reason_and_nothing_else(void **state)
{
    (void)state;
    struct study study = read_fine(BASE OUTCOMES);
    struct record record, done = executed(&study, 0);
    struct message message;
    assert_int_equal(execute_lost(&study, 0, "killed by signal 9", &record, &message), STATUS_OK);
    assert_int_equal(record.status, RECORD_FAILED);
    assert_string_equal(record.reason, "killed by signal 9");
    assert_true(record.outcome_count == 0 && record.row_count == 0);
    assert_memory_equal(&record.identity, &done.identity, sizeof done.identity);
    record_free(&record);
    record_free(&done);
    study_free(&study);
}

static void whoever_is_stopped_leaves_no_record(void **state)
{
    (void)state;
    struct study study = read_fine(BASE OUTCOMES);
    const sig_atomic_t stop = 1;
    const struct execution stopped = {.stop = &stop};
    struct record record;
    struct message message;
    assert_int_equal(execute_run(&study, 0, &stopped, &record, &message), STATUS_STOPPED);
    assert_true(record.outcome_count == 0 && record.row_count == 0);
    study_free(&study);
}

/* Records of all runs, one after another: each goes on from the beginning that was kept, or, `kept` NULL, is whole. */
static void record_all(const struct study *study, struct kept_beginning *kept, struct bytes *bytes)
{
    for (int64_t run = 0; run < study_runs(study); run++) {
        const struct execution execution = {.kept = kept};
        struct record record;
        struct message message;
        assert_int_equal(execute_run(study, run, &execution, &record, &message), STATUS_OK);
        assert_int_equal(record.status, RECORD_DONE);
        assert_int_equal(record_encode(&record, &bytes[run]), STATUS_OK);
        record_free(&record);
    }
}

/* Also where nearly all have yet to be reached by then, the beginning ends by a rule, is of another run than the one
 * before, or interventions come in and after it.
 */
static void whoever_goes_on_from_a_beginning_is_the_whole_run(void **state)
{
    (void)state;
    static const char *const studies[] = {"steps: 20", "adoption.accept.beta: 0.01", "until: adopters >= 4",
        "until: adopters >= 30", "until: adopters steady 4 0",
        "interventions: {5: {adoption.accept.beta: 0.01}, 15: {adoption.drop.probability: 0.5}}"};
    for (size_t i = 0; i < sizeof studies / sizeof *studies; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%sset: {adoption.drop.to: start, %s}\n%s", BASE OUTCOMES, studies[i],
            "conditions: {a: {}, b: {start.users: 9}}\nreplicates: 2\nbranch_step: 9\n"
            "vary: {adoption.drop.probability: [0, 0.3], adoption.accept.beta: [0, 0.1, 0.9]}\n");
        struct study study = read_fine(text);
        struct bytes whole[24] = {{0}}, rest[24] = {{0}};
        struct kept_beginning kept = {.there = false};
        record_all(&study, NULL, whole);
        record_all(&study, &kept, rest);
        assert_true(kept.there);
        for (int64_t run = 0; run < study_runs(&study); run++) {
            assert_int_equal(whole[run].count, rest[run].count);
            assert_memory_equal(whole[run].items, rest[run].items, (size_t)whole[run].count);
            array_free(&whole[run]);
            array_free(&rest[run]);
        }
        kept_beginning_free(&kept);
        study_free(&study);
    }
}

/* Stopped in the beginning there is no record and no beginning, and the run can be made again. */
static void a_beginning_that_was_stopped_is_none(void **state)
{
    (void)state;
    struct study study = read_fine(BASE OUTCOMES "branch_step: 9\nvary: {adoption.accept.beta: [0.1, 0.4]}\n");
    struct kept_beginning kept = {.there = false};
    const sig_atomic_t stop = 1;
    struct execution execution = {.kept = &kept, .stop = &stop};
    struct record record;
    struct message message;
    assert_int_equal(execute_run(&study, 0, &execution, &record, &message), STATUS_STOPPED);
    assert_false(kept.there);
    execution.stop = NULL;
    assert_int_equal(execute_run(&study, 0, &execution, &record, &message), STATUS_OK);
    record_free(&record);
    kept_beginning_free(&kept);
    study_free(&study);
}

/* A result that cannot be written is the study's fault and not the run's: nothing is kept. */
static void a_result_that_cannot_be_written_is_told(void **state)
{
    (void)state;
    struct study study = read_fine(BASE OUTCOMES);
    const struct execution away = {.result_path = "nowhere/result.h5"};
    struct record record;
    struct message message;
    assert_int_equal(execute_run(&study, 0, &away, &record, &message), STATUS_WRITE);
    assert_non_null(strstr(message.text, "nowhere/result.h5"));
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_of_the_run_alone),
        cmocka_unit_test(each_series_has_its_column),
        cmocka_unit_test(other_outcomes_are_another_run),
        cmocka_unit_test(a_run_that_ends_early_says_so),
        cmocka_unit_test(what_was_lost_has_a_reason_and_nothing_else),
        cmocka_unit_test(whoever_is_stopped_leaves_no_record),
        cmocka_unit_test(whoever_goes_on_from_a_beginning_is_the_whole_run),
        cmocka_unit_test(a_beginning_that_was_stopped_is_none),
        cmocka_unit_test(a_result_that_cannot_be_written_is_told),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
