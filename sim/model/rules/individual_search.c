/* individual_search: people try variants of what they use by themselves, by moves that they can make (moves.h), or now
 * and then something drawn at random; if the scenario says so, only who copied nothing in this step, or who had no turn
 * (turn.c).
 *
 * A trial turns out as the variant's quality plus Normal(0, noise). Where people hold beliefs by evidence, it is one
 * outcome of evidence; elsewhere the variant is kept or not by the outcome and the quality of what one uses, and a
 * variant that is not kept leaves no trace. Who uses nothing tries something drawn at random.
 *
 * Of recipes people put together some of what they have in mind. What comes of it they keep in mind, whether they take
 * it up or not: a step on the way is worth nothing by itself. */
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/combine.h"
#include "model/adoption/learn.h"
#include "model/adoption/memory.h"
#include "model/adoption/take_up.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/ledger/credit.h"
#include "model/rules/moves.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/world.h"
#include "model/state/write.h"

/* Someone tried a variant alone, and how it turned out. */
struct
try {
    struct place who;
    struct configuration configuration;
    double outcome;
    int32_t parent;          /* what it is a variant of, or -1 */
    struct combination made; /* recipes: of what */
};

#define INDIVIDUAL_SEARCH_KEEPS(VALUE, LIST, ITEMS, PARTS) PARTS(struct try, tries)
ROOM_STRUCT(individual_search, INDIVIDUAL_SEARCH_KEEPS);

static struct random_key draw(const struct world *world, struct place who, uint32_t what)
{
    return world_key(
        world, STREAM_INDIVIDUAL_SEARCH, who.agent, (uint32_t)who.domain * DRAWS_OF_INDIVIDUAL_SEARCH + what);
}

static bool by_evidence(const struct world *world)
{
    return scenario_has(&world->scenario, FEATURE_EVIDENCE);
}

static struct random_key reach_draw(const struct world *world, struct place who, uint32_t what)
{
    return world_key(world, STREAM_REACH, who.agent, (uint32_t)who.domain * DRAWS_OF_REACH + what);
}

/* Makes more of one's moves, none of them the first once more (selection sampling). */
static void reach_on(const struct world *world, struct place who, struct configuration before, int32_t first,
    struct configuration *variant)
{
    const struct choices choices = landscape_choices(&world->scenario.landscape);
    const int32_t moves = moves_count(world, who.agent);
    uint64_t left = (uint64_t)moves - 1, wanted = (uint64_t)world->scenario.individual_search.reach - 1;
    for (int32_t i = 0; i < moves && wanted > 0; i++) {
        if (i == first) continue;
        const int32_t bit = moves_at(world, who.agent, i);
        if (random_below(reach_draw(world, who, DRAW_REACH_BIT + (uint32_t)bit), left--) >= wanted) continue;
        int value = choice_other(
            choices, choice_get(choices, before, bit), reach_draw(world, who, DRAW_REACH_VALUE + (uint32_t)bit));
        choice_set(choices, variant, bit, value);
        wanted--;
    }
}

static struct configuration vary(const struct world *world, struct place who, int32_t use)
{
    const struct configuration before = world->practices.items[use].configuration;
    const struct random_key key = draw(world, who, DRAW_INDIVIDUAL_SEARCH_VARIANT);
    const int32_t moves = moves_count(world, who.agent);
    if (moves == 0) return landscape_vary(&world->landscape, before, key);
    bool in_turn = world->scenario.individual_search.tries == TRIES_IN_TURN;
    int32_t first = in_turn ? (world->step - 1) % moves : (int32_t)random_below(key, (uint64_t)moves);
    struct configuration variant = landscape_move(&world->landscape, before, moves_at(world, who.agent, first), key);
    if (scenario_has(&world->scenario, FEATURE_BITS)) reach_on(world, who, before, first, &variant);
    return variant;
}

/* Whether it is taken up in place of what is in use, without more evidence. */
static bool is_kept(const struct world *world, const struct try *try, int32_t use)
{
    const struct practice *practice = &world->practices.items[use];
    if (configuration_equal(try->configuration, practice->configuration)) return false;
    switch (world->scenario.individual_search.keep) {
    case KEEP_BETTER:
        return try->outcome > practice->quality;
    case KEEP_NO_WORSE:
        return try->outcome >= practice->quality;
    case KEEP_ANY:
        return true;
    }
    return false;
}

/* What is tried where nothing is put together. */
static void change(const struct world *world, struct place who, struct try *try)
{
    const double jumps = world->rates.individual_search.jump_probability;
    if (try->parent >= 0 && random_bernoulli(draw(world, who, DRAW_INDIVIDUAL_SEARCH_JUMP), jumps)) try->parent = -1;
    try->configuration = try->parent < 0
                             ? landscape_draw(&world->landscape, draw(world, who, DRAW_INDIVIDUAL_SEARCH_VARIANT))
                             : vary(world, who, try->parent);
}

