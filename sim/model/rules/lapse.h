/* Practices that one did not help to create may be dropped again. */
#ifndef RULES_LAPSE_H
#define RULES_LAPSE_H

#include "model/state/world.h"

/* Some fall back on what they used before. */
void step_lapse(struct world *world);

#endif
