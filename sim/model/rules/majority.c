/* majority: people learn bit by bit from those who do better. Of the contacts looked at, those whose practice is of
 * higher quality than one's own vote on every bit that they know; where more do it one way than the other, and oneself
 * does not do it so, it is taken over with probability `take` (Fang, Lee and Schilling 2010,
 * doi:10.1287/orsc.1090.0468; learning from a majority of superiors: March 1991, doi:10.1287/orsc.2.1.71). Who told the
 * person of a practice in this step is among those looked at. Everybody sees what was in use when the step began. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/contacts.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/rules/adopt.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"

/* A person who looks at others in a domain. */
struct looking {
    struct world *world;
    int64_t block;
    struct place who;
    struct contacts contacts;
    struct configuration own;
    double quality;
};

static struct random_key draw(const struct looking *looking, uint32_t what)
{
    return world_key(
        looking->world, STREAM_MAJORITY, looking->who.agent, (uint32_t)looking->who.domain * DRAWS_OF_MAJORITY + what);
}

/* The practice of a contact, if it is better than one's own; or NULL. */
static const struct practice *better(const struct looking *looking, int32_t agent)
{
    int32_t use = looking->world->agents.practice[place_at(looking->world, agent, looking->who.domain)];
    const struct practice *practice = use >= 0 ? &looking->world->practices.items[use] : NULL;
    return practice && practice->quality > looking->quality ? practice : NULL;
}

/* What those who do better do in each bit. */
struct ballot {
    int32_t voters[128][2];
    struct bit_set taken; /* the bits that are taken over */
};

static void vote(struct looking *looking, struct ballot *ballot)
{
    int32_t bits = (int32_t)looking->world->scenario.landscape.bits;
    for (int32_t other; (other = contacts_next(&looking->contacts)) >= 0;) {
        const struct practice *practice = better(looking, other);
        for (int32_t bit = 0; practice && bit < bits; bit++) {
            int value = configuration_get(practice->configuration, bit);
            if (value >= 0) ballot->voters[bit][value]++;
        }
    }
}

/* One's practice with the bits that are taken over; their number. */
static int32_t take_over(const struct looking *looking, struct ballot *ballot, struct configuration *mixed)
{
    int32_t bits = (int32_t)looking->world->scenario.landscape.bits, taken = 0;
    *mixed = looking->own;
    for (int32_t bit = 0; bit < bits; bit++) {
        int32_t zeros = ballot->voters[bit][0], ones = ballot->voters[bit][1];
        if (zeros == ones || configuration_get(looking->own, bit) == (ones > zeros)) continue;
        if (!random_bernoulli(draw(looking, DRAW_MAJORITY_BIT + (uint32_t)bit), looking->world->rates.copy.take))
            continue;
        configuration_set(mixed, bit, ones > zeros);
        *(bit < 64 ? &ballot->taken.low : &ballot->taken.high) |= UINT64_C(1) << (bit & 63);
        taken++;
    }
    return taken;
}

/* A contact's share of all bits: those taken over in which it is among the majority, shared with the others there. */
static double weight_of(
    const struct looking *looking, const struct ballot *ballot, struct configuration theirs, struct configuration mixed)
{
    double weight = 0;
    for (int half = 0; half < 2; half++)
        for (uint64_t left = half ? ballot->taken.high : ballot->taken.low; left; left &= left - 1) {
            int32_t bit = 64 * half + __builtin_ctzll(left);
            int value = configuration_get(mixed, bit);
            if (configuration_get(theirs, bit) == value) weight += 1.0 / ballot->voters[bit][value];
        }
    return weight / (double)looking->world->scenario.landscape.bits;
}

/* Pushes the sources, and tells the practice of the one who weighs most. */
static int32_t push_sources(
    struct looking *looking, const struct ballot *ballot, struct configuration mixed, int32_t *leading)
{
    struct world *world = looking->world;
    int32_t count = 0;
    double most = 0;
    for (int32_t agent; (agent = contacts_next(&looking->contacts)) >= 0;) {
        int64_t place = place_at(world, agent, looking->who.domain);
        const struct practice *practice = better(looking, agent);
        double weight = practice ? weight_of(looking, ballot, practice->configuration, mixed) : 0;
        if (!(weight > 0)) continue;
        part_push(&world->uptakes->sources, looking->block,
            &(struct uptake_source){agent, world->agents.adoption[place], weight});
        count++;
        if (weight > most) most = weight, *leading = world->agents.practice[place];
    }
    return sources_thin(world, looking->block, count, draw(looking, DRAW_MAJORITY_SOURCES));
}

static void learn_from_majority(struct world *world, int64_t block, struct place who)
{
    int32_t use = world->agents.practice[place_at(world, who.agent, who.domain)], leading = -1;
    struct looking looking = {.world = world, .block = block, .who = who};
    struct ballot ballot = {.taken = {0}};
    struct configuration mixed;
    looking.own =
        use >= 0 ? world->practices.items[use].configuration : configuration_unknown(world->scenario.landscape.bits);
    looking.quality = use >= 0 ? world->practices.items[use].quality : -1;
    looking.contacts = contacts_look(world, who, draw(&looking, DRAW_MAJORITY_LOOK));
    vote(&looking, &ballot);
    if (take_over(&looking, &ballot, &mixed) == 0) return;
    int32_t sources = push_sources(&looking, &ballot, mixed, &leading);
    const struct telling *told = told_by_sources(world, block, who, sources);
    uptake_push_made(world, block,
        (struct uptake){.agent = who.agent,
            .domain = who.domain,
            .practice = -1,
            .channel = CHANNEL_COPY,
            .project = told ? told->project : -1,
            .source_count = sources},
        (struct made){mixed, leading, use});
}

static void learn_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t agent = span.first; agent < span.last; agent++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++)
            learn_from_majority(world, span.block, (struct place){(int32_t)agent, domain});
}

void step_majority(struct world *world)
{
    uptakes_open(world, crew_blocks(world->agents.count, CREW_BLOCK));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, learn_block, world);
    uptakes_carry_out(world);
}
