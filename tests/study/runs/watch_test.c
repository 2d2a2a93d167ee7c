/* What is taken of a run under way: outcomes of rows and of events, series row by row, and copies that go on by
 * themselves. */
#include "study/runs/watch.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

static struct study study;
static struct world *world;

/* A study, and a world of one of its configurations. */
static void begin_study(const char *more, int64_t configuration)
{
    struct scenario scenario;
    struct message message = {.text = ""};
    char text[2048];
    snprintf(text, sizeof text, "%s%s", BASE, more);
    study = read_fine(text);
    if (study_scenario(&study, configuration, 1, &scenario, &message) != STATUS_OK ||
        model_create(&world, &scenario, NULL, NULL, &message) != STATUS_OK)
        fail_msg("%s", message.text);
}

static void end_study(void)
{
    model_free(world);
    study_free(&study);
}

static struct watch begin_watch(void)
{
    struct watch watch;
    assert_int_equal(watch_make(&watch, &study), STATUS_OK);
    watch_begin(&watch, world);
    return watch;
}

/* A step with so many adopters and ties, and as many adoptions as its number (NULL row: none is shown). */
static void step(struct watch *watch, int32_t number, double adopters, double ties, bool shown)
{
    struct observation row = {.length = {0}};
    struct events events;
    double adoptions[32] = {1, 2, 4};
    row.value[OBSERVE_adopters] = &adopters;
    row.value[OBSERVE_ties] = &ties;
    row.value[OBSERVE_adoptions] = adoptions;
    assert_int_equal(events_open(&events), STATUS_OK);
    for (int32_t i = 0; i < number; i++)
        assert_true(array_push(&events.adoption, (struct adoption_row){.step = number, .learner = i}));
    watch_happened(watch, &events);
    watch_step(watch, number, 20, shown ? &row : NULL);
    events_close(&events);
}

static struct record filled(struct watch *watch)
{
    struct record record = {.status = RECORD_DONE};
    assert_int_equal(watch->status, STATUS_OK);
    assert_int_equal(watch_fill(watch, &record), STATUS_OK);
    watch_free(watch);
    return record;
}

static void assert_numbers(const double *found, int64_t count, const double *expected, int64_t expected_count)
{
    assert_int_equal(count, expected_count);
    for (int64_t i = 0; i < count; i++)
        if (found[i] != expected[i] && !(isnan(found[i]) && isnan(expected[i])))
            fail_msg("%d: %g, not %g", (int)i, found[i], expected[i]);
}

#define ALL                                                                                                            \
    "outcomes: [adopters_final, {name: most, of: ties, max: true}, {name: told, events: adoption, count: true},\n"     \
    "  {name: who, events: adoption, of: learner, total: [2, 3]}, {name: fourth, of: adopters, at: 4},\n"              \
    "  {name: fifth, of: adopters, at: 5}]\n"                                                                          \
    "series: [adopters, {name: sum, of: adopters + ties}, {name: one, of: 'adoptions[2]'}]\n"

/* Of steps without a row, events are taken all the same, and the step counts as reached. */
static void each_outcome_and_series_takes_its_own(void **state)
{
    (void)state;
    begin_study(ALL, 0);
    struct watch watch = begin_watch();
    step(&watch, 0, 3, 10, true);
    step(&watch, 2, 5, 30, true);
    step(&watch, 3, 99, 99, false);
    step(&watch, 4, 4, 20, false);
    struct record record = filled(&watch);
    static const double outcomes[] = {5, 30, 2 + 3 + 4, 1 + 3, 5, NAN}, series[] = {3, 13, 4, 5, 35, 4};
    assert_numbers(record.outcomes, record.outcome_count, outcomes, 6);
    assert_int_equal(record.row_count, 2);
    assert_int_equal(record.series_count, 3);
    assert_true(record.steps[0] == 0 && record.steps[1] == 2);
    assert_numbers(record.series, record.row_count * record.series_count, series, 6);
    record_free(&record);
    end_study();
}

/* Rows are not kept then: nothing grows with a run. */
static void without_series_there_are_no_rows(void **state)
{
    (void)state;
    begin_study("outcomes: [adopters_final]\n", 0);
    struct watch watch = begin_watch();
    step(&watch, 0, 3, 10, true);
    step(&watch, 1, 7, 10, true);
    struct record record = filled(&watch);
    static const double outcomes[] = {7};
    assert_numbers(record.outcomes, record.outcome_count, outcomes, 1);
    assert_true(record.row_count == 0 && record.series_count == 0);
    record_free(&record);
    end_study();
}

static void a_copy_goes_on_by_itself(void **state)
{
    (void)state;
    begin_study(ALL, 0);
    struct watch watch = begin_watch(), copy;
    step(&watch, 1, 3, 10, true);
    assert_int_equal(watch_copy(&copy, &watch), STATUS_OK);
    step(&copy, 2, 8, 5, true);
    step(&watch, 3, 4, 60, true);
    struct record record = filled(&watch), other = filled(&copy);
    static const double outcomes[] = {4, 60, 1 + 3, 3, NAN, NAN}, series[] = {3, 13, 4, 4, 64, 4};
    static const double others[] = {8, 10, 1 + 2, 1, NAN, NAN}, other_series[] = {3, 13, 4, 8, 13, 4};
    assert_numbers(record.outcomes, record.outcome_count, outcomes, 6);
    assert_numbers(other.outcomes, other.outcome_count, others, 6);
    assert_numbers(record.series, 6, series, record.row_count * 3);
    assert_numbers(other.series, 6, other_series, other.row_count * 3);
    assert_true(record.steps[1] == 3 && other.steps[1] == 2 && record.steps[0] == 1 && other.steps[0] == 1);
    record_free(&record);
    record_free(&other);
    end_study();
}

/* An entry that only the first configuration has. The first that is wrong stands, in a copy too, and nothing is taken
 * from then on. */
static void what_goes_wrong_stays(void **state)
{
    (void)state;
    begin_study("conditions: {two: {landscape: {domains: 2}}, one: {landscape: {}}}\n"
                "outcomes: [adopters_final, {name: a, of: most_used_fraction, entry: 1, max: true},\n"
                "  {name: b, of: most_used_fraction, entry: 1, max: true}]\nseries: [adopters]\n",
        1);
    struct watch watch = begin_watch(), copy;
    assert_int_equal(watch.status, STATUS_INPUT);
    assert_string_equal(watch.message.text, "a: most_used_fraction has no entry '1'");
    step(&watch, 3, 8, 5, true);
    assert_int_equal(watch.steps.count, 0);
    assert_true(isnan(watch.outcomes[0].account.value));
    assert_int_equal(watch_copy(&copy, &watch), STATUS_OK);
    assert_int_equal(copy.status, STATUS_INPUT);
    assert_string_equal(copy.message.text, watch.message.text);
    watch_free(&copy);
    watch_free(&watch);
    end_study();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_outcome_and_series_takes_its_own),
        cmocka_unit_test(without_series_there_are_no_rows),
        cmocka_unit_test(a_copy_goes_on_by_itself),
        cmocka_unit_test(what_goes_wrong_stays),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
