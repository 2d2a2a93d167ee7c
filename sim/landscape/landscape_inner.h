/* What kinds of landscapes have in common, and what each knows of itself: how it is built, its quality before scaling,
 * and what there is to be had of it, plain: the largest quality, and the mean of it raised. A landscape is known by its
 * `number`: the domains first, then the spots. */
#ifndef LANDSCAPE_LANDSCAPE_INNER_H
#define LANDSCAPE_LANDSCAPE_INNER_H

#include "landscape/landscape.h"
#include "random/maths.h"

/* The numbers of which a landscape is made, in [0, 1). */
static inline double landscape_value(const struct landscape *landscape, uint32_t number, uint32_t index)
{
    return random_uniform(random_key(&landscape->seeds, STREAM_LANDSCAPE_VALUE, 0, number, index));
}

static inline double landscape_raised(const struct landscape *landscape, double quality)
{
    int64_t exponent = landscape->parameters->quality_exponent;
    return exponent > 1 ? maths_pow_count(quality, (uint64_t)exponent) : quality;
}

enum status nk_build(struct landscape *landscape);
double nk_quality(
    const struct landscape *landscape, int32_t domain, uint32_t number, struct configuration configuration);
/* `table`: [bits][2^(others + 1)] to work with, or NULL: numbers are then worked out again and again. */
struct landscape_range nk_range(const struct landscape *landscape, int32_t domain, double *table);

enum status match_build(struct landscape *landscape);
/* With `expected` an unknown bit counts as half right. */
double match_quality(
    const struct landscape *landscape, uint32_t number, struct configuration configuration, bool expected);
struct landscape_range match_range(const struct landscape *landscape);

enum status recipes_build(struct landscape *landscape);
struct landscape_range recipes_range(const struct landscape *landscape);

enum status table_build(struct landscape *landscape);
double table_quality(const struct landscape *landscape, uint32_t number, struct configuration configuration);
struct landscape_range table_range(const struct landscape *landscape);

double listed_quality(const struct landscape *landscape, struct configuration configuration);
struct landscape_range listed_range(const struct landscape *landscape);

enum status ring_build(struct landscape *landscape);
double ring_quality(const struct landscape *landscape, uint32_t number, uint64_t place);
struct landscape_range ring_range(const struct landscape *landscape, int32_t domain);

/* Finds the largest quality of every domain, where qualities are divided by it. */
enum status scaling_build(struct landscape *landscape);

#endif
