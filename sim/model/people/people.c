/* People: who they are at the start, and what they have left to give. */
#include "model/people/people.h"

#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/ahead.h"
#include "model/adoption/memory.h"
#include "model/adoption/prior.h"
#include "model/adoption/take_up.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/ledger/credit.h"
#include "model/people/clients.h"
#include "model/people/given.h"
#include "model/people/leaders.h"
#include "model/people/stances.h"
#include "model/people/standards.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/rules/threshold.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/weave.h"
#include "scenario/practices/recipes.h"

static void draw_traits(struct world *world, int32_t agent)
{
    struct agents *agents = &world->agents;
    const struct people_parameters *with = &world->scenario.people;
    if (agents->expectation) agents->expectation[agent] = with->expectation;
    if (!agents->passion) return;
    agents->confidence[agent] = world_normal(
        world_key(world, STREAM_PERSON, agent, DRAW_PERSON_CONFIDENCE), with->confidence_mean, with->confidence_sd);
    for (int32_t domain = 0; domain < agents->domains; domain++)
        agents->passion[place_at(world, agent, domain)] =
            world_normal(world_key(world, STREAM_PERSON, agent, DRAW_PERSON_PASSION + (uint32_t)domain),
                with->passion_mean, with->passion_sd);
    if (!agents->skills) return;
    agents->skills[agent] = world_draw_set(
        world_key(world, STREAM_PERSON, agent, DRAW_PERSON_SKILLS), with->skills_per_person, with->skills);
    agents->breadth[agent] = with->breadth;
    if (agents->confidence_start) agents->confidence_start[agent] = agents->confidence[agent];
    if (agents->last_ended) agents->last_ended[agent] = 0;
}

/* Some bits are still unknown, each with the same probability. */
static struct configuration partly_known(
    const struct world *world, int32_t agent, int32_t domain, struct configuration configuration)
{
    double share = world->scenario.start.unknown_fraction;
    const struct choices choices = landscape_choices(&world->scenario.landscape);
    for (int32_t bit = 0; share > 0 && bit < choices.count; bit++)
        if (random_bernoulli(
                world_key(world, STREAM_UNKNOWN, agent, (uint32_t)(domain * DRAWS_OF_UNKNOWN + bit)), share))
            choice_set(choices, &configuration, bit, -1);
    return configuration;
}

static int32_t last_of_list(struct world *world, int32_t domain)
{
    uint64_t last = (uint64_t)world->scenario.landscape.practices.count - 1;
    return practice_meet(world, domain, (struct configuration){.low = last}, -1, -1);
}

/* The practice that a person begins with, or -1: the unit's standard where there is one. */
static int32_t first_practice(struct world *world, int32_t agent, int32_t domain)
{
    int32_t standard = *unit_standard(world, world->network.unit[agent], domain);
    if (standard < 0 && world->scenario.start.practice == START_LAST) return last_of_list(world, domain);
    if (standard < 0 && world->scenario.start.practice == START_BELIEVED) return prior_best(world, agent, domain);
    bool in_turn = world->scenario.start.practice == START_IN_TURN;
    if (standard >= 0 || !(in_turn || world->scenario.start.practice == START_RANDOM)) return standard;
    struct random_key key = world_key(world, STREAM_START, agent, (uint32_t)domain);
    struct configuration own = in_turn ? landscape_nth(&world->landscape, (uint64_t)agent)
                                       : partly_known(world, agent, domain, landscape_draw(&world->landscape, key));
    int64_t known = world->practices.count;
    int32_t practice = practice_meet(world, domain, own, -1, -1);
    credit_person(world, known, agent);
    return practice;
}

/* At diagnosing. */
static double first_skill(const struct world *world, int32_t agent)
{
    const struct diagnosis_rates *with = &world->rates.diagnosis;
    bool expert = random_bernoulli(world_key(world, STREAM_EXPERT, agent, 0), with->expert_fraction);
    return expert ? 1 : with->initial_skill;
}

