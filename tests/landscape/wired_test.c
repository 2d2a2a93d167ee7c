/* nk landscapes of a wiring that is laid down: qualities written out bit by bit, with the patterns worked out by hand.
 */
#include "landscape/landscape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "landscape/landscapes.h"
#include "model/chance.h"

enum { POPULATION = 7 };

static const struct landscape_parameters WIRED = {
    .present = true, .kind = LANDSCAPE_NK, .domains = 2, .interactions = 3, .block_bits = 1, .quality_exponent = 1};

static struct landscape_parameters of_matrix(const char *matrix)
{
    struct landscape_parameters parameters = WIRED;
    parameters.wiring = WIRING_MATRIX;
    parameters.bits = (int64_t)strcspn(matrix, " ");
    strcpy(parameters.matrix, matrix);
    return parameters;
}

/* What a bit contributes where it and the bits that it depends on have this pattern. */
static double value(int32_t domain, uint32_t place, uint32_t pattern)
{
    struct random_seeds seeds = seeds_of(POPULATION);
    return random_uniform(random_key(&seeds, STREAM_LANDSCAPE_VALUE, 0, (uint32_t)domain, place << 24 | pattern));
}

static double quality(const struct landscape *landscape, int32_t domain, uint64_t bits)
{
    return landscape_quality(landscape, domain, (struct configuration){.low = bits});
}

/* Bit 0 depends on bit 1, 1 on 2, 2 on 0. */
static void a_matrix_says_on_what_a_bit_depends(void **state)
{
    (void)state;
    const struct landscape_parameters parameters = of_matrix("110 011 101");
    struct landscape landscape = landscape_of(&parameters, POPULATION);
    for (int32_t domain = 0; domain < 2; domain++)
        for (uint32_t x = 0; x < 8; x++) {
            uint32_t a = x & 1, b = x >> 1 & 1, c = x >> 2;
            double sum = value(domain, 0, 2 * a + b) + value(domain, 1, 2 * b + c) + value(domain, 2, 2 * c + a);
            assert_true(quality(&landscape, domain, x) == sum / 3);
        }
    landscape_free(&landscape);
}

/* Bit 0 depends on both others, they on themselves alone: on a change of bit 1 two contributions change, not three. */
static void rows_may_differ_in_length(void **state)
{
    (void)state;
    const struct landscape_parameters parameters = of_matrix("111 010 001");
    struct landscape landscape = landscape_of(&parameters, POPULATION);
    for (uint32_t x = 0; x < 8; x++) {
        uint32_t a = x & 1, b = x >> 1 & 1, c = x >> 2;
        double sum = value(0, 0, 4 * a + 2 * b + c) + value(0, 1, 7 * b) + value(0, 2, 7 * c);
        assert_true(quality(&landscape, 0, x) == sum / 3);
    }
    struct configuration open = {.low = 4, .unknown_low = 2};
    assert_true(landscape_quality(&landscape, 0, open) == (0.5 + 0.5 + value(0, 2, 7)) / 3);
    landscape_free(&landscape);
}

/* Itself and the same again among them; the quality is that of the patterns of those drawn. */
static void any_bit_may_be_drawn_again(void **state)
{
    (void)state;
    struct landscape_parameters parameters = WIRED;
    parameters.wiring = WIRING_ANY;
    parameters.bits = 5;
    int64_t drawn[5][5] = {{0}}, twice = 0, all = 0;
    for (uint64_t population = 1; population <= 800; population++) {
        struct landscape landscape = landscape_of(&parameters, population);
        const uint8_t *of = landscape.neighbours;
        for (int row = 0; row < 10; row++, of += 3, all++) {
            for (int k = 0; k < 3; k++) drawn[row % 5][of[k]]++;
            twice += of[0] == of[1] || of[0] == of[2] || of[1] == of[2];
        }
        landscape_free(&landscape);
    }
    for (int bit = 0; bit < 5; bit++) assert_likely(chance_equal_cells(5, drawn[bit]), "what bit %d depends on", bit);
    assert_likely(chance_binomial(twice, all, 1 - 4 / 5.0 * 3 / 5.0), "the same bit twice");
    struct landscape landscape = landscape_of(&parameters, POPULATION);
    for (uint32_t x = 0; x < 32; x++) {
        double sum = 0;
        for (uint32_t bit = 0; bit < 5; bit++) {
            const uint8_t *of = landscape.neighbours + 3 * bit;
            sum +=
                value(0, bit, (x >> bit & 1) << 3 | (x >> of[0] & 1) << 2 | (x >> of[1] & 1) << 1 | (x >> of[2] & 1));
        }
        assert_true(quality(&landscape, 0, x) == sum / 5);
    }
    landscape_free(&landscape);
}

static void modules_add_up(void **state)
{
    (void)state;
    struct landscape_parameters parameters = WIRED;
    parameters.wiring = WIRING_MODULAR;
    parameters.bits = 4;
    parameters.interactions = 1;
    struct landscape landscape = landscape_of(&parameters, POPULATION);
    for (uint32_t x = 0; x < 16; x++) {
        uint32_t a = x & 1, b = x >> 1 & 1, c = x >> 2 & 1, d = x >> 3;
        double sum = value(0, 0, 2 * a + b) + value(0, 1, 2 * b + a);
        sum += value(0, 2, 2 * c + d);
        sum += value(0, 3, 2 * d + c);
        assert_true(quality(&landscape, 0, x) == sum / 4);
    }
    landscape_free(&landscape);
}

static void assert_same(struct landscape_parameters one, const char *matrix)
{
    struct landscape_parameters other = of_matrix(matrix);
    one.bits = other.bits;
    struct landscape a = landscape_of(&one, POPULATION), b = landscape_of(&other, POPULATION);
    for (uint64_t x = 0; x < UINT64_C(1) << one.bits; x++) assert_true(quality(&a, 1, x) == quality(&b, 1, x));
    landscape_free(&a);
    landscape_free(&b);
}

static void words_say_the_same_as_matrices(void **state)
{
    (void)state;
    struct landscape_parameters parameters = WIRED;
    parameters.wiring = WIRING_ADJACENT;
    assert_same(parameters, "11101 11110 01111 10111 11011");
    parameters.interactions = 2;
    parameters.wiring = WIRING_MODULAR;
    assert_same(parameters, "111000 111000 111000 000111 000111 000111");
}

/* The search goes bit by bit, over rows of one length: it finds what looking at every practice finds. */
static void the_largest_is_found(void **state)
{
    (void)state;
    struct landscape_parameters parameters = of_matrix("100000 111000 101111 000100 110010 011111");
    struct landscape plain = landscape_of(&parameters, POPULATION);
    struct landscape_parameters divided = parameters;
    divided.normalised = true;
    struct landscape scaled = landscape_of(&divided, POPULATION);
    for (int32_t domain = 0; domain < 2; domain++) {
        double best = 0;
        for (uint64_t x = 0; x < 64; x++) best = fmax(best, quality(&plain, domain, x));
        assert_true(scaled.best[domain] == best);
    }
    landscape_free(&plain);
    landscape_free(&scaled);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_matrix_says_on_what_a_bit_depends),
        cmocka_unit_test(rows_may_differ_in_length),
        cmocka_unit_test(any_bit_may_be_drawn_again),
        cmocka_unit_test(modules_add_up),
        cmocka_unit_test(words_say_the_same_as_matrices),
        cmocka_unit_test(the_largest_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
