/* Ties as the verbs see them. Trust fades by a share in every step without contact; it is worked out when it is asked
 * for, so fading costs nothing. Ties of the start may last (start_ties.h). On a complete network everybody is tied and
 * trust stays what it is at the start. */
#include "model/state/ties.h"

#include "model/state/start_ties.h"
#include "model/state/world.h"
#include "random/maths.h"

int32_t tie_count(const struct world *world, int32_t agent)
{
    return world->network.complete ? world->network.agent_count - 1 : world->network.told.length[agent];
}

void ties_fade(struct world *world)
{
    double left = world->scenario.renew.present ? 1 - world->rates.renew.trust_decay : 1;
    if (world->fading.left[0] == 1 && world->fading.left[1] == left) return;
    for (int steps = 0; steps < FADING_STEPS; steps++)
        world->fading.left[steps] = maths_pow_count(left, (uint64_t)steps);
}

/* The trust along the tie at place k of a row. */
ALWAYS_INLINE double faded(const struct world *world, int32_t agent, int64_t k)
{
    const struct rows *told = &world->network.told;
    if (!told->trust) return world->scenario.people.trust;
    int64_t arc = told->start[agent] + k;
    int32_t steps = world->step - told->touched[arc];
    double left =
        steps < FADING_STEPS ? world->fading.left[steps] : maths_pow_count(world->fading.left[1], (uint64_t)steps);
    double trust = (double)told->trust[arc] * left, least = tie_least(world, agent, k);
    return trust > least ? trust : least;
}

int32_t tie_agent(const struct world *world, int32_t agent, int32_t k)
{
    const struct rows *told = &world->network.told;
    if (world->network.complete) return k < agent ? k : k + 1;
    return told->agent[told->start[agent] + k];
}

ALWAYS_INLINE double trust_at(const struct world *world, int32_t agent, int32_t k)
{
    return world->network.complete ? world->scenario.people.trust : faded(world, agent, k);
}

struct tie_end tie_at(const struct world *world, int32_t agent, int32_t k)
{
    return (struct tie_end){tie_agent(world, agent, k), trust_at(world, agent, k)};
}

int32_t tie_by_trust(const struct world *world, int32_t agent, double share)
{
    enum { AT_HAND = 64 };
    const int32_t count = tie_count(world, agent);
    double at_hand[AT_HAND], all = 0;
    for (int32_t k = 0; k < count; k++) {
        double trust = trust_at(world, agent, k);
        if (k < AT_HAND) at_hand[k] = trust;
        all += trust;
    }
    int32_t chosen = -1;
    double pick = share * all;
    for (int32_t k = 0; k < count && pick >= 0; k++) {
        double trust = k < AT_HAND ? at_hand[k] : trust_at(world, agent, k);
        if (trust > 0) chosen = k;
        pick -= trust;
    }
    return chosen < 0 ? -1 : tie_agent(world, agent, chosen);
}

double tie_trust(const struct world *world, int32_t agent, int32_t other)
{
    if (world->network.complete) return world->scenario.people.trust;
    int64_t arc = rows_find(&world->network.told, agent, other);
    return arc < 0 ? 0 : faded(world, agent, arc - world->network.told.start[agent]);
}
