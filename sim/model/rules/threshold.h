/* Complex contagion: a person takes up what enough of those heard tell of. */
#ifndef RULES_THRESHOLD_H
#define RULES_THRESHOLD_H

#include "model/state/world.h"

/* So much less than what is asked for is enough: sums and products of what was written are not exact. */
#define THRESHOLD_SLACK 1e-12

/* The threshold of a new person. */
void threshold_begin(struct world *world, int32_t agent);

#endif
