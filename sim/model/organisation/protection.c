/* protection: pioneers are sheltered from friction and pressure while they work.
 *
 * A project at work pioneers as long as the practice that it believes in most is used by few and is not the standard of
 * the unit where it works. */
#include "model/organisation/protection.h"

#include "model/frame/rooms.h"
#include "model/people/standards.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"

static bool pioneers(const struct world *world, int32_t slot)
{
    const struct project *project = &world->projects.slots[slot];
    const struct candidate *best = project_best(&world->projects, slot);
    const struct opportunity *where = &project->opportunity;
    if (project->state != PROJECT_ACTIVE || !best) return false;
    double most = world->rates.protection.prevalence_limit * world->agents.count;
    return world->practices.items[best->practice].users < most &&
           best->practice != *unit_standard(world, where->unit, where->domain);
}

double project_shelter(const struct world *world, int32_t slot)
{
    return world->scenario.protection.present && pioneers(world, slot) ? world->rates.protection.shelter_fraction : 0;
}

double person_shelter(const struct world *world, int32_t agent, int32_t domain)
{
    const struct projects *projects = &world->projects;
    if (!world->scenario.protection.present) return 0;
    for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = projects->memberships[m].next) {
        int32_t slot = m / projects->team;
        if (projects->slots[slot].opportunity.domain == domain && project_shelter(world, slot) > 0)
            return world->rates.protection.shelter_fraction;
    }
    return 0;
}

void observe_protection(const struct world *world, struct observation *observation)
{
    double sheltered = 0;
    for (int64_t i = 0; i < world->projects.live_count; i++)
        sheltered += project_shelter(world, world->projects.live[i]) > 0;
    see_value(observation, OBSERVE_projects_sheltered, sheltered);
}
