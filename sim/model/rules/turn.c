/* turn: the general kernel of adoption. Whatever the settings: who has a turn looks round, chooses among what is seen,
 * accepts it or not, and copies it, in whole or in part; who told the person of a practice in this step is among those
 * looked at, even by someone who has no turn.
 *
 * Together, everybody sees what was in use before, and blocks of people can decide at once. One after another, each
 * sees what those before have come to, and so does one thread. Of one kind of settings there may be a faster kernel
 * that comes to the same (rules.def). */
#include "model/rules/turn.h"

#include <string.h>

#include "base/array.h"
#include "base/crew.h"
#include "base/parts.h"
#include "model/adoption/looked_at.h"
#include "model/adoption/take_up.h"
#include "model/frame/rooms.h"
#include "model/rules/adopt.h"
#include "model/state/write.h"
#include "scenario/numbers.h"

/* What all turns of a step have in common. */
struct turns {
    struct world *world;
    struct dose dose;
};

static struct dose read_dose(const struct named_numbers *list)
{
    struct dose dose = {.count = list->count};
    for (int64_t i = 0; i < list->count; i++) {
        dose.probability[i] = list->item[i].value;
        if (number_read(list->item[i].name, &dose.from[i]) != NUMBER_FINE) dose.count = i;
    }
    return dose;
}

static bool learn(struct looking *looking)
{
    const struct scenario *with = &looking->world->scenario;
    if (with->choose.of == CHOOSE_BITS) return turn_bits(looking);
    turn_look(looking, turn_draw(looking, DRAW_IMITATE_LOOK));
    if (with->adoption.when == WHEN_NEWS && looking->fresh == 0) return false;
    struct pick choice = turn_choose(looking);
    if (!turn_accepts(looking, &choice)) return false;
    turn_copy(looking, &choice);
    return true;
}

/* Some take up the first practice of themselves; and so does who needs nobody else to. */
static void begin_of_oneself(const struct looking *looking)
{
    const struct world *world = looking->world;
    const struct accept_rates *with = &world->rates.accept;
    const bool threshold = world->scenario.accept.by == ACCEPT_THRESHOLD;
    if (!looking->looks || looking->who.domain != 0 || looking->use == 0) return;
    bool needs_nobody =
        threshold && looking->use < 0 && looking->others == 0 && world->agents.threshold[looking->who.agent] <= 0;
    bool begins = needs_nobody && random_bernoulli(turn_draw(looking, DRAW_IMITATE_TAKES), with->above);
    if (begins || random_bernoulli(turn_draw(looking, DRAW_IMITATE_SPONTANEOUSLY), with->innovation))
        uptake_push(looking->world, looking->block,
            (struct uptake){.agent = looking->who.agent, .channel = CHANNEL_EXTERNAL, .project = -1});
}

/* The person's own, where a file gave it one. */
static double turn_probability(const struct world *world, int32_t agent)
{
    const double *own = world->agents.turn_probability;
    return own && own[agent] >= 0 ? own[agent] : world->rates.adoption.turn_probability;
}

/* Whoever is satisfied does not look round, whoever tells. */
static bool is_satisfied(const struct looking *looking)
{
    const struct world *world = looking->world;
    return world->scenario.adoption.when == WHEN_DISSATISFIED && looking->use >= 0 &&
           looking->quality >= world->agents.expectation[looking->who.agent];
}

static void take_turn(const struct turns *turns, int64_t block, struct place who, int32_t entity)
{
    struct world *world = turns->world;
    int64_t place = place_at(world, who.agent, who.domain);
    struct looking looking = {.world = world,
        .dose = &turns->dose,
        .block = block,
        .who = who,
        .entity = entity,
        .use = world->agents.practice[place]};
    looking.quality = turn_quality(world, looking.use);
    const bool satisfied = is_satisfied(&looking);
    looking.looks =
        !satisfied && random_bernoulli(turn_draw(&looking, DRAW_IMITATE_TURN), turn_probability(world, who.agent));
    bool learned = !satisfied && learn(&looking);
    if (!learned) begin_of_oneself(&looking);
    if (!world->agents.copied) return;
    bool instead = world->scenario.adoption.search_alone == ALONE_INSTEAD;
    if (instead ? looking.looks : learned) world->agents.copied[place] = 1;
}

/* -- everybody at once */

static void turn_block(void *context, struct span span)
{
    const struct turns *turns = context;
    for (int64_t agent = span.first; agent < span.last; agent++)
        for (int32_t domain = 0; domain < turns->world->agents.domains; domain++)
            take_turn(turns, span.block, (struct place){(int32_t)agent, domain}, (int32_t)agent);
}

/* -- one after another */

/* Everybody once, in an order drawn for the step (Durstenfeld 1964, doi:10.1145/364520.364540). */
static bool shuffle(struct world *world)
{
    struct numbers *order = &world->counting->order;
    array_clear(order);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        if (!array_push(order, agent)) return false;
    for (int32_t last = world->agents.count - 1; last > 0; last--) {
        uint64_t pick = random_below(world_key(world, STREAM_ORDER, last, 0), (uint64_t)last + 1);
        int32_t agent = order->items[pick];
        order->items[pick] = order->items[last];
        order->items[last] = agent;
    }
    return true;
}

static void turn_alone(const struct turns *turns, int32_t agent, int32_t entity)
{
    struct world *world = turns->world;
    for (int32_t domain = 0; domain < world->agents.domains; domain++)
        take_turn(turns, 0, (struct place){agent, domain}, entity);
    if (!uptakes_asked(world)) return;
    uptakes_carry_out(world);
    uptakes_open(world, 1);
}

static void turns_one_after_another(const struct turns *turns)
{
    struct world *world = turns->world;
    const bool drawn = world->scenario.adoption.order == TURNS_DRAWN;
    world_need(world, drawn || shuffle(world));
    for (int32_t turn = 0; turn < world->agents.count && !world->out_of_memory; turn++) {
        struct random_key key = world_key(world, STREAM_ORDER, turn, 0);
        int32_t agent =
            drawn ? (int32_t)random_below(key, (uint64_t)world->agents.count) : world->counting->order.items[turn];
        turn_alone(turns, agent, drawn ? turn : agent);
    }
}

void step_turn(struct world *world)
{
    const bool together = world->scenario.adoption.order == TURNS_TOGETHER;
    int64_t blocks = together ? crew_blocks(world->agents.count, CREW_BLOCK) : 1;
    struct turns turns = {world, read_dose(&world->scenario.accept.dose)};
    uptakes_open(world, blocks);
    world_need(world, parts_open(&world->counting->counted, blocks));
    world_need(world, parts_open(&world->counting->seen, blocks));
    if (world->out_of_memory) return;
    if (world->agents.copied) /* drawn, one may have no turn in a step, or several */
        memset(world->agents.copied, 0, (size_t)world->agents.count * (size_t)world->agents.domains);
    if (together)
        crew_share(world->crew, world->agents.count, turn_block, &turns);
    else
        turns_one_after_another(&turns);
    world_need(world, parts_join(&world->counting->counted));
    world_need(world, parts_join(&world->counting->seen));
    uptakes_carry_out(world);
}
