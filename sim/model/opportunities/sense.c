/* sense: people with attention to spare notice opportunities near them.
 *
 * An opportunity is looked at from a window of the unit around the place where it lies. Who of the window notices is
 * drawn by the gaps between them; each then counts by the attention left (a systemic one also by breadth). A project
 * that gathers and has a seat is noticed as its opportunity would be, were it open. The cost goes with what is noticed.
 */
#include "model/opportunities/sense.h"

#include "base/crew.h"
#include "base/parts.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/people/people.h"
#include "model/people/stances.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

enum { OPPORTUNITY_BLOCK = 64 }; /* opportunities, open or taken, in a block of work */

int32_t near_count(const struct world *world, int32_t unit)
{
    int32_t size = network_unit_size(&world->network, unit);
    return size < world->scenario.sense.nearby_people ? size : (int32_t)world->scenario.sense.nearby_people;
}

int32_t near_agent(const struct world *world, int32_t unit, int32_t place, int64_t k)
{
    const struct network *network = &world->network;
    return network->unit_member[network->unit_start[unit] + (place + (int32_t)k) % network_unit_size(network, unit)];
}

struct opportunity *notice_opportunity(const struct world *world, const struct notice *notice)
{
    return notice->slot >= 0 ? &world->projects.slots[notice->slot].opportunity
                             : &world->opportunities->open.items[notice->opportunity];
}

/* Somebody notices the same as `what`. */
static void push_notice(struct world *world, int64_t block, struct notice what, int32_t agent)
{
    what.agent = agent;
    part_push(&world->sense->notices, block, &what);
}

static void look(struct world *world, int64_t block, struct notice what, int32_t window, int32_t unit)
{
    const struct opportunity *opportunity = notice_opportunity(world, &what);
    int32_t width = near_count(world, unit);
    struct random_key key = world_key(world, STREAM_SENSE, opportunity->id, (uint32_t)window * DRAWS_OF_SENSE);
    double rate = world->rates.sense.noticing_probability;
    for (int64_t k = world_gap(key, rate); k < width; k += 1 + world_gap(key, rate)) {
        int32_t agent = near_agent(world, unit, opportunity->place, k);
        double p = person_attention(world, agent) * (opportunity->systemic ? world->agents.breadth[agent] : 1) *
                   stance_notice(world, agent);
        key.index++;
        if (random_bernoulli(key, p)) push_notice(world, block, what, agent);
        key.index++;
    }
}

/* People of the window mention it along a tie; if that leads to another unit, someone there may notice. */
static void look_across(struct world *world, int64_t block, struct notice what)
{
    const struct opportunity *opportunity = notice_opportunity(world, &what);
    int32_t width = near_count(world, opportunity->unit);
    struct random_key key = world_key(world, STREAM_BRIDGE, opportunity->id, 0);
    double rate = world->rates.sense.noticing_probability * world->rates.sense.bridging_fraction;
    for (int64_t k = world_gap(key, rate); k < width; key.index++, k += 1 + world_gap(key, rate)) {
        int32_t inside = near_agent(world, opportunity->unit, opportunity->place, k);
        int32_t ties = tie_count(world, inside);
        key.index++;
        uint64_t which_tie = ties > 0 ? random_below(key, (uint64_t)ties) : 0;
        key.index++;
        if (ties == 0) continue;
        int32_t outside = tie_agent(world, inside, (int32_t)which_tie);
        if (world->network.unit[outside] != opportunity->unit &&
            random_bernoulli(key, person_attention(world, outside) * stance_notice(world, outside)))
            push_notice(world, block, what, outside);
    }
}

/* Through every window from which it can be seen. */
static void look_at(struct world *world, int64_t block, struct notice what)
{
    const struct opportunity *opportunity = notice_opportunity(world, &what);
    look(world, block, what, 0, opportunity->unit);
    if (world->rates.sense.bridging_fraction > 0) look_across(world, block, what);
    if (what.slot < 0 && opportunity->handed_to >= 0) push_notice(world, block, what, opportunity->handed_to);
    if (!opportunity->systemic) return;
    for (int32_t window = 1; window < world->scenario.opportunities.systemic_span; window++) {
        struct random_key key =
            world_key(world, STREAM_SENSE, opportunity->id, (uint32_t)window * DRAWS_OF_SENSE + DRAW_SENSE_UNIT);
        key.step = 0; /* the units that it touches stay the same */
        look(world, block, what, window, (int32_t)random_below(key, (uint64_t)world->network.unit_count));
    }
}

static void look_at_open(void *context, struct span span)
{
    for (int64_t which = span.first; which < span.last; which++)
        look_at(context, span.block, (struct notice){.opportunity = (int32_t)which, .slot = -1});
}

static void look_at_gathering(void *context, struct span span)
{
    struct world *world = context;
    int64_t block = crew_blocks(world->opportunities->open.count, OPPORTUNITY_BLOCK) + span.block;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t slot = world->projects.live[i];
        if (project_gathers(&world->projects.slots[slot]))
            look_at(world, block, (struct notice){.opportunity = -1, .slot = slot});
    }
}

void step_sense(struct world *world)
{
    int64_t open = world->opportunities->open.count;
    int64_t gathering = world->rates.team.walk_in_probability > 0 ? world->projects.live_count : 0;
    int64_t blocks = crew_blocks(open, OPPORTUNITY_BLOCK) + crew_blocks(gathering, OPPORTUNITY_BLOCK);
    world_need(world, parts_open(&world->sense->notices, blocks));
    if (world->out_of_memory) return;
    crew_share_blocks(world->crew, open, OPPORTUNITY_BLOCK, look_at_open, world);
    crew_share_blocks(world->crew, gathering, OPPORTUNITY_BLOCK, look_at_gathering, world);
    world_need(world, parts_join(&world->sense->notices));
}

/* -- what the room owes */

ROOM_MAKE(sense)
ROOM_PARTS(sense, SENSE_KEEPS)
