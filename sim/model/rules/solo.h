/* People try variants by themselves. */
#ifndef RULES_SOLO_H
#define RULES_SOLO_H

#include "model/state/world.h"

/* Everybody may try a variant of what is in use. */
void step_solo(struct world *world);

#endif
