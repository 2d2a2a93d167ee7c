/* The life of a project: founded, joined, left, ended. */
#ifndef PROJECTS_LIFECYCLE_H
#define PROJECTS_LIFECYCLE_H

#include "model/state/world.h"

/* Founds a project on an opportunity; its number's slot, or -1: no memory. The founder is its first member. */
int32_t project_found(struct world *world, const struct opportunity *opportunity, int32_t founder);

/* Someone takes a free seat; what: enum member_event. */
void project_join(struct world *world, int32_t slot, int32_t agent, int what, int32_t inviter);

/* Someone leaves the seat; what: enum member_event. With the last the project ends. */
void project_leave(struct world *world, int32_t slot, int32_t agent, int what);

/* Writes an event; what: enum project_event. */
void project_event(struct world *world, int32_t slot, int what);

/* Ends a project that lapsed or concluded: the opportunity is resolved or open again; the members go, at once or after
 * the afterglow. */
void project_end(struct world *world, int32_t slot, int what, bool resolved);

/* Empties the slots of projects that are over, and takes them off the list. */
void projects_sweep(struct world *world);

#endif
