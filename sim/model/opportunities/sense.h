/* Noticing what is open, and what gathers; and nearness: the window of a unit's people around a place,
 * `sense.nearby_people` of them or all. */
#ifndef OPPORTUNITIES_SENSE_H
#define OPPORTUNITIES_SENSE_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* Someone noticed an open opportunity, or a project that gathers. */
struct notice {
    int32_t opportunity; /* its place in the list of open ones, or -1 */
    int32_t slot;        /* of the project, or -1 */
    int32_t agent;
    bool acts, hands_on;
    uint64_t priority;
};

#define SENSE_KEEPS(VALUE, LIST, ITEMS, PARTS) PARTS(struct notice, notices)
ROOM_STRUCT(sense, SENSE_KEEPS);

/* The opportunity that was noticed. */
struct opportunity *notice_opportunity(const struct world *world, const struct notice *notice);

int32_t near_count(const struct world *world, int32_t unit);

/* The k-th of the window of somebody at a place of the unit (network_place_in_unit), k in [0, near_count); the first is
 * that one. */
int32_t near_agent(const struct world *world, int32_t unit, int32_t place, int64_t k);

#endif
