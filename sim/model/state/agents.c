#include "model/state/agents.h"

#include <stdlib.h>

#include "base/memory.h"
#include "model/frame/rooms.h"
#include "model/state/world.h"

static int64_t columns_ONE(const struct agents *agents)
{
    (void)agents;
    return 1;
}

static int64_t columns_DOMAIN(const struct agents *agents)
{
    return agents->domains;
}

static int64_t columns_SLOT(const struct agents *agents)
{
    return (int64_t)agents->domains * agents->slots;
}

enum status agents_create(struct agents *agents, int32_t count, int32_t domains, const struct scenario *with)
{
    *agents = (struct agents){.count = count, .domains = domains, .slots = (int32_t)with->people.memory};
    bool complete = true;
#define AGENT(type, name, per, needs, unit, sentence)                                                                  \
    if (scenario_has(with, FEATURE_##needs)) {                                                                         \
        agents->name = memory_zeros((size_t)(count * columns_##per(agents)), sizeof *agents->name);                    \
        complete = complete && agents->name;                                                                           \
    }
#include "model/state/agents.def"
    if (complete) return STATUS_OK;
    agents_free(agents);
    return STATUS_MEMORY;
}

void agents_free(struct agents *agents)
{
#define AGENT(type, name, per, needs, unit, sentence) free(agents->name);
#include "model/state/agents.def"
    *agents = (struct agents){0};
}

/* What is remembered goes in without its hearsay's place in a pool, which is no part of what it means. */
static void digest_KNOWN(const struct known *known, int64_t count, struct digester *digester)
{
    for (int64_t i = 0; i < count; i++) {
        struct known plain = known[i];
        plain.hearsay = plain.hearsay >= 0;
        digester_add(digester, &plain, sizeof plain);
    }
}

#define PLAIN_DIGEST(type)                                                                                             \
    static void digest_##type(const agents_##type *values, int64_t count, struct digester *digester)                   \
    {                                                                                                                  \
        digester_add(digester, values, (size_t)count * sizeof *values);                                                \
    }
PLAIN_DIGEST(I32)
PLAIN_DIGEST(U64)
PLAIN_DIGEST(F64)
PLAIN_DIGEST(U8)
PLAIN_DIGEST(INNER_I32)

#define NO_DIGEST(type)                                                                                                \
    static void digest_##type(const agents_##type *values, int64_t count, struct digester *digester)                   \
    {                                                                                                                  \
        (void)values, (void)count, (void)digester;                                                                     \
    }
NO_DIGEST(WATCHED_I32)
NO_DIGEST(WATCHED_U8)

void agents_digest(const struct agents *agents, struct digester *digester)
{
#define AGENT(type, name, per, needs, unit, sentence)                                                                  \
    if (agents->name) digest_##type(agents->name, agents->count *columns_##per(agents), digester);
#include "model/state/agents.def"
}

int64_t agents_bytes(const struct agents *agents)
{
    int64_t bytes = 0;
#define AGENT(type, name, per, needs, unit, sentence)                                                                  \
    if (agents->name) bytes += agents->count * columns_##per(agents) * (int64_t)sizeof *agents->name;
#include "model/state/agents.def"
    return bytes;
}

struct known *agents_find(const struct agents *agents, int32_t agent, int32_t domain, int32_t practice)
{
    struct known *memory = agents_memory(agents, agent, domain);
    for (int32_t slot = 0; slot < agents->slots; slot++)
        if (memory[slot].practice == practice) return &memory[slot];
    return NULL;
}

/* -- what the room of people owes */

enum status make_agents(struct world *world)
{
    struct agents *agents = &world->agents;
    enum status status =
        agents_create(agents, world->network.agent_count, world->landscape.domain_count, &world->scenario);
    if (status != STATUS_OK) return status;
    for (int64_t place = 0; place < (int64_t)agents->count * agents->domains; place++) {
        agents->practice[place] = agents->first_practice[place] = agents->adoption[place] = -1;
        if (agents->told_practice) agents->told_practice[place] = -1;
        if (agents->first_adoption) agents->first_adoption[place] = -1;
        if (agents->dropped_practice) agents->dropped_practice[place] = -1;
    }
    for (int32_t agent = 0; agents->first_membership && agent < agents->count; agent++)
        agents->first_membership[agent] = -1;
    for (int32_t agent = 0; agents->first_seat && agent < agents->count; agent++) agents->first_seat[agent] = -1;
    for (int64_t slot = 0; agents->known && slot < (int64_t)agents->count * agents->domains * agents->slots; slot++)
        agents->known[slot] = (struct known){.practice = -1, .hearsay = -1, .row = -1, .project = -1};
    return STATUS_OK;
}

void free_agents(struct world *world)
{
    agents_free(&world->agents);
}

void carry_agents(struct carrier *carrier, struct world *world)
{
    struct agents *agents = &world->agents;
#define AGENT(type, name, per, needs, unit, sentence)                                                                  \
    carry_items(carrier, agents->name, agents->count *columns_##per(agents));
#include "model/state/agents.def"
}

void digest_agents(const struct world *world, struct digester *digester)
{
    agents_digest(&world->agents, digester);
}

int64_t bytes_of_agents(const struct world *world)
{
    return agents_bytes(&world->agents);
}
