/* The hidden quality of a configuration.
 *
 * A configuration is a way of working: up to 128 yes-or-no choices. A landscape says how good it is, in [0, 1]:
 *   nk      mean over bits of a number in [0, 1) that depends on the bit and on K others (Kauffman 1993, The Origins of
 *           Order); the numbers are functions of a key, so no table is kept whatever K
 *   match   share of whole blocks of bits that agree with a hidden target; a bit may be a choice of several ways here
 *   listed  named practices with given qualities; bits.low is the place in the list
 *   ring    places in a circle, the quality of each drawn, or smoothed; bits.low is the place (Hong and Page 2004,
 *           doi:10.1073/pnas.0403723101)
 *   recipes items, some of which are made of others (scenario/practices/recipes.h); bits.low is the number of the item
 *   table   of each practice as a table says it (scenario/practices/payoffs.h)
 * The number so found is divided by the domain's largest where the parameters say so (`normalised`), and raised to a
 * power
 * (`quality_exponent`): Lazer and Friedman 2007 use both (doi:10.2189/asqu.52.4.667).
 * Each domain has a landscape of its own. Wherever a practice is tried, the spot has a landscape of its own too (its
 * context), of the same kind with other numbers: what works elsewhere works here only in part.
 * Without a landscape there is one configuration, of quality 0.
 *
 * Each kind is a file of its name.
 */
#ifndef LANDSCAPE_LANDSCAPE_H
#define LANDSCAPE_LANDSCAPE_H

#include "base/status.h"
#include "landscape/configuration.h"
#include "random/random.h"
#include "scenario/scenario.h"

struct recipes;
struct payoffs;

struct landscape {
    const struct landscape_parameters *parameters;
    struct random_seeds seeds;
    int32_t domain_count;
    int32_t others;      /* nk: the most other bits that a bit depends on */
    uint8_t *neighbours; /* nk: [domain_count][bits][others], these; one that depends on fewer has itself in the rest */
    struct bit_set *target;  /* match: [domain_count], the bits that agree with it are right; it may turn */
    double *places;          /* ring: [domain_count][positions], the quality of each place */
    struct recipes *recipes; /* recipes: these; NULL elsewhere */
    struct payoffs *payoffs; /* table: this; NULL elsewhere */
    double *best;            /* [domain_count], the largest quality before scaling; NULL where it is not asked for */
    struct landscape_range *range; /* [domain_count]; NULL until it is measured */
};

/* What there is to be had in a domain at large: the quality of a practice drawn at random, on average, and of the best.
 */
struct landscape_range {
    double typical, best;
};

/* nk landscapes are searched for their largest quality by looking at every configuration. */
enum { LANDSCAPE_BITS_SEARCHED = 24 };

/* `parameters` must outlive the landscape. Cost: with `normalised` 2^bits. */
MUST_USE enum status landscape_build(
    struct landscape *landscape, const struct landscape_parameters *parameters, const struct random_seeds *seeds);
void landscape_free(struct landscape *landscape);

/* Quality in [0, 1] in the domain at large. What depends on an unknown bit counts as its expectation in nk (1/2) and
 * table (the mean of all that it may come to), as not right in match. Cost: nk bits * 1 draw; table with unknown bits
 * its rows. */
double landscape_quality(const struct landscape *landscape, int32_t domain, struct configuration configuration);

/* The quality in the domain at large that is to be expected where somebody has to act now and decides every unknown bit
 * by the toss of a coin (raised to the power after, not before, the expectation is taken). */
double landscape_expected(const struct landscape *landscape, int32_t domain, struct configuration configuration);

/* match: what was right in one bit is wrong from now on, and the other way right, or another of several. */
void landscape_turn(struct landscape *landscape, int32_t domain, int32_t place, struct random_key key);

/* Quality in [0, 1] at one spot: (1 - context) of the domain's, which the caller knows, and context of the spot's own.
 * `spot` >= 0 numbers the spots. */
double landscape_quality_at(const struct landscape *landscape, int32_t domain, int32_t spot,
    struct configuration configuration, double quality_at_large);

/* Looks what there is to be had in every domain. Cost: nk 2^bits, at most LANDSCAPE_BITS_SEARCHED of them. */
MUST_USE enum status landscape_measure(struct landscape *landscape);

/* How far up a quality is, as practices show it over many spots: 0 is what one drawn at random shows, 1 what the best
 * one does, (1 - context) of whose lead over it is to be seen. Only once it is measured. */
double landscape_reach(const struct landscape *landscape, int32_t domain, double quality);

/* A configuration drawn at random, all equally likely (recipes: of the basic items). */
struct configuration landscape_draw(const struct landscape *landscape, struct random_key key);

/* The choices of which a practice of bits is made. */
static inline struct choices landscape_choices(const struct landscape_parameters *parameters)
{
    return choices_of(parameters->bits, parameters->kind == LANDSCAPE_MATCH ? parameters->options : 2);
}

/* Another way than `value` of a choice; any where that is -1, unknown. */
int choice_other(struct choices choices, int value, struct random_key key);

/* The practice of a number, counted round and round: of the list, of the ring, of the basic items, or the bits (or
 * ways) of the number. */
struct configuration landscape_nth(const struct landscape *landscape, uint64_t number);

/* How many ways there are to vary a practice, moves: one a bit (or choice of several ways), or one for each length of a
 * step along a ring; 0 where a practice has no neighbours. */
int32_t landscape_moves(const struct landscape *landscape);

/* A move, from 0 on: that bit changed, an unknown one to a value drawn at random; or a step along the ring by 1 more.
 */
struct configuration landscape_move(
    const struct landscape *landscape, struct configuration configuration, int32_t move, struct random_key key);

/* A neighbour: a move, all equally likely (listed: any other practice of the list; itself where there is no other). Not
 * for recipes, where people put together what they have in mind. */
struct configuration landscape_vary(
    const struct landscape *landscape, struct configuration configuration, struct random_key key);

#endif
