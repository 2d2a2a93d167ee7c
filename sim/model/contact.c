/* contact: simple contagion. Who uses a practice tells everybody in reach, for `telling` steps or for ever; whoever
 * hears takes it up with probability beta for each who tells. With `spontaneous` some take up the first practice of
 * themselves (Bass 1969, doi:10.1287/mnsc.15.5.215); with an end to telling, spreading is that of the SIR model.
 *
 * Everybody's exposure (how many who tell tell of another practice than one's own) is kept up to date as practices in
 * use change, so a step costs one look at each exposure, and work only where someone is exposed. On a complete network
 * exposure follows from how many tell of each practice. */
#include <stdatomic.h>

#include "model/world.h"
#include "random/maths.h"

/* The draws of an agent in a domain. */
enum { TAKES, SPONTANEOUSLY, WHICH, FIRST, DRAWS_BITS = 25 };

static uint32_t index_of(int32_t domain, uint32_t draw)
{
    return (uint32_t)domain << DRAWS_BITS | draw;
}

static int64_t place_at(const struct world *world, int32_t agent, int32_t domain)
{
    return (int64_t)agent * world->agents.domains + domain;
}

/* -- who tells, and exposure */

static bool complete(const struct world *world)
{
    return world->network.complete;
}

/* On a complete network: room for how many tell of each practice. */
static bool voices_fit(struct world *world)
{
    int64_t old = world->voices_room;
    if (!array_grow((void **)&world->voices, &world->voices_room, world->practices.count, sizeof *world->voices))
        return false;
    for (int64_t i = old; i < world->voices_room; i++) world->voices[i] = 0;
    return true;
}

/* How many who tell the agent tell of another practice than its own. */
static int32_t exposure_of(const struct world *world, int64_t place, int32_t domain)
{
    if (!complete(world)) return world->agents.exposure[place];
    int32_t use = world->agents.use[place];
    return (int32_t)(world->voices_in[domain] - (use >= 0 ? world->voices[use] : 0));
}

/* Adds to one exposure; several threads may add to the same. Whole numbers add up the same in any order. */
static void add_exposure(int32_t *exposure, int32_t amount)
{
    if (amount != 0) atomic_fetch_add_explicit((_Atomic int32_t *)exposure, amount, memory_order_relaxed);
}

static void say(struct world *world, struct place who, int32_t practice)
{
    struct agents *agents = &world->agents;
    int64_t place = place_at(world, who.agent, who.domain);
    int32_t before = agents->voice[place];
    if (before == practice) return;
    agents->voice[place] = practice;
    if (complete(world)) {
        if (before >= 0) world->voices[before]--, world->voices_in[who.domain]--;
        if (practice >= 0) world->voices[practice]++, world->voices_in[who.domain]++;
        return;
    }
    const struct rows *told = &world->network.told;
    const int32_t *hearer = told->agent + told->start[who.agent];
    for (int32_t k = 0; k < told->length[who.agent]; k++) {
        int64_t theirs = place_at(world, hearer[k], who.domain);
        int32_t use = agents->use[theirs];
        add_exposure(&agents->exposure[theirs], (practice >= 0 && practice != use) - (before >= 0 && before != use));
    }
}

static void count_exposure(struct world *world, struct place who)
{
    const struct rows *heard = network_heard(&world->network);
    const int32_t *teller = heard->agent + heard->start[who.agent];
    int32_t use = world->agents.use[place_at(world, who.agent, who.domain)], count = 0;
    for (int32_t k = 0; k < heard->length[who.agent]; k++) {
        int32_t voice = world->agents.voice[place_at(world, teller[k], who.domain)];
        count += voice >= 0 && voice != use;
    }
    world->agents.exposure[place_at(world, who.agent, who.domain)] = count;
}

/* Whether someone still tells of what came into use: for ever, or for `telling` steps. */
static bool still_tells(const struct world *world, struct place who)
{
    int64_t place = place_at(world, who.agent, who.domain), telling = world->scenario.adoption.telling;
    return world->agents.use[place] >= 0 && (telling == 0 || world->step <= world->agents.use_step[place] + telling);
}

