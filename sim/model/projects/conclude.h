/* Projects end, and people have changed. */
#ifndef PROJECTS_CONCLUDE_H
#define PROJECTS_CONCLUDE_H

#include "model/state/world.h"

/* Finished projects end. */
void step_conclude(struct world *world);

#endif
