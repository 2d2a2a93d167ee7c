/* copy: what is taken of what was chosen. Of the bits (choices of several ways are there by their first) in which it
 * differs from what the person uses, some are tried, and each of these is taken with probability `take`; the others
 * stay what they were. */
#include "base/parts.h"
#include "model/adoption/looked_at.h"
#include "model/adoption/take_up.h"
#include "model/adoption/told.h"
#include "model/frame/rooms.h"
#include "model/rules/turn.h"

/* Those whose it is, with equal weights. How many. */
static int32_t push_sources(const struct looking *looking, const struct pick *choice)
{
    struct world *world = looking->world;
    const struct seen *seen = turn_seen(looking);
    int32_t count = 0;
    for (int64_t i = 0; i < looking->heeded; i++) {
        bool is_source = choice->source < 0 ? seen[i].practice == choice->practice : seen[i].agent == choice->source;
        if (!is_source) continue;
        int32_t row = world->agents.adoption[place_at(world, seen[i].agent, looking->who.domain)];
        double weight = choice->source < 0 ? 1.0 / (double)choice->users : 1;
        part_push(&world->uptakes->sources, looking->block, &(struct uptake_source){seen[i].agent, row, weight});
        count++;
    }
    return sources_thin(world, looking->block, count, turn_draw(looking, DRAW_IMITATE_SOURCES));
}

/* Passes bits by, so that `wanted` of them are left; each has the same chance (selection sampling). */
static uint64_t some_of(const struct looking *looking, uint64_t bits, uint32_t first, int32_t *left, int32_t *wanted)
{
    uint64_t some = 0;
    for (; bits; bits &= bits - 1, --*left) {
        uint32_t bit = (uint32_t)__builtin_ctzll(bits);
        struct random_key key = turn_draw(looking, DRAW_IMITATE_TRIED + first + bit);
        if (random_below(key, (uint64_t)*left) >= (uint64_t)*wanted) continue;
        some |= UINT64_C(1) << bit;
        --*wanted;
    }
    return some;
}

struct bit_set turn_tried(const struct looking *looking, struct bit_set bits)
{
    int32_t left = __builtin_popcountll(bits.low) + __builtin_popcountll(bits.high),
            wanted = (int32_t)looking->world->scenario.copy.bits;
    if (wanted == 0 || wanted >= left) return bits;
    uint64_t low = some_of(looking, bits.low, 0, &left, &wanted);
    return (struct bit_set){low, some_of(looking, bits.high, 64, &left, &wanted)};
}

static uint64_t taken(const struct looking *looking, uint64_t tried, uint32_t first)
{
    uint64_t set = 0;
    for (uint64_t left = tried; left; left &= left - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(left);
        struct random_key key = turn_draw(looking, DRAW_IMITATE_MISSES + first + bit);
        if (!random_bernoulli(key, 1 - looking->world->rates.copy.take)) set |= UINT64_C(1) << bit;
    }
    return set;
}

/* Whether all is taken for certain. */
static bool takes_all(const struct looking *looking)
{
    const struct world *world = looking->world;
    bool parts = world->rates.copy.take < 1 || world->scenario.copy.bits > 0;
    return looking->use < 0 || !parts || !scenario_has(&world->scenario, FEATURE_BITS);
}

/* The practice as it is; if one of its sources told of it, by the way of that telling. */
static void copy_exactly(const struct looking *looking, struct uptake uptake, const struct telling *told)
{
    if (looking->world->scenario.accept.by != ACCEPT_ALWAYS) uptake.channel = CHANNEL_WORD_OF_MOUTH;
    if (told) uptake.channel = told->channel;
    uptake_push(looking->world, looking->block, uptake);
}

void turn_copy(const struct looking *looking, const struct pick *choice)
{
    struct world *world = looking->world;
    int32_t sources = push_sources(looking, choice);
    const struct telling *told = told_by_sources(world, looking->block, looking->who, sources);
    struct uptake uptake = {.agent = looking->who.agent,
        .domain = looking->who.domain,
        .practice = choice->practice,
        .channel = CHANNEL_COPY,
        .project = told ? told->project : -1,
        .source_count = sources};
    if (takes_all(looking)) {
        copy_exactly(looking, uptake, told);
        return;
    }
    struct configuration theirs = world->practices.items[choice->practice].configuration;
    struct configuration own = world->practices.items[looking->use].configuration;
    const struct choices choices = landscape_choices(&world->scenario.landscape);
    struct bit_set tried = turn_tried(looking, choices_differing(choices, theirs, own));
    struct bit_set takes = {taken(looking, tried.low, 0), taken(looking, tried.high, 64)};
    struct configuration copied = choices_mixed(choices, theirs, own, takes);
    if (configuration_equal(copied, own))
        part_drop(&world->uptakes->sources, looking->block, sources);
    else if (configuration_equal(copied, theirs))
        copy_exactly(looking, uptake, told);
    else
        uptake_push_made(world, looking->block, uptake, (struct made){copied, choice->practice, looking->use});
}
