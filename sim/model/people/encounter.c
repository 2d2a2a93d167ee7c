/* encounter: everyday contact. Keeping up ties takes time, of which people have so much and no more; so each begins a
 * number of contacts in proportion to the ties that the place had at the start, however many it has by now.
 *
 * Of a person's contacts that share is with fellow members which active projects and communities take of the person's
 * attention; of the rest a share is with whoever comes along, and the others go along ties, to those who are trusted
 * more more often. The trust of each in the other grows, and strangers become tied; without contact it fades (ties.c).
 * That contacts with whoever comes along stay in the unit as often as ties did at the start keeps the network as open
 * as it was.
 *
 * A tie of the start begins contacts at the same rate from either end, and so the contacts of a block of people are as
 * many as a Poisson number with the mean of all, each begun by the owner of a tie of the start drawn at random. All
 * meet by the state as it stood. How trust grows along a tie that is there is the same in any order of its contacts;
 * strangers become tied in the order of people's blocks. */
#include "model/people/encounter.h"

#include "base/crew.h"
#include "model/adoption/ahead.h"
#include "model/frame/steps.h"
#include "model/people/people.h"
#include "model/record/observation.h"
#include "model/state/communities.h"
#include "model/state/projects.h"
#include "model/state/start_ties.h"
#include "model/state/ties.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"

/* How often a contact of a contact is looked for, until there is one of the side wanted. */
enum { LOOKS_MOST = 16 };

struct random_key encounter_draw(const struct world *world, const struct encounter *met, uint32_t what)
{
    uint32_t first = DRAW_ENCOUNTER_EACH + (uint32_t)met->number * DRAWS_OF_ENCOUNTER_ONE;
    return world_key(world, STREAM_ENCOUNTER, -1 - met->block, first + what);
}

/* -- with a fellow member */

static double load_at_work(const struct world *world, int32_t membership)
{
    const struct project *project = &world->projects.slots[membership / world->projects.team];
    return project->state == PROJECT_ACTIVE ? project_load(world, project) : 0;
}

static int32_t first_membership(const struct world *world, int32_t agent)
{
    return world->agents.first_membership ? world->agents.first_membership[agent] : -1;
}

/* The attention that a person's active projects take. */
static double busy(const struct world *world, int32_t agent)
{
    double load = 0;
    for (int32_t m = first_membership(world, agent); m >= 0; m = world->projects.memberships[m].next)
        load += load_at_work(world, m);
    return load;
}

/* One of the other members of a project, all equally likely; -1: there are none. */
static int32_t fellow_in(const struct world *world, int32_t slot, int32_t agent, struct random_key key)
{
    const struct membership *seats = project_seats(&world->projects, slot);
    int32_t others = world->projects.slots[slot].member_count - 1;
    if (others < 1) return -1;
    int64_t n = (int64_t)random_below(key, (uint64_t)others);
    int32_t seat = 0;
    while (seats[seat].agent < 0 || seats[seat].agent == agent || n-- > 0) seat++;
    return seats[seat].agent;
}

/* A fellow member, each project being as likely as it takes attention: `pick` is below what all of them take. */
static int32_t fellow(const struct world *world, const struct encounter *met, double pick)
{
    int32_t m = first_membership(world, met->agent), last = m;
    for (; m >= 0 && pick >= 0; m = world->projects.memberships[m].next) {
        double load = load_at_work(world, m);
        if (load > 0) last = m;
        pick -= load;
    }
    return fellow_in(
        world, last / world->projects.team, met->agent, encounter_draw(world, met, DRAW_ENCOUNTER_ONE_FELLOW));
}

/* -- with somebody of a community */