static void speak_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) {
        struct place who = world->changed.items[i];
        say(world, who, still_tells(world, who) ? world->agents.use[place_at(world, who.agent, who.domain)] : -1);
    }
}

static void count_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t i = span.first; i < span.last; i++) count_exposure(world, world->changed.items[i]);
}

/* Takes out doubles: two threads must not speak for one person. A mark in the exposure, which is counted anew anyway.
 */
static void keep_each_once(struct world *world)
{
    struct places *changed = &world->changed;
    int64_t kept = 0;
    for (int64_t i = 0; i < changed->count; i++) {
        int32_t *exposure = &world->agents.exposure[place_at(world, changed->items[i].agent, changed->items[i].domain)];
        if (*exposure == INT32_MIN) continue;
        *exposure = INT32_MIN;
        changed->items[kept++] = changed->items[i];
    }
    changed->count = kept;
    for (int64_t i = 0; i < kept; i++)
        world->agents.exposure[place_at(world, changed->items[i].agent, changed->items[i].domain)] = 0;
}

/* Whoever changed tells of the new practice from now on. */
static void hear_changes(struct world *world)
{
    struct places *changed = &world->changed;
    keep_each_once(world);
    if (complete(world))
        speak_block(world, (struct span){0, changed->count, 0});
    else {
        crew_share(world->crew, changed->count, speak_block, world);
        crew_share(world->crew, changed->count, count_block, world);
    }
    for (int64_t i = 0; i < changed->count && world->scenario.adoption.telling > 0; i++) {
        struct place who = changed->items[i];
        if (!still_tells(world, who)) continue;
        world_need(world, array_push(&world->speakers,
                              (struct speaker){who, world->agents.use_step[place_at(world, who.agent, who.domain)]}));
    }
    array_clear(changed);
}

/* Those whose time of telling is over fall silent, unless they have begun anew. */
static void fall_silent(struct world *world)
{
    struct speakers *speakers = &world->speakers;
    int64_t first = 0, kept = 0;
    for (; first < speakers->count; first++) {
        struct speaker speaker = speakers->items[first];
        if (world->step <= speaker.since + world->scenario.adoption.telling) break;
        int64_t place = place_at(world, speaker.who.agent, speaker.who.domain);
        if (world->agents.use_step[place] == speaker.since) say(world, speaker.who, -1);
    }
    while (first < speakers->count) speakers->items[kept++] = speakers->items[first++];
    speakers->count = kept;
}

/* -- taking effect */

/* A walk along those who tell the agent of another practice than its own. */
struct walk {
    const struct world *world;
    struct place who;
    int32_t use, k; /* k: how far in the row of those heard */
    int64_t passed; /* tellers passed */
    int32_t teller, practice;
};

/* Goes on to the teller with the given number, which must be ahead and must exist. */
static void walk_to(struct walk *walk, int64_t number)
{
    const struct world *world = walk->world;
    const struct rows *heard = network_heard(&world->network);
    const int32_t *row = complete(world) ? NULL : heard->agent + heard->start[walk->who.agent];
    for (;; walk->k++) {
        walk->teller = row ? row[walk->k] : walk->k;
        walk->practice = world->agents.voice[place_at(world, walk->teller, walk->who.domain)];
        if (walk->practice < 0 || walk->practice == walk->use) continue;
        if (walk->passed++ == number) break;
    }
    walk->k++;
}

/* The tellings that take effect, given that one of `count` does: the first by a geometric draw cut off at `count`, the
 * next by the gaps between them. The same key gives the same tellings again. */
struct effects {
    struct random_key key;
    double beta;
    int32_t count;
    int64_t number; /* of the telling, in [0, count) */
};

static void effects_begin(struct effects *effects)
{
    double none = maths_pow_count(1 - effects->beta, (uint64_t)effects->count);
    double number = effects->beta >= 1
                        ? 0
                        : maths_log(1 - random_uniform(effects->key) * (1 - none)) / maths_log(1 - effects->beta);
    effects->number = number < effects->count ? (int64_t)number : effects->count - 1;
}

