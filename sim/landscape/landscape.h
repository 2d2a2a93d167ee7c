/* The hidden quality of a configuration.
 *
 * A configuration is a way of working: up to 128 yes-or-no choices. A landscape says how good it is, in [0, 1]:
 *   nk      mean over bits of a number in [0, 1) that depends on the bit and on K others (Kauffman 1993, The Origins of
 *           Order); the numbers are functions of a key, so no table is kept whatever K
 *   match   share of whole blocks of bits that agree with a hidden target
 *   listed  named practices with given qualities; bits.low is the place in the list
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

struct landscape {
    const struct landscape_parameters *parameters;
    struct random_seeds seeds;
    int32_t domain_count;
    uint8_t *neighbours; /* nk: [domain_count][bits][interactions], the other bits that a bit depends on */
};

/* `parameters` must outlive the landscape. */
MUST_USE enum status landscape_build(
    struct landscape *landscape, const struct landscape_parameters *parameters, const struct random_seeds *seeds);
void landscape_free(struct landscape *landscape);

/* Quality in [0, 1] in the domain at large. What depends on an unknown bit counts as its expectation in nk (1/2), as
 * not right in match. Cost: nk bits * 1 draw. */
double landscape_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration);

/* Quality in [0, 1] at one spot: (1 - context) of the domain's, which the caller knows, and context of the spot's own.
 * `spot` >= 0 numbers the spots. */
double landscape_quality_at(const struct landscape *landscape, int32_t domain, int32_t spot,
    struct configuration configuration, double quality_at_large);

/* A configuration drawn at random, all equally likely. */
struct configuration landscape_draw(const struct landscape *landscape, struct random_key key);

/* A neighbour: one bit changed, an unknown one to a value drawn at random (listed: any other practice of the list;
 * itself where there is no other). */
struct configuration landscape_vary(
    const struct landscape *landscape, struct configuration configuration, struct random_key key);

static inline bool configuration_equal(struct configuration a, struct configuration b)
{
    return a.low == b.low && a.high == b.high && a.unknown_low == b.unknown_low && a.unknown_high == b.unknown_high;
}

#endif
