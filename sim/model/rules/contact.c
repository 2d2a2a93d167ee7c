/* contact: simple contagion. Who uses a practice tells everybody in reach, for `telling_steps` or for ever; whoever
 * hears takes it up with probability beta for each who tells. With accept.innovation some take up the first practice of
 * themselves (Bass 1969, doi:10.1287/mnsc.15.5.215); with an end to telling, spreading is that of the SIR model. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/ahead.h"
#include "model/adoption/exposure.h"
#include "model/adoption/take_up.h"
#include "model/rules/adopt.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "random/many.h"
#include "random/maths.h"

enum { CHANCES = 64 };

/* What all have in common in a step. */
struct contact {
    struct world *world;
    double beta, log_other; /* log(1 - beta) */
    double none[CHANCES],
        chance[CHANCES]; /* of k tellings for small k: (1 - beta)^k that none takes effect, and 1 less it */
    bool only_exposed;   /* nobody else needs to be looked at */
};

static uint32_t index_of(int32_t domain, uint32_t draw)
{
    return (uint32_t)domain * DRAWS_OF_CONTACT + draw;
}

static double none_of(const struct contact *contact, int32_t exposure)
{
    return exposure < CHANCES ? contact->none[exposure] : maths_pow_count(1 - contact->beta, (uint64_t)exposure);
}

static double chance_of(const struct contact *contact, int32_t exposure)
{
    return exposure < CHANCES ? contact->chance[exposure] : 1 - none_of(contact, exposure);
}

/* The tellings that take effect, given that one of `count` does: the first by a geometric draw cut off at `count`, the
 * next by the gaps between them. What can only come out one way is not drawn. */
struct effects {
    const struct contact *contact;
    struct random_key key;
    int32_t count;
    int64_t number; /* of the telling, in [0, count) */
};

/* How many tellings pass before one takes effect, at most `most`: floor(log(rest) / log(1 - beta)), `rest` being
 * uniform. The powers of 1 - beta bracket it; a logarithm is needed only where `rest` is as good as one of them. */
static int64_t gap_within(const struct contact *contact, double rest, int64_t most)
{
    static const double SURELY = 1e-9;
    int64_t gap = 0;
    if (contact->beta >= 1) return 0;
    while (gap < most && gap + 1 < CHANCES && rest < contact->none[gap + 1] * (1 - SURELY)) gap++;
    if (gap == most || (gap + 1 < CHANCES && rest > contact->none[gap + 1] * (1 + SURELY))) return gap;
    double exactly = maths_log(rest) / contact->log_other;
    return exactly < (double)most ? (int64_t)exactly : most;
}

static struct effects effects_begin(const struct contact *contact, struct random_key key, int32_t count)
{
    int64_t number = 0;
    if (count > 1) number = gap_within(contact, 1 - random_uniform(key) * (1 - none_of(contact, count)), count - 1);
    return (struct effects){contact, key, count, number};
}

static bool effects_next(struct effects *effects)
{
    int64_t left = effects->count - ++effects->number;
    effects->key.index++;
    if (left > 0) effects->number += gap_within(effects->contact, 1 - random_uniform(effects->key), left);
    return effects->number < effects->count;
}

static int32_t told_by(const struct world *world, int32_t agent, int32_t domain)
{
    return world->agents.told_practice[place_at(world, agent, domain)];
}

/* Lists those whose telling took effect as sources; how many they are. */
static int64_t list_tellers(const struct contact *contact, int64_t block, struct place who, int32_t exposure)
{
    struct world *world = contact->world;
    struct effects effects = effects_begin(
        contact, world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, DRAW_CONTACT_FIRST)), exposure);
    struct tellers tellers = tellers_of(world, who);
    int64_t count = 0;
    do {
        tellers_to(&tellers, effects.number);
        int64_t place = place_at(world, tellers.agent, who.domain);
        __builtin_prefetch(&world->agents.adoption[place]);
        part_push(&world->uptakes->sources, block, &(struct uptake_source){tellers.agent, (int32_t)place, 0});
        count++;
    } while (effects_next(&effects));
    return count;
}

