/* Putting together: people make items of what they have in mind, where practices are made of practices
 * (landscape.kind recipes). Basic items are in everybody's mind; of others those that memory.h keeps. */
#ifndef ADOPTION_COMBINE_H
#define ADOPTION_COMBINE_H

#include "model/state/world.h"
#include "scenario/practices/recipes.h"

/* What can be put together: the basic items, and what some people have in mind of a domain beside. */
struct pool {
    const struct world *world;
    int32_t domain, made_count;
    int32_t made[ITEMS_MOST]; /* [made_count], items that are not basic, each once */
};

/* What is put together, and what comes of it: an item, or -1. */
struct combination {
    struct parts_of_item parts;
    int32_t item;
};

/* Adds what a person has in mind. Begin with a pool of {world, domain}. */
void pool_add(struct pool *pool, int32_t agent);

/* Draws some of what is in the pool: as many as recipes have parts, each number of them as likely as any other. With a
 * power w > 0 an item is drawn in proportion to b^w, b being what the agent believes of it, of basic items that are not
 * in mind their quality; all are alike where nothing is believed to be good. `key`: of the layout COMBINE. */
struct combination pool_combine(const struct pool *pool, int32_t agent, double power, struct random_key key);

/* The number of the practice that came of it, which is made from all its parts; project -1: none. -1: no memory. */
int32_t combination_meet(struct world *world, int32_t domain, const struct combination *combination, int32_t project);

#endif
