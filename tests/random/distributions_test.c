/* The distributions, against the distribution functions of GSL.
 *
 * Continuous: the largest distance D between the function and what n draws make of it; P(D > e) <= 2 exp(-2 n e^2)
 * (Massart 1990, doi:10.1214/aop/1176990746). Counts: chi-square over cells with 500 or more expected. Both with a
 * chance of a false alarm of 1e-7 for each set of parameters, before the fixed keys were chosen. Moments: within 5.4
 * standard deviations of their sampling distribution, 7e-8 each.
 */
#include "random/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

enum { DRAW_COUNT = 200000 };

static const double FALSE_ALARM = 1e-7;
static const double MANY_DEVIATIONS = 5.4;
static const double SMALLEST_CELL = 500;

/* One set of parameters: a normal's mean and sd, a gamma's shape and scale, a binomial's n and p, and so on. */
struct parameters {
    double first, second;
};

/* A distribution: how to draw, and P(X <= x). */
struct distribution {
    double (*draw)(struct random_key key, struct parameters parameters);
    double (*below)(double x, struct parameters parameters);
};

/* Draws of their own for every set of parameters. */
static double *draw_many(const struct distribution *distribution, struct parameters parameters, size_t set)
{
    double *draws = calloc(DRAW_COUNT, sizeof *draws);
    assert_non_null(draws);
    for (uint32_t i = 0; i < DRAW_COUNT; i++) {
        draws[i] = distribution->draw((struct random_key){.seed = 20, .step = (uint32_t)set, .entity = i}, parameters);
        assert_true(draws[i] == draws[i]);
    }
    return draws;
}

