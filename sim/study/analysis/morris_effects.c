#include "study/analysis/morris_effects.h"

#include <math.h>
#include <stdlib.h>

/* The factor that moves between two points, or -1 if not exactly one does. */
static int moved_factor(int factors, const double from[], const double to[])
{
    int moved = -1;
    for (int factor = 0; factor < factors; factor++) {
        if (from[factor] == to[factor]) continue;
        if (moved >= 0) return -1;
        moved = factor;
    }
    return moved;
}

bool morris_elementary(const struct morris_sample *sample, double effect[])
{
    int factors = sample->factors;
    for (int64_t trajectory = 0; trajectory < sample->trajectories; trajectory++) {
        const double *point = sample->point + trajectory * (factors + 1) * factors;
        const double *outcome = sample->outcome + trajectory * (factors + 1);
        double *row = effect + trajectory * factors;
        for (int factor = 0; factor < factors; factor++) row[factor] = NAN;
        for (int move = 0; move < factors; move++, point += factors, outcome++) {
            int factor = moved_factor(factors, point, point + factors);
            if (factor < 0 || !isnan(row[factor])) return false;
            row[factor] = (outcome[1] - outcome[0]) / (point[factors + factor] - point[factor]);
        }
    }
    return true;
}

/* mu, mu* and sigma of one factor, over the trajectories drawn. */
struct moments {
    double mean, mean_absolute, deviation;
};

static struct moments moments_of(int64_t count, const int64_t row[], int factors, const double effect[])
{
    struct moments moments = {0};
    double squares = 0;
    for (int64_t i = 0; i < count; i++) {
        moments.mean += effect[row[i] * factors] / (double)count;
        moments.mean_absolute += fabs(effect[row[i] * factors]) / (double)count;
    }
    for (int64_t i = 0; i < count; i++) {
        double from_mean = effect[row[i] * factors] - moments.mean;
        squares += from_mean * from_mean;
    }
    moments.deviation = count > 1 ? sqrt(squares / (double)(count - 1)) : NAN;
    return moments;
}

enum status morris_effects(
    const struct morris_sample *sample, const struct bootstrap *bootstrap, struct morris_index index[])
{
    int64_t trajectories = sample->trajectories;
    size_t resamples = (size_t)bootstrap->resamples;
    int64_t *row = malloc((size_t)trajectories * sizeof *row);
    double *effect = malloc((size_t)(trajectories * sample->factors) * sizeof *effect);
    double *value = malloc(3 * resamples * sizeof *value);
    enum status status = row && effect && value ? STATUS_OK : STATUS_MEMORY;
    if (status == STATUS_OK && !morris_elementary(sample, effect)) status = STATUS_INPUT;
    for (int factor = 0; status == STATUS_OK && factor < sample->factors; factor++) {
        for (int64_t i = 0; i < trajectories; i++) row[i] = i;
        struct moments whole = moments_of(trajectories, row, sample->factors, effect + factor);
        for (size_t resample = 0; resample < resamples; resample++) {
            bootstrap_rows(bootstrap, (int64_t)resample, trajectories, row);
            struct moments moments = moments_of(trajectories, row, sample->factors, effect + factor);
            value[resample] = moments.mean;
            value[resamples + resample] = moments.mean_absolute;
            value[2 * resamples + resample] = moments.deviation;
        }
        index[factor] =
            (struct morris_index){{.value = whole.mean}, {.value = whole.mean_absolute}, {.value = whole.deviation}};
        bootstrap_interval(bootstrap, value, &index[factor].mean);
        bootstrap_interval(bootstrap, value + resamples, &index[factor].mean_absolute);
        bootstrap_interval(bootstrap, value + 2 * resamples, &index[factor].deviation);
    }
    free(row);
    free(effect);
    free(value);
    return status;
}
