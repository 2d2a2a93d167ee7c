/* Who works together, where teams are put together by chance (assemble.c).
 *
 * Everybody is an incumbent, who was on a team lately, or a newcomer. Two who were on a team together are linked until
 * one of them is an incumbent no more.
 */
#ifndef MODEL_ASSEMBLY_H
#define MODEL_ASSEMBLY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/status.h"

/* What two people were when they were last put together. */
enum link_kind { LINK_NEWCOMERS, LINK_MIXED, LINK_INCUMBENTS, LINK_REPEATED, LINK_KIND_COUNT };

/* One end of a link, in the list of the other. */
struct partner {
    int32_t agent;
    int32_t next;     /* or -1 */
    uint8_t kind;     /* enum link_kind */
    bool tied_before; /* the two were tied when the link was made */
};

struct assembly {
    int32_t *order, *place; /* [agents]: all agents, incumbents first, and where each is among them */
    int32_t incumbents;
    struct partner *partners; /* lists, from agents.first_partner */
    int64_t partner_count, partner_room;
    int32_t first_free;
    int64_t links[LINK_KIND_COUNT];
    int32_t *candidates; /* scratch of assemble.c: [candidate_room] */
    int64_t candidate_room;
    int32_t *root, *size; /* scratch: [agents], for components */
};

struct world;
struct observation;
struct message;

/* Everybody is a newcomer. */
MUST_USE enum status assembly_begin(struct world *world);
void assembly_free(struct assembly *assembly);

static inline bool assembly_has(const struct assembly *assembly, int32_t agent)
{
    return assembly->place[agent] < assembly->incumbents;
}

/* The place in the list of an agent's partners where another is, or -1. */
int32_t assembly_find(const struct world *world, int32_t agent, int32_t other);

/* Two people are on a team together; newcomers: how many of them were newcomers until then. */
void assembly_link(struct world *world, int32_t agent, int32_t other, int newcomers);

/* A person was on a team in this step. */
void assembly_join(struct world *world, int32_t agent);

/* A person is an incumbent no more: the links are forgotten, and the ties that came with them are lost. Nothing happens
 * where it was none. */
void assembly_leave(struct world *world, int32_t agent);

/* Fills what is to be seen of those who work together. Cost: incumbents and links. */
void assembly_observe(const struct world *world, struct observation *observation);

int64_t assembly_bytes(const struct assembly *assembly, int32_t agents);
void assembly_digest(const struct world *world, struct digester *digester);
MUST_USE enum status assembly_verify(const struct world *world, struct message *message);

#endif