/* Another in the community, each as likely as it takes attention of them; -1: there is nobody of whom it takes any. */
static int32_t companion_in(
    const struct world *world, const struct community *community, int32_t agent, struct random_key key)
{
    double all = 0;
    int32_t other = -1;
    for (int64_t i = 0; i < community->seats.count; i++) {
        const struct seat *seat = community_seat_at(world, community, i);
        if (seat->agent != agent) all += community_load(world, community, seat->ring);
    }
    double pick = random_uniform(key) * all;
    for (int64_t i = 0; i < community->seats.count && pick >= 0; i++) {
        const struct seat *seat = community_seat_at(world, community, i);
        double load = seat->agent != agent ? community_load(world, community, seat->ring) : 0;
        if (load > 0) other = seat->agent;
        pick -= load;
    }
    return other;
}

/* Somebody of one of the person's communities, each being as likely as it takes attention: `pick` is below what all of
 * them take. */
static int32_t companion(const struct world *world, const struct encounter *met, double pick)
{
    const struct communities *communities = &world->communities;
    int32_t s = world->agents.first_seat[met->agent], last = s;
    for (; s >= 0 && pick >= 0; s = communities->seats[s].next) {
        const struct seat *seat = &communities->seats[s];
        double load = community_load(world, &communities->items[seat->community], seat->ring);
        if (load > 0) last = s;
        pick -= load;
    }
    return companion_in(world, &communities->items[communities->seats[last].community], met->agent,
        encounter_draw(world, met, DRAW_ENCOUNTER_ONE_FELLOW));
}

/* -- with whoever comes along */

static bool is_side(const struct world *world, int32_t agent, int32_t other, bool inside)
{
    const int32_t *unit = world->network.unit;
    return other != agent && (unit[other] == unit[agent]) == inside;
}

/* Another of the unit, or one of another unit, all equally likely; -1: there is nobody. */
static int32_t anyone(const struct world *world, int32_t agent, bool inside, struct random_key key)
{
    const struct network *network = &world->network;
    int32_t unit = network->unit[agent], size = network_unit_size(network, unit);
    if (!inside) return size < network->agent_count ? person_elsewhere(world, unit, key) : -1;
    if (size < 2) return -1;
    const int32_t *members = network->unit_member + network->unit_start[unit];
    int32_t other = members[random_below(key, (uint64_t)size - 1)];
    return other == agent ? members[size - 1] : other;
}

/* A contact of a contact, of the side wanted, or -1. */
static int32_t contact_of_contact(const struct world *world, const struct encounter *met, bool inside)
{
    int32_t count = tie_count(world, met->agent);
    for (uint32_t look = 0; count > 0 && look < LOOKS_MOST; look++) {
        struct random_key key = encounter_draw(world, met, DRAW_ENCOUNTER_ONE_LOOK + 2 * look);
        int32_t through = tie_agent(world, met->agent, (int32_t)random_below(key, (uint64_t)count));
        key.index++;
        int32_t k = (int32_t)random_below(key, (uint64_t)tie_count(world, through));
        int32_t other = tie_agent(world, through, k);
        if (is_side(world, met->agent, other, inside)) return other;
    }
    return -1;
}

static int32_t whoever(const struct world *world, const struct encounter *met)
{
    bool inside =
        random_bernoulli(encounter_draw(world, met, DRAW_ENCOUNTER_ONE_INSIDE), world->encounters->inside_fraction);
    bool closing =
        random_bernoulli(encounter_draw(world, met, DRAW_ENCOUNTER_ONE_CLOSING), world->rates.contacts.triad_fraction);
    int32_t other = closing ? contact_of_contact(world, met, inside) : -1;
    if (other >= 0) return other;
    return anyone(world, met->agent, inside, encounter_draw(world, met, DRAW_ENCOUNTER_ONE_ANYONE));
}

/* -- all */

/* Whose tie of the start is number `tie`: the place in (first, last] that begins behind it, less one. */
static int32_t owner_of(const int64_t *ties_before, int64_t tie, int64_t first, int64_t last)
{
    while (first + 1 < last) {
        int64_t middle = first + (last - first) / 2;
        if (ties_before[middle] <= tie)
            first = middle;
        else
            last = middle;
    }
    return (int32_t)first;
}

