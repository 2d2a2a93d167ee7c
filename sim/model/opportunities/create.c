/* create: who took part in a project lately makes opportunities, and so projects lead to projects.
 *
 * People see more, and ask more, after they have worked together: what is made lies where the project worked, or next
 * to it, and near the person who makes it, or, as that one sees the whole, near a contact elsewhere. Each person
 * remembers the project that ended last by its number in the order of ending; the list of those projects reaches back
 * as far as memory does. */
#include "model/opportunities/create.h"

#include "base/array.h"
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/ahead.h"
#include "model/adoption/memory.h"
#include "model/frame/holds.h"
#include "model/frame/steps.h"
#include "model/ledger/lately.h"
#include "model/ledger/reproduction.h"
#include "model/opportunities/arise.h"
#include "model/people/people.h"
#include "model/people/stances.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

const struct ended *lately_ended(const struct world *world, int32_t agent)
{
    int32_t which = world->agents.last_ended[agent] - 1 - world->create->forgotten;
    return which >= 0 ? &world->create->ended.items[which] : NULL;
}

void create_note(struct world *world, int32_t slot)
{
    struct create *create = world->create;
    const struct project *project = &world->projects.slots[slot];
    world_need(
        world, array_push(&create->ended, (struct ended){project->id, project->opportunity.domain, world->step}));
    reproduction_end(world, project);
    lately_end(world, slot);
    for (int32_t seat = 0; seat < world->projects.team; seat++) {
        int32_t agent = project_seats(&world->projects, slot)[seat].agent;
        if (agent >= 0) world->agents.last_ended[agent] = create->forgotten + (int32_t)create->ended.count;
    }
}

static void forget(struct world *world)
{
    struct ended_list *ended = &world->create->ended;
    int64_t old = 0;
    while (old < ended->count && world->step - ended->items[old].step > world->scenario.create.memory_steps) old++;
    for (int64_t i = old; i < ended->count; i++) ended->items[i - old] = ended->items[i];
    ended->count -= old;
    world->create->forgotten += (int32_t)old;
}

static struct random_key key_of(const struct world *world, int32_t agent, int64_t which, uint32_t draw)
{
    return world_key(world, STREAM_CREATE, agent, (uint32_t)which * DRAWS_OF_CREATE + draw);
}

/* How much more a person hopes for than is believed of what that one uses in the domain. */
static double gap_of(const struct world *world, int32_t agent, const struct ended *after)
{
    double gap = world->agents.expectation[agent] - person_belief(world, agent, after->domain);
    return gap > 0 ? gap : 0;
}

/* How many opportunities a person with this gap makes in a step, on average, over making_rate. */
static double making_of_person(const struct world *world, int32_t agent, double gap)
{
    return person_attention(world, agent) * world->agents.confidence[agent] * stance_notice(world, agent) *
           (1 + world->rates.initiate.gap_weight * gap);
}

/* What those soon in turn took part in, what they do now, and what they have in mind. */
ALWAYS_INLINE void fetch_engaged(const struct world *world, int32_t agent)
{
    int32_t left = world->agents.count - agent;
    const struct ended *near = AHEAD < left ? lately_ended(world, agent + AHEAD) : NULL;
    ahead_work(world, agent);
    if (2 * AHEAD < left) __builtin_prefetch(lately_ended(world, agent + 2 * AHEAD));
    if (near) ahead_memory(world, agent + AHEAD, near->domain);
}

/* Domains lie on a ring. */
static int32_t domain_made(const struct world *world, int32_t agent, int64_t which, int32_t domain)
{
    int32_t domains = world->agents.domains;
    double reframing = world->rates.create.reframing_probability;
    if (!random_bernoulli(key_of(world, agent, which, DRAW_CREATE_REFRAMED), reframing)) return domain;
    int32_t side = random_below(key_of(world, agent, which, DRAW_CREATE_SIDE), 2) ? 1 : -1;
    return (domain + side + domains) % domains;
}

static struct making one_made(const struct world *world, int32_t agent, int64_t which, const struct ended *after)
{
    int32_t there = agent, ties = tie_count(world, agent);
    bool broad = random_bernoulli(key_of(world, agent, which, DRAW_CREATE_BROAD), world->agents.breadth[agent]);
    if (broad && ties > 0)
        there = tie_agent(
            world, agent, (int32_t)random_below(key_of(world, agent, which, DRAW_CREATE_CONTACT), (uint64_t)ties));
    return (struct making){.maker = agent,
        .project = after->project,
        .domain = domain_made(world, agent, which, after->domain),
        .unit = world->network.unit[there],
        .place = network_place_in_unit(&world->network, there),
        .systemic = broad};
}

