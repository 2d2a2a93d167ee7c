/* Teams that are put together by chance. */
#ifndef PROJECTS_ASSEMBLE_H
#define PROJECTS_ASSEMBLE_H

#include "model/state/world.h"

/* Each open opportunity gets a team at once. */
void step_assemble(struct world *world);

/* Who was on no team for long is a newcomer again. */
void step_retire(struct world *world);

#endif
