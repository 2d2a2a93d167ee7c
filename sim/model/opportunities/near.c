/* What lies near a person. From a place in a unit one looks at what lies there and at the places before it, around the
 * unit; in a list ordered by places these are one stretch, or two where the unit's end lies between. */
#include "model/opportunities/near.h"

#include "base/order.h"
#include "model/opportunities/sense.h"
#include "model/state/world.h"

ORDER(by_place, struct spot, ORDER_BY(unit) ORDER_BY(place) ORDER_BY(which))

bool spots_add(struct spots *spots, const struct world *world, int32_t unit, int32_t place, int32_t which)
{
    return array_push(spots, (struct spot){unit, place % network_unit_size(&world->network, unit), which});
}

void spots_order(struct spots *spots)
{
    order_items(spots->items, spots->count, by_place);
}

/* The first spot that is not before this one. */
static int64_t not_before(const struct spots *spots, struct spot spot)
{
    int64_t first = 0, end = spots->count;
    while (first < end) {
        int64_t middle = first + (end - first) / 2;
        if (by_place(&spots->items[middle], &spot) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

static struct stretch between(const struct spots *spots, int32_t unit, int32_t from, int32_t to)
{
    return (struct stretch){
        not_before(spots, (struct spot){unit, from, -1}), not_before(spots, (struct spot){unit, to + 1, -1})};
}

void near_stretches(const struct spots *spots, const struct world *world, int32_t agent, struct stretch near[2])
{
    int32_t unit = world->network.unit[agent], size = network_unit_size(&world->network, unit);
    int32_t own = network_place_in_unit(&world->network, agent), first = own - near_count(world, unit) + 1;
    near[0] = between(spots, unit, first > 0 ? first : 0, own);
    near[1] = first < 0 ? between(spots, unit, size + first, size - 1) : (struct stretch){0, 0};
}
