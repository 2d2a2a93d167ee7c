/* GSL's distributions on keyed draws.
 *
 * A gsl_rng_type on the same words as random/random.h, so that every gsl_ran_* can be drawn for a (seed, stream, step,
 * entity, index). Not for the model: GSL calls the C library's exp and log, whose last bits differ between machines.
 */
#ifndef IO_GSL_RANDOM_H
#define IO_GSL_RANDOM_H

#include <gsl/gsl_rng.h>

#include "random/random.h"

/* The type, for gsl_rng_alloc: words of 32 bits, doubles of 53. gsl_rng_set positions it at the key {seed, 0, 0, 0, 0},
 * but where unsigned long has 32 bits half of the seed is lost: prefer gsl_random_at. Static. */
const gsl_rng_type *gsl_random_type(void);

/* Positions the generator at the beginning of a key's blocks; its first gsl_rng_uniform is then random_uniform(key).
 * A key holds 2^26 words, after which they come again. The generator's type must be gsl_random_type(). */
void gsl_random_at(gsl_rng *generator, struct random_key key);

#endif
