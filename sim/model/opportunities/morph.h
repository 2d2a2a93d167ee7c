/* What nobody works on worsens and multiplies. */
#ifndef OPPORTUNITIES_MORPH_H
#define OPPORTUNITIES_MORPH_H

#include "model/state/world.h"

/* Part of arise. */
void opportunities_morph(struct world *world);

#endif
