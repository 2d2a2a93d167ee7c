/* NK landscapes (Kauffman 1993, The Origins of Order): what is true of them by definition, and what chance must make of
 * them. Statistical checks: see model/chance.h. Also tests landscape/nk.c. */
#include "landscape/landscape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "landscape/landscapes.h"
#include "model/chance.h"
#include "scenario/parameters.h"

#include <string.h>

static const struct landscape_parameters NK = {
    .present = true, .kind = LANDSCAPE_NK, .domains = 1, .bits = 12, .interactions = 3, .block_bits = 1};

static struct configuration flipped(struct configuration configuration, int64_t place)
{
    if (place < 64) configuration.low ^= UINT64_C(1) << place;
    if (place >= 64) configuration.high ^= UINT64_C(1) << (place - 64);
    return configuration;
}

static struct configuration drawn(const struct landscape *landscape, uint32_t number)
{
    return landscape_draw(landscape, (struct random_key){.seed = 1, .entity = number});
}

static double quality(const struct landscape *landscape, struct configuration configuration)
{
    return landscape_quality(landscape, 0, configuration);
}

static void without_interactions_bits_add_up(void **state)
{
    (void)state;
    struct landscape_parameters parameters = NK;
    parameters.interactions = 0;
    parameters.bits = 70;
    struct landscape landscape = landscape_of(&parameters, 1);
    for (int64_t place = 0; place < parameters.bits; place++) {
        struct configuration some = drawn(&landscape, 1), other = drawn(&landscape, 2);
        if (((some.low ^ other.low) >> (place % 64) & 1) && place < 64) other = flipped(other, place);
        if (((some.high ^ other.high) >> (place % 64) & 1) && place >= 64) other = flipped(other, place);
        double step = quality(&landscape, flipped(some, place)) - quality(&landscape, some);
        assert_true(fabs(step) <= 1.0 / 70);
        assert_true(step != 0);
        assert_true(fabs(quality(&landscape, flipped(other, place)) - quality(&landscape, other) - step) < 1e-12);
    }
    landscape_free(&landscape);
}

/* Whether some bit's contribution depends on both places. */
static bool interact(const struct landscape *landscape, int32_t a, int32_t b)
{
    int32_t bits = (int32_t)landscape->parameters->bits, others = (int32_t)landscape->parameters->interactions;
    for (int32_t place = 0; place < bits; place++) {
        bool on_a = place == a, on_b = place == b;
        for (int32_t k = 0; k < others; k++) {
            on_a = on_a || landscape->neighbours[place * others + k] == a;
            on_b = on_b || landscape->neighbours[place * others + k] == b;
        }
        if (on_a && on_b) return true;
    }
    return false;
}

/* Flipping two bits does the sum of what flipping each does, exactly where no contribution depends on both. */
static void bits_interact_where_a_contribution_depends_on_both(void **state)
{
    (void)state;
    int64_t pairs[2] = {0};
    for (int64_t others = 1; others <= 4; others++) {
        struct landscape_parameters parameters = NK;
        parameters.interactions = others;
        struct landscape landscape = landscape_of(&parameters, (uint64_t)others);
        struct configuration x = drawn(&landscape, 3);
        for (int32_t a = 0; a < parameters.bits; a++)
            for (int32_t b = 0; b < a; b++) {
                double mixed = quality(&landscape, x) + quality(&landscape, flipped(flipped(x, a), b)) -
                               quality(&landscape, flipped(x, a)) - quality(&landscape, flipped(x, b));
                bool together = interact(&landscape, a, b);
                assert_true(together ? fabs(mixed) > 1e-9 : fabs(mixed) < 1e-12);
                pairs[together]++;
            }
        landscape_free(&landscape);
    }
    assert_true(pairs[0] > 20 && pairs[1] > 20);
}

