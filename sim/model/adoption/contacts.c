/* What others use: the rules that go by what people see around them. */
#include "model/adoption/contacts.h"

#include <stdlib.h>

#include "base/order.h"
#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "model/state/place.h"
#include "model/state/world.h"

static bool chosen_before(const struct contacts *contacts, int32_t pick)
{
    for (int32_t k = 0; k < contacts->count; k++)
        if (contacts->chosen[k] == pick) return true;
    return false;
}

struct contacts contacts_told(const struct world *world, struct place who)
{
    struct hearing told = told_to(world, who);
    return (struct contacts){.world = world,
        .agent = who.agent,
        .at = world->scenario.look.at,
        .oneself = world->scenario.look.oneself,
        .told = told,
        .tellers = told};
}

/* -- the pool: who can be looked at, by places */

/* The size of the pool without oneself; and which place is passed over for that. */
static int32_t pool_of(struct contacts *contacts)
{
    const struct network *network = &contacts->world->network;
    contacts->skipped = INT32_MAX;
    switch (contacts->at) {
    case LOOK_AT_TELLERS:
        return 0;
    case LOOK_AT_UNIT:
        contacts->skipped = network_place_in_unit(network, contacts->agent);
        return network_unit_size(network, network->unit[contacts->agent]) - 1;
    case LOOK_AT_NEIGHBOURS:
        if (!network->complete) return network_heard(network)->length[contacts->agent];
        break;
    case LOOK_AT_ANYONE:
        if (contacts->oneself) return network->agent_count;
        break;
    }
    contacts->skipped = contacts->agent;
    return network->agent_count - 1;
}

/* Who is at a place of the pool. */
static int32_t pool_at(const struct contacts *contacts, int32_t k)
{
    const struct network *network = &contacts->world->network;
    const struct rows *heard = network_heard(network);
    if (k >= contacts->skipped) k++;
    if (contacts->at == LOOK_AT_UNIT)
        return network->unit_member[network->unit_start[network->unit[contacts->agent]] + k];
    if (contacts->at == LOOK_AT_ANYONE || network->complete) return k;
    return heard->agent[heard->start[contacts->agent] + k];
}

static bool pool_has(const struct contacts *contacts, const struct telling *telling)
{
    const int32_t *unit = contacts->world->network.unit;
    if (contacts->at == LOOK_AT_NEIGHBOURS) return told_along_tie(contacts->world, telling);
    if (contacts->at == LOOK_AT_UNIT) return unit[telling->source] == unit[telling->target];
    return contacts->at == LOOK_AT_ANYONE;
}

/* Floyd's way to draw some of many (Bentley and Floyd 1987, doi:10.1145/30401.315746). */
static void draw_sample(struct contacts *contacts, int32_t sample, struct random_key key)
{
    int32_t pool = pool_of(contacts);
    contacts->all = sample == 0 || sample >= pool;
    if (contacts->all) contacts->count = pool;
    for (int32_t last = pool - sample; !contacts->all && last < pool; last++, key.index++) {
        int32_t pick = (int32_t)random_below(key, (uint64_t)last + 1);
        if (chosen_before(contacts, pick)) pick = last;
        contacts->chosen[contacts->count++] = pick;
    }
}

struct contacts contacts_look(const struct world *world, struct place who, struct random_key key)
{
    struct contacts contacts = contacts_told(world, who);
    draw_sample(&contacts, (int32_t)world->scenario.look.sample, key);
    return contacts;
}

struct contacts contacts_among(
    const struct world *world, int32_t agent, enum look_at at, int64_t sample, struct random_key key)
{
    struct contacts contacts = {.world = world, .agent = agent, .at = at};
    draw_sample(&contacts, (int32_t)sample, key);
    return contacts;
}

/* The k-th of the pool who are looked at. */
static int32_t looked_at(const struct contacts *contacts, int32_t k)
{
    return pool_at(contacts, contacts->all ? k : contacts->chosen[k]);
}

/* Whether someone who told is looked at anyway. */
static bool is_seen(const struct contacts *contacts, const struct telling *telling)
{
    if (contacts->all) return pool_has(contacts, telling);
    for (int32_t k = 0; k < contacts->count; k++)
        if (looked_at(contacts, k) == telling->source) return true;
    return false;
}

int32_t contacts_next(struct contacts *contacts)
{
    if (contacts->passed < contacts->count) return looked_at(contacts, contacts->passed++);
    for (const struct telling *telling; (telling = told_next(&contacts->tellers));)
        if (!is_seen(contacts, telling)) return telling->source;
    contacts->passed = 0;
    contacts->tellers = contacts->told;
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

struct leader most_used(
    struct world *world, int64_t block, int64_t count, const int64_t *already, struct random_key key)
{
    int32_t *practice = part_last(&world->counting->counted, block, count);
    struct leader leader = {.practice = -1};
    if (!practice) return leader;
    order_numbers(practice, count);
    for (int64_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && practice[next] == practice[first]; next++) {
        }
        int32_t users = (int32_t)(next - first + (already ? already[practice[first]] : 0));
        if (users < leader.users) continue;
        leader.equals = users > leader.users ? 1 : leader.equals + 1;
        leader.users = users;
        if (leader.equals == 1 || random_below(key, (uint64_t)leader.equals) == 0) leader.practice = practice[first];
        key.index++;
    }
    return leader;
}

/* -- what the room owes */

ROOM_MAKE(counting)
ROOM_PARTS(counting, COUNTING_KEEPS)
