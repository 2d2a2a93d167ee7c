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

/* Memory comes as zeros. */
#define FILL(type)                                                                                                     \
    static void fill_##type(agents_##type *values, int64_t count, agents_##type begin)                                 \
    {                                                                                                                  \
        for (int64_t i = 0; begin != 0 && i < count; i++) values[i] = begin;                                           \
    }
FILL(I32)
FILL(U64)
FILL(F64)
FILL(U8)
FILL(INNER_I32)
FILL(WATCHED_I32)
FILL(WATCHED_U8)

static void fill_KNOWN(struct known *known, int64_t count, struct known begin)
{
    for (int64_t i = 0; i < count; i++) known[i] = begin;
}

enum status agents_create(struct agents *agents, int32_t count, int32_t domains, const struct scenario *with)
{
    *agents = (struct agents){.count = count, .domains = domains, .slots = (int32_t)with->people.memory};
    bool complete = true;
#define AGENT(type, name, per, needs, begin, unit, sentence)                                                           \
    if (scenario_has(with, FEATURE_##needs)) {                                                                         \
        agents->name = memory_zeros((size_t)(count * columns_##per(agents)), sizeof *agents->name);                    \
        complete = complete && agents->name;                                                                           \
        if (agents->name) fill_##type(agents->name, agents->count *columns_##per(agents), begin);                      \
    }
#include "model/state/agents.def"
    if (complete) return STATUS_OK;
    agents_free(agents);
    return STATUS_MEMORY;
}

void agents_free(struct agents *agents)
{
#define AGENT(type, name, per, needs, begin, unit, sentence) free(agents->name);
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
#define AGENT(type, name, per, needs, begin, unit, sentence)                                                           \
    if (agents->name) digest_##type(agents->name, agents->count *columns_##per(agents), digester);
#include "model/state/agents.def"
}

int64_t agents_bytes(const struct agents *agents)
{
    int64_t bytes = 0;
#define AGENT(type, name, per, needs, begin, unit, sentence)                                                           \
    if (agents->name) bytes += agents->count * columns_##per(agents) * (int64_t)sizeof *agents->name;
#include "model/state/agents.def"
    return bytes;
}

/* -- what the room of people owes */

enum status make_agents(struct world *world)
{
    struct agents *agents = &world->agents;
    return agents_create(agents, world->network.agent_count, world->landscape.domain_count, &world->scenario);
}

void free_agents(struct world *world)
{
    agents_free(&world->agents);
}

void carry_agents(struct carrier *carrier, struct world *world)
{
    struct agents *agents = &world->agents;
#define AGENT(type, name, per, needs, begin, unit, sentence)                                                           \
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
