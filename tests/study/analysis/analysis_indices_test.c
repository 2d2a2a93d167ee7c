/* Indices of studies whose outcomes are test functions of the design's points: designs and indices know each other, and
 * a row that is not whole takes no part. */
#include "study/analysis/analysis.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/analyses.h"
#include "study/analysis/morris_effects.h"
#include "study/analysis/sobol_indices.h"

static void assert_near(const struct uncertain *estimate, const struct uncertain *expected)
{
    assert_true(fabs(estimate->value - expected->value) < 1e-12);
    assert_true(fabs(estimate->low - expected->low) < 1e-12 && fabs(estimate->high - expected->high) < 1e-12);
}

/* Sobol' points do better than independent ones: errors below 0.005, as watched at 4096 rows. Nothing here is by chance
 * but the design's shift, of seed 1. */
static void saltelli_design_gives_ishigamis_indices(void **state)
{
    (void)state;
    struct results results;
    double first[3], total[3];
    ishigami_indices(first, total);
    begin(&results, BASE THREE_AXES "design: saltelli\nsamples: 4096\n", 2);
    fill(&results, ishigami);
    struct analysis analysis = analyse(&results);
    for (int axis = 0; axis < 3; axis++) {
        const struct finding *one = find(&analysis, FINDING_FIRST, axis), *all = find(&analysis, FINDING_TOTAL, axis);
        print_message("%d: first %.4f (%.4f), total %.4f (%.4f)\n", axis + 1, one->estimate.value, first[axis],
            all->estimate.value, total[axis]);
        assert_true(fabs(one->estimate.value - first[axis]) < 0.005);
        assert_true(fabs(all->estimate.value - total[axis]) < 0.005);
        assert_true(one->count == 4096 && one->missing == 0);
    }
    assert_true(fabs(find(&analysis, FINDING_NOISE, -1)->estimate.value) < 1e-12);
    analysis_free(&analysis);
    results_free(&results);
}

static double slopes(int factors, const double point[])
{
    assert_int_equal(factors, 3);
    return 5 * point[0] - 2 * point[1];
}

static void morris_design_gives_slopes(void **state)
{
    (void)state;
    static const double slope[] = {5, -2, 0};
    struct results results;
    begin(&results, BASE THREE_AXES "design: morris\nsamples: 10\nconditions: {one: {}, other: {steps: 10}}\n", 1);
    for (int64_t i = 0; i < study_configurations(&results.study); i++)
        results.value[i] = slopes(3, results.study.design.unit + study_point(&results.study, i) * 3);
    struct analysis analysis = analyse(&results);
    int indices = 0;
    for (int64_t i = 0; i < analysis.findings.count; i++) {
        const struct finding *finding = &analysis.findings.items[i];
        if (finding->axis < 0) continue;
        double truth = finding->kind == FINDING_MU        ? slope[finding->axis]
                       : finding->kind == FINDING_MU_STAR ? fabs(slope[finding->axis])
                                                          : 0;
        assert_true(fabs(finding->estimate.value - truth) < 1e-12);
        assert_int_equal(finding->count, 10);
        indices++;
    }
    assert_int_equal(indices, 3 * 3 * 2);
    analysis_free(&analysis);
    results_free(&results);
}

/* A missing run takes its row with it, and no other. */
static void missing_runs_take_their_rows(void **state)
{
    (void)state;
    struct results results;
    begin(&results, BASE THREE_AXES "design: saltelli\nsamples: 64\n", 2);
    fill(&results, ishigami);
    results.value[(5 * 17 + 3) * 2 + 1] = NAN;
    struct analysis analysis = analyse(&results);
    const struct finding *finding = find(&analysis, FINDING_TOTAL, 0);
    assert_true(finding->count == 63 && finding->missing == 1 && isfinite(finding->estimate.low));
    analysis_free(&analysis);
    for (int64_t i = 0; i < 5 * 64 * 2; i++) results.value[i] = NAN;
    analysis = analyse(&results);
    finding = find(&analysis, FINDING_TOTAL, 0);
    assert_true(finding->count == 0 && finding->missing == 64 && isnan(finding->estimate.value));
    analysis_free(&analysis);
    results_free(&results);
}

