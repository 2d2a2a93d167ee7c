/* Weavers introduce contacts of theirs to each other. */
#ifndef TIES_WEAVE_H
#define TIES_WEAVE_H

#include "model/state/world.h"

/* Draws whether a new person is a weaver. */
void weaver_begin(struct world *world, int32_t agent);

#endif
