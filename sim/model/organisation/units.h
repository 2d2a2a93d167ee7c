/* How open units are. */
#ifndef ORGANISATION_UNITS_H
#define ORGANISATION_UNITS_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

#define UNITS_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                          \
    ITEMS(KEPT, double, openness, world->network.unit_count) /* in [0, 1]: how freely people may join elsewhere */
ROOM_STRUCT(units, UNITS_KEEP);

/* By how much a person's willingness to join a project is multiplied by the home unit: 1 where the founder is of that
 * unit, else the unit's openness. */
double unit_lets_join(const struct world *world, int32_t agent, int32_t founder);

#endif
