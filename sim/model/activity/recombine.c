/* recombine: an exploration crosses two practices that members use, instead of changing one bit of one. Of recipes it
 * puts items together: those that all members have in mind, instead of those of one of them. */
#include "model/activity/recombine.h"

#include "model/adoption/combine.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/world.h"

/* What a member uses in the project's domain, or -1. */
static int32_t used(const struct world *world, int32_t slot, int32_t seat)
{
    int32_t agent = project_seats(&world->projects, slot)[seat].agent;
    int32_t domain = world->projects.slots[slot].opportunity.domain;
    return agent < 0 ? -1 : world->agents.practice[place_at(world, agent, domain)];
}

/* What a member drawn at random uses, among those who use something other than `but`; -1: there is none. */
static int32_t some_used(const struct world *world, int32_t slot, int32_t but, uint32_t draw)
{
    uint64_t users = 0;
    for (int32_t seat = 0; seat < world->projects.team; seat++)
        users += used(world, slot, seat) >= 0 && used(world, slot, seat) != but;
    if (users == 0) return -1;
    uint64_t pick = random_below(world_key(world, STREAM_RECOMBINE, world->projects.slots[slot].id, draw), users);
    for (int32_t seat = 0;; seat++)
        if (used(world, slot, seat) >= 0 && used(world, slot, seat) != but && pick-- == 0)
            return used(world, slot, seat);
}

bool project_recombine(struct world *world, int32_t slot)
{
    struct project *project = &world->projects.slots[slot];
    if (!scenario_has(&world->scenario, FEATURE_BITS)) return false; /* an intervention may ask for it */
    if (!random_bernoulli(world_key(world, STREAM_RECOMBINE, project->id, DRAW_RECOMBINE_WHETHER),
            world->rates.experiment.recombination_probability))
        return false;
    int32_t first = some_used(world, slot, -1, DRAW_RECOMBINE_FIRST);
    int32_t second = first >= 0 ? some_used(world, slot, first, DRAW_RECOMBINE_SECOND) : -1;
    if (second < 0) return false;
    struct configuration child = choices_cross(landscape_choices(&world->scenario.landscape),
        world->practices.items[first].configuration, world->practices.items[second].configuration,
        world_key(world, STREAM_RECOMBINE, project->id, DRAW_RECOMBINE_CROSS));
    int64_t known = world->practices.count;
    project->trying = practice_meet(world, project->opportunity.domain, child, first, project->id);
    if (world->practices.count > known) practice_other_parent(world, project->trying, second);
    return true;
}

/* The agent in a seat, or -1. */
static int32_t seated(const struct world *world, int32_t slot, int32_t seat)
{
    return project_seats(&world->projects, slot)[seat].agent;
}

/* Whose mind a project draws on, number `pick` of its members; with `pick` -1 all of them. */
static void fill(struct pool *pool, int32_t slot, int32_t pick)
{
    for (int32_t seat = 0, number = 0; seat < pool->world->projects.team; seat++) {
        int32_t agent = seated(pool->world, slot, seat);
        if (agent >= 0 && (pick < 0 || number++ == pick)) pool_add(pool, agent);
    }
}

int32_t project_put_together(struct world *world, int32_t slot, int32_t otherwise)
{
    const struct project *project = &world->projects.slots[slot];
    struct pool pool = {.world = world, .domain = project->opportunity.domain};
    struct random_key key = world_key(world, STREAM_COMBINE, -1 - project->id, 0), whose = key;
    bool across = random_bernoulli(world_key(world, STREAM_RECOMBINE, project->id, DRAW_RECOMBINE_WHETHER),
        world->rates.experiment.recombination_probability);
    whose.index = DRAW_COMBINE_WHOSE;
    fill(&pool, slot, across ? -1 : (int32_t)random_below(whose, (uint64_t)project->member_count));
    struct combination made = pool_combine(&pool, -1, 0, key);
    return made.item < 0 ? otherwise : combination_meet(world, pool.domain, &made, project->id);
}
