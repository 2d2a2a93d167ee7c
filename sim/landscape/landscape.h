/* The hidden quality of a configuration.
 *
 * A configuration is a way of working: up to 128 yes-or-no choices. A landscape says how good it is, in [0, 1]:
 *   nk      mean over bits of a number in [0, 1) that depends on the bit and on K others (Kauffman 1993, The Origins of
 *           Order); the numbers are functions of a key, so no table is kept whatever K
 *   match   share of whole blocks of bits that agree with a hidden target
 *   listed  named practices with given qualities; bits.low is the place in the list
 * The number so found is divided by the domain's largest where the parameters say so (`scaled`), and raised to a power
 * (`exponent`): Lazer and Friedman 2007 use both (doi:10.2189/asqu.52.4.667).
 * Each domain has a landscape of its own. Wherever a practice is tried, the spot has a landscape of its own too (its
 * context), of the same kind with other numbers: what works elsewhere works here only in part.
 * Without a landscape there is one configuration, of quality 0.
 */
#ifndef LANDSCAPE_LANDSCAPE_H
#define LANDSCAPE_LANDSCAPE_H

#include "base/status.h"
#include "random/random.h"
#include "scenario/scenario.h"

/* Bits 0 to 63 and 64 to 127. A bit may be unknown still: then it is set in `unknown` and 0 in the value. Unused bits
 * are 0 and known. */
struct configuration {
    uint64_t low, high, unknown_low, unknown_high;
};

/* A set of bits. */
struct bit_set {
    uint64_t low, high;
};

struct landscape {
    const struct landscape_parameters *parameters;
    struct random_seeds seeds;
    int32_t domain_count;
    uint8_t *neighbours;    /* nk: [domain_count][bits][interactions], the other bits that a bit depends on */
    struct bit_set *target; /* match: [domain_count], the bits that agree with it are right; it may turn */
    double *best;           /* [domain_count], the largest quality before scaling; NULL where it is not asked for */
    struct landscape_range *range; /* [domain_count]; NULL until it is measured */
};

/* What there is to be had in a domain at large: the quality of a practice drawn at random, on average, and of the best.
 */
struct landscape_range {
    double typical, best;
};

/* nk landscapes are searched for their largest quality by looking at every configuration. */
enum { LANDSCAPE_BITS_SEARCHED = 24 };

/* `parameters` must outlive the landscape. Cost: with `scaled` 2^bits. */
MUST_USE enum status landscape_build(
    struct landscape *landscape, const struct landscape_parameters *parameters, const struct random_seeds *seeds);
void landscape_free(struct landscape *landscape);

/* Quality in [0, 1] in the domain at large. What depends on an unknown bit counts as its expectation in nk (1/2), as
 * not right in match. Cost: nk bits * 1 draw. */
double landscape_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration);

/* The quality in the domain at large that is to be expected where somebody has to act now and decides every unknown bit
 * by the toss of a coin (raised to the power after, not before, the expectation is taken). */
double landscape_expected(const struct landscape *landscape, int32_t domain, struct configuration configuration);

/* match: what was right in one bit is wrong from now on, and the other way round. */
void landscape_turn(struct landscape *landscape, int32_t domain, int32_t place);

/* Quality in [0, 1] at one spot: (1 - context) of the domain's, which the caller knows, and context of the spot's own.
 * `spot` >= 0 numbers the spots. */
double landscape_quality_at(const struct landscape *landscape, int32_t domain, int32_t spot,
    struct configuration configuration, double quality_at_large);

/* Looks what there is to be had in every domain. Cost: nk 2^bits, at most LANDSCAPE_BITS_SEARCHED of them. */
MUST_USE enum status landscape_measure(struct landscape *landscape);

/* How far up a quality is, as practices show it over many spots: 0 is what one drawn at random shows, 1 what the best
 * one does, (1 - context) of whose lead over it is to be seen. Only once it is measured. */
double landscape_reach(const struct landscape *landscape, int32_t domain, double quality);