/* Which of `count` sources is drawn at random. */
static int64_t pick_of(const struct world *world, struct place who, int64_t count)
{
    if (count == 1) return 0;
    return (int64_t)random_below(
        world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, DRAW_CONTACT_WHICH)), (uint64_t)count);
}

/* Takes up the practice of one of those whose telling took effect, drawn at random; all who told of it are sources,
 * whose rows are yet to be noted. How many they are. */
static int64_t take_from_tellers(const struct contact *contact, int64_t block, struct place who, int32_t exposure)
{
    struct world *world = contact->world;
    int64_t count = list_tellers(contact, block, who, exposure);
    struct uptake_source *sources = part_last(&world->uptakes->sources, block, count);
    if (!sources) return 0;
    struct uptake uptake = {.agent = who.agent,
        .domain = who.domain,
        .practice = told_by(world, sources[pick_of(world, who, count)].agent, who.domain),
        .channel = CHANNEL_WORD_OF_MOUTH,
        .project = -1};
    for (int64_t i = 0; i < count; i++)
        if (told_by(world, sources[i].agent, who.domain) == uptake.practice)
            sources[uptake.source_count++] = sources[i];
    part_drop(&world->uptakes->sources, block, count - uptake.source_count);
    for (int32_t i = 0; i < uptake.source_count; i++) sources[i].weight = 1.0 / uptake.source_count;
    uptake_push(world, block, uptake);
    return uptake.source_count;
}

/* Notes by which adoptions the last `count` sources of a block use what they told of. */
static void note_rows(const struct contact *contact, int64_t block, int64_t count)
{
    struct world *world = contact->world;
    struct uptake_source *sources = part_last(&world->uptakes->sources, block, count);
    for (int64_t i = 0; sources && i < count; i++) sources[i].row = world->agents.adoption[sources[i].row];
}

/* Whether any of the tellings takes effect. */
ALWAYS_INLINE bool is_reached(const struct contact *contact, struct place who, int32_t exposure)
{
    return random_bernoulli(
        world_key(contact->world, STREAM_CONTACT, who.agent, index_of(who.domain, DRAW_CONTACT_TAKES)),
        chance_of(contact, exposure));
}

static void begin_of_oneself(const struct contact *contact, int64_t block, struct place who)
{
    struct world *world = contact->world;
    double innovation = world->rates.accept.innovation;
    if (innovation > 0 && who.domain == 0 && world->agents.practice[place_at(world, who.agent, 0)] != 0 &&
        random_bernoulli(world_key(world, STREAM_CONTACT, who.agent, DRAW_CONTACT_SPONTANEOUSLY), innovation))
        uptake_push(world, block,
            (struct uptake){
                .agent = who.agent, .domain = 0, .practice = 0, .channel = CHANNEL_EXTERNAL, .project = -1});
}

/* -- everybody */

static void everybody_in(const struct contact *contact, struct span span)
{
    for (int64_t agent = span.first; agent < span.last; agent++)
        for (int32_t domain = 0; domain < contact->world->agents.domains; domain++) {
            struct place who = {(int32_t)agent, domain};
            int32_t exposure = exposure_of(contact->world, who);
            if (exposure > 0 && is_reached(contact, who, exposure))
                note_rows(contact, span.block, take_from_tellers(contact, span.block, who, exposure));
            else
                begin_of_oneself(contact, span.block, who);
        }
}

/* -- those who are exposed: of some hundred first who is reached, then from whom, so that draws are made together, and
 * rows of ties can be on their way meanwhile */

/* Places of the exposed, and the draws of whether they are reached. */
enum { CANDIDATES = 4 * EXPOSURE_WORD };
struct candidates {
    int64_t count;
    int64_t places[CANDIDATES];
    uint32_t agents[CANDIDATES], indices[CANDIDATES];
};

static struct place place_of(const struct world *world, int64_t place)
{
    int32_t domains = world->agents.domains;
    if (domains == 1) return (struct place){(int32_t)place, 0};
    return (struct place){(int32_t)(place / domains), (int32_t)(place % domains)};
}

