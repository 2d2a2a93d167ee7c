/* The formal organisation acts; and the successes that it looks at. */
#ifndef ORGANISATION_GOVERN_H
#define ORGANISATION_GOVERN_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* A project that succeeded in this step, as management may see it; or (advocate) a community that met. */
struct success {
    int32_t project, community;     /* one of them is -1 */
    int32_t unit, domain;           /* unit: where what it worked on lies; of a community, that of the convener */
    int32_t practice;               /* that it believes in most, or -1 */
    double belief, standard_belief; /* what it believes of that, and of the unit's standard practice */
    double diagnosed;               /* share of the friction points that it found */
};
struct successes ARRAY_OF(struct success);

/* Who was in a project that succeeded in this step. */
struct contributor {
    int32_t project, agent;
};
struct contributors ARRAY_OF(struct contributor);

#define GOVERN_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                        \
    LIST(PASSING, struct successes, successes)                                                                         \
    LIST(PASSING, struct contributors, contributors) /* of the projects, in their order; where groups are awarded */
ROOM_STRUCT(govern, GOVERN_KEEPS);

/* A project is about to succeed: what govern will look at. */
void govern_notice(struct world *world, int32_t slot);

#endif
