/* Random numbers as pure functions of a key.
 *
 * A draw is named by (seed, stream, step, entity, index) and by nothing else: there is no generator that remembers
 * anything, so no draw depends on the order in which things are computed, on threads, on where a run was cut and
 * resumed, or on what else was drawn. Underneath is Philox4x32-10 (Salmon et al. 2011, doi:10.1145/2063384.2063405), on
 * mathematics of our own (random/maths.h), so the bits are the same on every machine and in a browser.
 *
 * A distribution that needs several uniforms takes them from the same key's further blocks; two draws with different
 * keys never share a bit. All of them are pure, none can fail, and none returns NaN for arguments within its range.
 *
 * The draws that are made for every agent and step are inline: called, they would take three times as long, for a key
 * goes through memory.
 */
#ifndef RANDOM_RANDOM_H
#define RANDOM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

#include "random/maths.h"
#include "random/philox.h"

enum random_family { RANDOM_POPULATION, RANDOM_NETWORK, RANDOM_BEHAVIOUR, RANDOM_FAMILY_COUNT };

enum random_stream {
#define STREAM(name, family, sentence) STREAM_##name,
#include "random/streams.def"
    STREAM_COUNT
};

/* One seed for each family. */
struct random_seeds {
    uint64_t of[RANDOM_FAMILY_COUNT];
};

/* The name of one draw. */
struct random_key {
    uint64_t seed;
    uint32_t stream, step, entity, index;
};

/* The family a stream belongs to. */
ALWAYS_INLINE enum random_family random_stream_family(enum random_stream stream)
{
    static const enum random_family families[STREAM_COUNT] = {
#define STREAM(name, family, sentence) RANDOM_##family,
#include "random/streams.def"
    };
    return families[stream];
}

/* The key of a draw; the seed is that of the stream's family. */
ALWAYS_INLINE struct random_key random_key(
    const struct random_seeds *seeds, enum random_stream stream, uint32_t step, uint32_t entity, uint32_t index)
{
    uint64_t seed = seeds->of[random_stream_family(stream)];
    return (struct random_key){seed, (uint32_t)stream, step, entity, index};
}

/* Four words of 32 random bits: a block of the key. block < 2^24.
 * In Philox's terms the counter is {block | stream << 24, index, entity, step} and the key is the seed. */
ALWAYS_INLINE void random_words(struct random_key key, uint32_t block, uint32_t words[4])
{
    words[0] = block | key.stream << 24;
    words[1] = key.index;
    words[2] = key.entity;
    words[3] = key.step;
    philox(words, key.seed);
}

/* A block's words 0 (low) and 1 (high) as 64 bits. */
ALWAYS_INLINE uint64_t random_block_bits(struct random_key key, uint32_t block)
{
    uint32_t words[4];
    random_words(key, block, words);
    return words[0] | (uint64_t)words[1] << 32;
}

/* 64 random bits: those of block 0. */
ALWAYS_INLINE uint64_t random_bits(struct random_key key)
{
    return random_block_bits(key, 0);
}

/* The upper ones of 64 random bits as a number in [0, 1), a multiple of 2^-53. */
ALWAYS_INLINE double random_unit(uint64_t bits)
{
    return (double)(bits >> 11) * 0x1p-53;
}

/* Uniform in [0, 1): of a block; and of block 0. */
ALWAYS_INLINE double random_block_uniform(struct random_key key, uint32_t block)
{
    return random_unit(random_block_bits(key, block));
}

ALWAYS_INLINE double random_uniform(struct random_key key)
{
    return random_block_uniform(key, 0);
}

/* Random bits as a number inside (0, 1), an odd multiple of 2^-53: no logarithm or quantile of it is infinite. */
ALWAYS_INLINE double random_inside(uint64_t bits)
{
    return ((double)(bits >> 12) + 0.5) * 0x1p-52;
}

/* True with probability p: random_uniform below p; p <= 0 is never, p >= 1 always. */
ALWAYS_INLINE bool random_bernoulli(struct random_key key, double p)
{
    return random_uniform(key) < p;
}

/* The 128 bits of a * b, by halves: returns the upper 64, the lower go to *low. */
ALWAYS_INLINE uint64_t random_product(uint64_t a, uint64_t b, uint64_t *low)
{
    uint64_t a_low = (uint32_t)a, a_high = a >> 32, b_low = (uint32_t)b, b_high = b >> 32;
    uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
    uint64_t other = a_low * b_high + (uint32_t)middle;
    *low = a * b;
    return a_high * b_high + (middle >> 32) + (other >> 32);
}

/* A whole number in [0, bound), every one equally likely (Lemire 2019, doi:10.1145/3230636). bound >= 1.
 * It is the upper half of bits * bound; where the lower half is one of the 2^64 mod bound that some number would have
 * in excess, the next block decides. */
ALWAYS_INLINE uint64_t random_below(struct random_key key, uint64_t bound)
{
    for (uint32_t block = 0;; block++) {
        uint64_t low, number = random_product(random_block_bits(key, block), bound, &low);
        if (low >= bound || low >= -bound % bound) return number;
    }
}

/* Normal, by inversion (Wichura 1988, doi:10.2307/2347330). sd >= 0. */
ALWAYS_INLINE double random_normal(struct random_key key, double mean, double sd)
{
    return mean + sd * maths_normal_quantile(random_inside(random_bits(key)));
}

/* Exponential with the given mean >= 0, by inversion. */
ALWAYS_INLINE double random_exponential(struct random_key key, double mean)
{
    return mean * -maths_log(random_inside(random_bits(key)));
}

/* Poisson: inversion below a mean of 10, above it Hörmann's PTRS (1993, doi:10.1016/0167-6687(93)90997-4).
 * mean in [0, 1e9]. */
int64_t random_poisson(struct random_key key, double mean);

/* Binomial: inversion where n min(p, 1 - p) < 10, else Hörmann's BTRS (1993, doi:10.1080/00949659308811496).
 * n in [0, 2^31), p in [0, 1]. */
int64_t random_binomial(struct random_key key, int64_t n, double p);

/* Gamma with mean shape * scale (Marsaglia and Tsang 2000, doi:10.1145/358407.358414). shape in [1e-300, 1e12],
 * scale >= 0. A small shape may give 0: what the double nearest to it is. */
double random_gamma(struct random_key key, double shape, double scale);

#endif
