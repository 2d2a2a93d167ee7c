/* The words are Philox's, a draw is a function of its key and of nothing else, and neighbouring keys know nothing of
 * each other. The keys are fixed, so a test that passes once always does; what is given as the chance of a false alarm
 * is what it was before the keys were chosen. */
#include "random/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#ifdef __has_include
#if __has_include(<Random123/philox.h>)
#define HAVE_RANDOM123
#include <Random123/philox.h>
#endif
#endif

static const double FALSE_ALARM = 1e-7;

/* A key that differs in everything from one number to the next. */
static struct random_key scattered_key(uint64_t i)
{
    return (struct random_key){
        .seed = i * 0x9E3779B97F4A7C15,
        .stream = (uint32_t)(i % 251),
        .step = (uint32_t)(i * 0xC2B2AE35),
        .entity = (uint32_t)(i * 0x85EBCA6B),
        .index = (uint32_t)(i * 0x27D4EB2F),
    };
}

/* Whether the counts fit the same expectation in every cell. */
static bool is_even(const int64_t *counts, size_t count)
{
    double total = 0, distance = 0;
    for (size_t i = 0; i < count; i++) total += (double)counts[i];
    double expected = total / (double)count;
    for (size_t i = 0; i < count; i++) distance += pow((double)counts[i] - expected, 2) / expected;
    return gsl_cdf_chisq_Q(distance, (double)count - 1) > FALSE_ALARM;
}

/* The vectors for philox4x32-10 in Random123's kat_vectors. */
static void words_are_the_known_answers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], answer[4];
    } vectors[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff},
            {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0},
            {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        const uint32_t *counter = vectors[i].counter;
        struct random_key key = {
            .seed = vectors[i].key[0] | (uint64_t)vectors[i].key[1] << 32,
            .stream = counter[0] >> 24,
            .index = counter[1],
            .entity = counter[2],
            .step = counter[3],
        };
        uint32_t words[4];
        random_words(key, counter[0] & 0xffffff, words);
        assert_memory_equal(words, vectors[i].answer, sizeof words);
    }
}

static void words_are_those_of_random123(void **state)
{
    (void)state;
#ifdef HAVE_RANDOM123
    for (uint32_t i = 0; i < 100000; i++) {
        struct random_key key = scattered_key(i);
        uint32_t block = (i * 2654435761U) >> 8, words[4];
        random_words(key, block, words);
        philox4x32_ctr_t counter = {{block | key.stream << 24, key.index, key.entity, key.step}};
        philox4x32_key_t seed = {{(uint32_t)key.seed, (uint32_t)(key.seed >> 32)}};
        philox4x32_ctr_t answer = philox4x32_R(10, counter, seed);
        assert_memory_equal(words, answer.v, sizeof words);
    }
#else
    print_message("skipped: the headers of Random123 are not installed\n");
    skip();
#endif
}

static void bits_and_uniforms_are_the_first_block(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 10000; i++) {
        struct random_key key = scattered_key(i);
        uint32_t words[4];
        random_words(key, 0, words);
        uint64_t bits = words[0] | (uint64_t)words[1] << 32;
        assert_true(random_bits(key) == bits);
        assert_true(random_uniform(key) == ldexp((double)(bits >> 11), -53));
        assert_true(random_bernoulli(key, 0.3) == (random_uniform(key) < 0.3));
        assert_false(random_bernoulli(key, random_uniform(key)));
    }
}

static void a_key_has_the_seed_of_its_family(void **state)
{
    (void)state;
    struct random_seeds seeds = {.of = {11, 22, 33}};
    struct random_key key = random_key(&seeds, STREAM_NETWORK, 1, 2, 3);
    assert_true(key.seed == 22 && key.stream == STREAM_NETWORK && key.step == 1 && key.entity == 2 && key.index == 3);
    assert_true(random_key(&seeds, STREAM_PERSON, 0, 0, 0).seed == 11);
    assert_true(random_key(&seeds, STREAM_TEST, 0, 0, 0).seed == 33);
    assert_int_equal(random_stream_family(STREAM_NETWORK), RANDOM_NETWORK);
}

static void every_stream_has_a_family_and_fits_the_counter(void **state)
{
    (void)state;
    assert_in_range(STREAM_COUNT, 1, 256);
    for (unsigned i = 0; i < STREAM_COUNT; i++) assert_in_range(random_stream_family(i), 0, RANDOM_FAMILY_COUNT - 1);
}

static void a_draw_depends_on_its_key_alone(void **state)
{
    (void)state;
    enum { DRAW_COUNT = 1000 };
    double forwards[DRAW_COUNT], backwards[DRAW_COUNT];
    for (uint64_t i = 0; i < DRAW_COUNT; i++) forwards[i] = random_gamma(scattered_key(i), 0.7, 1);
    for (uint64_t i = DRAW_COUNT; i-- > 0;) {
        (void)random_poisson(scattered_key(i + 1), 50);
        backwards[i] = random_gamma(scattered_key(i), 0.7, 1);
    }
    assert_memory_equal(forwards, backwards, sizeof forwards);
}

