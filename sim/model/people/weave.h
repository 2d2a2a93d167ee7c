/* Weavers introduce contacts of theirs to each other. */
#ifndef PEOPLE_WEAVE_H
#define PEOPLE_WEAVE_H

#include "model/state/world.h"

/* Draws whether a new person is a weaver. */
void weaver_begin(struct world *world, int32_t agent);

#endif
