/* Going on with the same people. */
#ifndef PROJECTS_TOGETHER_H
#define PROJECTS_TOGETHER_H

#include "model/state/world.h"

/* Part of conclude, for the projects that ended in this step: who goes on with the same people. */
void projects_continue(struct world *world);

#endif
