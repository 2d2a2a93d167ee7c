/* Friction: what guarding and blaming people take from a project. */
#ifndef ACTIVITY_FRICTION_H
#define ACTIVITY_FRICTION_H

#include "model/state/world.h"

/* The share of its progress that a project loses to friction. */
double project_friction(const struct world *world, int32_t slot);

#endif
