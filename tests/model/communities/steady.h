/* What the tests of the life of communities of practice share: a world in which nothing else changes. Include after
 * <cmocka.h>. */
#ifndef MODEL_STEADY_H
#define MODEL_STEADY_H

#include "model/practitioners.h"
#include "model/state/communities.h"
#include "model/state/world.h"

/* Everybody comes always, and nothing is learned but what a test says. */
#define STEADY                                                                                                         \
    TWO_WAYS "communities.staleness = 0; communities.documenting_probability = 0; communities.conversations = 0; "     \
             "communities.apprentice_probability = 0;"                                                                 \
             "communities.core_learning_probability = 0; communities.engaged_learning_probability = 0; "               \
             "communities.interested_learning_probability = 0;"                                                        \
             "communities.engaged_load = 0.1; communities.quorum = 3;"

static inline struct world *world_with(const char *settings)
{
    char all[2048];
    snprintf(all, sizeof all, STEADY "%s", settings);
    struct scenario scenario = scenario_of(all);
    return world_of(&scenario, NULL, NULL);
}

static inline void everybody_uses(struct world *world, int32_t first, int32_t count, int32_t practice)
{
    for (int32_t agent = first; agent < first + count; agent++) world_use(world, agent, 0, practice);
}

/* Nobody from `first` on can be won for anything. */
static inline void nobody_else_cares(struct world *world, int32_t first)
{
    for (int32_t agent = first; agent < world->agents.count; agent++) world->agents.passion[agent] = 0;
}

#endif
