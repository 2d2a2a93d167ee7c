/* A summary keeps the shape of runs of any length. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "program/report/summary.c"

/* An observation of 2 values of each observable, but those of projects; all of them as told. */
static void observe(struct observation *observation, double first, double second)
{
    static double value[2], channels[CHANNEL_COUNT];
    value[0] = first;
    value[1] = second;
    for (int i = 0; i < CHANNEL_COUNT; i++) channels[i] = i;
    for (int i = 0; i < OBSERVABLE_COUNT; i++) {
        observation->value[i] = value;
        observation->length[i] = observable_table[i].dimension == DIMENSION_NONE ? 1 : 2;
    }
    observation->value[OBSERVE_adoptions] = channels;
    observation->length[OBSERVE_adoptions] = CHANNEL_COUNT;
    observation->length[OBSERVE_projects_active] = 0;
}

static const struct curve *curve_of(const struct summary *summary, enum observable observable, int64_t entry)
{
    for (int i = 0; i < summary->curve_count; i++)
        if (summary->curve[i].observable == observable && summary->curve[i].entry == entry) return &summary->curve[i];
    return NULL;
}

static void shows_what_is_there(void **state)
{
    (void)state;
    static struct summary summary;
    static struct scenario scenario;
    struct observation observation;
    scenario = scenario_default;
    scenario.landscape.practices.count = 2;
    strcpy(scenario.landscape.practices.item[0].name, "video calls");
    strcpy(scenario.landscape.practices.item[1].name, "letters");
    summary_begin(&summary, &scenario, "selforg");
    observe(&observation, 1, 3);
    summary_add(&summary, &observation);
    assert_null(curve_of(&summary, OBSERVE_projects_active, -1));
    assert_string_equal(curve_of(&summary, OBSERVE_users, 1)->label, "use letters");
    assert_true(curve_of(&summary, OBSERVE_users, 1)->last == 3);
    assert_true(curve_of(&summary, OBSERVE_most_used_fraction, -1)->last == 2);
    assert_null(curve_of(&summary, OBSERVE_adopters, -1)->of);
}

static void long_runs_keep_their_shape(void **state)
{
    (void)state;
    static const int64_t lengths[] = {1, 2, SUMMARY_POINTS, SUMMARY_POINTS + 1, 5000, 100000};
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        static struct summary summary;
        struct observation observation;
        summary_begin(&summary, &scenario_default, "selforg");
        for (int64_t row = 0; row < lengths[l]; row++) {
            observe(&observation, (double)row, 0);
            summary_add(&summary, &observation);
        }
        const struct curve *curve = curve_of(&summary, OBSERVE_adopters, -1);
        assert_true(curve->first == 0);
        assert_true(curve->last == (double)(lengths[l] - 1));
        assert_in_range(
            summary.points, lengths[l] < SUMMARY_POINTS / 2 ? lengths[l] : SUMMARY_POINTS / 2, SUMMARY_POINTS);
        for (int i = 0; i < summary.points; i++) assert_true(curve->value[i] == (double)(i * summary.stride));
        assert_true(summary.points * summary.stride >= lengths[l]);
        assert_true((summary.points - 1) * summary.stride < lengths[l]);
        assert_true(summary.adoptions[CHANNEL_WORD_OF_MOUTH] == (double)(CHANNEL_WORD_OF_MOUTH * lengths[l]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_what_is_there),
        cmocka_unit_test(long_runs_keep_their_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