/* A configuration drawn at random, all equally likely. */
struct configuration landscape_draw(const struct landscape *landscape, struct random_key key);

/* A neighbour: one bit changed, an unknown one to a value drawn at random (listed: any other practice of the list;
 * itself where there is no other). */
struct configuration landscape_vary(
    const struct landscape *landscape, struct configuration configuration, struct random_key key);

/* Takes the bits of a set from `one`, all others from `other`. */
static inline struct configuration configuration_mixed(
    struct configuration one, struct configuration other, struct bit_set set)
{
    return (struct configuration){.low = (one.low & set.low) | (other.low & ~set.low),
        .high = (one.high & set.high) | (other.high & ~set.high),
        .unknown_low = (one.unknown_low & set.low) | (other.unknown_low & ~set.low),
        .unknown_high = (one.unknown_high & set.high) | (other.unknown_high & ~set.high)};
}

/* The bits in which two configurations differ. */
static inline struct bit_set configuration_differences(struct configuration a, struct configuration b)
{
    return (struct bit_set){
        (a.low ^ b.low) | (a.unknown_low ^ b.unknown_low), (a.high ^ b.high) | (a.unknown_high ^ b.unknown_high)};
}

/* A child of two: each bit, known or unknown, from one of them or the other with the same probability (uniform
 * crossover: Syswerda 1989, Proc. 3rd Int. Conf. on Genetic Algorithms). Not for listed practices. */
static inline struct configuration configuration_cross(
    struct configuration a, struct configuration b, struct random_key key)
{
    uint32_t words[4];
    random_words(key, 0, words);
    uint64_t low = (uint64_t)words[1] << 32 | words[0], high = (uint64_t)words[3] << 32 | words[2];
    return (struct configuration){.low = (a.low & low) | (b.low & ~low),
        .high = (a.high & high) | (b.high & ~high),
        .unknown_low = (a.unknown_low & low) | (b.unknown_low & ~low),
        .unknown_high = (a.unknown_high & high) | (b.unknown_high & ~high)};
}

/* One bit: 0, 1, or -1 where it is unknown. */
static inline int configuration_get(struct configuration configuration, int32_t place)
{
    bool upper = place >= 64;
    uint64_t open = upper ? configuration.unknown_high : configuration.unknown_low;
    uint64_t bits = upper ? configuration.high : configuration.low;
    return open >> (place & 63) & 1 ? -1 : (int)(bits >> (place & 63) & 1);
}

static inline void configuration_set(struct configuration *configuration, int32_t place, int value)
{
    uint64_t one = UINT64_C(1) << (place & 63);
    uint64_t *open = place < 64 ? &configuration->unknown_low : &configuration->unknown_high;
    uint64_t *bits = place < 64 ? &configuration->low : &configuration->high;
    *open = value < 0 ? *open | one : *open & ~one;
    *bits = value > 0 ? *bits | one : *bits & ~one;
}

/* All of `bits` bits unknown. */
static inline struct configuration configuration_unknown(int64_t bits)
{
    struct configuration all = {.unknown_low = bits < 64 ? (UINT64_C(1) << bits) - 1 : UINT64_MAX};
    if (bits > 64) all.unknown_high = bits < 128 ? (UINT64_C(1) << (bits - 64)) - 1 : UINT64_MAX;
    return all;
}

/* Every unknown bit decided by one of the random words. */
static inline struct configuration configuration_acted(struct configuration configuration, const uint32_t words[4])
{
    configuration.low |= configuration.unknown_low & ((uint64_t)words[1] << 32 | words[0]);
    configuration.high |= configuration.unknown_high & ((uint64_t)words[3] << 32 | words[2]);
    configuration.unknown_low = configuration.unknown_high = 0;
    return configuration;
}

static inline bool configuration_equal(struct configuration a, struct configuration b)
{
    return a.low == b.low && a.high == b.high && a.unknown_low == b.unknown_low && a.unknown_high == b.unknown_high;
}

#endif
