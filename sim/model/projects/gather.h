/* Gathering members, and beginning work. */
#ifndef PROJECTS_GATHER_H
#define PROJECTS_GATHER_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* Someone would join a project. */
struct acceptance {
    int32_t slot, agent, inviter;
    bool called;
    uint64_t priority;
};

#define GATHER_KEEPS(VALUE, LIST, ITEMS, PARTS) PARTS(struct acceptance, acceptances)
ROOM_STRUCT(gather, GATHER_KEEPS);

/* The team is complete: work begins. */
void project_start(struct world *world, int32_t slot);

#endif
