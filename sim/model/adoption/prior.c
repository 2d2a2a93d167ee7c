/* Priors: what people believe of listed practices when they come. They are in mind as if they had been learned:
 * evidence of the person's own, and so told, weighed against and forgotten like any other. What is certain has no
 * evidence that counts. */
#include "model/adoption/prior.h"

#include <math.h>

#include "model/adoption/memory.h"
#include "model/state/agents.h"
#include "model/state/draws.h"

static struct random_key draw(const struct world *world, int32_t agent, int32_t practice, uint32_t what)
{
    return world_key(world, STREAM_PRIOR, agent, (uint32_t)practice * DRAWS_OF_PRIOR + what);
}

/* Logistic with mean 0 and variance 1, by inversion. */
static double logistic(struct random_key key)
{
    const double to_deviation = sqrt(3.0) / 3.14159265358979323846, u = random_inside(random_bits(key));
    return to_deviation * maths_log(u / (1 - u));
}

/* The belief in one practice, `mean` on average over people, and the evidence behind it. */
static void believe(const struct world *world, int32_t agent, double mean, struct known *known)
{
    const struct start_parameters *with = &world->scenario.start;
    struct random_key key = draw(world, agent, known->practice, DRAW_PRIOR_BELIEF);
    known->evidence = with->prior_evidence;
    known->belief = mean;
    switch (with->prior_kind) {
    case PRIOR_NORMAL:
        if (with->prior_sd > 0) known->belief = world_normal(key, mean, with->prior_sd);
        break;
    case PRIOR_LOGISTIC:
        known->belief = share_cut(mean + with->prior_sd * logistic(key));
        break;
    case PRIOR_COUNTS:
        key = draw(world, agent, known->practice, DRAW_PRIOR_FAILURES);
        double failures = 2 * (1 - mean) * with->prior_evidence * random_uniform(key);
        key = draw(world, agent, known->practice, DRAW_PRIOR_BELIEF);
        double successes = 2 * mean * with->prior_evidence * random_uniform(key);
        known->evidence = successes + failures;
        if (known->evidence > 0) known->belief = successes / known->evidence;
        break;
    }
}

static struct known *place_of(struct world *world, int32_t agent, int32_t domain, int32_t listed)
{
    return memory_place(world, agent, domain, practices_find_listed(&world->practices, domain, listed));
}

void prior_begin(struct world *world, int32_t agent)
{
    const struct named_numbers *with = &world->scenario.start.prior;
    if (!scenario_has(&world->scenario, FEATURE_PRIOR)) return;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        for (int64_t i = 0; i < with->count; i++)
            believe(world, agent, with->item[i].value, place_of(world, agent, domain, world->prior->listed[i]));
        if (world->prior->certain < 0) continue;
        struct known *known = place_of(world, agent, domain, world->prior->certain);
        known->belief = world->practices.items[known->practice].quality;
        known->evidence = 1; /* as a practice in use must have some; it is not looked at */
    }
}

int32_t prior_best(const struct world *world, int32_t agent, int32_t domain)
{
    const struct known *memory = agents_memory(&world->agents, agent, domain), *best = memory;
    for (const struct known *known = memory; known < memory + world->agents.slots; known++) {
        if (known->practice < 0) continue;
        bool better = best->practice < 0 || known->belief > best->belief;
        if (better || (known->belief == best->belief && known->practice < best->practice)) best = known;
    }
    return best->practice;
}

/* -- what the room owes */

enum status make_prior(struct world *world)
{
    const struct start_parameters *with = &world->scenario.start;
    const struct named_numbers *listed = &world->scenario.landscape.practices;
    world->prior = calloc(1, sizeof *world->prior);
    if (!world->prior) return STATUS_MEMORY;
    world->prior->certain = -1;
    if (!scenario_has(&world->scenario, FEATURE_PRIOR)) return STATUS_OK;
    for (int64_t i = 0; i < with->prior.count; i++) {
        world->prior->listed[i] = (int32_t)named_place(listed, with->prior.item[i].name);
        world->prior->all |= UINT64_C(1) << world->prior->listed[i];
    }
    if (!*with->certain) return STATUS_OK;
    world->prior->certain = (int32_t)named_place(listed, with->certain);
    world->prior->all |= UINT64_C(1) << world->prior->certain;
    return STATUS_OK;
}

ROOM_PARTS(prior, PRIOR_KEEPS)
