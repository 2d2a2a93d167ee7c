/* friction: what guarding and blaming people around a project, and in it, take from its progress.
 *
 * Of everybody around (each member, and for each member each of that one's ties) the share that guards or blames, times
 * a weight, is the project's friction. What diagnosis found of its friction points is taken away in proportion, and
 * protection keeps a share away from pioneers. */
#include "model/activity/friction.h"

#include "model/frame/rooms.h"
#include "model/organisation/protection.h"
#include "model/people/stances.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"

static int64_t resists(const struct world *world, int32_t agent)
{
    return world->agents.stance[agent] == STANCE_GUARDING || world->agents.stance[agent] == STANCE_BLAMING;
}

static double share_around(const struct world *world, int32_t slot)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    int64_t against = 0, around = 0;
    if (world->network.complete) /* around each member is everybody */
        return (double)(world->stances->people[STANCE_GUARDING] + world->stances->people[STANCE_BLAMING]) /
               world->agents.count;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = seats[seat].agent, ties = agent >= 0 ? tie_count(world, agent) : 0;
        if (agent < 0) continue;
        against += resists(world, agent);
        for (int32_t k = 0; k < ties; k++) against += resists(world, tie_agent(world, agent, k));
        around += 1 + ties;
    }
    return around > 0 ? (double)against / (double)around : 0;
}

/* The share of its friction that a project has found and can deal with, for which it may take someone skilled. */
static double dealt_with(const struct world *world, int32_t slot)
{
    double found = (double)world->projects.slots[slot].found / (double)world->scenario.diagnosis.friction_points,
           best = 0;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0 && world->agents.diagnosis_skill[agent] > best) best = world->agents.diagnosis_skill[agent];
    }
    return found * (1 - world->rates.diagnosis.expert_weight * (1 - best));
}

double project_friction(const struct world *world, int32_t slot)
{
    if (!world->scenario.stances.present) return 0;
    double friction = world->rates.stances.friction_strength * share_around(world, slot);
    if (friction > 1) friction = 1;
    if (world->scenario.diagnosis.present) friction *= 1 - dealt_with(world, slot);
    return friction * (1 - project_shelter(world, slot));
}

static double friction_of(const struct world *world, int32_t slot)
{
    return world->projects.slots[slot].friction;
}

void observe_friction(const struct world *world, struct observation *observation)
{
    see_value(observation, OBSERVE_friction_mean, projects_mean(world, friction_of));
}
