/* What nobody works on worsens and multiplies. */
#ifndef PROJECTS_MORPH_H
#define PROJECTS_MORPH_H

#include "model/state/world.h"

/* Part of arise. */
void opportunities_morph(struct world *world);

#endif