static void make_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) {
        int32_t agent = (int32_t)i;
        fetch_engaged(world, agent);
        const struct ended *after = lately_ended(world, agent);
        if (!after) continue;
        int64_t count = random_poisson(key_of(world, agent, 0, DRAW_CREATE_HOW_MANY),
            world->rates.create.making_rate * making_of_person(world, agent, gap_of(world, agent, after)));
        for (int64_t which = 0; which < count; which++) {
            struct making making = one_made(world, agent, which, after);
            part_push(&world->create->makings, span.block, &making);
        }
    }
}

static void carry_out(struct world *world, const struct making *making)
{
    struct opportunity opportunity =
        opportunity_at(world, world->opportunities->next_id++, making->unit, making->domain);
    opportunity.place = making->place;
    opportunity.systemic = making->systemic;
    opportunity.handed_to = making->maker;
    reproduction_make(world, &opportunity, world->agents.last_ended[making->maker] - 1);
    opportunity_event(world, &opportunity, OPPORTUNITY_AROSE, -1);
    write_creation(world,
        (struct creation_row){.opportunity = opportunity.id, .maker = making->maker, .project = making->project});
    world->create->made++;
    world_need(world, array_push(&world->opportunities->open, opportunity));
}

void step_create(struct world *world)
{
    struct create *create = world->create;
    forget(world);
    reproduction_forget(world);
    lately_forget(world);
    world_need(world, parts_open(&create->makings, crew_blocks(world->agents.count, CREW_BLOCK)));
    if (world->out_of_memory) return;
    if (create->ended.count > 0) crew_share(world->crew, world->agents.count, make_block, world);
    world_need(world, parts_join(&create->makings));
    if (world->out_of_memory) return;
    for (int64_t i = 0; i < create->makings.count; i++) carry_out(world, &create->makings.items[i]);
}

/* -- what the room owes */

ROOM_MAKE(create)
ROOM_PARTS(create, CREATE_KEEPS)

void digest_create(const struct world *world, struct digester *digester)
{
    const struct ended_list *ended = &world->create->ended;
    if (ended->count > 0) digester_add(digester, ended->items, (size_t)ended->count * sizeof *ended->items);
}

enum status verify_create(const struct world *world, struct message *message)
{
    const struct create *create = world->create;
    for (int64_t i = 0; i < create->ended.count; i++) {
        const struct ended *ended = &create->ended.items[i];
        HOLDS((i == 0 || ended[-1].step <= ended->step) && ended->step <= world->step &&
                  ended->project < world->projects.next_id,
            "project %d is out of order among those that ended", ended->project);
    }
    if (world->agents.last_ended)
        HOLDS(create->forgotten + create->ended.count ==
                  world->reproduction->first_project + world->reproduction->projects.count,
            "projects that ended are counted in two ways");
    for (int32_t agent = 0; world->agents.last_ended && agent < world->agents.count; agent++)
        HOLDS(world->agents.last_ended[agent] >= 0 &&
                  world->agents.last_ended[agent] <= create->forgotten + create->ended.count,
            "agent %d took part in a project that has not ended", agent);
    return STATUS_OK;
}

/* -- what is to be seen: who may make something in the next step */

static const struct ended *ended_for_next(const struct world *world, int32_t agent)
{
    const struct ended *after = lately_ended(world, agent);
    return after && world->step - after->step < world->scenario.create.memory_steps ? after : NULL;
}

enum { ENGAGED, MAKING, GAP };

static void add_engaged(const struct world *world, int32_t agent, double sums[])
{
    fetch_engaged(world, agent);
    const struct ended *after = ended_for_next(world, agent);
    if (!after) return;
    double gap = gap_of(world, agent, after);
    sums[ENGAGED]++;
    sums[MAKING] += making_of_person(world, agent, gap);
    sums[GAP] += gap;
}

void observe_create(const struct world *world, struct observation *observation)
{
    if (!world->agents.last_ended) return;
    struct means means = {{0}};
    if (world->create->ended.count > 0) means = people_means(world, add_engaged, observation);
    see_count(observation, OBSERVE_opportunities_made, world->create->made);
    see_value(observation, OBSERVE_engaged_fraction, means.of[ENGAGED]);
    see_mean(observation, OBSERVE_engaged_making, means.of[MAKING], means.of[ENGAGED]);
    see_mean(observation, OBSERVE_engaged_gap, means.of[GAP], means.of[ENGAGED]);
}
