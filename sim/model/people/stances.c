/* stances: how people stand to change, and what moves them.
 *
 * Waiting stands in the middle: a step towards initiating leads from being stuck, guarding or blaming to waiting, and
 * from waiting to initiating; a step away leads from initiating to waiting, and from waiting to being stuck or blaming.
 * Own and contacts' projects that succeed or fail move people a step. Besides, a person may look at a contact drawn at
 * random and take that one's stance, if one of the two is waiting: the voter model on a star (constrained voters:
 * Vazquez and Redner 2004, doi:10.1088/0305-4470/37/35/006); by itself it favours no stance. Everybody decides from the
 * stances as they stood; of several moves that one person would make, a keyed priority picks one. */
#include "model/people/stances.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/crew.h"
#include "base/order.h"
#include "base/parts.h"
#include "model/frame/holds.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/people/loss.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/state/write.h"
#include "model/ties/bonds.h"

static struct random_key key_of(const struct world *world, int32_t agent, int32_t project, uint32_t trait)
{
    return world_key(world, STREAM_STANCE, agent, (uint32_t)(project + 1) * DRAWS_OF_STANCE + trait);
}

static enum stance stance_of(const struct world *world, int32_t agent)
{
    return (enum stance)world->agents.stance[agent];
}

bool stance_founds(const struct world *world, int32_t agent)
{
    return !world->agents.stance || stance_of(world, agent) == STANCE_INITIATING;
}

double stance_notice(const struct world *world, int32_t agent)
{
    return stance_founds(world, agent) ? 1 : world->rates.stances.noticing_factor;
}

double stance_accept(const struct world *world, int32_t agent)
{
    bool open = stance_founds(world, agent) || stance_of(world, agent) == STANCE_WAITING;
    return open ? 1 : world->rates.stances.joining_factor;
}

/* -- change */

static void set_stance(
    struct world *world, int32_t agent, enum stance before, enum stance after, enum stance_cause cause)
{
    world->agents.stance[agent] = (uint8_t)after;
    world->stances->people[after]++;
    write_stance(world,
        (struct stance_row){
            .agent = agent, .stance_before = (int8_t)before, .stance_after = (int8_t)after, .cause = (int8_t)cause});
}

/* The stance at a place in [0, 1) of all people at the start. */
static enum stance stance_at(const struct stances_rates *with, double place)
{
    if (place < with->initial_stuck) return STANCE_STUCK;
    if (place < with->initial_stuck + with->initial_guarding) return STANCE_GUARDING;
    if (place < with->initial_stuck + with->initial_guarding + with->initial_blaming) return STANCE_BLAMING;
    return place < 1 - with->initial_initiating ? STANCE_WAITING : STANCE_INITIATING;
}

void stance_begin(struct world *world, int32_t agent)
{
    double place = random_uniform(world_key(world, STREAM_STANCE_START, agent, 0));
    enum stance after = stance_at(&world->rates.stances, place);
    enum stance before = world->step > 0 ? stance_of(world, agent) : after;
    if (world->step > 0) world->stances->people[before]--;
    set_stance(world, agent, before, after, STANCE_BY_START);
}

void stance_change(struct world *world, int32_t agent, enum stance after, enum stance_cause cause)
{
    enum stance before = stance_of(world, agent);
    if (before == after) return;
    world->stances->people[before]--;
    set_stance(world, agent, before, after, cause);
}

static void push_move(struct world *world, int64_t block, int32_t agent, int32_t project, struct stance_move move)
{
    if (move.after == stance_of(world, agent)) return;
    move.agent = agent;
    move.priority = random_bits(key_of(world, agent, project, DRAW_STANCE_PRIORITY));
    part_push(&world->stances->moves, block, &move);
}

/* -- looking at contacts, and blaming them */

/* A contact drawn at random, or -1. */
static int32_t some_contact(const struct world *world, int32_t agent, uint32_t trait)
{
    int32_t count = tie_count(world, agent);
    if (count == 0) return -1;
    return tie_agent(world, agent, (int32_t)random_below(key_of(world, agent, -1, trait), (uint64_t)count));
}

static void look_block(void *context, struct span span)
{
    struct world *world = context;
    double rate = world->rates.stances.contagion_probability;
    struct random_key gaps = world_key(world, STREAM_STANCE, -1 - (int32_t)span.block, 0);
    for (int64_t agent = span.first + world_gap(gaps, rate); agent < span.last; agent += 1 + world_gap(gaps, rate)) {
        gaps.index++;
        int32_t contact = some_contact(world, (int32_t)agent, DRAW_STANCE_LOOK_WHOM);
        if (contact < 0) continue;
        enum stance own = stance_of(world, (int32_t)agent), theirs = stance_of(world, contact);
        if (own == STANCE_WAITING || theirs == STANCE_WAITING)
            push_move(world, span.block, (int32_t)agent, -1,
                (struct stance_move){.after = theirs, .cause = STANCE_BY_CONTACT});
    }
    for (int64_t agent = span.first; agent < span.last && world->rates.stances.blame_trust_loss > 0; agent++) {
        if (stance_of(world, (int32_t)agent) != STANCE_BLAMING) continue;
        int32_t contact = some_contact(world, (int32_t)agent, DRAW_STANCE_LOOK_WHOM_BLAMED);
        if (contact >= 0) part_push(&world->stances->blamed, span.block, &(struct blamed){contact, (int32_t)agent});
    }
}

/* -- projects that ended */

