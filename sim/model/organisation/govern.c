/* govern: the formal organisation acts. Each of its mechanisms is a file of its own; two of them look at the projects
 * that succeeded in this step. */
#include "model/organisation/govern.h"

#include "base/array.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/organisation/advocate.h"
#include "model/organisation/recognise.h"
#include "model/organisation/reorganise.h"
#include "model/organisation/roll_out.h"
#include "model/people/standards.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* What the group believes of its unit's standard practice: as a candidate of its own, else as the mean of those members
 * who have it in mind; 0 where nobody knows it, or where there is none. */
static double belief_in_standard(const struct world *world, int32_t slot, int32_t standard)
{
    const struct candidate *candidates = project_candidates(&world->projects, slot);
    const struct membership *seats = project_seats(&world->projects, slot);
    double sum = 0, count = 0;
    if (standard < 0) return 0;
    for (int32_t i = 0; i < world->projects.slots[slot].candidate_count; i++)
        if (candidates[i].practice == standard && candidates[i].evidence > 0) return candidates[i].belief;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t domain = world->projects.slots[slot].opportunity.domain;
        const struct known *known =
            seats[seat].agent >= 0 ? agents_find(&world->agents, seats[seat].agent, domain, standard) : NULL;
        if (known) sum += known->belief, count++;
    }
    return count > 0 ? sum / count : 0;
}

/* Who was in it is known only as long as the project is. */
static void note_contributors(struct world *world, int32_t slot)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    struct contributor one = {.project = world->projects.slots[slot].id};
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        one.agent = seats[seat].agent;
        if (one.agent >= 0) world_need(world, array_push(&world->govern->contributors, one));
    }
}

void govern_notice(struct world *world, int32_t slot)
{
    const struct project *project = &world->projects.slots[slot];
    const struct candidate *best = project_best(&world->projects, slot);
    const struct diagnosis_parameters *diagnosis = &world->scenario.diagnosis;
    int32_t unit = project->opportunity.unit, domain = project->opportunity.domain;
    int32_t standard = *unit_standard(world, unit, domain);
    bool believes = best && best->evidence > 0;
    world_need(world, array_push(&world->govern->successes,
                          (struct success){.project = project->id,
                              .community = -1,
                              .unit = unit,
                              .domain = domain,
                              .practice = believes ? best->practice : -1,
                              .belief = believes ? best->belief : 0,
                              .standard_belief = belief_in_standard(world, slot, standard),
                              .diagnosed = diagnosis->present && diagnosis->friction_points > 0
                                               ? (double)project->found / (double)diagnosis->friction_points
                                               : 0}));
    if (scenario_has(&world->scenario, FEATURE_AWARDS)) note_contributors(world, slot);
}

void step_govern(struct world *world)
{
    const struct scenario *with = &world->scenario;
    if (with->recognition.present) govern_recognise(world);
    if (with->standards.present) govern_advocate(world);
    if (with->rollout.present) govern_roll_out(world);
    if (with->reorganisation.present) govern_reorganise(world);
    array_clear(&world->govern->successes);
    array_clear(&world->govern->contributors);
}

/* -- what the room owes */

ROOM_MAKE(govern)
ROOM_PARTS(govern, GOVERN_KEEPS)
