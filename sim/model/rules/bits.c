/* bits: people choose bit by bit, and so mix what several others use.
 *
 * Those who are heeded vote on every bit that they know. Each bit is a choice of its own, by number; where it is not
 * what one does oneself it is accepted, and taken over with probability `take`, as a practice would be. From a majority
 * of those who do better: Fang, Lee and Schilling 2010 (doi:10.1287/orsc.1090.0468), March 1991
 * (doi:10.1287/orsc.2.1.71). What is said of a bit holds of a choice of several ways as a whole. */
#include <string.h>

#include "base/parts.h"
#include "model/adoption/looked_at.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "model/rules/turn.h"

static struct random_key draw(const struct looking *looking, uint32_t what)
{
    return world_key(
        looking->world, STREAM_MAJORITY, looking->entity, (uint32_t)looking->who.domain * DRAWS_OF_MAJORITY + what);
}

static struct choices choices_in_use(const struct looking *looking)
{
    return landscape_choices(&looking->world->scenario.landscape);
}

static struct configuration own_of(const struct looking *looking)
{
    const struct world *world = looking->world;
    return looking->use >= 0 ? world->practices.items[looking->use].configuration
                             : choices_unknown(choices_in_use(looking));
}

/* How many do a bit either way, or a choice any of its ways, and which are taken over. Sixteen choices of the most ways
 * have the most of both. */
struct ballot {
    int32_t voters[CHOICE_OPTIONS_MOST * 16];
    struct bit_set taken;
};

static void begin(const struct looking *looking, struct ballot *ballot)
{
    const struct choices choices = choices_in_use(looking);
    memset(ballot->voters, 0, (size_t)(choices.count * choices.options) * sizeof *ballot->voters);
    ballot->taken = (struct bit_set){0};
}

static void vote(const struct looking *looking, struct ballot *ballot, int32_t practice)
{
    struct configuration theirs = looking->world->practices.items[practice].configuration;
    const struct choices choices = choices_in_use(looking);
    for (int32_t bit = 0; bit < choices.count; bit++) {
        int value = choice_get(choices, theirs, bit);
        if (value >= 0) ballot->voters[bit * choices.options + value]++;
    }
}

static double weight_of_number(const struct looking *looking, int32_t users)
{
    const bool weighted = looking->world->scenario.choose.by == CHOOSE_WEIGHTED;
    if (users == 0) return 0;
    return weighted ? maths_exp(looking->world->rates.choose.frequency_exponent * maths_log(users)) : users;
}

/* What most do, or -1 where as many do something else. */
static int most_voted(const int32_t voters[], int32_t options)
{
    int most = 0;
    bool alone = true;
    for (int value = 1; value < options; value++) {
        if (voters[value] < voters[most]) continue;
        alone = voters[value] > voters[most];
        if (alone) most = value;
    }
    return alone ? most : -1;
}

/* What is chosen in a bit: 0, 1 (of several ways, which), or -1 where there is no choice. */
static int chosen(const struct looking *looking, const int32_t voters[], int32_t options, int32_t bit)
{
    if (looking->world->scenario.choose.by == CHOOSE_MOST) return most_voted(voters, options);
    double total = 0;
    for (int value = 0; value < options; value++) total += weight_of_number(looking, voters[value]);
    if (!(total > 0)) return -1;
    double rest = random_uniform(draw(looking, DRAW_MAJORITY_WHICH + (uint32_t)bit)) * total;
    int value = options - 1;
    for (; value > 0 && rest >= weight_of_number(looking, voters[value]); value--)
        rest -= weight_of_number(looking, voters[value]);
    return value;
}

static bool has(struct bit_set set, int32_t place)
{
    return (place < 64 ? set.low : set.high) >> (place & 63) & 1;
}

static void add(struct bit_set *set, int32_t place)
{
    *(place < 64 ? &set->low : &set->high) |= UINT64_C(1) << (place & 63);
}

/* One's practice as it would be if all that is chosen were taken; and the bits in which that differs. */
static struct configuration wanted(const struct looking *looking, const struct ballot *ballot, struct bit_set *differ)
{
    const struct configuration own = own_of(looking);
    const struct choices choices = choices_in_use(looking);
    struct configuration wanted = own;
    for (int32_t bit = 0; bit < choices.count; bit++) {
        int value = chosen(looking, &ballot->voters[bit * choices.options], choices.options, bit);
        if (value < 0 || choice_get(choices, own, bit) == value) continue;
        choice_set(choices, &wanted, bit, value);
        add(differ, choice_place(choices, bit));
    }
    return wanted;
}

/* One's practice with the bits that are taken over. */
static struct configuration take_over(const struct looking *looking, struct ballot *ballot)
{
    struct bit_set differ = {0};
    const struct choices choices = choices_in_use(looking);
    struct configuration all = wanted(looking, ballot, &differ);
    struct bit_set tried = turn_tried(looking, differ);
    for (int32_t bit = 0; bit < choices.count; bit++) {
        if (!has(tried, choice_place(choices, bit))) continue;
        int32_t users = ballot->voters[bit * choices.options + choice_get(choices, all, bit)];
        double takes = looking->world->rates.copy.take * turn_acceptance(looking, users);
        if (random_bernoulli(draw(looking, DRAW_MAJORITY_BIT + (uint32_t)bit), takes))
            add(&ballot->taken, choice_place(choices, bit));
    }
    return choices_mixed(choices, all, own_of(looking), ballot->taken);
}

/* A contact's share of all bits: those taken over in which it is among the majority, shared with the others there. */
static double weight_of(
    const struct looking *looking, const struct ballot *ballot, struct configuration theirs, struct configuration mixed)
{
    const struct choices choices = choices_in_use(looking);
    double weight = 0;
    for (int32_t bit = 0; bit < choices.count; bit++) {
        if (!has(ballot->taken, choice_place(choices, bit))) continue;
        int value = choice_get(choices, mixed, bit);
        if (choice_get(choices, theirs, bit) == value) weight += 1.0 / ballot->voters[bit * choices.options + value];
    }
    return weight / (double)choices.count;
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
    struct ballot ballot;
    int32_t leading = -1;
    turn_look(looking, draw(looking, DRAW_MAJORITY_LOOK));
    const struct seen *seen = turn_seen(looking);
    if (looking->heeded == 0 || !seen) return false;
    begin(looking, &ballot);
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
