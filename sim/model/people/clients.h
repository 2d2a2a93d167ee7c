/* People who are served by a unit, and may begin to take part. */
#ifndef PEOPLE_CLIENTS_H
#define PEOPLE_CLIENTS_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* What there is to mirror in a unit: closeness times quality, summed over its projects at work. */
struct mirror {
    double sum;
    int32_t projects;
};

#define CLIENTS_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                        \
    VALUE(KEPT, int64_t, people, ) /* who are served, */                                                               \
    VALUE(KEPT, int64_t, awake, )  /* and those of them who take part */                                               \
    ITEMS(PASSING, struct mirror, mirror, world->network.unit_count)                                                   \
    PARTS(int32_t, woken) /* who begin to take part in this step */
ROOM_STRUCT(clients, CLIENTS_KEEP);

/* Draws whether a new person is served; who takes the place of someone served is served again. */
void served_begin(struct world *world, int32_t agent);

/* Whether a person is served and takes no part yet: does not notice, found or join anything. */
bool served_asleep(const struct world *world, int32_t agent);

#endif
