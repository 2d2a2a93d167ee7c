/* relocate: some people move to another unit, and carry along what they use and know, their ties and their projects.
 *
 * One goes where a person drawn at random among those of other units is, so larger units draw more. Where everybody of
 * a unit would leave it at once, all stay: units do not die. */
#include "model/people/relocate.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/order.h"
#include "model/frame/rooms.h"
#include "model/people/people.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* A total order: those who leave one unit stand together. */
ORDER(by_unit, struct mover, ORDER_BY(from) ORDER_BY(agent))

static void draw_movers(struct world *world)
{
    const struct network *network = &world->network;
    double rate = world->rates.renew.transfer_probability;
    struct random_key key = world_key(world, STREAM_RELOCATE, -1, 0);
    array_clear(&world->relocate->movers);
    for (int64_t i = world_gap(key, rate); i < network->agent_count; i += 1 + world_gap(key, rate)) {
        int32_t agent = (int32_t)i, from = network->unit[agent];
        key.index++;
        if (network_unit_size(network, from) == network->agent_count) return;
        int32_t to =
            network->unit[person_elsewhere(world, from, world_key(world, STREAM_RELOCATE, agent, DRAW_RELOCATE_WHERE))];
        world_need(world, array_push(&world->relocate->movers, (struct mover){agent, from, to}));
    }
}

void people_relocate(struct world *world)
{
    struct network *network = &world->network;
    draw_movers(world);
    struct mover *movers = world->relocate->movers.items;
    int64_t count = world->relocate->movers.count;
    if (count == 0) return;
    order_items(movers, count, by_unit);
    for (int64_t i = 0, next; i < count; i = next) {
        int32_t from = movers[i].from, size = network_unit_size(network, from);
        for (next = i; next < count && movers[next].from == from; next++) {
        }
        bool all = next - i == size;
        for (; i < next && !all; i++) {
            network->unit[movers[i].agent] = movers[i].to;
            world->relocate->moved++;
            write_transfer(
                world, (struct transfer_row){
                           .agent = movers[i].agent, .unit_before = movers[i].from, .unit_after = movers[i].to});
        }
    }
    network_index_units(network);
}

/* -- what the room owes */

ROOM_MAKE(relocate)
ROOM_PARTS(relocate, RELOCATE_KEEPS)

void digest_relocate(const struct world *world, struct digester *digester)
{
    if (world->relocate->moved > 0)
        digester_add(digester, world->network.unit, (size_t)world->network.agent_count * sizeof *world->network.unit);
}

void observe_relocate(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_transfers, world->relocate->moved);
}
