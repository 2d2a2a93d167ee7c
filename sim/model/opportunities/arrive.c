/* arrive: opportunities that a table gives arise in their steps, before those that are drawn. What the table leaves
 * open of one is drawn as ever, by the same keys; so a table that says what would have been drawn changes nothing. */
#include "model/opportunities/arrive.h"

#include "model/opportunities/arise.h"

enum status opportunities_given(struct world *world, const struct edge_list *file, struct message *message)
{
    const struct names_there numbered = {.agents = world->network.agent_count, .units = world->network.unit_count};
    const struct names_there there = file ? network_names(file) : numbered;
    if (!scenario_has(&world->scenario, FEATURE_OPPORTUNITIES)) return STATUS_OK;
    return arrivals_resolve(&world->scenario.opportunities.arrivals, &there, &world->opportunities->given,
        &world->opportunities->given_members, message);
}

static void arrive(struct world *world, int64_t row)
{
    const struct arrival *given = &world->opportunities->given.items[row];
    const int32_t id = world->opportunities->next_id++;
    struct opportunity opportunity =
        opportunity_at(world, id, given->unit >= 0 ? given->unit : opportunity_unit(world, id),
            given->domain >= 0 ? given->domain : opportunity_domain(world, id));
    if (given->difficulty > 0) opportunity.difficulty = given->difficulty;
    if (given->skills) opportunity.skills = given->skills;
    opportunity.size = given->size;
    opportunity.team = given->member_count > 0 ? (int32_t)row + 1 : 0;
    opportunity_opens(world, opportunity);
}

/* The first row of this step or a later one. */
static int64_t first_row(const struct world *world)
{
    const struct arrival_list *given = &world->opportunities->given;
    int64_t low = 0, high = given->count;
    while (low < high) {
        const int64_t middle = (low + high) / 2;
        if (given->items[middle].step < world->step)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void opportunities_arrive(struct world *world)
{
    const struct arrival_list *given = &world->opportunities->given;
    for (int64_t row = first_row(world); row < given->count && given->items[row].step == world->step; row++)
        arrive(world, row);
}

int32_t opportunity_members(const struct world *world, const struct opportunity *opportunity, const int32_t **members)
{
    if (opportunity->team == 0) return 0;
    const struct arrival *given = &world->opportunities->given.items[opportunity->team - 1];
    *members = world->opportunities->given_members.items + given->first_member;
    return given->member_count;
}
