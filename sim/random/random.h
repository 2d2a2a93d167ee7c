/* Random numbers as pure functions of a key.
 *
 * A draw is named by (seed, stream, step, entity, index) and by nothing else: there is no generator that remembers
 * anything, so no draw depends on the order in which things are computed, on threads, on where a run was cut and resumed,
 * or on what else was drawn. Underneath is Philox4x32-10 (Salmon et al. 2011, doi:10.1145/2063384.2063405), on
 * mathematics of our own (random/maths.h), so the bits are the same on every machine and in a browser.
 *
 * A distribution that needs several uniforms takes them from the same key's further blocks; two draws with different keys
 * never share a bit.
 */
#ifndef RANDOM_RANDOM_H
#define RANDOM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

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
enum random_family random_stream_family(enum random_stream stream);

/* The stream's name in lower case, and what it is for; static. */
const char *random_stream_name(enum random_stream stream);
const char *random_stream_sentence(enum random_stream stream);

/* The key of a draw; the seed is that of the stream's family. */
struct random_key random_key(
    const struct random_seeds *seeds, enum random_stream stream, uint32_t step, uint32_t entity, uint32_t index);

/* Four words of 32 random bits: block `block` of the key. Counter {block | stream << 24, index, entity, step}, key = seed.
 * block < 2^24. */
void random_words(struct random_key key, uint32_t block, uint32_t words[4]);

/* 64 random bits. */
uint64_t random_bits(struct random_key key);

/* Uniform in [0, 1), a multiple of 2^-53. */
double random_uniform(struct random_key key);

/* A whole number in [0, bound), every one equally likely (Lemire 2019, doi:10.1145/3230636). bound >= 1. */
uint64_t random_below(struct random_key key, uint64_t bound);

/* True with probability p; p <= 0 is never, p >= 1 always. */
bool random_bernoulli(struct random_key key, double p);

/* Normal, by inversion (Wichura 1988, doi:10.2307/2347330). sd >= 0. */
double random_normal(struct random_key key, double mean, double sd);

/* Exponential with the given mean >= 0. */
double random_exponential(struct random_key key, double mean);

/* Poisson: inversion below a mean of 10, above it Hörmann's PTRS (1993, doi:10.1016/0167-6687(93)90997-4).
 * mean in [0, 1e9]. */
int64_t random_poisson(struct random_key key, double mean);

/* Binomial: inversion where n min(p, 1 - p) < 10, else Hörmann's BTRS (1993, doi:10.1080/00949659308811496).
 * n in [0, 2^31), p in [0, 1]. */
int64_t random_binomial(struct random_key key, int64_t n, double p);

/* Gamma with mean shape * scale (Marsaglia and Tsang 2000, doi:10.1145/358407.358414). shape > 0, scale > 0. */
double random_gamma(struct random_key key, double shape, double scale);

/* Beta with mean a / (a + b), from two gammas. a > 0, b > 0. */
double random_beta(struct random_key key, double a, double b);

#endif
