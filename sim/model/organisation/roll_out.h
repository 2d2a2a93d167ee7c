/* Roll-out: management picks a practice and presses it on units. */
#ifndef ORGANISATION_ROLL_OUT_H
#define ORGANISATION_ROLL_OUT_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

#define ROLL_OUT_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                      \
    VALUE(KEPT, int32_t, practice, )                         /* -1: none is chosen */                                  \
    VALUE(KEPT, double, estimate, )                          /* the expert's, of its quality */                        \
    ITEMS(KEPT, uint8_t, pressed, world->network.unit_count) /* 1 where it is pressed on people */
ROOM_STRUCT(roll_out, ROLL_OUT_KEEPS);

/* Part of govern: choosing, pressing, and ending. */
void govern_roll_out(struct world *world);

#endif
