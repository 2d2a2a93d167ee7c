/* People leave, and newcomers take their places. */
#ifndef CYCLE_RENEW_H
#define CYCLE_RENEW_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

#define RENEW_KEEPS(VALUE, LIST, ITEMS, PARTS) VALUE(KEPT, int64_t, departures, ) /* so far */
ROOM_STRUCT(renew, RENEW_KEEPS);

#endif
