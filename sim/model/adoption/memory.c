/* What people keep in mind, and the hearsay behind it, which lies in one pool for each block of agents. */
#include "model/adoption/memory.h"

#include "base/array.h"
#include "base/crew.h"
#include "model/adoption/prior.h"
#include "model/adoption/take_up.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"

static struct hearsay_pool *pool_of(const struct world *world, int32_t agent)
{
    return &world->memory->pools[agent / CREW_BLOCK];
}

static void forget(struct world *world, int32_t agent, struct known *known)
{
    struct hearsay_pool *pool = pool_of(world, agent);
    for (int32_t i = known->hearsay; i >= 0;) {
        int32_t next = pool->items[i].next;
        pool->items[i].next = pool->first_free;
        pool->first_free = i;
        i = next;
    }
    *known = EMPTY_SLOT;
}

void memory_clear(struct world *world, int32_t agent)
{
    struct known *memory = agents_memory(&world->agents, agent, 0);
    for (int64_t slot = 0; slot < (int64_t)world->agents.domains * world->agents.slots; slot++)
        forget(world, agent, &memory[slot]);
}

struct known *memory_place(struct world *world, int32_t agent, int32_t domain, int32_t practice)
{
    struct known *known = agents_find(&world->agents, agent, domain, practice);
    if (known) return known;
    struct known *memory = agents_memory(&world->agents, agent, domain);
    int32_t in_use = world->agents.practice[place_at(world, agent, domain)];
    known = agents_find(&world->agents, agent, domain, -1);
    for (int32_t slot = 0; !known && slot < world->agents.slots; slot++)
        if (memory[slot].practice != in_use) known = &memory[slot];
    if (known->practice >= 0)
        for (struct known *other = known + 1; other < memory + world->agents.slots; other++)
            if (other->practice != in_use && other->belief < known->belief) known = other;
    forget(world, agent, known);
    known->practice = practice;
    return known;
}

static bool can_be_drawn(const struct world *world, int64_t place, const struct known *known)
{
    return known->practice >= 0 && !uptake_rests(world, place, known->practice);
}

const struct known *memory_draw(const struct world *world, int32_t agent, int32_t domain)
{
    const struct known *memory = agents_memory(&world->agents, agent, domain), *drawn = NULL;
    const double weight = world->rates.choose.quality_weight;
    const int64_t place = place_at(world, agent, domain);
    double most = 0, all = 0;
    for (int32_t slot = 0; slot < world->agents.slots; slot++) {
        if (!can_be_drawn(world, place, &memory[slot])) continue;
        if (!drawn || weight * memory[slot].belief > most) most = weight * memory[slot].belief;
        drawn = &memory[slot];
    }
    for (int32_t slot = 0; slot < world->agents.slots; slot++)
        if (can_be_drawn(world, place, &memory[slot])) all += maths_exp(weight * memory[slot].belief - most);
    double left = all * random_uniform(world_key(world, STREAM_MIND, agent, (uint32_t)domain));
    for (int32_t slot = 0; slot < world->agents.slots && left >= 0; slot++) {
        if (!can_be_drawn(world, place, &memory[slot])) continue;
        left -= maths_exp(weight * memory[slot].belief - most);
        drawn = &memory[slot];
    }
    return drawn;
}

void memory_fade(struct world *world, int32_t agent, double share)
{
    struct known *memory = agents_memory(&world->agents, agent, 0);
    struct hearsay_pool *pool = pool_of(world, agent);
    for (int64_t slot = 0; slot < (int64_t)world->agents.domains * world->agents.slots; slot++) {
        if (memory[slot].practice < 0 || practice_is_certain(world, memory[slot].practice)) continue;
        memory[slot].evidence *= 1 - share;
        for (int32_t i = memory[slot].hearsay; i >= 0; i = pool->items[i].next) pool->items[i].evidence *= 1 - share;
    }
}

void memory_outcome(struct world *world, struct place who, int32_t practice, double outcome)
{
    struct known *known = memory_place(world, who.agent, who.domain, practice);
    known->evidence += 1;
    known->belief += (outcome - known->belief) / known->evidence;
}

