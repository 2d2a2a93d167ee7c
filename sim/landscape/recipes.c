/* recipes: items, some of which are made of others, as the scenario says. */
#include <stdlib.h>

#include "landscape/landscape_inner.h"
#include "scenario/practices/drawn_recipes.h"

/* The scenario has been checked, so nothing but memory can be missing. */
enum status recipes_build(struct landscape *landscape)
{
    struct row_place place;
    if (landscape->parameters->kind != LANDSCAPE_RECIPES) return STATUS_OK;
    landscape->recipes = calloc(1, sizeof *landscape->recipes);
    if (!landscape->recipes) return STATUS_MEMORY;
    return recipes_make(landscape->recipes, landscape->parameters, &landscape->seeds, &place, NULL);
}

/* What is drawn at random is basic. */
struct landscape_range recipes_range(const struct landscape *landscape)
{
    const struct recipes *recipes = landscape->recipes;
    struct landscape_range found = {0};
    for (int64_t i = 0; i < recipes->items.count; i++) {
        const struct item *item = &recipes->items.items[i];
        if (item->quality > found.best) found.best = item->quality;
        if (item->basic) found.typical += landscape_raised(landscape, item->quality) / (double)recipes->basic.count;
    }
    return found;
}
