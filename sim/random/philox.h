/* Philox4x32-10: four words of 32 random bits as a pure function of a counter and a key.
 *
 * The counter is stirred by ten rounds, each of two multiplications whose halves change places, while the key grows by
 * a constant from round to round. For every key this is a bijection of the 2^128 counters (Salmon et al. 2011,
 * doi:10.1145/2063384.2063405). It is inline because a draw costs less than a call.
 */
#ifndef RANDOM_PHILOX_H
#define RANDOM_PHILOX_H

#include <stdint.h>

/* Compilers judge by size alone and would call it. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum { PHILOX_ROUND_COUNT = 10 };
#define PHILOX_FIRST UINT32_C(0xD2511F53)
#define PHILOX_SECOND UINT32_C(0xCD9E8D57)
#define PHILOX_LOW UINT32_C(0x9E3779B9)
#define PHILOX_HIGH UINT32_C(0xBB67AE85)

/* words: the counter on entry, the four random words on return. */
ALWAYS_INLINE void philox(uint32_t words[4], uint64_t key)
{
    uint32_t a = words[0], b = words[1], c = words[2], d = words[3];
    uint32_t low = (uint32_t)key, high = (uint32_t)(key >> 32);
#pragma GCC unroll 10
    for (int round = 0; round < PHILOX_ROUND_COUNT; round++) {
        uint64_t first = (uint64_t)PHILOX_FIRST * a, second = (uint64_t)PHILOX_SECOND * c;
        a = (uint32_t)(second >> 32) ^ b ^ low;
        b = (uint32_t)second;
        c = (uint32_t)(first >> 32) ^ d ^ high;
        d = (uint32_t)first;
        low += PHILOX_LOW;
        high += PHILOX_HIGH;
    }
    words[0] = a;
    words[1] = b;
    words[2] = c;
    words[3] = d;
}

#endif
