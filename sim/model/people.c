/* People: who they are at the start, and what they have left to give. */
#include "model/world.h"

enum { CONFIDENCE, SKILLS, PASSION = 128 };

static double clipped_normal(struct random_key key, double mean, double deviation)
{
    double x = random_normal(key, mean, deviation);
    return x < 0 ? 0 : x > 1 ? 1 : x;
}

static void draw_traits(struct world *world, int32_t agent)
{
    struct agents *agents = &world->agents;
    const struct people_parameters *with = &world->scenario.people;
    agents->skills[agent] =
        world_draw_set(world_key(world, STREAM_PERSON, agent, SKILLS), with->skills_each, with->skills);
    agents->confidence[agent] =
        clipped_normal(world_key(world, STREAM_PERSON, agent, CONFIDENCE), with->confidence, with->confidence_spread);
    agents->expectation[agent] = with->expectation;
    agents->breadth[agent] = with->breadth;
    for (int32_t domain = 0; domain < agents->domains; domain++)
        agents->passion[(int64_t)agent * agents->domains + domain] = clipped_normal(
            world_key(world, STREAM_PERSON, agent, PASSION + (uint32_t)domain), with->passion, with->passion_spread);
}

/* The practice that a person begins with, or -1. */
static int32_t first_practice(struct world *world, int32_t agent, int32_t domain)
{
    switch (world->scenario.start.practice) {
    case START_UNIT:
    case START_SAME:
        return world->standard[(int64_t)world->network.unit[agent] * world->agents.domains + domain];
    case START_RANDOM:
        return practice_meet(world, domain,
            landscape_draw(&world->landscape, world_key(world, STREAM_START, agent, (uint32_t)domain)), -1, -1);
    default:
        return -1;
    }
}

void person_create(struct world *world, int32_t agent)
{
    if (world->agents.skills) draw_traits(world, agent);
    if (world->agents.known) memory_clear(world, agent);
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        int64_t place = (int64_t)agent * world->agents.domains + domain;
        if (world->agents.use[place] >= 0) use_end(world, agent, domain);
        int32_t practice = first_practice(world, agent, domain);
        if (practice >= 0) uptake_push(world, 0, (struct uptake){agent, domain, practice, CHANNEL_START, -1, 0});
    }
}

/* The standard practice of every unit: drawn for the unit, or for all as if they were unit 0. */
static void draw_standards(struct world *world)
{
    for (int32_t unit = 0; unit < world->network.unit_count; unit++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++) {
            int32_t entity = world->scenario.start.practice == START_UNIT ? unit : 0;
            struct random_key key = world_key(world, STREAM_START, entity, (uint32_t)domain);
            world->standard[(int64_t)unit * world->agents.domains + domain] =
                practice_meet(world, domain, landscape_draw(&world->landscape, key), -1, -1);
        }
}

/* Practices that are known beforehand are numbered in the order of their list. */
static void name_practices(struct world *world)
{
    const struct landscape_parameters *with = &world->scenario.landscape;
    if (with->present && with->kind != LANDSCAPE_LISTED) return;
    int64_t count = with->present ? with->practices.count : 1;
    for (int32_t domain = 0; domain < world->agents.domains; domain++)
        for (int64_t i = 0; i < count; i++)
            practice_meet(world, domain, (struct configuration){.low = (uint64_t)i}, -1, -1);
}

/* `adopters` people drawn at random begin with the first practice of domain 0 (selection sampling). */
static void draw_adopters(struct world *world)
{
    int64_t wanted = world->scenario.start.adopters;
    if (wanted == 0) return;
    int32_t first = practice_meet(world, 0, (struct configuration){0}, -1, -1);
    for (int32_t agent = 0; agent < world->agents.count && wanted > 0; agent++) {
        struct random_key key = world_key(world, STREAM_START, agent, UINT32_MAX);
        if (random_below(key, (uint64_t)(world->agents.count - agent)) >= (uint64_t)wanted) continue;
        wanted--;
        uptake_push(world, 0, (struct uptake){agent, 0, first, CHANNEL_START, -1, 0});
    }
}

void people_start(struct world *world)
{
    enum start_kind kind = world->scenario.start.practice;
    name_practices(world);
    if (kind == START_UNIT || kind == START_SAME) draw_standards(world);
    uptakes_open(world, 1);
    for (int32_t agent = 0; agent < world->agents.count && !world->out_of_memory; agent++) person_create(world, agent);
    take_up(world);
    uptakes_open(world, 1);
    if (!world->out_of_memory) draw_adopters(world);
    take_up(world);
}

double person_attention(const struct world *world, int32_t agent)
{
    const struct projects *projects = &world->projects;
    double left = 1;
    for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = projects->memberships[m].next) {
        const struct project *project = &projects->slots[m / projects->team];
        if (project->state <= PROJECT_ACTIVE) left -= project_load(world, project);
    }
    return left > 0 ? left : 0;
}

double person_belief(const struct world *world, int32_t agent, int32_t domain)
{
    int32_t practice = world->agents.use[(int64_t)agent * world->agents.domains + domain];
    const struct known *known = practice >= 0 ? agents_find(&world->agents, agent, domain, practice) : NULL;
    return known ? known->belief : 0;
}
