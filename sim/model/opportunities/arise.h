/* Opportunities: what could be changed or tried, and nobody has taken up. */
#ifndef OPPORTUNITIES_ARISE_H
#define OPPORTUNITIES_ARISE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"
#include "scenario/check/arrival_rows.h"

struct opportunity_list ARRAY_OF(struct opportunity);

#define OPPORTUNITIES_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                  \
    LIST(KEPT, struct opportunity_list, open)                                                                          \
    LIST(PASSING, struct arrival_list, given)    /* those that a table gives, and */                                   \
    LIST(PASSING, struct numbers, given_members) /* the members of their teams (arrive.h) */                           \
    VALUE(KEPT, int32_t, next_id, )                                                                                    \
    ITEMS(PASSING, int32_t, in_unit, world->network.unit_count) /* open ones; counted by opportunities_morph */        \
    VALUE(KEPT, int64_t, arrived, )                                                                                    \
    VALUE(KEPT, int64_t, resolved, )                                                                                   \
    VALUE(KEPT, int64_t, lapsed, )                                                                                     \
    VALUE(KEPT, int64_t, morphed, )
ROOM_STRUCT(opportunities, OPPORTUNITIES_KEEP);

/* Writes an event; what: enum opportunity_event; project: its number, or -1. */
void opportunity_event(struct world *world, const struct opportunity *opportunity, int what, int32_t project);

/* The unit and the domain where one lies that is not given or made: drawn. */
int32_t opportunity_unit(const struct world *world, int32_t id);
int32_t opportunity_domain(const struct world *world, int32_t id);

/* One is open from now on. */
void opportunity_opens(struct world *world, struct opportunity opportunity);

/* A new opportunity in a unit and domain; everything else about it is drawn. */
struct opportunity opportunity_at(const struct world *world, int32_t id, int32_t unit, int32_t domain);

/* Whether it has been open for its lifetime, and lapses. */
bool opportunity_is_old(const struct world *world, const struct opportunity *opportunity);

#endif
