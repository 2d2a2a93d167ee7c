/* A place: a person in one domain, where arrays over agents and domains have it, and who is left out. */
#ifndef STATE_PLACE_H
#define STATE_PLACE_H

#include "base/array.h"
#include "model/state/without.h"
#include "model/state/world.h"

struct place {
    int32_t agent, domain;
};
struct places ARRAY_OF(struct place);

static inline int64_t place_at(const struct world *world, int32_t agent, int32_t domain)
{
    return (int64_t)agent * world->agents.domains + domain;
}

/* Whether the person takes no part, for the scenario says so: has no attention, and takes nothing up. */
static inline bool person_left_out(const struct world *world, int32_t agent)
{
    const uint8_t *without = world->without->agents;
    return without && without[agent];
}

#endif