/* Eight parameters, one for each factor of the G function; what they are is of no matter here. */
#define EIGHT_AXES                                                                                                     \
    "set: {renew: {}, adoption.drop.to: start}\n"                                                                      \
    "vary:\n"                                                                                                          \
    "  adoption.accept.beta: {from: 0, to: 1}\n"                                                                       \
    "  adoption.accept.innovation: {from: 0, to: 1}\n"                                                                 \
    "  adoption.drop.probability: {from: 0, to: 1}\n"                                                                  \
    "  renew.turnover_probability: {from: 0, to: 1}\n"                                                                 \
    "  network.mean_degree: {from: 0, to: 50}\n"                                                                       \
    "  start.users: {from: 1, to: 50}\n"                                                                               \
    "  steps: {from: 1, to: 1000}\n"                                                                                   \
    "  adoption.look.telling_steps: {from: 1, to: 1000}\n"

/* Within six standard errors as the bootstrap has them, which are those of independent rows: a false alarm of 2e-9 each
 * would Sobol' points not do better. */
static void saltelli_design_gives_the_indices_of_g(void **state)
{
    (void)state;
    struct results results;
    double first[G_FACTORS], total[G_FACTORS];
    sobol_g_indices(first, total);
    begin(&results, BASE EIGHT_AXES "design: saltelli\nsamples: 512\n", 1);
    fill(&results, sobol_g);
    struct analysis analysis = analyse(&results);
    assert_int_equal(analysis.findings.count, 5120 + 2 * G_FACTORS + 1); /* the means, indices, and noise */
    for (int axis = 0; axis < G_FACTORS; axis++) {
        const struct uncertain one = find(&analysis, FINDING_FIRST, axis)->estimate,
                               all = find(&analysis, FINDING_TOTAL, axis)->estimate;
        assert_true(fabs(one.value - first[axis]) <= 6 * (one.high - one.low) / (2 * 1.96));
        assert_true(fabs(all.value - total[axis]) <= 6 * (all.high - all.low) / (2 * 1.96));
    }
    analysis_free(&analysis);
    results_free(&results);
}

static double only_first(int factors, const double point[])
{
    (void)factors;
    return 10 + point[0];
}

static double only_third(int factors, const double point[])
{
    (void)factors;
    return point[2] * point[2];
}

static void fill_condition(struct results *results, int64_t condition, test_function *function)
{
    const struct design *design = &results->study.design;
    for (int64_t point = 0; point < design->points; point++) {
        const int64_t configuration = point * results->study.conditions.count + condition;
        for (int64_t r = 0; r < results->replicates; r++)
            results->value[configuration * results->replicates + r] =
                function(design->axis_count, design->unit + point * design->axis_count);
    }
}

/* Findings of indices, in their order. */
static const struct finding *indices(const struct analysis *analysis, int64_t *count)
{
    int64_t first = 0;
    while (analysis->findings.items[first].kind == FINDING_MEAN) first++;
    *count = analysis->findings.count - first;
    return analysis->findings.items + first;
}

/* By condition, then by parameter, and noise at the end of each; of what does nothing both indices are 0 exactly. */
static void every_condition_has_indices_of_its_own(void **state)
{
    (void)state;
    static const enum finding_kind kinds[][2] = {{FINDING_FIRST, FINDING_TOTAL}, {FINDING_MU, FINDING_MU_STAR}};
    static const char *const designs[] = {"design: saltelli\nsamples: 256\n", "design: morris\nsamples: 20\n"};
    for (int morris = 0; morris < 2; morris++) {
        struct results results;
        char text[1024];
        snprintf(
            text, sizeof text, "%s%sconditions: {one: {}, other: {steps: 10}}\n", BASE THREE_AXES, designs[morris]);
        begin(&results, text, 2);
        fill_condition(&results, 0, only_first);
        fill_condition(&results, 1, only_third);
        struct analysis analysis = analyse(&results);
        int64_t count;
        const struct finding *finding = indices(&analysis, &count);
        const int of_axis = morris ? 3 : 2;
        assert_int_equal(count, 2 * (3 * of_axis + 1));
        for (int condition = 0; condition < 2; condition++) {
            for (int axis = 0; axis < 3; axis++)
                for (int k = 0; k < of_axis; k++, finding++) {
                    assert_int_equal(finding->kind, k < 2 ? kinds[morris][k] : FINDING_SIGMA);
                    assert_int_equal(finding->axis, axis);
                    assert_int_equal(finding->condition, condition);
                    assert_true(finding->configuration == -1 && !finding->contrast && finding->outcome == 0);
                    const bool works = axis == (condition == 0 ? 0 : 2);
                    if (!works) assert_true(finding->estimate.value == 0 && finding->estimate.high == 0);
                    if (works && k < 2) assert_true(finding->estimate.value > 0.5);
                }
            assert_int_equal(finding->kind, FINDING_NOISE);
            assert_true(finding->axis == -1 && finding->condition == condition && finding->estimate.value < 1e-12);
            finding++;
        }
        analysis_free(&analysis);
        results_free(&results);
    }
}

