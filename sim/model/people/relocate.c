/* relocate: some people move to another unit, and carry along what they use and know, their ties and their projects.
 *
 * One goes where a person drawn at random among those of other units is, so larger units draw more. Where everybody of
 * a unit would leave it at once, all stay: units do not die. */
#include <stdlib.h>

#include "model/state/world.h"

enum { WHERE };

/* A total order: those who leave one unit stand together. */
static int by_unit(const void *a, const void *b)
{
    const struct mover *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return (x->agent > y->agent) - (x->agent < y->agent);
}

static void draw_movers(struct world *world)
{
    const struct network *network = &world->network;
    double rate = world->rates.renew.moves;
    struct random_key key = world_key(world, STREAM_RELOCATE, -1, 0);
    array_clear(&world->movers);
    for (int64_t i = world_gap(key, rate); i < network->agent_count; i += 1 + world_gap(key, rate)) {
        int32_t agent = (int32_t)i, from = network->unit[agent];
        key.index++;
        if (network_unit_size(network, from) == network->agent_count) return;
        int32_t to = network->unit[person_elsewhere(world, from, world_key(world, STREAM_RELOCATE, agent, WHERE))];
        world_need(world, array_push(&world->movers, (struct mover){agent, from, to}));
    }
}

void people_relocate(struct world *world)
{
    struct network *network = &world->network;
    draw_movers(world);
    struct mover *movers = world->movers.items;
    int64_t count = world->movers.count;
    if (count == 0) return;
    qsort(movers, (size_t)count, sizeof *movers, by_unit);
    for (int64_t i = 0, next; i < count; i = next) {
        int32_t from = movers[i].from, size = network_unit_size(network, from);
        for (next = i; next < count && movers[next].from == from; next++) {
        }
        bool all = next - i == size;
        for (; i < next && !all; i++) {
            network->unit[movers[i].agent] = movers[i].to;
            world->counts.moved++;
            world_need(world, array_push(&world->events.move,
                                  (struct move_row){world->step, movers[i].agent, movers[i].from, movers[i].to}));
        }
    }
    network_index_units(network);
}
