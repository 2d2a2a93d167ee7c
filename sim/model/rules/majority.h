/* Learning bit by bit from those who do better. */
#ifndef RULES_MAJORITY_H
#define RULES_MAJORITY_H

#include "model/state/world.h"

/* Everybody learns from the majority of superiors. */
void step_majority(struct world *world);

#endif
