/* The ties of the start: how many each place had, which is what people's budget of contact goes by; and, where these
 * ties last, what trust they began with. */
#ifndef STATE_START_TIES_H
#define STATE_START_TIES_H

#include "model/frame/rooms.h"
#include "model/state/world.h"

/* NULL where nothing asks for them. The k-th tie of a place is number before[agent] + k; a place has before[agent + 1]
 * - before[agent]. Ties that last are the first of their row for ever, since rows keep their order. */
#define START_TIES_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                     \
    ITEMS(KEPT, int64_t, before, world->agents.count + 1)                                                              \
    ITEMS(KEPT, float, trust, own->before[world->agents.count]) /* never trusted less; NULL: they do not last */
ROOM_STRUCT(start_ties, START_TIES_KEEP);

/* What the tie at place k of a row is trusted at least: 0 unless it lasts. */
static inline double tie_least(const struct world *world, int32_t agent, int64_t k)
{
    const struct start_ties *start = world->start_ties;
    if (!start->trust || k >= start->before[agent + 1] - start->before[agent]) return 0;
    return (double)start->trust[start->before[agent] + k];
}

/* Whether a tie, in either direction, is one of those that are never lost. */
bool tie_lasts(const struct world *world, int32_t agent, int32_t other);

#endif
