/* contact: simple contagion. Who uses a practice tells everybody in reach, for look.telling steps or for ever; whoever
 * hears takes it up with probability beta for each who tells. With accept.innovation some take up the first practice of
 * themselves (Bass 1969, doi:10.1287/mnsc.15.5.215); with an end to telling, spreading is that of the SIR model. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/exposure.h"
#include "model/adoption/take_up.h"
#include "model/rules/adopt.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "random/maths.h"

static uint32_t index_of(int32_t domain, uint32_t draw)
{
    return (uint32_t)domain * DRAWS_OF_CONTACT + draw;
}

/* The tellings that take effect, given that one of `count` does: the first by a geometric draw cut off at `count`, the
 * next by the gaps between them. The same key gives the same tellings again. */
struct effects {
    struct random_key key;
    double beta;
    int32_t count;
    int64_t number; /* of the telling, in [0, count) */
};

static struct effects effects_begin(struct random_key key, double beta, int32_t count)
{
    double none = maths_pow_count(1 - beta, (uint64_t)count);
    double number = beta >= 1 ? 0 : maths_log(1 - random_uniform(key) * (1 - none)) / maths_log(1 - beta);
    return (struct effects){key, beta, count, number < count ? (int64_t)number : count - 1};
}

static bool effects_next(struct effects *effects)
{
    effects->key.index++;
    effects->number += 1 + world_gap(effects->key, effects->beta);
    return effects->number < effects->count;
}

static int32_t told_by(const struct world *world, int32_t agent, int32_t domain)
{
    return world->agents.told_practice[place_at(world, agent, domain)];
}

/* Lists those whose telling took effect as sources; how many they are. */
static int64_t list_tellers(struct world *world, int64_t block, struct place who, int32_t exposure)
{
    struct effects effects =
        effects_begin(world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, DRAW_CONTACT_FIRST)),
            world->rates.accept.beta, exposure);
    struct tellers tellers = tellers_of(world, who);
    int64_t count = 0;
    do {
        tellers_to(&tellers, effects.number);
        int32_t row = world->agents.adoption[place_at(world, tellers.agent, who.domain)];
        part_push(&world->uptakes->sources, block, &(struct uptake_source){tellers.agent, row, 0});
        count++;
    } while (effects_next(&effects));
    return count;
}

/* Takes up the practice of one of those whose telling took effect, drawn at random; all who told of it are sources. */
static void take_from_tellers(struct world *world, int64_t block, struct place who, int32_t exposure)
{
    int64_t count = list_tellers(world, block, who, exposure);
    struct uptake_source *sources = part_last(&world->uptakes->sources, block, count);
    if (!sources) return;
    int64_t pick = (int64_t)random_below(
        world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, DRAW_CONTACT_WHICH)), (uint64_t)count);
    struct uptake uptake = {.agent = who.agent,
        .domain = who.domain,
        .practice = told_by(world, sources[pick].agent, who.domain),
        .channel = CHANNEL_WORD_OF_MOUTH,
        .project = -1};
    for (int64_t i = 0; i < count; i++)
        if (told_by(world, sources[i].agent, who.domain) == uptake.practice)
            sources[uptake.source_count++] = sources[i];
    part_drop(&world->uptakes->sources, block, count - uptake.source_count);
    for (int32_t i = 0; i < uptake.source_count; i++) sources[i].weight = 1.0 / uptake.source_count;
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
    const struct accept_rates *with = &world->rates.accept;
    int64_t place = place_at(world, who.agent, who.domain);
    int32_t exposure = exposure_of(world, who);
    if (exposure > 0) {
        double p = exposure < CHANCES ? chances->of[exposure] : 1 - maths_pow_count(1 - with->beta, (uint64_t)exposure);
        if (random_bernoulli(
                world_key(world, STREAM_CONTACT, who.agent, index_of(who.domain, DRAW_CONTACT_TAKES)), p)) {
            take_from_tellers(world, block, who, exposure);
            return;
        }
    }
    if (with->innovation > 0 && who.domain == 0 && world->agents.practice[place] != 0 &&
        random_bernoulli(world_key(world, STREAM_CONTACT, who.agent, DRAW_CONTACT_SPONTANEOUSLY), with->innovation))
        uptake_push(world, block,
            (struct uptake){
                .agent = who.agent, .domain = 0, .practice = 0, .channel = CHANNEL_EXTERNAL, .project = -1});
}

static void expose_block(void *context, struct span span)
{
    struct chances *chances = context;
    const struct world *world = chances->world;
    bool only_exposed = !(world->rates.accept.innovation > 0) && !world->network.complete;
    for (int64_t agent = span.first; agent < span.last; agent++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++)
            if (!only_exposed || world->agents.exposure[place_at(world, (int32_t)agent, domain)] > 0)
                expose(chances, span.block, (struct place){(int32_t)agent, domain});
}

void step_contact(struct world *world)
{
    struct chances chances = {.world = world};
    for (int k = 0; k < CHANCES; k++) chances.of[k] = 1 - maths_pow_count(1 - world->rates.accept.beta, (uint64_t)k);
    exposure_update(world);
    uptakes_open(world, crew_blocks(world->agents.count, CREW_BLOCK));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, expose_block, &chances);
    uptakes_carry_out(world);
}
