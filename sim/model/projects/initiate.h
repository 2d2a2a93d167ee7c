/* Founding projects. */
#ifndef PROJECTS_INITIATE_H
#define PROJECTS_INITIATE_H

#include "model/state/world.h"

/* Some who noticed found a project; others let the idea go to a contact. */
void step_initiate(struct world *world);

#endif