static void check_moments(const double *draws, double mean, double variance, double kurtosis)
{
    double sum = 0, squares = 0;
    for (int i = 0; i < DRAW_COUNT; i++) {
        sum += draws[i] - mean;
        squares += (draws[i] - mean) * (draws[i] - mean);
    }
    assert_true(fabs(sum / DRAW_COUNT) <= MANY_DEVIATIONS * sqrt(variance / DRAW_COUNT));
    assert_true(
        fabs(squares / DRAW_COUNT - variance) <= MANY_DEVIATIONS * variance * sqrt((kurtosis - 1) / DRAW_COUNT));
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Sorts the draws. */
static void check_continuous(const struct distribution *distribution, struct parameters parameters, double *draws)
{
    double distance = 0;
    qsort(draws, DRAW_COUNT, sizeof *draws, compare);
    for (int i = 0; i < DRAW_COUNT; i++) {
        double below = distribution->below(draws[i], parameters);
        distance = fmax(distance, fmax(below - (double)i / DRAW_COUNT, (i + 1.0) / DRAW_COUNT - below));
    }
    assert_true(distance < sqrt(log(2 / FALSE_ALARM) / (2 * DRAW_COUNT)));
}

/* Walks up the sorted counts and closes a cell whenever enough is expected of it; what is left is the last cell. */
static void check_counts(const struct distribution *distribution, struct parameters parameters, double *draws)
{
    double distance = 0, expected_before = 0;
    int cell_count = 0, begin = 0, end = 0;
    qsort(draws, DRAW_COUNT, sizeof *draws, compare);
    while (end < DRAW_COUNT) {
        double count = draws[end];
        while (end < DRAW_COUNT && draws[end] == count) end++;
        double expected = DRAW_COUNT * distribution->below(count, parameters) - expected_before;
        double left = DRAW_COUNT - expected_before - expected;
        if (expected < SMALLEST_CELL || left < SMALLEST_CELL) continue;
        distance += pow(end - begin - expected, 2) / expected;
        expected_before += expected;
        begin = end;
        cell_count++;
    }
    double expected = DRAW_COUNT - expected_before;
    distance += pow(DRAW_COUNT - begin - expected, 2) / expected;
    assert_true(cell_count > 0 && gsl_cdf_chisq_Q(distance, cell_count) > FALSE_ALARM);
}

/* Where GSL's functions give up: P(X <= x) from z = (x - mean) / sd and the skewness, after Edgeworth. What is left out
 * is of the order of 1 / variance. */
static double below_edgeworth(double z, double skewness)
{
    return gsl_cdf_ugaussian_P(z) - skewness / 6 * (z * z - 1) * gsl_ran_ugaussian_pdf(z);
}

static const double LARGE = 1e5;

static double draw_uniform(struct random_key key, struct parameters unused)
{
    (void)unused;
    return random_uniform(key);
}

static double below_uniform(double x, struct parameters unused)
{
    (void)unused;
    return x;
}

static void uniforms_are_even(void **state)
{
    (void)state;
    struct distribution uniform = {draw_uniform, below_uniform};
    double *draws = draw_many(&uniform, (struct parameters){0, 0}, 0);
    for (int i = 0; i < DRAW_COUNT; i++) assert_true(draws[i] >= 0 && draws[i] < 1);
    check_moments(draws, 0.5, 1.0 / 12, 1.8);
    check_continuous(&uniform, (struct parameters){0, 0}, draws);
    free(draws);
}

static double draw_normal(struct random_key key, struct parameters normal)
{
    return random_normal(key, normal.first, normal.second);
}

static double below_normal(double x, struct parameters normal)
{
    return gsl_cdf_gaussian_P(x - normal.first, normal.second);
}

static void normals_are_normal(void **state)
{
    (void)state;
    struct distribution distribution = {draw_normal, below_normal};
    static const struct parameters normals[] = {{0, 1}, {-3, 0.01}, {1e6, 1e3}};
    for (size_t i = 0; i < sizeof normals / sizeof *normals; i++) {
        double *draws = draw_many(&distribution, normals[i], i);
        check_moments(draws, normals[i].first, normals[i].second * normals[i].second, 3);
        check_continuous(&distribution, normals[i], draws);
        free(draws);
    }
    assert_true(random_normal((struct random_key){0}, 5, 0) == 5);
}

static double draw_exponential(struct random_key key, struct parameters exponential)
{
    return random_exponential(key, exponential.first);
}

static double below_exponential(double x, struct parameters exponential)
{
    return gsl_cdf_exponential_P(x, exponential.first);
}

static void exponentials_are_exponential(void **state)
{
    (void)state;
    struct distribution distribution = {draw_exponential, below_exponential};
    static const struct parameters exponentials[] = {{1, 0}, {1e-9, 0}, {300, 0}};
    for (size_t i = 0; i < sizeof exponentials / sizeof *exponentials; i++) {
        double mean = exponentials[i].first, *draws = draw_many(&distribution, exponentials[i], i);
        for (int j = 0; j < DRAW_COUNT; j++) assert_true(draws[j] > 0);
        check_moments(draws, mean, mean * mean, 9);
        check_continuous(&distribution, exponentials[i], draws);
        free(draws);
    }
    assert_true(random_exponential((struct random_key){0}, 0) == 0);
}

static double draw_poisson(struct random_key key, struct parameters poisson)
{
    return (double)random_poisson(key, poisson.first);
}

static double below_poisson(double count, struct parameters poisson)
{
    double mean = poisson.first;
    if (mean > LARGE) return below_edgeworth((count + 0.5 - mean) / sqrt(mean), 1 / sqrt(mean));
    return gsl_cdf_poisson_P((unsigned)count, mean);
}

/* On both sides of the mean at which the method changes, and far from it. */
static void poissons_are_poisson(void **state)
{
    (void)state;
    struct distribution distribution = {draw_poisson, below_poisson};
    static const double means[] = {0.01, 0.1, 1, 5, 9.999, 10, 10.5, 13, 30, 100, 1000, 1e5, 1e7, 1e9};
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        struct parameters poisson = {means[i], 0};
        double *draws = draw_many(&distribution, poisson, i);
        for (int j = 0; j < DRAW_COUNT; j++) assert_true(draws[j] >= 0);
        check_moments(draws, means[i], means[i], 3 + 1 / means[i]);
        check_counts(&distribution, poisson, draws);
        free(draws);
    }
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(random_poisson((struct random_key){.entity = i}, 0), 0);
        assert_int_equal(random_poisson((struct random_key){.entity = i}, 1e-300), 0);
    }
}

static double draw_binomial(struct random_key key, struct parameters binomial)
{
    return (double)random_binomial(key, (int64_t)binomial.first, binomial.second);
}

static double below_binomial(double count, struct parameters binomial)
{
    double n = binomial.first, p = binomial.second, sd = sqrt(n * p * (1 - p));
    if (sd * sd > LARGE) return below_edgeworth((count + 0.5 - n * p) / sd, (1 - 2 * p) / sd);
    return gsl_cdf_binomial_P((unsigned)count, p, (unsigned)n);
}

/* Few and many trials, rare and common successes, and both sides of n min(p, 1 - p) = 10. */
static void binomials_are_binomial(void **state)
{
    (void)state;
    struct distribution distribution = {draw_binomial, below_binomial};
    static const struct parameters binomials[] = {{1, 0.3}, {2, 0.5}, {10, 0.1}, {19, 0.5}, {20, 0.5}, {20, 0.7},
        {21, 0.51}, {100, 0.0999}, {100, 0.1}, {100, 0.3}, {100, 0.97}, {1000, 0.5}, {1e5, 0.02}, {1e6, 0.9},
        {1e9, 0.25}, {1e9, 1e-9}, {2147483647, 4e-9}, {2147483647, 0.5}, {2147483647, 0.999999}};
    for (size_t i = 0; i < sizeof binomials / sizeof *binomials; i++) {
        double n = binomials[i].first, p = binomials[i].second, variance = n * p * (1 - p);
        double *draws = draw_many(&distribution, binomials[i], i);
        for (int j = 0; j < DRAW_COUNT; j++) assert_true(draws[j] >= 0 && draws[j] <= n);
        check_moments(draws, n * p, variance, 3 + (1 - 6 * p * (1 - p)) / variance);
        check_counts(&distribution, binomials[i], draws);
        free(draws);
    }
}

