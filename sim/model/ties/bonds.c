/* How ties change. In an undirected network both arcs of a tie always have the same trust; a complete network stays as
 * it is. */
#include "model/ties/bonds.h"

#include "model/adoption/exposure.h"
#include "model/frame/rooms.h"
#include "model/ledger/joined.h"
#include "model/record/observation.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

#define BONDS_KEEP(VALUE, LIST, ITEMS, PARTS)                                                                          \
    VALUE(KEPT, int64_t, introduced, ) /* people who were introduced to each other */
ROOM_STRUCT(bonds, BONDS_KEEP);

static void set_trust(struct world *world, struct rows *rows, int64_t arc, double trust)
{
    rows->trust[arc] = (float)trust;
    rows->touched[arc] = world->step;
}

/* The trust along an arc, in the row of those who are told and in that of those who are heard. In an undirected network
 * both arcs of a tie always have the same. */
static void set_arc(struct world *world, int32_t agent, int64_t arc, double trust)
{
    int32_t other = world->network.told.agent[arc];
    set_trust(world, &world->network.told, arc, trust);
    if (world->network.directed)
        set_trust(world, &world->network.heard, rows_find(&world->network.heard, other, agent), trust);
}

/* The arc, and the trust along it now; -1: there is none, or trust stays what it is. */
static int64_t trust_along(const struct world *world, int32_t agent, int32_t other, double *trust)
{
    const struct rows *told = &world->network.told;
    int64_t arc = told->trust ? rows_find(told, agent, other) : -1;
    if (arc >= 0) *trust = tie_at(world, agent, (int32_t)(arc - told->start[agent])).trust;
    return arc;
}

/* It moves by a share of what is missing to `goal`; whether there is any. */
static bool move_arc(struct world *world, int32_t agent, int32_t other, double share, double goal)
{
    double trust;
    int64_t arc = trust_along(world, agent, other, &trust);
    if (arc >= 0) set_arc(world, agent, arc, trust + share * (goal - trust));
    return arc >= 0;
}

static void reset_arc(struct world *world, int32_t agent, int32_t other)
{
    double trust, start = world->scenario.people.trust;
    int64_t arc = trust_along(world, agent, other, &trust);
    if (arc >= 0 && trust > start) set_arc(world, agent, arc, start);
}

void tie_reset(struct world *world, int32_t agent, int32_t other)
{
    if (world->network.complete) return;
    reset_arc(world, agent, other);
    reset_arc(world, other, agent);
}

void tie_weaken(struct world *world, int32_t agent, int32_t other, double share)
{
    if (world->network.complete) return;
    move_arc(world, agent, other, share, 0);
    move_arc(world, other, agent, share, 0);
}

/* Whom the two hear is another matter from now on. */
static void hear_anew(struct world *world, int32_t agent, int32_t other)
{
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        exposure_changed(world, agent, domain);
        exposure_changed(world, other, domain);
    }
}

/* Strangers become tied, with that trust; whether they were strangers. */
static bool bind(struct world *world, int32_t agent, int32_t other, double trust)
{
    bool added = false;
    world_need(world, network_tie(&world->network, agent, other, trust, world->step, &added) == STATUS_OK);
    if (added) joined_tie(world, agent, other);
    if (added) hear_anew(world, agent, other);
    return added;
}

void tie_introduce(struct world *world, int32_t agent, int32_t other, int32_t weaver)
{
    if (world->network.complete || !bind(world, agent, other, world->scenario.people.trust)) return;
    world->bonds->introduced++;
    write_introduction(world, (struct introduction_row){.agent = agent, .other = other, .weaver = weaver});
}

void tie_lose(struct world *world, int32_t agent, int32_t other)
{
    if (world->network.complete || !network_untie(&world->network, agent, other)) return;
    joined_untie(world);
    hear_anew(world, agent, other);
}

bool trust_strengthen(struct world *world, int32_t agent, int32_t other, double share)
{
    return !world->network.complete && !world->network.directed && move_arc(world, agent, other, share, 1);
}

bool tie_strengthen(struct world *world, int32_t agent, int32_t other, double share)
{
    if (world->network.complete) return false;
    bool tied = trust_strengthen(world, agent, other, share), strangers = !tied && bind(world, agent, other, 0);
    if (!tied) move_arc(world, agent, other, share, 1);
    move_arc(world, other, agent, share, 1);
    return strangers;
}

/* -- what the room owes */

ROOM_MAKE(bonds)
ROOM_PARTS(bonds, BONDS_KEEP)

void observe_bonds(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_introductions, world->bonds->introduced);
}
