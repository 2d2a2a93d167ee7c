/* Philox with the words of two draws in each vector, and four such pairs side by side, so that none waits for its
 * products. Where there is no multiplication of two pairs of words at once, draws are made one by one. */
#include "random/many.h"

#ifdef __SSE2__

/* Two words; the upper halves hold anything. */
typedef uint64_t pair __attribute__((vector_size(16)));
typedef int quad __attribute__((vector_size(16)));

enum { PAIRS = 4, AT_ONCE = 2 * PAIRS };

ALWAYS_INLINE pair twice(uint64_t word)
{
    return (pair){word, word};
}

/* The 64 bits of each product. One instruction (pmuludq): clang sees that by itself, gcc has to be told. */
ALWAYS_INLINE pair products(pair words, uint32_t factor)
{
#ifdef __clang__
    return (words & UINT32_MAX) * twice(factor);
#else
    return (pair)__builtin_ia32_pmuludq128((quad)words, (quad)twice(factor));
#endif
}

/* As philox, of eight counters. */
ALWAYS_INLINE void philox_pairs(pair a[PAIRS], pair b[PAIRS], pair c[PAIRS], pair d[PAIRS], uint64_t key)
{
    uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
#pragma GCC unroll 10
    for (int round = 0; round < PHILOX_ROUND_COUNT; round++) {
#pragma GCC unroll 4
        for (int i = 0; i < PAIRS; i++) {
            pair first = products(a[i], PHILOX_FIRST), second = products(c[i], PHILOX_SECOND);
            a[i] = second >> 32 ^ b[i] ^ twice(low);
            b[i] = second;
            c[i] = first >> 32 ^ d[i] ^ twice(high);
            d[i] = first;
        }
        low += PHILOX_LOW;
        high += PHILOX_HIGH;
    }
}

static void draw_eight(struct random_key key, const uint32_t *entities, const uint32_t *indices, double *uniforms)
{
    pair a[PAIRS], b[PAIRS], c[PAIRS], d[PAIRS];
#pragma GCC unroll 4
    for (int i = 0; i < PAIRS; i++) {
        a[i] = twice(key.stream << 24);
        b[i] = (pair){indices[2 * i], indices[2 * i + 1]};
        c[i] = (pair){entities[2 * i], entities[2 * i + 1]};
        d[i] = twice(key.step);
    }
    philox_pairs(a, b, c, d, key.seed);
#pragma GCC unroll 4
    for (int i = 0; i < PAIRS; i++) {
        pair bits = (a[i] & UINT32_MAX) | b[i] << 32;
        uniforms[2 * i] = random_unit(bits[0]);
        uniforms[2 * i + 1] = random_unit(bits[1]);
    }
}

#endif

void random_uniforms(
    struct random_key key, int64_t count, const uint32_t entities[], const uint32_t indices[], double uniforms[])
{
    int64_t i = 0;
#ifdef __SSE2__
    for (; i + AT_ONCE <= count; i += AT_ONCE) draw_eight(key, &entities[i], &indices[i], &uniforms[i]);
#endif
    for (; i < count; i++) {
        key.entity = entities[i];
        key.index = indices[i];
        uniforms[i] = random_uniform(key);
    }
}
