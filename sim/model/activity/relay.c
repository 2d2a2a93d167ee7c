/* relay: members search in turn, each by their own moves in their order (rules/moves.h), from what the one before came
 * to. A turn ends when all moves of the member in a row led to nothing that the project thinks better (Hong and Page
 * 2004, doi:10.1073/pnas.0403723101). */
#include "model/activity/relay.h"

#include "model/rules/moves.h"
#include "model/state/draws.h"
#include "model/state/practices.h"
#include "model/state/projects.h"

/* The member in the seat whose turn it is; -1: the seat is empty, or all its moves failed. */
static int32_t still_on(const struct world *world, int32_t slot)
{
    const struct relay *relay = &world->projects.slots[slot].relay;
    int32_t agent = project_seats(&world->projects, slot)[relay->seat].agent;
    return agent >= 0 && relay->failed < moves_count(world, agent) ? agent : -1;
}

int32_t project_relay(struct world *world, int32_t slot, int32_t best)
{
    struct project *project = &world->projects.slots[slot];
    struct relay *relay = &project->relay;
    relay->failed = relay->from == best + 1 ? relay->failed + 1 : 0;
    relay->from = best + 1;
    int32_t agent = still_on(world, slot);
    while (agent < 0) {
        *relay = (struct relay){.seat = (relay->seat + 1) % world->projects.team, .from = relay->from};
        agent = still_on(world, slot);
    }
    int32_t move = moves_at(world, agent, relay->move % moves_count(world, agent));
    relay->move++;
    struct configuration variant = landscape_move(&world->landscape, world->practices.items[best].configuration, move,
        world_key(world, STREAM_EXPERIMENT, project->id, DRAW_EXPERIMENT_VARIANT));
    project->trying = practice_meet(world, project->opportunity.domain, variant, best, project->id);
    return agent;
}