/* Whether anything comes of what is put together. */
static bool put_together(const struct world *world, struct place who, struct try *try)
{
    struct pool pool = {.world = world, .domain = who.domain};
    const struct random_key key = world_key(world, STREAM_COMBINE, who.agent, (uint32_t)who.domain * DRAWS_OF_COMBINE);
    pool_add(&pool, who.agent);
    try->made = pool_combine(&pool, who.agent, world->rates.individual_search.belief_exponent, key);
    try->configuration.low = (uint64_t)try->made.item;
    return try->made.item >= 0;
}

static void try_something(struct world *world, int64_t block, struct place who)
{
    const struct individual_search_rates *with = &world->rates.individual_search;
    int32_t use = world->agents.practice[place_at(world, who.agent, who.domain)];
    if (!random_bernoulli(draw(world, who, DRAW_INDIVIDUAL_SEARCH_WHETHER), with->trial_probability)) return;
    struct try try = {.who = who, .parent = use};
    const bool recipes = world->landscape.recipes != NULL;
    if (recipes && !put_together(world, who, &try)) return;
    if (!recipes) change(world, who, &try);
    double quality = landscape_quality(&world->landscape, who.domain, try.configuration);
    try.outcome = random_normal(draw(world, who, DRAW_INDIVIDUAL_SEARCH_NOISE), quality, with->outcome_sd);
    if (use < 0 || recipes || by_evidence(world) || is_kept(world, &try, use))
        part_push(&world->individual_search->tries, block, &try);
}

static void try_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t agent = span.first; agent < span.last; agent++)
        for (int32_t domain = 0; domain < world->agents.domains; domain++)
            if (!world->agents.copied || !world->agents.copied[place_at(world, (int32_t)agent, domain)])
                try_something(world, span.block, (struct place){(int32_t)agent, domain});
}

/* What came of putting together is kept in mind, and taken up as any variant is. */
static void settle_made(struct world *world, const struct try *try, int32_t practice)
{
    int32_t use = world->agents.practice[place_at(world, try->who.agent, try->who.domain)];
    if (without_practice(world, practice)) return;
    memory_outcome(world, try->who, practice, try->outcome);
    if (use < 0 || is_kept(world, try, use))
        uptake_push(world, 0,
            (struct uptake){.agent = try->who.agent,
                .domain = try->who.domain,
                .practice = practice,
                .channel = CHANNEL_INVENTION,
                .project = -1});
}

/* What was tried gets its number, in the order of people, and has its effect. */
static void settle(struct world *world, const struct try *try)
{
    const bool recipes = world->landscape.recipes != NULL;
    if (!by_evidence(world) && !recipes) {
        uptake_push_made(world, 0,
            (struct uptake){.agent = try->who.agent,
                .domain = try->who.domain,
                .practice = -1,
                .channel = CHANNEL_INVENTION,
                .project = -1},
            (struct made){try->configuration, try->parent, -1});
        return;
    }
    int64_t known = world->practices.count;
    int32_t practice = recipes ? combination_meet(world, try->who.domain, &try->made, -1)
                               : practice_meet(world, try->who.domain, try->configuration, try->parent, -1);
    credit_person(world, known, try->who.agent);
    if (practice >= 0 && !by_evidence(world)) settle_made(world, try, practice);
    if (practice < 0 || !by_evidence(world)) return;
    part_push(&world->tellings->all, 0,
        &(struct telling){.target = try->who.agent,
            .source = -1,
            .practice = practice,
            .project = -1,
            .channel = CHANNEL_INVENTION,
            .source_row = -1,
            .belief = try->outcome,
            .evidence = 1});
}

void step_individual_search(struct world *world)
{
    world_need(world, parts_open(&world->individual_search->tries, crew_blocks(world->agents.count, CREW_BLOCK)));
    world_need(world, parts_open(&world->tellings->all, 1));
    uptakes_open(world, 1);
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, try_block, world);
    world_need(world, parts_join(&world->individual_search->tries));
    if (world->out_of_memory) return;
    for (int64_t i = 0; i < world->individual_search->tries.count; i++)
        settle(world, &world->individual_search->tries.items[i]);
    if (by_evidence(world))
        tellings_deliver(world);
    else
        uptakes_carry_out(world);
}

/* -- what the room owes */

ROOM_MAKE(individual_search)
ROOM_PARTS(individual_search, INDIVIDUAL_SEARCH_KEEPS)
