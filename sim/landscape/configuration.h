/* A configuration: a way of working, as up to 128 yes-or-no choices, or fewer of several ways each; of listed
 * practices, the place in the list. */
#ifndef LANDSCAPE_CONFIGURATION_H
#define LANDSCAPE_CONFIGURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "random/random.h"

/* Bits 0 to 63 and 64 to 127. A bit may be unknown still: then it is set in `unknown_low` or `unknown_high`, and 0 in
 * the value. Unused bits are 0 and known. */
struct configuration {
    uint64_t low, high, unknown_low, unknown_high;
};

/* A set of bits. */
struct bit_set {
    uint64_t low, high;
};

static inline bool bit_set_has(struct bit_set set, int32_t place)
{
    return (place < 64 ? set.low >> place : set.high >> (place - 64)) & 1;
}

/* 128 random bits. */
static inline struct bit_set bit_set_random(const uint32_t words[4])
{
    return (struct bit_set){(uint64_t)words[1] << 32 | words[0], (uint64_t)words[3] << 32 | words[2]};
}

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
    const struct bit_set drawn = bit_set_random(words);
    configuration.low |= configuration.unknown_low & drawn.low;
    configuration.high |= configuration.unknown_high & drawn.high;
    configuration.unknown_low = configuration.unknown_high = 0;
    return configuration;
}

/* -- choices of several ways */

/* The choices of which a practice is made: how many, of how many ways, each in `width` bits, the first `half` of them
 * below bit 64. With two ways a choice is a bit. In a set of choices each is there by its first bit. */
struct choices {
    int32_t count, options, width, half;
};

static inline struct choices choices_of(int64_t count, int64_t options)
{
    int32_t width = 64 - __builtin_clzll((uint64_t)options - 1);
    return (struct choices){(int32_t)count, (int32_t)options, width, 64 / width};
}

/* Where the bits of a choice begin. */
static inline int32_t choice_place(struct choices choices, int32_t choice)
{
    return choice < choices.half ? choice * choices.width : 64 + (choice - choices.half) * choices.width;
}

/* Which way, or -1 where it is unknown. */
static inline int choice_get(struct choices choices, struct configuration configuration, int32_t choice)
{
    const int32_t place = choice_place(choices, choice);
    const uint64_t all = (UINT64_C(1) << choices.width) - 1;
    uint64_t open = place >= 64 ? configuration.unknown_high : configuration.unknown_low;
    uint64_t bits = place >= 64 ? configuration.high : configuration.low;
    return open >> (place & 63) & all ? -1 : (int)(bits >> (place & 63) & all);
}

static inline void choice_set(struct choices choices, struct configuration *configuration, int32_t choice, int value)
{
    const int32_t place = choice_place(choices, choice);
    const uint64_t all = ((UINT64_C(1) << choices.width) - 1) << (place & 63);
    uint64_t *open = place < 64 ? &configuration->unknown_low : &configuration->unknown_high;
    uint64_t *bits = place < 64 ? &configuration->low : &configuration->high;
    *open = value < 0 ? *open | all : *open & ~all;
    *bits = (*bits & ~all) | (value > 0 ? (uint64_t)value << (place & 63) : 0);
}

static inline uint64_t choices_in(struct choices choices, uint64_t bits)
{
    uint64_t any = bits, firsts = 0;
    if (choices.width == 1) return bits;
    for (int32_t k = 1; k < choices.width; k++) any |= bits >> k;
    for (int32_t c = 0; c < choices.half; c++) firsts |= UINT64_C(1) << c * choices.width;
    return any & firsts;
}

/* The choices that have bits in a set, and all bits of a set of choices. */
static inline struct bit_set choices_with(struct choices choices, struct bit_set bits)
{
    return (struct bit_set){choices_in(choices, bits.low), choices_in(choices, bits.high)};
}

static inline struct bit_set choices_whole(struct choices choices, struct bit_set set)
{
    const uint64_t all = (UINT64_C(1) << choices.width) - 1;
    return (struct bit_set){set.low * all, set.high * all};
}

/* The choices in which two configurations differ. */
static inline struct bit_set choices_differing(struct choices choices, struct configuration a, struct configuration b)
{
    return choices_with(choices, configuration_differences(a, b));
}

/* Takes the choices of a set from `one`, all others from `other`. */
static inline struct configuration choices_mixed(
    struct choices choices, struct configuration one, struct configuration other, struct bit_set set)
{
    return configuration_mixed(one, other, choices_whole(choices, set));
}

/* A child of two: each choice, known or unknown, from one of them or the other with the same probability (uniform
 * crossover: Syswerda 1989, Proc. 3rd Int. Conf. on Genetic Algorithms). Not for listed practices. */
static inline struct configuration choices_cross(
    struct choices choices, struct configuration a, struct configuration b, struct random_key key)
{
    uint32_t words[4];
    random_words(key, 0, words);
    struct bit_set drawn = bit_set_random(words);
    if (choices.width > 1) {
        const struct bit_set firsts = choices_with(choices, (struct bit_set){UINT64_MAX, UINT64_MAX});
        drawn = (struct bit_set){drawn.low & firsts.low, drawn.high & firsts.high};
    }
    return choices_mixed(choices, a, b, drawn);
}

/* All of them unknown. */
static inline struct configuration choices_unknown(struct choices choices)
{
    struct configuration all = {0};
    if (choices.width == 1) return configuration_unknown(choices.count);
    for (int32_t choice = 0; choice < choices.count; choice++) choice_set(choices, &all, choice, -1);
    return all;
}

static inline bool configuration_equal(struct configuration a, struct configuration b)
{
    return a.low == b.low && a.high == b.high && a.unknown_low == b.unknown_low && a.unknown_high == b.unknown_high;
}

#endif
