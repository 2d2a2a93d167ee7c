/* Projects put together at random, and when they hang together by theory (joined.h).
 *
 * Include after <cmocka.h>. */
#ifndef MODEL_RANDOM_TEAMS_H
#define MODEL_RANDOM_TEAMS_H

#include "model/state/world.h"
#include "random/maths.h"

/* The positive root of S = 1 - exp(-l (1 - (1 - S)^(m - 1))), or 0. */
static inline double giant(double projects_each, int size)
{
    double share = 1;
    for (int i = 0; i < 100000; i++)
        share = 1 - maths_exp(-projects_each * (1 - maths_pow_count(1 - share, (uint64_t)size - 1)));
    return share;
}

/* Different people, drawn at random, for one project; one drawn twice is rare, and the next one is taken then. */
static inline void draw_members(const struct world *world, int32_t project, int32_t size, int32_t member[])
{
    uint64_t people = (uint64_t)world->agents.count;
    for (int32_t k = 0; k < size; k++) {
        struct random_key key = random_key(&world->seeds, STREAM_SENSE, 0, (uint32_t)project, (uint32_t)k);
        member[k] = (int32_t)random_below(key, people);
        for (int32_t j = 0; j < k; j++)
            if (member[j] == member[k]) member[k] = (member[k] + 1) % world->agents.count, j = -1;
    }
}

#endif
