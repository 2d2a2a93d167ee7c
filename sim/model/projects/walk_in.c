/* Walking in: who noticed and would act need not found a project of one's own, but may join one that gathers.
 *
 * Who noticed such a project joins that one; who noticed something open looks for one near by in the same domain, and
 * of several takes one that is drawn. Seats and attention are as they are when it is this person's turn. */
#include "model/projects/walk_in.h"

#include "model/people/people.h"
#include "model/projects/lifecycle.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/write.h"

bool person_can_work(const struct world *world, int32_t agent, const struct opportunity *opportunity)
{
    return person_may_join(world, agent) &&
           person_attention(world, agent) >= project_load(world, &(const struct project){.opportunity = *opportunity});
}

void gathering_list(struct world *world, struct spots *gathering)
{
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        const struct project *project = &world->projects.slots[world->projects.live[i]];
        const struct opportunity *one = &project->opportunity;
        if (project_gathers(project)) world_need(world, spots_add(gathering, world, one->unit, one->place, (int32_t)i));
    }
    spots_order(gathering);
}

static struct random_key draw(const struct world *world, const struct notice *notice, uint32_t what)
{
    uint32_t id = (uint32_t)notice_opportunity(world, notice)->id;
    return world_key(world, STREAM_WALK_IN, notice->agent, id * DRAWS_OF_WALK_IN + what);
}

/* And that one the attention for it. */
static bool has_a_seat_for(const struct world *world, int32_t slot, int32_t agent)
{
    const struct project *project = &world->projects.slots[slot];
    return project_gathers(project) && !project_has(&world->projects, slot, agent) &&
           person_can_work(world, agent, &project->opportunity);
}

/* The k-th (from 0) of the projects near a person that gather in a domain, or -1; *count: how many there are. */
static int32_t near_project(
    const struct world *world, const struct spots *gathering, int32_t agent, int32_t domain, int64_t k, int64_t *count)
{
    struct stretch near[2];
    int32_t found = -1;
    near_stretches(gathering, world, agent, near);
    *count = 0;
    for (int half = 0; half < 2; half++)
        for (int64_t i = near[half].first; i < near[half].last; i++) {
            int32_t slot = world->projects.live[gathering->items[i].which];
            if (world->projects.slots[slot].opportunity.domain != domain || !has_a_seat_for(world, slot, agent))
                continue;
            if ((*count)++ == k) found = slot;
        }
    return found;
}

/* The project to join, or -1. */
static int32_t what_to_join(const struct world *world, const struct spots *gathering, const struct notice *notice)
{
    int32_t agent = notice->agent, domain = notice_opportunity(world, notice)->domain;
    int64_t count;
    if (notice->slot >= 0) return has_a_seat_for(world, notice->slot, agent) ? notice->slot : -1;
    near_project(world, gathering, agent, domain, 0, &count);
    if (count == 0) return -1;
    int64_t pick = (int64_t)random_below(draw(world, notice, DRAW_WALK_IN_WHICH), (uint64_t)count);
    return near_project(world, gathering, agent, domain, pick, &count);
}

bool walks_in(struct world *world, const struct spots *gathering, const struct notice *notice)
{
    double p = world->rates.team.walk_in_probability;
    if (!random_bernoulli(draw(world, notice, DRAW_WALK_IN_WHETHER), p)) return false;
    int32_t slot = what_to_join(world, gathering, notice);
    if (slot >= 0) project_join(world, slot, notice->agent, MEMBER_WALKED_IN, -1);
    return slot >= 0;
}
