/* assemble and retire: teams are put together by chance, and nobody is asked (Guimera, Uzzi, Spiro and Amaral 2005,
 * doi:10.1126/science.1106340). Each open opportunity gets a team of team.max (or team.sizes) at once, one member after
 * another. With probability `incumbent_probability` a member is an incumbent, who was on a team lately; else a
 * newcomer. An incumbent is, with probability `repeat_probability` and if there is any, drawn from the earlier partners
 * of those on the team, else from all incumbents. All who are on a team together are linked.
 *
 * The model has no end of newcomers; here the people are there beforehand, and a newcomer is someone of them who was on
 * no team yet, or on none for longer than `idle_steps`. Whoever was idle for so long retires: the links are forgotten
 * and the ties that came with them are lost. Where no newcomer is left an incumbent takes the seat, and the other way
 * round. Where a table of opportunities names members, those are on the team first, and the model fills what seats are
 * left. The seat of somebody who is left out stays empty, so that everybody else on the team has their own; as nobody
 * has worked with that one, later teams may be others. */
#include "base/array.h"
#include "base/order.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/arrive.h"
#include "model/projects/assembly.h"
#include "model/projects/gather.h"
#include "model/projects/lifecycle.h"
#include "model/projects/team_sizes.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/state/write.h"

enum { TEAM_MOST = 1000 };

/* The team that is put together for a project. */
struct gathered {
    int32_t project, count, member[TEAM_MOST];
    bool newcomer[TEAM_MOST], absent[TEAM_MOST]; /* absent: left out, and has only the seat */
};

/* -- putting a team together */

static struct random_key draw(const struct world *world, const struct gathered *team, uint32_t what)
{
    return world_key(world, STREAM_ASSEMBLE, team->project, (uint32_t)team->count * DRAWS_OF_ASSEMBLE + what);
}

/* One of the agents at [first, last) of the order who is not on the team; -1: there is none. */
static int32_t one_of(const struct world *world, const struct gathered *team, int32_t first, int32_t last)
{
    const struct assembly *assembly = world->assembly;
    int32_t taken[TEAM_MOST], count = 0;
    for (int32_t i = 0; i < team->count; i++) {
        int32_t place = assembly->place[team->member[i]];
        if (place >= first && place < last) taken[count++] = place;
    }
    if (last - first <= count) return -1;
    order_numbers(taken, count);
    int32_t pick =
        first + (int32_t)random_below(draw(world, team, DRAW_ASSEMBLE_WHICH), (uint64_t)(last - first - count));
    for (int32_t i = 0; i < count && taken[i] <= pick; i++) pick++;
    return assembly->order[pick];
}

static bool on_team(const struct gathered *team, int32_t agent)
{
    for (int32_t i = 0; i < team->count; i++)
        if (team->member[i] == agent) return true;
    return false;
}

/* One of those who are linked to somebody on the team and are not on it; -1: there is none. */
static int32_t earlier_partner(struct world *world, const struct gathered *team)
{
    struct assembly *assembly = world->assembly;
    struct numbers *candidates = &assembly->candidates;
    int64_t different = 0;
    array_clear(candidates);
    for (int32_t i = 0; i < team->count; i++)
        for (int32_t link = world->agents.first_partner[team->member[i]]; link >= 0;
             link = assembly->partners.items[link].next) {
            if (on_team(team, assembly->partners.items[link].agent)) continue;
            world_need(world, array_push(candidates, assembly->partners.items[link].agent));
        }
    if (candidates->count == 0 || world->out_of_memory) return -1;
    order_numbers(candidates->items, candidates->count);
    for (int64_t i = 0; i < candidates->count; i++)
        if (i == 0 || candidates->items[i] != candidates->items[i - 1])
            candidates->items[different++] = candidates->items[i];
    return candidates->items[random_below(draw(world, team, DRAW_ASSEMBLE_WHICH), (uint64_t)different)];
}

/* The member of the team through whom an earlier partner came. */
static int32_t through_whom(const struct world *world, const struct gathered *team, int32_t agent)
{
    for (int32_t i = 0; i < team->count; i++)
        if (assembly_find(world, team->member[i], agent) >= 0) return team->member[i];
    return -1;
}

