/* loss: what is given up. A practice is old when few are left of those who ever used it at once. Whoever still uses it
 * is left behind: confidence falls, and where there is something to lose, one may guard it. What there is to lose
 * depends on the person: having helped to create the practice, its being the standard of the own unit, being visible as
 * a leader.
 *
 * Unless one is accompanied: a contact who used it too and has left it stays beside the person, who so loses nothing in
 * that step, and is told of what the companion uses now as an apprentice would be, with all of its evidence. So old
 * practices are cared for until nobody needs them (seed 003: hospice). Everybody goes by the state as it stood. */
#include "model/people/loss.h"

#include "base/array.h"
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/account.h"
#include "model/adoption/learn.h"
#include "model/frame/steps.h"
#include "model/people/standards.h"
#include "model/record/observation.h"
#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"

bool practice_is_old(const struct world *world, int32_t number)
{
    const struct practice *practice = &world->practices.items[number];
    return practice->users < world->rates.loss.old_fraction * practice->most;
}

static struct random_key key_of(const struct world *world, int32_t agent, int32_t domain, uint32_t trait)
{
    return world_key(world, STREAM_LOSS, agent, (uint32_t)domain * DRAWS_OF_LOSS + trait);
}

/* Whether somebody used a practice and has left it for another. */
static bool has_left(const struct world *world, int32_t agent, int32_t domain, int32_t practice)
{
    const struct known *known = agents_find(&world->agents, agent, domain, practice);
    int32_t use = world->agents.practice[place_at(world, agent, domain)];
    return known && known->row >= 0 && use >= 0 && use != practice;
}

/* The contact who accompanies a person in this step, or -1. */
static int32_t find_companion(const struct world *world, int32_t agent, int32_t domain, int32_t practice)
{
    int32_t count = tie_count(world, agent);
    if (count == 0 ||
        !random_bernoulli(key_of(world, agent, domain, DRAW_LOSS_CARE), world->rates.loss.care_probability))
        return -1;
    int32_t first = (int32_t)random_below(key_of(world, agent, domain, DRAW_LOSS_WHO), (uint64_t)count);
    for (int32_t k = 0; k < count; k++) {
        int32_t other = tie_agent(world, agent, (first + k) % count);
        if (has_left(world, other, domain, practice)) return other;
    }
    return -1;
}

static void tell(struct world *world, int64_t block, const struct holding *holding)
{
    const struct account account = account_of(world, holding->companion, holding->domain);
    if (account.practice < 0) return;
    part_push(&world->tellings->all, block,
        &(struct telling){.target = holding->agent,
            .source = holding->companion,
            .practice = account.practice,
            .project = -1,
            .channel = CHANNEL_WORD_OF_MOUTH,
            .source_row = account.row,
            .belief = account.belief,
            .evidence = account_for(&account, holding->agent)});
}

static void hold_block(void *context, struct span span)
{
    struct world *world = context;
    int32_t domains = world->agents.domains;
    for (int64_t place = span.first * domains; place < span.last * domains; place++) {
        struct holding holding = {
            (int32_t)(place / domains), (int32_t)(place % domains), world->agents.practice[place], -1};
        if (holding.practice < 0 || !practice_is_old(world, holding.practice)) continue;
        holding.companion = find_companion(world, holding.agent, holding.domain, holding.practice);
        if (holding.companion >= 0) tell(world, span.block, &holding);
        part_push(&world->losses->holdings, span.block, &holding);
    }
}

/* What a person has to lose with a practice in use, of three things. */
static int count_stakes(const struct world *world, const struct holding *holding)
{
    const struct known *known = agents_find(&world->agents, holding->agent, holding->domain, holding->practice);
    bool standard = *unit_standard(world, world->network.unit[holding->agent], holding->domain) == holding->practice;
    bool leads = world->agents.leader && world->agents.leader[holding->agent];
    return (known && known->owned) + standard + leads;
}

/* Each thing that there is to lose may make a person guard. */
static void feel_threatened(struct world *world, const struct holding *holding)
{
    double calm = 1;
    for (int i = count_stakes(world, holding); i > 0; i--) calm *= 1 - world->rates.loss.guarding_effect;
    bool guards = random_bernoulli(key_of(world, holding->agent, holding->domain, DRAW_LOSS_GUARDS), 1 - calm);
    if (!guards || world->agents.stance[holding->agent] == STANCE_GUARDING) return;
    struct stance_move move = {.agent = holding->agent, .after = STANCE_GUARDING, .cause = STANCE_BY_LOSS};
    move.priority = random_bits(key_of(world, holding->agent, holding->domain, DRAW_LOSS_PRIORITY));
    world_need(world, array_push(&world->losses->threatened, move));
}

static void lose(struct world *world, const struct holding *holding)
{
    double *confidence = &world->agents.confidence[holding->agent];
    *confidence -= world->rates.loss.confidence_shift * *confidence;
    if (world->agents.stance) feel_threatened(world, holding);
}

void step_loss(struct world *world)
{
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    world_need(world, parts_open(&world->tellings->all, blocks));
    world_need(world, parts_open(&world->losses->holdings, blocks));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, hold_block, world);
    world_need(world, parts_join(&world->losses->holdings));
    for (int64_t i = 0; i < world->losses->holdings.count && !world->out_of_memory; i++) {
        const struct holding *holding = &world->losses->holdings.items[i];
        if (holding->companion < 0) {
            lose(world, holding);
            continue;
        }
        world->losses->accompanied++;
        write_accompaniment(world, (struct accompaniment_row){.agent = holding->agent,
                                       .domain = holding->domain,
                                       .practice = holding->practice,
                                       .companion = holding->companion});
    }
    tellings_deliver(world);
}

/* -- what the room owes */

ROOM_MAKE(losses)
ROOM_PARTS(losses, LOSSES_KEEP)

void observe_losses(const struct world *world, struct observation *observation)
{
    double old = 0;
    if (!world->scenario.loss.present) return;
    for (int32_t p = 0; p < world->practices.count; p++)
        if (practice_is_old(world, p)) old += world->practices.items[p].users;
    see_value(observation, OBSERVE_uses_of_old_practices, old);
    see_count(observation, OBSERVE_accompanied, world->losses->accompanied);
}
