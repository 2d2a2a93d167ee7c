/* lapse: a practice that one did not help to create may be dropped for the one used before it. People own what they
 * help to create. */
#include "base/parts.h"
#include "model/adoption/take_up.h"
#include "model/frame/steps.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/world.h"

/* The practice in mind that was taken up last before the one in use, or NULL. Nobody falls back on what lapsed. */
static const struct known *one_before(const struct world *world, int32_t agent, int32_t domain, int32_t row)
{
    const struct known *memory = agents_memory(&world->agents, agent, domain), *before = NULL;
    for (int32_t slot = 0; slot < world->agents.slots; slot++)
        if (memory[slot].practice >= 0 && !memory[slot].dropped && memory[slot].row >= 0 && memory[slot].row < row &&
            (!before || memory[slot].row > before->row))
            before = &memory[slot];
    return before;
}

void step_lapse(struct world *world)
{
    const struct agents *agents = &world->agents;
    double rate = world->rates.drop.probability;
    int64_t places = (int64_t)agents->count * agents->domains;
    struct random_key key = world_key(world, STREAM_LAPSE, -1, 0);
    uptakes_open(world, 1);
    if (world->out_of_memory || !agents->known) return;
    for (int64_t place = world_gap(key, rate); place < places; place += 1 + world_gap(key, rate)) {
        int32_t agent = (int32_t)(place / agents->domains), domain = (int32_t)(place % agents->domains);
        key.index++;
        struct known *known =
            agents->learned[place] ? agents_find(agents, agent, domain, agents->practice[place]) : NULL;
        if (!known || known->owned) continue;
        const struct known *before = one_before(world, agent, domain, agents->adoption[place]);
        if (!before) continue;
        known->dropped = 1;
        part_push(&world->uptakes->sources, 0, &(struct uptake_source){agent, before->row, 1});
        uptake_push(world, 0,
            (struct uptake){.agent = agent,
                .domain = domain,
                .practice = before->practice,
                .channel = CHANNEL_REVERSION,
                .project = -1,
                .source_count = 1});
    }
    uptakes_carry_out(world);
}
