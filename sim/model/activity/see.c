/* see: people near a project simply see what its members use, and after a success people of other units come and ask.
 *
 * What is seen carries one outcome of evidence, less by `fidelity`; who comes and asks is told as much as a contact
 * would be, trusted as a stranger is. Only what members use can be seen or asked about. */
#include "model/activity/see.h"

#include "base/parts.h"
#include "model/adoption/account.h"
#include "model/adoption/learn.h"
#include "model/opportunities/sense.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/world.h"

/* Some member who uses a practice of the project's domain, or -1: the draw picks a seat, and the next user is taken. */
static int32_t some_user(const struct world *world, int32_t slot, struct random_key key)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t team = world->projects.team, domain = world->projects.slots[slot].opportunity.domain;
    int32_t first = (int32_t)random_below(key, (uint64_t)team);
    for (int32_t i = 0; i < team; i++) {
        int32_t agent = seats[(first + i) % team].agent;
        if (agent >= 0 && world->agents.practice[place_at(world, agent, domain)] >= 0) return agent;
    }
    return -1;
}

static void tell_of(
    struct world *world, int64_t block, int32_t slot, int32_t source, int32_t target, int32_t channel, double trust)
{
    const struct project *project = &world->projects.slots[slot];
    const struct account account = account_of(world, source, project->opportunity.domain);
    double evidence = channel == CHANNEL_OBSERVATION ? 1 : account_for(&account, target);
    part_push(&world->tellings->all, block,
        &(struct telling){.target = target,
            .source = source,
            .practice = account.practice,
            .project = project->id,
            .channel = channel,
            .source_row = account.row,
            .belief = account.belief,
            .evidence = evidence * world->rates.tell.fidelity * trust});
}

/* People of the window around the place where the project works. */
static void seen_from_near(struct world *world, int64_t block, int32_t slot)
{
    const struct opportunity *at = &world->projects.slots[slot].opportunity;
    int32_t width = near_count(world, at->unit);
    struct random_key key = world_key(world, STREAM_SIGHT, world->projects.slots[slot].id, DRAW_SIGHT_SEES);
    double rate = world->rates.tell.observation_probability;
    for (int64_t k = world_gap(key, rate); k < width; k += 1 + world_gap(key, rate)) {
        int32_t agent = near_agent(world, at->unit, at->place, k);
        struct random_key who = key;
        who.index += DRAW_SIGHT_PAIR_USER;
        key.index += DRAWS_OF_SIGHT_PAIR;
        int32_t user = some_user(world, slot, who);
        if (user >= 0 && !project_has(&world->projects, slot, agent))
            tell_of(world, block, slot, user, agent, CHANNEL_OBSERVATION, 1);
    }
}

static void asked_from_afar(struct world *world, int64_t block, int32_t slot)
{
    const struct project *project = &world->projects.slots[slot];
    if (!random_bernoulli(
            world_key(world, STREAM_SIGHT, project->id, DRAW_SIGHT_COMES), world->rates.tell.inquiry_probability))
        return;
    int32_t agent = (int32_t)random_below(
        world_key(world, STREAM_SIGHT, project->id, DRAW_SIGHT_WHO_COMES), (uint64_t)world->agents.count);
    int32_t user = some_user(world, slot, world_key(world, STREAM_SIGHT, project->id, DRAW_SIGHT_WHOM));
    if (user >= 0 && world->network.unit[agent] != project->opportunity.unit &&
        !project_has(&world->projects, slot, agent))
        tell_of(world, block, slot, user, agent, CHANNEL_INQUIRY, world->rates.team.stranger_trust);
}

void tell_those_near(struct world *world, int64_t block, int32_t slot)
{
    const struct project *project = &world->projects.slots[slot];
    if (world->rates.tell.observation_probability > 0 && project->state == PROJECT_ACTIVE)
        seen_from_near(world, block, slot);
    if (world->rates.tell.inquiry_probability > 0 && project->state == PROJECT_AFTERGLOW && project->succeeded)
        asked_from_afar(world, block, slot);
}