void person_arrive(struct world *world, int32_t agent)
{
    credit_newcomer(world, agent);
    world->uptakes->adopters -= world->agents.adopter[agent];
    world->agents.adopter[agent] = 0;
    draw_traits(world, agent);
    if (world->agents.threshold) threshold_begin(world, agent);
    if (world->agents.stance) stance_begin(world, agent);
    if (world->agents.observed_step) world->agents.observed_step[agent] = 0;
    if (world->agents.turn_probability) world->agents.turn_probability[agent] = -1;
    if (world->agents.opinion)
        world->agents.opinion[agent] = random_uniform(world_key(world, STREAM_OPINION, agent, 0));
    if (world->agents.diagnosis_skill) world->agents.diagnosis_skill[agent] = first_skill(world, agent);
    if (world->agents.weaver) weaver_begin(world, agent);
    if (world->agents.leader) leader_begin(world, agent);
    if (world->agents.client) served_begin(world, agent);
    if (world->agents.known) {
        memory_clear(world, agent);
        prior_begin(world, agent);
        world->agents.first_row[agent] = world_row(world, EVENT_adoption, 0);
    }
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        int64_t place = place_at(world, agent, domain);
        if (world->agents.practice[place] >= 0) use_end(world, agent, domain);
        world->agents.first_practice[place] = -1;
        if (world->agents.first_adoption) world->agents.first_adoption[place] = -1;
        if (world->agents.dropped_practice) world->agents.dropped_practice[place] = -1;
    }
}

void person_create(struct world *world, int32_t agent)
{
    person_arrive(world, agent);
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        int32_t practice = first_practice(world, agent, domain);
        if (practice >= 0)
            uptake_push(world, 0,
                (struct uptake){
                    .agent = agent, .domain = domain, .practice = practice, .channel = CHANNEL_INITIAL, .project = -1});
    }
}

/* The standard practice of every unit: drawn for the unit, or for all as if they were unit 0. */
static void draw_standards(struct world *world)
{
    for (int32_t unit = 0; unit < world->network.unit_count; unit++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++) {
            int32_t entity = world->scenario.start.practice == START_UNIT ? unit : 0;
            struct random_key key = world_key(world, STREAM_START, entity, (uint32_t)domain);
            *unit_standard(world, unit, domain) =
                practice_meet(world, domain, landscape_draw(&world->landscape, key), -1, -1);
        }
}

/* Practices that are known beforehand (of recipes the basic ones) are numbered in the order of their list; without a
 * list only the first is, where people may take it up of themselves. */
static void name_practices(struct world *world)
{
    const struct landscape_parameters *with = &world->scenario.landscape;
    const struct scenario *scenario = &world->scenario;
    if (landscape_has_bits(with)) {
        if (scenario_has(scenario, FEATURE_INNOVATION) || scenario_has(scenario, FEATURE_THRESHOLD))
            practice_meet(world, 0, (struct configuration){0}, -1, -1);
        return;
    }
    int64_t count = with->present ? with->practices.count : 1;
    if (world->landscape.recipes) count = world->landscape.recipes->basic.count;
    for (int32_t domain = 0; domain < world->agents.domains; domain++)
        for (int64_t i = 0; i < count; i++)
            practice_meet(world, domain, landscape_nth(&world->landscape, (uint64_t)i), -1, -1);
}

/* Whether an agent is among the `wanted` yet to be found from here on (selection sampling). */
static bool is_first_user(const struct world *world, int32_t agent, int64_t wanted)
{
    if (world->scenario.start.placement == START_FIRST) return true;
    struct random_key key = world_key(world, STREAM_START, agent, UINT32_MAX);
    return random_below(key, (uint64_t)(world->agents.count - agent)) < (uint64_t)wanted;
}

static void begin_with(struct world *world, int32_t agent, int32_t practice)
{
    if (agent >= 0 && world->agents.practice[place_at(world, agent, 0)] != practice)
        uptake_push(world, 0,
            (struct uptake){
                .agent = agent, .domain = 0, .practice = practice, .channel = CHANNEL_INITIAL, .project = -1});
}