static int compare_bits(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

/* Two equal ones among 300,000 of 64 random bits: a chance of 2.5e-9. */
static void distinct_keys_have_distinct_bits(void **state)
{
    (void)state;
    enum { SIDE = 10, BIT_COUNT = 3 * SIDE * SIDE * SIDE * SIDE * SIDE };
    uint64_t *bits = calloc(BIT_COUNT, sizeof *bits);
    assert_non_null(bits);
    for (uint32_t i = 0; i < BIT_COUNT; i++) {
        struct random_key key = {i % 10, i / 10 % 10, i / 100 % 10, i / 1000 % 10, i / 10000};
        bits[i] = random_bits(key);
    }
    qsort(bits, BIT_COUNT, sizeof *bits, compare_bits);
    for (size_t i = 1; i < BIT_COUNT; i++) assert_true(bits[i] != bits[i - 1]);
    free(bits);
}

/* The key with one of its bits turned over; the bits of the seed first, then the stream's eight, then the others'. */
enum { KEY_BITS = 64 + 8 + 3 * 32 };

static struct random_key with_bit_flipped(struct random_key key, int bit)
{
    uint32_t *words[] = {&key.step, &key.entity, &key.index};
    if (bit < 64) {
        key.seed ^= UINT64_C(1) << bit;
    } else if (bit < 72) {
        key.stream ^= UINT32_C(1) << (bit - 64);
    } else {
        *words[(bit - 72) / 32] ^= UINT32_C(1) << (bit - 72) % 32;
    }
    return key;
}

/* Turning over any bit of a key turns over every bit of the draw in half of the cases. 10,752 counts, each binomial
 * with a standard deviation of 22.4 around 1000: one as far off as 160 has a chance of 1e-8. */
static void each_bit_of_a_key_moves_each_bit_of_the_draw(void **state)
{
    (void)state;
    enum { PAIR_COUNT = 2000 };
    for (int bit = 0; bit < KEY_BITS; bit++) {
        int flipped[64] = {0};
        for (uint64_t i = 0; i < PAIR_COUNT; i++) {
            struct random_key key = scattered_key(i);
            uint64_t difference = random_bits(key) ^ random_bits(with_bit_flipped(key, bit));
            for (int j = 0; j < 64; j++) flipped[j] += (int)(difference >> j & 1);
        }
        for (int j = 0; j < 64; j++) assert_in_range(flipped[j], PAIR_COUNT / 2 - 160, PAIR_COUNT / 2 + 160);
    }
}

enum field { SEED, STREAM, STEP, ENTITY, INDEX, FIELD_COUNT };

/* The i-th key of those that count up one field. The stream has 256 values only, so another field carries on. */
static struct random_key counting_key(enum field field, uint32_t i)
{
    struct random_key key = {.seed = 5, .stream = STREAM_TEST, .step = 3, .entity = 2, .index = 1};
    switch (field) {
    case SEED:
        key.seed = i;
        break;
    case STREAM:
        key.stream = i % 256, key.step = i / 256;
        break;
    case STEP:
        key.step = i;
        break;
    case ENTITY:
        key.entity = i;
        break;
    case INDEX:
        key.index = i;
        break;
    case FIELD_COUNT:
        break;
    }
    return key;
}

/* Each of five tests raises a false alarm with a chance of 1e-7. */
static void neighbouring_keys_are_independent(void **state)
{
    (void)state;
    enum { SIDE = 16, PAIR_COUNT = 200000 };
    for (enum field field = 0; field < FIELD_COUNT; field++) {
        int64_t counts[SIDE * SIDE] = {0};
        for (uint32_t i = 0; i < PAIR_COUNT; i++) {
            double left = random_uniform(counting_key(field, 2 * i)),
                   right = random_uniform(counting_key(field, 2 * i + 1));
            counts[(int)(left * SIDE) * SIDE + (int)(right * SIDE)]++;
        }
        assert_true(is_even(counts, SIDE * SIDE));
    }
}

/* As above, for the four words of a block and for the next block of the same key. */
static void words_of_a_key_are_independent(void **state)
{
    (void)state;
    enum { SIDE = 16, BLOCK_COUNT = 100000 };
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < i; j++) {
            int64_t counts[SIDE * SIDE] = {0};
            for (uint32_t entity = 0; entity < BLOCK_COUNT; entity++) {
                uint32_t words[8];
                random_words(counting_key(ENTITY, entity), 0, words);
                random_words(counting_key(ENTITY, entity), 1, words + 4);
                counts[(words[i] >> 28) * SIDE + (words[j] >> 28)]++;
            }
            assert_true(is_even(counts, SIDE * SIDE));
        }
    }
}

static void bernoulli_is_certain_at_the_ends(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 10000; i++) {
        struct random_key key = scattered_key(i);
        assert_false(random_bernoulli(key, 0) || random_bernoulli(key, -1) || random_bernoulli(key, -INFINITY));
        assert_true(random_bernoulli(key, 1) && random_bernoulli(key, 2) && random_bernoulli(key, INFINITY));
    }
}

