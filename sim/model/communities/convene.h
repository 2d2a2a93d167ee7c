/* Communities of practice form, meet, mature, and split, merge, fade or become knowledge hubs. */
#ifndef COMMUNITIES_CONVENE_H
#define COMMUNITIES_CONVENE_H

#include "model/state/world.h"

/* New ones convene, and all that are due meet. */
void step_convene(struct world *world);

#endif
