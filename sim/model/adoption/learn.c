/* Learning: what people were told reaches them, and they decide.
 *
 * The tellings of one process are sorted by who hears them, so that all a person hears is weighed together, and blocks
 * of people can decide at once. Under the rule `evidence` a telling adds to what is in mind, source by source: who
 * tells again adds only what is new. A practice is taken up when what speaks for it, less for weak evidence, outweighs
 * the one in use and the cost of switching, which is lower for those who helped to create it; or one in mind is drawn
 * by what is believed of them. */
#include "model/adoption/learn.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/ahead.h"
#include "model/adoption/memory.h"
#include "model/adoption/prior.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* -- the rule `evidence` */

/* The share of what was told that is taken in: people hear those of their own kind. Who works or meets with others in a
 * project or a community shares that with them. */
static double taken_in(const struct world *world, const struct telling *telling)
{
    double filter = scenario_has(&world->scenario, FEATURE_PROJECTS) ? world->rates.accept.identity_filter_fraction : 0;
    if (!(filter > 0) || !channel_has(telling->channel, CHANNEL_ACROSS) ||
        world->network.unit[telling->source] == world->network.unit[telling->target])
        return 1;
    return 1 - filter * (1 - world->agents.breadth[telling->target]);
}

static void weigh(struct world *world, const struct telling *telling)
{
    double told = telling->evidence * taken_in(world, telling);
    if (!(told > 0) || practice_is_certain(world, telling->practice)) return;
    const struct practice *practice = &world->practices.items[telling->practice];
    struct known *known = memory_place(world, telling->target, practice->domain, telling->practice);
    double fresh = told;
    if (telling->source >= 0) {
        struct hearsay *hearsay = memory_hearsay(world, telling->target, known, telling->source, telling->source_row);
        if (!hearsay) return;
        /* All that the source has told by now; what a project learns from is one outcome more each time, too. */
        double all = told + (telling->outcome || telling->channel == CHANNEL_PROJECT ? hearsay->evidence : 0);
        fresh = all - hearsay->evidence;
        if (fresh <= 0) return;
        *hearsay = (struct hearsay){.source = telling->source,
            .row = telling->source_row,
            .next = hearsay->next,
            .channel = (uint8_t)telling->channel,
            .community = (uint32_t)telling->community & 0xffffff,
            .evidence = all};
    }
    known->evidence += fresh;
    known->belief += (telling->belief - known->belief) * fresh / known->evidence;
    known->project = telling->project;
    known->owned |= channel_has(telling->channel, CHANNEL_DEBRIEF) && practice->project == telling->project;
}

/* By how much a practice in mind seems better than `belief`, discounted where the evidence is weak. */
static double advantage(const struct world *world, const struct known *known, double belief)
{
    const struct accept_rates *with = &world->rates.accept;
    double cost = with->cost * (known->owned ? 1 - with->ownership : 1);
    if (practice_is_certain(world, known->practice)) return known->belief - belief - cost;
    return (known->belief - belief) * known->evidence / (known->evidence + 1) - cost;
}

/* The probability with which a bit of a practice is missed by a person who heard of it most by a channel, from a
 * teller: what is tacit is not in a document, and does not come along a weak tie; working together one misses nothing.
 */
static double tacit(const struct world *world, int32_t agent, enum channel channel, int32_t teller)
{
    double share = scenario_has(&world->scenario, FEATURE_TACIT) ? world->rates.copy.tacit_fraction : 0;
    if (channel == CHANNEL_DOCUMENT) return share;
    return channel_has((int32_t)channel, CHANNEL_BY_TRUST) ? share * (1 - tie_trust(world, agent, teller)) : 0;
}

/* A practice as it arrives: of the bits in which it differs from what is in use each is missed with that probability.
 * Who uses nothing yet has nothing to put in their place. */
static struct configuration arrived(const struct world *world, struct place who, int32_t practice, double missed)
{
    struct configuration theirs = world->practices.items[practice].configuration;
    int32_t use = world->agents.practice[place_at(world, who.agent, who.domain)];
    if (use < 0) return theirs;
    struct configuration own = world->practices.items[use].configuration, copy = theirs;
    const struct choices choices = landscape_choices(world->landscape.parameters);
    for (int32_t bit = 0; bit < choices.count; bit++) {
        struct random_key key =
            world_key(world, STREAM_TACIT, who.agent, (uint32_t)who.domain * DRAWS_OF_TACIT + (uint32_t)bit);
        int value = choice_get(choices, own, bit);
        bool differs = value != choice_get(choices, theirs, bit);
        if (differs && random_bernoulli(key, missed)) choice_set(choices, &copy, bit, value);
    }
    return copy;
}

