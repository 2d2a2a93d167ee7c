#include "study/analysis/effects.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

static const int64_t most_replicates = 1000000000000;

/* Half of what an interval measures, in standard errors. */
static double t_quantile(double freedom, double level)
{
    return gsl_cdf_tdist_Pinv(0.5 + level / 2, freedom);
}

static double half_of_interval(const struct effect *effect, double freedom, double level)
{
    return effect->error > 0 ? t_quantile(freedom, level) * effect->error : effect->error;
}

static void set_interval(struct effect *effect, double freedom, double level)
{
    double half = half_of_interval(effect, freedom, level),
           one_sided = half_of_interval(effect, freedom, 2 * level - 1);
    effect->low = effect->mean - half;
    effect->high = effect->mean + half;
    effect->one_sided_low = effect->mean - one_sided;
    effect->one_sided_high = effect->mean + one_sided;
}

/* The sum of the terms in one replicate; NaN if any is missing. */
static double sum_of(int terms, const struct effect_term term[], int64_t replicate)
{
    double sum = 0;
    for (int i = 0; i < terms; i++) sum += term[i].weight * term[i].value[replicate];
    return sum;
}

struct effect effect_paired(int terms, const struct effect_term term[], int64_t count, double level)
{
    struct effect effect = {.mean = NAN, .deviation = NAN};
    double mean = 0, squares = 0;
    for (int64_t replicate = 0; replicate < count; replicate++) {
        double sum = sum_of(terms, term, replicate);
        if (!isfinite(sum)) {
            effect.missing++;
            continue;
        }
        effect.count++;
        double from_mean = sum - mean;
        mean += from_mean / (double)effect.count;
        squares += from_mean * (sum - mean);
    }
    if (effect.count >= 1) effect.mean = mean;
    if (effect.count >= 2) effect.deviation = sqrt(squares / (double)(effect.count - 1));
    effect.error = effect.deviation / sqrt((double)effect.count);
    set_interval(&effect, (double)(effect.count - 1), level);
    return effect;
}

struct effect effect_mean(int64_t count, const double value[], double level)
{
    return effect_paired(1, &(struct effect_term){1, value}, count, level);
}

static void wilson(double share, double count, double level, double *low, double *high)
{
    double z = gsl_cdf_ugaussian_Pinv(0.5 + level / 2), grown = 1 + z * z / count,
           centre = (share + z * z / (2 * count)) / grown,
           half = z / grown * sqrt(share * (1 - share) / count + z * z / (4 * count * count));
    *low = centre - half;
    *high = centre + half;
}

struct effect effect_share(int64_t count, const double value[], double level)
{
    struct effect effect = effect_mean(count, value, level);
    if (effect.count == 0) return effect;
    wilson(effect.mean, (double)effect.count, level, &effect.low, &effect.high);
    wilson(effect.mean, (double)effect.count, 2 * level - 1, &effect.one_sided_low, &effect.one_sided_high);
    return effect;
}

struct effect effect_unpaired(int terms, const struct effect_term term[], int64_t count, double level)
{
    struct effect effect = {.count = count};
    double variance = 0, error_squared = 0, fourth = 0;
    for (int i = 0; i < terms; i++) {
        struct effect one = effect_paired(1, &term[i], count, level);
        double squared = one.error * one.error;
        effect.mean += one.mean;
        effect.missing += one.missing;
        if (one.count < effect.count) effect.count = one.count;
        variance += one.deviation * one.deviation;
        error_squared += squared;
        fourth += squared * squared / (double)(one.count - 1);
    }
    effect.deviation = sqrt(variance);
    effect.error = sqrt(error_squared);
    set_interval(&effect, error_squared * error_squared / fourth, level);
    return effect;
}

static bool reaches(int64_t replicates, double deviation, double half_width, double level)
{
    return t_quantile((double)(replicates - 1), level) * deviation <= half_width * sqrt((double)replicates);
}

/* The half width falls as replicates are added: doubled until it is small enough, then halved between. */
int64_t effect_replicates(double deviation, double half_width, double level)
{
    if (!(half_width > 0) || !isfinite(deviation)) return -1;
    int64_t enough = 2;
    while (enough <= most_replicates && !reaches(enough, deviation, half_width, level)) enough *= 2;
    if (enough > most_replicates) return -1;
    int64_t too_few = enough == 2 ? 1 : enough / 2;
    while (enough - too_few > 1) {
        int64_t middle = too_few + (enough - too_few) / 2;
        if (reaches(middle, deviation, half_width, level))
            enough = middle;
        else
            too_few = middle;
    }
    return enough;
}
