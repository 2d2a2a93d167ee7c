/* gather: people are invited along ties and by open calls, and decide for themselves whether to join; along ties only
 * where they are to succeed someone who left work under way.
 *
 * Every gathering project looks at candidates and asks the best of each few; the asked decide, all at once, from the
 * state as it stands. Then those who would join are taken in the order of keyed priorities, as long as the person has
 * attention and the project has a seat. Nothing depends on which project was computed first. */
#include "model/projects/gather.h"

#include <stdlib.h>

#include "base/crew.h"
#include "base/order.h"
#include "base/parts.h"
#include "model/adoption/account.h"
#include "model/adoption/ahead.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/organisation/resources.h"
#include "model/organisation/units.h"
#include "model/people/leaders.h"
#include "model/people/people.h"
#include "model/people/stances.h"
#include "model/projects/lifecycle.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "random/maths.h"

enum { LOOKS_AT_ONCE = 32 };

static const double ATTENTION_ROUNDING = 1e-9;

struct look {
    int32_t agent, inviter, tie; /* tie: its place in the inviter's row */
    double trust, score;
    bool called;
};

static int32_t bits_set(uint64_t set)
{
    return __builtin_popcountll(set);
}

static uint64_t skills_of_team(const struct world *world, int32_t slot)
{
    uint64_t skills = 0;
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0) skills |= world->agents.skills[agent];
    }
    return skills;
}

/* Half of novelty is being of another unit than who leads, half the share of one's skills that are new to the team.
 */
static double novelty(const struct world *world, int32_t slot, uint64_t team_skills, int32_t agent)
{
    const struct project *project = &world->projects.slots[slot];
    uint64_t own = world->agents.skills[agent];
    double other_unit = world->network.unit[agent] != world->network.unit[project->lead];
    double new_skills = own ? (double)bits_set(own & ~team_skills) / bits_set(own) : 0;
    return (other_unit + new_skills) / 2;
}

static int32_t some_member(const struct world *world, int32_t slot, struct random_key key)
{
    int64_t pick = (int64_t)random_below(key, (uint64_t)world->projects.slots[slot].member_count);
    const struct membership *seat = project_seats(&world->projects, slot);
    for (;; seat++)
        if (seat->agent >= 0 && pick-- == 0) return seat->agent;
}

/* Who looks for a candidate, and whether along a tie or by an open call. The first of a look's draws is `index`. */
static void begin_look(const struct world *world, int32_t slot, uint32_t index, struct look *look)
{
    const struct project *project = &world->projects.slots[slot];
    double calls = project->state == PROJECT_GATHERING ? world->rates.team.open_call_probability : 0;
    int32_t id = project->id;
    look->inviter = some_member(world, slot, world_key(world, STREAM_INVITE, id, index + DRAW_INVITE_MEMBER));
    look->called = random_bernoulli(world_key(world, STREAM_INVITE, id, index + DRAW_INVITE_OPEN_CALL), calls);
    ahead_row(world, look->inviter);
}

/* Along which tie, or -1. */
static void choose_tie(const struct world *world, int32_t slot, uint32_t index, struct look *look)
{
    int32_t id = world->projects.slots[slot].id, count = look->called ? 0 : tie_count(world, look->inviter);
    look->tie = -1;
    if (count == 0) return;
    look->tie = (int32_t)random_below(world_key(world, STREAM_INVITE, id, index + DRAW_INVITE_TIE), (uint64_t)count);
    ahead_tie(world, look->inviter, look->tie);
}

/* The candidate. agent -1: nobody. */
static void end_look(const struct world *world, int32_t slot, uint32_t index, struct look *look)
{
    int32_t id = world->projects.slots[slot].id;
    look->agent = -1;
    if (look->called) {
        look->agent = (int32_t)random_below(
            world_key(world, STREAM_INVITE, id, index + DRAW_INVITE_STRANGER), (uint64_t)world->agents.count);
        look->trust = world->rates.team.stranger_trust;
    } else if (look->tie >= 0) {
        struct tie_end tie = tie_at(world, look->inviter, look->tie);
        look->agent = tie.agent;
        look->trust = tie.trust;
    }
    if (look->agent < 0) return;
    __builtin_prefetch(&world->agents.skills[look->agent]);
    __builtin_prefetch(&world->network.unit[look->agent]);
    ahead_memberships(world, look->agent);
    if (project_has(&world->projects, slot, look->agent)) look->agent = -1;
}

