/* Ties as the verbs see them. Trust fades by a share in every step without contact; it is worked out when it is asked
 * for, so fading costs nothing. On a complete network everybody is tied and trust stays what it is at the start. */
#include "model/world.h"
#include "random/maths.h"

int32_t tie_count(const struct world *world, int32_t agent)
{
    return world->network.complete ? world->network.agent_count - 1 : world->network.told.length[agent];
}

static double faded(const struct world *world, const struct rows *rows, int64_t arc)
{
    if (!rows->trust) return world->scenario.people.trust;
    double trust = (double)rows->trust[arc];
    if (!world->scenario.renew.present || !(world->scenario.renew.decay > 0)) return trust;
    return trust * maths_pow_count(1 - world->scenario.renew.decay, (uint64_t)(world->step - rows->touched[arc]));
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

/* Sets the trust of the arcs between two people in one store of rows. */
static void set_trust(struct world *world, struct rows *rows, int32_t agent, int32_t other, double trust)
{
    if (!rows->trust) return;
    int64_t there = rows_find(rows, agent, other), back = rows_find(rows, other, agent);
    if (there >= 0) rows->trust[there] = (float)trust, rows->touched[there] = world->step;
    if (back >= 0) rows->trust[back] = (float)trust, rows->touched[back] = world->step;
}

static void set_tie(struct world *world, int32_t agent, int32_t other, double trust)
{
    set_trust(world, &world->network.told, agent, other, trust);
    if (world->network.directed) set_trust(world, &world->network.heard, agent, other, trust);
}

void tie_reset(struct world *world, int32_t agent, int32_t other)
{
    if (world->network.complete) return;
    set_tie(world, agent, other, world->scenario.people.trust);
}

void tie_strengthen(struct world *world, int32_t agent, int32_t other, double share)
{
    if (world->network.complete) return;
    bool added = false;
    if (network_tie(&world->network, agent, other, 0, world->step, &added) != STATUS_OK) world->out_of_memory = true;
    if (added && world->agents.voice)
        for (int32_t domain = 0; domain < world->agents.domains; domain++) {
            world_need(world, array_push(&world->changed, (struct place){agent, domain}));
            world_need(world, array_push(&world->changed, (struct place){other, domain}));
        }
    double trust = tie_trust(world, agent, other);
    set_tie(world, agent, other, trust + share * (1 - trust));
}
