/* adopt: the rule of adoption in force takes its turn in the step, by the kernel that carries it out (rules.def). */
#ifndef MODEL_ADOPT_H
#define MODEL_ADOPT_H

#include "scenario/rules.h"

struct world;

/* The kernels: contact, threshold, ... */
#define AS_DECLARATION(kernel, step, ...) void step(struct world *world);
ADOPTION_KERNELS(AS_DECLARATION)
#undef AS_DECLARATION

#endif
