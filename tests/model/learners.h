/* What tests of learning and lapsing share: people who were never told anything. Include after <cmocka.h>. */
#ifndef MODEL_LEARNERS_H
#define MODEL_LEARNERS_H

#include <math.h>

#include "model/adoption/learn.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/world.h"

#define LISTED "landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.4, c: 0.6, d: 0.8, e: 0.9, f: 1};"

enum { A, B, C, D, E, F };

/* Twelve people who were never told anything; 0 to 5 use practice a, 6 to 11 practices a to f. */
static inline struct world *people(const char *settings)
{
    char text[512];
    snprintf(text, sizeof text, "network.agents = 12; adoption.accept.cost = 0.05; adoption; %s %s", LISTED, settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < 12; agent++) world_use(world, agent, 0, agent < 6 ? A : agent - 6);
    world->step = 1;
    return world;
}

static inline struct telling from(int32_t source, int32_t target, int32_t practice, double belief, double evidence)
{
    return (struct telling){.target = target,
        .source = source,
        .practice = practice,
        .project = -1,
        .channel = source < 0 ? CHANNEL_INVENTION : CHANNEL_WORD_OF_MOUTH,
        .source_row = source,
        .belief = belief,
        .evidence = evidence};
}

#define TELL(world, ...)                                                                                               \
    world_tell(world, sizeof((const struct telling[]){__VA_ARGS__}) / sizeof(struct telling),                          \
        (struct telling[]){__VA_ARGS__})

static inline const struct adoption_row *only_adoption(const struct world *world)
{
    assert_int_equal(world->events.adoption.count, 1);
    return world->events.adoption.items;
}

static inline void assert_source(const struct world *world, int i, int32_t agent, int32_t row, double weight)
{
    const struct adoption_source_row *source = &world->events.adoption_source.items[i];
    assert_int_equal(source->source, agent);
    assert_int_equal(source->source_adoption, row);
    assert_close(source->weight, weight);
}

#endif
