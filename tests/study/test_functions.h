/* Functions whose sensitivity indices are known, and Saltelli and Morris designs of independent draws for them.
 *
 * Include after <cmocka.h>.
 */
#ifndef STUDY_TEST_FUNCTIONS_H
#define STUDY_TEST_FUNCTIONS_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "random/random.h"

/* A function of points in the unit cube. */
typedef double test_function(int factors, const double point[]);

/* Ishigami and Homma 1990 (doi:10.1109/ISUMA.1990.151285) with a = 7, b = 0.1. */
static inline double ishigami(int factors, const double point[])
{
    double x = M_PI * (2 * point[0] - 1), y = M_PI * (2 * point[1] - 1), z = M_PI * (2 * point[2] - 1);
    assert_int_equal(factors, 3);
    return sin(x) + 7 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

static inline void ishigami_indices(double first[3], double total[3])
{
    double pi4 = pow(M_PI, 4), pi8 = pi4 * pi4, a = 7, b = 0.1;
    double variance = a * a / 8 + b * pi4 / 5 + b * b * pi8 / 18 + 0.5;
    double x = 0.5 * (1 + b * pi4 / 5) * (1 + b * pi4 / 5), y = a * a / 8, xz = 8 * b * b * pi8 / 225;
    memcpy(first, (double[3]){x / variance, y / variance, 0}, sizeof(double[3]));
    memcpy(total, (double[3]){(x + xz) / variance, y / variance, xz / variance}, sizeof(double[3]));
}

/* Sobol's G function (Saltelli and Sobol 1995) with the usual a. */
enum { G_FACTORS = 8 };
static const double g_a[G_FACTORS] = {0, 1, 4.5, 9, 99, 99, 99, 99};

static inline double sobol_g(int factors, const double point[])
{
    double product = 1;
    for (int i = 0; i < factors; i++) product *= (fabs(4 * point[i] - 2) + g_a[i]) / (1 + g_a[i]);
    return product;
}

static inline void sobol_g_indices(double first[G_FACTORS], double total[G_FACTORS])
{
    double all = 1;
    for (int i = 0; i < G_FACTORS; i++) all *= 1 + 1 / (3 * (1 + g_a[i]) * (1 + g_a[i]));
    for (int i = 0; i < G_FACTORS; i++) {
        double own = 1 / (3 * (1 + g_a[i]) * (1 + g_a[i]));
        first[i] = own / (all - 1);
        total[i] = own * all / (1 + own) / (all - 1);
    }
}

static inline double test_uniform(uint64_t seed, int64_t row, int column)
{
    return random_uniform((struct random_key){.seed = seed, .entity = (uint32_t)row, .index = (uint32_t)column});
}

/* The outcomes of a Saltelli design of independent rows: outcome[(2 + factors) * rows], A, B and the mixed ones. */
static inline void saltelli_outcomes(
    test_function *function, int factors, int64_t rows, uint64_t seed, double outcome[])
{
    for (int64_t row = 0; row < rows; row++) {
        double a[20], b[20];
        for (int i = 0; i < factors; i++) {
            a[i] = test_uniform(seed, row, i);
            b[i] = test_uniform(seed, row, factors + i);
        }
        outcome[row] = function(factors, a);
        outcome[rows + row] = function(factors, b);
        for (int i = 0; i < factors; i++) {
            double kept = a[i];
            a[i] = b[i];
            outcome[(2 + i) * rows + row] = function(factors, a);
            a[i] = kept;
        }
    }
}

/* point[trajectories][factors + 1][factors] on four levels: the start at random among the levels, the factors in an
 * order drawn at random, each by 2/3 into the half where there is room. */
static inline void morris_points(int64_t trajectories, int factors, uint64_t seed, double point[])
{
    for (int64_t trajectory = 0; trajectory < trajectories; trajectory++) {
        int order[20];
        double *now = point + trajectory * (factors + 1) * factors;
        for (int i = 0; i < factors; i++) {
            int other = (int)(test_uniform(seed, trajectory, 100 + i) * (i + 1));
            now[i] = floor(4 * test_uniform(seed, trajectory, i)) / 3;
            order[i] = order[other];
            order[other] = i;
        }
        for (int i = 0; i < factors; i++, now += factors) {
            memcpy(now + factors, now, (size_t)factors * sizeof *now);
            now[factors + order[i]] += now[order[i]] < 0.5 ? 2.0 / 3 : -2.0 / 3;
        }
    }
}

static inline void outcomes_at(
    test_function *function, int factors, int64_t points, const double point[], double outcome[])
{
    for (int64_t i = 0; i < points; i++) outcome[i] = function(factors, point + i * factors);
}

#endif
