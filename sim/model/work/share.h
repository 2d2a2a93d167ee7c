/* Members tell their contacts. */
#ifndef WORK_SHARE_H
#define WORK_SHARE_H

#include "model/state/world.h"

/* Members of projects tell what they use; and some see or ask (see.c). */
void step_share(struct world *world);

#endif