/* An agent and all around it begin; at once, so that the next such neighbourhood knows who has begun. */
static void begin_neighbourhood(struct world *world, int32_t agent, int32_t practice)
{
    const struct network_parameters *with = &world->scenario.network;
    bool lattice = with->kind == NETWORK_TORUS || with->kind == NETWORK_SMALL_WORLD;
    int32_t ties = tie_count(world, agent);
    begin_with(world, agent, practice);
    for (int32_t k = 0; !lattice && k < ties; k++) begin_with(world, tie_agent(world, agent, k), practice);
    for (int32_t k = 0, other; lattice && (other = lattice_neighbour(with, agent, k)) >= 0; k++)
        begin_with(world, other, practice);
    uptakes_carry_out(world);
    uptakes_open(world, 1);
}

/* `users` people, or neighbourhoods, begin with the first practice of domain 0. */
static void draw_first_users(struct world *world)
{
    int64_t wanted = world->scenario.start.users;
    if (wanted == 0) return;
    int32_t first = practice_meet(world, 0, (struct configuration){0}, -1, -1);
    for (int32_t agent = 0; agent < world->agents.count && wanted > 0 && !world->out_of_memory; agent++) {
        if (!is_first_user(world, agent, wanted)) continue;
        wanted--;
        if (world->scenario.start.placement == START_NEIGHBOURHOOD)
            begin_neighbourhood(world, agent, first);
        else
            uptake_push(world, 0,
                (struct uptake){
                    .agent = agent, .domain = 0, .practice = first, .channel = CHANNEL_INITIAL, .project = -1});
    }
}

void people_start(struct world *world, const struct edge_list *file)
{
    enum start_kind kind = world->scenario.start.practice;
    name_practices(world);
    if (kind == START_UNIT || kind == START_SAME) draw_standards(world);
    uptakes_open(world, 1);
    for (int32_t agent = 0; agent < world->agents.count && !world->out_of_memory; agent++) person_create(world, agent);
    uptakes_carry_out(world);
    uptakes_open(world, 1);
    if (!world->out_of_memory) draw_first_users(world);
    people_given(world, file);
    uptakes_carry_out(world);
}

int32_t person_elsewhere(const struct world *world, int32_t unit, struct random_key key)
{
    const struct network *network = &world->network;
    int32_t first = network->unit_start[unit], size = network_unit_size(network, unit);
    int32_t place = (int32_t)random_below(key, (uint64_t)(network->agent_count - size));
    return network->unit_member[place < first ? place : place + size];
}

double person_attention(const struct world *world, int32_t agent)
{
    const struct projects *projects = &world->projects;
    double left = 1;
    if (served_asleep(world, agent) || person_left_out(world, agent)) return 0;
    int32_t first = world->agents.first_membership ? world->agents.first_membership[agent] : -1;
    for (int32_t m = first; m >= 0; m = projects->memberships[m].next) {
        const struct project *project = &projects->slots[m / projects->team];
        if (project->state <= PROJECT_ACTIVE) left -= project_takes(world, project);
    }
    if (world->agents.first_seat) left -= communities_load(world, agent);
    return left > 0 ? left : 0;
}

bool person_may_join(const struct world *world, int32_t agent)
{
    const struct projects *projects = &world->projects;
    int64_t limit = world->scenario.projects.memberships_limit, at_work = 0;
    int32_t first = limit > 0 ? world->agents.first_membership[agent] : -1;
    for (int32_t m = first; m >= 0; m = projects->memberships[m].next)
        at_work += projects->slots[m / projects->team].state == PROJECT_ACTIVE;
    return limit == 0 || at_work < limit;
}

/* -- what is to be seen: sums over blocks of people, added up in block order */

struct sums PARTS_OF(struct means);

struct summing {
    const struct world *world;
    struct sums *sums;
    void (*add)(const struct world *world, int32_t agent, double sums[]);
};

