/* Copying what does better: the best of what contacts use, or what most of them use. */
#ifndef RULES_IMITATE_H
#define RULES_IMITATE_H

#include "model/state/world.h"

/* Everybody who looks round decides. */
void step_imitate(struct world *world);

#endif
