/* Landscapes of the kinds match and listed, and what is the same in all kinds: context, draws, variants. Statistical
 * checks: see model/chance.h. Also tests landscape/match.c, landscape/listed.c, landscape/draw.c. */
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
    .present = true, .kind = LANDSCAPE_NK, .domains = 1, .bits = 12, .interactions = 3, .options = 2, .block_bits = 1};

static struct configuration drawn(const struct landscape *landscape, uint32_t number)
{
    return landscape_draw(landscape, (struct random_key){.seed = 1, .entity = number});
}

static double quality(const struct landscape *landscape, struct configuration configuration)
{
    return landscape_quality(landscape, 0, configuration);
}

/* -- match */

/* The target, found by flipping each bit of nothing. */
static uint64_t target_of(const struct landscape *landscape, int32_t domain)
{
    uint64_t target = 0;
    double none = landscape_quality(landscape, domain, (struct configuration){0});
    for (int place = 0; place < 12; place++)
        if (landscape_quality(landscape, domain, (struct configuration){.low = UINT64_C(1) << place}) > none)
            target |= UINT64_C(1) << place;
    return target;
}

static void match_counts_whole_blocks(void **state)
{
    (void)state;
    struct landscape_parameters parameters = NK;
    parameters.kind = LANDSCAPE_MATCH;
    struct landscape landscape = landscape_of(&parameters, 5);
    uint64_t target = target_of(&landscape, 0);
    for (parameters.block_bits = 1; parameters.block_bits <= 12; parameters.block_bits++) {
        if (12 % parameters.block_bits != 0) continue;
        for (uint64_t x = 0; x < 4096; x++) {
            int64_t right = 0;
            for (int64_t first = 0; first < 12; first += parameters.block_bits) {
                uint64_t block = ((UINT64_C(1) << parameters.block_bits) - 1) << first;
                right += ((x ^ target) & block) == 0 ? parameters.block_bits : 0;
            }
            assert_true(quality(&landscape, (struct configuration){.low = x}) == (double)right / 12);
        }
        for (int place = 0; place < 12; place++) {
            uint64_t one = UINT64_C(1) << place;
            struct configuration open = {.low = target & ~one, .unknown_low = one};
            assert_true(quality(&landscape, open) == (double)(12 - parameters.block_bits) / 12);
        }
    }
    landscape_free(&landscape);
}

static void targets_are_drawn_bit_by_bit(void **state)
{
    (void)state;
    struct landscape_parameters parameters = NK;
    parameters.kind = LANDSCAPE_MATCH;
    int64_t ones[12] = {0};
    for (uint64_t seed = 1; seed <= 2000; seed++) {
        struct landscape landscape = landscape_of(&parameters, seed);
        uint64_t target = target_of(&landscape, 0);
        for (int place = 0; place < 12; place++) ones[place] += (target >> place & 1) != 0;
        landscape_free(&landscape);
    }
    for (int place = 0; place < 12; place++)
        assert_likely(chance_binomial(ones[place], 2000, 0.5), "bit %d of the target", place);
}

/* -- listed */

static void listed_practices_have_the_quality_given(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct message message = {""};
    const struct parameter *practices = parameter_find("landscape.practices");
    assert_int_equal(parameter_set(&scenario, practices, "{a: 0.8, b: 0, c: 1, d: 0.25}", &message), STATUS_OK);
    scenario.landscape.kind = LANDSCAPE_LISTED;
    struct landscape landscape = landscape_of(&scenario.landscape, 1);
    const double given[] = {0.8, 0, 1, 0.25};
    int64_t draws[4] = {0}, steps[4] = {0};
    for (uint64_t i = 0; i < 4; i++) assert_true(quality(&landscape, (struct configuration){.low = i}) == given[i]);
    for (uint32_t i = 0; i < 10000; i++) {
        struct random_key key = {.seed = 2, .entity = i};
        struct configuration some = landscape_draw(&landscape, key), other = landscape_vary(&landscape, some, key);
        assert_true(some.low < 4 && other.low < 4 && some.high == 0 && other.high == 0 && some.low != other.low);
        draws[some.low]++;
        key.seed = 3;
        steps[(landscape_vary(&landscape, some, key).low + 4 - some.low) % 4]++;
    }
    assert_likely(chance_equal_cells(4, draws), "draws from a list");
    assert_likely(chance_equal_cells(3, steps + 1), "variants from a list");
    scenario.landscape.practices.count = 1;
    struct configuration only = {0};
    assert_true(configuration_equal(landscape_vary(&landscape, only, (struct random_key){.seed = 1}), only));
    landscape_free(&landscape);
}

