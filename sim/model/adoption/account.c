/* What a person can tell of the practice in use.
 *
 * People do not pass on all that they heard: it would come back to them as news and grow without end. Who tells goes by
 * the best-founded single account: the person's own, which is all evidence but what was heard, or, where that is more,
 * what one other told, so long as that other is not the listener. Every time it is told less of it arrives, so
 * along a circle it only shrinks. What is believed is told as it is. */
#include "model/adoption/account.h"

#include "base/crew.h"
#include "model/adoption/memory.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/world.h"

struct account account_of(const struct world *world, int32_t agent, int32_t domain)
{
    int64_t place = place_at(world, agent, domain);
    int32_t practice = world->agents.practice[place];
    const struct known *known = practice >= 0 ? agents_find(&world->agents, agent, domain, practice) : NULL;
    if (!known) return (struct account){.practice = -1};
    const struct hearsay_pool *pool = &world->memory->pools[agent / CREW_BLOCK];
    struct account account = {.practice = practice,
        .row = world->agents.adoption[place],
        .belief = known->belief,
        .own = known->evidence,
        .teller = -1};
    for (int32_t i = known->hearsay; i >= 0; i = pool->items[i].next) {
        const struct hearsay *hearsay = &pool->items[i];
        account.own -= hearsay->evidence;
        if (hearsay->evidence > account.most) {
            account.second = account.most;
            account.most = hearsay->evidence;
            account.teller = adoption_still_theirs(world, hearsay->source, hearsay->row) ? hearsay->source : -1;
        } else if (hearsay->evidence > account.second) {
            account.second = hearsay->evidence;
        }
    }
    if (!(account.own > 1e-9 * known->evidence)) account.own = 0;
    return account;
}
