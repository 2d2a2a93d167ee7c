/* share: members of projects at work, and for a while of ended ones, tell their contacts about the practice that they
 * use in the project's domain. People pass on what they practise: so whatever is told was taken up by whoever tells it.
 *
 * The message arrives with a share `fidelity` of the evidence told (account.c), weighed by trust. Which contacts are
 * told is drawn by the gaps between them, so the cost goes with what is told. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/account.h"
#include "model/adoption/learn.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/steps.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/work/see.h"

static void tell(struct world *world, int64_t block, const struct project *project, int32_t seat, int32_t source)
{
    int32_t domain = project->opportunity.domain, count = tie_count(world, source);
    const struct account account = account_of(world, source, domain);
    if (account.practice < 0) return;
    struct random_key key = world_key(world, STREAM_TELL, project->id, (uint32_t)seat * DRAWS_OF_TELL);
    double rate = world->rates.tell.probability;
    for (int64_t k = world_gap(key, rate); k < count; k += 1 + world_gap(key, rate)) {
        key.index++;
        struct tie_end tie = tie_at(world, source, (int32_t)k);
        part_push(&world->tellings->all, block,
            &(struct telling){.target = tie.agent,
                .source = source,
                .practice = account.practice,
                .project = project->id,
                .channel = CHANNEL_WORD_OF_MOUTH,
                .source_row = account.row,
                .belief = account.belief,
                .evidence = account_for(&account, tie.agent) * world->rates.tell.fidelity * tie.trust});
    }
}

static void tell_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t slot = world->projects.live[i];
        const struct project *project = &world->projects.slots[slot];
        if (project->state != PROJECT_ACTIVE && project->state != PROJECT_AFTERGLOW) continue;
        tell_those_near(world, span.block, slot);
        for (int32_t seat = 0; seat < world->projects.team; seat++) {
            int32_t source = project_seats(&world->projects, slot)[seat].agent;
            if (source >= 0) tell(world, span.block, project, seat, source);
        }
    }
}

void step_share(struct world *world)
{
    world_need(world, parts_open(&world->tellings->all, crew_blocks(world->projects.live_count, PROJECT_BLOCK)));
    if (world->out_of_memory) return;
    crew_share_blocks(world->crew, world->projects.live_count, PROJECT_BLOCK, tell_block, world);
    tellings_deliver(world);
}
