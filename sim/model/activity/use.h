/* People learn from using: what is kept of it. */
#ifndef ACTIVITY_USE_H
#define ACTIVITY_USE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

#define OWN_USE_KEEPS(VALUE, LIST, ITEMS, PARTS) VALUE(KEPT, int64_t, outcomes, ) /* seen so far */
ROOM_STRUCT(own_use, OWN_USE_KEEPS);

#endif
