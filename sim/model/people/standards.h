/* The units' standard practices, with which newcomers begin. */
#ifndef PEOPLE_STANDARDS_H
#define PEOPLE_STANDARDS_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

#define STANDARDS_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                      \
    ITEMS(KEPT, int32_t, practice, world->network.unit_count * world->agents.domains) /* [units][domains], or -1 */    \
    VALUE(KEPT, int64_t, changes, )                                                   /* so far */
ROOM_STRUCT(standards, STANDARDS_KEEP);

/* Where a unit's standard practice in a domain stands: a number, or -1. */
int32_t *unit_standard(const struct world *world, int32_t unit, int32_t domain);

#endif
