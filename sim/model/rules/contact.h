/* Simple contagion. */
#ifndef RULES_CONTACT_H
#define RULES_CONTACT_H

#include "model/state/world.h"

/* Everybody who is exposed may take up what is told. */
void step_contact(struct world *world);

#endif
