/* Complex contagion: a person takes up what enough of those heard tell of. */
#ifndef RULES_THRESHOLD_H
#define RULES_THRESHOLD_H

#include "model/state/world.h"

/* The threshold of a new person. */
void threshold_begin(struct world *world, int32_t agent);

#endif