/* -- of all kinds */

static void the_spot_blends_in_by_the_share_of_context(void **state)
{
    (void)state;
    for (int kind = LANDSCAPE_NK; kind <= LANDSCAPE_RING; kind++) {
        struct landscape_parameters parameters = NK;
        parameters.positions = 50;
        parameters.kind = (enum landscape_kind)kind;
        parameters.practices.count = 3;
        for (int i = 0; i < 3; i++) parameters.practices.item[i].value = 0.3 * i;
        struct landscape landscape = landscape_of(&parameters, 1);
        bool differs = false;
        for (int32_t spot = 0; spot < 50; spot++) {
            struct configuration x = drawn(&landscape, (uint32_t)spot);
            double at_large = quality(&landscape, x);
            parameters.context_weight = 0;
            assert_true(landscape_quality_at(&landscape, 0, spot, x, at_large) == at_large);
            parameters.context_weight = 1;
            double local = landscape_quality_at(&landscape, 0, spot, x, at_large);
            differs = differs || local != landscape_quality_at(&landscape, 0, spot + 1, x, at_large);
            assert_true(local >= 0 && local <= 1);
            parameters.context_weight = 0.3;
            double both = landscape_quality_at(&landscape, 0, spot, x, at_large);
            assert_true(fabs(both - (0.7 * at_large + 0.3 * local)) < 1e-15);
        }
        assert_true(differs);
        landscape_free(&landscape);
    }
}

static void domains_and_spots_and_seeds_have_landscapes_of_their_own(void **state)
{
    (void)state;
    struct landscape_parameters parameters = NK;
    parameters.domains = 3;
    parameters.context_weight = 1;
    struct landscape landscape = landscape_of(&parameters, 1), again = landscape_of(&parameters, 1);
    struct landscape other = landscape_of(&parameters, 2);
    struct configuration x = drawn(&landscape, 1);
    double values[7] = {landscape_quality(&landscape, 0, x), landscape_quality(&landscape, 1, x),
        landscape_quality(&landscape, 2, x), landscape_quality(&other, 0, x),
        landscape_quality_at(&landscape, 0, 0, x, 0), landscape_quality_at(&landscape, 0, 1, x, 0),
        landscape_quality_at(&landscape, 1, 0, x, 0)};
    for (int i = 0; i < 7; i++)
        for (int j = 0; j < i; j++) assert_true(values[i] != values[j]);
    for (int32_t domain = 0; domain < 3; domain++)
        assert_true(landscape_quality(&again, domain, x) == landscape_quality(&landscape, domain, x));
    again.seeds.of[RANDOM_NETWORK] = again.seeds.of[RANDOM_BEHAVIOUR] = 99;
    assert_true(landscape_quality(&again, 0, x) == values[0]);
    landscape_free(&landscape);
    landscape_free(&again);
    landscape_free(&other);
}

static void draws_are_uniform_over_configurations(void **state)
{
    (void)state;
    static const int64_t lengths[] = {1, 5, 63, 64, 65, 127, 128};
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        struct landscape_parameters parameters = NK;
        parameters.bits = lengths[l];
        parameters.interactions = 0;
        struct landscape landscape = landscape_of(&parameters, 1);
        int64_t ones[128] = {0}, cells[32] = {0};
        for (uint32_t i = 0; i < 5000; i++) {
            struct configuration x = drawn(&landscape, i);
            for (int64_t place = 0; place < 128; place++) {
                bool set = (place < 64 ? x.low >> place : x.high >> (place - 64)) & 1;
                assert_true(!set || place < lengths[l]);
                ones[place] += set;
            }
            cells[x.low & 31]++;
        }
        for (int64_t place = 0; place < lengths[l]; place++)
            assert_likely(chance_binomial(ones[place], 5000, 0.5), "bit %d of %d", (int)place, (int)lengths[l]);
        if (lengths[l] >= 5) assert_likely(chance_equal_cells(32, cells), "five bits of %d", (int)lengths[l]);
        landscape_free(&landscape);
    }
}

