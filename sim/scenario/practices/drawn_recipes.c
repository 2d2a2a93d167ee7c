#include "scenario/practices/drawn_recipes.h"

#include <stdio.h>
#include <string.h>

/* The number of the first item of a layer, from 0, the basic ones. */
static int32_t first_of(const struct landscape_parameters *landscape, int64_t layer)
{
    return (int32_t)(landscape->drawn_items * layer / (landscape->layers + 1));
}

static double choose(int32_t of, int64_t count)
{
    double ways = 1;
    for (int64_t i = 0; i < count; i++) ways *= (double)(of - i) / (double)(i + 1);
    return of < count ? 0 : ways;
}

enum status drawn_recipes_check(const struct landscape_parameters *landscape, struct message *message)
{
    if (landscape->drawn_items <= landscape->layers)
        return message_set(message, STATUS_INPUT,
            "must be above landscape.layers, which is %lld: every layer has an item", (long long)landscape->layers);
    for (int64_t layer = 1; layer <= landscape->layers; layer++) {
        const int32_t below = first_of(landscape, layer), lower = first_of(landscape, layer - 1);
        const int32_t items = first_of(landscape, layer + 1) - below;
        const double there_are = choose(below, landscape->parts) - choose(lower, landscape->parts);
        if (there_are < 2.0 * (double)(landscape->ways * items))
            return message_set(message, STATUS_INPUT,
                "is such that layer %lld has %d items with %lld ways to make each (landscape.ways), of %lld parts "
                "(landscape.parts), and the %d items below go together in %.0f ways; twice as many as are wanted must "
                "be "
                "there",
                (long long)layer, items, (long long)landscape->ways, (long long)landscape->parts, below, there_are);
    }
    return STATUS_OK;
}

/* -- drawing */

struct drawing {
    struct recipes *recipes;
    const struct landscape_parameters *landscape;
    const struct random_seeds *seeds;
    int64_t layer_ways; /* where the ways of the layer begin */
};

static bool is_there(const struct parts_of_item *parts, int32_t item)
{
    for (int32_t i = 0; i < parts->count; i++)
        if (parts->item[i] == item) return true;
    return false;
}

static bool is_taken(const struct drawing *drawing, const struct parts_of_item *parts)
{
    const struct recipes *recipes = drawing->recipes;
    for (int64_t i = drawing->layer_ways; i < recipes->ways.count; i++)
        if (memcmp(&recipes->ways.items[i].parts, parts, sizeof *parts) == 0) return true;
    return false;
}

/* Some parts of a way to make an item of a layer. */
static struct parts_of_item draw_parts(
    const struct drawing *drawing, int64_t layer, int32_t item, int64_t way, uint32_t attempt)
{
    const int32_t lower = first_of(drawing->landscape, layer - 1), below = first_of(drawing->landscape, layer);
    struct parts_of_item parts = {0};
    for (uint32_t draw = 0; parts.count < drawing->landscape->parts; draw++) {
        const struct random_key key =
            random_key(drawing->seeds, STREAM_RECIPES, attempt, (uint32_t)item, (uint32_t)way << 16 | draw);
        const int32_t from = parts.count == 0 ? lower : 0;
        const int32_t part = from + (int32_t)random_below(key, (uint64_t)(below - from));
        if (!is_there(&parts, part)) parts.item[parts.count++] = part;
    }
    recipe_order(&parts);
    return parts;
}

static bool draw_ways(const struct drawing *drawing, int64_t layer, int32_t item)
{
    for (int64_t way = 0; way < drawing->landscape->ways; way++) {
        struct recipe recipe = {.product = item, .row = item};
        uint32_t attempt = 0;
        do recipe.parts = draw_parts(drawing, layer, item, way, attempt++);
        while (is_taken(drawing, &recipe.parts));
        if (!array_push(&drawing->recipes->ways, recipe)) return false;
    }
    return true;
}

static bool draw_layer(struct drawing *drawing, int64_t layer)
{
    const int32_t first = first_of(drawing->landscape, layer), end = first_of(drawing->landscape, layer + 1);
    bool fits = true;
    drawing->layer_ways = drawing->recipes->ways.count;
    for (int32_t number = first; number < end && fits; number++) {
        struct item item = {.row = number, .basic = layer == 0};
        const double share = random_uniform(random_key(drawing->seeds, STREAM_LANDSCAPE_VALUE, 0, 0, (uint32_t)number));
        item.quality = ((double)layer + share) / (double)(drawing->landscape->layers + 1);
        snprintf(item.name, sizeof item.name, "%d_%d", (int)layer, (int)(number - first + 1));
        fits = array_push(&drawing->recipes->items, item) && (item.basic || draw_ways(drawing, layer, number));
    }
    return fits;
}

enum status recipes_make(struct recipes *recipes, const struct landscape_parameters *landscape,
    const struct random_seeds *seeds, struct row_place *place, struct message *message)
{
    struct drawing drawing = {.recipes = recipes, .landscape = landscape, .seeds = seeds};
    bool fits = true;
    if (landscape->making == MAKING_GIVEN) return recipes_read(recipes, landscape->items, place, message);
    *recipes = (struct recipes){0};
    for (int64_t layer = 0; layer <= landscape->layers && fits; layer++) fits = draw_layer(&drawing, layer);
    return fits && recipes_index(recipes) ? STATUS_OK : message_status(message, STATUS_MEMORY);
}
