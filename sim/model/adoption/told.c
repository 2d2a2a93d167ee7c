/* told: what a person was told in this step, under the rules that go by what others use.
 *
 * Such a person does not weigh what is told: to be told of a practice is to see what the teller uses. So whoever tells
 * is looked at in this step, tied or not, once for each domain. The tellings of share stay in world->tellings->all
 * until the rule is carried out; those of one person follow one another, by teller. */
#include "model/adoption/told.h"

#include "base/crew.h"
#include "base/order.h"
#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/state/place.h"
#include "model/state/world.h"

ORDER(by_teller, struct telling, ORDER_BY(source) ORDER_BY(practice) ORDER_BY(channel) ORDER_BY(project))

void told_sort(struct telling *tellings, int64_t count)
{
    order_items(tellings, count, by_teller);
}

/* The place in world->tellings->all of the first telling to an agent, or to one behind. */
static int64_t first_to(const struct world *world, int32_t agent, int64_t low, int64_t high)
{
    const struct telling *tellings = world->tellings->all.items;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (tellings[middle].target < agent)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct hearing told_to(const struct world *world, struct place who)
{
    struct hearing told = {.world = world, .who = who};
    if (!world->scenario.tell.present) return told;
    int64_t block = who.agent / CREW_BLOCK, end = world->tellings->start[block + 1];
    int64_t first = first_to(world, who.agent, world->tellings->start[block], end);
    if (first == end) return told;
    told.first = world->tellings->all.items + first;
    told.count = first_to(world, who.agent + 1, first, end) - first;
    return told;
}

const struct telling *told_next(struct hearing *told)
{
    while (told->passed < told->count) {
        int64_t i = told->passed++;
        const struct telling *telling = &told->first[i];
        bool again = i > 0 && telling[-1].source == telling->source && telling[-1].practice == telling->practice;
        if (!again && told->world->practices.items[telling->practice].domain == told->who.domain) return telling;
    }
    return NULL;
}

bool told_along_tie(const struct world *world, const struct telling *telling)
{
    return telling->channel == CHANNEL_WORD_OF_MOUTH || world->network.complete ||
           rows_find(network_heard(&world->network), telling->target, telling->source) >= 0;
}

const struct telling *told_by_sources(struct world *world, int64_t block, struct place who, int32_t count)
{
    struct hearing told = told_to(world, who);
    const struct uptake_source *sources = told.count > 0 ? part_last(&world->uptakes->sources, block, count) : NULL;
    if (!sources) return NULL;
    for (const struct telling *telling; (telling = told_next(&told));)
        for (int32_t i = 0; i < count; i++)
            if (sources[i].agent == telling->source) return telling;
    return NULL;
}