static void a_variant_differs_in_one_bit(void **state)
{
    (void)state;
    for (int kind = LANDSCAPE_NK; kind <= LANDSCAPE_MATCH; kind++)
        for (int64_t bits = 1; bits <= 128; bits += 127) {
            struct landscape_parameters parameters = NK;
            parameters.kind = (enum landscape_kind)kind;
            parameters.bits = bits;
            parameters.interactions = 0;
            struct landscape landscape = landscape_of(&parameters, 1);
            int64_t places[128] = {0};
            for (uint32_t i = 0; i < 12800; i++) {
                struct configuration x = drawn(&landscape, i);
                struct configuration y = landscape_vary(&landscape, x, (struct random_key){.seed = 4, .entity = i});
                uint64_t low = x.low ^ y.low, high = x.high ^ y.high;
                assert_true(y.unknown_low == 0 && y.unknown_high == 0);
                assert_int_equal(__builtin_popcountll(low) + __builtin_popcountll(high), 1);
                places[low ? __builtin_ctzll(low) : 64 + __builtin_ctzll(high)]++;
            }
            assert_likely(chance_equal_cells((int)bits, places), "which of %d bits is varied", (int)bits);
            for (int64_t place = bits; place < 128; place++) assert_int_equal(places[place], 0);
            landscape_free(&landscape);
        }
}

/* An unknown bit is settled by a fair coin, whichever bit it is; the others stay as they are. */
static void a_variant_of_an_unknown_bit_settles_it(void **state)
{
    (void)state;
    struct landscape_parameters parameters = NK;
    parameters.interactions = 0;
    parameters.bits = 128;
    struct landscape landscape = landscape_of(&parameters, 1);
    const struct configuration open = {.unknown_low = UINT64_MAX, .unknown_high = UINT64_MAX};
    int64_t places[128] = {0}, ones = 0;
    for (uint32_t i = 0; i < 12800; i++) {
        struct configuration x = landscape_vary(&landscape, open, (struct random_key){.seed = 4, .entity = i});
        uint64_t low = ~x.unknown_low, high = ~x.unknown_high;
        assert_int_equal(__builtin_popcountll(low) + __builtin_popcountll(high), 1);
        assert_true((x.low & ~low) == 0 && (x.high & ~high) == 0);
        places[low ? __builtin_ctzll(low) : 64 + __builtin_ctzll(high)]++;
        ones += x.low || x.high;
    }
    assert_likely(chance_equal_cells(128, places), "which bit is settled");
    assert_likely(chance_binomial(ones, 12800, 0.5), "to what it is settled");
    landscape_free(&landscape);
}

static void without_a_landscape_there_is_one_configuration(void **state)
{
    (void)state;
    struct landscape_parameters parameters = {.present = false, .context_weight = 0.5};
    struct landscape landscape = landscape_of(&parameters, 1);
    struct random_key key = {.seed = 1};
    struct configuration x = landscape_draw(&landscape, key), only = {0};
    assert_true(configuration_equal(x, only));
    assert_true(configuration_equal(landscape_vary(&landscape, x, key), only));
    assert_true(quality(&landscape, x) == 0);
    assert_int_equal(landscape.domain_count, 1);
    landscape_free(&landscape);
}

/* -- choices of several ways */

static const struct landscape_parameters CHOICES = {
    .present = true, .kind = LANDSCAPE_MATCH, .domains = 1, .bits = 40, .options = 5, .block_bits = 2};

/* A value that is set is got, whatever the others are, and none lies in both halves. */
static void choices_keep_to_their_bits(void **state)
{
    (void)state;
    for (int32_t options = 2; options <= CHOICE_OPTIONS_MOST; options++) {
        struct choices choices = choices_of(0, options);
        choices.count = 2 * choices.half;
        assert_true(1 << choices.width >= options && 1 << (choices.width - 1) < options);
        struct configuration one = {0}, other = choices_unknown(choices);
        for (int32_t c = 0; c < choices.count; c++) choice_set(choices, &one, c, (c * 7 + 1) % options);
        for (int32_t c = 0; c < choices.count; c++) {
            assert_int_equal(choice_get(choices, one, c), (c * 7 + 1) % options);
            assert_int_equal(choice_get(choices, other, c), -1);
            struct configuration changed = one;
            choice_set(choices, &changed, c, (c * 7 + 2) % options);
            struct bit_set differ = choices_differing(choices, one, changed);
            assert_int_equal(__builtin_popcountll(differ.low) + __builtin_popcountll(differ.high), 1);
            assert_true(bit_set_has(differ, choice_place(choices, c)));
            assert_true(configuration_equal(choices_mixed(choices, changed, one, differ), changed));
            choice_set(choices, &changed, c, -1);
            choice_set(choices, &changed, c, (c * 7 + 1) % options);
            assert_true(configuration_equal(changed, one));
        }
    }
}

