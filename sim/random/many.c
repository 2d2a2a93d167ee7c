/* Philox with the words of four draws in each vector, and two such vectors side by side, so that none waits for its
 * products. Where a processor does not multiply four pairs of words at once (AVX2), draws are made one by one. */
#include "random/many.h"

#ifdef __x86_64__

#include <string.h>

/* Four words; the upper halves hold anything. */
typedef uint64_t four __attribute__((vector_size(32)));
typedef double four_numbers __attribute__((vector_size(32)));
typedef uint32_t four_given __attribute__((vector_size(16)));

enum { SIDES = 2, LANES = 4, AT_ONCE = SIDES * LANES };
#define WIDE __attribute__((target("avx2")))

WIDE ALWAYS_INLINE four repeated(uint64_t word)
{
    return (four){word, word, word, word};
}

WIDE ALWAYS_INLINE four loaded(const uint32_t *words)
{
    four_given given;
    memcpy(&given, words, sizeof given);
    return __builtin_convertvector(given, four);
}

/* The 64 bits of each product. One instruction (vpmuludq): clang sees that by itself, gcc has to be told. */
WIDE ALWAYS_INLINE four products(four words, uint32_t factor)
{
#ifdef __clang__
    return (words & UINT32_MAX) * repeated(factor);
#else
    typedef int eight_given __attribute__((vector_size(32)));
    return (four)__builtin_ia32_pmuludq256((eight_given)words, (eight_given)repeated(factor));
#endif
}

/* As philox, of eight counters. */
WIDE ALWAYS_INLINE void philox_eight(four a[SIDES], four b[SIDES], four c[SIDES], four d[SIDES], uint64_t key)
{
    uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
#pragma GCC unroll 10
    for (int round = 0; round < PHILOX_ROUND_COUNT; round++) {
#pragma GCC unroll 2
        for (int i = 0; i < SIDES; i++) {
            four first = products(a[i], PHILOX_FIRST), second = products(c[i], PHILOX_SECOND);
            a[i] = second >> 32 ^ b[i] ^ repeated(low);
            b[i] = second;
            c[i] = first >> 32 ^ d[i] ^ repeated(high);
            d[i] = first;
        }
        low += PHILOX_LOW;
        high += PHILOX_HIGH;
    }
}

/* As random_unit, of the bits low | high << 32: the 21 and 32 bits that count go into the mantissas of 2^52 and 2^84,
 * which are taken away again. Nothing is rounded. */
WIDE ALWAYS_INLINE four_numbers units(four low, four high)
{
    static const uint64_t AT_52 = UINT64_C(0x433) << 52, AT_84 = UINT64_C(0x453) << 52;
    four_numbers lower = (four_numbers)((low & UINT32_MAX) >> 11 | repeated(AT_52)) - 0x1p52;
    four_numbers upper = (four_numbers)((high & UINT32_MAX) | repeated(AT_84)) - 0x1p84;
    return upper * 0x1p-64 + lower * 0x1p-53;
}

WIDE static void draw_eight(struct random_key key, const uint32_t *entities, const uint32_t *indices, double *uniforms)
{
    four a[SIDES], b[SIDES], c[SIDES], d[SIDES];
#pragma GCC unroll 2
    for (int i = 0; i < SIDES; i++) {
        a[i] = repeated(key.stream << 24);
        b[i] = loaded(&indices[LANES * i]);
        c[i] = loaded(&entities[LANES * i]);
        d[i] = repeated(key.step);
    }
    philox_eight(a, b, c, d, key.seed);
#pragma GCC unroll 2
    for (int i = 0; i < SIDES; i++) {
        four_numbers drawn = units(a[i], b[i]);
        memcpy(&uniforms[LANES * i], &drawn, sizeof drawn);
    }
}

#endif

void random_uniforms(
    struct random_key key, int64_t count, const uint32_t entities[], const uint32_t indices[], double uniforms[])
{
    int64_t i = 0;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        for (; i + AT_ONCE <= count; i += AT_ONCE) draw_eight(key, &entities[i], &indices[i], &uniforms[i]);
#endif
    for (; i < count; i++) {
        key.entity = entities[i];
        key.index = indices[i];
        uniforms[i] = random_uniform(key);
    }
}
