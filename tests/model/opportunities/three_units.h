/* A world of three units, for the tests of opportunities. Include after <cmocka.h>. */
#ifndef MODEL_THREE_UNITS_H
#define MODEL_THREE_UNITS_H

#include "model/state/world.h"
#include "model/worlds.h"

enum { UNITS = 3, AGENTS = 500 };

static inline struct world *world_of_three_units(const char *settings)
{
    static int32_t unit[AGENTS];
    for (int32_t agent = 0; agent < AGENTS; agent++) unit[agent] = agent < 20 ? 0 : agent < 200 ? 1 : 2;
    struct edge_list list = {.agent_count = AGENTS, .unit_count = UNITS, .unit = unit};
    char text[512];
    snprintf(text, sizeof text, "network.kind = file; network.edges = none; landscape.domains = 3; %s", settings);
    struct scenario scenario = scenario_of(text);
    return world_of(&scenario, &list, NULL);
}

#endif
