/* Resources: what pays for the actions of projects. */
#ifndef ORGANISATION_RESOURCES_H
#define ORGANISATION_RESOURCES_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* A project that its members' slack does not pay for. */
struct payment {
    int32_t slot;
    uint64_t priority;
};
struct payments ARRAY_OF(struct payment);

#define RESOURCES_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                      \
    ITEMS(KEPT, double, pools, world->network.unit_count) /* actions that units can pay for; NULL: actions are free */ \
    LIST(PASSING, struct payments, payments)                                                                           \
    VALUE(KEPT, int64_t, paid_by_slack, )                                                                              \
    VALUE(KEPT, int64_t, paid_by_pool, )                                                                               \
    VALUE(KEPT, int64_t, paid_by_grant, )
ROOM_STRUCT(resources, RESOURCES_KEEP);

/* The actions of a step that are paid for before a project acts: one, by step_pay, where there are pools. */
static inline double actions_paid_before(const struct world *world)
{
    return world->resources->pools ? 1 : 0;
}

/* Whether a project can pay for an action, or it is paid for. */
static inline bool action_is_paid(const struct world *world, const struct project *project)
{
    return world->resources->pools ? project->paid : project->resources >= 1;
}

/* A unit's pool is given `amount` >= 0 actions, over a full one if need be. Without pools nothing happens. */
void unit_grant(struct world *world, int32_t unit, double amount);

#endif
