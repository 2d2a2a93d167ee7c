/* Taking up a practice: the one place where practices in use change.
 *
 * Blocks of work ask for uptakes; afterwards they are carried out in block order, so the rows of events have the same
 * numbers whichever thread asked. */
#include "model/adoption/take_up.h"

#include "base/parts.h"
#include "model/adoption/exposure.h"
#include "model/adoption/memory.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/ledger/credit.h"
#include "model/ledger/reproduction.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/world.h"
#include "model/state/write.h"

void uptakes_open(struct world *world, int64_t blocks)
{
    world_need(world, parts_open(&world->uptakes->asked, blocks));
    world_need(world, parts_open(&world->uptakes->sources, blocks));
    world_need(world, parts_open(&world->uptakes->made, blocks));
}

static bool by_evidence(const struct world *world)
{
    return scenario_has(&world->scenario, FEATURE_EVIDENCE);
}

/* What the first source believes of the practice, or, where it was not copied as it is, of the one that it uses. Under
 * the rule `evidence` people have their own belief before they take anything up. */
static double source_belief(struct world *world, int64_t block, const struct uptake *uptake)
{
    if (!world->agents.known || by_evidence(world) || uptake->source_count == 0) return 0;
    const struct uptake_source *source = part_last(&world->uptakes->sources, block, uptake->source_count);
    if (!source) return 0;
    if (uptake->practice == PRACTICE_MADE) return person_belief(world, source->agent, uptake->domain);
    const struct known *known = agents_find(&world->agents, source->agent, uptake->domain, uptake->practice);
    return known ? known->belief : 0;
}

void uptake_push(struct world *world, int64_t block, struct uptake uptake)
{
    part_push(&world->uptakes->asked, block, &(struct asked_uptake){uptake, source_belief(world, block, &uptake)});
}

void uptake_push_judged(struct world *world, int64_t block, struct uptake uptake, double belief)
{
    part_push(&world->uptakes->asked, block, &(struct asked_uptake){uptake, belief});
}

void uptake_push_made(struct world *world, int64_t block, struct uptake uptake, struct made made)
{
    uptake.practice = PRACTICE_MADE;
    part_push(&world->uptakes->made, block, &made);
    uptake_push(world, block, uptake);
}

void uptake_push_mistaken(struct world *world, int64_t block, struct uptake uptake, struct made made, double belief)
{
    uptake.practice = PRACTICE_MADE;
    part_push(&world->uptakes->made, block, &made);
    uptake_push_judged(world, block, uptake, belief);
}

/* The number of a practice that someone takes up and that may be new. */
static int32_t number_of(struct world *world, const struct uptake *uptake, const struct made *made)
{
    int64_t known = world->practices.count;
    int32_t practice = practice_meet(world, uptake->domain, made->configuration, made->parent, -1);
    if (practice >= known && made->other_parent >= 0 && made->other_parent != made->parent)
        practice_other_parent(world, practice, made->other_parent);
    credit_person(world, known, uptake->agent);
    return practice;
}

/* Whether a person uses what it did not begin with. */
static bool uses_new(const struct world *world, int64_t place)
{
    const struct agents *agents = &world->agents;
    return agents->practice[place] >= 0 && agents->practice[place] != agents->first_practice[place];
}

void use_end(struct world *world, int32_t agent, int32_t domain)
{
    struct agents *agents = &world->agents;
    int64_t place = place_at(world, agent, domain);
    world->practices.items[agents->practice[place]].users--;
    world->uptakes->uses_learned -= uses_new(world, place);
    agents->practice[place] = agents->adoption[place] = -1;
    agents->learned[place] = 0;
    exposure_changed(world, agent, domain);
}

/* Events of one uptake; its number as a row. */
static int32_t write_rows(struct world *world, const struct uptake *uptake, const struct uptake_source *sources)
{
    int32_t row = world_row(world, EVENT_adoption, 1);
    write_adoption(world, (struct adoption_row){.learner = uptake->agent,
                              .domain = uptake->domain,
                              .practice = uptake->practice,
                              .practice_before = world->agents.practice[place_at(world, uptake->agent, uptake->domain)],
                              .channel = (int8_t)uptake->channel,
                              .project = uptake->project,
                              .first_source = world_row(world, EVENT_adoption_source, uptake->source_count),
                              .source_count = uptake->source_count});
    reproduction_adopt(world, uptake->channel != CHANNEL_INITIAL);
    for (int32_t i = 0; i < uptake->source_count; i++) {
        write_adoption_source(world, (struct adoption_source_row){.adoption = row,
                                         .source = sources[i].agent,
                                         .source_adoption = sources[i].row,
                                         .weight = sources[i].weight});
        reproduction_teach(world, sources[i].row, sources[i].weight);
    }
    return row;
}