static void meet(const struct world *world, struct encounter *met)
{
    double at_work = busy(world, met->agent);
    double engaged = world->agents.first_seat ? communities_load(world, met->agent) : 0;
    double load = at_work + engaged, taken = load < 1 ? load : 1;
    double fresh = (1 - taken) * world->rates.contacts.fresh_fraction;
    double kind = random_uniform(encounter_draw(world, met, DRAW_ENCOUNTER_ONE_KIND));
    double pick = taken > 0 ? kind / taken * load : 0; /* below what all take, where someone of those is met */
    if (kind < taken && pick < at_work) {
        met->kind = ENCOUNTER_IN_PROJECT;
        met->other = fellow(world, met, pick);
    } else if (kind < taken) {
        met->kind = ENCOUNTER_IN_COMMUNITY;
        met->other = companion(world, met, pick - at_work);
    } else if (kind < taken + fresh) {
        met->kind = ENCOUNTER_FRESH;
        met->other = whoever(world, met);
    } else {
        met->kind = ENCOUNTER_ALONG_TIE;
        met->other =
            tie_by_trust(world, met->agent, random_uniform(encounter_draw(world, met, DRAW_ENCOUNTER_ONE_TIE)));
    }
}

/* Contacts that a tie of the start begins in a step. */
static double begun_per_tie(const struct world *world)
{
    double given = world->rates.contacts.begun_per_tie;
    return given < 0 ? scenario_contacts_that_hold(&world->scenario) : given;
}

/* Contacts that go through each stage together, so that what the next one needs can be on its way. */
enum { MET_AT_ONCE = 64 };

/* Who begins those number `first` and on, in a block whose ties of the start are `ties`. */
static void begin_contacts(
    const struct world *world, struct span span, int64_t ties, int64_t first, int64_t count, struct encounter met[])
{
    const int64_t *ties_before = world->start_ties->before;
    for (int64_t i = 0; i < count; i++) {
        met[i] = (struct encounter){.other = -1, .block = (int32_t)span.block, .number = (int32_t)(first + i)};
        int64_t tie = (int64_t)random_below(encounter_draw(world, &met[i], DRAW_ENCOUNTER_ONE_WHO), (uint64_t)ties);
        met[i].agent = owner_of(ties_before, ties_before[span.first] + tie, span.first, span.last);
        ahead_row(world, met[i].agent);
        ahead_memberships(world, met[i].agent);
    }
    for (int64_t i = 0; i < count; i++) {
        ahead_ties(world, met[i].agent);
        ahead_membership(world, met[i].agent);
    }
    for (int64_t i = 0; i < count; i++) ahead_project(world, met[i].agent);
}

static void meet_block(void *context, struct span span)
{
    struct world *world = context;
    const int64_t *ties_before = world->start_ties->before;
    int64_t ties = ties_before[span.last] - ties_before[span.first];
    int64_t count =
        random_poisson(world_key(world, STREAM_ENCOUNTER, (int32_t)(-1 - span.block), DRAW_ENCOUNTER_HOW_MANY),
            begun_per_tie(world) * (double)ties);
    for (int64_t first = 0; first < count; first += MET_AT_ONCE) {
        struct encounter met[MET_AT_ONCE];
        int64_t at_once = count - first < MET_AT_ONCE ? count - first : MET_AT_ONCE;
        begin_contacts(world, span, ties, first, at_once, met);
        for (int64_t i = 0; i < at_once; i++) {
            meet(world, &met[i]);
            if (met[i].other >= 0) part_push(&world->encounters->met, span.block, &met[i]);
        }
    }
}

/* One half of what comes of contacts: the trust of those who begin, or (`back`) of those whom they meet. */
struct half {
    struct world *world;
    bool back;
};

static int32_t truster(const struct half *half, const struct encounter *met)
{
    return half->back ? met->other : met->agent;
}

