/* What everybody used before a step, for oracles that say what must come of it; and the events of the step by person.
 * Include after "worlds.h". */
#ifndef MODEL_BEFORE_H
#define MODEL_BEFORE_H

#include "model/record/events.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "model/worlds.h"

struct before {
    int32_t *use, *use_row, *use_step;
    const struct adoption_row **adoption; /* of the step after, or NULL; newcomers' first practices are left out */
};

static inline int32_t *copy_of(const int32_t *values, int64_t count)
{
    int32_t *copy = malloc((size_t)count * sizeof *copy);
    assert_non_null(copy);
    memcpy(copy, values, (size_t)count * sizeof *copy);
    return copy;
}

/* Remembers what is in use and does a step. */
static inline struct before step_after(struct world *world)
{
    int64_t places = (int64_t)world->agents.count * world->agents.domains;
    struct before before = {copy_of(world->agents.practice, places), copy_of(world->agents.adoption, places),
        copy_of(world->agents.adoption_step, places), calloc((size_t)places, sizeof(const struct adoption_row *))};
    assert_non_null(before.adoption);
    world_pass(world);
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        if (row->channel != CHANNEL_INITIAL) before.adoption[place_at(world, row->learner, row->domain)] = row;
    }
    return before;
}

static inline void before_free(struct before *before)
{
    free(before->use);
    free(before->use_row);
    free(before->use_step);
    free(before->adoption);
}

/* Whether a person hears another, looked up tie by tie. */
static inline bool hears(const struct world *world, int32_t agent, int32_t other)
{
    if (agent == other) return false;
    return world->network.complete || rows_find(network_heard(&world->network), agent, other) >= 0;
}

static inline const struct adoption_source_row *sources_of(const struct world *world, const struct adoption_row *row)
{
    const struct events *events = &world->events;
    return events->adoption_source.items + (row->first_source - events->cleared[EVENT_adoption_source]);
}

/* What is to be held of a person in a domain; the adoption, or NULL. */
typedef void oracle(const struct world *world, const struct before *before, int32_t agent, int32_t domain,
    const struct adoption_row *adoption);

/* A run beside an oracle, person by person; there are more adoptions than `fewest` per person. */
static inline void run_beside(oracle *holds, const char *settings, int steps, double fewest)
{
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t adoptions = 0;
    for (int step = 0; step < steps; step++) {
        struct before before = step_after(world);
        adoptions += world->events.adoption.count;
        for (int32_t agent = 0; agent < world->agents.count; agent++)
            for (int32_t domain = 0; domain < world->agents.domains; domain++)
                holds(world, &before, agent, domain, before.adoption[place_at(world, agent, domain)]);
        before_free(&before);
    }
    assert_true((double)adoptions > fewest * world->agents.count);
    model_free(world);
}

/* The quality of what a person used; -1 where it was nothing. */
static inline double quality_before(
    const struct world *world, const struct before *before, int32_t agent, int32_t domain)
{
    int32_t use = before->use[place_at(world, agent, domain)];
    return use >= 0 ? world->practices.items[use].quality : -1;
}

#endif
