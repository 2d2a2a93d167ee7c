/* organisational_code: the organisation's knowledge, one practice in each domain that nobody need use, unknown at the
 * start. People are socialised to it, and it learns from those who do better (March 1991, doi:10.1287/orsc.2.1.71, in
 * the order of his programme; see Christensen 2015).
 *
 * First everybody acts: what is unknown is decided by the toss of a coin, and the action has its quality. Then each bit
 * in which a person differs from what the code knows moves one step towards it with probability `socialisation`: from
 * the opposite to unknown, from there to the same. At the same time the code learns from the actions of those that were
 * better than is to be expected of the code: with a majority of k in a bit that differs it takes it over with
 * probability 1 - (1 - learning)^k. March counts right minus wrong bits; on a match landscape without blocks that is
 * bits (2 q - 1), which puts people and the code in the same order as the quality q. */
#include "model/rules/organisational_code.h"

#include <stdlib.h>

#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/take_up.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "random/maths.h"

/* One domain's turn. */
struct turn {
    struct world *world;
    int32_t domain, bits;
    struct configuration code; /* as it stands */
    double quality;            /* of acting by the code */
};

/* -- acting */

static void vote(const struct turn *turn, struct votes *votes, int32_t agent, struct configuration action)
{
    const struct world *world = turn->world;
    uint64_t priority = random_bits(world_key(world, STREAM_SPOKESMAN, agent, (uint32_t)turn->domain));
    struct code_bit from = {agent, world->agents.adoption[place_at(world, agent, turn->domain)]};
    votes->superiors++;
    for (int32_t bit = 0; bit < turn->bits; bit++) {
        int value = configuration_get(action, bit);
        struct spokesman *spokesman = &votes->spokesman[bit][value];
        votes->ones[bit] += value;
        if (spokesman->from.agent < 0 || priority < spokesman->priority)
            *spokesman = (struct spokesman){priority, from};
    }
}

static void act(const struct turn *turn, struct votes *votes, int32_t agent, int32_t use)
{
    const struct world *world = turn->world;
    uint32_t words[4];
    random_words(world_key(world, STREAM_ACT, agent, (uint32_t)turn->domain), 0, words);
    struct configuration action = configuration_acted(world->practices.items[use].configuration, words);
    if (landscape_quality(&world->landscape, turn->domain, action) > turn->quality) vote(turn, votes, agent, action);
}

/* -- socialisation */

/* The bits of a person that move: their number, and the practice that comes of it. */
static int32_t move_bits(
    const struct turn *turn, int32_t agent, struct configuration own, struct configuration *moved, struct bit_set *bits)
{
    const struct world *world = turn->world;
    int32_t count = 0;
    *moved = own;
    for (int32_t bit = 0; bit < turn->bits; bit++) {
        int code = configuration_get(turn->code, bit), value = configuration_get(own, bit);
        if (code < 0 || code == value) continue;
        struct random_key key =
            world_key(world, STREAM_SOCIALISE, agent, (uint32_t)(turn->domain * DRAWS_OF_SOCIALISE + bit));
        if (!random_bernoulli(key, world->rates.organisational_code.socialisation)) continue;
        configuration_set(moved, bit, value < 0 ? code : -1);
        *(bit < 64 ? &bits->low : &bits->high) |= UINT64_C(1) << (bit & 63);
        count++;
    }
    return count;
}

/* From whom the code has the bits that moved, each with its share of all bits. */
static int32_t push_sources(const struct turn *turn, int64_t block, struct bit_set moved)
{
    struct world *world = turn->world;
    struct uptake_source sources[BITS_MOST];
    int32_t count = 0;
    for (int32_t bit = 0; bit < turn->bits; bit++) {
        if (!((bit < 64 ? moved.low >> bit : moved.high >> (bit - 64)) & 1)) continue;
        struct code_bit from = world->organisational_code->bits[(int64_t)turn->domain * turn->bits + bit];
        int32_t i = 0;
        while (i < count && (sources[i].agent != from.agent || sources[i].row != from.row)) i++;
        if (i == count) sources[count++] = (struct uptake_source){from.agent, from.row, 0};
        sources[i].weight += 1.0 / turn->bits;
    }
    for (int32_t i = 0; i < count; i++) part_push(&world->uptakes->sources, block, &sources[i]);
    return count;
}

static void socialise(const struct turn *turn, int64_t block, int32_t agent, int32_t use)
{
    struct world *world = turn->world;
    struct configuration own = use >= 0 ? world->practices.items[use].configuration : configuration_unknown(turn->bits);
    struct configuration moved;
    struct bit_set bits = {0};
    if (move_bits(turn, agent, own, &moved, &bits) == 0) return;
    int32_t sources = push_sources(turn, block, bits);
    uptake_push_made(world, block,
        (struct uptake){.agent = agent,
            .domain = turn->domain,
            .practice = -1,
            .channel = CHANNEL_CODE,
            .project = -1,
            .source_count = sources},
        (struct made){moved, use, -1});
}

static void person_block(void *context, struct span span)
{
    const struct turn *turn = context;
    struct world *world = turn->world;
    struct votes votes = {0};
    for (int32_t bit = 0; bit < turn->bits; bit++)
        for (int value = 0; value < 2; value++) votes.spokesman[bit][value].from.agent = -1;
    for (int64_t agent = span.first; agent < span.last; agent++) {
        int32_t use = world->agents.practice[place_at(world, (int32_t)agent, turn->domain)];
        if (use >= 0) act(turn, &votes, (int32_t)agent, use);
        socialise(turn, span.block, (int32_t)agent, use);
    }
    part_push(&world->organisational_code->votes, span.block, &votes);
}