/* What people believe of the practice that they begin with: its quality, more or less. */
static double belief_at_start(const struct world *world, const struct uptake *uptake)
{
    double quality = world->practices.items[uptake->practice].quality, error = world->scenario.start.belief_sd;
    struct random_key key = world_key(world, STREAM_FIRST_BELIEF, uptake->agent, (uint32_t)uptake->domain);
    return error > 0 ? world_normal(key, quality, error) : quality;
}

/* What the person believes of it: what is in mind already (a prior too), else what the first source believes, else
 * (from the start) what long use has taught, else (rolled out) what the expert estimates, or (a part was missed) what
 * the person takes it for, else nothing. */
static void remember(struct world *world, const struct asked_uptake *asked, int32_t row)
{
    const struct uptake *uptake = &asked->uptake;
    bool in_mind = agents_find(&world->agents, uptake->agent, uptake->domain, uptake->practice);
    struct known *known = memory_place(world, uptake->agent, uptake->domain, uptake->practice);
    if (uptake->channel == CHANNEL_INITIAL && !in_mind) {
        known->belief = belief_at_start(world, uptake);
        known->evidence = world->scenario.start.evidence;
    } else if (uptake->channel == CHANNEL_ONBOARDING) {
        known->belief = asked->belief;
        known->evidence = world->scenario.start.evidence;
    } else if (known->evidence <= 0 && uptake->source_count > 0 && !by_evidence(world)) {
        known->belief = asked->belief;
    } else if (known->evidence <= 0 && (uptake->channel == CHANNEL_ROLLOUT || uptake->channel == CHANNEL_COPY)) {
        known->belief = asked->belief;
    }
    /* Under the rule `evidence` it is owned since it was tried. */
    if (!by_evidence(world) && channel_has(uptake->channel, CHANNEL_DEBRIEF))
        known->owned |= world->practices.items[uptake->practice].project == uptake->project;
    known->row = row;
    known->dropped = 0;
}

static void carry_out(struct world *world, const struct asked_uptake *asked, const struct uptake_source *sources)
{
    const struct uptake *uptake = &asked->uptake;
    struct agents *agents = &world->agents;
    int64_t place = place_at(world, uptake->agent, uptake->domain);
    int32_t row = write_rows(world, uptake, sources);
    if (agents->practice[place] >= 0) use_end(world, uptake->agent, uptake->domain);
    agents->practice[place] = uptake->practice;
    agents->adoption[place] = row;
    agents->adoption_step[place] = world->step;
    const bool begins = channel_has(uptake->channel, CHANNEL_BEGINS);
    agents->learned[place] = !begins;
    struct practice *practice = &world->practices.items[uptake->practice];
    if (++practice->users > practice->most) practice->most = practice->users;
    if (begins) agents->first_practice[place] = uptake->practice;
    if (begins && agents->first_adoption) agents->first_adoption[place] = row;
    world->uptakes->uses_learned += uses_new(world, place);
    if (uses_new(world, place) && !agents->adopter[uptake->agent]) {
        agents->adopter[uptake->agent] = 1;
        world->uptakes->adopters++;
    }
    world->uptakes->adoptions[uptake->channel]++;
    if (agents->known) remember(world, asked, row);
    if (uptake->community) community_taught(world, uptake->community - 1, row);
    exposure_changed(world, uptake->agent, uptake->domain);
}

bool uptakes_asked(const struct world *world)
{
    return world->uptakes->asked.all.parts[0].count > 0;
}

bool uptake_rests(const struct world *world, int64_t place, int32_t practice)
{
    const struct agents *agents = &world->agents;
    return agents->dropped_practice && agents->dropped_practice[place] == practice &&
           world->step <= agents->dropped_step[place] + world->scenario.drop.rest_steps;
}

