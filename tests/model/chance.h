/* How likely what was seen is, if the program is right.
 *
 * Every function gives a p-value, two-sided where there are two sides. `assert_likely` fails below FALSE_ALARM; so a
 * test that makes n such checks would fail a right program with a probability of at most n * FALSE_ALARM, had its seeds
 * been drawn anew. The seeds are 1, 2, 3, ... and were never chosen.
 *
 * Include after <cmocka.h>.
 */
#ifndef MODEL_CHANCE_H
#define MODEL_CHANCE_H

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static const double FALSE_ALARM = 1e-6;

#define assert_likely(p, ...)                                                                                          \
    do {                                                                                                               \
        double likely_p = (p);                                                                                         \
        if (!(likely_p >= FALSE_ALARM)) {                                                                              \
            print_message("%s:%d: p = %g: ", __FILE__, __LINE__, likely_p);                                            \
            print_message(__VA_ARGS__);                                                                                \
            print_message("\n");                                                                                       \
            fail();                                                                                                    \
        }                                                                                                              \
    } while (0)

static inline double chance_two_sided(double below, double above)
{
    double p = 2 * fmin(below, above);
    return p < 1 ? p : 1;
}

/* `z` standard deviations off the mean of a normal distribution. */
static inline double chance_normal(double z)
{
    return chance_two_sided(gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_Q(z));
}

/* A count of k where it is binomial. */
static inline double chance_binomial(int64_t k, int64_t n, double p)
{
    double above = k > 0 ? gsl_cdf_binomial_Q((unsigned)k - 1, p, (unsigned)n) : 1;
    return chance_two_sided(gsl_cdf_binomial_P((unsigned)k, p, (unsigned)n), above);
}

/* A count of k where it is Poisson. */
static inline double chance_poisson(int64_t k, double mean)
{
    double above = k > 0 ? gsl_cdf_poisson_Q((unsigned)k - 1, mean) : 1;
    return chance_two_sided(gsl_cdf_poisson_P((unsigned)k, mean), above);
}

/* Counts in cells whose probabilities add up to 1 (chi-square; each cell should expect 10 or more). */
static inline double chance_cells(int cells, const int64_t count[], const double probability[])
{
    double distance = 0, total = 0;
    for (int i = 0; i < cells; i++) total += (double)count[i];
    for (int i = 0; i < cells; i++) {
        double expected = total * probability[i];
        if (probability[i] > 0) distance += ((double)count[i] - expected) * ((double)count[i] - expected) / expected;
        if (!(probability[i] > 0) && count[i] > 0) return 0;
    }
    return cells > 1 ? gsl_cdf_chisq_Q(distance, cells - 1) : 1;
}

/* Counts in cells that are all equally likely. */
static inline double chance_equal_cells(int cells, const int64_t count[])
{
    double probability[256];
    for (int i = 0; i < cells; i++) probability[i] = 1.0 / cells;
    return chance_cells(cells, count, probability);
}

static inline int chance_compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Numbers that should be uniform in [0, 1] (Massart's bound on the largest distance, doi:10.1214/aop/1176990746).
 * Sorts them. */
static inline double chance_uniform(int64_t count, double numbers[])
{
    double distance = 0;
    qsort(numbers, (size_t)count, sizeof *numbers, chance_compare);
    for (int64_t i = 0; i < count; i++)
        distance =
            fmax(distance, fmax(numbers[i] - (double)i / (double)count, (double)(i + 1) / (double)count - numbers[i]));
    return fmin(1, 2 * exp(-2 * (double)count * distance * distance));
}

/* The mean of a sample, and the standard error of that mean. */
struct sample {
    int64_t count;
    double sum, squares;
};

static inline void sample_add(struct sample *sample, double x)
{
    sample->count++;
    sample->sum += x;
    sample->squares += x * x;
}

static inline double sample_mean(const struct sample *sample)
{
    return sample->sum / (double)sample->count;
}

static inline double sample_variance(const struct sample *sample)
{
    double mean = sample_mean(sample), n = (double)sample->count;
    return fmax(0, (sample->squares / n - mean * mean) * n / (n - 1));
}

static inline double sample_error(const struct sample *sample)
{
    return sqrt(sample_variance(sample) / (double)sample->count);
}

/* The mean of a sample of 30 or more where `expected` (known within `expected_error`) should be. */
static inline double chance_mean(const struct sample *sample, double expected, double expected_error)
{
    double error = hypot(sample_error(sample), expected_error), off = sample_mean(sample) - expected;
    if (!(error > 0)) return off == 0;
    double t = off / error, freedom = (double)sample->count - 1;
    return chance_two_sided(gsl_cdf_tdist_P(t, freedom), gsl_cdf_tdist_Q(t, freedom));
}

/* Two samples that should have the same mean. */
static inline double chance_same_mean(const struct sample *a, const struct sample *b)
{
    return chance_mean(a, sample_mean(b), sample_error(b));
}

#endif
