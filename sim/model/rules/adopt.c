#include "model/rules/adopt.h"

#include "model/frame/steps.h"
#include "model/state/world.h"

/* What is weighed as evidence is weighed whenever it is told (learn.c). */
void step_when_told(struct world *world)
{
    (void)world;
}

void step_adopt(struct world *world)
{
    static void (*const steps[KERNEL_COUNT])(struct world *) = {
#define AS_STEP(kernel, step, ...) [kernel] = step,
        ADOPTION_KERNELS(AS_STEP)
#undef AS_STEP
    };
    steps[adoption_kernel(&world->scenario)](world);
}
