/* influence: a number that people have moves towards those of the others whom they look at and heed.
 *
 * Who heeds everybody averages (DeGroot 1974, doi:10.1080/01621459.1974.10480137); who heeds those alone whose number
 * is near the own one comes to be of a group (Deffuant et al. 2000, doi:10.1142/S0219525900000078). Numbers are no
 * practices: they have no origin, and lead to no adoption. */
#include <math.h>

#include "base/crew.h"
#include "base/order.h"
#include "base/parts.h"
#include "model/adoption/looked_at.h"
#include "model/frame/rooms.h"
#include "model/frame/steps.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/without.h"
#include "model/state/world.h"
#include "model/state/write.h"

#define INFLUENCE_KEEPS(VALUE, LIST, ITEMS, PARTS) PARTS(double, moved) /* together: everybody's next number */
ROOM_STRUCT(influence, INFLUENCE_KEEPS);

static double *numbers_of(const struct world *world)
{
    switch (world->scenario.influence.trait) {
    case INFLUENCE_CONFIDENCE:
        return world->agents.confidence;
    case INFLUENCE_EXPECTATION:
        return world->agents.expectation;
    case INFLUENCE_BREADTH:
        return world->agents.breadth;
    case INFLUENCE_OPINION:
        break;
    }
    return world->agents.opinion;
}

static struct random_key draw(const struct world *world, int32_t entity, uint32_t what)
{
    return world_key(world, STREAM_INFLUENCE, entity, what);
}

/* Those whom somebody heeds: how many, the sum of their numbers, and the last of them. */
struct voices {
    int64_t count;
    double sum;
    int32_t last;
};

static bool is_heeded(const struct world *world, int32_t agent, int32_t other)
{
    const double *number = numbers_of(world);
    if (person_left_out(world, other) || without_tie(world, other, agent)) return false;
    return 1 - fabs(number[other] - number[agent]) >= world->rates.influence.min_likeness;
}

/* entity: by whom draws are named. */
static struct voices hear_voices(const struct world *world, int32_t agent, int32_t entity)
{
    const struct influence_parameters *with = &world->scenario.influence;
    struct voices voices = {.last = -1};
    if (person_left_out(world, agent) ||
        !random_bernoulli(draw(world, entity, DRAW_INFLUENCE_WHETHER), world->rates.influence.probability))
        return voices;
    struct looked_at looked_at =
        looked_at_among(world, agent, with->at, with->sample, draw(world, entity, DRAW_INFLUENCE_LOOK));
    for (int32_t other; (other = looked_at_next(&looked_at)) >= 0;) {
        if (!is_heeded(world, agent, other)) continue;
        voices.count++;
        voices.sum += numbers_of(world)[other];
        voices.last = other;
    }
    return voices;
}

static double moved(const struct world *world, double number, double towards)
{
    return share_cut(number + world->rates.influence.move * (towards - number));
}

static double moved_by(const struct world *world, double number, const struct voices *voices)
{
    return voices->count > 0 ? moved(world, number, voices->sum / (double)voices->count) : number;
}

/* -- everybody at once */

static void influence_block(void *context, struct span span)
{
    struct world *world = context;
    for (int64_t agent = span.first; agent < span.last; agent++) {
        struct voices voices = hear_voices(world, (int32_t)agent, (int32_t)agent);
        double next = moved_by(world, numbers_of(world)[agent], &voices);
        part_push(&world->influence->moved, span.block, &next);
    }
}

static void move_together(struct world *world)
{
    world_need(world, parts_open(&world->influence->moved, crew_blocks(world->agents.count, CREW_BLOCK)));
    if (world->out_of_memory) return;
    crew_share(world->crew, world->agents.count, influence_block, world);
    world_need(world, parts_join(&world->influence->moved));
    if (world->out_of_memory) return;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        numbers_of(world)[agent] = world->influence->moved.items[agent];
}

/* -- one after another */

static void take_turn(struct world *world, int32_t turn)
{
    double *number = numbers_of(world);
    int32_t agent = (int32_t)random_below(draw(world, turn, DRAW_INFLUENCE_WHO), (uint64_t)world->agents.count);
    struct voices voices = hear_voices(world, agent, turn);
    const double before = number[agent];
    number[agent] = moved_by(world, before, &voices);
    if (world->scenario.influence.mutual && voices.count > 0)
        number[voices.last] = moved(world, number[voices.last], before);
}

void step_influence(struct world *world)
{
    if (world->scenario.influence.order == INFLUENCE_TOGETHER) {
        move_together(world);
        return;
    }
    for (int32_t turn = 0; turn < world->agents.count; turn++) take_turn(world, turn);
}

/* -- what the room owes */

ROOM_MAKE(influence)
ROOM_PARTS(influence, INFLUENCE_KEEPS)

struct opinion {
    double value;
};
ORDER(by_value, struct opinion, ORDER_BY(value))

/* Groups of at least a twentieth of all, in order none further than 0.01 from the next. */
static int64_t count_groups(const struct opinion *sorted, int32_t count)
{
    int64_t groups = 0;
    for (int32_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && sorted[next].value - sorted[next - 1].value <= 0.01;) next++;
        groups += 20 * (int64_t)(next - first) >= count;
    }
    return groups;
}

void observe_influence(const struct world *world, struct observation *observation)
{
    const struct agents *agents = &world->agents;
    if (!agents->opinion) return;
    struct opinion *sorted = malloc((size_t)agents->count * sizeof *sorted);
    double sum = 0, squares = 0;
    if (!sorted) {
        observation->out_of_memory = true;
        return;
    }
    for (int32_t agent = 0; agent < agents->count; agent++) sum += sorted[agent].value = agents->opinion[agent];
    const double mean = sum / agents->count;
    for (int32_t agent = 0; agent < agents->count; agent++)
        squares += (sorted[agent].value - mean) * (sorted[agent].value - mean);
    order_items(sorted, agents->count, by_value);
    see_value(observation, OBSERVE_opinion_mean, mean);
    see_value(observation, OBSERVE_opinion_sd, sqrt(squares / agents->count));
    see_count(observation, OBSERVE_opinion_groups, count_groups(sorted, agents->count));
    free(sorted);
}
