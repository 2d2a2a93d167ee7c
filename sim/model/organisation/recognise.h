/* Recognition: units whose successes are seen often enough. */
#ifndef ORGANISATION_RECOGNISE_H
#define ORGANISATION_RECOGNISE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* A success that was seen, in a unit. */
struct sighting {
    int32_t unit, step;
};
struct sightings ARRAY_OF(struct sighting);

/* How a unit stands with management. */
struct standing {
    int32_t given;  /* the step in which it was recognised last, or -1 */
    int32_t recent; /* its successes among those seen */
    double grant;   /* actions that it was given and has not used; without pools to put them in */
};

#define RECOGNITION_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                   \
    ITEMS(KEPT, struct standing, standing, world->network.unit_count)                                                  \
    LIST(KEPT, struct sightings, seen) /* within the window, in the order of seeing, and not used up */                \
    LIST(                                                                                                              \
        KEPT, struct numbers, steps) /* of all successes seen within the window, in order; where units are compared */ \
    VALUE(KEPT, int64_t, groups, )   /* that were awarded */
ROOM_STRUCT(recognition, RECOGNITION_KEEPS);

/* Part of govern: successes are seen, and units recognised. */
void govern_recognise(struct world *world);

/* How well recognised a unit is, in [0, 1]; the factor on the difficulty of what arises there; and what a new project
 * there is paid of the unit's grant, which is then less by so much. Without recognition 0, 1 and 0. */
double recognition_of(const struct world *world, int32_t unit);
double recognition_difficulty(const struct world *world, int32_t unit);
double recognition_fund(struct world *world, int32_t unit);

#endif
