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

#define OWN_USE_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                       \
    VALUE(KEPT, int64_t, outcomes, ) /* seen so far */                                                                 \
    ITEMS(PASSING, struct seen_outcome, seen,                                                                          \
        (int64_t)world->agents.count * world->agents.domains) /* where people tell of it */
ROOM_STRUCT(own_use, OWN_USE_KEEPS);

/* What a person can tell of the outcome seen in this step, where people tell outcomes (tell.what). */
struct account outcome_account(const struct world *world, int32_t agent, int32_t domain);

#endif