static void sum_block(void *context, struct span span)
{
    const struct summing *summing = context;
    struct means sums = {{0}};
    for (int64_t i = span.first; i < span.last; i++) summing->add(summing->world, (int32_t)i, sums.of);
    part_push(summing->sums, span.block, &sums);
}

struct means people_means(const struct world *world,
    void (*add)(const struct world *world, int32_t agent, double sums[]), struct observation *observation)
{
    struct sums sums = {0};
    struct summing summing = {world, &sums, add};
    struct means means = {{0}};
    bool room = parts_open(&sums, crew_blocks(world->agents.count, CREW_BLOCK));
    if (room) crew_share(world->crew, world->agents.count, sum_block, &summing);
    if (!room || !parts_join(&sums)) observation->out_of_memory = true;
    for (int64_t block = 0; block < sums.count; block++)
        for (int i = 0; i < MEANS_MOST; i++) means.of[i] += sums.items[block].of[i];
    parts_free(&sums);
    for (int i = 0; i < MEANS_MOST; i++) means.of[i] /= world->agents.count;
    return means;
}

/* How many projects at work a person is in. */
static int32_t active_memberships(const struct world *world, int32_t agent)
{
    const struct projects *projects = &world->projects;
    int32_t count = 0;
    for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = projects->memberships[m].next)
        count += projects->slots[m / projects->team].state == PROJECT_ACTIVE;
    return count;
}

/* The observables of people, in the order in which they are summed. */
static const enum observable people_seen[] = {OBSERVE_attention_mean, OBSERVE_confidence_mean, OBSERVE_expectation_mean,
    OBSERVE_breadth_mean, OBSERVE_active_memberships_mean, OBSERVE_active_in_one_fraction,
    OBSERVE_active_in_two_fraction, OBSERVE_active_in_five_fraction};
enum { PEOPLE_SEEN = sizeof people_seen / sizeof *people_seen };
_Static_assert((int)PEOPLE_SEEN <= (int)MEANS_MOST, "as many means as are taken at once");

static void add_person(const struct world *world, int32_t agent, double sums[])
{
    ahead_work(world, agent);
    const int32_t at_work = active_memberships(world, agent);
    const double seen[PEOPLE_SEEN] = {person_attention(world, agent), world->agents.confidence[agent],
        world->agents.expectation[agent], world->agents.breadth[agent], at_work, at_work >= 1, at_work >= 2,
        at_work >= 5};
    for (int i = 0; i < PEOPLE_SEEN; i++) sums[i] += seen[i];
}

static void add_expectation(const struct world *world, int32_t agent, double sums[])
{
    sums[0] += world->agents.expectation[agent];
}

void observe_people(const struct world *world, struct observation *observation)
{
    if (!world->agents.expectation) return;
    if (!world->scenario.projects.present) {
        see_value(observation, OBSERVE_expectation_mean, people_means(world, add_expectation, observation).of[0]);
        return;
    }
    const struct means means = people_means(world, add_person, observation);
    for (int i = 0; i < PEOPLE_SEEN; i++) see_value(observation, people_seen[i], means.of[i]);
}

enum status verify_people(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    for (int32_t agent = 0; agents->expectation && agent < agents->count; agent++)
        HOLDS(is_share(agents->expectation[agent]), "agent %d has expectation %g", agent, agents->expectation[agent]);
    for (int32_t agent = 0; agents->breadth && agent < agents->count; agent++)
        HOLDS(is_share(agents->confidence[agent]) && is_share(agents->breadth[agent]),
            "agent %d has confidence %g, breadth %g", agent, agents->confidence[agent], agents->breadth[agent]);
    for (int32_t agent = 0; agents->diagnosis_skill && agent < agents->count; agent++)
        HOLDS(is_share(agents->diagnosis_skill[agent]), "agent %d has skill %g at diagnosing", agent,
            agents->diagnosis_skill[agent]);
    return STATUS_OK;
}
