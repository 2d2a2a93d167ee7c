/* Learning: what people were told reaches them, and they decide. */
#ifndef ADOPTION_LEARN_H
#define ADOPTION_LEARN_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* One message about a practice. source -1: one's own experience. */
struct telling {
    int32_t target, source, practice, project;
    int32_t channel, source_row;
    int32_t community; /* 1 + the community in which it is told, or 0 */
    int32_t outcome;   /* 1: one outcome more, besides all that the source told before */
    double belief, evidence;
};

#define TELLINGS_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                       \
    PARTS(struct telling, all)                                                                                         \
    LIST(PASSING, struct telling_list, inbox)                                        /* by blocks of their targets */  \
    ITEMS(PASSING, int64_t, start, crew_blocks(world->agents.count, CREW_BLOCK) + 1) /* where each block begins */
struct telling_list ARRAY_OF(struct telling);
ROOM_STRUCT(tellings, TELLINGS_KEEP);

/* Delivers world->tellings->all: everybody hears theirs and decides by the adoption rule. Afterwards they lie in the
 * order of who hears. */
void tellings_deliver(struct world *world);

#endif
