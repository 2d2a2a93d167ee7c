/* conclude: finished projects end, and people have changed.
 *
 * How everybody's confidence, expectation and breadth change is worked out from the state before any of it and then
 * added up, so it does not matter which of several projects that end at once is looked at first. Trust changes project
 * by project, in the order of the list of live ones. */
#include "base/array.h"
#include "model/frame/steps.h"
#include "model/opportunities/create.h"
#include "model/organisation/govern.h"
#include "model/organisation/resources.h"
#include "model/people/leaders.h"
#include "model/people/stances.h"
#include "model/projects/lifecycle.h"
#include "model/projects/together.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"

/* How one project changes one member. */
struct change {
    int32_t agent;
    double confidence, expectation, breadth;
};
struct changes ARRAY_OF(struct change);

static int ending(const struct world *world, const struct project *project)
{
    if (project->state != PROJECT_ACTIVE) return -1;
    if (project->progress >= project->opportunity.difficulty) return PROJECT_SUCCEEDED;
    if (!action_is_paid(world, project)) return PROJECT_EXHAUSTED;
    int32_t worked = world->step - project->since + 1; /* the step in which work began counts */
    double most = (double)world->scenario.projects.max_duration;
    if (project->opportunity.takes_long) most *= world->rates.long_projects.duration_factor;
    return worked >= most ? PROJECT_EXPIRED : -1;
}

/* The share of the other members who come from another unit. */
static double others_from_elsewhere(const struct world *world, int32_t slot, int32_t agent)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t elsewhere = 0, others = world->projects.slots[slot].member_count - 1;
    for (int32_t seat = 0; seat < world->projects.team; seat++)
        if (seats[seat].agent >= 0) elsewhere += world->network.unit[seats[seat].agent] != world->network.unit[agent];
    return others > 0 ? (double)elsewhere / others : 0;
}

/* The share of what a failure costs that the debriefs save. */
static double saved_by_debriefs(const struct world *world)
{
    return world->scenario.debrief.present ? world->rates.debrief.failure_buffer * world->rates.debrief.depth : 0;
}

/* How far a leader in the group, other than oneself, moves confidence to 1. */
static double encouragement(const struct world *world, int32_t slot, int32_t agent)
{
    if (!world->scenario.leaders.present) return 0;
    const struct membership *seats = project_seats(&world->projects, slot);
    bool led = false;
    for (int32_t seat = 0; seat < world->projects.team; seat++)
        led = led || (seats[seat].agent >= 0 && seats[seat].agent != agent && leader_is(world, seats[seat].agent));
    return led ? world->rates.leaders.encouragement_shift : 0;
}

static struct change change_of(const struct world *world, int32_t slot, int32_t agent, bool success)
{
    const struct conclude_rates *with = &world->rates.conclude;
    const struct candidate *best = project_best(&world->projects, slot);
    double confidence = world->agents.confidence[agent], expectation = world->agents.expectation[agent];
    double seen = best && best->evidence > 0 ? best->belief - expectation : 0;
    double kept = success ? 0 : saved_by_debriefs(world);
    return (struct change){.agent = agent,
        .confidence = with->confidence_shift * (1 - kept) * ((success ? 1 : 0) - confidence) +
                      encouragement(world, slot, agent) * (1 - confidence),
        .expectation = seen > 0 ? with->expectation_shift * seen : 0,
        .breadth =
            with->breadth_shift * others_from_elsewhere(world, slot, agent) * (1 - world->agents.breadth[agent])};
}

static void apply(struct world *world, const struct changes *changes)
{
    struct agents *agents = &world->agents;
    for (int64_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        agents->confidence[change->agent] = share_cut(agents->confidence[change->agent] + change->confidence);
        agents->expectation[change->agent] = share_cut(agents->expectation[change->agent] + change->expectation);
        agents->breadth[change->agent] = share_cut(agents->breadth[change->agent] + change->breadth);
    }
}

/* How the trust of each two members moves: by `growth` of what is missing to 1, and then down by `loss` of itself. */
struct bonding {
    double growth, loss;
};

/* The closer the group, the more its trust grows, most from a closeness of 1/2 on; of a failure only what the debriefs
 * saved is as good as a success. */
static struct bonding bonding_of(const struct world *world, const struct project *project, bool success)
{
    double shift = world->rates.conclude.trust_shift, weight = world->rates.conclude.outcome_weight;
    double close = project->closeness < 0.5 ? 2 * project->closeness : 1;
    double saved = success ? 1 : saved_by_debriefs(world);
    return (struct bonding){
        .growth = shift * (1 - weight + weight * close * saved), .loss = shift * weight * (1 - saved)};
}

/* Where there is everyday contact, meetings in projects are of it: those who never met stay strangers. */
static bool have_met(const struct world *world, int32_t a, int32_t b)
{
    return !scenario_has(&world->scenario, FEATURE_CONTACTS) || tie_trust(world, a, b) > 0;
}

static void tie_two(struct world *world, int32_t a, int32_t b, const struct bonding *bonding)
{
    if (!have_met(world, a, b)) return;
    if (bonding->growth > 0) tie_strengthen(world, a, b, bonding->growth);
    if (bonding->loss > 0) tie_weaken(world, a, b, bonding->loss);
}

static void tie_members(struct world *world, int32_t slot, bool success)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    const struct bonding bonding = bonding_of(world, &world->projects.slots[slot], success);
    for (int32_t a = 0; a < world->projects.team; a++)
        for (int32_t b = a + 1; b < world->projects.team; b++)
            if (seats[a].agent >= 0 && seats[b].agent >= 0) tie_two(world, seats[a].agent, seats[b].agent, &bonding);
}

void step_conclude(struct world *world)
{
    struct changes changes = {0};
    array_clear(&world->projects.concluded);
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        int32_t slot = world->projects.live[i];
        int what = ending(world, &world->projects.slots[slot]);
        if (what < 0) continue;
        for (int32_t seat = 0; seat < world->projects.team; seat++) {
            int32_t agent = project_seats(&world->projects, slot)[seat].agent;
            if (agent < 0) continue;
            world_need(world, array_push(&changes, change_of(world, slot, agent, what == PROJECT_SUCCEEDED)));
            if (!world->scenario.stances.present) continue;
            struct experience own = {agent, world->projects.slots[slot].id, true, what == PROJECT_SUCCEEDED};
            world_need(world, array_push(&world->stances->experiences, own));
        }
        tie_members(world, slot, what == PROJECT_SUCCEEDED);
        if (world->agents.last_ended) create_note(world, slot);
        if (what == PROJECT_SUCCEEDED && scenario_has(&world->scenario, FEATURE_GOVERNED)) govern_notice(world, slot);
        project_end(world, slot, what);
        world_need(world, array_push(&world->projects.concluded, slot));
    }
    apply(world, &changes);
    array_free(&changes);
    if (world->scenario.leaders.present) leaders_name(world);
    if (world->rates.conclude.continuation_probability > 0) projects_continue(world);
    projects_sweep(world);
}
