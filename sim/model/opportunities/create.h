/* Opportunities that people make, who took part in a project lately. */
#ifndef OPPORTUNITIES_CREATE_H
#define OPPORTUNITIES_CREATE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* A project that has ended. */
struct ended {
    int32_t project, domain, step;
};
struct ended_list ARRAY_OF(struct ended);

/* What a person is about to make of it. */
struct making {
    int32_t maker, project, domain, unit, place;
    bool systemic;
};

#define CREATE_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                        \
    LIST(KEPT, struct ended_list, ended) /* in the last memory_steps, in the order of ending */                        \
    VALUE(KEPT, int32_t, forgotten, )    /* how many ended before those */                                             \
    VALUE(KEPT, int64_t, made, )         /* opportunities that people made */                                          \
    PARTS(struct making, makings)
ROOM_STRUCT(create, CREATE_KEEPS);

/* A project ends in this step, and those who are in it now took part. */
void create_note(struct world *world, int32_t slot);

/* The last project that a person took part in, if it ended in the last memory_steps, or NULL. */
const struct ended *lately_ended(const struct world *world, int32_t agent);

#endif
