/* locals: those who work in a place know it. What a practice will do at a spot is what it does at large and what the
 * spot makes of it; of the second, people of the unit foresee a share when they choose what to try, outsiders nothing.
 * What they know sticks to them (von Hippel 1994, doi:10.1287/mnsc.40.4.429): it is in no belief that they tell, and in
 * no estimate of an expert's. */
#include "model/activity/locals.h"

#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"

double project_locals(const struct world *world, int32_t slot)
{
    const struct project *project = &world->projects.slots[slot];
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t locals = 0;
    for (int32_t seat = 0; seat < world->projects.team; seat++)
        locals += seats[seat].agent >= 0 && world->network.unit[seats[seat].agent] == project->opportunity.unit;
    return project->member_count > 0 ? (double)locals / project->member_count : 0;
}

/* By how much a practice does better at the project's spot than at large. */
static double made_of_it(const struct world *world, int32_t slot, int32_t number)
{
    const struct practice *practice = &world->practices.items[number];
    return landscape_quality_at(&world->landscape, practice->domain, world->projects.slots[slot].opportunity.id,
               practice->configuration, practice->quality) -
           practice->quality;
}

const struct candidate *project_best_here(const struct world *world, int32_t slot)
{
    const struct candidate *candidates = project_candidates(&world->projects, slot);
    const struct candidate *best = project_best(&world->projects, slot);
    double insight = world->rates.experiment.local_insight_fraction, most = 0;
    if (insight > 0) insight *= project_locals(world, slot);
    if (!best || !(insight > 0)) return best;
    best = NULL;
    for (int32_t i = 0; i < world->projects.slots[slot].candidate_count; i++) {
        double promise = candidates[i].belief + insight * made_of_it(world, slot, candidates[i].practice);
        if (!best || promise > most) most = promise, best = &candidates[i];
    }
    return best;
}

void observe_locals(const struct world *world, struct observation *observation)
{
    if (observation->length[OBSERVE_locals_fraction_mean] > 0)
        see_value(observation, OBSERVE_locals_fraction_mean, projects_mean(world, project_locals));
}
