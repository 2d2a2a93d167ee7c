#include "model/people/given.h"

#include <math.h>

#include "model/adoption/take_up.h"
#include "model/frame/steps.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/practices.h"

static void take_up_first(struct world *world, int32_t agent, int32_t channel)
{
    int32_t first = practice_meet(world, 0, (struct configuration){0}, -1, -1);
    if (world->agents.practice[place_at(world, agent, 0)] == first) return;
    uptake_push(
        world, 0, (struct uptake){.agent = agent, .domain = 0, .practice = first, .channel = channel, .project = -1});
}

void step_given(struct world *world)
{
    uptakes_open(world, 1);
    for (int32_t agent = 0; agent < world->agents.count && !world->out_of_memory; agent++)
        if (world->agents.observed_step[agent] == world->step) take_up_first(world, agent, CHANNEL_EXTERNAL);
    uptakes_carry_out(world);
}

/* A trait that the run has no use for is refused beforehand (only.def), but for a condition of a study. */
static void take(struct world *world, int32_t agent, enum person_trait trait, double value)
{
    struct agents *agents = &world->agents;
    double *const own[TRAIT_COUNT] = {[TRAIT_threshold] = agents->threshold,
        [TRAIT_opinion] = agents->opinion,
        [TRAIT_confidence] = agents->confidence,
        [TRAIT_expectation] = agents->expectation,
        [TRAIT_breadth] = agents->breadth,
        [TRAIT_turn_probability] = agents->turn_probability};
    if (own[trait]) own[trait][agent] = value;
    if (trait == TRAIT_confidence && agents->confidence_start) agents->confidence_start[agent] = value;
    if (trait == TRAIT_adopted && agents->observed_step) agents->observed_step[agent] = (int32_t)value;
    const bool begins = trait == TRAIT_user ? value > 0 : trait == TRAIT_adopted && agents->observed_step && value <= 0;
    if (begins) take_up_first(world, agent, CHANNEL_INITIAL);
    for (int32_t domain = 0; trait == TRAIT_passion && agents->passion && domain < agents->domains; domain++)
        agents->passion[place_at(world, agent, domain)] = value;
}

void people_given(struct world *world, const struct edge_list *file)
{
    for (int trait = 0; trait < TRAIT_COUNT && file; trait++)
        for (int32_t agent = 0; file->trait[trait] && agent < file->agent_count && !world->out_of_memory; agent++)
            if (!isnan(file->trait[trait][agent]))
                take(world, agent, (enum person_trait)trait, file->trait[trait][agent]);
}