/* Asks for a practice in mind to be taken up as it arrives; whoever misses something takes it for the practice that it
 * heard of. Sources were pushed just before. */
static void take_as_arrived(
    struct world *world, int64_t block, struct uptake uptake, const struct known *known, int32_t teller)
{
    double missed = tacit(world, uptake.agent, (enum channel)uptake.channel, teller);
    int32_t use = world->agents.practice[place_at(world, uptake.agent, uptake.domain)];
    struct configuration theirs = world->practices.items[known->practice].configuration, copy = theirs;
    if (missed > 0) copy = arrived(world, (struct place){uptake.agent, uptake.domain}, known->practice, missed);
    if (configuration_equal(copy, theirs)) {
        uptake_push(world, block, uptake);
        return;
    }
    if (configuration_equal(copy, world->practices.items[use].configuration)) {
        part_drop(&world->uptakes->sources, block, uptake.source_count);
        return;
    }
    uptake.channel = CHANNEL_COPY;
    uptake.community = 0;
    uptake_push_mistaken(world, block, uptake, (struct made){copy, known->practice, use}, known->belief);
}

/* Takes up a practice in mind: its sources are all who told of it, and the person itself where it had used it before;
 * where all evidence is forgotten, the person alone. */
static void decide_for(struct world *world, int64_t block, int32_t agent, int32_t domain, const struct known *known)
{
    bool prior = known->project < 0 && practice_is_prior(world, known->practice);
    struct uptake uptake = {.agent = agent,
        .domain = domain,
        .practice = known->practice,
        .channel = prior ? CHANNEL_EXTERNAL : CHANNEL_INVENTION,
        .project = known->project};
    double own = known->evidence, most = 0;
    bool forgotten = !(own > 0);
    int32_t teller = -1;
    for (int32_t i = known->hearsay; !forgotten && i >= 0; i = world->memory->pools[block].items[i].next) {
        const struct hearsay *hearsay = &world->memory->pools[block].items[i];
        own -= hearsay->evidence;
        if (hearsay->evidence > most) {
            most = hearsay->evidence;
            teller = hearsay->source;
            uptake.channel = hearsay->channel;
            uptake.community = (int32_t)hearsay->community;
        }
        uptake.source_count++;
        part_push(&world->uptakes->sources, block,
            &(struct uptake_source){hearsay->source, hearsay->row, hearsay->evidence / known->evidence});
    }
    if (known->row >= 0 && (forgotten || own > 1e-9 * known->evidence)) {
        if (forgotten || own > most) uptake.channel = CHANNEL_REVERSION, uptake.community = 0;
        uptake.source_count++;
        part_push(&world->uptakes->sources, block,
            &(struct uptake_source){agent, known->row, forgotten ? 1 : own / known->evidence});
    }
    take_as_arrived(world, block, uptake, known, teller);
}

static void decide(struct world *world, int64_t block, int32_t agent, int32_t domain)
{
    int32_t in_use = world->agents.practice[place_at(world, agent, domain)];
    const struct known *memory = agents_memory(&world->agents, agent, domain), *best = NULL;
    double belief = person_belief(world, agent, domain), most = 0;
    if (world->scenario.choose.by == CHOOSE_WEIGHTED) {
        best = memory_draw(world, agent, domain);
        if (best && best->practice != in_use) decide_for(world, block, agent, domain, best);
        return;
    }
    for (int32_t slot = 0; slot < world->agents.slots; slot++) {
        const struct known *known = &memory[slot];
        if (known->practice < 0 || known->practice == in_use) continue;
        if (uptake_rests(world, place_at(world, agent, domain), known->practice)) continue;
        double gain = advantage(world, known, belief);
        if (gain > most) most = gain, best = known;
    }
    if (best) decide_for(world, block, agent, domain, best);
}

static void hear_evidence(struct world *world, int64_t block, const struct telling *tellings, int64_t count)
{
    uint64_t domains = 0;
    for (int64_t i = 0; i < count; i++) {
        weigh(world, &tellings[i]);
        domains |= UINT64_C(1) << world->practices.items[tellings[i].practice].domain;
    }
    for (int32_t domain = 0; domain < world->agents.domains; domain++)
        if (domains >> domain & 1) decide(world, block, tellings[0].target, domain);
}

/* -- where each who tells is followed or not: every telling by itself takes effect with probability beta, the first in
 * each domain */

