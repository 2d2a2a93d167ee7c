/* imitate: people look round, with a probability, and copy what does better than what they use.
 *
 * What they choose is the practice that does best among the contacts looked at (Lazer and Friedman 2007,
 * doi:10.2189/asqu.52.4.667), or the one that most of them use; how well a practice does is its true quality. Who told
 * the person of a practice in this step is among those looked at, even by someone who does not look round. Of equals one
 * is drawn. Each bit in which it differs is taken with probability `take`; the others stay what they were. Everybody sees
 * what was in use when the step began. Who copied something does not search alone in this step (solo.c), even where no
 * bit was taken. */
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
#include "model/state/write.h"

/* A person who looks round in a domain. */
struct looking {
    struct world *world;
    int64_t block;
    struct place who;
    int32_t use;
    struct contacts contacts;
};

static struct random_key draw(const struct looking *looking, uint32_t what)
{
    return world_key(
        looking->world, STREAM_IMITATE, looking->who.agent, (uint32_t)looking->who.domain * DRAWS_OF_IMITATE + what);
}

static int32_t used_by(const struct looking *looking, int32_t agent)
{
    return looking->world->agents.practice[place_at(looking->world, agent, looking->who.domain)];
}

static bool of_bits(const struct world *world)
{
    return world->scenario.landscape.kind != LANDSCAPE_LISTED;
}

static double quality_of(const struct looking *looking, int32_t practice)
{
    return practice >= 0 ? looking->world->practices.items[practice].quality : -1;
}

static void push_source(const struct looking *looking, int32_t agent, double weight)
{
    int32_t row = looking->world->agents.adoption[place_at(looking->world, agent, looking->who.domain)];
    part_push(&looking->world->uptakes->sources, looking->block, &(struct uptake_source){agent, row, weight});
}

/* -- whom to copy: the practice, or -1, with its sources */

static int32_t best_of(struct looking *looking, int32_t *sources)
{
    struct random_key key = draw(looking, DRAW_IMITATE_EQUALS);
    double most = quality_of(looking, looking->use);
    int32_t best = -1;
    uint64_t equals = 0;
    for (int32_t other; (other = contacts_next(&looking->contacts)) >= 0;) {
        double quality = quality_of(looking, used_by(looking, other));
        if (quality < most || (equals == 0 && !(quality > most))) continue;
        equals = quality > most ? 1 : equals + 1;
        most = quality;
        if (equals == 1 || random_below(key, equals) == 0) best = other;
        key.index++;
    }
    if (best < 0) return -1;
    *sources = 1;
    push_source(looking, best, 1);
    return used_by(looking, best);
}

static int32_t most_common_of(struct looking *looking, int32_t *sources)
{
    struct world *world = looking->world;
    int32_t count = 0;
    part_clear(&world->counting->counted, looking->block);
    for (int32_t other; (other = contacts_next(&looking->contacts)) >= 0;) {
        int32_t practice = used_by(looking, other);
        if (practice < 0) continue;
        part_push(&world->counting->counted, looking->block, &practice);
        count++;
    }
    struct leader leader = most_used(world, looking->block, count, NULL, draw(looking, DRAW_IMITATE_LEADER));
    if (!(quality_of(looking, leader.practice) > quality_of(looking, looking->use))) return -1;
    for (int32_t other; (other = contacts_next(&looking->contacts)) >= 0;)
        if (used_by(looking, other) == leader.practice) push_source(looking, other, 1.0 / leader.users);
    *sources = sources_thin(world, looking->block, leader.users, draw(looking, DRAW_IMITATE_SOURCES));
    return leader.practice;
}

/* -- copying */

/* Misses bits of those that differ: each is taken with probability `take`. */
static uint64_t missed(const struct looking *looking, uint64_t differences, uint32_t first)
{
    uint64_t set = 0;
    for (uint64_t left = differences; left; left &= left - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(left);
        if (random_bernoulli(draw(looking, DRAW_IMITATE_MISSES + first + bit), 1 - looking->world->rates.copy.take))
            set |= UINT64_C(1) << bit;
    }
    return set;
}

/* The practice as it is; if one of its sources told of it, by the way of that telling. */
static void copy_exactly(const struct looking *looking, struct uptake uptake, const struct telling *told)
{
    if (told) uptake.channel = told->channel;
    uptake_push(looking->world, looking->block, uptake);
}

/* The practice as it was copied, which may be one that nobody knows. */
static void copy(const struct looking *looking, int32_t practice, int32_t sources)
{
    struct world *world = looking->world;
    const struct telling *told = told_by_sources(world, looking->block, looking->who, sources);
    struct uptake uptake = {.agent = looking->who.agent,
        .domain = looking->who.domain,
        .practice = practice,
        .channel = CHANNEL_COPY,
        .project = told ? told->project : -1,
        .source_count = sources};
    if (looking->use < 0 || !(world->rates.copy.take < 1 && of_bits(world))) {
        copy_exactly(looking, uptake, told);
        return;
    }
    struct configuration theirs = world->practices.items[practice].configuration;
    struct configuration own = world->practices.items[looking->use].configuration;
    struct bit_set differences = configuration_differences(theirs, own);
    struct bit_set kept = {missed(looking, differences.low, 0), missed(looking, differences.high, 64)};
    struct configuration copied = configuration_mixed(own, theirs, kept);
    if (configuration_equal(copied, own))
        part_drop(&world->uptakes->sources, looking->block, sources);
    else if (configuration_equal(copied, theirs))
        copy_exactly(looking, uptake, told);
    else
        uptake_push_made(world, looking->block, uptake, (struct made){copied, practice, looking->use});
}

static void look_round(struct world *world, int64_t block, struct place who)
{
    int64_t place = place_at(world, who.agent, who.domain);
    struct looking looking = {.world = world, .block = block, .who = who, .use = world->agents.practice[place]};
    int32_t sources = 0;
    bool looks = random_bernoulli(draw(&looking, DRAW_IMITATE_TURN), world->rates.adoption.turn_probability);
    looking.contacts = looks ? contacts_look(world, who, draw(&looking, DRAW_IMITATE_LOOK)) : contacts_told(world, who);
    int32_t practice = world->scenario.choose.by == CHOOSE_BEST ? best_of(&looking, &sources)
                                                                  : most_common_of(&looking, &sources);
    if (world->agents.copied) world->agents.copied[place] = practice >= 0;
    if (practice >= 0) copy(&looking, practice, sources);
}

static void look_round_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t agent = span.first; agent < span.last; agent++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++)
            look_round(world, span.block, (struct place){(int32_t)agent, domain});
}

void step_imitate(struct world *world)
{
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    uptakes_open(world, blocks);
    world_need(world, parts_open(&world->counting->counted, blocks));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, look_round_block, world);
    world_need(world, parts_join(&world->counting->counted));
    uptakes_carry_out(world);
}
