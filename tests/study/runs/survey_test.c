/* A survey: at which steps some run has a row, and how many configurations lack an outcome or a series. */
#include "study/runs/survey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

/* The steps as "0 5 20", and by outcome and series how many configurations lack it. */
static void assert_survey(const char *text, const char *steps, const int64_t absent[])
{
    struct study study = read_fine(text);
    struct survey survey;
    struct scenario scenario;
    struct message message;
    char seen[1024] = "";
    assert_int_equal(survey_make(&survey, &study, &scenario, &message), STATUS_OK);
    int64_t count = 0;
    for (int64_t step = 0; survey.due && step <= survey.most; step++) {
        const size_t length = strlen(seen);
        if (!survey.due[step]) continue;
        snprintf(seen + length, sizeof seen - length, "%s%lld", length ? " " : "", (long long)step);
        count++;
    }
    assert_string_equal(seen, steps);
    assert_int_equal(survey.count, count);
    for (int64_t i = 0; i < study.outcomes.count + study.series.count; i++)
        assert_int_equal(survey.absent[i], absent[i]);
    survey_free(&survey);
    assert_null(survey.due);
    study_free(&study);
}

static void without_series_no_step_is_asked_for(void **state)
{
    (void)state;
    assert_survey(BASE "outcomes: [adopters_final]\n", "", (const int64_t[]){0});
    assert_survey(BASE, "", NULL);
}

/* Every so often from the start on, and at the last step. */
static void rows_are_due_where_some_configuration_has_one(void **state)
{
    (void)state;
    assert_survey(BASE "set: {observe.every: 8}\nseries: [adopters]\n", "0 8 16 20", (const int64_t[]){0});
    assert_survey(BASE "vary: {observe.every: [6, 9]}\nseries: [adopters]\n", "0 6 9 12 18 20", (const int64_t[]){0});
    assert_survey(BASE
        "set: {observe.every: 8}\nconditions: {long: {steps: 25}, short: {steps: 3}}\nseries: [adopters]\n",
        "0 3 8 16 24 25", (const int64_t[]){0});
    assert_survey(BASE
        "set: {observe.every: 8}\nconditions: {short: {steps: 3}, long: {steps: 25}}\nseries: [adopters]\n",
        "0 3 8 16 24 25", (const int64_t[]){0});
    assert_survey(BASE "set: {observe.every: 100, steps: 1}\nseries: [adopters]\n", "0 1", (const int64_t[]){0});
}

static void configurations_that_lack_a_mechanism_are_counted(void **state)
{
    (void)state;
    assert_survey(BASE "set: {observe.every: 20}\nvary: {adoption.accept.beta: [0.1, 0.2]}\n"
                       "conditions: {a: {}, b: {landscape: {}}, c: {landscape: {}}}\n"
                       "outcomes: [adopters_final, quality_mean_final]\nseries: [quality_mean, adopters]\n",
        "0 20", (const int64_t[]){0, 2, 2, 0});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_series_no_step_is_asked_for),
        cmocka_unit_test(rows_are_due_where_some_configuration_has_one),
        cmocka_unit_test(configurations_that_lack_a_mechanism_are_counted),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
