/* Recipes that are drawn, in the place of those that a table says (landscape.making drawn).
 *
 * Items stand in layers of about equal size. Those of the lowest are basic; of what is in another each way to make it
 * has so many parts, all different, one drawn from the layer just below and the others from all below, and no two ways
 * have the same parts. Of quality the layers have equal ranges, the higher the better, and an item's is uniform in that
 * of its layer. An item is named by its layer and its number there, as 2_7.
 */
#ifndef PRACTICES_DRAWN_RECIPES_H
#define PRACTICES_DRAWN_RECIPES_H

#include "random/random.h"
#include "scenario/practices/recipes.h"

/* What the parameters ask for can be drawn; else STATUS_INPUT with what must be: every layer has items, and those below
 * go together in at least twice as many ways as are wanted. */
MUST_USE enum status drawn_recipes_check(const struct landscape_parameters *landscape, struct message *message);

/* The recipes of a landscape, read or drawn. Errors and freeing as recipes_read. */
MUST_USE enum status recipes_make(struct recipes *recipes, const struct landscape_parameters *landscape,
    const struct random_seeds *seeds, struct row_place *place, struct message *message);

#endif
