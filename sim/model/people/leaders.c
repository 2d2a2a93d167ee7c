/* leaders: whose groups succeed become visible as leaders when enough others name them.
 *
 * After a success each member names the fellow member whom that one trusts most, and who let go of the work and who led
 * it from then on name each other. Who was named by enough different
 * people lately is a leader, whose invitations are more willingly accepted. Namings are kept by the one named and the
 * one who names, each two once. */
#include "model/people/leaders.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/order.h"
#include "model/frame/rooms.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

static void set_leader(struct world *world, int32_t agent, enum leader_event what, int32_t namers)
{
    bool leads = what == LEADER_BECAME;
    if (world->agents.leader[agent] == leads) return;
    world->agents.leader[agent] = leads;
    world->leaders->leading += leads ? 1 : -1;
    write_leader(world, (struct leader_row){.agent = agent, .type = (int8_t)what, .namers = namers});
}

void leader_begin(struct world *world, int32_t agent)
{
    world->agents.entry_step[agent] = world->step;
    set_leader(world, agent, LEADER_LEFT, 0);
}

bool leader_is(const struct world *world, int32_t agent)
{
    return world->agents.leader && world->agents.leader[agent];
}

double leader_appeal(const struct world *world, int32_t agent)
{
    return leader_is(world, agent) ? 1 + world->rates.leaders.appeal : 1;
}

int32_t project_most_trusted(const struct world *world, int32_t slot, int32_t agent)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t best = -1;
    double most = 0;
    uint64_t priority = 0;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t other = seats[seat].agent;
        if (other < 0 || other == agent) continue;
        double trust = tie_trust(world, agent, other);
        if (best >= 0 && trust < most) continue;
        uint64_t own = random_bits(world_key(world, STREAM_NAMING, agent, (uint32_t)other));
        if (best >= 0 && !(trust > most) && own <= priority) continue;
        best = other, most = trust, priority = own;
    }
    return best;
}

/* Whether the project was let go of by someone who is still there, and brought to its end by another. */
static bool was_let_go(const struct world *world, const struct project *project)
{
    return project->let_go_by >= 0 && project->let_go_by != project->lead &&
           world->agents.entry_step[project->let_go_by] < project->let_go_in;
}

/* Who let go of the work and who led it from then on. */
static void name_each_other(struct world *world, const struct project *project)
{
    struct namings *namings = &world->leaders->namings;
    world_need(world, array_push(namings, (struct naming){project->lead, project->let_go_by, world->step}));
    world_need(world, array_push(namings, (struct naming){project->let_go_by, project->lead, world->step}));
}

static void name(struct world *world, int32_t slot)
{
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        int32_t named = agent >= 0 ? project_most_trusted(world, slot, agent) : -1;
        if (named >= 0)
            world_need(world, array_push(&world->leaders->namings, (struct naming){named, agent, world->step}));
    }
    if (was_let_go(world, &world->projects.slots[slot])) name_each_other(world, &world->projects.slots[slot]);
}

ORDER(by_named, struct naming, ORDER_BY(named) ORDER_BY(by) ORDER_BY(step))

/* Whether it is within the window, and both were there then. */
static bool counts_still(const struct world *world, const struct naming *naming)
{
    const int32_t *joined = world->agents.entry_step;
    return world->step - naming->step < world->scenario.leaders.window_steps && naming->step > joined[naming->named] &&
           naming->step > joined[naming->by];
}

/* Keeps the latest naming of each two that counts still, and says of everybody named who is a leader. */
static void settle(struct world *world)
{
    struct naming *items = world->leaders->namings.items;
    int64_t count = world->leaders->namings.count, kept = 0;
    for (int64_t i = 0; i < count;) {
        int32_t named = items[i].named, namers = 0;
        for (; i < count && items[i].named == named; i++) {
            bool again = i + 1 < count && items[i + 1].named == named && items[i + 1].by == items[i].by;
            if (again || !counts_still(world, &items[i])) continue;
            items[kept++] = items[i];
            namers++;
        }
        bool leads = namers >= world->scenario.leaders.namings_needed;
        set_leader(world, named, leads ? LEADER_BECAME : LEADER_CEASED, namers);
    }
    world->leaders->namings.count = kept;
}

void leaders_name(struct world *world)
{
    struct namings *namings = &world->leaders->namings;
    for (int64_t i = 0; i < world->projects.concluded.count; i++)
        if (world->projects.slots[world->projects.concluded.items[i]].succeeded)
            name(world, world->projects.concluded.items[i]);
    order_items(namings->items, namings->count, by_named);
    settle(world);
}

/* -- what the room owes */

ROOM_MAKE(leaders)
ROOM_PARTS(leaders, LEADERS_KEEP)

void digest_leaders(const struct world *world, struct digester *digester)
{
    if (world->leaders->namings.count > 0)
        digester_add(digester, world->leaders->namings.items,
            (size_t)world->leaders->namings.count * sizeof *world->leaders->namings.items);
}

enum status verify_leaders(const struct world *world, struct message *message)
{
    if (!world->agents.leader) return STATUS_OK;
    const struct naming *items = world->leaders->namings.items;
    int64_t leading = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) leading += world->agents.leader[agent];
    if (leading != world->leaders->leading)
        return message_set(message, STATUS_INVARIANT, "%" PRId64 " people are leaders, counted %" PRId64,
            world->leaders->leading, leading);
    for (int64_t i = 0; i < world->leaders->namings.count; i++) {
        bool ordered = i == 0 || items[i - 1].named < items[i].named ||
                       (items[i - 1].named == items[i].named && items[i - 1].by < items[i].by);
        if (!ordered || items[i].named == items[i].by || items[i].step > world->step)
            return message_set(message, STATUS_INVARIANT, "naming %" PRId64 " is out of order", i);
    }
    return STATUS_OK;
}

void observe_leaders(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_leaders, world->leaders->leading);
}
