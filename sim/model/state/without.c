/* What is left out of a run, as the texts of the scenario say. */
#include "model/state/without.h"

#include "model/state/world.h"

static bool is_among(const struct numbered_list *list, int32_t number, int32_t other)
{
    for (int64_t i = 0; i < list->count; i++)
        if (list->items[i].number == number && list->items[i].other == other) return true;
    return false;
}

bool without_project(const struct world *world, int32_t project)
{
    return is_among(&world->without->projects, project, -1);
}

bool without_community(const struct world *world, int32_t community)
{
    return is_among(&world->without->communities, community, -1);
}

bool without_practice(const struct world *world, int32_t practice)
{
    return is_among(&world->without->practices, practice, -1);
}

bool without_tie(const struct world *world, int32_t agent, int32_t other)
{
    const struct numbered_list *ties = &world->without->ties;
    return is_among(ties, agent, other) || is_among(ties, other, agent);
}

/* -- what the room owes */

ROOM_PARTS(without, WITHOUT_KEEPS)

/* The scenario was checked: the text is as it must be. */
static bool read_list(struct numbered_list *list, const char *text, bool pairs)
{
    struct numbered item;
    while (numbered_next(&text, pairs, &item) == NUMBERED_ITEM)
        if (!array_push(list, item)) return false;
    return true;
}

/* Whoever is beyond the last agent is nobody. */
static bool mark_agents(struct world *world, const char *text)
{
    struct numbered item;
    if (*text == '\0') return true;
    world->without->agents = calloc((size_t)world->agents.count, sizeof *world->without->agents);
    if (!world->without->agents) return false;
    while (numbered_next(&text, false, &item) == NUMBERED_ITEM)
        if (item.number < world->agents.count) world->without->agents[item.number] = 1;
    return true;
}

/* Where people go by what others use, and not by what they are told, the two are not tied at the start. */
static void untie(struct world *world)
{
    const struct numbered_list *ties = &world->without->ties;
    if (scenario_has(&world->scenario, FEATURE_EVIDENCE)) return;
    for (int64_t i = 0; i < ties->count; i++)
        if (ties->items[i].number < world->agents.count && ties->items[i].other < world->agents.count)
            network_untie(&world->network, ties->items[i].number, ties->items[i].other);
}

enum status make_without(struct world *world)
{
    const struct without_parameters *with = &world->scenario.without;
    struct without *own = world->without = calloc(1, sizeof *own);
    if (!own) return STATUS_MEMORY;
    if (!with->present) return STATUS_OK;
    const bool all = mark_agents(world, with->people) && read_list(&own->ties, with->ties, true) &&
                     read_list(&own->projects, with->projects, false) &&
                     read_list(&own->communities, with->communities, false) &&
                     read_list(&own->practices, with->practices, false);
    if (all) untie(world);
    return all ? STATUS_OK : STATUS_MEMORY;
}
