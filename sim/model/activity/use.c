/* use: whoever uses a practice sees now and then how it turns out, in the own context. That is one outcome of evidence
 * of one's own, which nobody told: what is believed of the practice moves, and something else in mind may now seem
 * better.
 *
 * Who sees an outcome is drawn by the gaps between them, so the cost goes with the outcomes. A place is a spot of its
 * own, apart from those of opportunities, which are numbered from 0. */
#include "model/activity/use.h"

#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/frame/steps.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/write.h"

static void see_outcome(struct world *world, int64_t block, int32_t agent, int32_t domain)
{
    int32_t use = world->agents.practice[(int64_t)agent * world->agents.domains + domain];
    const struct known *known = use >= 0 ? agents_find(&world->agents, agent, domain, use) : NULL;
    if (!known) return;
    const struct practice *practice = &world->practices.items[use];
    double quality =
        landscape_quality_at(&world->landscape, domain, INT32_MAX - agent, practice->configuration, practice->quality);
    part_push(&world->tellings->all, block,
        &(struct telling){.target = agent,
            .source = -1,
            .practice = use,
            .project = known->project,
            .channel = CHANNEL_EXTERNAL,
            .source_row = -1,
            .belief = random_normal(
                world_key(world, STREAM_USE, agent, (uint32_t)domain), quality, world->rates.use.outcome_sd),
            .evidence = 1});
}

static void use_block(void *context, struct span span)
{
    struct world *world = context;
    int32_t domains = world->agents.domains;
    double rate = world->rates.use.outcome_probability;
    struct random_key key = world_key(world, STREAM_USE, (int32_t)(-1 - span.block), 0);
    int64_t first = span.first * domains, places = (span.last - span.first) * domains;
    for (int64_t k = world_gap(key, rate); k < places; k += 1 + world_gap(key, rate)) {
        key.index++;
        see_outcome(world, span.block, (int32_t)((first + k) / domains), (int32_t)((first + k) % domains));
    }
}

void step_use(struct world *world)
{
    world_need(world, parts_open(&world->tellings->all, crew_blocks(world->agents.count, CREW_BLOCK)));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, use_block, world);
    tellings_deliver(world);
    world->own_use->outcomes += world->tellings->all.count;
}

/* -- what the room owes */

ROOM_MAKE(own_use)
ROOM_PARTS(own_use, OWN_USE_KEEPS)

void observe_own_use(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_outcomes_seen_in_use, world->own_use->outcomes);
}
