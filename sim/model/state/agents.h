/* The people: arrays over agents, from the one table agents.def.
 *
 * An array that nothing needs is NULL. Per domain: [agent * domains + domain]; per slot: [(agent * domains + domain) *
 * slots + slot].
 */
#ifndef MODEL_AGENTS_H
#define MODEL_AGENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/status.h"
#include "scenario/scenario.h"

/* A practice kept in mind: what its outcomes are believed to be, and on how much evidence. Memory holds no practice
 * twice; an empty slot has practice -1. `evidence` counts outcomes; what of it was heard is listed in the hearsay. */
struct known {
    int32_t practice;
    int32_t hearsay; /* first of the sources heard, in the pool of the agent's block, or -1 */
    int32_t row;     /* the agent's last adoption of it, or -1 */
    int32_t project; /* the project through which it was last met, or -1 */
    int32_t owned;   /* 1 if the agent helped to create it */
    int32_t dropped; /* 1 if it lapsed since it was last taken up */
    double belief, evidence;
};

#define EMPTY_SLOT ((struct known){.practice = -1, .hearsay = -1, .row = -1, .project = -1})

typedef int32_t agents_I32;
typedef uint64_t agents_U64;
typedef double agents_F64;
typedef uint8_t agents_U8;
typedef struct known agents_KNOWN;
typedef int32_t agents_INNER_I32;
typedef int32_t agents_WATCHED_I32;
typedef uint8_t agents_WATCHED_U8;

struct agents {
    int32_t count, domains, slots;
#define AGENT(type, name, per, needs, begin, unit, sentence) agents_##type *name;
#include "model/state/agents.def"
};

/* The arrays whose needs the scenario has, as they begin. */
MUST_USE enum status agents_create(
    struct agents *agents, int32_t count, int32_t domains, const struct scenario *scenario);
void agents_free(struct agents *agents);

/* Adds every array to a digest, in the order of the table. */
void agents_digest(const struct agents *agents, struct digester *digester);

int64_t agents_bytes(const struct agents *agents);

/* The memory of one agent for one domain: `slots` of them. */
static inline struct known *agents_memory(const struct agents *agents, int32_t agent, int32_t domain)
{
    return agents->known + ((int64_t)agent * agents->domains + domain) * agents->slots;
}

/* The number of the person in a place; without turnover, that of the place. */
static inline int32_t agents_person(const struct agents *agents, int32_t agent)
{
    return agents->person ? agents->person[agent] : agent;
}

/* The slot that holds a practice, or NULL. */
static inline struct known *agents_find(const struct agents *agents, int32_t agent, int32_t domain, int32_t practice)
{
    struct known *memory = agents_memory(agents, agent, domain);
    for (int32_t slot = 0; slot < agents->slots; slot++)
        if (memory[slot].practice == practice) return &memory[slot];
    return NULL;
}

#endif
