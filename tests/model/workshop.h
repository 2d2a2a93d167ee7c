/* A workshop: a small world in which projects are put to work by hand. Include after <cmocka.h>. */
#ifndef MODEL_WORKSHOP_H
#define MODEL_WORKSHOP_H

#include <math.h>

#include "model/record/events.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

#define WORK                                                                                                           \
    "landscape; opportunities; opportunities.arrival_rate = 0; projects; projects.load = 0.2; network.units = 20;"     \
    "network.agents = 400; team.min = 1; team.max = 6; team.open_call_probability = 0; start.practice = none;"

static inline struct world *workshop(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, WORK "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    world->step = 1;
    events_clear(&world->events);
    return world;
}

/* A project at work. */
static inline int32_t at_work(struct world *world, int32_t member_count, const int32_t members[])
{
    int32_t slot = world_project(world, (struct opportunity){.unit = 0, .difficulty = 100}, member_count, members);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    return slot;
}

static inline int32_t practice_of(struct world *world, uint64_t bits)
{
    int32_t practice = practice_meet(world, 0, (struct configuration){.low = bits}, -1, -1);
    assert_true(practice >= 0);
    return practice;
}

static inline struct project *project_at(const struct world *world, int32_t slot)
{
    return &world->projects.slots[slot];
}

#endif
