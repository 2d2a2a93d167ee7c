/* Group-think: the alike misjudge alike. */
#ifndef ACTIVITY_GROUPTHINK_H
#define ACTIVITY_GROUPTHINK_H

#include "model/state/world.h"

/* The action's outcome as the group judges it, and how alike its members are, in [0, 1]. */
double project_judgement(const struct world *world, int32_t slot);
double project_similarity(const struct world *world, int32_t slot);

#endif