static bool effects_next(struct effects *effects)
{
    effects->key.index++;
    effects->number += 1 + world_gap(effects->key, effects->beta);
    return effects->number < effects->count;
}

/* Takes up the practice of one of those whose telling took effect, drawn at random; all who told of it are sources. */
static void take_from_tellers(struct world *world, int64_t block, struct place who, int32_t exposure)
{
    const struct effects begin = {world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, FIRST)),
        world->scenario.adoption.beta, exposure, 0};
    const struct walk start = {
        .world = world, .who = who, .use = world->agents.use[place_at(world, who.agent, who.domain)]};
    struct effects effects = begin;
    struct walk walk = start;
    int64_t count = 1;
    for (effects_begin(&effects); effects_next(&effects);) count++;
    int64_t pick = (int64_t)random_below(
        world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, WHICH)), (uint64_t)count);
    effects = begin;
    for (effects_begin(&effects); pick > 0; pick--) effects_next(&effects);
    walk_to(&walk, effects.number);

    struct uptake uptake = {who.agent, who.domain, walk.practice, CHANNEL_TIE, -1, 0};
    effects = begin;
    walk = start;
    effects_begin(&effects);
    do {
        walk_to(&walk, effects.number);
        if (walk.practice != uptake.practice) continue;
        int32_t row = world->agents.use_row[place_at(world, walk.teller, who.domain)];
        part_push(&world->uptake_sources, block, &(struct uptake_source){walk.teller, row, 0});
        uptake.source_count++;
    } while (effects_next(&effects));
    struct uptake_source *sources = part_last(&world->uptake_sources, block, uptake.source_count);
    for (int32_t i = 0; sources && i < uptake.source_count; i++) sources[i].weight = 1.0 / uptake.source_count;
    uptake_push(world, block, uptake);
}

enum { CHANCES = 64 };

/* 1 - (1 - beta)^k for small k. */
struct chances {
    struct world *world;
    double of[CHANCES];
};

static void expose(struct chances *chances, int64_t block, struct place who)
{
    struct world *world = chances->world;
    const struct adoption_parameters *with = &world->scenario.adoption;
    int64_t place = place_at(world, who.agent, who.domain);
    int32_t exposure = exposure_of(world, place, who.domain);
    if (exposure > 0) {
        double p = exposure < CHANCES ? chances->of[exposure] : 1 - maths_pow_count(1 - with->beta, (uint64_t)exposure);
        if (random_bernoulli(world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, TAKES)), p)) {
            take_from_tellers(world, block, who, exposure);
            return;
        }
    }
    if (with->spontaneous > 0 && who.domain == 0 && world->agents.use[place] != 0 &&
        random_bernoulli(world_key(world, STREAM_CONTACT, who.agent, SPONTANEOUSLY), with->spontaneous))
        uptake_push(world, block, (struct uptake){who.agent, 0, 0, CHANNEL_SPONTANEOUS, -1, 0});
}

static void expose_block(void *context, struct span span)
{
    struct chances *chances = context;
    for (int64_t agent = span.first; agent < span.last; agent++)
        for (int32_t domain = 0; domain < chances->world->agents.domains; domain++)
            expose(chances, span.block, (struct place){(int32_t)agent, domain});
}

void contact(struct world *world)
{
    struct chances chances = {.world = world};
    for (int k = 0; k < CHANCES; k++)
        chances.of[k] = 1 - maths_pow_count(1 - world->scenario.adoption.beta, (uint64_t)k);
    if (complete(world) && !voices_fit(world)) world->out_of_memory = true;
    uptakes_open(world, crew_blocks(world->agents.count, CREW_BLOCK));
    if (world->out_of_memory) return;
    hear_changes(world);
    if (world->scenario.adoption.telling > 0) fall_silent(world);
    crew_share(world->crew, world->agents.count, expose_block, &chances);
    take_up(world);
}
