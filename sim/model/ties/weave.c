/* weave: some people, the weavers, introduce contacts of theirs who are of different units to each other.
 *
 * A weaver thinks of a contact and then of one who is of another unit than the first. All introductions of a step are
 * thought of before any is made. */
#include "model/ties/weave.h"

#include "base/array.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/state/draws.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"

/* A weaver thinks of two contacts. */
struct introduction {
    int32_t agent, other, weaver;
};
struct introductions ARRAY_OF(struct introduction);

#define WEAVE_KEEPS(VALUE, LIST, ITEMS, PARTS) LIST(PASSING, struct introductions, introductions)
ROOM_STRUCT(weave, WEAVE_KEEPS);

void weaver_begin(struct world *world, int32_t agent)
{
    world->agents.weaver[agent] =
        random_bernoulli(world_key(world, STREAM_WEAVER, agent, 0), world->rates.weavers.fraction);
}

/* The n-th contact of a person who is not of a unit, or -1. */
static int32_t contact_elsewhere(const struct world *world, int32_t agent, int32_t unit, int64_t n)
{
    for (int32_t k = 0; k < tie_count(world, agent); k++) {
        int32_t contact = tie_agent(world, agent, k);
        if (world->network.unit[contact] != unit && n-- == 0) return contact;
    }
    return -1;
}

static void think(struct world *world, int32_t weaver)
{
    int32_t count = tie_count(world, weaver), elsewhere = 0;
    if (count == 0) return;
    int32_t k = (int32_t)random_below(world_key(world, STREAM_WEAVE, weaver, DRAW_WEAVE_FIRST), (uint64_t)count);
    int32_t first = tie_agent(world, weaver, k), unit = world->network.unit[first];
    for (k = 0; k < count; k++) elsewhere += world->network.unit[tie_agent(world, weaver, k)] != unit;
    if (elsewhere == 0) return;
    int64_t n = (int64_t)random_below(world_key(world, STREAM_WEAVE, weaver, DRAW_WEAVE_SECOND), (uint64_t)elsewhere);
    world_need(world, array_push(&world->weave->introductions,
                          (struct introduction){first, contact_elsewhere(world, weaver, unit, n), weaver}));
}

void step_weave(struct world *world)
{
    double rate = world->rates.weavers.introduction_probability;
    struct random_key key = world_key(world, STREAM_WEAVE, -1, 0);
    array_clear(&world->weave->introductions);
    for (int64_t agent = world_gap(key, rate); agent < world->agents.count; agent += 1 + world_gap(key, rate)) {
        key.index++;
        if (world->agents.weaver[agent]) think(world, (int32_t)agent);
    }
    for (int64_t i = 0; i < world->weave->introductions.count; i++) {
        struct introduction one = world->weave->introductions.items[i];
        tie_introduce(world, one.agent, one.other, one.weaver);
    }
}

/* -- what the room owes */

ROOM_MAKE(weave)
ROOM_PARTS(weave, WEAVE_KEEPS)
