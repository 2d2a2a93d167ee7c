/* Projects at work try small actions. */
#ifndef WORK_EXPERIMENT_H
#define WORK_EXPERIMENT_H

#include "model/state/world.h"

/* Every project at work that is paid acts. */
void step_experiment(struct world *world);

#endif
