/* What will soon be looked at in no order can be on its way from memory meanwhile.
 *
 * Each of these asks for what the one before it leads to. So either all go through one after the other together, or a
 * loop asks some turns ahead: AHEAD turns for the last of them, twice as many for the one before. They change nothing.
 * Always put in: gcc drops a call that does nothing but this, as one without effect. */
#ifndef ADOPTION_AHEAD_H
#define ADOPTION_AHEAD_H

#include "base/crew.h"
#include "model/adoption/memory.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/world.h"

enum { AHEAD = 4 };

/* Where somebody's ties begin, and then the ties: the first and the last line of a row. */
ALWAYS_INLINE void ahead_row(const struct world *world, int32_t agent)
{
    if (world->network.complete) return;
    __builtin_prefetch(&world->network.told.start[agent]);
    __builtin_prefetch(&world->network.told.length[agent]);
}

/* The k-th of them. */
ALWAYS_INLINE void ahead_tie(const struct world *world, int32_t agent, int32_t k)
{
    const struct rows *told = &world->network.told;
    if (world->network.complete) return;
    __builtin_prefetch(&told->agent[told->start[agent] + k]);
    if (!told->trust) return;
    __builtin_prefetch(&told->trust[told->start[agent] + k]);
    __builtin_prefetch(&told->touched[told->start[agent] + k]);
}

ALWAYS_INLINE void ahead_ties(const struct world *world, int32_t agent)
{
    int32_t count = world->network.complete ? 0 : world->network.told.length[agent];
    if (count > 0) ahead_tie(world, agent, 0), ahead_tie(world, agent, count - 1);
}

/* Where somebody's memberships begin, then the first of them, then its project. */
ALWAYS_INLINE void ahead_memberships(const struct world *world, int32_t agent)
{
    if (world->agents.first_membership) __builtin_prefetch(&world->agents.first_membership[agent]);
}

ALWAYS_INLINE void ahead_membership(const struct world *world, int32_t agent)
{
    int32_t m = world->agents.first_membership ? world->agents.first_membership[agent] : -1;
    if (m >= 0) __builtin_prefetch(&world->projects.memberships[m]);
}

ALWAYS_INLINE void ahead_project(const struct world *world, int32_t agent)
{
    int32_t m = world->agents.first_membership ? world->agents.first_membership[agent] : -1;
    if (m < 0) return;
    const struct project *project = &world->projects.slots[m / world->projects.team];
    __builtin_prefetch(project);
    __builtin_prefetch(&project->opportunity);
}

/* What somebody uses and has in mind in a domain. */
ALWAYS_INLINE void ahead_memory(const struct world *world, int32_t agent, int32_t domain)
{
    const struct agents *agents = &world->agents;
    int64_t place = place_at(world, agent, domain);
    __builtin_prefetch(&agents->practice[place]);
    __builtin_prefetch(&agents->adoption[place]);
    for (int32_t slot = 0; agents->known && slot < agents->slots; slot++)
        __builtin_prefetch(&agents->known[place * agents->slots + slot]);
}

/* Then the hearsay behind a practice in mind, or behind what is in use. */
ALWAYS_INLINE void ahead_hearsay_of(const struct world *world, int32_t agent, int32_t practice)
{
    const struct agents *agents = &world->agents;
    int32_t domain = world->practices.items[practice].domain;
    const struct known *known = agents->known ? agents_find(agents, agent, domain, practice) : NULL;
    if (known && known->hearsay >= 0)
        __builtin_prefetch(&world->memory->pools[agent / CREW_BLOCK].items[known->hearsay]);
}

ALWAYS_INLINE void ahead_hearsay(const struct world *world, int32_t agent, int32_t domain)
{
    int32_t practice = world->agents.practice[place_at(world, agent, domain)];
    if (practice >= 0) ahead_hearsay_of(world, agent, practice);
}

/* The memberships and projects of those whose turn comes soon, where all have one in order. */
ALWAYS_INLINE void ahead_work(const struct world *world, int32_t agent)
{
    int32_t left = world->agents.count - agent;
    if (2 * AHEAD < left) ahead_membership(world, agent + 2 * AHEAD);
    if (AHEAD < left) ahead_project(world, agent + AHEAD);
}

#endif