/* All ways are drawn alike, of practices and of targets; a variant has another way in one choice, each alike. */
static void ways_are_drawn_alike(void **state)
{
    (void)state;
    const struct choices choices = landscape_choices(&CHOICES);
    int64_t drawn_ways[5] = {0}, right[5] = {0}, changed[40] = {0}, others[4] = {0};
    for (uint32_t seed = 1; seed <= 1000; seed++) {
        struct landscape landscape = landscape_of(&CHOICES, seed);
        struct configuration one = drawn(&landscape, seed);
        struct configuration target = {.low = landscape.target->low, .high = landscape.target->high};
        struct configuration variant = landscape_vary(&landscape, one, (struct random_key){.seed = 2, .entity = seed});
        int differing = 0;
        for (int32_t c = 0; c < 40; c++) {
            int value = choice_get(choices, one, c), then = choice_get(choices, variant, c);
            drawn_ways[value]++;
            right[choice_get(choices, target, c)]++;
            if (value == then) continue;
            changed[c]++;
            others[(then - value + 4) % 5]++;
            differing++;
        }
        assert_int_equal(differing, 1);
        landscape_free(&landscape);
    }
    assert_likely(chance_equal_cells(5, drawn_ways), "practices");
    assert_likely(chance_equal_cells(5, right), "targets");
    assert_likely(chance_equal_cells(40, changed), "which choice");
    assert_likely(chance_equal_cells(4, others), "to what");
}

/* Blocks of two choices; one that is unknown is right with a fifth, and what turns is right no more. */
static void choices_are_right_or_wrong_as_a_whole(void **state)
{
    (void)state;
    const struct choices choices = landscape_choices(&CHOICES);
    struct landscape landscape = landscape_of(&CHOICES, 3);
    struct configuration target = {.low = landscape.target->low, .high = landscape.target->high}, open = target;
    assert_true(quality(&landscape, target) == 1);
    for (int32_t c = 0; c < 40; c++)
        for (int other = 1; other < 5; other++) {
            struct configuration wrong = target;
            choice_set(choices, &wrong, c, (choice_get(choices, target, c) + other) % 5);
            assert_true(quality(&landscape, wrong) == (double)(19 * 2) / 40);
        }
    choice_set(choices, &open, 3, -1);
    assert_true(quality(&landscape, open) == (double)(19 * 2) / 40);
    assert_true(fabs(landscape_expected(&landscape, 0, open) - 19.2 * 2 / 40) < 1e-12);
    for (uint32_t i = 0; i < 100; i++) {
        int before =
            choice_get(choices, (struct configuration){landscape.target->low, landscape.target->high, 0, 0}, 7);
        landscape_turn(&landscape, 0, 7, (struct random_key){.seed = 1, .entity = i});
        int after = choice_get(choices, (struct configuration){landscape.target->low, landscape.target->high, 0, 0}, 7);
        assert_true(after != before && after >= 0 && after < 5);
    }
    landscape_free(&landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(match_counts_whole_blocks),
        cmocka_unit_test(targets_are_drawn_bit_by_bit),
        cmocka_unit_test(listed_practices_have_the_quality_given),
        cmocka_unit_test(the_spot_blends_in_by_the_share_of_context),
        cmocka_unit_test(domains_and_spots_and_seeds_have_landscapes_of_their_own),
        cmocka_unit_test(draws_are_uniform_over_configurations),
        cmocka_unit_test(a_variant_differs_in_one_bit),
        cmocka_unit_test(a_variant_of_an_unknown_bit_settles_it),
        cmocka_unit_test(without_a_landscape_there_is_one_configuration),
        cmocka_unit_test(choices_keep_to_their_bits),
        cmocka_unit_test(ways_are_drawn_alike),
        cmocka_unit_test(choices_are_right_or_wrong_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
