/* selection: who leaves, and whom newcomers copy, by chance or by how well people do.
 *
 * How many leave is by chance alone. Who they are is then drawn one after another with weight exp(-s v): whoever would
 * be the first to go if each went at a rate of the own weight (Efraimidis and Spirakis 2006,
 * doi:10.1016/j.ipl.2005.11.003). A newcomer copies one of those who were there, leavers among them, drawn with weight
 * exp(s v). Where everybody leaves at once this is the chain of Wright and Fisher. */
#include "model/cycle/selection.h"

#include "base/array.h"
#include "base/order.h"
#include "base/parts.h"
#include "model/adoption/memory.h"
#include "model/adoption/take_up.h"
#include "model/cycle/renew.h"
#include "model/record/events.h"
#include "model/state/draws.h"
#include "model/state/place.h"
#include "model/state/write.h"
#include "random/maths.h"

static struct random_key draw(const struct world *world, int32_t agent, uint32_t what)
{
    return world_key(world, STREAM_SELECTION, agent, what);
}

/* The mean over domains of the quality of what a person uses; 0 where nothing is. */
static double success(const struct world *world, int32_t agent)
{
    double sum = 0;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) {
        int32_t practice = world->agents.practice[place_at(world, agent, domain)];
        if (practice >= 0) sum += world->practices.items[practice].quality;
    }
    return sum / world->agents.domains;
}

/* Whether it goes by quality, of which there is none without a landscape. */
static bool goes_by(const struct world *world, double weight)
{
    return weight > 0 && world->scenario.landscape.present;
}

/* -- who leaves */

ORDER(by_number, struct drawn, ORDER_BY(by) ORDER_BY(agent))
ORDER(by_place, struct leaver, ORDER_BY(agent))

/* So many of all in the place of those drawn by chance. The number is the logarithm of when one would go. */
static void draw_by_quality(struct world *world, double weight)
{
    struct leavers *leavers = &world->renew->leavers;
    struct drawn_list *lottery = &world->renew->lottery;
    array_clear(lottery);
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        double when = random_exponential(draw(world, agent, DRAW_SELECTION_LEAVES), 1);
        double by = maths_log(when) + weight * success(world, agent);
        world_need(world, array_push(lottery, (struct drawn){by, agent}));
    }
    if (world->out_of_memory) return;
    order_items(lottery->items, lottery->count, by_number);
    for (int64_t i = 0; i < leavers->count; i++) leavers->items[i].agent = lottery->items[i].agent;
    order_items(leavers->items, leavers->count, by_place);
}

void selection_leavers(struct world *world)
{
    const struct renew_rates *with = &world->rates.renew;
    struct leavers *leavers = &world->renew->leavers;
    double rate = with->turnover_probability;
    struct random_key key = world_key(world, STREAM_TURNOVER, -1, 0);
    array_clear(leavers);
    for (int64_t agent = world_gap(key, rate); agent < world->agents.count; agent += 1 + world_gap(key, rate)) {
        world_need(world, array_push(leavers, (struct leaver){.agent = (int32_t)agent}));
        key.index++;
    }
    if (goes_by(world, with->leaving_quality_weight) && leavers->count > 0)
        draw_by_quality(world, with->leaving_quality_weight);
}

/* -- whom newcomers copy */

/* The weights of all people, added up. The largest is 1, so that none is too large for a number. */
static void weigh(struct world *world, double weight)
{
    struct drawn_list *lottery = &world->renew->lottery;
    double most = 0, sum = 0;
    array_clear(lottery);
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        double well = success(world, agent);
        world_need(world, array_push(lottery, (struct drawn){well, agent}));
        if (well > most) most = well;
    }
    for (int64_t i = 0; i < lottery->count; i++)
        lottery->items[i].by = sum += maths_exp(weight * (lottery->items[i].by - most));
}

/* The first of whom the weights added up are more than a number drawn below all of them. */
static int32_t draw_whom(const struct world *world, struct random_key key)
{
    const struct drawn_list *lottery = &world->renew->lottery;
    const double x = random_uniform(key) * lottery->items[lottery->count - 1].by;
    int64_t low = 0, high = lottery->count - 1;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (lottery->items[middle].by > x)
            high = middle;
        else
            low = middle + 1;
    }
    return lottery->items[low].agent;
}

/* What one uses in every domain, and believes of it. */
static void take_over(struct world *world, int32_t newcomer, int32_t whom)
{
    const struct agents *agents = &world->agents;
    for (int32_t domain = 0; domain < agents->domains; domain++) {
        const int64_t place = place_at(world, whom, domain);
        if (agents->practice[place] < 0) continue;
        part_push(&world->uptakes->sources, 0, &(struct uptake_source){whom, agents->adoption[place], 1});
        uptake_push_judged(world, 0,
            (struct uptake){.agent = newcomer,
                .domain = domain,
                .practice = agents->practice[place],
                .channel = CHANNEL_ONBOARDING,
                .project = -1,
                .source_count = 1},
            agents->known ? person_belief(world, whom, domain) : 0);
    }
}

void selection_copy(struct world *world)
{
    const struct renew_rates *with = &world->rates.renew;
    const struct leavers *leavers = &world->renew->leavers;
    const bool by_quality = goes_by(world, with->copying_quality_weight);
    if (!(with->copy_probability > 0) || leavers->count == 0) return;
    if (by_quality) weigh(world, with->copying_quality_weight);
    for (int64_t i = 0; i < leavers->count && !world->out_of_memory; i++) {
        struct leaver *leaver = &leavers->items[i];
        struct random_key key = draw(world, leaver->agent, DRAW_SELECTION_WHOM);
        leaver->copies = random_bernoulli(draw(world, leaver->agent, DRAW_SELECTION_WHETHER), with->copy_probability);
        if (!leaver->copies) continue;
        int32_t whom = by_quality ? draw_whom(world, key) : (int32_t)random_below(key, (uint64_t)world->agents.count);
        take_over(world, leaver->agent, whom);
    }
}
