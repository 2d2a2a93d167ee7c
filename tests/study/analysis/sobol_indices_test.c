/* Sobol indices against the analytic ones of published test functions, and how often the intervals hold them. The rows
 * are drawn independently, so that the chances are known. */
#include "study/analysis/sobol_indices.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>

#include "study/test_functions.h"

static const struct bootstrap many = {.resamples = 400, .seed = 1, .level = 0.95};

static void estimate_indices(test_function *function, int factors, int64_t rows, uint64_t seed,
    const struct bootstrap *bootstrap, struct sobol_index index[])
{
    double *outcome = malloc((size_t)(rows * (factors + 2)) * sizeof *outcome);
    assert_non_null(outcome);
    saltelli_outcomes(function, factors, rows, seed, outcome);
    struct sobol_sample sample = {rows, factors, outcome, outcome + rows, outcome + 2 * rows};
    assert_int_equal(sobol_indices(&sample, bootstrap, index), STATUS_OK);
    free(outcome);
}

/* Within six standard errors, taken from the interval: for a normal error 2e-9 each. */
static void assert_index(const char *name, int factor, const struct uncertain *estimate, double truth, double most)
{
    double error = (estimate->high - estimate->low) / (2 * 1.96);
    print_message("%s %d: %.4f [%.4f, %.4f], analytic %.4f\n", name, factor + 1, estimate->value, estimate->low,
        estimate->high, truth);
    assert_true(fabs(estimate->value - truth) <= 6 * error + 1e-12);
    assert_true(error <= most);
    assert_true(estimate->low <= estimate->value && estimate->value <= estimate->high);
}

static void ishigami_is_met(void **state)
{
    (void)state;
    double first[3], total[3];
    struct sobol_index index[3];
    ishigami_indices(first, total);
    estimate_indices(ishigami, 3, 1 << 14, 1, &many, index);
    for (int i = 0; i < 3; i++) {
        assert_index("Ishigami, first", i, &index[i].first, first[i], 0.02);
        assert_index("Ishigami, total", i, &index[i].total, total[i], 0.02);
    }
}

static void sobol_g_is_met(void **state)
{
    (void)state;
    double first[G_FACTORS], total[G_FACTORS];
    struct sobol_index index[G_FACTORS];
    sobol_g_indices(first, total);
    estimate_indices(sobol_g, G_FACTORS, 1 << 14, 2, &many, index);
    for (int i = 0; i < G_FACTORS; i++) {
        assert_index("G, first", i, &index[i].first, first[i], 0.03);
        assert_index("G, total", i, &index[i].total, total[i], 0.03);
    }
}

/* The figures that the literature gives for both functions: the analytic formulas are the right ones. */
static void analytic_indices_are_the_published(void **state)
{
    (void)state;
    double first[G_FACTORS], total[G_FACTORS];
    ishigami_indices(first, total);
    const double ishigami_first[] = {0.3139, 0.4424, 0}, ishigami_total[] = {0.5576, 0.4424, 0.2437};
    for (int i = 0; i < 3; i++) {
        assert_true(fabs(first[i] - ishigami_first[i]) < 6e-5);
        assert_true(fabs(total[i] - ishigami_total[i]) < 6e-5);
    }
    sobol_g_indices(first, total);
    const double g_first[] = {0.716, 0.179, 0.0237, 0.00716}, g_total[] = {0.787, 0.242, 0.0343, 0.0105};
    for (int i = 0; i < 4; i++) {
        assert_true(fabs(first[i] / g_first[i] - 1) < 4e-3);
        assert_true(fabs(total[i] / g_total[i] - 1) < 4e-3);
    }
}

/* Of 200 intervals of 90 %, a binomial number holds the truth. Percentile intervals are a little too narrow for samples
 * of this size: between 84 and 95 % of them are to hold it, which gives 1e-6 on either side as the limits. */
static void intervals_cover(void **state)
{
    (void)state;
    enum { DESIGNS = 200, ROWS = 1024 };
    double first[3], total[3];
    unsigned covering[6] = {0};
    struct bootstrap bootstrap = {.resamples = 200, .level = 0.9};
    ishigami_indices(first, total);
    for (uint64_t design = 0; design < DESIGNS; design++) {
        struct sobol_index index[3];
        bootstrap.seed = design;
        estimate_indices(ishigami, 3, ROWS, 100 + design, &bootstrap, index);
        for (int i = 0; i < 3; i++) {
            covering[i] += index[i].first.low <= first[i] && first[i] <= index[i].first.high;
            covering[3 + i] += index[i].total.low <= total[i] && total[i] <= index[i].total.high;
        }
    }
    for (int i = 0; i < 6; i++) {
        print_message("%s %d: %u of %d\n", i < 3 ? "first" : "total", i % 3 + 1, covering[i], DESIGNS);
        assert_true(gsl_cdf_binomial_P(covering[i], 0.84, DESIGNS) > 1e-6);
        assert_true(gsl_cdf_binomial_Q(covering[i] - 1, 0.95, DESIGNS) > 1e-6);
    }
}

/* Over two factors that are each 0 or 1, every A with every B: the sums are the integrals, and the indices those of
 * the formula but for one degree of freedom in the variance. */
