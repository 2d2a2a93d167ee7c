#include "study/format/samples.h"

#include <gsl/gsl_permutation.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>
#include <string.h>

#include "io/network/gsl_random.h"

/* What is drawn, so that no two uses share a bit. */
enum use { ORDER, PLACE, SHIFT, LEVEL, DIRECTION };

static struct random_key key_of(const struct samples *samples, enum use use, int64_t entity, int64_t index)
{
    return (struct random_key){.seed = samples->seed,
        .stream = STREAM_DESIGN,
        .step = (uint32_t)use,
        .entity = (uint32_t)entity,
        .index = (uint32_t)index};
}

/* Shuffles the numbers from 0 on. */
static void shuffle(gsl_permutation *order, gsl_rng *generator, struct random_key key)
{
    gsl_permutation_init(order);
    gsl_random_at(generator, key);
    gsl_ran_shuffle(generator, order->data, order->size, sizeof *order->data);
}

enum status samples_latin(const struct samples *samples)
{
    gsl_rng *generator = gsl_rng_alloc(gsl_random_type());
    gsl_permutation *order = gsl_permutation_alloc((size_t)samples->count);
    for (int a = 0; generator && order && a < samples->axes; a++) {
        shuffle(order, generator, key_of(samples, ORDER, 0, a));
        for (int64_t i = 0; i < samples->count; i++) {
            double within = random_uniform(key_of(samples, PLACE, i, a));
            samples->unit[i * samples->axes + a] =
                ((double)gsl_permutation_get(order, (size_t)i) + within) / (double)samples->count;
        }
    }
    enum status status = generator && order ? STATUS_OK : STATUS_MEMORY;
    if (order) gsl_permutation_free(order);
    if (generator) gsl_rng_free(generator);
    return status;
}

int samples_sobol_most(void)
{
    return (int)gsl_qrng_sobol->max_dimension;
}

/* The next point, every axis shifted by random digits of base two; GSL leaves out the origin, which is the first. */
static void next_sobol(const struct samples *samples, gsl_qrng *generator, int64_t i, int dimensions, double *point)
{
    memset(point, 0, (size_t)dimensions * sizeof *point);
    if (i > 0) gsl_qrng_get(generator, point);
    for (int d = 0; d < dimensions; d++) {
        uint64_t digits = (uint64_t)(point[d] * 0x1p53) ^ random_bits(key_of(samples, SHIFT, 0, d)) >> 11;
        point[d] = (double)digits * 0x1p-53;
    }
}

enum status samples_sobol(const struct samples *samples)
{
    gsl_qrng *generator = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)samples->axes);
    if (!generator) return STATUS_MEMORY;
    for (int64_t i = 0; i < samples->count; i++)
        next_sobol(samples, generator, i, samples->axes, samples->unit + i * samples->axes);
    gsl_qrng_free(generator);
    return STATUS_OK;
}

enum status samples_saltelli(const struct samples *samples)
{
    enum { DIMENSIONS_MOST = 64 };
    int k = samples->axes;
    double both[DIMENSIONS_MOST], *point = samples->unit;
    gsl_qrng *generator = gsl_qrng_alloc(gsl_qrng_sobol, 2 * (unsigned)k);
    if (!generator) return STATUS_MEMORY;
    for (int64_t i = 0; i < samples->count; i++) {
        next_sobol(samples, generator, i, 2 * k, both);
        for (int row = 0; row < k + 2; row++, point += k) {
            memcpy(point, row == 1 ? both + k : both, (size_t)k * sizeof *point);
            if (row >= 2) point[row - 2] = both[k + row - 2];
        }
    }
    gsl_qrng_free(generator);
    return STATUS_OK;
}

/* One trajectory: from a random corner of the grid {0, 1/3, 2/3, 1}, the axes move in a random order. */
static void walk(const struct samples *samples, const gsl_permutation *order, int64_t trajectory)
{
    int k = samples->axes;
    double *start = samples->unit + trajectory * (k + 1) * k;
    for (int a = 0; a < k; a++) {
        bool upper = random_bernoulli(key_of(samples, LEVEL, trajectory, a), 0.5);
        bool down = random_bernoulli(key_of(samples, DIRECTION, trajectory, a), 0.5);
        int level = upper + 2 * down, moved = down ? level - 2 : level + 2;
        int64_t when = (int64_t)gsl_permutation_get(order, (size_t)a);
        for (int64_t j = 0; j <= k; j++) start[j * k + a] = (j > when ? moved : level) / 3.0;
    }
}

enum status samples_morris(const struct samples *samples)
{
    gsl_rng *generator = gsl_rng_alloc(gsl_random_type());
    gsl_permutation *order = gsl_permutation_alloc((size_t)samples->axes);
    for (int64_t t = 0; generator && order && t < samples->count; t++) {
        shuffle(order, generator, key_of(samples, ORDER, t, 0));
        walk(samples, order, t);
    }
    enum status status = generator && order ? STATUS_OK : STATUS_MEMORY;
    if (order) gsl_permutation_free(order);
    if (generator) gsl_rng_free(generator);
    return status;
}
