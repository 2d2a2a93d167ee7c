/* What is left out of a run (section `without`), everything else having the same draws: the same run without somebody
 * or something.
 *
 * Whoever is left out takes no part: has no attention, takes nothing up and so passes nothing on. Along a tie that is
 * left out nothing is told. A project or a community keeps its number and does not come about. A practice that is left
 * out nobody takes up.
 */
#ifndef STATE_WITHOUT_H
#define STATE_WITHOUT_H

#include "base/array.h"
#include "model/frame/rooms.h"
#include "scenario/numbers.h"

struct numbered_list ARRAY_OF(struct numbered);

#define WITHOUT_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                       \
    ITEMS(PASSING, uint8_t, agents, world->agents.count) /* [agents] whether the one is left out; NULL: nobody is */   \
    LIST(PASSING, struct numbered_list, ties)                                                                          \
    LIST(PASSING, struct numbered_list, projects)                                                                      \
    LIST(PASSING, struct numbered_list, communities)                                                                   \
    LIST(PASSING, struct numbered_list, practices)
ROOM_STRUCT(without, WITHOUT_KEEPS);

bool without_project(const struct world *world, int32_t project);
bool without_community(const struct world *world, int32_t community);
bool without_practice(const struct world *world, int32_t practice);

/* Whether the two tell each other nothing. */
bool without_tie(const struct world *world, int32_t agent, int32_t other);

#endif
