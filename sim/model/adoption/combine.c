#include "model/adoption/combine.h"

#include "model/state/agents.h"
#include "model/state/draws.h"
#include "model/state/practices.h"

static const struct recipes *recipes_of(const struct pool *pool)
{
    return pool->world->landscape.recipes;
}

void pool_add(struct pool *pool, int32_t agent)
{
    const struct agents *agents = &pool->world->agents;
    const struct known *memory = agents_memory(agents, agent, pool->domain);
    for (int32_t slot = 0; slot < agents->slots; slot++) {
        if (memory[slot].practice < 0) continue;
        int32_t item = (int32_t)pool->world->practices.items[memory[slot].practice].configuration.low, i = 0;
        if (recipes_of(pool)->items.items[item].basic) continue;
        while (i < pool->made_count && pool->made[i] != item) i++;
        if (i == pool->made_count) pool->made[pool->made_count++] = item;
    }
}

static int32_t item_at(const struct pool *pool, int32_t place)
{
    const struct numbers *basic = &recipes_of(pool)->basic;
    return place < basic->count ? basic->items[place] : pool->made[place - basic->count];
}

static int32_t pool_size(const struct pool *pool)
{
    return (int32_t)recipes_of(pool)->basic.count + pool->made_count;
}

/* -- drawing, without putting back: `drawn` are the places drawn so far, in order */

static int32_t draw_evenly(const struct pool *pool, const int32_t *drawn, int32_t count, struct random_key key)
{
    int32_t place = (int32_t)random_below(key, (uint64_t)(pool_size(pool) - count));
    for (int32_t i = 0; i < count; i++) place += drawn[i] <= place;
    return place;
}

static double belief_at(const struct pool *pool, int32_t agent, int32_t place)
{
    int32_t item = item_at(pool, place);
    int32_t practice = practices_find_listed(&pool->world->practices, pool->domain, item);
    const struct known *known = agents_find(&pool->world->agents, agent, pool->domain, practice);
    return known ? known->belief : pool->world->practices.items[practice].quality;
}

/* How much the belief in what lies at each place counts. */
static void shares_by_belief(const struct pool *pool, int32_t agent, double power, double share[])
{
    for (int32_t place = 0; place < pool_size(pool); place++) {
        double belief = belief_at(pool, agent, place);
        share[place] = belief > 0 ? maths_exp(power * maths_log(belief)) : 0;
    }
}

/* A place, as likely as its share, which is 0 where it was drawn; -1: nothing that is left is believed to be good. */
static int32_t draw_by_share(const double share[], int32_t size, struct random_key key)
{
    double all = 0;
    int32_t last = -1;
    for (int32_t place = 0; place < size; place++) all += share[place];
    double left = random_uniform(key) * all;
    for (int32_t place = 0; place < size && left >= 0; place++) {
        if (!(share[place] > 0)) continue;
        left -= share[place];
        last = place;
    }
    return last;
}

static void insert(int32_t *drawn, int32_t count, int32_t place)
{
    for (; count > 0 && drawn[count - 1] > place; count--) drawn[count] = drawn[count - 1];
    drawn[count] = place;
}

struct combination pool_combine(const struct pool *pool, int32_t agent, double power, struct random_key key)
{
    const struct numbers *sizes = &recipes_of(pool)->sizes;
    struct combination combination = {.item = -1};
    struct random_key draw = key;
    int32_t drawn[ITEM_PARTS_MOST];
    double share[ITEMS_MOST];
    draw.index = key.index + DRAW_COMBINE_SIZE;
    int32_t size = sizes->items[random_below(draw, (uint64_t)sizes->count)];
    if (size > pool_size(pool)) return combination;
    if (power > 0) shares_by_belief(pool, agent, power, share);
    for (int32_t i = 0; i < size; i++) {
        draw.index = key.index + DRAW_COMBINE_PART + (uint32_t)i;
        int32_t place = power > 0 ? draw_by_share(share, pool_size(pool), draw) : -1;
        if (place < 0) place = draw_evenly(pool, drawn, i, draw);
        share[place] = 0;
        insert(drawn, i, place);
    }
    for (int32_t i = 0; i < size; i++) combination.parts.item[combination.parts.count++] = item_at(pool, drawn[i]);
    recipe_order(&combination.parts);
    combination.item = recipes_product(recipes_of(pool), &combination.parts);
    return combination;
}

int32_t combination_meet(struct world *world, int32_t domain, const struct combination *combination, int32_t project)
{
    const struct parts_of_item *parts = &combination->parts;
    int64_t known = world->practices.count;
    int32_t practice = practice_meet(world, domain, (struct configuration){.low = (uint64_t)combination->item},
        practices_find_listed(&world->practices, domain, parts->item[0]), project);
    for (int32_t i = 1; i < parts->count && practice == known; i++)
        practice_other_parent(world, practice, practices_find_listed(&world->practices, domain, parts->item[i]));
    return practice;
}
