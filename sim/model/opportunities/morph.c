/* morph: what nobody works on worsens, and one problem becomes several.
 *
 * At severity 1 an open opportunity is gone, and a Poisson number of new ones lie in neighbouring domains (domains lie
 * on a ring) and in units to which a tie leads from someone on the spot. A unit has room for as many open opportunities
 * as it has people: a new one finds a place with the probability that a person there has none. */
#include "model/opportunities/morph.h"

#include "base/array.h"
#include "model/opportunities/arise.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

static uint64_t draw_below(const struct world *world, int32_t id, uint32_t index, int64_t bound)
{
    return random_below(world_key(world, STREAM_MORPH, id, index), (uint64_t)bound);
}

/* The unit at the other end of some tie of someone in the unit; the unit itself where there is no tie. */
static int32_t neighbouring_unit(const struct world *world, const struct opportunity *opportunity, uint32_t index)
{
    const struct network *network = &world->network;
    int32_t first = network->unit_start[opportunity->unit], size = network_unit_size(network, opportunity->unit);
    int32_t agent =
        network
            ->unit_member[first + (int32_t)draw_below(world, opportunity->id, index + DRAW_MORPH_CHILD_PERSON, size)];
    int32_t ties = tie_count(world, agent);
    if (ties == 0) return opportunity->unit;
    return network->unit[tie_agent(
        world, agent, (int32_t)draw_below(world, opportunity->id, index + DRAW_MORPH_CHILD_TIE, ties))];
}

/* Pushes may move the list, so the parent comes as a copy. */
static void multiply(struct world *world, struct opportunity parent)
{
    int64_t count = random_poisson(
        world_key(world, STREAM_MORPH, parent.id, DRAW_MORPH_HOW_MANY), world->rates.opportunities.morph_offspring);
    opportunity_event(world, &parent, OPPORTUNITY_MORPHED, -1);
    world->opportunities->morphed++;
    for (int64_t i = 0; i < count; i++) {
        uint32_t index = DRAW_MORPH_CHILDREN + (uint32_t)i * DRAWS_OF_MORPH_CHILD;
        int32_t unit = neighbouring_unit(world, &parent, index);
        int32_t size = network_unit_size(&world->network, unit);
        double room = 1 - (double)world->opportunities->in_unit[unit] / size;
        if (!random_bernoulli(world_key(world, STREAM_MORPH, parent.id, index + DRAW_MORPH_CHILD_ROOM), room)) continue;
        world->opportunities->in_unit[unit]++;
        int32_t domains = world->agents.domains,
                side = draw_below(world, parent.id, index + DRAW_MORPH_CHILD_SIDE, 2) ? 1 : -1;
        struct opportunity child =
            opportunity_at(world, world->opportunities->next_id++, unit, (parent.domain + side + domains) % domains);
        opportunity_event(world, &child, OPPORTUNITY_AROSE, -1);
        world_need(world, array_push(&world->opportunities->open, child));
    }
}

void opportunities_morph(struct world *world)
{
    int64_t kept = 0, old = world->opportunities->open.count;
    for (int32_t unit = 0; unit < world->network.unit_count; unit++) world->opportunities->in_unit[unit] = 0;
    for (int64_t i = 0; i < old; i++) world->opportunities->in_unit[world->opportunities->open.items[i].unit]++;
    for (int64_t i = 0; i < old; i++) {
        struct opportunity opportunity = world->opportunities->open.items[i];
        opportunity.severity += world->rates.opportunities.worsening;
        if (opportunity.severity >= 1)
            multiply(world, opportunity);
        else
            world->opportunities->open.items[kept++] = opportunity;
    }
    for (int64_t i = old; i < world->opportunities->open.count; i++)
        world->opportunities->open.items[kept++] = world->opportunities->open.items[i];
    world->opportunities->open.count = kept;
}
