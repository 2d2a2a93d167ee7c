/* People learn from using: what is kept of it. */
#ifndef ACTIVITY_USE_H
#define ACTIVITY_USE_H

#include "model/adoption/account.h"
#include "model/frame/rooms.h"
#include "model/state/world.h"

/* What somebody saw in this step of a practice in use, which the person had taken up by that adoption. */
struct seen_outcome {
    int32_t practice, row; /* practice -1: nothing */
    double outcome;
};

/* How good a practice is where a person uses it, while it is as good at large; which is worked out of many draws.
 * practice: 1 + its number, or 0: of none. */
struct known_quality {
    int32_t practice;
    double at_large, here;
};

#define OWN_USE_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                       \
    VALUE(KEPT, int64_t, outcomes, )                                   /* seen so far */                               \
    ITEMS(PASSING, struct seen_outcome, seen, own_use_places(world))   /* where people tell of it */                   \
    ITEMS(PASSING, struct known_quality, known, own_use_places(world)) /* where places differ */
ROOM_STRUCT(own_use, OWN_USE_KEEPS);

static inline int64_t own_use_places(const struct world *world)
{
    return (int64_t)world->agents.count * world->agents.domains;
}

/* What a person can tell of the outcome seen in this step, where people tell outcomes (tell.what). */
struct account outcome_account(const struct world *world, int32_t agent, int32_t domain);

#endif