/* A standard deviation is sqrt(n p (1 - p)); 5.4 of them on either side: 7e-8. */
static void bernoulli_is_true_as_often_as_it_should(void **state)
{
    (void)state;
    enum { DRAW_COUNT = 1000000 };
    static const double probabilities[] = {1e-4, 0.01, 0.3, 0.5, 0.999};
    for (uint32_t i = 0; i < sizeof probabilities / sizeof *probabilities; i++) {
        double p = probabilities[i], count = 0;
        for (uint32_t entity = 0; entity < DRAW_COUNT; entity++) {
            count += random_bernoulli((struct random_key){.step = i, .entity = entity}, p);
        }
        assert_true(fabs(count - DRAW_COUNT * p) < 5.4 * sqrt(DRAW_COUNT * p * (1 - p)));
    }
}

static void below_stays_below_and_reaches_everything(void **state)
{
    (void)state;
    for (uint64_t bound = 1; bound <= 100; bound++) {
        int64_t counts[100] = {0};
        for (uint64_t i = 0; i < 100 * bound; i++) {
            uint64_t number = random_below(scattered_key(i), bound);
            assert_true(number < bound);
            counts[number]++;
        }
        for (uint64_t number = 0; number < bound; number++) assert_true(counts[number] > 0);
        assert_true(is_even(counts, bound) || bound == 1);
    }
}

/* Bounds near powers of two, where taking a remainder or scaling without rejection would be far off: in which third of
 * the range the number lies and what remains on division by 3. Fourteen tests of 1e-7 each. */
static void below_is_even_for_awkward_bounds(void **state)
{
    (void)state;
    static const uint64_t bounds[] = {3, 0x100000001 / 3 * 3, UINT64_C(3) << 60, UINT64_C(3) << 61, UINT64_C(3) << 62,
        (UINT64_C(1) << 63) + 1, UINT64_MAX};
    for (uint32_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        uint64_t bound = bounds[i], third = bound / 3;
        int64_t thirds[3] = {0}, remainders[3] = {0};
        assert_true(bound % 3 == 0);
        for (uint32_t entity = 0; entity < 300000; entity++) {
            uint64_t number = random_below((struct random_key){.seed = i, .entity = entity}, bound);
            assert_true(number < bound);
            thirds[number / third]++;
            remainders[number % 3]++;
        }
        assert_true(is_even(thirds, 3));
        assert_true(is_even(remainders, 3));
    }
}

/* The product's halves as schoolchildren write it: sixteen bits at a time. */
static void product_has_all_its_bits(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 100000; i++) {
        uint64_t a = random_bits(scattered_key(2 * i)) >> i % 64,
                 b = ~random_bits(scattered_key(2 * i + 1)) >> i / 64 % 64;
        if (i < 4) a = i & 1 ? UINT64_MAX : 0, b = i & 2 ? UINT64_MAX : 0;
        uint64_t digits[9] = {0}, low;
        for (int j = 0; j < 4; j++) {
            for (int k = 0; k < 4; k++) {
                digits[j + k] += (a >> 16 * j & 0xffff) * (b >> 16 * k & 0xffff);
            }
        }
        for (int j = 0; j < 8; j++) digits[j + 1] += digits[j] >> 16, digits[j] &= 0xffff;
        uint64_t high = random_product(a, b, &low);
        assert_true(low == (digits[0] | digits[1] << 16 | digits[2] << 32 | digits[3] << 48));
        assert_true(high == (digits[4] | digits[5] << 16 | digits[6] << 32 | digits[7] << 48));
    }
}

static void inside_never_touches_the_ends(void **state)
{
    (void)state;
    assert_true(random_inside(0) == 0x1p-53 && random_inside(UINT64_MAX) == 1 - 0x1p-53);
    for (uint64_t i = 0; i < 10000; i++) {
        uint64_t bits = random_bits(scattered_key(i));
        assert_true(random_inside(bits) + random_inside(~bits) == 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_the_known_answers),
        cmocka_unit_test(words_are_those_of_random123),
        cmocka_unit_test(bits_and_uniforms_are_the_first_block),
        cmocka_unit_test(a_key_has_the_seed_of_its_family),
        cmocka_unit_test(every_stream_has_a_family_and_fits_the_counter),
        cmocka_unit_test(a_draw_depends_on_its_key_alone),
        cmocka_unit_test(distinct_keys_have_distinct_bits),
        cmocka_unit_test(each_bit_of_a_key_moves_each_bit_of_the_draw),
        cmocka_unit_test(neighbouring_keys_are_independent),
        cmocka_unit_test(words_of_a_key_are_independent),
        cmocka_unit_test(bernoulli_is_certain_at_the_ends),
        cmocka_unit_test(bernoulli_is_true_as_often_as_it_should),
        cmocka_unit_test(below_stays_below_and_reaches_everything),
        cmocka_unit_test(below_is_even_for_awkward_bounds),
        cmocka_unit_test(product_has_all_its_bits),
        cmocka_unit_test(inside_never_touches_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
