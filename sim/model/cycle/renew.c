/* renew: people leave and newcomers take their places; people move (relocate.c); ties that have faded (ties.c) are lost
 * (forget_ties.c).
 *
 * A leaver's projects lose a member, and what the leaver knew is gone. The newcomer is a new person in the same place,
 * with the ties of the place but none of their trust beyond that of a start, and begins with the unit's standard
 * practice, or with what somebody else uses (selection.c). */
#include "model/cycle/renew.h"

#include "model/adoption/take_up.h"
#include "model/cycle/selection.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/ledger/joined.h"
#include "model/people/people.h"
#include "model/people/relocate.h"
#include "model/projects/assembly.h"
#include "model/projects/lifecycle.h"
#include "model/record/observation.h"
#include "model/state/communities.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"
#include "model/ties/forget_ties.h"

/* The ties of the place, whichever way they go, are trusted as at the start at most. */
static void reset_ties(struct world *world, int32_t agent)
{
    const struct rows *heard = &world->network.heard;
    for (int32_t k = 0; k < tie_count(world, agent); k++) tie_reset(world, agent, tie_agent(world, agent, k));
    for (int32_t k = 0; world->network.directed && k < heard->length[agent]; k++)
        tie_reset(world, agent, heard->agent[heard->start[agent] + k]);
}

static void leave(struct world *world, const struct leaver *leaver)
{
    const int32_t agent = leaver->agent;
    write_turnover(world, (struct turnover_row){.agent = agent});
    world->renew->departures++;
    if (world->agents.first_membership) {
        for (int32_t m; (m = world->agents.first_membership[agent]) >= 0;)
            project_leave(world, m / world->projects.team, agent, MEMBER_LEFT);
        world->projects.counts.involved -= world->agents.involved[agent];
        world->agents.involved[agent] = 0;
        joined_leave(world, agent);
    }
    if (world->agents.first_seat) communities_leave(world, agent);
    if (world->agents.first_partner) assembly_leave(world, agent);
    reset_ties(world, agent);
    if (leaver->copies)
        person_arrive(world, agent);
    else
        person_create(world, agent);
}

void step_renew(struct world *world)
{
    const struct leavers *leavers = &world->renew->leavers;
    uptakes_open(world, 1);
    if (world->out_of_memory) return;
    selection_leavers(world);
    selection_copy(world);
    for (int64_t i = 0; i < leavers->count; i++) leave(world, &leavers->items[i]);
    uptakes_carry_out(world);
    if (world->rates.renew.transfer_probability > 0) people_relocate(world);
    if (world->rates.renew.min_trust > 0) ties_forget(world);
}

/* -- what the room owes */

ROOM_MAKE(renew)
ROOM_PARTS(renew, RENEW_KEEPS)

void observe_renew(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_departures, world->renew->departures);
}