static void neighbours_are_distinct_others_drawn_at_random(void **state)
{
    (void)state;
    int64_t times[12] = {0};
    for (uint64_t seed = 1; seed <= 500; seed++) {
        struct landscape landscape = landscape_of(&NK, seed);
        for (int place = 0; place < 12; place++) {
            uint32_t seen = 1U << place;
            for (int k = 0; k < 3; k++) {
                uint8_t other = landscape.neighbours[place * 3 + k];
                assert_true(other < 12 && !(seen >> other & 1));
                seen |= 1U << other;
                times[(other - place + 12) % 12]++;
            }
        }
        landscape_free(&landscape);
    }
    assert_int_equal(times[0], 0);
    assert_likely(chance_equal_cells(11, times + 1), "how far away neighbours are");
}

/* A contribution is uniform in [0, 1): for the quality of one bit that can be seen; for more, the mean of N of them has
 * mean 1/2 and variance 1 / 12 N. Spots are landscapes of their own, so many are at hand. */
static void contributions_are_uniform(void **state)
{
    (void)state;
    enum { SPOTS = 20000 };
    static double values[SPOTS];
    struct landscape_parameters parameters = NK;
    parameters.context_weight = 1;
    parameters.bits = 1;
    parameters.interactions = 0;
    struct landscape landscape = landscape_of(&parameters, 1);
    for (int32_t spot = 0; spot < SPOTS; spot++)
        values[spot] =
            landscape_quality_at(&landscape, 0, spot, (struct configuration){.low = (uint64_t)spot % 2}, 0.3);
    assert_likely(chance_uniform(SPOTS, values), "one bit");
    landscape_free(&landscape);

    parameters.bits = 12;
    for (parameters.interactions = 0; parameters.interactions <= 11; parameters.interactions++) {
        struct sample sample = {0}, squares = {0};
        landscape = landscape_of(&parameters, 1);
        for (int32_t spot = 0; spot < 4000; spot++) {
            double q = landscape_quality_at(&landscape, 0, spot, drawn(&landscape, (uint32_t)spot), 0.3);
            sample_add(&sample, q);
            sample_add(&squares, (q - 0.5) * (q - 0.5));
        }
        assert_likely(chance_mean(&sample, 0.5, 0), "mean with K = %d", (int)parameters.interactions);
        assert_likely(chance_mean(&squares, 1.0 / 144, 0), "variance with K = %d", (int)parameters.interactions);
        landscape_free(&landscape);
    }
}

/* Of N contributions a flipped bit redraws its own and each other's with probability K / (N - 1), so 1 + K on average:
 * the mean square of the change is (1 + K) / 6 N^2. */
static void a_flipped_bit_redraws_as_many_contributions_as_depend_on_it(void **state)
{
    (void)state;
    for (int64_t others = 0; others <= 11; others++) {
        struct sample changes = {0};
        struct landscape_parameters parameters = NK;
        parameters.interactions = others;
        for (uint64_t seed = 1; seed <= 2000; seed++) {
            struct landscape landscape = landscape_of(&parameters, seed);
            struct configuration x = drawn(&landscape, (uint32_t)seed);
            double change = quality(&landscape, flipped(x, (int64_t)seed % 12)) - quality(&landscape, x);
            sample_add(&changes, change * change);
            landscape_free(&landscape);
        }
        assert_likely(chance_mean(&changes, (1 + (double)others) / (6 * 144), 0), "change with K = %d", (int)others);
    }
}