static void binomials_are_certain_at_the_ends(void **state)
{
    (void)state;
    static const int64_t counts[] = {0, 1, 10, 1000, INT32_MAX};
    for (uint32_t entity = 0; entity < 1000; entity++) {
        struct random_key key = {.entity = entity};
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            assert_int_equal(random_binomial(key, counts[i], 0), 0);
            assert_int_equal(random_binomial(key, counts[i], 1), counts[i]);
            assert_int_equal(random_binomial(key, counts[i], 1e-300), 0);
        }
        assert_int_equal(random_binomial(key, 0, 0.3), 0);
    }
}

/* What is inverted grows with its parameters, draw by draw: a change of a parameter shows without noise. */
static void small_counts_grow_with_the_mean(void **state)
{
    (void)state;
    for (uint32_t entity = 0; entity < 10000; entity++) {
        struct random_key key = {.entity = entity};
        assert_true(random_poisson(key, 2) <= random_poisson(key, 2.1));
        assert_true(random_binomial(key, 12, 0.2) <= random_binomial(key, 12, 0.25));
    }
}

/* A count of 0 becomes more where P(0) falls below the key's uniform, to ten digits even where 1 - p rounds. */
static void inverted_counts_leave_zero_where_they_should(void **state)
{
    (void)state;
    for (uint32_t entity = 0; entity < 10000; entity++) {
        struct random_key key = {.entity = entity};
        double uniform = random_inside(random_bits(key));
        if (uniform < 1e-4) continue;
        double mean = -log(uniform);
        assert_int_equal(random_poisson(key, mean * (1 - 1e-10)), 0);
        assert_true(random_poisson(key, mean * (1 + 1e-10)) > 0);
        for (int64_t n = 30; n < INT32_MAX; n *= 8) {
            double p = -expm1(log(uniform) / (double)n);
            assert_int_equal(random_binomial(key, n, p * (1 - 1e-10)), 0);
            assert_true(random_binomial(key, n, p * (1 + 1e-10)) > 0);
        }
    }
}

static double draw_gamma(struct random_key key, struct parameters gamma)
{
    return random_gamma(key, gamma.first, gamma.second);
}

static double below_gamma(double x, struct parameters gamma)
{
    double shape = gamma.first, scale = gamma.second, sd = sqrt(shape);
    if (shape > LARGE) return below_edgeworth((x / scale - shape) / sd, 2 / sd);
    return gsl_cdf_gamma_P(x, shape, scale);
}

static void gammas_are_gamma(void **state)
{
    (void)state;
    struct distribution distribution = {draw_gamma, below_gamma};
    static const struct parameters gammas[] = {
        {0.1, 1}, {0.5, 7}, {1, 2}, {1.5, 1e-3}, {4, 1}, {100, 1e6}, {1e6, 1}, {1e10, 1}};
    for (size_t i = 0; i < sizeof gammas / sizeof *gammas; i++) {
        double shape = gammas[i].first, scale = gammas[i].second, *draws = draw_many(&distribution, gammas[i], i);
        for (int j = 0; j < DRAW_COUNT; j++) assert_true(draws[j] >= 0 && isfinite(draws[j]));
        check_moments(draws, shape * scale, shape * scale * scale, 3 + 6 / shape);
        check_continuous(&distribution, gammas[i], draws);
        free(draws);
    }
}

static void the_smallest_and_the_largest_shapes_give_numbers(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 30000; i++) {
        struct random_key key = {.entity = i};
        assert_true(random_gamma(key, 1e-300, 1) == 0);
        assert_true(fabs(random_gamma(key, 1e12, 1e-12) - 1) < 1e-5);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(uniforms_are_even),
        cmocka_unit_test(normals_are_normal),
        cmocka_unit_test(exponentials_are_exponential),
        cmocka_unit_test(poissons_are_poisson),
        cmocka_unit_test(binomials_are_binomial),
        cmocka_unit_test(binomials_are_certain_at_the_ends),
        cmocka_unit_test(small_counts_grow_with_the_mean),
        cmocka_unit_test(inverted_counts_leave_zero_where_they_should),
        cmocka_unit_test(gammas_are_gamma),
        cmocka_unit_test(the_smallest_and_the_largest_shapes_give_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
