/* Members vary what a project has one after another, each by moves of their own. */
#ifndef ACTIVITY_RELAY_H
#define ACTIVITY_RELAY_H

#include "model/state/world.h"

/* Part of experiment: the member whose turn it is varies the practice that the project thinks best by the next of its
 * own moves. Gives the member, who has made the variant if it is new. */
int32_t project_relay(struct world *world, int32_t slot, int32_t best);

#endif
