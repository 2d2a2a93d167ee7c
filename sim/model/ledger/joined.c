#include "model/ledger/joined.h"

#include <stdlib.h>

#include "base/array.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* -- ties */

void joined_tie(struct world *world, int32_t agent, int32_t other)
{
    if (world->joined->ties.item_count > 0) components_join(&world->joined->ties, agent, other);
}

void joined_untie(struct world *world)
{
    world->joined->untied = true;
}

static void join_row(struct components *ties, const struct rows *told, int32_t agent, int32_t first, int32_t last)
{
    const int32_t *others = told->agent + told->start[agent];
    for (int32_t k = first; k < last && k < told->length[agent]; k++) components_join(ties, agent, others[k]);
}

/* Two ties of each join most people already; whoever is in the largest component then is joined to others by their
 * rows, which have every tie too (k-out sampling: Dhulipala, Hong and Shun 2020, arXiv:2008.03909). */
static bool join_all_tied(const struct world *world)
{
    enum { FEW = 2 };
    const struct rows *told = &world->network.told;
    struct components *ties = &world->joined->ties;
    if (!components_open(ties, world->agents.count)) return false;
    world->joined->untied = false;
    for (int32_t agent = 0; agent < told->row_count; agent++) join_row(ties, told, agent, 0, FEW);
    int32_t most = components_most(ties);
    for (int32_t agent = 0; agent < told->row_count; agent++)
        if (world->network.directed || component_of(ties, agent) != most)
            join_row(ties, told, agent, FEW, told->length[agent]);
    return true;
}

/* The share of people in the largest component; false: no memory. */
static bool share_tied(const struct world *world, double *share)
{
    struct joined *joined = world->joined;
    *share = 1;
    if (world->network.complete) return true;
    if ((joined->ties.item_count == 0 || joined->untied) && !join_all_tied(world)) return false;
    *share = (double)joined->ties.largest / world->agents.count;
    return true;
}

/* -- projects */

int32_t joined_found(const struct world *world, int32_t founder)
{
    return world->joined->ever.node[founder];
}

void joined_project(struct world *world, int32_t agent, int32_t project)
{
    if (world->joined->ever.node[agent] != project) components_join_node(&world->joined->ever, agent, project);
}

void joined_leave(struct world *world, int32_t agent)
{
    world_need(world, components_replace(&world->joined->ever, agent));
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
static void join_members(const struct world *world, int32_t slot)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t team = world->projects.team;
    world->joined->people[slot] = 0;
    for (int32_t seat = 0; seat < team; seat++) {
        if (seats[seat].agent < 0) continue;
        int32_t first = first_under_way(world, seats[seat].agent);
        if (first == slot * team + seat)
            world->joined->people[slot]++;
        else
            components_join(&world->joined->slots, slot, first / team);
    }
}

/* Those whom the projects of one component join, where they are most; who is in no project is alone. */
static int32_t most_people(const struct world *world)
{
    const struct projects *projects = &world->projects;
    int32_t *people = world->joined->people, most = 1;
    for (int64_t i = 0; i < projects->live_count; i++) {
        int32_t slot = projects->live[i], root = component_of(&world->joined->slots, slot);
        if (projects->slots[slot].state > PROJECT_ACTIVE) continue;
        if (root != slot) people[root] += people[slot];
        if (people[root] > most) most = people[root];
    }
    return most;
}

/* False: no memory. */
static bool see_overlap(const struct world *world, struct observation *observation)
{
    const struct projects *projects = &world->projects;
    struct joined *joined = world->joined;
    double under_way = 0;
    if (!components_open(&joined->slots, (int32_t)projects->slot_count) ||
        !array_grow((void **)&joined->people, &joined->people_room, projects->slot_count, sizeof *joined->people))
        return false;
    for (int64_t i = 0; i < projects->live_count; i++) {
        if (projects->slots[projects->live[i]].state > PROJECT_ACTIVE) continue;
        join_members(world, projects->live[i]);
        under_way++;
    }
    see_mean(observation, OBSERVE_giant_component_projects, joined->slots.largest, under_way);
    see_value(observation, OBSERVE_giant_component_members, (double)most_people(world) / world->agents.count);
    see_value(observation, OBSERVE_giant_component_members_ever, (double)joined->ever.largest / world->agents.count);
    return true;
}

/* -- what the room owes */

enum status make_joined(struct world *world)
{
    world->joined = calloc(1, sizeof *world->joined);
    if (!world->joined) return STATUS_MEMORY;
    if (!world->scenario.projects.present) return STATUS_OK;
    return components_open(&world->joined->ever, world->agents.count) ? STATUS_OK : STATUS_MEMORY;
}

void free_joined(struct world *world)
{
    struct joined *joined = world->joined;
    if (!joined) return;
    components_free(&joined->ties);
    components_free(&joined->ever);
    components_free(&joined->slots);
    free(joined->people);
    free(joined);
}

/* Whom ties join is worked out anew. */
void carry_joined(struct carrier *carrier, struct world *world)
{
    struct components *ever = &world->joined->ever;
    carry_list(carrier, ever->parent, ever->node_count, ever->parent_room);
    carry_items(carrier, ever->node, ever->item_count);
    carry_items(carrier, ever->with_size, ever->item_count + 1);
    carry_value(carrier, ever->largest);
    if (carrier->loading) world->joined->untied = true;
}

int64_t bytes_of_joined(const struct world *world)
{
    const struct joined *joined = world->joined;
    return components_bytes(&joined->ties) + components_bytes(&joined->ever) + components_bytes(&joined->slots) +
           joined->people_room * (int64_t)sizeof *joined->people;
}

/* Cost: the memberships of projects under way, and the ties after one was lost. */
void observe_joined(const struct world *world, struct observation *observation)
{
    double share = 0;
    bool room = share_tied(world, &share);
    see_value(observation, OBSERVE_giant_component_ties, share);
    if (room && world->scenario.projects.present) room = see_overlap(world, observation);
    if (!room) observation->out_of_memory = true;
}
