/* The bits of designs. A study that is gone on with, or repeated by its `design_seed`, has the points that it had,
 * whatever the compiler, the level of optimisation, the processor and the version: where this test fails, studies that
 * are under way would mix two designs. Change a digest only together with a reason, and tell those who have studies.
 *
 * Each digest is FNV-1a (64 bits, lowest byte first) of the numbers' bits in their order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <inttypes.h>

#include "study/format/pairing.h"
#include "study/format/samples.h"

static const uint64_t EMPTY_DIGEST = 0xcbf29ce484222325;

static uint64_t digest_with(uint64_t digest, const double *numbers, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        uint64_t bits;
        memcpy(&bits, &numbers[i], sizeof bits);
        for (int shift = 0; shift < 64; shift += 8) digest = (digest ^ (bits >> shift & 0xff)) * 0x100000001b3;
    }
    return digest;
}

static int compare(const char *what, uint64_t digest, uint64_t golden)
{
    if (digest == golden) return 0;
    print_message("%s: 0x%016" PRIx64 " instead of 0x%016" PRIx64 "\n", what, digest, golden);
    return 1;
}

/* One sample, a few and many, of one axis, some and as many as Saltelli takes; seeds with bits in all places. */
static uint64_t digest_of_samples(enum status (*take)(const struct samples *samples), int points_of_axes)
{
    static const uint64_t seeds[] = {0, 7, UINT64_C(0x1fedcba9876543)};
    static const int64_t counts[] = {1, 6, 64, 1000};
    static const int axes[] = {1, 3, 20};
    uint64_t digest = EMPTY_DIGEST;
    for (int s = 0; s < 3; s++)
        for (int c = 0; c < 4; c++)
            for (int a = 0; a < 3; a++) {
                const int64_t points = counts[c] * (points_of_axes < 0 ? 1 : axes[a] + points_of_axes);
                double *unit = calloc((size_t)(points * axes[a]), sizeof *unit);
                assert_non_null(unit);
                const struct samples samples = {seeds[s], counts[c], axes[a], unit};
                assert_int_equal(take(&samples), STATUS_OK);
                digest = digest_with(digest, unit, points * axes[a]);
                free(unit);
            }
    return digest;
}

static void samples_have_the_golden_bits(void **state)
{
    (void)state;
    int differences = 0;
    differences += compare("latin", digest_of_samples(samples_latin, -1), 0x7006fffd9991eee6);
    differences += compare("sobol", digest_of_samples(samples_sobol, -1), 0xc2d6a9f72dcec8f7);
    differences += compare("saltelli", digest_of_samples(samples_saltelli, 2), 0xb5b7da1ba93c5fd5);
    differences += compare("morris", digest_of_samples(samples_morris, 1), 0xae7c8554124964bf);
    assert_int_equal(differences, 0);
}

/* Of ends far below, about and far above the mean, near and far apart; of modes at both ends and between. */
static void distributions_have_the_golden_bits(void **state)
{
    (void)state;
    enum { SHARES = 1000 };
    static const double ends[][2] = {{-9, -8}, {-3, 0.5}, {-1e-3, 1e-3}, {-30, 30}, {0, 2}, {5, 6}};
    uint64_t normal = EMPTY_DIGEST, triangular = EMPTY_DIGEST;
    for (int i = 1; i < SHARES; i++)
        for (int k = 0; k < 6; k++) {
            const struct distribution bell = distribution_normal(ends[k][0], ends[k][1]),
                                      triangle = distribution_triangular(k / 5.0);
            const double shares[] = {
                distribution_share(&bell, i / (double)SHARES), distribution_share(&triangle, i / (double)SHARES)};
            normal = digest_with(normal, &shares[0], 1);
            triangular = digest_with(triangular, &shares[1], 1);
        }
    int differences = 0;
    differences += compare("normal", normal, 0x669c5d0259aac909);
    differences += compare("triangular", triangular, 0xb26c961e9d0c48fb);
    assert_int_equal(differences, 0);
}

static void pairs_have_the_golden_bits(void **state)
{
    (void)state;
    enum { SAMPLES = 200, AXES = 5 };
    static double unit[SAMPLES * AXES];
    static const int axis[] = {0, 1, 3, 4};
    static const double rank[] = {1, 0.5, -0.25, 0, 0.5, 1, 0.3, 0.1, -0.25, 0.3, 1, -0.6, 0, 0.1, -0.6, 1};
    const struct samples samples = {.seed = 3, .count = SAMPLES, .axes = AXES, .unit = unit};
    struct design design = {.points = SAMPLES, .axis_count = AXES, .unit = unit, .samples = SAMPLES};
    const struct pairing pairing = {.count = 4, .axis = axis, .rank = rank};
    assert_int_equal(samples_latin(&samples), STATUS_OK);
    assert_int_equal(pairing_contradiction(&pairing), pairing.count);
    assert_int_equal(pairing_apply(&pairing, &design), STATUS_OK);
    assert_int_equal(compare("pairs", digest_with(EMPTY_DIGEST, unit, SAMPLES * AXES), 0xf83659decd4e308d), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(samples_have_the_golden_bits),
        cmocka_unit_test(distributions_have_the_golden_bits),
        cmocka_unit_test(pairs_have_the_golden_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
