/* Landscapes for tests. Include after <cmocka.h>. */
#ifndef LANDSCAPE_LANDSCAPES_H
#define LANDSCAPE_LANDSCAPES_H

#include "landscape/landscape.h"

static inline struct random_seeds seeds_of(uint64_t population)
{
    return (struct random_seeds){{[RANDOM_POPULATION] = population, [RANDOM_NETWORK] = 1, [RANDOM_BEHAVIOUR] = 1}};
}

static inline struct landscape landscape_of(const struct landscape_parameters *parameters, uint64_t population)
{
    struct landscape landscape;
    struct random_seeds seeds = seeds_of(population);
    assert_int_equal(landscape_build(&landscape, parameters, &seeds), STATUS_OK);
    return landscape;
}

#endif
