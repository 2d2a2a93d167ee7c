/* What is right changes. */
#ifndef CYCLE_TURBULENCE_H
#define CYCLE_TURBULENCE_H

#include "model/state/world.h"

/* Bits of hidden targets turn. */
void step_turbulence(struct world *world);

#endif
