/* Priors: what people believe of listed practices when they come, in use or not. */
#ifndef ADOPTION_PRIOR_H
#define ADOPTION_PRIOR_H

#include <stdbool.h>
#include <stdint.h>

#include "model/frame/rooms.h"
#include "model/state/world.h"

#define PRIOR_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                         \
    VALUE(PASSING, int32_t, listed, [NAMED_MOST]) /* the place in the list of each name of start.prior */              \
    VALUE(PASSING, int32_t, certain, )            /* that of start.certain, or -1 */                                   \
    VALUE(PASSING, uint64_t, all, )               /* all these places, a bit each */
ROOM_STRUCT(prior, PRIOR_KEEPS);

/* Puts into a person's empty memory what is believed beforehand. */
void prior_begin(struct world *world, int32_t agent);

/* What of that the person believes to be the best; of equals the first of the list. */
int32_t prior_best(const struct world *world, int32_t agent, int32_t domain);

/* Whether something is believed of a practice beforehand. */
static inline bool practice_is_prior(const struct world *world, int32_t practice)
{
    return world->prior->all && world->prior->all >> world->practices.items[practice].configuration.low & 1;
}

/* Whether everybody knows the true quality of a practice: no evidence counts for or against it. */
static inline bool practice_is_certain(const struct world *world, int32_t practice)
{
    return world->prior->certain >= 0 &&
           world->practices.items[practice].configuration.low == (uint64_t)world->prior->certain;
}

#endif
