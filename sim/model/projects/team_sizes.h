/* How many members projects wait for. */
#ifndef PROJECTS_TEAM_SIZES_H
#define PROJECTS_TEAM_SIZES_H

#include "model/state/world.h"

/* How many members project number `id` waits for, whenever it is asked. */
int32_t project_size(const struct world *world, int32_t id);

#endif
