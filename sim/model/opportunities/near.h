/* What lies near a person: of a list of things, each at a place of a unit. Near is what lies where the person is among
 * those of the unit who may notice it (sense.h). */
#ifndef OPPORTUNITIES_NEAR_H
#define OPPORTUNITIES_NEAR_H

#include <stdint.h>

#include "base/array.h"

struct world;

/* A thing, by where it lies; which: what it is to whoever made the list. */
struct spot {
    int32_t unit, place, which;
};
struct spots ARRAY_OF(struct spot);

/* A part of a list: spots [first, last). */
struct stretch {
    int64_t first, last;
};

/* Adds a thing at a place, modulo the size of the unit. False: no memory. */
bool spots_add(struct spots *spots, const struct world *world, int32_t unit, int32_t place, int32_t which);

/* Puts them in order, which near_stretches needs. */
void spots_order(struct spots *spots);

/* The two stretches, either of which may be empty, of what is near a person. Cost: the logarithm of the list's length.
 */
void near_stretches(const struct spots *spots, const struct world *world, int32_t agent, struct stretch near[2]);

#endif
