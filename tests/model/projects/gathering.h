/* What the tests of gather share: stars of people who are willing. Include after <cmocka.h>. */
#ifndef MODEL_GATHERING_H
#define MODEL_GATHERING_H

#include "model/frame/steps.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

#define GATHER                                                                                                         \
    PLAIN_TEAMS "network.kind = file; network.edges = none; landscape.kind = listed; opportunities; "                  \
                "opportunities.arrival_rate = 0; "                                                                     \
                "landscape.practices = {a: 0.3, b: 0.9, c: 0.5}; projects; projects.load = 0.3; "                      \
                "team.open_call_probability = 0;"

/* Stars of people who are all willing, as far as trust goes. */
static inline struct world *willing_stars(const char *settings, int32_t copies, int32_t leaves)
{
    char text[1024];
    snprintf(text, sizeof text, GATHER "%s", settings);
    return world_of_willing_stars(text, copies, leaves);
}

static inline int32_t gathering(struct world *world, int32_t founder)
{
    return world_project(world, (struct opportunity){.unit = 0}, 1, &founder);
}

/* A project at work, which takes attention and invites nobody. */
static inline void busy(struct world *world, int32_t agent)
{
    int32_t slot = gathering(world, agent);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
}

static inline void gather_once(struct world *world)
{
    events_clear(&world->events);
    step_gather(world);
    assert_false(world->out_of_memory);
    world_check(world);
}

static inline int64_t joined(const struct world *world, int what)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.member.count; i++) count += world->events.member.items[i].type == what;
    return count;
}

#endif
