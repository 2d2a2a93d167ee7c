/* Elementary effects: exact for linear functions, by enumeration for Ishigami's, and Morris's own example. */
#include "study/analysis/morris_effects.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>

#include "study/test_functions.h"

static const struct bootstrap many = {.resamples = 400, .seed = 1, .level = 0.95};

static enum status estimate_effects(
    test_function *function, int factors, int64_t trajectories, uint64_t seed, struct morris_index index[])
{
    int64_t points = trajectories * (factors + 1);
    double *point = malloc((size_t)(points * factors) * sizeof *point);
    double *outcome = malloc((size_t)points * sizeof *outcome);
    assert_true(point && outcome);
    morris_points(trajectories, factors, seed, point);
    outcomes_at(function, factors, points, point, outcome);
    struct morris_sample sample = {trajectories, factors, point, outcome};
    enum status status = morris_effects(&sample, &many, index);
    free(point);
    free(outcome);
    return status;
}

static const double slope[] = {3, -2, 0, 0.5};

static double linear(int factors, const double point[])
{
    double sum = 1;
    for (int i = 0; i < factors; i++) sum += slope[i] * point[i];
    return sum;
}

static void linear_is_exact(void **state)
{
    (void)state;
    struct morris_index index[4];
    assert_int_equal(estimate_effects(linear, 4, 7, 1, index), STATUS_OK);
    for (int i = 0; i < 4; i++) {
        assert_true(fabs(index[i].mean.value - slope[i]) < 1e-12);
        assert_true(fabs(index[i].mean_absolute.value - fabs(slope[i])) < 1e-12);
        assert_true(index[i].deviation.value < 1e-12 && index[i].deviation.high < 1e-12);
        assert_true(fabs(index[i].mean.low - slope[i]) < 1e-12 && fabs(index[i].mean.high - slope[i]) < 1e-12);
    }
}

/* The exact moments of Ishigami's effects on four levels, over all 64 starts and the two ways to move. */
static void enumerate(int factor, double *mean, double *mean_absolute, double *deviation)
{
    double squares = 0;
    *mean = *mean_absolute = 0;
    for (int start = 0; start < 64; start++) {
        double point[3] = {start % 4 / 3.0, start / 4 % 4 / 3.0, start / 16 / 3.0}, moved[3];
        memcpy(moved, point, sizeof moved);
        moved[factor] += point[factor] < 0.5 ? 2.0 / 3 : -2.0 / 3;
        double effect = (ishigami(3, moved) - ishigami(3, point)) / (moved[factor] - point[factor]);
        *mean += effect / 64;
        *mean_absolute += fabs(effect) / 64;
        squares += effect * effect / 64;
    }
    *deviation = sqrt(squares - *mean * *mean);
}

/* Within six standard errors, from the interval: for a normal error 2e-9 each. */
static void assert_estimate(const char *name, int factor, const struct uncertain *estimate, double truth)
{
    double error = (estimate->high - estimate->low) / (2 * 1.96);
    print_message("%s of %d: %.4f [%.4f, %.4f], exact %.4f\n", name, factor + 1, estimate->value, estimate->low,
        estimate->high, truth);
    assert_true(fabs(estimate->value - truth) <= 6 * error + 1e-9);
    assert_true(estimate->low <= estimate->value + 1e-9 && estimate->value <= estimate->high + 1e-9);
}

static void ishigami_is_met(void **state)
{
    (void)state;
    struct morris_index index[3];
    assert_int_equal(estimate_effects(ishigami, 3, 2000, 1, index), STATUS_OK);
    for (int i = 0; i < 3; i++) {
        double mean, mean_absolute, deviation;
        enumerate(i, &mean, &mean_absolute, &deviation);
        assert_estimate("mu", i, &index[i].mean, mean);
        assert_estimate("mu*", i, &index[i].mean_absolute, mean_absolute);
        assert_estimate("sigma", i, &index[i].deviation, deviation);
    }
}

static double product(int factors, const double point[])
{
    assert_int_equal(factors, 2);
    return point[0] * point[1];
}

/* Of a product, from each start in either order: the effect of one is where the other stands, on four levels a mean of
 * 1/2 and a variance of 5/36. */
static void every_trajectory_there_is_gives_the_exact_moments(void **state)
{
    (void)state;
    enum { ALL = 32 };
    double point[ALL * 3 * 2], outcome[ALL * 3];
    struct morris_index index[2];
    for (int t = 0; t < ALL; t++) {
        double *now = point + t * 6;
        now[0] = t % 4 / 3.0;
        now[1] = t / 4 % 4 / 3.0;
        for (int move = 0; move < 2; move++, now += 2) {
            const int factor = t / 16 == 0 ? move : 1 - move;
            memcpy(now + 2, now, 2 * sizeof *now);
            now[2 + factor] += now[factor] < 0.5 ? 2.0 / 3 : -2.0 / 3;
        }
    }
    outcomes_at(product, 2, ALL * 3, point, outcome);
    const struct morris_sample sample = {ALL, 2, point, outcome};
    assert_int_equal(morris_effects(&sample, &many, index), STATUS_OK);
    for (int i = 0; i < 2; i++) {
        assert_true(fabs(index[i].mean.value - 0.5) < 1e-12);
        assert_true(fabs(index[i].mean_absolute.value - 0.5) < 1e-12);
        assert_true(fabs(index[i].deviation.value - sqrt(5.0 / 36 * ALL / (ALL - 1))) < 1e-12);
    }
}

