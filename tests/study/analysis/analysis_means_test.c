/* What an analysis makes of means: shares have intervals of their own, signs do not count in how many replicates are
 * needed, and a contrast is of its outcome alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/analyses.h"

#define TEXT                                                                                                           \
    "selforg: 2\n"                                                                                                     \
    "scenario: {steps: 5, network: {agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"                         \
    "vary: {adoption.accept.beta: [0.1, 0.4]}\n"                                                                       \
    "outcomes: [{name: few, of: adopters, ends_at_most: 4}, adopters_final]\n"

enum { OF_FEW = 4 };

/* Four replicates of either configuration, of both outcomes. */
static void begin_four(struct results *results, const char *text)
{
    static const double few[2][OF_FEW] = {{1, 1, 0, 1}, {1, 1, 1, 1}},
                        final[2][OF_FEW] = {{-1, -2, -3, -4}, {1, 2, 3, 4}};
    begin(results, text, OF_FEW);
    memcpy(results->value, few, sizeof few);
    memcpy(results->value + 2 * OF_FEW, final, sizeof final);
}

static const struct finding *mean_of(const struct analysis *analysis, int outcome, int64_t configuration)
{
    for (int64_t i = 0; i < analysis->findings.count; i++) {
        const struct finding *finding = &analysis->findings.items[i];
        if (finding->kind == FINDING_MEAN && finding->outcome == outcome && finding->configuration == configuration)
            return finding;
    }
    fail();
    return NULL;
}

/* Wilson 1927 (doi:10.1080/01621459.1927.10502953): within 0 and 1, and wide also where all are the same. */
static void the_interval_of_a_share_is_wilsons(void **state)
{
    (void)state;
    static const double z = 1.959963984540054, n = OF_FEW, shares[] = {0.75, 1};
    struct results results;
    begin_four(&results, TEXT);
    struct analysis analysis = analyse(&results);
    for (int c = 0; c < 2; c++) {
        const struct finding *finding = mean_of(&analysis, 0, c);
        const double share = shares[c], middle = (share + z * z / (2 * n)) / (1 + z * z / n),
                     half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
        assert_true(fabs(finding->estimate.value - share) < 1e-12);
        assert_true(fabs(finding->estimate.low - (middle - half)) < 1e-9);
        assert_true(fabs(finding->estimate.high - (middle + half)) < 1e-9);
    }
    analysis_free(&analysis);
    results_free(&results);
}

/* For a width that is a part of the mean, as by itself, or one that is asked for. */
static void as_many_replicates_are_needed_below_zero_as_above(void **state)
{
    (void)state;
    struct results results;
    begin_four(&results, TEXT);
    static const struct half_width wishes[] = {{0, false}, {0.1, true}, {0.5, false}};
    for (int w = 0; w < 3; w++) {
        struct analysis analysis;
        const struct analysis_request request = {.results = &results,
            .outcome = 1,
            .half_width = wishes[w],
            .bootstrap = {.resamples = 200, .seed = 1, .level = 0.95}};
        assert_int_equal(analysis_make(&analysis, &request), STATUS_OK);
        const struct finding *below = mean_of(&analysis, 1, 0), *above = mean_of(&analysis, 1, 1);
        assert_true(below->estimate.value == -2.5 && above->estimate.value == 2.5);
        assert_true(below->needed == above->needed && above->needed > OF_FEW);
        for (int64_t i = 0; i < analysis.findings.count; i++) assert_int_equal(analysis.findings.items[i].outcome, 1);
        analysis_free(&analysis);
    }
    results_free(&results);
}

static void a_contrast_is_of_its_outcome_alone(void **state)
{
    (void)state;
    struct results results;
    begin_four(&results,
        TEXT "contrasts: [{name: more, outcome: adopters_final, from: {adoption.accept.beta: 0.1}, to: "
             "{adoption.accept.beta: 0.4}}]\n");
    struct analysis analysis = analyse(&results);
    int64_t differences = 0;
    for (int64_t i = 0; i < analysis.findings.count; i++) {
        const struct finding *finding = &analysis.findings.items[i];
        if (finding->kind != FINDING_DIFFERENCE) continue;
        differences++;
        assert_int_equal(finding->outcome, 1);
        assert_true(finding->from == -2.5 && finding->to == 2.5 && finding->estimate.value == 5);
        assert_int_equal(finding->verdict, VERDICT_NONE);
    }
    assert_int_equal(differences, 1);
    analysis_free(&analysis);
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_interval_of_a_share_is_wilsons),
        cmocka_unit_test(as_many_replicates_are_needed_below_zero_as_above),
        cmocka_unit_test(a_contrast_is_of_its_outcome_alone),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
