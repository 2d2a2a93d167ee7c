/* People join, of themselves, what gathers near them. */
#ifndef PROJECTS_WALK_IN_H
#define PROJECTS_WALK_IN_H

#include "model/opportunities/near.h"
#include "model/opportunities/sense.h"
#include "model/state/world.h"

/* Whether a person has the attention for a project on an opportunity on top of all others. */
bool person_can_work(const struct world *world, int32_t agent, const struct opportunity *opportunity);

/* Lists the projects that gather, by where they lie; `which` is their place in the list of live ones. */
void gathering_list(struct world *world, struct spots *gathering);

/* Someone who noticed and would act joins, with team.walk_in_probability, the project noticed, or, where it was
 * something open, one that gathers near the person in that domain. Whether that one did. */
bool walks_in(struct world *world, const struct spots *gathering, const struct notice *notice);

#endif
