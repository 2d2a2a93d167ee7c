/* Crossing practices. */
#ifndef ACTIVITY_RECOMBINE_H
#define ACTIVITY_RECOMBINE_H

#include "model/state/world.h"

/* Part of experiment: the project tries a cross of two practices that members use. False: there is nothing to cross
 * this time. */
bool project_recombine(struct world *world, int32_t slot);

/* The same of recipes: some of what members have in mind is put together. What is tried is what comes of it, or
 * `otherwise`. */
int32_t project_put_together(struct world *world, int32_t slot, int32_t otherwise);

#endif