/* Looks number `first` and on. Where a candidate lies in memory follows from a tie, and the tie from who looks; so all
 * looks go through each stage together, while what the next one needs is fetched into the cache. */
static void look_around(const struct world *world, int32_t slot, int64_t first, int64_t count, struct look *looks)
{
    for (int64_t i = 0; i < count; i++) begin_look(world, slot, (uint32_t)(first + i) * DRAWS_OF_INVITE, &looks[i]);
    for (int64_t i = 0; i < count; i++) choose_tie(world, slot, (uint32_t)(first + i) * DRAWS_OF_INVITE, &looks[i]);
    for (int64_t i = 0; i < count; i++) end_look(world, slot, (uint32_t)(first + i) * DRAWS_OF_INVITE, &looks[i]);
}

static double willingness(const struct world *world, int32_t slot, const struct look *look)
{
    const struct project *project = &world->projects.slots[slot];
    double attention = person_attention(world, look->agent);
    if (attention < project_load(world, project) || !person_may_join(world, look->agent)) return 0;
    double will = world->agents.passion[place_at(world, look->agent, project->opportunity.domain)] * attention *
                  look->trust * world->agents.confidence[look->agent] * stance_accept(world, look->agent) *
                  unit_lets_join(world, look->agent, project->lead) * leader_appeal(world, look->inviter);
    double exponent = world->rates.team.willingness_exponent;
    return exponent < 1 ? maths_pow(will, exponent) : will;
}

/* Asks the candidate of a look, who may accept. */
static void ask(struct world *world, int64_t block, int32_t slot, const struct look *look)
{
    uint32_t id = (uint32_t)world->projects.slots[slot].id;
    if (!random_bernoulli(world_key(world, STREAM_JOIN, look->agent, id), willingness(world, slot, look))) return;
    part_push(&world->gather->acceptances, block,
        &(struct acceptance){.slot = slot,
            .agent = look->agent,
            .inviter = look->inviter,
            .called = look->called,
            .priority = random_bits(world_key(world, STREAM_PRIORITY, look->agent, id))});
}

/* How many people the project asks in this step: while it gathers, and where somebody left its work. */
static int64_t invitations(const struct world *world, const struct project *project)
{
    if (project->state == PROJECT_GATHERING) return world->scenario.team.invitations;
    if (project->state != PROJECT_ACTIVE || project->vacant == 0) return 0;
    return random_binomial(
        world_key(world, STREAM_SUCCESSION, project->id, 0), project->vacant, world->rates.team.succession_probability);
}

/* Asks the best (the first of equals) of each `candidates` looks. */
static void invite(struct world *world, int64_t block, int32_t slot)
{
    const struct team_parameters *with = &world->scenario.team;
    const double diversity = world->rates.team.diversity_weight;
    const int64_t count = invitations(world, &world->projects.slots[slot]) * with->candidates;
    uint64_t team_skills = count > 0 ? skills_of_team(world, slot) : 0;
    struct look looks[LOOKS_AT_ONCE], best = {.agent = -1};
    for (int64_t i = 0; i < count; i++) {
        struct look *look = &looks[i % LOOKS_AT_ONCE];
        if (look == looks) look_around(world, slot, i, count - i < LOOKS_AT_ONCE ? count - i : LOOKS_AT_ONCE, looks);
        if (look->agent >= 0) {
            look->score = (1 - diversity) * look->trust + diversity * novelty(world, slot, team_skills, look->agent);
            if (best.agent < 0 || look->score > best.score) best = *look;
        }
        if ((i + 1) % with->candidates > 0) continue;
        if (best.agent >= 0) ask(world, block, slot, &best);
        best.agent = -1;
    }
}

static void invite_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) invite(world, span.block, world->projects.live[i]);
}

/* A total order: equal only what is the same, so that every sort gives the same. */
ORDER(by_priority, struct acceptance,
    ORDER_BY(priority) ORDER_BY(slot) ORDER_BY(agent) ORDER_BY(inviter) ORDER_BY(called))

/* Whether there is a seat, and the one who accepted can take it still. */
static bool can_join(const struct world *world, const struct acceptance *one)
{
    const struct project *project = &world->projects.slots[one->slot];
    bool seat = project->state == PROJECT_ACTIVE ? project->vacant > 0 : project_gathers(project);
    return seat && !project_has(&world->projects, one->slot, one->agent) &&
           person_attention(world, one->agent) >= project_load(world, project) && person_may_join(world, one->agent);
}