static void every_row_there_is_gives_the_exact_indices(void **state)
{
    (void)state;
    enum { ROWS = 16 };
    static const double f[2][2] = {{1, 3}, {2, 8}}; /* [x][y]: 1 + x + 2 y + 4 x y */
    double outcome[4 * ROWS];
    for (int row = 0; row < ROWS; row++) {
        const int ax = row & 1, ay = row >> 1 & 1, bx = row >> 2 & 1, by = row >> 3;
        outcome[row] = f[ax][ay];
        outcome[ROWS + row] = f[bx][by];
        outcome[2 * ROWS + row] = f[bx][ay];
        outcome[3 * ROWS + row] = f[ax][by];
    }
    const struct sobol_sample sample = {ROWS, 2, outcome, outcome + ROWS, outcome + 2 * ROWS};
    struct sobol_index index[2];
    assert_int_equal(sobol_indices(&sample, &many, index), STATUS_OK);
    /* the mean is 3.5; x alone makes 3 / 2, y alone 4 / 2 to either side, both together 1 */
    const double own[2] = {2.25, 4}, both = 1, variance = own[0] + own[1] + both, sampled = 32.0 / 31;
    for (int i = 0; i < 2; i++) {
        assert_true(fabs(index[i].first.value - own[i] / variance / sampled) < 1e-12);
        assert_true(fabs(index[i].total.value - (own[i] + both) / variance / sampled) < 1e-12);
    }
}

/* Whatever the number is, also one that no sum of itself is exact of. */
static void what_does_not_vary_has_no_indices(void **state)
{
    (void)state;
    static const double numbers[] = {3, 0, 0.1, 1.0 / 3, -1e-17, 1e17 / 7};
    for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
        for (int64_t rows = 2; rows <= 24; rows++) {
            double outcome[3 * 24], value[24 * 3];
            struct sobol_index index;
            for (int i = 0; i < 3 * 24; i++) outcome[i] = numbers[k];
            for (int i = 0; i < 24 * 3; i++) value[i] = numbers[k] * (1 + i % 3); /* replicates that shift all alike */
            const struct sobol_sample sample = {rows, 1, outcome, outcome + rows, outcome + 2 * rows};
            assert_int_equal(sobol_indices(&sample, &many, &index), STATUS_OK);
            assert_true(isnan(index.first.value) && isnan(index.first.low) && isnan(index.first.high));
            assert_true(isnan(index.total.value) && isnan(index.total.low) && isnan(index.total.high));
            assert_true(isnan(sobol_noise(rows, 3, value)));
        }
}

static double constant(int factors, const double point[])
{
    (void)factors;
    (void)point;
    return 3;
}

static double only_second(int factors, const double point[])
{
    (void)factors;
    return 10 + point[1];
}

static void parameters_that_do_nothing(void **state)
{
    (void)state;
    struct sobol_index index[3];
    estimate_indices(constant, 3, 16, 1, &many, index);
    for (int i = 0; i < 3; i++) assert_true(isnan(index[i].first.value) && isnan(index[i].total.low));
    estimate_indices(only_second, 3, 4096, 1, &many, index);
    assert_true(index[0].first.value == 0 && index[0].total.high == 0);
    assert_true(fabs(index[1].first.value - 1) < 0.1 && fabs(index[1].total.value - 1) < 0.1);
}

static void seed_decides_the_interval(void **state)
{
    (void)state;
    struct sobol_index index[3], again[3], other[3];
    struct bootstrap seed_2 = {.resamples = 400, .seed = 2, .level = 0.95};
    estimate_indices(ishigami, 3, 64, 1, &many, index);
    estimate_indices(ishigami, 3, 64, 1, &many, again);
    estimate_indices(ishigami, 3, 64, 1, &seed_2, other);
    assert_memory_equal(index, again, sizeof index);
    assert_true(index[0].total.value == other[0].total.value);
    assert_true(index[0].total.low != other[0].total.low);
}

/* Noise of variance 4 in 10 replicates on means of variance 1: a share of 0.4 / (1 + 0.4), whatever the replicates
 * share. Six standard errors. */
static void noise_share(void **state)
{
    (void)state;
    enum { CONFIGURATIONS = 4000, REPLICATES = 10 };
    static double value[CONFIGURATIONS * REPLICATES];
    for (uint32_t c = 0; c < CONFIGURATIONS; c++)
        for (uint32_t r = 0; r < REPLICATES; r++)
            value[c * REPLICATES + r] = random_normal((struct random_key){.seed = 5, .entity = c}, 0, 1) +
                                        random_normal((struct random_key){.seed = 6, .entity = c, .index = r}, 0, 2) +
                                        random_normal((struct random_key){.seed = 7, .index = r}, 0, 10);
    double share = 0.4 / 1.4;
    assert_true(fabs(sobol_noise(CONFIGURATIONS, REPLICATES, value) - share) < 6 * share * sqrt(2.0 / CONFIGURATIONS));
    assert_true(isnan(sobol_noise(3, 1, (double[]){1, 2, 3})));
    assert_true(isnan(sobol_noise(7, 1, (double[]){0.1, 0.7, 1.0 / 3, 0.3, 2.0 / 7, 1e-3, 1e3})));
    assert_true(isnan(sobol_noise(3, 2, (double[]){1, 2, 1, 2, 1, 2})));
    assert_true(sobol_noise(2, 2, (double[]){1, 2, 5, 6}) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(analytic_indices_are_the_published),
        cmocka_unit_test(ishigami_is_met),
        cmocka_unit_test(sobol_g_is_met),
        cmocka_unit_test(every_row_there_is_gives_the_exact_indices),
        cmocka_unit_test(what_does_not_vary_has_no_indices),
        cmocka_unit_test(intervals_cover),
        cmocka_unit_test(parameters_that_do_nothing),
        cmocka_unit_test(seed_decides_the_interval),
        cmocka_unit_test(noise_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
