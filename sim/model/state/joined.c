#include "model/state/joined.h"

#include <stdlib.h>

#include "model/state/world.h"

enum status joined_begin(struct world *world)
{
    if (!world->scenario.projects.present) return STATUS_OK;
    return components_open(&world->joined.ever, world->agents.count) ? STATUS_OK : STATUS_MEMORY;
}

void joined_free(struct joined *joined)
{
    components_free(&joined->ties);
    components_free(&joined->ever);
    components_free(&joined->slots);
    free(joined->people);
    *joined = (struct joined){0};
}

int64_t joined_bytes(const struct joined *joined)
{
    return components_bytes(&joined->ties) + components_bytes(&joined->ever) + components_bytes(&joined->slots) +
           joined->people_room * (int64_t)sizeof *joined->people;
}

/* -- ties */

void joined_tie(struct world *world, int32_t agent, int32_t other)
{
    if (world->joined.ties.item_count > 0) components_join(&world->joined.ties, agent, other);
}

void joined_untie(struct world *world)
{
    world->joined.untied = true;
}

static void join_all_tied(struct world *world)
{
    const struct rows *told = &world->network.told;
    struct components *ties = &world->joined.ties;
    if (!components_open(ties, world->agents.count)) {
        world->out_of_memory = true;
        return;
    }
    world->joined.untied = false;
    for (int32_t agent = 0; agent < told->row_count; agent++)
        for (int32_t k = 0; k < told->length[agent]; k++) {
            int32_t other = told->agent[told->start[agent] + k];
            if (other > agent || world->network.directed) components_join(ties, agent, other);
        }
}

static double share_tied(struct world *world)
{
    struct joined *joined = &world->joined;
    if (world->network.complete) return 1;
    if (joined->ties.item_count == 0 || joined->untied) join_all_tied(world);
    return (double)joined->ties.largest / world->agents.count;
}

/* -- projects */

int32_t joined_found(const struct world *world, int32_t founder)
{
    return world->joined.ever.node[founder];
}

void joined_project(struct world *world, int32_t agent, int32_t project)
{
    if (world->joined.ever.node[agent] != project) components_join_node(&world->joined.ever, agent, project);
}

void joined_leave(struct world *world, int32_t agent)
{
    world_need(world, components_replace(&world->joined.ever, agent));
}

static bool is_under_way(const struct projects *projects, int32_t membership)
{
    return projects->slots[membership / projects->team].state <= PROJECT_ACTIVE;
}

/* The first of a person's memberships of projects under way. There is one. */
static int32_t first_under_way(const struct world *world, int32_t agent)
{
    int32_t membership = world->agents.first_membership[agent];
    while (!is_under_way(&world->projects, membership)) membership = world->projects.memberships[membership].next;
    return membership;
}

/* Joins a project to the first of each of its members. Each is counted there. */
static void join_members(struct world *world, int32_t slot)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t team = world->projects.team;
    world->joined.people[slot] = 0;
    for (int32_t seat = 0; seat < team; seat++) {
        if (seats[seat].agent < 0) continue;
        int32_t first = first_under_way(world, seats[seat].agent);
        if (first == slot * team + seat)
            world->joined.people[slot]++;
        else
            components_join(&world->joined.slots, slot, first / team);
    }
}

/* Those whom the projects of one component join, where they are most; who is in no project is alone. */
static int32_t most_people(struct world *world)
{
    const struct projects *projects = &world->projects;
    int32_t *people = world->joined.people, most = 1;
    for (int64_t i = 0; i < projects->live_count; i++) {
        int32_t slot = projects->live[i], root = component_of(&world->joined.slots, slot);
        if (projects->slots[slot].state > PROJECT_ACTIVE) continue;
        if (root != slot) people[root] += people[slot];
        if (people[root] > most) most = people[root];
    }
    return most;
}

static void observe_overlap(struct world *world, struct observation *observation)
{
    const struct projects *projects = &world->projects;
    struct joined *joined = &world->joined;
    double under_way = 0;
    if (!components_open(&joined->slots, (int32_t)projects->slot_count) ||
        !array_grow((void **)&joined->people, &joined->people_room, projects->slot_count, sizeof *joined->people)) {
        world->out_of_memory = true;
        return;
    }
    for (int64_t i = 0; i < projects->live_count; i++) {
        if (projects->slots[projects->live[i]].state > PROJECT_ACTIVE) continue;
        join_members(world, projects->live[i]);
        under_way++;
    }
    observation->value[OBSERVE_overlap_giant][0] = under_way > 0 ? joined->slots.largest / under_way : 0;
    observation->value[OBSERVE_overlap_people][0] = (double)most_people(world) / world->agents.count;
    observation->value[OBSERVE_overlap_ever][0] = (double)joined->ever.largest / world->agents.count;
}

void joined_observe(struct world *world, struct observation *observation)
{
    observation->value[OBSERVE_component_of_ties][0] = share_tied(world);
    if (world->scenario.projects.present) observe_overlap(world, observation);
}
