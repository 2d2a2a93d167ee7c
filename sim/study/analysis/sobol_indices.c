#include "study/analysis/sobol_indices.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* The mean and variance of A and B together, over the rows drawn: summed from one of the values, so that the variance
 * of what does not vary is 0, whatever its sums are rounded to. */
static void centre(const struct sobol_sample *sample, const int64_t row[], double *mean, double *variance)
{
    double origin = sample->a[row[0]], sum = 0, squares = 0;
    for (int64_t i = 0; i < sample->rows; i++) sum += sample->a[row[i]] - origin + (sample->b[row[i]] - origin);
    *mean = origin + sum / (double)(2 * sample->rows);
    for (int64_t i = 0; i < sample->rows; i++) {
        double a = sample->a[row[i]] - *mean, b = sample->b[row[i]] - *mean;
        squares += a * a + b * b;
    }
    *variance = squares / (double)(2 * sample->rows - 1);
}

/* first[factors] and total[factors] from the rows drawn; they stride over the resamples. */
static void indices_of_rows(
    const struct sobol_sample *sample, const int64_t row[], int64_t stride, double first[], double total[])
{
    double mean, variance;
    centre(sample, row, &mean, &variance);
    for (int factor = 0; factor < sample->factors; factor++) {
        const double *mixed = sample->mixed + factor * sample->rows;
        double products = 0, squares = 0;
        for (int64_t i = 0; i < sample->rows; i++) {
            double change = mixed[row[i]] - sample->a[row[i]];
            products += (sample->b[row[i]] - mean) * change;
            squares += change * change;
        }
        double whole = variance * (double)sample->rows;
        first[factor * stride] = whole > 0 ? products / whole : NAN;
        total[factor * stride] = whole > 0 ? squares / (2 * whole) : NAN;
    }
}

enum status sobol_indices(
    const struct sobol_sample *sample, const struct bootstrap *bootstrap, struct sobol_index index[])
{
    int64_t resamples = bootstrap->resamples;
    size_t values = (size_t)(sample->factors * (resamples + 1));
    int64_t *row = malloc((size_t)sample->rows * sizeof *row);
    double *first = malloc(values * sizeof *first), *total = malloc(values * sizeof *total);
    enum status status = row && first && total ? STATUS_OK : STATUS_MEMORY;
    if (status != STATUS_OK) goto out;
    for (int64_t i = 0; i < sample->rows; i++) row[i] = i;
    indices_of_rows(sample, row, resamples + 1, first + resamples, total + resamples);
    for (int64_t resample = 0; resample < resamples; resample++) {
        bootstrap_rows(bootstrap, resample, sample->rows, row);
        indices_of_rows(sample, row, resamples + 1, first + resample, total + resample);
    }
    for (int factor = 0; factor < sample->factors; factor++) {
        double *firsts = first + factor * (resamples + 1), *totals = total + factor * (resamples + 1);
        index[factor] = (struct sobol_index){{.value = firsts[resamples]}, {.value = totals[resamples]}};
        bootstrap_interval(bootstrap, firsts, &index[factor].first);
        bootstrap_interval(bootstrap, totals, &index[factor].total);
    }
out:
    free(row);
    free(first);
    free(total);
    return status;
}

double sobol_noise(int64_t configurations, int64_t replicates, const double value[])
{
    double rest = 0, between = 0, origin = gsl_stats_mean(value, 1, (size_t)replicates), mean = origin;
    for (int64_t c = 0; c < configurations; c++)
        mean += (gsl_stats_mean(value + c * replicates, 1, (size_t)replicates) - origin) / (double)configurations;
    for (int64_t c = 0; c < configurations; c++) {
        double of_row = gsl_stats_mean(value + c * replicates, 1, (size_t)replicates) - mean;
        between += of_row * of_row;
    }
    for (int64_t r = 0; r < replicates; r++) {
        double of_column = gsl_stats_mean(value + r, (size_t)replicates, (size_t)configurations);
        for (int64_t c = 0; c < configurations; c++) {
            double of_row = gsl_stats_mean(value + c * replicates, 1, (size_t)replicates);
            double left = value[c * replicates + r] - of_row - of_column + mean;
            rest += left * left;
        }
    }
    return between > 0 && replicates > 1 ? rest / (double)((replicates - 1) * replicates) / between : NAN;
}
