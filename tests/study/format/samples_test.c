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

static uint64_t digits(double unit)
{
    return (uint64_t)(unit * 0x1p53);
}

/* Sobol' points of the first two dimensions by their definition (Bratley & Fox 1988, doi:10.1145/42288.214372): the
 * exclusive or of the direction numbers at the ones of i in Gray's code, which are 1/2^j, and m/2^j with
 * m = 1, 3, 5, 15, 17, ..., each twice the last but one digit by digit. The first is the origin, and so the shift. */
static void sobol_points_are_shifted_digit_by_digit(void **state)
{
    (void)state;
    enum { AXES = 2, SAMPLES = 256 };
    const double *points = taken(samples_sobol, 5, SAMPLES, AXES, 0);
    for (uint64_t i = 0; i < SAMPLES; i++) {
        uint64_t first = 0, second = 0, m = 1;
        for (int j = 1; j <= 8; j++, m ^= m << 1) {
            if (!((i ^ i >> 1) >> (j - 1) & 1)) continue;
            first ^= UINT64_C(1) << (53 - j);
            second ^= m << (53 - j);
        }
        assert_true((digits(points[i * AXES]) ^ digits(points[0])) == first);
        assert_true((digits(points[i * AXES + 1]) ^ digits(points[1])) == second);
    }
}

/* Of numbers in [0, 1) that are as good as independent; fails by chance once in 300,000 times. */
static void assert_uniform(double sum, double squares, int count)
{
    const double mean = sum / count, square = squares / count;
    assert_true(fabs(mean - 1 / 2.0) < 4.7 * sqrt(1 / 12.0 / count));
    assert_true(fabs(square - 1 / 3.0) < 4.7 * sqrt(4 / 45.0 / count));
}

/* Where in its stratum each sample lies, and the shift of each seed, is uniform, and another on each axis. */
static void places_and_shifts_are_uniform(void **state)
{
    (void)state;
    enum { SAMPLES = 2000 };
    double place[2][SAMPLES], shift[2][SAMPLES];
    const double *latin = taken(samples_latin, 11, SAMPLES, 2, 0);
    for (int s = 0; s < SAMPLES; s++) {
        const double *sobol = taken(samples_sobol, (uint64_t)s, 1, 2, 1);
        for (int a = 0; a < 2; a++) {
            place[a][s] = latin[2 * s + a] * SAMPLES - floor(latin[2 * s + a] * SAMPLES);
            shift[a][s] = sobol[a];
        }
    }
    double products[3] = {0};
    for (int a = 0; a < 2; a++) {
        double of[4] = {0};
        for (int s = 0; s < SAMPLES; s++) {
            of[0] += place[a][s];
            of[1] += place[a][s] * place[a][s];
            of[2] += shift[a][s];
            of[3] += shift[a][s] * shift[a][s];
        }
        assert_uniform(of[0], of[1], SAMPLES);
        assert_uniform(of[2], of[3], SAMPLES);
    }
    for (int s = 0; s < SAMPLES; s++) { /* also of which stratum goes with which */
        products[0] += 12 * (place[0][s] - 0.5) * (place[1][s] - 0.5) / SAMPLES;
        products[1] += 12 * (shift[0][s] - 0.5) * (shift[1][s] - 0.5) / SAMPLES;
        products[2] += 12 * (latin[2 * s] - 0.5) * (latin[2 * s + 1] - 0.5) / SAMPLES;
    }
    for (int p = 0; p < 3; p++) assert_true(fabs(products[p]) < 4.7 / sqrt(SAMPLES));
}

/* Of three axes each moves once, by 2/3; each of the six orders and each of the four beginnings of an axis comes as
 * often as any, and that of one axis says nothing of that of another. Bounds of 5 standard deviations: by chance it
 * fails once in 60,000 times. */
static void morris_takes_all_orders_and_beginnings_alike(void **state)
{
    (void)state;
    enum { AXES = 3, TRAJECTORIES = 300 };
    int order[27] = {0}, begins[16] = {0}, orders = 0;
    const double *points = taken(samples_morris, 2, TRAJECTORIES, AXES, 0);
    for (int t = 0; t < TRAJECTORIES; t++) {
        const double *walk = points + t * (AXES + 1) * AXES;
        int code = 0, moves = 0;
        for (int j = 0; j < AXES; j++)
            for (int a = 0; a < AXES; a++) {
                const double step = fabs(walk[(j + 1) * AXES + a] - walk[j * AXES + a]);
                if (step == 0) continue;
                assert_true(fabs(step - 2 / 3.0) < 1e-12);
                code = 3 * code + a;
                moves++;
            }
        assert_int_equal(moves, AXES);
        order[code]++;
        begins[4 * lround(walk[0] * 3) + lround(walk[1] * 3)]++;
    }
    for (int o = 0; o < 27; o++) {
        if (order[o] == 0) continue;
        orders++;
        assert_true(fabs(order[o] - TRAJECTORIES / 6.0) < 5 * sqrt(TRAJECTORIES * 5 / 36.0));
    }
    assert_int_equal(orders, 6);
    for (int b = 0; b < 16; b++)
        assert_true(fabs(begins[b] - TRAJECTORIES / 16.0) < 5 * sqrt(TRAJECTORIES * 15 / 256.0));
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
        cmocka_unit_test(sobol_points_are_shifted_digit_by_digit),
        cmocka_unit_test(places_and_shifts_are_uniform),
        cmocka_unit_test(morris_takes_all_orders_and_beginnings_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