/* Whether a file says that the person takes something up later. */
static bool is_too_early(const struct world *world, const struct uptake *uptake)
{
    return world->agents.observed_step && uptake->channel != CHANNEL_INITIAL && uptake->domain == 0 &&
           world->step < world->agents.observed_step[uptake->agent];
}

/* Whether it does not happen: it is too early, what was dropped rests, or somebody or something is left out. Where
 * people go by evidence, what one begins with one keeps. */
static bool is_left_out(const struct world *world, const struct uptake *uptake)
{
    if (channel_has(uptake->channel, CHANNEL_BEGINS) && by_evidence(world)) return false;
    return is_too_early(world, uptake) || person_left_out(world, uptake->agent) ||
           without_practice(world, uptake->practice) ||
           uptake_rests(world, place_at(world, uptake->agent, uptake->domain), uptake->practice);
}

void uptakes_carry_out(struct world *world)
{
    world_need(world, parts_join(&world->uptakes->asked));
    world_need(world, parts_join(&world->uptakes->sources));
    world_need(world, parts_join(&world->uptakes->made));
    if (world->out_of_memory) return;
    struct asked_uptake *asked = world->uptakes->asked.items;
    const struct uptake_source *sources = world->uptakes->sources.items;
    const struct made *made = world->uptakes->made.items;
    for (int64_t i = 0, first = 0; i < world->uptakes->asked.count; first += asked[i++].uptake.source_count) {
        struct uptake *uptake = &asked[i].uptake;
        const bool is_made = uptake->practice == PRACTICE_MADE;
        if (is_left_out(world, uptake)) {
            made += is_made;
            continue;
        }
        if (is_made) uptake->practice = number_of(world, uptake, made++);
        if (uptake->practice < 0) return; /* no memory */
        if (is_made && is_left_out(world, uptake)) continue;
        carry_out(world, &asked[i], uptake->source_count > 0 ? &sources[first] : NULL);
    }
}

/* -- what the room owes */

ROOM_MAKE(uptakes)
ROOM_PARTS(uptakes, UPTAKES_KEEP)

/* Who uses what it did not begin with has taken it up; and a place holds a person whom no other place has held. */
static enum status verify_persons(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    int64_t adopters = 0;
    for (int32_t agent = 0; agent < agents->count; agent++) {
        int32_t person = agents_person(agents, agent);
        adopters += agents->adopter[agent];
        for (int32_t domain = 0; domain < agents->domains; domain++)
            HOLDS(agents->adopter[agent] || !uses_new(world, place_at(world, agent, domain)),
                "agent %d uses what it did not begin with and is no adopter", agent);
        HOLDS(person == agent || (person >= agents->count && person < world->credit->people), "agent %d is person %d",
            agent, person);
    }
    HOLDS(adopters == world->uptakes->adopters, "%" PRId64 " are adopters, %" PRId64 " are counted", adopters,
        world->uptakes->adopters);
    return STATUS_OK;
}

enum status verify_uptakes(const struct world *world, struct message *message)
{
    const struct agents *agents = &world->agents;
    int64_t learned = 0;
    int32_t *users = calloc((size_t)world->practices.count + 1, sizeof *users);
    if (!users) return message_status(message, STATUS_MEMORY);
    for (int64_t place = 0; place < (int64_t)agents->count * agents->domains; place++) {
        if (agents->practice[place] >= 0) users[agents->practice[place]]++;
        learned += uses_new(world, place);
    }
    int64_t wrong = -1;
    for (int64_t p = 0; p < world->practices.count && wrong < 0; p++)
        if (users[p] != world->practices.items[p].users) wrong = p;
    free(users);
    HOLDS(wrong < 0, "practice %" PRId64 " does not have as many users as are counted", wrong);
    HOLDS(learned == world->uptakes->uses_learned, "%" PRId64 " use what they learned, %" PRId64 " are counted",
        learned, world->uptakes->uses_learned);
    return verify_persons(world, message);
}

void observe_uptakes(const struct world *world, struct observation *observation)
{
    see_count(observation, OBSERVE_uses_learned, world->uptakes->uses_learned);
    see_count(observation, OBSERVE_adopters, world->uptakes->adopters);
    for (int c = 0; c < CHANNEL_COUNT; c++)
        see_count_since(observation, OBSERVE_adoptions, c, world->uptakes->adoptions[c]);
}
