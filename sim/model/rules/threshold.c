/* threshold: complex contagion. A person takes up the practice that most of those heard tell of, with probability
 * `above` where their share or number reaches the person's threshold, with probability `below` where it does not (1 and
 * 0: Granovetter 1978, doi:10.1086/226707; Watts 2002, doi:10.1073/pnas.082090499; Centola and Macy 2007,
 * doi:10.1086/521848; between: Wan, Riedl and Lazer 2025, doi:10.1073/pnas.2422892122).
 *
 * Of several practices the most used one counts, drawn at random among equals, and who uses one changes only to one
 * that more people use, oneself among them. Who told the person of a practice in this step (tell.c) counts among those
 * heard who tell of it, once, tied or not. A threshold of 0 or less is reached without anybody: such a person who uses
 * nothing takes up the first practice. */
#include "model/rules/threshold.h"

#include "base/array.h"
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/exposure.h"
#include "model/adoption/learn.h"
#include "model/adoption/looked_at.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "model/rules/adopt.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "model/state/write.h"

#define THRESHOLD_KEEPS(VALUE, LIST, ITEMS, PARTS)                                                                     \
    LIST(PASSING, struct numbers, tellers)    /* complete networks: who tells in a domain, by practice; */             \
    LIST(PASSING, struct long_numbers, start) /* where in it, by practice */
ROOM_STRUCT(threshold, THRESHOLD_KEEPS);

/* One domain's turn. */
struct turn {
    struct world *world;
    int32_t domain;
    int32_t equals; /* complete networks: how many practices are the most told of, */
    int64_t voices; /* and by how many each */
};

/* How far along a row, and the tellers passed there. */
struct passed {
    int32_t k;
    int64_t tellers;
};

static struct random_key draw(const struct turn *turn, int32_t agent, uint32_t what)
{
    return world_key(turn->world, STREAM_REACHED, agent, (uint32_t)turn->domain * DRAWS_OF_REACHED + what);
}

void threshold_begin(struct world *world, int32_t agent)
{
    const struct accept_parameters *with = &world->scenario.accept;
    const struct accept_rates *rates = &world->rates.accept;
    double *own = &world->agents.threshold[agent];
    switch (with->threshold_kind) {
    case THRESHOLDS_FIXED:
        *own = rates->threshold;
        break;
    case THRESHOLDS_NORMAL:
        *own = random_normal(world_key(world, STREAM_THRESHOLD, agent, 0), rates->threshold, rates->threshold_sd);
        break;
    case THRESHOLDS_SEQUENCE:
        *own = with->measure == THRESHOLD_COUNT ? agent : (double)agent / world->agents.count;
        if (agent > 0 && *own < rates->min_threshold) *own = rates->min_threshold;
        break;
    }
}

/* Those who told a person in this step and do not tell along a tie anyway. */
struct newcomers {
    int32_t of_own, of_others; /* by what they told of: the person's own practice, or another */
    int32_t strangers;         /* those of them who are not tied */
};

/* The next of their tellings, or NULL. */
static const struct telling *newcomer_next(struct hearing *told)
{
    for (const struct telling *telling; (telling = told_next(told));) {
        int32_t voice = told->world->agents.told_practice[place_at(told->world, telling->source, told->who.domain)];
        if (voice != telling->practice || !told_along_tie(told->world, telling)) return telling;
    }
    return NULL;
}

static struct newcomers newcomers_to(const struct turn *turn, struct hearing told)
{
    struct newcomers newcomers = {0};
    int32_t use = turn->world->agents.practice[place_at(turn->world, told.who.agent, turn->domain)];
    for (const struct telling *telling; (telling = newcomer_next(&told));) {
        newcomers.of_own += telling->practice == use;
        newcomers.of_others += telling->practice != use;
        newcomers.strangers += !told_along_tie(turn->world, telling);
    }
    return newcomers;
}

/* How many must tell of a practice, less a slack for rounding. */
static double needed(const struct world *world, int32_t agent, int32_t strangers)
{
    const struct network *network = &world->network;
    double own = world->agents.threshold[agent];
    if (world->scenario.accept.measure == THRESHOLD_COUNT) return own - THRESHOLD_SLACK;
    int32_t heard = network->complete ? network->agent_count - 1 : network_heard(network)->length[agent];
    return own * (heard + strangers) - THRESHOLD_SLACK;
}

/* Lists what those newcomers told of that is not the person's own. */
static void count_newcomers(const struct turn *turn, int64_t block, struct hearing told)
{
    int32_t use = turn->world->agents.practice[place_at(turn->world, told.who.agent, turn->domain)];
    for (const struct telling *telling; (telling = newcomer_next(&told));)
        if (telling->practice != use) part_push(&turn->world->counting->counted, block, &telling->practice);
}

