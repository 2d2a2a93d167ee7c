/* Debriefs: the group talks over what happened. */
#ifndef WORK_DEBRIEF_H
#define WORK_DEBRIEF_H

#include "model/state/world.h"

/* Every project that acted learns from what came of it. */
void step_debrief(struct world *world);

#endif
