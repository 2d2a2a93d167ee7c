/* Ties as the verbs see them. Trust fades by a share in every step without contact; it is worked out when it is asked
 * for, so fading costs nothing. On a complete network everybody is tied and trust stays what it is at the start. */
#include "model/state/world.h"
#include "random/maths.h"

int32_t tie_count(const struct world *world, int32_t agent)
{
    return world->network.complete ? world->network.agent_count - 1 : world->network.told.length[agent];
}

void ties_fade(struct world *world)
{
    double left = world->scenario.renew.present ? 1 - world->rates.renew.decay : 1;
    if (world->fading[0] == 1 && world->fading[1] == left) return;
    for (int steps = 0; steps < FADING_STEPS; steps++) world->fading[steps] = maths_pow_count(left, (uint64_t)steps);
}

static double faded(const struct world *world, const struct rows *rows, int64_t arc)
{
    if (!rows->trust) return world->scenario.people.trust;
    int32_t steps = world->step - rows->touched[arc];
    double left = steps < FADING_STEPS ? world->fading[steps] : maths_pow_count(world->fading[1], (uint64_t)steps);
    return (double)rows->trust[arc] * left;
}

struct tie_end tie_at(const struct world *world, int32_t agent, int32_t k)
{
    const struct rows *told = &world->network.told;
    if (world->network.complete) return (struct tie_end){k < agent ? k : k + 1, world->scenario.people.trust};
    int64_t arc = told->start[agent] + k;
    return (struct tie_end){told->agent[arc], faded(world, told, arc)};
}

double tie_trust(const struct world *world, int32_t agent, int32_t other)
{
    if (world->network.complete) return world->scenario.people.trust;
    int64_t arc = rows_find(&world->network.told, agent, other);
    return arc < 0 ? 0 : faded(world, &world->network.told, arc);
}

static void set_trust(struct world *world, struct rows *rows, int32_t agent, int32_t other, double trust)
{
    int64_t arc = rows->trust ? rows_find(rows, agent, other) : -1;
    if (arc >= 0) rows->trust[arc] = (float)trust, rows->touched[arc] = world->step;
}

/* The trust along one arc, if it is there. In an undirected network both arcs of a tie always have the same. */
static void set_arc(struct world *world, int32_t agent, int32_t other, double trust)
{
    set_trust(world, &world->network.told, agent, other, trust);
    if (world->network.directed) set_trust(world, &world->network.heard, other, agent, trust);
}

/* It moves by a share of what is missing to `goal`. */
static void move_arc(struct world *world, int32_t agent, int32_t other, double share, double goal)
{
    double trust = tie_trust(world, agent, other);
    set_arc(world, agent, other, trust + share * (goal - trust));
}

static void reset_arc(struct world *world, int32_t agent, int32_t other)
{
    double start = world->scenario.people.trust;
    if (tie_trust(world, agent, other) > start) set_arc(world, agent, other, start);
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

/* Strangers become tied, with that trust; whether they were strangers. Whom they hear is then another matter. */
static bool bind(struct world *world, int32_t agent, int32_t other, double trust)
{
    bool added = false;
    if (network_tie(&world->network, agent, other, trust, world->step, &added) != STATUS_OK)
        world->out_of_memory = true;
    if (added) joined_tie(world, agent, other);
    if (added && world->agents.voice)
        for (int32_t domain = 0; domain < world->agents.domains; domain++) {
            world_need(world, array_push(&world->changed, (struct place){agent, domain}));
            world_need(world, array_push(&world->changed, (struct place){other, domain}));
        }
    return added;
}

void tie_introduce(struct world *world, int32_t agent, int32_t other, int32_t weaver)
{
    if (world->network.complete || !bind(world, agent, other, world->scenario.people.trust)) return;
    world->counts.introduced++;
    world_need(world, array_push(&world->events.introduction,
                          (struct introduction_row){world->step, agent, other, weaver}));
}

void tie_lose(struct world *world, int32_t agent, int32_t other)
{
    if (world->network.complete || !network_untie(&world->network, agent, other)) return;
    joined_untie(world);
    if (!world->agents.voice) return;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        world_need(world, array_push(&world->changed, (struct place){agent, domain}));
        world_need(world, array_push(&world->changed, (struct place){other, domain}));
    }
}

void tie_strengthen(struct world *world, int32_t agent, int32_t other, double share)
{
    if (world->network.complete) return;
    bind(world, agent, other, 0);
    move_arc(world, agent, other, share, 1);
    move_arc(world, other, agent, share, 1);
}
