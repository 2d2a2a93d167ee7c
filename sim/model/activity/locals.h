/* People know the place where they work. */
#ifndef ACTIVITY_LOCALS_H
#define ACTIVITY_LOCALS_H

#include "model/state/projects.h"
#include "model/state/world.h"

/* The share of a project's members who are of the unit where it works. */
double project_locals(const struct world *world, int32_t slot);

/* The candidate that promises most where the project works; among equals as project_best. NULL: it has none. */
const struct candidate *project_best_here(const struct world *world, int32_t slot);

#endif
