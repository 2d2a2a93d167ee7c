/* diagnosis: groups at work learn where the friction comes from.
 *
 * A project has a number of friction points. While some are unknown, a share of its work goes into finding them instead
 * of getting on. Each member finds each point by itself, with a probability that rises with that member's skill; what
 * one finds the group knows (disjunctive task: Lorge and Solomon 1955, doi:10.1007/BF02288986). */
#include "model/activity/diagnosis.h"

#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/people/people.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

static int64_t points_left(const struct world *world, const struct project *project)
{
    return world->scenario.diagnosis.friction_points - project->found;
}

double project_effort(const struct world *world, const struct project *project)
{
    const struct diagnosis_parameters *with = &world->scenario.diagnosis;
    const struct diagnosis_rates *rates = &world->rates.diagnosis;
    return with->present && points_left(world, project) > 0 ? 1 - rates->effort_fraction : 1;
}

/* The probability that a point is found in a step of work. */
static double chance(const struct world *world, int32_t slot)
{
    const struct diagnosis_rates *with = &world->rates.diagnosis;
    double missed = 1;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0)
            missed *= 1 - with->finding_probability * with->effort_fraction * world->agents.diagnosis_skill[agent];
    }
    return 1 - missed;
}

void step_diagnosis(struct world *world)
{
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        int32_t slot = world->projects.live[i];
        struct project *project = &world->projects.slots[slot];
        if (!project->acted || points_left(world, project) == 0) continue;
        int64_t found = random_binomial(
            world_key(world, STREAM_DIAGNOSIS, project->id, 0), points_left(world, project), chance(world, slot));
        if (found == 0) continue;
        project->found += (int32_t)found;
        write_diagnosis(
            world, (struct diagnosis_row){
                       .project = project->id, .points_found = project->found, .friction = project->friction});
    }
}

static double found_by(const struct world *world, int32_t slot)
{
    return world->projects.slots[slot].found;
}

static void add_skill(const struct world *world, int32_t agent, double sums[])
{
    sums[0] += world->agents.diagnosis_skill[agent];
}

void observe_diagnosis(const struct world *world, struct observation *observation)
{
    if (!world->scenario.diagnosis.present) return;
    double points = (double)world->scenario.diagnosis.friction_points;
    see_value(observation, OBSERVE_friction_found_mean, projects_mean(world, found_by) / points);
    see_value(observation, OBSERVE_diagnosis_skill_mean, people_means(world, add_skill, observation).of[0]);
}