/* Whether a telling takes effect, number i among those heard; a project's debrief and its tellings are drawn apart. */
static bool takes_effect(const struct world *world, const struct telling *telling, int64_t i)
{
    const uint32_t at_once = DRAW_TOLD_DEBRIEF - DRAW_TOLD_TELLING;
    uint32_t draw = (channel_has(telling->channel, CHANNEL_DEBRIEF) ? DRAW_TOLD_DEBRIEF : DRAW_TOLD_TELLING) +
                    (uint32_t)i % at_once;
    struct random_key key =
        world_key(world, STREAM_TOLD, telling->target, (uint32_t)telling->project * DRAWS_OF_TOLD + draw);
    return random_block_uniform(key, (uint32_t)(i / at_once)) < world->rates.accept.beta;
}

static void hear_contact(struct world *world, int64_t block, const struct telling *tellings, int64_t count)
{
    uint64_t taken_up = 0;
    for (int64_t i = 0; i < count; i++) {
        const struct telling *telling = &tellings[i];
        int32_t domain = world->practices.items[telling->practice].domain;
        if (taken_up >> domain & 1 ||
            world->agents.practice[place_at(world, telling->target, domain)] == telling->practice ||
            !takes_effect(world, telling, i))
            continue;
        struct uptake uptake = {.agent = telling->target,
            .domain = domain,
            .practice = telling->practice,
            .channel = telling->channel,
            .project = telling->project};
        if (telling->source >= 0) {
            part_push(
                &world->uptakes->sources, block, &(struct uptake_source){telling->source, telling->source_row, 1});
            uptake.source_count = 1;
        }
        uptake_push(world, block, uptake);
        taken_up |= UINT64_C(1) << domain;
    }
}

/* -- the rules that go by what others use: told.c keeps the tellings of share; what a project's members found out they
 * know, and take up if it turned out better than what they use is */

static double quality_in_use(const struct world *world, int32_t agent, int32_t domain)
{
    int32_t use = world->agents.practice[place_at(world, agent, domain)];
    return use >= 0 ? world->practices.items[use].quality : -1;
}

/* Takes home the best of what turned out better, from the members who told of it, in equal parts. */
static void take_home(
    struct world *world, int64_t block, const struct telling *best, const struct telling *tellings, int64_t count)
{
    struct uptake uptake = {.agent = best->target,
        .domain = world->practices.items[best->practice].domain,
        .practice = best->practice,
        .channel = best->channel,
        .project = best->project};
    for (int64_t i = 0; i < count; i++)
        uptake.source_count += tellings[i].source >= 0 && tellings[i].project == best->project;
    for (int64_t i = 0; i < count; i++)
        if (tellings[i].source >= 0 && tellings[i].project == best->project)
            part_push(&world->uptakes->sources, block,
                &(struct uptake_source){tellings[i].source, tellings[i].source_row, 1.0 / uptake.source_count});
    uptake_push_judged(world, block, uptake, best->belief);
}

static void hear_debriefs(struct world *world, int64_t block, const struct telling *tellings, int64_t count)
{
    int32_t agent = tellings[0].target;
    for (int64_t i = 0; i < count; i++) weigh(world, &tellings[i]);
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        const struct telling *best = NULL;
        double most = quality_in_use(world, agent, domain);
        int32_t use = world->agents.practice[place_at(world, agent, domain)];
        for (int64_t i = 0; i < count; i++) {
            if (world->practices.items[tellings[i].practice].domain != domain || tellings[i].practice == use ||
                !(tellings[i].belief > most))
                continue;
            most = tellings[i].belief;
            best = &tellings[i];
        }
        if (best) take_home(world, block, best, tellings, count);
    }
}

/* -- delivery */

static bool make_inbox(struct world *world, int64_t blocks)
{
    const struct telling *tellings = world->tellings->all.items;
    struct telling_list *inbox = &world->tellings->inbox;
    int64_t count = world->tellings->all.count, *start = world->tellings->start;
    array_clear(inbox);
    if (!array_reserve(inbox, count)) return false;
    for (int64_t b = 0; b <= blocks; b++) start[b] = 0;
    for (int64_t i = 0; i < count; i++) start[tellings[i].target / CREW_BLOCK + 1]++;
    for (int64_t b = 0; b < blocks; b++) start[b + 1] += start[b];
    for (int64_t i = 0; i < count; i++) inbox->items[start[tellings[i].target / CREW_BLOCK]++] = tellings[i];
    for (int64_t b = blocks; b > 0; b--) start[b] = start[b - 1];
    start[0] = 0;
    return true;
}

