/* together: at the end of a project each member decides alone whether to go on with the same people.
 *
 * The closer the group was, the more want to. Two or more of them found their next project at once, on something that
 * is open near one of them; what is of the domain that they know already comes first. Where groups want the same thing,
 * or one person is in several groups, keyed priorities of the projects decide. A project that wants fewer members
 * (team.sizes) takes the founder, and of the others as many as it has seats for, in the order in which they sat. */
#include "model/projects/together.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/order.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/near.h"
#include "model/people/people.h"
#include "model/people/stances.h"
#include "model/projects/lifecycle.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* A group that may go on. */
struct group {
    int32_t slot;
    uint64_t priority;
};
struct groups ARRAY_OF(struct group);

struct going {
    struct world *world;
    struct groups groups;
    struct spots spots;
    struct numbers near; /* places in the list of open ones */
};

static struct random_key key_of(const struct world *world, int32_t slot, uint32_t draw)
{
    return world_key(world, STREAM_TOGETHER, world->projects.slots[slot].id, draw);
}

ORDER(by_priority, struct group, ORDER_BY(priority) ORDER_BY(slot))

static void list_groups_and_spots(struct going *going)
{
    struct world *world = going->world;
    for (int64_t i = 0; i < world->projects.concluded.count; i++) {
        int32_t slot = world->projects.concluded.items[i];
        struct group group = {slot, random_bits(key_of(world, slot, DRAW_TOGETHER_PRIORITY))};
        world_need(world, array_push(&going->groups, group));
    }
    for (int64_t i = 0; i < world->opportunities->open.count; i++) {
        const struct opportunity *one = &world->opportunities->open.items[i];
        if (opportunity_is_old(world, one)) continue;
        world_need(world, spots_add(&going->spots, world, one->unit, one->place, (int32_t)i));
    }
    order_items(going->groups.items, going->groups.count, by_priority);
    spots_order(&going->spots);
}

/* Whether the one in a seat wants to go on, and has attention for it still. */
static bool goes_on(const struct world *world, int32_t slot, int32_t seat)
{
    int32_t agent = project_seats(&world->projects, slot)[seat].agent;
    if (agent < 0 || person_attention(world, agent) < project_load(world, &(const struct project){.id = -1}))
        return false;
    if (!person_may_join(world, agent)) return false;
    double will = world->rates.conclude.continuation_probability * world->projects.slots[slot].closeness;
    return random_bernoulli(key_of(world, slot, DRAW_TOGETHER_WANTS + (uint32_t)agent), will);
}

/* Who of those who go on founds the project: drawn among those whose stance lets them; -1: nobody, or nobody else goes
 * on. */
static int32_t founder_of(const struct world *world, int32_t slot)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    uint64_t founders = 0, people = 0;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        if (!goes_on(world, slot, seat)) continue;
        people++;
        founders += stance_founds(world, seats[seat].agent);
    }
    if (people < 2 || founders == 0) return -1;
    uint64_t pick = random_below(key_of(world, slot, DRAW_TOGETHER_FOUNDER), founders);
    for (int32_t seat = 0;; seat++)
        if (goes_on(world, slot, seat) && stance_founds(world, seats[seat].agent) && pick-- == 0)
            return seats[seat].agent;
}

/* Adds what is open near a person, of a domain (-1: of any). */
static void look_around(struct going *going, int32_t agent, int32_t domain)
{
    struct stretch near[2];
    near_stretches(&going->spots, going->world, agent, near);
    for (int half = 0; half < 2; half++)
        for (int64_t i = near[half].first; i < near[half].last; i++) {
            int32_t which = going->spots.items[i].which;
            const struct opportunity *one = &going->world->opportunities->open.items[which];
            if (one->id >= 0 && (domain < 0 || one->domain == domain))
                world_need(going->world, array_push(&going->near, which));
        }
}

/* Lists what is open near those who go on; what is near several of them is listed as often. */
static void look_near(struct going *going, int32_t slot, int32_t domain)
{
    array_clear(&going->near);
    for (int32_t seat = 0; seat < going->world->projects.team; seat++)
        if (goes_on(going->world, slot, seat))
            look_around(going, project_seats(&going->world->projects, slot)[seat].agent, domain);
}

/* The group's next project, if there is anything for it to work on. */
static void found_next(struct going *going, int32_t slot)
{
    struct world *world = going->world;
    int32_t founder = founder_of(world, slot);
    if (founder < 0) return;
    look_near(going, slot, world->projects.slots[slot].opportunity.domain);
    if (going->near.count == 0) look_near(going, slot, -1);
    if (going->near.count == 0) return;
    uint64_t pick = random_below(key_of(world, slot, DRAW_TOGETHER_WHICH), (uint64_t)going->near.count);
    struct opportunity *opportunity = &world->opportunities->open.items[going->near.items[pick]];
    int32_t next = project_found(world, opportunity, founder);
    for (int32_t seat = 0; next >= 0 && seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        const struct project *one = &world->projects.slots[next];
        if (agent != founder && one->member_count < one->size && goes_on(world, slot, seat))
            project_join(world, next, agent, MEMBER_CONTINUED, -1);
    }
    if (next >= 0) opportunity_event(world, opportunity, OPPORTUNITY_TAKEN, world->projects.slots[next].id);
    opportunity->id = -1;
}

void projects_continue(struct world *world)
{
    struct going going = {.world = world};
    int64_t kept = 0;
    list_groups_and_spots(&going);
    for (int64_t i = 0; i < going.groups.count && !world->out_of_memory; i++)
        found_next(&going, going.groups.items[i].slot);
    for (int64_t i = 0; i < world->opportunities->open.count; i++)
        if (world->opportunities->open.items[i].id >= 0)
            world->opportunities->open.items[kept++] = world->opportunities->open.items[i];
    world->opportunities->open.count = kept;
    array_free(&going.groups);
    array_free(&going.spots);
    array_free(&going.near);
}
