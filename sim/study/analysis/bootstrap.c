#include "study/analysis/bootstrap.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

#include "random/random.h"

void bootstrap_rows(const struct bootstrap *bootstrap, int64_t resample, int64_t rows, int64_t row[])
{
    struct random_key key = {.seed = bootstrap->seed, .stream = STREAM_BOOTSTRAP, .entity = (uint32_t)resample};
    for (int64_t place = 0; place < rows; place++) {
        key.index = (uint32_t)place;
        row[place] = (int64_t)random_below(key, (uint64_t)rows);
    }
}

void bootstrap_interval(const struct bootstrap *bootstrap, double value[], struct uncertain *estimate)
{
    size_t count = 0;
    for (int64_t i = 0; i < bootstrap->resamples; i++)
        if (isfinite(value[i])) value[count++] = value[i];
    estimate->low = estimate->high = NAN;
    if (count == 0 || !isfinite(estimate->value)) return;
    double outside = (1 - bootstrap->level) / 2;
    gsl_sort(value, 1, count);
    estimate->low = gsl_stats_quantile_from_sorted_data(value, 1, count, outside);
    estimate->high = gsl_stats_quantile_from_sorted_data(value, 1, count, 1 - outside);
}
