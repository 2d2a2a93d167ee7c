/* What others use: the rules that go by what people see around them. */
#include "model/adoption/looked_at.h"

#include <stdlib.h>

#include "base/order.h"
#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "model/state/place.h"
#include "model/state/world.h"

static bool chosen_before(const struct looked_at *looked_at, int32_t pick)
{
    for (int32_t k = 0; k < looked_at->count; k++)
        if (looked_at->chosen[k] == pick) return true;
    return false;
}

struct looked_at looked_at_told(const struct world *world, struct place who)
{
    struct hearing told = told_to(world, who);
    return (struct looked_at){.world = world,
        .agent = who.agent,
        .at = world->scenario.look.at,
        .oneself = world->scenario.look.oneself,
        .told = told,
        .tellers = told};
}

/* -- the pool: who can be looked at, by places */

/* The size of the pool without oneself; and which place is passed over for that. */
static int32_t pool_of(struct looked_at *looked_at)
{
    const struct network *network = &looked_at->world->network;
    looked_at->skipped = INT32_MAX;
    switch (looked_at->at) {
    case LOOK_AT_TELLERS:
        return 0;
    case LOOK_AT_UNIT:
        looked_at->skipped = network_place_in_unit(network, looked_at->agent);
        return network_unit_size(network, network->unit[looked_at->agent]) - 1;
    case LOOK_AT_NEIGHBOURS:
        if (!network->complete) return network_heard(network)->length[looked_at->agent];
        break;
    case LOOK_AT_ANYONE:
        if (looked_at->oneself) return network->agent_count;
        break;
    }
    looked_at->skipped = looked_at->agent;
    return network->agent_count - 1;
}

/* Who is at a place of the pool. */
static int32_t pool_at(const struct looked_at *looked_at, int32_t k)
{
    const struct network *network = &looked_at->world->network;
    const struct rows *heard = network_heard(network);
    if (k >= looked_at->skipped) k++;
    if (looked_at->at == LOOK_AT_UNIT)
        return network->unit_member[network->unit_start[network->unit[looked_at->agent]] + k];
    if (looked_at->at == LOOK_AT_ANYONE || network->complete) return k;
    return heard->agent[heard->start[looked_at->agent] + k];
}

static bool pool_has(const struct looked_at *looked_at, const struct telling *telling)
{
    const int32_t *unit = looked_at->world->network.unit;
    if (looked_at->at == LOOK_AT_NEIGHBOURS) return told_along_tie(looked_at->world, telling);
    if (looked_at->at == LOOK_AT_UNIT) return unit[telling->source] == unit[telling->target];
    return looked_at->at == LOOK_AT_ANYONE;
}

/* Floyd's way to draw some of many (Bentley and Floyd 1987, doi:10.1145/30401.315746). */
static void draw_sample(struct looked_at *looked_at, int32_t sample, struct random_key key)
{
    int32_t pool = pool_of(looked_at);
    looked_at->all = sample == 0 || sample >= pool;
    if (looked_at->all) looked_at->count = pool;
    for (int32_t last = pool - sample; !looked_at->all && last < pool; last++, key.index++) {
        int32_t pick = (int32_t)random_below(key, (uint64_t)last + 1);
        if (chosen_before(looked_at, pick)) pick = last;
        looked_at->chosen[looked_at->count++] = pick;
    }
}

struct looked_at looked_at_begin(const struct world *world, struct place who, struct random_key key)
{
    struct looked_at looked_at = looked_at_told(world, who);
    draw_sample(&looked_at, (int32_t)world->scenario.look.sample, key);
    return looked_at;
}

struct looked_at looked_at_among(
    const struct world *world, int32_t agent, enum look_at at, int64_t sample, struct random_key key)
{
    struct looked_at looked_at = {.world = world, .agent = agent, .at = at};
    draw_sample(&looked_at, (int32_t)sample, key);
    return looked_at;
}

/* The k-th of the pool who are looked at. */
static int32_t at_whom(const struct looked_at *looked_at, int32_t k)
{
    return pool_at(looked_at, looked_at->all ? k : looked_at->chosen[k]);
}

/* Whether someone who told is looked at anyway. */
static bool is_seen(const struct looked_at *looked_at, const struct telling *telling)
{
    if (looked_at->all) return pool_has(looked_at, telling);
    for (int32_t k = 0; k < looked_at->count; k++)
        if (at_whom(looked_at, k) == telling->source) return true;
    return false;
}

int32_t looked_at_next(struct looked_at *looked_at)
{
    if (looked_at->passed < looked_at->count) return at_whom(looked_at, looked_at->passed++);
    for (const struct telling *telling; (telling = told_next(&looked_at->tellers));)
        if (!is_seen(looked_at, telling)) return telling->source;
    looked_at->passed = 0;
    looked_at->tellers = looked_at->told;
    return -1;
}

int32_t sources_thin(struct world *world, int64_t block, int32_t count, struct random_key key)
{
    struct uptake_source *sources = part_last(&world->uptakes->sources, block, count);
    if (!sources || count <= SOURCES_MOST) return count;
    int64_t offset = (int64_t)random_below(key, (uint64_t)count);
    double all = 0, kept = 0;
    for (int32_t i = 0; i < count; i++) all += sources[i].weight;
    for (int64_t i = 0; i < SOURCES_MOST; i++) {
        sources[i] = sources[(i * count + offset) / SOURCES_MOST];
        kept += sources[i].weight;
    }
    for (int32_t i = 0; i < SOURCES_MOST; i++) sources[i].weight *= all / kept;
    part_drop(&world->uptakes->sources, block, count - SOURCES_MOST);
    return SOURCES_MOST;
}

struct most_used count_most_used(
    struct world *world, int64_t block, int64_t count, const int64_t *already, struct random_key key)
{
    int32_t *practice = part_last(&world->counting->counted, block, count);
    struct most_used most = {.practice = -1};
    if (!practice) return most;
    order_numbers(practice, count);
    for (int64_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && practice[next] == practice[first]; next++) {
        }
        int32_t users = (int32_t)(next - first + (already ? already[practice[first]] : 0));
        if (users < most.users) continue;
        most.equals = users > most.users ? 1 : most.equals + 1;
        most.users = users;
        if (most.equals == 1 || random_below(key, (uint64_t)most.equals) == 0) most.practice = practice[first];
        key.index++;
    }
    return most;
}

/* -- what the room owes */

ROOM_MAKE(counting)
ROOM_PARTS(counting, COUNTING_KEEPS)
