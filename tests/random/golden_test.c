/* The bits themselves. What a seed means must not change with the compiler, the level of optimisation, the processor or
 * a new version: where this test fails, every published run would come out differently. Change a digest only together
 * with what it stands for, and tell those who have runs.
 *
 * Each digest is FNV-1a (64 bits, lowest byte first) of 10,000 results for keys that differ in everything.
 */
#include "random/random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <inttypes.h>
#include <string.h>

#include "random/maths.h"

enum { RESULT_COUNT = 10000 };

static struct random_key golden_key(uint32_t i)
{
    return (struct random_key){
        .seed = (i + 1) * UINT64_C(0x9E3779B97F4A7C15),
        .stream = i % 256,
        .step = i / 7,
        .entity = i * 2654435761U,
        .index = i % 1000,
    };
}

static const uint64_t EMPTY_DIGEST = 0xcbf29ce484222325;

static uint64_t digest_with(uint64_t digest, uint64_t bits)
{
    for (int shift = 0; shift < 64; shift += 8) digest = (digest ^ (bits >> shift & 0xff)) * 0x100000001b3;
    return digest;
}

static uint64_t whole(int64_t number)
{
    return (uint64_t)number;
}

static uint64_t real(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static int compare(const char *what, uint64_t digest, uint64_t golden)
{
    if (digest == golden) return 0;
    print_message("%s: 0x%016" PRIx64 " instead of 0x%016" PRIx64 "\n", what, digest, golden);
    return 1;
}

/* Counts in `differences` whether the digest of `result`, an expression of `key`, is not the golden one. */
#define COMPARE(golden, result)                                                                                        \
    do {                                                                                                               \
        uint64_t digest = EMPTY_DIGEST;                                                                                \
        for (uint32_t i = 0; i < RESULT_COUNT; i++) {                                                                  \
            struct random_key key = golden_key(i);                                                                     \
            digest = digest_with(digest, result);                                                                      \
        }                                                                                                              \
        differences += compare(#result, digest, golden);                                                               \
    } while (false)

static uint64_t outer_words(struct random_key key)
{
    uint32_t first[4], last[4];
    random_words(key, 0, first);
    random_words(key, (1 << 24) - 1, last);
    return (first[2] ^ last[0]) | (uint64_t)(first[3] ^ last[1]) << 32;
}

static void draws_have_the_golden_bits(void **state)
{
    (void)state;
    int differences = 0;
    COMPARE(0x131480b3c6acb961, outer_words(key));
    COMPARE(0x3e24ff8e4b3a8d8d, random_bits(key));
    COMPARE(0xca9edc32ac8de4dd, real(random_uniform(key)));
    COMPARE(0xcce648b4ed766e44, random_bernoulli(key, 0.3));
    COMPARE(0x8b274c586cb380e5, random_below(key, 10));
    COMPARE(0xc0c5130497ca2e79, random_below(key, UINT64_C(3) << 62));
    COMPARE(0x592a9863834227a6, real(random_normal(key, 1, 3)));
    COMPARE(0xad277a77b7776cdb, real(random_exponential(key, 7)));
    COMPARE(0x7f4329f2a8735746, whole(random_poisson(key, 0.5)));
    COMPARE(0x5c0fc89d4f6fb799, whole(random_poisson(key, 9.9)));
    COMPARE(0x7358cd02eb1f2ac6, whole(random_poisson(key, 10)));
    COMPARE(0x8ffa495aeef42d2a, whole(random_poisson(key, 1e3)));
    COMPARE(0xaf51fdad7eb03b5a, whole(random_poisson(key, 1e9)));
    COMPARE(0x0282bb8f767d9dac, whole(random_binomial(key, 10, 0.5)));
    COMPARE(0xc5af0236381ddab8, whole(random_binomial(key, 100, 0.3)));
    COMPARE(0xcf6eee9be5a11c49, whole(random_binomial(key, INT32_MAX, 1e-9)));
    COMPARE(0xfa3884473bf927fc, whole(random_binomial(key, INT32_MAX, 0.9)));
    COMPARE(0xc356bd97b6a309c3, real(random_gamma(key, 0.1, 1)));
    COMPARE(0xd4efb66e3a6135ea, real(random_gamma(key, 2.5, 3)));
    assert_int_equal(differences, 0);
}

/* Arguments: any positive double; in [-750, 750); in [0, 10); a probability of any smallness. */
static double positive(struct random_key key)
{
    uint64_t bits = 1 + random_bits(key) % 0x7fefffffffffffff;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static double exponent(struct random_key key)
{
    return 1500 * random_uniform(key) - 750;
}

static double moderate(struct random_key key)
{
    return 10 * random_uniform(key);
}

static double probability(struct random_key key)
{
    return random_inside(random_bits(key)) * maths_pow_count(0.5, key.index);
}

static void mathematics_has_the_golden_bits(void **state)
{
    (void)state;
    int differences = 0;
    COMPARE(0x479d2d7e4c56d9fc, real(maths_exp(exponent(key))));
    COMPARE(0xd9eae956b84fbe9b, real(maths_log(positive(key))));
    COMPARE(0xa07d665b761a3697, real(maths_log(moderate(key))));
    COMPARE(0x8c3138665c317d14, real(maths_pow(moderate(key), exponent(key) / 100)));
    COMPARE(0x62e3116557d3f385, real(maths_pow_count(moderate(key), key.index % 300)));
    COMPARE(0x75266fcebce95c35, real(maths_log_factorial(key.index)));
    COMPARE(0x10075132cea4ecea, real(maths_log_factorial((int64_t)(random_bits(key) >> 12))));
    COMPARE(0x7c784ed04274078a, real(maths_normal_quantile(random_inside(random_bits(key)))));
    COMPARE(0xb55fc917f3a5a85f, real(maths_normal_quantile(probability(key))));
    assert_int_equal(differences, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_have_the_golden_bits),
        cmocka_unit_test(mathematics_has_the_golden_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