struct hearsay *memory_hearsay(
    const struct world *world, int32_t agent, struct known *known, int32_t source, int32_t row)
{
    struct hearsay_pool *pool = pool_of(world, agent);
    int32_t *link = &known->hearsay;
    bool there = adoption_still_theirs(world, source, row);
    while (*link >= 0) {
        const struct hearsay *hearsay = &pool->items[*link];
        if (hearsay->source == source && adoption_still_theirs(world, source, hearsay->row) == there)
            return &pool->items[*link];
        link = &pool->items[*link].next;
    }
    int32_t place = pool->first_free;
    if (place >= 0) {
        pool->first_free = pool->items[place].next;
        *link = place;
    } else {
        bool in_pool = link != &known->hearsay;
        int64_t link_place = in_pool ? (int64_t)((char *)link - (char *)pool->items) : 0;
        if (!array_reserve(pool, 1)) {
            pool->failed = true;
            return NULL;
        }
        if (in_pool) link = (int32_t *)(void *)((char *)pool->items + link_place);
        place = *link = (int32_t)pool->count++;
    }
    pool->items[place] = (struct hearsay){.source = source, .row = row, .next = -1};
    return &pool->items[place];
}

/* -- what the room owes */

enum status make_memory(struct world *world)
{
    world->memory = calloc(1, sizeof *world->memory);
    if (!world->memory) return STATUS_MEMORY;
    if (!world->agents.known) return STATUS_OK;
    struct memory *memory = world->memory;
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    memory->pools = calloc((size_t)blocks, sizeof *memory->pools);
    if (!memory->pools) return STATUS_MEMORY;
    memory->count = blocks;
    for (int64_t block = 0; block < blocks; block++) memory->pools[block].first_free = -1;
    return STATUS_OK;
}

void free_memory(struct world *world)
{
    struct memory *memory = world->memory;
    if (!memory) return;
    for (int64_t block = 0; block < memory->count; block++) free(memory->pools[block].items);
    free(memory->pools);
    free(memory);
}

void carry_memory(struct carrier *carrier, struct world *world)
{
    for (int64_t block = 0; block < world->memory->count; block++) {
        carry_array(carrier, world->memory->pools[block]);
        carry_value(carrier, world->memory->pools[block].first_free);
    }
}

int64_t bytes_of_memory(const struct world *world)
{
    int64_t bytes = 0;
    for (int64_t block = 0; block < world->memory->count; block++)
        bytes += world->memory->pools[block].capacity * (int64_t)sizeof *world->memory->pools[block].items;
    return bytes;
}

void digest_memory(const struct world *world, struct digester *digester)
{
    const struct agents *agents = &world->agents;
    if (!world->memory->pools) return;
    int64_t memory = (int64_t)agents->domains * agents->slots;
    for (int64_t slot = 0; slot < agents->count * memory; slot++) {
        const struct hearsay_pool *pool = &world->memory->pools[slot / memory / CREW_BLOCK];
        for (int32_t i = agents->known[slot].hearsay; i >= 0; i = pool->items[i].next) {
            int32_t whole[] = {pool->items[i].source, pool->items[i].row, pool->items[i].channel};
            digester_add(digester, whole, sizeof whole);
            digester_add(digester, &pool->items[i].evidence, sizeof pool->items[i].evidence);
            int32_t community = pool->items[i].community;
            if (community) digester_add(digester, &community, sizeof community);
        }
    }
}

static enum status verify_mind(const struct world *world, int32_t agent, int32_t domain, struct message *message)
{
    const struct agents *agents = &world->agents;
    const struct known *memory = agents_memory(agents, agent, domain);
    int32_t use = agents->practice[place_at(world, agent, domain)];
    HOLDS(use < 0 || agents_find(agents, agent, domain, use), "agent %d does not remember what it uses", agent);
    for (int32_t a = 0; a < agents->slots; a++) {
        if (memory[a].practice < 0) continue;
        HOLDS(memory[a].evidence >= 0, "agent %d has evidence %g of practice %d", agent, memory[a].evidence,
            memory[a].practice);
        for (int32_t b = 0; b < a; b++)
            HOLDS(memory[a].practice != memory[b].practice, "agent %d has practice %d twice in mind", agent,
                memory[a].practice);
    }
    return STATUS_OK;
}

enum status verify_memory(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    enum status status = STATUS_OK;
    for (int32_t agent = 0; agents->known && agent < agents->count; agent++)
        for (int32_t domain = 0; domain < agents->domains && status == STATUS_OK; domain++)
            status = verify_mind(world, agent, domain, message);
    return status;
}