static void add_candidates(struct world *world, int64_t word, struct candidates *candidates)
{
    for (uint64_t marks = world->exposure->marks[word]; marks; marks &= marks - 1) {
        int64_t place = word * EXPOSURE_WORD + __builtin_ctzll(marks), i = candidates->count;
        if (world->agents.exposure[place] == 0) {
            exposure_unmark(world, place);
            continue;
        }
        struct place who = place_of(world, place);
        candidates->places[i] = place;
        candidates->agents[i] = (uint32_t)who.agent;
        candidates->indices[i] = index_of(who.domain, DRAW_CONTACT_TAKES);
        candidates->count++;
    }
}

static void keep_reached(const struct contact *contact, struct candidates *candidates)
{
    struct world *world = contact->world;
    const struct rows *heard = network_heard(&world->network);
    double drawn[CANDIDATES];
    int64_t kept = 0;
    random_uniforms(
        world_key(world, STREAM_CONTACT, 0, 0), candidates->count, candidates->agents, candidates->indices, drawn);
    for (int64_t i = 0; i < candidates->count; i++) {
        int64_t place = candidates->places[i];
        if (!(drawn[i] < chance_of(contact, world->agents.exposure[place]))) continue;
        candidates->places[kept++] = place;
        __builtin_prefetch(&heard->agent[heard->start[candidates->agents[i]]]);
    }
    candidates->count = kept;
}

/* What those tell whom somebody hears can be on its way while others are looked at. */
enum { FETCHED_MOST = 32 };
ALWAYS_INLINE void fetch_told(const struct world *world, struct place who)
{
    const struct rows *heard = network_heard(&world->network);
    int32_t length = heard->length[who.agent];
    const int32_t *teller = heard->agent + heard->start[who.agent];
    const int32_t *last = teller + (length < FETCHED_MOST ? length : FETCHED_MOST);
    for (; teller < last; teller++)
        __builtin_prefetch(&world->agents.told_practice[place_at(world, *teller, who.domain)]);
}

static void decide(const struct contact *contact, int64_t block, struct candidates *candidates)
{
    const struct world *world = contact->world;
    keep_reached(contact, candidates);
    int64_t sources = 0;
    for (int64_t i = 0; i < candidates->count; i++) {
        int64_t place = candidates->places[i];
        if (i + AHEAD < candidates->count) fetch_told(world, place_of(world, candidates->places[i + AHEAD]));
        sources += take_from_tellers(contact, block, place_of(world, place), world->agents.exposure[place]);
    }
    note_rows(contact, block, sources);
    candidates->count = 0;
}

static void exposed_in(const struct contact *contact, struct span span)
{
    struct world *world = contact->world;
    int64_t first = place_at(world, (int32_t)span.first, 0), last = place_at(world, (int32_t)span.last, 0);
    struct candidates candidates;
    candidates.count = 0;
    for (int64_t word = first / EXPOSURE_WORD; word * EXPOSURE_WORD < last; word++) {
        add_candidates(world, word, &candidates);
        if (candidates.count > CANDIDATES - EXPOSURE_WORD) decide(contact, span.block, &candidates);
    }
    decide(contact, span.block, &candidates);
}

static void contact_block(void *context, struct span span)
{
    const struct contact *contact = context;
    if (contact->only_exposed)
        exposed_in(contact, span);
    else
        everybody_in(contact, span);
}

void step_contact(struct world *world)
{
    double beta = world->rates.accept.beta;
    struct contact contact = {.world = world,
        .beta = beta,
        .log_other = maths_log(1 - beta),
        .only_exposed = !(world->rates.accept.innovation > 0) && !world->network.complete};
    for (int k = 0; k < CHANCES; k++) {
        contact.none[k] = maths_pow_count(1 - beta, (uint64_t)k);
        contact.chance[k] = 1 - contact.none[k];
    }
    exposure_update(world);
    tellers_list(world);
    uptakes_open(world, crew_blocks(world->agents.count, CREW_BLOCK));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, contact_block, &contact);
    uptakes_carry_out(world);
}
