/* Who works together, where teams are put together by chance (assemble.c).
 *
 * Everybody is an incumbent, who was on a team lately, or a newcomer. Two who were on a team together are linked until
 * one of them is an incumbent no more.
 */
#ifndef PROJECTS_ASSEMBLY_H
#define PROJECTS_ASSEMBLY_H

#include <stdbool.h>
#include <stdint.h>

#include "model/frame/rooms.h"

/* What two people were when they were last put together. */
enum link_kind { LINK_NEWCOMERS, LINK_MIXED, LINK_INCUMBENTS, LINK_REPEATED, LINK_KIND_COUNT };

/* One end of a link, in the list of the other. */
struct partner {
    int32_t agent;
    int32_t next;     /* or -1 */
    uint8_t kind;     /* enum link_kind */
    bool tied_before; /* the two were tied when the link was made */
};

struct partners ARRAY_OF(struct partner);

#define ASSEMBLY_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                      \
    ITEMS(KEPT, int32_t, order, world->agents.count) /* all agents, incumbents first, */                               \
    ITEMS(KEPT, int32_t, place, world->agents.count) /* and where each is among them */                                \
    VALUE(KEPT, int32_t, incumbents, )                                                                                 \
    LIST(KEPT, struct partners, partners) /* lists, from agents.first_partner */                                       \
    VALUE(KEPT, int32_t, first_free, )                                                                                 \
    VALUE(KEPT, int64_t, links, [LINK_KIND_COUNT])                                                                     \
    LIST(PASSING, struct numbers, candidates)          /* scratch of assemble.c */                                     \
    ITEMS(PASSING, int32_t, root, world->agents.count) /* scratch for components */                                    \
    ITEMS(PASSING, int32_t, size, world->agents.count)
ROOM_STRUCT(assembly, ASSEMBLY_KEEPS);

struct world;

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

#endif