/* -- the practice that most tell of, and by how many */

static int32_t most_told_of_all(
    const struct turn *turn, int64_t block, struct hearing told, struct newcomers newcomers, int32_t *users)
{
    struct world *world = turn->world;
    int32_t agent = told.who.agent;
    int64_t place = place_at(world, agent, turn->domain), own = newcomers.of_own;
    int32_t use = world->agents.practice[place];
    if (use >= 0) own += world->exposure->voices.items[use] + (world->agents.told_practice[place] != use);
    part_clear(&world->counting->counted, block);
    count_newcomers(turn, block, told);
    struct most_used among_new = count_most_used(
        world, block, newcomers.of_others, world->exposure->voices.items, draw(turn, agent, DRAW_REACHED_EQUAL + 1));
    int64_t most = turn->voices > among_new.users ? turn->voices : among_new.users;
    if (most <= own) return -1;
    *users = (int32_t)most;
    if (among_new.users > turn->voices) return among_new.practice;
    /* A practice with newcomers is not the most told of all where it has only as many voices as those. */
    int32_t equals = turn->equals + (among_new.users == turn->voices ? among_new.equals : 0);
    uint64_t pick = random_below(draw(turn, agent, DRAW_REACHED_EQUAL), (uint64_t)equals);
    if (pick >= (uint64_t)turn->equals) return among_new.practice;
    for (int32_t practice = 0;; practice++)
        if (world->practices.items[practice].domain == turn->domain &&
            world->exposure->voices.items[practice] == turn->voices && pick-- == 0)
            return practice;
}

static int32_t most_told_of_heard(
    const struct turn *turn, int64_t block, struct hearing told, struct newcomers newcomers, int32_t *users)
{
    struct world *world = turn->world;
    int32_t agent = told.who.agent;
    const struct rows *heard = network_heard(&world->network);
    const int32_t *teller = heard->agent + heard->start[agent];
    int32_t use = world->agents.practice[place_at(world, agent, turn->domain)], own = (use >= 0) + newcomers.of_own,
            others = newcomers.of_others;
    part_clear(&world->counting->counted, block);
    for (int32_t k = 0; k < heard->length[agent]; k++) {
        int32_t practice = world->agents.told_practice[place_at(world, teller[k], turn->domain)];
        own += practice >= 0 && practice == use;
        if (practice < 0 || practice == use) continue;
        part_push(&world->counting->counted, block, &practice);
        others++;
    }
    count_newcomers(turn, block, told);
    struct most_used most = count_most_used(world, block, others, NULL, draw(turn, agent, DRAW_REACHED_EQUAL));
    *users = most.users;
    return *users > own ? most.practice : -1;
}

/* -- taking it up */

/* The tellers of a practice with the numbers wanted, from the list of all or along the row of those heard. */
static int32_t teller_at(
    const struct turn *turn, int32_t agent, int32_t practice, int64_t number, struct passed *passed)
{
    const struct world *world = turn->world;
    if (world->network.complete)
        return world->threshold->tellers.items[world->threshold->start.items[practice] + number];
    const struct rows *heard = network_heard(&world->network);
    const int32_t *teller = heard->agent + heard->start[agent];
    for (;; passed->k++)
        if (world->agents.told_practice[place_at(world, teller[passed->k], turn->domain)] == practice &&
            passed->tellers++ == number)
            return teller[passed->k++];
}

/* The newcomer with the number wanted among those who told of the practice; `passed` have been. */
static int32_t newcomer_at(struct hearing *told, int32_t practice, int64_t number, int64_t *passed)
{
    for (const struct telling *telling; (telling = newcomer_next(told));)
        if (telling->practice == practice && (*passed)++ == number) return telling->source;
    return -1;
}

static int32_t newcomers_of(struct hearing told, int32_t practice)
{
    int64_t count = 0;
    newcomer_at(&told, practice, -1, &count);
    return (int32_t)count;
}

/* All who tell of the practice are its sources, newcomers last; of too many, as many as can be, evenly spread from a
 * random one on. */
