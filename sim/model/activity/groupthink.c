/* Group-think: the alike misjudge alike.
 *
 * Members judge what came of an action each with an error of their own; the group takes the mean. Where errors are
 * independent, they leave it with the noise of an outcome. Where each two of M errors are correlated by r, the variance
 * of their mean is 1 + (M - 1) r times as large (Kish 1965, Survey Sampling; of experts: Clemen and Winkler 1985,
 * doi:10.1287/opre.33.2.427). The group does not know it and counts its judgement as it would an outcome: so it is sure
 * too soon. What happens (progress) is not touched by how it is judged. */
#include "model/activity/groupthink.h"

#include <math.h>

#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/world.h"

/* Half of being alike is being of one unit, half the share of the two people's skills that both have. */
static double alike(const struct world *world, int32_t a, int32_t b)
{
    uint64_t either = world->agents.skills[a] | world->agents.skills[b];
    uint64_t both = world->agents.skills[a] & world->agents.skills[b];
    double skills = either ? (double)__builtin_popcountll(both) / __builtin_popcountll(either) : 1;
    return (skills + (world->network.unit[a] == world->network.unit[b])) / 2;
}

double project_similarity(const struct world *world, int32_t slot)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    double sum = 0;
    int32_t pairs = 0;
    for (int32_t a = 0; a < world->projects.team; a++)
        for (int32_t b = a + 1; b < world->projects.team; b++) {
            if (seats[a].agent < 0 || seats[b].agent < 0) continue;
            sum += alike(world, seats[a].agent, seats[b].agent);
            pairs++;
        }
    return pairs > 0 ? sum / pairs : 0;
}

double project_judgement(const struct world *world, int32_t slot)
{
    const struct experiment_rates *with = &world->rates.experiment;
    const struct project *project = &world->projects.slots[slot];
    if (!(with->groupthink > 0)) return project->outcome;
    double others = (project->member_count - 1) * with->groupthink * project_similarity(world, slot);
    return random_normal(world_key(world, STREAM_GROUPTHINK, project->id, 0), project->outcome,
        with->outcome_sd * sqrt(others / project->size_of_action));
}

void observe_groupthink(const struct world *world, struct observation *observation)
{
    if (observation->length[OBSERVE_similarity_mean] > 0)
        see_value(observation, OBSERVE_similarity_mean, projects_mean(world, project_similarity));
}
