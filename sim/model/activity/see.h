/* Seeing and asking. */
#ifndef ACTIVITY_SEE_H
#define ACTIVITY_SEE_H

#include "model/state/world.h"

/* Part of share, for one project: who is not in it sees or asks what its members use. */
void tell_those_near(struct world *world, int64_t block, int32_t slot);

#endif