/* -- the code learns */

static struct spokesman spokesman_of(const struct world *world, int32_t bit, int value)
{
    struct spokesman first = {.from = {-1, -1}};
    for (int64_t b = 0; b < world->organisational_code->votes.count; b++) {
        const struct spokesman *spokesman = &world->organisational_code->votes.items[b].spokesman[bit][value];
        if (spokesman->from.agent >= 0 && (first.from.agent < 0 || spokesman->priority < first.priority))
            first = *spokesman;
    }
    return first;
}

static void learn_bit(const struct turn *turn, int32_t bit)
{
    struct world *world = turn->world;
    int64_t ones = 0, superiors = 0;
    for (int64_t b = 0; b < world->organisational_code->votes.count; b++) {
        ones += world->organisational_code->votes.items[b].ones[bit];
        superiors += world->organisational_code->votes.items[b].superiors;
    }
    int value = 2 * ones > superiors, before = configuration_get(turn->code, bit);
    int64_t excess = value ? 2 * ones - superiors : superiors - 2 * ones;
    if (excess == 0 || before == value) return;
    double p = 1 - maths_pow_count(1 - world->rates.organisational_code.learning, (uint64_t)excess);
    if (!random_bernoulli(world_key(world, STREAM_ORGANISATIONAL_CODE, turn->domain, (uint32_t)bit), p)) return;
    struct code_bit from = spokesman_of(world, bit, value).from;
    configuration_set(&world->organisational_code->practice[turn->domain], bit, value);
    world->organisational_code->bits[(int64_t)turn->domain * turn->bits + bit] = from;
    write_code_change(world, (struct code_change_row){.domain = turn->domain,
                                 .bit = bit,
                                 .value = value,
                                 .value_before = before,
                                 .majority = (int32_t)excess,
                                 .source = from.agent,
                                 .source_adoption = from.row});
}

void step_organisational_code(struct world *world)
{
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    uptakes_open(world, blocks);
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        struct turn turn = {.world = world,
            .domain = domain,
            .bits = (int32_t)world->scenario.landscape.bits,
            .code = world->organisational_code->practice[domain],
            .quality = landscape_expected(&world->landscape, domain, world->organisational_code->practice[domain])};
        world_need(world, parts_open(&world->organisational_code->votes, blocks));
        if (world->out_of_memory) return;
        crew_share(world->crew, world->agents.count, person_block, &turn);
        world_need(world, parts_join(&world->organisational_code->votes));
        if (world->out_of_memory) return;
        for (int32_t bit = 0; bit < turn.bits; bit++) learn_bit(&turn, bit);
    }
    uptakes_carry_out(world);
}

/* -- what the room owes */

enum status make_organisational_code(struct world *world)
{
    world->organisational_code = calloc(1, sizeof *world->organisational_code);
    if (!world->organisational_code) return STATUS_MEMORY;
    if (!world->scenario.organisational_code.present) return STATUS_OK;
    struct organisational_code *own = world->organisational_code;
    int64_t bits = world->scenario.landscape.bits, domains = world->agents.domains;
    own->practice = malloc((size_t)domains * sizeof *own->practice);
    own->bits = malloc((size_t)(domains * bits) * sizeof *own->bits);
    if (!own->practice || !own->bits) return STATUS_MEMORY;
    for (int64_t domain = 0; domain < domains; domain++) own->practice[domain] = configuration_unknown(bits);
    for (int64_t i = 0; i < domains * bits; i++) own->bits[i] = (struct code_bit){-1, -1};
    return STATUS_OK;
}

ROOM_PARTS(organisational_code, CODE_KEEPS)

void observe_organisational_code(const struct world *world, struct observation *observation)
{
    double *quality = observation->value[OBSERVE_code_quality],
           *known = observation->value[OBSERVE_code_known_fraction];
    if (!world->organisational_code->practice) return;
    int32_t bits = (int32_t)world->scenario.landscape.bits;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        struct configuration code = world->organisational_code->practice[domain];
        int open = __builtin_popcountll(code.unknown_low) + __builtin_popcountll(code.unknown_high);
        quality[domain] = landscape_expected(&world->landscape, domain, code);
        known[domain] = 1 - (double)open / bits;
    }
}

void digest_organisational_code(const struct world *world, struct digester *digester)
{
    if (!world->organisational_code->practice) return;
    size_t domains = (size_t)world->agents.domains;
    digester_add(
        digester, world->organisational_code->practice, domains * sizeof *world->organisational_code->practice);
    digester_add(digester, world->organisational_code->bits,
        domains * (size_t)world->scenario.landscape.bits * sizeof *world->organisational_code->bits);
}

enum status verify_organisational_code(const struct world *world, struct message *message)
{
    if (!world->organisational_code->practice) return STATUS_OK;
    int32_t bits = (int32_t)world->scenario.landscape.bits;
    for (int32_t place = 0; place < world->agents.domains * bits; place++) {
        struct code_bit from = world->organisational_code->bits[place];
        bool known = configuration_get(world->organisational_code->practice[place / bits], place % bits) >= 0;
        if (known ? from.agent < 0 || from.row < 0 || from.agent >= world->agents.count : from.agent >= 0)
            return message_set(message, STATUS_INVARIANT, "bit %d of the code of domain %d is of agent %d",
                place % bits, place / bits, from.agent);
    }
    return STATUS_OK;
}
