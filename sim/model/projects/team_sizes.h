/* How many members projects wait for. */
#ifndef PROJECTS_TEAM_SIZES_H
#define PROJECTS_TEAM_SIZES_H

#include "model/state/projects.h"
#include "model/state/world.h"

/* How many members project number `id` on an opportunity waits for, whenever it is asked. */
int32_t project_size(const struct world *world, int32_t id, const struct opportunity *opportunity);

#endif
