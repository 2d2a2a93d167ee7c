/* Opportunities that are given (opportunities.arrivals), and the teams that come with them. */
#ifndef OPPORTUNITIES_ARRIVE_H
#define OPPORTUNITIES_ARRIVE_H

#include "model/state/projects.h"
#include "model/state/world.h"

/* Takes what the scenario gives; `file`: what the network's holds, or NULL. Once, when the world is made.
 * STATUS_MEMORY; STATUS_INPUT with a message where somebody is named who is not there. */
MUST_USE enum status opportunities_given(struct world *world, const struct edge_list *file, struct message *message);

/* Those of this step arise. */
void opportunities_arrive(struct world *world);

/* Who is on the team of one, first who leads it, and how many they are; 0: nobody was named. */
int32_t opportunity_members(const struct world *world, const struct opportunity *opportunity, const int32_t **members);

#endif