/* Along ties that are there. Who begins with whom is of one block, so no other changes the same half of a tie. */
static void strengthen_block(void *context, struct span span)
{
    const struct half *half = context;
    struct world *world = half->world;
    const int64_t count = part_count(&world->encounters->met, span.block);
    struct encounter *met = part_last(&world->encounters->met, span.block, count);
    for (int64_t i = 0; met && i < count; i++) {
        if (i + 2 * AHEAD < count) ahead_row(world, truster(half, &met[i + 2 * AHEAD]));
        if (i + AHEAD < count) ahead_ties(world, truster(half, &met[i + AHEAD]));
        if (!half->back)
            met[i].tied = trust_strengthen(world, met[i].agent, met[i].other, world->rates.contacts.trust_shift);
        else if (met[i].tied)
            trust_strengthen(world, met[i].other, met[i].agent, world->rates.contacts.trust_shift);
    }
}

/* The ties that those behind this one have, of whom there are `left` with it. */
ALWAYS_INLINE void fetch_strangers(const struct world *world, const struct encounter *met, int64_t left)
{
    if (2 * AHEAD < left && !met[2 * AHEAD].tied) {
        ahead_row(world, met[2 * AHEAD].agent);
        ahead_row(world, met[2 * AHEAD].other);
    }
    if (AHEAD < left && !met[AHEAD].tied) {
        ahead_ties(world, met[AHEAD].agent);
        ahead_ties(world, met[AHEAD].other);
    }
}

/* Those who were strangers before become tied in the order of blocks. */
static void become_tied(struct world *world)
{
    struct encounters *encounters = world->encounters;
    for (int64_t i = 0; i < encounters->met.count && !world->out_of_memory; i++) {
        const struct encounter *met = &encounters->met.items[i];
        fetch_strangers(world, met, encounters->met.count - i);
        encounters->count[met->kind]++;
        if (!met->tied)
            encounters->made += tie_strengthen(world, met->agent, met->other, world->rates.contacts.trust_shift);
    }
}

void step_encounter(struct world *world)
{
    struct half there = {world, false}, back = {world, true};
    world_need(world, parts_open(&world->encounters->met, crew_blocks(world->agents.count, CREW_BLOCK)));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, meet_block, world);
    if (!world->network.complete) {
        crew_share(world->crew, world->agents.count, strengthen_block, &there);
        crew_share(world->crew, world->agents.count, strengthen_block, &back);
    }
    world_need(world, parts_join(&world->encounters->met));
    become_tied(world);
}

/* -- what the room owes */

/* The share of ties that stay inside a unit. */
static double share_inside(const struct network *network)
{
    int64_t inside = 0, all = 0;
    for (int32_t agent = 0; agent < network->agent_count; agent++)
        for (int32_t k = 0; k < network->told.length[agent]; k++) {
            int32_t other = network->told.agent[network->told.start[agent] + k];
            inside += network->unit[other] == network->unit[agent];
            all++;
        }
    return all > 0 ? (double)inside / (double)all : 0;
}

enum status make_encounters(struct world *world)
{
    world->encounters = calloc(1, sizeof *world->encounters);
    if (!world->encounters) return STATUS_MEMORY;
    if (world->scenario.contacts.present) world->encounters->inside_fraction = share_inside(&world->network);
    return STATUS_OK;
}

ROOM_PARTS(encounters, ENCOUNTERS_KEEP)

void observe_encounters(const struct world *world, struct observation *observation)
{
    const int64_t *count = world->encounters->count;
    see_count(observation, OBSERVE_contacts_along_ties, count[ENCOUNTER_ALONG_TIE]);
    see_count(observation, OBSERVE_contacts_fresh, count[ENCOUNTER_FRESH]);
    see_count(observation, OBSERVE_contacts_in_projects, count[ENCOUNTER_IN_PROJECT]);
    see_count(observation, OBSERVE_contacts_in_communities, count[ENCOUNTER_IN_COMMUNITY]);
    see_count(observation, OBSERVE_ties_made_in_contacts, world->encounters->made);
}