/* Sorts one block's tellings by target and keeps the order of each target's; `sorted` has room for them. */
static void sort_by_target(const struct telling *tellings, int64_t count, struct telling *sorted)
{
    int32_t start[CREW_BLOCK + 1] = {0};
    for (int64_t i = 0; i < count; i++) start[tellings[i].target % CREW_BLOCK + 1]++;
    for (int32_t i = 0; i < CREW_BLOCK; i++) start[i + 1] += start[i];
    for (int64_t i = 0; i < count; i++) sorted[start[tellings[i].target % CREW_BLOCK]++] = tellings[i];
}

/* What people do who were told: those of one person, by how the rule has them hear. */
static void hear(struct world *world, int64_t block, struct telling *tellings, int64_t count)
{
    if (scenario_has(&world->scenario, FEATURE_EVIDENCE))
        hear_evidence(world, block, tellings, count);
    else if (scenario_has(&world->scenario, FEATURE_FOLLOWING))
        hear_contact(world, block, tellings, count);
    else if (channel_has(tellings->channel, CHANNEL_DEBRIEF))
        hear_debriefs(world, block, tellings, count);
    else
        told_sort(tellings, count);
}

/* What the tellings behind this one will be weighed with, of which there are `left` with it. */
ALWAYS_INLINE void fetch_minds(const struct world *world, const struct telling *telling, int64_t left)
{
    if (3 * AHEAD < left) __builtin_prefetch(&world->practices.items[telling[3 * AHEAD].practice]);
    if (2 * AHEAD < left)
        ahead_memory(world, telling[2 * AHEAD].target, world->practices.items[telling[2 * AHEAD].practice].domain);
    if (AHEAD < left) ahead_hearsay_of(world, telling[AHEAD].target, telling[AHEAD].practice);
}

static void hear_block(void *context, struct span span)
{
    struct world *world = context;
    int64_t first = world->tellings->start[span.block], count = world->tellings->start[span.block + 1] - first;
    if (count == 0) return;
    struct telling *sorted = world->tellings->all.items + first;
    const bool minds = scenario_has(&world->scenario, FEATURE_EVIDENCE);
    sort_by_target(world->tellings->inbox.items + first, count, sorted);
    for (int64_t i = 0, next; i < count; i = next) {
        for (next = i; next < count && sorted[next].target == sorted[i].target; next++)
            if (minds) fetch_minds(world, &sorted[next], count - next);
        hear(world, span.block, sorted + i, next - i);
    }
}

/* What is left out of the run nobody hears. */
static void leave_out(struct world *world)
{
    struct telling *tellings = world->tellings->all.items;
    int64_t kept = 0;
    if (!scenario_has(&world->scenario, FEATURE_WITHOUT)) return;
    for (int64_t i = 0; i < world->tellings->all.count; i++)
        if (!without_practice(world, tellings[i].practice) &&
            !without_tie(world, tellings[i].source, tellings[i].target))
            tellings[kept++] = tellings[i];
    world->tellings->all.count = kept;
}

static void write_tellings(struct world *world)
{
    const struct telling *tellings = world->tellings->all.items;
    for (int64_t i = 0; i < world->tellings->all.count; i++) {
        if (tellings[i].source < 0) continue;
        write_telling(world, (struct telling_row){.source = tellings[i].source,
                                 .target = tellings[i].target,
                                 .practice = tellings[i].practice,
                                 .channel = (int8_t)tellings[i].channel,
                                 .project = tellings[i].project,
                                 .belief = tellings[i].belief,
                                 .evidence = tellings[i].evidence});
    }
}

void tellings_deliver(struct world *world)
{
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    world_need(world, parts_join(&world->tellings->all));
    if (world->out_of_memory) return;
    leave_out(world);
    if (world->scenario.observe.tellings) write_tellings(world);
    if (!world->scenario.adoption.present) return;
    world_need(world, make_inbox(world, blocks));
    uptakes_open(world, blocks);
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, hear_block, world);
    for (int64_t b = 0; world->memory->pools && b < blocks; b++) world_need(world, !world->memory->pools[b].failed);
    uptakes_carry_out(world);
}

/* -- what the room owes */

enum status make_tellings(struct world *world)
{
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    world->tellings = calloc(1, sizeof *world->tellings);
    if (!world->tellings) return STATUS_MEMORY;
    world->tellings->start = calloc((size_t)blocks + 1, sizeof *world->tellings->start);
    return world->tellings->start ? STATUS_OK : STATUS_MEMORY;
}

ROOM_PARTS(tellings, TELLINGS_KEEP)