/* What is said of the rows that are left is what would be said if there had been no others: as computed apart, interval
 * included. */
static void rows_that_are_left_are_as_if_there_were_no_others(void **state)
{
    (void)state;
    enum { ROWS = 40, A_ROW = 5, GONE = 17 };
    struct results results;
    static double column[A_ROW * ROWS], value[ROWS * A_ROW * 2];
    begin(&results, BASE THREE_AXES "design: saltelli\nsamples: 40\n", 2);
    fill(&results, ishigami);
    for (int i = 0; i < ROWS * A_ROW * 2; i++) results.value[i] *= 1 + 0.01 * (i % 7); /* replicates that differ */
    int64_t kept = 0;
    for (int row = 0; row < ROWS; row++) {
        if (row == GONE) continue;
        for (int i = 0; i < A_ROW; i++) {
            const double *both = results.value + (row * A_ROW + i) * 2;
            column[i * (ROWS - 1) + kept] = (both[0] + both[1]) / 2;
            memcpy(value + (kept * A_ROW + i) * 2, both, 2 * sizeof *value);
        }
        kept++;
    }
    results.value[(GONE * A_ROW + 4) * 2] = NAN;
    const struct sobol_sample sample = {ROWS - 1, 3, column, column + (ROWS - 1), column + 2 * (ROWS - 1)};
    const struct bootstrap bootstrap = {.resamples = 200, .seed = 1, .level = 0.95};
    struct sobol_index expected[3];
    assert_int_equal(sobol_indices(&sample, &bootstrap, expected), STATUS_OK);
    struct analysis analysis = analyse(&results);
    for (int axis = 0; axis < 3; axis++) {
        assert_near(&find(&analysis, FINDING_FIRST, axis)->estimate, &expected[axis].first);
        assert_near(&find(&analysis, FINDING_TOTAL, axis)->estimate, &expected[axis].total);
    }
    const double noise = sobol_noise((ROWS - 1) * A_ROW, 2, value);
    assert_true(noise > 0 && fabs(find(&analysis, FINDING_NOISE, -1)->estimate.value - noise) < 1e-12);
    analysis_free(&analysis);
    results_free(&results);
}

/* A trajectory is known by its points, and so is what is left of them. */
static void trajectories_that_are_left_are_as_if_there_were_no_others(void **state)
{
    (void)state;
    enum { TRAJECTORIES = 12, A_ROW = 4, GONE = 11 };
    struct results results;
    begin(&results, BASE THREE_AXES "design: morris\nsamples: 12\n", 1);
    fill(&results, ishigami);
    const struct morris_sample sample = {TRAJECTORIES - 1, 3, results.study.design.unit, results.value};
    const struct bootstrap bootstrap = {.resamples = 200, .seed = 1, .level = 0.95};
    struct morris_index expected[3];
    assert_int_equal(morris_effects(&sample, &bootstrap, expected), STATUS_OK);
    results.value[GONE * A_ROW] = NAN;
    struct analysis analysis = analyse(&results);
    for (int axis = 0; axis < 3; axis++) {
        assert_near(&find(&analysis, FINDING_MU, axis)->estimate, &expected[axis].mean);
        assert_near(&find(&analysis, FINDING_MU_STAR, axis)->estimate, &expected[axis].mean_absolute);
        assert_near(&find(&analysis, FINDING_SIGMA, axis)->estimate, &expected[axis].deviation);
        assert_int_equal(find(&analysis, FINDING_SIGMA, axis)->count, TRAJECTORIES - 1);
        assert_int_equal(find(&analysis, FINDING_SIGMA, axis)->missing, 1);
    }
    analysis_free(&analysis);
    results_free(&results);
}

