/* People move to other units. */
#ifndef PEOPLE_RELOCATE_H
#define PEOPLE_RELOCATE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* Someone would move to another unit. */
struct mover {
    int32_t agent, from, to;
};
struct movers ARRAY_OF(struct mover);

#define RELOCATE_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                      \
    LIST(PASSING, struct movers, movers)                                                                               \
    VALUE(KEPT, int64_t, moved, ) /* moves so far */
ROOM_STRUCT(relocate, RELOCATE_KEEPS);

/* Part of renew: some people move. */
void people_relocate(struct world *world);

#endif
