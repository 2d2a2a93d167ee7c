/* The verbs of the step, each declared by its row of steps.def; whose file it is in includes this. */
#ifndef FRAME_STEPS_H
#define FRAME_STEPS_H

struct world;

#define STEP(verb, feature, sentence) void step_##verb(struct world *world);
#include "model/frame/steps.def"

#endif
