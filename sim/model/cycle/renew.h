/* People leave, and newcomers take their places. Who leaves, and whom newcomers copy: selection.h. */
#ifndef CYCLE_RENEW_H
#define CYCLE_RENEW_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* Somebody who leaves, and whether the newcomer begins with what another uses. */
struct leaver {
    int32_t agent;
    bool copies;
};
struct leavers ARRAY_OF(struct leaver);

/* A person among all, with the number by which it is drawn. */
struct drawn {
    double by;
    int32_t agent;
};
struct drawn_list ARRAY_OF(struct drawn);

#define RENEW_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                         \
    VALUE(KEPT, int64_t, departures, )        /* so far */                                                             \
    LIST(PASSING, struct leavers, leavers)    /* in this step, in the order of places */                               \
    LIST(PASSING, struct drawn_list, lottery) /* those who are there, while some are drawn */
ROOM_STRUCT(renew, RENEW_KEEPS);

#endif
