/* Samples of the unit cube at their borders: one sample, one axis, and what more samples leave as it was. */
#include "study/format/samples.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { ROOM = 4096 };

typedef enum status sampling(const struct samples *samples);

/* The points, in a room of their own that the next call of the same `which` uses again. */
static const double *taken(sampling *take, uint64_t seed, int64_t count, int axes, int which)
{
    static double room[2][ROOM];
    const struct samples samples = {.seed = seed, .count = count, .axes = axes, .unit = room[which]};
    memset(room[which], 0xff, sizeof room[which]);
    assert_int_equal(take(&samples), STATUS_OK);
    return room[which];
}

static void one_sample_of_one_axis_lies_inside(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 50; seed++) {
        const double *latin = taken(samples_latin, seed, 1, 1, 0), *sobol = taken(samples_sobol, seed, 1, 1, 1);
        assert_true(latin[0] >= 0 && latin[0] < 1 && isnan(latin[1]));
        assert_true(sobol[0] >= 0 && sobol[0] < 1 && isnan(sobol[1]));
        const double *both = taken(samples_saltelli, seed, 1, 1, 0);
        assert_true(both[0] != both[1] && both[2] == both[1] && isnan(both[3]));
        const double *walk = taken(samples_morris, seed, 1, 1, 0);
        assert_true(fabs(fabs(walk[1] - walk[0]) - 2 / 3.0) < 1e-12 && isnan(walk[2]));
    }
}

/* Points of Sobol and of Saltelli and trajectories go on where fewer ended; a hypercube is another one. */
static void more_samples_leave_the_first(void **state)
{
    (void)state;
    enum { AXES = 3, FEW = 5, MANY = 40 };
    static const struct {
        sampling *take;
        int rows;
        bool same;
    } cases[] = {{samples_sobol, 1, true}, {samples_saltelli, AXES + 2, true}, {samples_morris, AXES + 1, true},
        {samples_latin, 1, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const double *few = taken(cases[i].take, 3, FEW, AXES, 0), *many = taken(cases[i].take, 3, MANY, AXES, 1);
        size_t bytes = (size_t)(FEW * cases[i].rows * AXES) * sizeof *few;
        assert_int_equal(memcmp(few, many, bytes) == 0, cases[i].same);
    }
}

/* What an axis draws does not hang on how many there are. */
static void more_axes_leave_the_first(void **state)
{
    (void)state;
    enum { SAMPLES = 16 };
    sampling *const takes[] = {samples_sobol, samples_latin};
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
        const double *few = taken(takes[i], 3, SAMPLES, 2, 0), *many = taken(takes[i], 3, SAMPLES, 5, 1);
        for (int s = 0; s < SAMPLES; s++) assert_memory_equal(few + 2 * s, many + 5 * s, 2 * sizeof *few);
    }
}

/* The A of Saltelli's samples are Sobol' points of twice as many dimensions, and so are the B: the other half. */
static void saltelli_takes_sobol_points_apart(void **state)
{
    (void)state;
    enum { AXES = 3, SAMPLES = 32 };
    const double *both = taken(samples_sobol, 9, SAMPLES, 2 * AXES, 0),
                 *rows = taken(samples_saltelli, 9, SAMPLES, AXES, 1);
    for (int s = 0; s < SAMPLES; s++)
        assert_memory_equal(both + 2 * AXES * s, rows + (AXES + 2) * AXES * s, 2 * AXES * sizeof *both);
}

/* All four levels are met, each end as a start too. */
static void morris_stays_on_four_levels(void **state)
{
    (void)state;
    enum { AXES = 4, SAMPLES = 100 };
    int met[4] = {0};
    const double *points = taken(samples_morris, 1, SAMPLES, AXES, 0);
    for (int i = 0; i < SAMPLES * (AXES + 1) * AXES; i++) {
        int level = (int)lround(points[i] * 3);
        assert_true(level >= 0 && level <= 3 && fabs(points[i] * 3 - level) < 1e-12);
        met[level]++;
    }
    for (int level = 0; level < 4; level++) assert_true(met[level] > 0);
}

/* GSL's Sobol' points end at 40 dimensions; the last one is as evenly spread as the first. */
static void the_last_dimension_is_there(void **state)
{
    (void)state;
    enum { SAMPLES = 64 };
    int met[SAMPLES] = {0}, most = samples_sobol_most();
    assert_int_equal(most, 40);
    const double *points = taken(samples_sobol, 2, SAMPLES, most, 0);
    for (int s = 0; s < SAMPLES; s++) met[(int)(points[s * most + most - 1] * SAMPLES)]++;
    for (int s = 0; s < SAMPLES; s++) assert_int_equal(met[s], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_sample_of_one_axis_lies_inside),
        cmocka_unit_test(more_samples_leave_the_first),
        cmocka_unit_test(more_axes_leave_the_first),
        cmocka_unit_test(saltelli_takes_sobol_points_apart),
        cmocka_unit_test(morris_stays_on_four_levels),
        cmocka_unit_test(the_last_dimension_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
