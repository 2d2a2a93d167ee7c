#include "model/ledger/lately.h"

#include "base/components.h"
#include "model/record/observation.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

void lately_end(struct world *world, int32_t slot)
{
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        struct participation one = {.project = world->projects.slots[slot].id,
            .agent = agent,
            .person = agent >= 0 ? agents_person(&world->agents, agent) : -1,
            .step = world->step};
        if (agent >= 0) world_need(world, array_push(&world->lately->participations, one));
    }
}

void lately_forget(struct world *world)
{
    struct participations *list = &world->lately->participations;
    int64_t old = 0;
    while (old < list->count && world->step - list->items[old].step > world->scenario.create.memory_steps) old++;
    for (int64_t i = old; i < list->count; i++) list->items[i - old] = list->items[i];
    list->count -= old;
}

/* -- what is to be seen */

/* People as the projects of a while join them. */
struct overlap {
    const struct world *world;
    struct components people;
    int32_t *projects;    /* by person: those of which that one is the first member */
    int32_t count, apart; /* projects in all; those of which nobody is there any more */
};

/* A project whose members come one by one: `first` is the first who is there, or -1. */
static int32_t join(struct overlap *overlap, int32_t first, int32_t agent)
{
    if (first >= 0) components_join(&overlap->people, first, agent);
    return first >= 0 ? first : agent;
}

static void close_project(struct overlap *overlap, int32_t first)
{
    overlap->count++;
    overlap->apart += first < 0;
    if (first >= 0) overlap->projects[first]++;
}

static void join_ended(struct overlap *overlap)
{
    const struct world *world = overlap->world;
    const struct participations *list = &world->lately->participations;
    for (int64_t i = 0; i < list->count;) {
        int32_t project = list->items[i].project, first = -1;
        bool counts = world->step - list->items[i].step < world->scenario.create.memory_steps;
        for (; i < list->count && list->items[i].project == project; i++)
            if (counts && agents_person(&world->agents, list->items[i].agent) == list->items[i].person)
                first = join(overlap, first, list->items[i].agent);
        if (counts) close_project(overlap, first);
    }
}

static void join_at_work(struct overlap *overlap)
{
    const struct projects *projects = &overlap->world->projects;
    for (int64_t i = 0; i < projects->live_count; i++) {
        int32_t slot = projects->live[i], first = -1;
        if (projects->slots[slot].state != PROJECT_ACTIVE) continue;
        for (int32_t seat = 0; seat < projects->team; seat++) {
            int32_t agent = project_seats(projects, slot)[seat].agent;
            if (agent >= 0) first = join(overlap, first, agent);
        }
        close_project(overlap, first);
    }
}

/* The projects of the component that has most. */
static int32_t most_projects(struct overlap *overlap)
{
    int32_t most = overlap->apart > 0;
    for (int32_t agent = 0; agent < overlap->people.item_count; agent++) {
        int32_t root = component_of(&overlap->people, agent);
        if (root != agent) overlap->projects[root] += overlap->projects[agent], overlap->projects[agent] = 0;
    }
    for (int32_t agent = 0; agent < overlap->people.item_count; agent++)
        if (overlap->projects[agent] > most) most = overlap->projects[agent];
    return most;
}

/* -- what the room owes */

ROOM_MAKE(lately)
ROOM_PARTS(lately, LATELY_KEEPS)

/* Cost: the memberships of a while, and the people. */
void observe_lately(const struct world *world, struct observation *observation)
{
    if (!scenario_has(&world->scenario, FEATURE_CREATE)) return;
    struct overlap overlap = {.world = world, .projects = calloc((size_t)world->agents.count, sizeof(int32_t))};
    bool room = overlap.projects && components_open(&overlap.people, world->agents.count);
    if (room) {
        join_ended(&overlap);
        join_at_work(&overlap);
        see_mean(observation, OBSERVE_giant_component_projects_lately, most_projects(&overlap), overlap.count);
        see_value(
            observation, OBSERVE_giant_component_members_lately, (double)overlap.people.largest / world->agents.count);
    }
    if (!room) observation->out_of_memory = true;
    components_free(&overlap.people);
    free(overlap.projects);
}