/* A total order; of what one person saw of one project, taking part in it comes first. */
ORDER(by_person, struct experience, ORDER_BY(agent) ORDER_BY(project) ORDER_BY_MOST(own))

/* Whether it moves whoever had part in it, or saw it. */
static bool moves_somebody(const struct world *world, const struct experience *one)
{
    const struct stances_rates *with = &world->rates.stances;
    const double of[2][2] = {
        {with->seen_failure_effect, with->seen_success_effect}, {with->failure_effect, with->success_effect}};
    return random_bernoulli(key_of(world, one->agent, one->project, DRAW_STANCE_MOVES), of[one->own][one->success]);
}

/* Members' contacts see how it ended, each of them once; only who is moved by it is put in order. */
static void let_contacts_see(struct world *world)
{
    struct experiences *experiences = &world->stances->experiences;
    int64_t own = experiences->count;
    for (int64_t i = 0; i < own; i++) {
        struct experience seen = experiences->items[i];
        int32_t member = seen.agent;
        seen.own = false;
        for (int32_t k = 0; k < tie_count(world, member); k++) {
            seen.agent = tie_agent(world, member, k);
            if (moves_somebody(world, &seen)) world_need(world, array_push(experiences, seen));
        }
    }
    order_items(experiences->items, experiences->count, by_person);
}

static enum stance step_towards(enum stance stance)
{
    return stance >= STANCE_WAITING ? STANCE_INITIATING : STANCE_WAITING;
}

static enum stance step_away(const struct world *world, const struct experience *experience, enum stance stance)
{
    if (stance == STANCE_INITIATING) return STANCE_WAITING;
    if (stance != STANCE_WAITING) return stance;
    struct random_key key = key_of(world, experience->agent, experience->project, DRAW_STANCE_BLAMES);
    return random_bernoulli(key, world->rates.stances.blame_fraction) ? STANCE_BLAMING : STANCE_STUCK;
}

static void draw_conclusions(struct world *world, int64_t block)
{
    static const enum stance_cause causes[2][2] = {
        {STANCE_BY_SEEN_FAILURE, STANCE_BY_SEEN_SUCCESS}, {STANCE_BY_FAILURE, STANCE_BY_SUCCESS}};
    const struct experience *items = world->stances->experiences.items;
    for (int64_t i = 0; i < world->stances->experiences.count; i++) {
        const struct experience *one = &items[i];
        if (i > 0 && items[i - 1].agent == one->agent && items[i - 1].project == one->project) continue;
        if (!moves_somebody(world, one)) continue;
        enum stance own = stance_of(world, one->agent);
        struct stance_move move = {.after = one->success ? step_towards(own) : step_away(world, one, own),
            .cause = causes[one->own][one->success]};
        push_move(world, block, one->agent, one->project, move);
    }
    array_clear(&world->stances->experiences);
}

/* Those who guard what they lose (loss.c). */
static void guard_what_is_lost(struct world *world, int64_t block)
{
    const struct stance_move *moves = world->losses->threatened.items;
    for (int64_t i = 0; i < world->losses->threatened.count; i++) part_push(&world->stances->moves, block, &moves[i]);
    array_clear(&world->losses->threatened);
}

/* -- all together */

ORDER(by_agent, struct stance_move, ORDER_BY(agent) ORDER_BY(priority) ORDER_BY(cause) ORDER_BY(after))

void step_stances(struct world *world)
{
    int64_t blocks = crew_blocks(world->agents.count, CREW_BLOCK);
    let_contacts_see(world);
    world_need(world, parts_open(&world->stances->moves, blocks + 1));
    world_need(world, parts_open(&world->stances->blamed, blocks));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, look_block, world);
    draw_conclusions(world, blocks);
    guard_what_is_lost(world, blocks);
    world_need(world, parts_join(&world->stances->moves));
    world_need(world, parts_join(&world->stances->blamed));
    if (world->out_of_memory) return;

    struct stance_move *moves = world->stances->moves.items;
    const struct blamed *blamed = world->stances->blamed.items;
    order_items(moves, world->stances->moves.count, by_agent);
    for (int64_t i = 0; i < world->stances->moves.count; i++)
        if (i == 0 || moves[i].agent != moves[i - 1].agent)
            stance_change(world, moves[i].agent, moves[i].after, moves[i].cause);
    for (int64_t i = 0; i < world->stances->blamed.count; i++)
        tie_weaken(world, blamed[i].agent, blamed[i].by, world->rates.stances.blame_trust_loss);
}

/* -- what the room owes */

ROOM_MAKE(stances)
ROOM_PARTS(stances, STANCES_KEEP)

enum status verify_stances(const struct world *world, struct message *message)
{
    int64_t counted[STANCE_COUNT] = {0};
    if (!world->agents.stance) return STATUS_OK;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        HOLDS(world->agents.stance[agent] < STANCE_COUNT, "agent %d has stance %d", agent, world->agents.stance[agent]);
        counted[world->agents.stance[agent]]++;
    }
    for (int s = 0; s < STANCE_COUNT; s++)
        HOLDS(counted[s] == world->stances->people[s], "%" PRId64 " people have stance %d, counted %" PRId64,
            world->stances->people[s], s, counted[s]);
    return STATUS_OK;
}

void observe_stances(const struct world *world, struct observation *observation)
{
    for (int64_t stance = 0; stance < observation->length[OBSERVE_stances]; stance++)
        observation->value[OBSERVE_stances][stance] = (double)world->stances->people[stance];
}