/* What a member uses and believes of it the group takes into account. */
static void bring(struct world *world, int32_t slot, int32_t agent)
{
    const struct account account = account_of(world, agent, world->projects.slots[slot].opportunity.domain);
    if (account.practice < 0) return;
    struct candidate *candidate = project_candidate(&world->projects, slot, account.practice);
    double brought = account_for(&account, -1), evidence = candidate->evidence + brought;
    if (evidence > 0) candidate->belief += (account.belief - candidate->belief) * brought / evidence;
    candidate->evidence = evidence;
}

static void succeed(struct world *world, const struct acceptance *one)
{
    project_join(world, one->slot, one->agent, MEMBER_SUCCESSOR, one->inviter);
    bring(world, one->slot, one->agent);
    world->projects.slots[one->slot].vacant--;
    world->projects.counts.successors++;
}

static void settle(struct world *world)
{
    struct acceptance *acceptances = world->gather->acceptances.items;
    int64_t count = world->gather->acceptances.count;
    order_items(acceptances, count, by_priority);
    for (int64_t i = 0; i < count; i++) {
        const struct acceptance *one = &acceptances[i];
        if (!can_join(world, one)) continue;
        if (world->projects.slots[one->slot].state == PROJECT_ACTIVE)
            succeed(world, one);
        else
            project_join(world, one->slot, one->agent, one->called ? MEMBER_CALLED : MEMBER_INVITED, one->inviter);
    }
}

/* Work begins: the members bring the practices that they use, and the trust between them. */
void project_start(struct world *world, int32_t slot)
{
    struct projects *projects = &world->projects;
    struct project *project = &projects->slots[slot];
    const struct membership *seats = project_seats(projects, slot);
    int32_t pairs = 0;
    double trust = 0;
    for (int32_t a = 0; a < projects->team; a++) {
        int32_t agent = seats[a].agent;
        if (agent < 0) continue;
        bring(world, slot, agent);
        for (int32_t b = a + 1; b < projects->team; b++)
            if (seats[b].agent >= 0) trust += tie_trust(world, agent, seats[b].agent), pairs++;
    }
    if (world->resources->pools) project->slack = world->rates.resources.slack_per_member * project->member_count;
    project->closeness = pairs > 0 ? trust / pairs : 0;
    projects->counts.started++;
    projects->counts.gathered += world->step - project->since;
    project->opportunity.attempts++;
    project->state = PROJECT_ACTIVE;
    project->since = world->step;
    project_event(world, slot, PROJECT_STARTED);
}

/* Whether a member has the attention that work will take, but for what rounding makes of it, and may. */
static bool can_work(const struct world *world, const struct project *project, int32_t agent)
{
    double attention = person_attention(world, agent) + project_takes(world, project);
    return attention >= project_load(world, project) - ATTENTION_ROUNDING && person_may_join(world, agent);
}

/* Work is to begin: whoever has not the attention for it leaves. */
static void let_the_busy_go(struct world *world, int32_t slot)
{
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0 && !can_work(world, &world->projects.slots[slot], agent))
            project_leave(world, slot, agent, MEMBER_WITHDREW);
    }
}

/* A full team begins, and one that is large enough when patience is over; else the project lapses then. */
static void begin_or_wait(struct world *world, int32_t slot)
{
    const struct team_parameters *with = &world->scenario.team;
    const struct project *project = &world->projects.slots[slot];
    bool patient = world->step - project->since + 1 < with->patience;
    if (patient && project->member_count < project->size) return;
    let_the_busy_go(world, slot);
    if (project->state != PROJECT_GATHERING) return; /* nobody is left */
    if (project->member_count >= project->size || (!patient && project->member_count >= with->min))
        project_start(world, slot);
    else if (!patient)
        project_end(world, slot, PROJECT_LAPSED);
}

void step_gather(struct world *world)
{
    const struct projects *projects = &world->projects;
    world_need(world, parts_open(&world->gather->acceptances, crew_blocks(projects->live_count, PROJECT_BLOCK)));
    if (world->out_of_memory) return;
    crew_share_blocks(world->crew, projects->live_count, PROJECT_BLOCK, invite_block, world);
    world_need(world, parts_join(&world->gather->acceptances));
    settle(world);
    for (int64_t i = 0; i < projects->live_count; i++)
        if (projects->slots[projects->live[i]].state == PROJECT_GATHERING) begin_or_wait(world, projects->live[i]);
}

/* -- what the room owes */

ROOM_MAKE(gather)
ROOM_PARTS(gather, GATHER_KEEPS)
