/* The life of a project: founded, joined, left, ended. */
#ifndef PROJECTS_LIFECYCLE_H
#define PROJECTS_LIFECYCLE_H

#include "model/state/world.h"

/* What would have been the next project is none: it has a number all the same, so that all others keep theirs, and the
 * opportunity lapses. */
void project_leave_out(struct world *world, const struct opportunity *opportunity);

/* Founds a project on an opportunity; its number's slot. The founder is its first member. -1: no memory; or it is left
 * out of the run, and the opportunity has lapsed: whoever lists it takes it off. */
int32_t project_found(struct world *world, const struct opportunity *opportunity, int32_t founder);

/* Someone takes a free seat; what: enum member_event. */
void project_join(struct world *world, int32_t slot, int32_t agent, int what, int32_t inviter);

/* A member leads a project from now on, and gains confidence by it. */
void project_take_over(struct world *world, int32_t slot, int32_t agent);

/* Someone leaves the seat; what: enum member_event. Where it matters who leads, the lead goes to the member whom a
 * leaver trusts most. With the last member the project ends. */
void project_leave(struct world *world, int32_t slot, int32_t agent, int what);

/* Writes an event; what: enum project_event. */
void project_event(struct world *world, int32_t slot, int what);

/* Ends a project that lapsed or concluded; what: enum project_event. The opportunity is resolved if it succeeded, else
 * open again; the members go, at once or after the afterglow. */
void project_end(struct world *world, int32_t slot, int what);

/* Empties the slots of projects that are over, and takes them off the list. */
void projects_sweep(struct world *world);

#endif
