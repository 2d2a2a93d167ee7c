/* lapse: a practice in use may be dropped for the one used before it, for what one began with, or for nothing, and then
 * rests. People own what they help to create, and do not drop it. */
#include "base/parts.h"
#include "model/adoption/take_up.h"
#include "model/frame/steps.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* What a practice is dropped for, and by which adoption one had it; -1: nothing. */
struct fallback {
    int32_t practice, row;
};

/* The practice in mind that was taken up last before the one in use. Nobody falls back on what lapsed. */
static struct fallback one_before(const struct world *world, struct place who, int32_t row)
{
    const struct known *memory = agents_memory(&world->agents, who.agent, who.domain);
    struct fallback before = {-1, -1};
    for (int32_t slot = 0; slot < world->agents.slots; slot++)
        if (memory[slot].practice >= 0 && !memory[slot].dropped && memory[slot].row < row &&
            memory[slot].row > before.row)
            before = (struct fallback){memory[slot].practice, memory[slot].row};
    return before;
}

static struct fallback fallback_of(const struct world *world, struct place who)
{
    const struct agents *agents = &world->agents;
    const int64_t place = place_at(world, who.agent, who.domain);
    switch (world->scenario.drop.to) {
    case DROP_TO_BEFORE:
        return one_before(world, who, agents->adoption[place]);
    case DROP_TO_START:
        return (struct fallback){agents->first_practice[place], agents->first_adoption[place]};
    case DROP_TO_NOTHING:
        break;
    }
    return (struct fallback){-1, -1};
}

/* Whether a person can drop what is in use. To the start and to nothing goes only who used it when the step began. */
static bool can_drop(const struct world *world, int64_t place, const struct known *known)
{
    const struct agents *agents = &world->agents;
    const enum drop_to to = world->scenario.drop.to;
    const bool begun_with = !agents->learned[place] && to != DROP_TO_NOTHING;
    const bool too_new = agents->adoption_step[place] == world->step && to != DROP_TO_BEFORE;
    return agents->practice[place] >= 0 && !begun_with && !too_new && !(known && known->owned);
}

static void end_use(struct world *world, struct place who)
{
    const int64_t place = place_at(world, who.agent, who.domain);
    write_drop(world, (struct drop_row){.agent = who.agent,
                          .domain = who.domain,
                          .practice = world->agents.practice[place],
                          .adoption = world->agents.adoption[place]});
    use_end(world, who.agent, who.domain);
}

static void fall_back_on(struct world *world, struct place who, struct fallback fallback)
{
    part_push(&world->uptakes->sources, 0, &(struct uptake_source){who.agent, fallback.row, 1});
    uptake_push(world, 0,
        (struct uptake){.agent = who.agent,
            .domain = who.domain,
            .practice = fallback.practice,
            .channel = CHANNEL_REVERSION,
            .project = -1,
            .source_count = 1});
}

static void may_drop(struct world *world, struct place who)
{
    struct agents *agents = &world->agents;
    const int64_t place = place_at(world, who.agent, who.domain);
    const int32_t use = agents->practice[place];
    struct known *known = agents->known && use >= 0 ? agents_find(agents, who.agent, who.domain, use) : NULL;
    if (!can_drop(world, place, known)) return;
    const struct fallback fallback = fallback_of(world, who);
    if (fallback.practice == use || (fallback.practice < 0 && world->scenario.drop.to == DROP_TO_BEFORE)) return;
    if (known) known->dropped = 1;
    if (agents->dropped_practice) agents->dropped_practice[place] = use, agents->dropped_step[place] = world->step;
    if (fallback.practice < 0)
        end_use(world, who);
    else
        fall_back_on(world, who, fallback);
}

void step_lapse(struct world *world)
{
    const struct agents *agents = &world->agents;
    double rate = world->rates.drop.probability;
    int64_t places = (int64_t)agents->count * agents->domains;
    struct random_key key = world_key(world, STREAM_LAPSE, -1, 0);
    uptakes_open(world, 1);
    if (world->out_of_memory || (!agents->known && world->scenario.drop.to == DROP_TO_BEFORE)) return;
    for (int64_t place = world_gap(key, rate); place < places; place += 1 + world_gap(key, rate)) {
        may_drop(world, (struct place){(int32_t)(place / agents->domains), (int32_t)(place % agents->domains)});
        key.index++;
    }
    uptakes_carry_out(world);
}