/* Of 200 intervals of 90 % for the mean of 200 effects a binomial number holds the truth. Between 84 and 95 % of them
 * are to hold it, which gives 1e-6 on either side as the limits. */
static void intervals_cover(void **state)
{
    (void)state;
    enum { DESIGNS = 200, TRAJECTORIES = 200 };
    static double point[TRAJECTORIES * 3 * 2], outcome[TRAJECTORIES * 3];
    struct bootstrap bootstrap = {.resamples = 200, .level = 0.9};
    unsigned covering[2] = {0};
    for (uint64_t design = 0; design < DESIGNS; design++) {
        struct morris_index index[2];
        bootstrap.seed = design;
        morris_points(TRAJECTORIES, 2, 500 + design, point);
        outcomes_at(product, 2, TRAJECTORIES * 3, point, outcome);
        const struct morris_sample sample = {TRAJECTORIES, 2, point, outcome};
        assert_int_equal(morris_effects(&sample, &bootstrap, index), STATUS_OK);
        for (int i = 0; i < 2; i++) covering[i] += index[i].mean.low <= 0.5 && 0.5 <= index[i].mean.high;
    }
    for (int i = 0; i < 2; i++) {
        print_message("mu %d: %u of %d\n", i + 1, covering[i], DESIGNS);
        assert_true(gsl_cdf_binomial_P(covering[i], 0.84, DESIGNS) > 1e-6);
        assert_true(gsl_cdf_binomial_Q(covering[i] - 1, 0.95, DESIGNS) > 1e-6);
    }
}

static double small(int i, int j)
{
    return random_normal((struct random_key){.seed = 1991, .entity = (uint32_t)i, .index = (uint32_t)j}, 0, 1);
}

/* Morris 1991, section 4: 20 inputs; the large coefficients as published, the others standard normal. */
static double morris_example(int factors, const double point[])
{
    double w[20], sum = 0, five = 0;
    for (int i = 0; i < factors; i++) {
        w[i] = 2 * (point[i] - 0.5);
        if (i == 2 || i == 4 || i == 6) w[i] = 2 * (1.1 * point[i] / (point[i] + 0.1) - 0.5);
        sum += (i < 10 ? 20 : small(i, i)) * w[i];
    }
    for (int j = 0; j < factors; j++)
        for (int i = 0; i < j; i++) sum += (j < 6 ? -15 : small(i, j)) * w[i] * w[j];
    for (int l = 0; l < 5; l++)
        for (int j = 0; j < l; j++)
            for (int i = 0; i < j; i++) five += w[i] * w[j] * w[l];
    return sum - 10 * five + 5 * w[0] * w[1] * w[2] * w[3];
}

/* What the paper finds with four trajectories, here with 30: inputs 8 to 10 have large effects that hardly depend on
 * the others, inputs 1 to 7 large ones that do, the last ten next to none. */
static void morris_example_is_told_apart(void **state)
{
    (void)state;
    struct morris_index index[20];
    assert_int_equal(estimate_effects(morris_example, 20, 30, 1, index), STATUS_OK);
    for (int i = 0; i < 20; i++) {
        double strength = index[i].mean_absolute.value, spread = index[i].deviation.value;
        if (i < 7) assert_true(strength > 25 && spread > 20);
        if (i >= 7 && i < 10) assert_true(fabs(index[i].mean.value - 40) < 10 && spread < 15);
        if (i >= 10) assert_true(strength < 20 && spread < 15);
    }
}

static void other_points_are_refused(void **state)
{
    (void)state;
    struct morris_index index[2];
    const double outcome[] = {0, 1, 2};
    const double still[] = {0, 0, 1, 0, 1, 0}, both[] = {0, 0, 1, 1, 0, 1}, twice[] = {0, 0, 1, 0, 0, 0};
    assert_int_equal(morris_effects(&(struct morris_sample){1, 2, still, outcome}, &many, index), STATUS_INPUT);
    assert_int_equal(morris_effects(&(struct morris_sample){1, 2, both, outcome}, &many, index), STATUS_INPUT);
    assert_int_equal(morris_effects(&(struct morris_sample){1, 2, twice, outcome}, &many, index), STATUS_INPUT);
}

static void one_trajectory_has_no_spread(void **state)
{
    (void)state;
    struct morris_index index[4];
    assert_int_equal(estimate_effects(linear, 4, 1, 1, index), STATUS_OK);
    assert_true(isnan(index[0].deviation.value) && isnan(index[0].deviation.low));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_is_exact),
        cmocka_unit_test(ishigami_is_met),
        cmocka_unit_test(every_trajectory_there_is_gives_the_exact_moments),
        cmocka_unit_test(intervals_cover),
        cmocka_unit_test(morris_example_is_told_apart),
        cmocka_unit_test(other_points_are_refused),
        cmocka_unit_test(one_trajectory_has_no_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
