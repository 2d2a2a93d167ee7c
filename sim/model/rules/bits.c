/* bits: people choose bit by bit, and so mix what several others use.
 *
 * Those who are heeded vote on every bit that they know. Each bit is a choice of its own, by number; where it is not
 * what one does oneself it is accepted, and taken over with probability `take`, as a practice would be. From a majority
 * of those who do better: Fang, Lee and Schilling 2010 (doi:10.1287/orsc.1090.0468), March 1991
 * (doi:10.1287/orsc.2.1.71). */
#include "base/parts.h"
#include "model/adoption/contacts.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "model/rules/turn.h"

static struct random_key draw(const struct looking *looking, uint32_t what)
{
    return world_key(
        looking->world, STREAM_MAJORITY, looking->entity, (uint32_t)looking->who.domain * DRAWS_OF_MAJORITY + what);
}

static struct configuration own_of(const struct looking *looking)
{
    const struct world *world = looking->world;
    return looking->use >= 0 ? world->practices.items[looking->use].configuration
                             : configuration_unknown(world->scenario.landscape.bits);
}

/* How many do a bit either way, and the bits that are taken over. */
struct ballot {
    int32_t voters[128][2];
    struct bit_set taken;
};

static void vote(const struct looking *looking, struct ballot *ballot, int32_t practice)
{
    struct configuration theirs = looking->world->practices.items[practice].configuration;
    for (int32_t bit = 0; bit < looking->world->scenario.landscape.bits; bit++) {
        int value = configuration_get(theirs, bit);
        if (value >= 0) ballot->voters[bit][value]++;
    }
}

static double weight_of_number(const struct looking *looking, int32_t users)
{
    const bool weighted = looking->world->scenario.choose.by == CHOOSE_WEIGHTED;
    if (users == 0) return 0;
    return weighted ? maths_exp(looking->world->rates.choose.frequency_exponent * maths_log(users)) : users;
}

/* What is chosen in a bit: 0, 1, or -1 where there is no choice. */
static int chosen(const struct looking *looking, const int32_t voters[2], int32_t bit)
{
    if (looking->world->scenario.choose.by == CHOOSE_MOST) return voters[0] == voters[1] ? -1 : voters[1] > voters[0];
    double zeros = weight_of_number(looking, voters[0]), ones = weight_of_number(looking, voters[1]);
    if (!(zeros + ones > 0)) return -1;
    return random_uniform(draw(looking, DRAW_MAJORITY_WHICH + (uint32_t)bit)) * (zeros + ones) < ones;
}

static bool has(struct bit_set set, int32_t bit)
{
    return (bit < 64 ? set.low : set.high) >> (bit & 63) & 1;
}

static void add(struct bit_set *set, int32_t bit)
{
    *(bit < 64 ? &set->low : &set->high) |= UINT64_C(1) << (bit & 63);
}

/* One's practice as it would be if all that is chosen were taken; and the bits in which that differs. */
static struct configuration wanted(const struct looking *looking, const struct ballot *ballot, struct bit_set *differ)
{
    const struct configuration own = own_of(looking);
    struct configuration wanted = own;
    for (int32_t bit = 0; bit < looking->world->scenario.landscape.bits; bit++) {
        int value = chosen(looking, ballot->voters[bit], bit);
        if (value < 0 || configuration_get(own, bit) == value) continue;
        configuration_set(&wanted, bit, value);
        add(differ, bit);
    }
    return wanted;
}

/* One's practice with the bits that are taken over. */
static struct configuration take_over(const struct looking *looking, struct ballot *ballot)
{
    struct bit_set differ = {0};
    struct configuration all = wanted(looking, ballot, &differ);
    struct bit_set tried = turn_tried(looking, differ);
    for (int32_t bit = 0; bit < looking->world->scenario.landscape.bits; bit++) {
        if (!has(tried, bit)) continue;
        int32_t users = ballot->voters[bit][configuration_get(all, bit)];
        double takes = looking->world->rates.copy.take * turn_acceptance(looking, users);
        if (random_bernoulli(draw(looking, DRAW_MAJORITY_BIT + (uint32_t)bit), takes)) add(&ballot->taken, bit);
    }
    return configuration_mixed(all, own_of(looking), ballot->taken);
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
    const struct looking *looking, const struct ballot *ballot, struct configuration mixed, int32_t *leading)
{
    struct world *world = looking->world;
    const struct seen *seen = turn_seen(looking);
    int32_t count = 0;
    double most = 0;
    for (int64_t i = 0; i < looking->heeded; i++) {
        int32_t row = world->agents.adoption[place_at(world, seen[i].agent, looking->who.domain)];
        double weight = weight_of(looking, ballot, world->practices.items[seen[i].practice].configuration, mixed);
        if (!(weight > 0)) continue;
        part_push(&world->uptakes->sources, looking->block, &(struct uptake_source){seen[i].agent, row, weight});
        count++;
        if (weight > most) most = weight, *leading = seen[i].practice;
    }
    return sources_thin(world, looking->block, count, draw(looking, DRAW_MAJORITY_SOURCES));
}

bool turn_bits(struct looking *looking)
{
    struct world *world = looking->world;
    struct ballot ballot = {.taken = {0}};
    int32_t leading = -1;
    turn_look(looking, draw(looking, DRAW_MAJORITY_LOOK));
    const struct seen *seen = turn_seen(looking);
    if (looking->heeded == 0 || !seen) return false;
    for (int64_t i = 0; i < looking->heeded; i++) vote(looking, &ballot, seen[i].practice);
    if (world->scenario.choose.own && looking->use >= 0) vote(looking, &ballot, looking->use);
    struct configuration mixed = take_over(looking, &ballot);
    if (!(ballot.taken.low | ballot.taken.high)) return false;
    int32_t sources = push_sources(looking, &ballot, mixed, &leading);
    const struct telling *told = told_by_sources(world, looking->block, looking->who, sources);
    uptake_push_made(world, looking->block,
        (struct uptake){.agent = looking->who.agent,
            .domain = looking->who.domain,
            .practice = -1,
            .channel = CHANNEL_COPY,
            .project = told ? told->project : -1,
            .source_count = sources},
        (struct made){mixed, leading, looking->use});
    return true;
}
