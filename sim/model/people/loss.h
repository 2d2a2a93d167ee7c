/* Loss: old practices, and those who hold on to them. */
#ifndef PEOPLE_LOSS_H
#define PEOPLE_LOSS_H

#include "model/frame/rooms.h"
#include "model/people/stances.h"
#include "model/state/world.h"

/* Somebody uses an old practice in this step; companion: a contact who accompanies that one, or -1. */
struct holding {
    int32_t agent, domain, practice, companion;
};

#define LOSSES_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                         \
    PARTS(struct holding, holdings)                                                                                    \
    LIST(PASSING, struct stance_moves, threatened) /* who would guard what is lost; taken by step_stances */           \
    VALUE(KEPT, int64_t, accompanied, )            /* so often */
ROOM_STRUCT(losses, LOSSES_KEEP);

/* Whether a practice is old: many who used it use it no more. */
bool practice_is_old(const struct world *world, int32_t practice);

#endif
