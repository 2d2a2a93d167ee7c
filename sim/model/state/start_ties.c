#include "model/state/start_ties.h"

#include <stdlib.h>

#include "model/frame/holds.h"

static bool arc_lasts(const struct world *world, int32_t agent, int32_t other)
{
    const struct start_ties *start = world->start_ties;
    int64_t arc = rows_find(&world->network.told, agent, other), k = arc - world->network.told.start[agent];
    return arc >= 0 && start->trust && k < start->before[agent + 1] - start->before[agent];
}

bool tie_lasts(const struct world *world, int32_t agent, int32_t other)
{
    return arc_lasts(world, agent, other) || arc_lasts(world, other, agent);
}

/* -- what the room owes */

static enum status remember_trust(struct world *world)
{
    const struct rows *told = &world->network.told;
    int64_t *before = world->start_ties->before;
    float *trust = world->start_ties->trust = calloc((size_t)before[told->row_count] + 1, sizeof *trust);
    if (!trust) return STATUS_MEMORY;
    for (int32_t agent = 0; agent < told->row_count; agent++)
        for (int32_t k = 0; k < told->length[agent]; k++)
            trust[before[agent] + k] = told->trust[told->start[agent] + k];
    return STATUS_OK;
}

enum status make_start_ties(struct world *world)
{
    const struct rows *told = &world->network.told;
    bool last = scenario_has(&world->scenario, FEATURE_LASTING_TIES);
    world->start_ties = calloc(1, sizeof *world->start_ties);
    if (!world->start_ties) return STATUS_MEMORY;
    if (!world->scenario.contacts.present && !last) return STATUS_OK;
    int64_t *before = world->start_ties->before = calloc((size_t)told->row_count + 1, sizeof *before);
    if (!before) return STATUS_MEMORY;
    for (int32_t agent = 0; agent < told->row_count; agent++) before[agent + 1] = before[agent] + told->length[agent];
    return last ? remember_trust(world) : STATUS_OK;
}

ROOM_PARTS(start_ties, START_TIES_KEEP)

enum status verify_start_ties(const struct world *world, struct message *message)
{
    const struct start_ties *start = world->start_ties;
    for (int32_t agent = 0; start->trust && agent < world->agents.count; agent++)
        HOLDS(world->network.told.length[agent] >= start->before[agent + 1] - start->before[agent],
            "agent %d has lost a tie that lasts", agent);
    return STATUS_OK;
}