/* The next member, and how. */
static int32_t next_member(struct world *world, const struct gathered *team, int *what)
{
    const struct team_rates *with = &world->rates.team;
    int32_t incumbents = world->assembly->incumbents, agent = -1;
    bool incumbent = random_bernoulli(draw(world, team, DRAW_ASSEMBLE_INCUMBENT), with->incumbent_probability);
    *what = MEMBER_PARTNER;
    if (incumbent && random_bernoulli(draw(world, team, DRAW_ASSEMBLE_PARTNER), with->repeat_probability))
        agent = earlier_partner(world, team);
    if (agent >= 0) return agent;
    *what = MEMBER_INCUMBENT;
    if (incumbent) agent = one_of(world, team, 0, incumbents);
    if (agent >= 0) return agent;
    agent = one_of(world, team, incumbents, world->agents.count);
    *what = agent >= 0 ? MEMBER_NEWCOMER : MEMBER_INCUMBENT;
    return agent >= 0 ? agent : one_of(world, team, 0, incumbents);
}

/* The members are linked from now on, and incumbents. */
static void link_team(struct world *world, const struct gathered *team)
{
    for (int32_t a = 0; a < team->count; a++)
        for (int32_t b = 0; b < a && !team->absent[a]; b++)
            if (!team->absent[b])
                assembly_link(world, team->member[a], team->member[b], team->newcomer[a] + team->newcomer[b]);
    for (int32_t i = 0; i < team->count; i++)
        if (!team->absent[i]) assembly_join(world, team->member[i]);
}

/* A member whom the table of opportunities names, and what that one is to the team so far. */
static int32_t given_member(const struct world *world, const struct gathered *team, int32_t agent, int *what)
{
    *what = assembly_has(world->assembly, agent) ? MEMBER_INCUMBENT : MEMBER_NEWCOMER;
    if (through_whom(world, team, agent) >= 0) *what = MEMBER_PARTNER;
    return agent;
}

/* Takes a seat of the team's project, which the first who is there founds. false: there is no such project. */
static bool take_seat(struct world *world, const struct opportunity *opportunity, const struct gathered *team,
    int32_t agent, int what, int32_t *slot)
{
    int32_t through = what == MEMBER_PARTNER ? through_whom(world, team, agent) : -1;
    if (*slot >= 0) {
        project_join(world, *slot, agent, what, through);
        return true;
    }
    *slot = project_found(world, opportunity, agent);
    if (*slot < 0) return false;
    world->projects.slots[*slot].opportunity.team = 0; /* should nothing come of it the next team comes by chance */
    return true;
}

static void put_together(struct world *world, const struct opportunity *opportunity)
{
    struct gathered team;
    team.project = world->projects.next_id;
    team.count = 0; /* making all its seats empty would take longer than filling some */
    const int32_t *given = NULL, given_count = opportunity_members(world, opportunity, &given);
    int32_t size = project_size(world, team.project, opportunity), slot = -1;
    if (size > world->agents.count) size = world->agents.count;
    while (team.count < size && !world->out_of_memory) {
        int what, agent = team.count < given_count ? given_member(world, &team, given[team.count], &what)
                                                   : next_member(world, &team, &what);
        team.absent[team.count] = person_left_out(world, agent);
        if (!team.absent[team.count] && !take_seat(world, opportunity, &team, agent, what, &slot)) return;
        team.newcomer[team.count] = !assembly_has(world->assembly, agent);
        team.member[team.count++] = agent;
    }
    if (slot < 0) {
        project_leave_out(world, opportunity);
        return;
    }
    opportunity_event(world, opportunity, OPPORTUNITY_TAKEN, team.project);
    project_start(world, slot);
    link_team(world, &team);
}

void step_assemble(struct world *world)
{
    for (int64_t i = 0; i < world->opportunities->open.count && !world->out_of_memory; i++)
        put_together(world, &world->opportunities->open.items[i]);
    array_clear(&world->opportunities->open);
}

/* -- retiring */

/* Who is at work is on a team. */
static void note_at_work(struct world *world)
{
    const struct projects *projects = &world->projects;
    for (int64_t i = 0; i < projects->live_count; i++) {
        int32_t slot = projects->live[i];
        const struct membership *seats = project_seats(projects, slot);
        for (int32_t seat = 0; seat < projects->team && projects->slots[slot].state <= PROJECT_ACTIVE; seat++)
            if (seats[seat].agent >= 0 && assembly_has(world->assembly, seats[seat].agent))
                world->agents.last_team_step[seats[seat].agent] = world->step;
    }
}

/* From the last to the first, as the one who retires changes places with the last. */
void step_retire(struct world *world)
{
    const int32_t *order = world->assembly->order, *last_step = world->agents.last_team_step;
    const int64_t lately = world->step - world->scenario.team.idle_steps;
    note_at_work(world);
    for (int32_t i = world->assembly->incumbents - 1; i >= 0; i--) {
        int32_t agent = order[i];
        if (last_step[agent] >= lately) continue;
        assembly_leave(world, agent);
        write_retirement(world, (struct retirement_row){.agent = agent});
    }
}