/* A run that is missing is told from one whose outcome is no number. */
static void it_is_told_which_rows_have_no_run(void **state)
{
    (void)state;
    static const char *const designs[] = {"design: saltelli\nsamples: 8\n", "design: morris\nsamples: 8\n"};
    for (int morris = 0; morris < 2; morris++) {
        struct results results;
        char text[1024];
        snprintf(text, sizeof text, "%s%s", BASE THREE_AXES, designs[morris]);
        begin(&results, text, 2);
        fill(&results, ishigami);
        const int runs_a_row = 2 * (morris ? 4 : 5);
        results.value[0] = NAN;                  /* row 0: done, and no number */
        results.value[3 * runs_a_row + 1] = NAN; /* row 3: missing, in two of its runs */
        results.done[3 * runs_a_row + 1] = false;
        results.value[4 * runs_a_row - 1] = NAN;
        results.done[4 * runs_a_row - 1] = false;
        struct analysis analysis = analyse(&results);
        int64_t count;
        const struct finding *finding = indices(&analysis, &count);
        for (int64_t i = 0; i < count; i++) {
            assert_int_equal(finding[i].count, 6);
            assert_int_equal(finding[i].missing, 2);
            assert_int_equal(finding[i].without_run, 1);
        }
        analysis_free(&analysis);
        results_free(&results);
    }
}

/* Two rows make a variance, one trajectory an effect; with fewer there is no estimate, and no error. */
static void with_too_few_rows_there_is_no_estimate(void **state)
{
    (void)state;
    struct results results;
    begin(&results, BASE THREE_AXES "design: saltelli\nsamples: 4\n", 2);
    fill(&results, ishigami);
    for (int row = 0; row < 3; row++) {
        results.value[row * 10] = NAN;
        struct analysis analysis = analyse(&results);
        const struct finding *first = find(&analysis, FINDING_FIRST, 1), *noise = find(&analysis, FINDING_NOISE, -1);
        assert_int_equal(first->count, 3 - row);
        assert_int_equal(isnan(first->estimate.value), row == 2);
        assert_int_equal(isnan(noise->estimate.value), row == 2);
        if (row == 2) assert_true(isnan(first->estimate.low) && isnan(first->estimate.high));
        analysis_free(&analysis);
    }
    results_free(&results);
    begin(&results, BASE THREE_AXES "design: morris\nsamples: 2\n", 1);
    fill(&results, ishigami);
    for (int row = 0; row < 2; row++) {
        results.value[row * 4 + 3] = NAN;
        struct analysis analysis = analyse(&results);
        assert_int_equal(isnan(find(&analysis, FINDING_MU, 0)->estimate.value), row == 1);
        assert_true(isnan(find(&analysis, FINDING_SIGMA, 0)->estimate.value));
        assert_true(isnan(find(&analysis, FINDING_NOISE, -1)->estimate.value));
        analysis_free(&analysis);
    }
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saltelli_design_gives_ishigamis_indices),
        cmocka_unit_test(morris_design_gives_slopes),
        cmocka_unit_test(missing_runs_take_their_rows),
        cmocka_unit_test(saltelli_design_gives_the_indices_of_g),
        cmocka_unit_test(every_condition_has_indices_of_its_own),
        cmocka_unit_test(rows_that_are_left_are_as_if_there_were_no_others),
        cmocka_unit_test(trajectories_that_are_left_are_as_if_there_were_no_others),
        cmocka_unit_test(it_is_told_which_rows_have_no_run),
        cmocka_unit_test(with_too_few_rows_there_is_no_estimate),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