/* With some bits unknown, what depends on none of them stays as it is and every other contribution counts 1/2. */
static void unknown_bits_count_as_their_expectation(void **state)
{
    (void)state;
    struct landscape landscape = landscape_of(&NK, 1);
    struct configuration x = drawn(&landscape, 1);
    for (int32_t open = 0; open < 12; open++) {
        struct configuration opened = {.low = x.low & ~(UINT64_C(1) << open), .unknown_low = UINT64_C(1) << open};
        for (int32_t place = 0; place < 12; place++) {
            if (place == open) continue;
            bool alone = false;
            for (int32_t i = 0; i < 12 && !alone; i++) {
                bool on_place = i == place, on_open = i == open;
                for (int k = 0; k < 3; k++) {
                    on_place = on_place || landscape.neighbours[i * 3 + k] == place;
                    on_open = on_open || landscape.neighbours[i * 3 + k] == open;
                }
                alone = on_place && !on_open;
            }
            double change = quality(&landscape, flipped(opened, place)) - quality(&landscape, opened);
            assert_true(alone == (change != 0));
        }
    }
    assert_true(quality(&landscape, (struct configuration){.unknown_low = 4095}) == 0.5);
    landscape_free(&landscape);

    struct landscape_parameters parameters = NK;
    parameters.interactions = 0;
    parameters.bits = 128;
    landscape = landscape_of(&parameters, 1);
    for (int64_t place = 0; place < 128; place++) {
        struct configuration zero = {0}, open = {0};
        *(place < 64 ? &open.unknown_low : &open.unknown_high) = UINT64_C(1) << place % 64;
        double with_zero = quality(&landscape, zero), with_one = quality(&landscape, flipped(zero, place));
        double half = quality(&landscape, open);
        assert_true(fabs(half - with_zero) <= 0.5 / 128 && fabs(half - with_one) <= 0.5 / 128);
        assert_true(half != with_zero);
    }
    landscape_free(&landscape);
}

/* The brute force of the test's own: a table of uniform numbers for every bit and pattern. */
static double highest_of_a_table(uint32_t seed, int bits, int others)
{
    static double table[12 << 6];
    static int neighbour[12][6];
    uint32_t draw = 0;
    double highest = 0;
    for (int i = 0; i < bits << (others + 1); i++)
        table[i] = random_uniform((struct random_key){.seed = 77, .entity = seed, .index = draw++});
    for (int i = 0; i < bits; i++)
        for (int k = 0; k < others; k++) {
            int *other = &neighbour[i][k];
            bool taken;
            do {
                *other = (int)random_below((struct random_key){.seed = 78, .entity = seed, .index = draw++}, 12);
                taken = *other == i;
                for (int before = 0; before < k; before++) taken = taken || neighbour[i][before] == *other;
            } while (taken);
        }
    for (int x = 0; x < 1 << bits; x++) {
        double sum = 0;
        for (int i = 0; i < bits; i++) {
            int pattern = x >> i & 1;
            for (int k = 0; k < others; k++) pattern = pattern * 2 + (x >> neighbour[i][k] & 1);
            sum += table[(i << (others + 1)) + pattern];
        }
        highest = fmax(highest, sum / bits);
    }
    return highest;
}

static double highest(const struct landscape *landscape)
{
    double most = 0;
    for (uint64_t x = 0; x < UINT64_C(1) << landscape->parameters->bits; x++)
        most = fmax(most, quality(landscape, (struct configuration){.low = x}));
    return most;
}

static void the_highest_peak_is_as_high_as_in_a_table(void **state)
{
    (void)state;
    struct landscape_parameters parameters = NK;
    parameters.interactions = 5;
    struct sample ours = {0}, theirs = {0};
    for (uint32_t seed = 1; seed <= 150; seed++) {
        struct landscape landscape = landscape_of(&parameters, seed);
        sample_add(&ours, highest(&landscape));
        sample_add(&theirs, highest_of_a_table(seed, 12, 5));
        landscape_free(&landscape);
    }
    assert_likely(chance_same_mean(&ours, &theirs), "%.4f against %.4f", sample_mean(&ours), sample_mean(&theirs));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_interactions_bits_add_up),
        cmocka_unit_test(bits_interact_where_a_contribution_depends_on_both),
        cmocka_unit_test(neighbours_are_distinct_others_drawn_at_random),
        cmocka_unit_test(contributions_are_uniform),
        cmocka_unit_test(a_flipped_bit_redraws_as_many_contributions_as_depend_on_it),
        cmocka_unit_test(unknown_bits_count_as_their_expectation),
        cmocka_unit_test(the_highest_peak_is_as_high_as_in_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
