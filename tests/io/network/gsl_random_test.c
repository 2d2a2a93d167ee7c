/* GSL draws from a key what the key holds, wherever the generator was before. */
#include "io/network/gsl_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_randist.h>
#include <math.h>

static const struct random_key KEY = {
    .seed = UINT64_C(0xFEDCBA9876543210), .stream = STREAM_TEST, .step = 4, .entity = 77, .index = 2};

static int make_generator(void **state)
{
    *state = gsl_rng_alloc(gsl_random_type());
    return *state ? 0 : -1;
}

static int free_generator(void **state)
{
    gsl_rng_free(*state);
    return 0;
}

static void words_are_those_of_the_key_in_order(void **state)
{
    gsl_rng *generator = *state;
    gsl_random_at(generator, KEY);
    for (uint32_t block = 0; block < 1000; block++) {
        uint32_t words[4];
        random_words(KEY, block, words);
        for (int i = 0; i < 4; i++) assert_true(gsl_rng_get(generator) == words[i]);
    }
    assert_true(gsl_rng_min(generator) == 0 && gsl_rng_max(generator) == UINT32_MAX);
}

static void the_first_uniform_is_random_uniform(void **state)
{
    gsl_rng *generator = *state;
    struct random_key key = KEY;
    for (key.entity = 0; key.entity < 10000; key.entity++) {
        gsl_random_at(generator, key);
        assert_true(gsl_rng_uniform(generator) == random_uniform(key));
    }
}

static void a_draw_forgets_what_was_drawn_before(void **state)
{
    gsl_rng *generator = *state;
    gsl_random_at(generator, KEY);
    double first = gsl_ran_gamma(generator, 2.5, 1);
    for (int i = 0; i < 17; i++) (void)gsl_rng_get(generator);
    gsl_random_at(generator, KEY);
    assert_true(gsl_ran_gamma(generator, 2.5, 1) == first);
    struct random_key other = KEY;
    other.seed ^= UINT64_C(1) << 63;
    gsl_random_at(generator, other);
    assert_true(gsl_ran_gamma(generator, 2.5, 1) != first);
}

static void set_is_the_first_key_of_a_seed(void **state)
{
    gsl_rng *generator = *state;
    gsl_rng_set(generator, 123456789);
    assert_true(gsl_rng_uniform(generator) == random_uniform((struct random_key){.seed = 123456789}));
}

static void a_clone_goes_on_from_the_same_place(void **state)
{
    gsl_rng *generator = *state;
    gsl_random_at(generator, KEY);
    (void)gsl_rng_get(generator);
    gsl_rng *clone = gsl_rng_clone(generator);
    assert_non_null(clone);
    for (int i = 0; i < 100; i++) assert_true(gsl_rng_get(clone) == gsl_rng_get(generator));
    gsl_rng_free(clone);
}

static void the_words_of_a_key_come_again_after_two_to_the_26(void **state)
{
    gsl_rng *generator = *state;
    gsl_random_at(generator, KEY);
    unsigned long first[8];
    for (int i = 0; i < 8; i++) first[i] = gsl_rng_get(generator);
    for (int i = 8; i < 1 << 26; i++) (void)gsl_rng_get(generator);
    for (int i = 0; i < 8; i++) assert_true(gsl_rng_get(generator) == first[i]);
}

/* One draw for each of 100,000 keys. A normal by polar rejection, a gamma and a binomial: the distances of their means
 * from what they should be, in standard deviations; 5.4 on either side have a chance of 7e-8 each. */
static void distributions_of_gsl_work_on_keys(void **state)
{
    gsl_rng *generator = *state;
    enum { DRAW_COUNT = 100000 };
    double normals = 0, gammas = 0, binomials = 0;
    struct random_key key = KEY;
    for (key.entity = 0; key.entity < DRAW_COUNT; key.entity++) {
        key.index = 0;
        gsl_random_at(generator, key);
        normals += gsl_ran_gaussian(generator, 1);
        key.index = 1;
        gsl_random_at(generator, key);
        gammas += (gsl_ran_gamma(generator, 0.3, 1) - 0.3) / sqrt(0.3);
        key.index = 2;
        gsl_random_at(generator, key);
        binomials += (gsl_ran_binomial(generator, 0.2, 50) - 10.0) / sqrt(8);
    }
    assert_true(fabs(normals) < 5.4 * sqrt(DRAW_COUNT));
    assert_true(fabs(gammas) < 5.4 * sqrt(DRAW_COUNT));
    assert_true(fabs(binomials) < 5.4 * sqrt(DRAW_COUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_the_key_in_order),
        cmocka_unit_test(the_first_uniform_is_random_uniform),
        cmocka_unit_test(a_draw_forgets_what_was_drawn_before),
        cmocka_unit_test(set_is_the_first_key_of_a_seed),
        cmocka_unit_test(a_clone_goes_on_from_the_same_place),
        cmocka_unit_test(the_words_of_a_key_come_again_after_two_to_the_26),
        cmocka_unit_test(distributions_of_gsl_work_on_keys),
    };
    return cmocka_run_group_tests(tests, make_generator, free_generator);
}