static void take_from(const struct turn *turn, int64_t block, struct hearing told, int32_t practice, int32_t users)
{
    struct world *world = turn->world;
    struct passed passed = {0};
    int32_t agent = told.who.agent, tellers = users - newcomers_of(told, practice);
    int64_t newcomers = 0;
    int64_t number = users < SOURCES_MOST ? users : SOURCES_MOST, offset = 0;
    if (users > number) offset = (int64_t)random_below(draw(turn, agent, DRAW_REACHED_SOURCES), (uint64_t)users);
    for (int64_t i = 0; i < number; i++) {
        int64_t next = (i * users + offset) / number;
        int32_t source = next < tellers ? teller_at(turn, agent, practice, next, &passed)
                                        : newcomer_at(&told, practice, next - tellers, &newcomers);
        int32_t row = world->agents.adoption[place_at(world, source, turn->domain)];
        part_push(&world->uptakes->sources, block, &(struct uptake_source){source, row, 1.0 / (double)number});
    }
    struct uptake uptake = {.agent = agent,
        .domain = turn->domain,
        .practice = practice,
        .channel = CHANNEL_WORD_OF_MOUTH,
        .project = -1,
        .source_count = (int32_t)number};
    const struct telling *telling = told_by_sources(world, block, told.who, uptake.source_count);
    if (telling) uptake.channel = telling->channel, uptake.project = telling->project;
    uptake_push(world, block, uptake);
}

static void expose(const struct turn *turn, int64_t block, int32_t agent)
{
    struct world *world = turn->world;
    const struct accept_rates *with = &world->rates.accept;
    const struct place who = {agent, turn->domain};
    const struct hearing told = told_to(world, who);
    const struct newcomers newcomers = newcomers_to(turn, told);
    int64_t place = place_at(world, agent, turn->domain);
    int32_t exposure = exposure_of(world, who) + newcomers.of_others, users = 0;
    double enough = needed(world, agent, newcomers.strangers);
    if (exposure == 0) {
        bool begins = turn->domain == 0 && world->agents.practice[place] < 0 && world->agents.threshold[agent] <= 0;
        if (begins && random_bernoulli(draw(turn, agent, DRAW_REACHED_TAKES), with->above))
            uptake_push(world, block,
                (struct uptake){
                    .agent = agent, .domain = 0, .practice = 0, .channel = CHANNEL_EXTERNAL, .project = -1});
        return;
    }
    if (!(with->below > 0) && exposure < enough) return;
    int32_t practice = world->network.complete ? most_told_of_all(turn, block, told, newcomers, &users)
                                               : most_told_of_heard(turn, block, told, newcomers, &users);
    if (practice >= 0 &&
        random_bernoulli(draw(turn, agent, DRAW_REACHED_TAKES), users >= enough ? with->above : with->below))
        take_from(turn, block, told, practice, users);
}

static void expose_block(void *context, struct span span)
{
    for (int64_t agent = span.first; agent < span.last; agent++) expose(context, span.block, (int32_t)agent);
}

/* Complete networks: which practices are the most told of, and who tells of each. */
static void survey(struct turn *turn)
{
    struct world *world = turn->world;
    int64_t next = 0;
    for (int32_t practice = 0; practice < world->practices.count; practice++) {
        if (world->practices.items[practice].domain != turn->domain) continue;
        int64_t voices = world->exposure->voices.items[practice];
        world->threshold->start.items[practice] = next;
        next += voices;
        if (voices == 0 || voices < turn->voices) continue;
        turn->equals = voices > turn->voices ? 1 : turn->equals + 1;
        turn->voices = voices;
    }
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        int32_t practice = world->agents.told_practice[place_at(world, agent, turn->domain)];
        if (practice >= 0) world->threshold->tellers.items[world->threshold->start.items[practice]++] = agent;
    }
    for (int32_t practice = 0; practice < world->practices.count; practice++)
        if (world->practices.items[practice].domain == turn->domain)
            world->threshold->start.items[practice] -= world->exposure->voices.items[practice];
}

/* Room for what a survey lists. */
static bool survey_fits(struct world *world)
{
    return array_reserve(&world->threshold->tellers, world->agents.count) &&
           array_reserve(&world->threshold->start, world->practices.count);
}

void step_threshold(struct world *world)
{
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    exposure_update(world);
    uptakes_open(world, blocks);
    world_need(world, parts_open(&world->counting->counted, blocks));
    if (world->network.complete) world_need(world, survey_fits(world));
    for (int32_t domain = 0; domain < world->agents.domains && !world->out_of_memory; domain++) {
        struct turn turn = {.world = world, .domain = domain};
        if (world->network.complete) survey(&turn);
        crew_share(world->crew, world->agents.count, expose_block, &turn);
    }
    world_need(world, parts_join(&world->counting->counted));
    uptakes_carry_out(world);
}

/* -- what the room owes */

ROOM_MAKE(threshold)
ROOM_PARTS(threshold, THRESHOLD_KEEPS)
