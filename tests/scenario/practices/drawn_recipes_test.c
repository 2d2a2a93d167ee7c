/* Recipes that are drawn: layers, what things are made of, how good they are; and what cannot be drawn. Statistical
 * checks: see model/chance.h. */
#include "scenario/practices/drawn_recipes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "model/chance.h"

static struct landscape_parameters drawn_of(int64_t items, int64_t layers, int64_t ways, int64_t parts)
{
    return (struct landscape_parameters){.present = true,
        .kind = LANDSCAPE_RECIPES,
        .making = MAKING_DRAWN,
        .domains = 1,
        .drawn_items = items,
        .layers = layers,
        .ways = ways,
        .parts = parts};
}

static struct recipes make(const struct landscape_parameters *parameters, uint64_t population)
{
    struct recipes recipes;
    struct row_place place;
    const struct random_seeds seeds = {{[RANDOM_POPULATION] = population}};
    assert_int_equal(drawn_recipes_check(parameters, NULL), STATUS_OK);
    assert_int_equal(recipes_make(&recipes, parameters, &seeds, &place, NULL), STATUS_OK);
    return recipes;
}

static int layer_of(const struct recipes *recipes, int32_t item)
{
    int layer, number;
    assert_int_equal(sscanf(recipes->items.items[item].name, "%d_%d", &layer, &number), 2);
    return layer;
}

static void items_stand_in_layers_and_are_made_of_what_is_below(void **state)
{
    (void)state;
    static const int64_t sizes[][4] = {{24, 3, 1, 2}, {40, 4, 2, 3}, {100, 7, 5, 4}, {12, 1, 1, 3}, {1024, 3, 16, 2}};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const int64_t items = sizes[s][0], layers = sizes[s][1], ways = sizes[s][2], parts = sizes[s][3];
        const struct landscape_parameters parameters = drawn_of(items, layers, ways, parts);
        struct recipes recipes = make(&parameters, 3);
        int64_t in_layer[65] = {0}, made[1024] = {0};
        assert_int_equal(recipes.items.count, items);
        for (int32_t i = 0; i < items; i++) {
            const struct item *item = &recipes.items.items[i];
            const int layer = layer_of(&recipes, i);
            in_layer[layer]++;
            assert_int_equal(item->basic, layer == 0);
            const double low = layer / (double)(layers + 1), high = (layer + 1) / (double)(layers + 1);
            assert_true(item->quality >= low && item->quality < high);
        }
        for (int64_t layer = 0; layer <= layers; layer++)
            assert_in_range(in_layer[layer], items / (layers + 1), items / (layers + 1) + 1);
        for (int64_t w = 0; w < recipes.ways.count; w++) {
            const struct recipe *way = &recipes.ways.items[w];
            int highest = -1;
            assert_int_equal(way->parts.count, parts);
            for (int32_t i = 0; i < parts; i++) {
                const int layer = layer_of(&recipes, way->parts.item[i]);
                if (layer > highest) highest = layer;
                if (i > 0) assert_true(way->parts.item[i] > way->parts.item[i - 1]);
            }
            assert_int_equal(highest, layer_of(&recipes, way->product) - 1);
            assert_int_equal(
                recipes_product(&recipes, &way->parts), way->product); /* nothing else has the same parts */
            made[way->product]++;
        }
        for (int32_t i = 0; i < items; i++) assert_int_equal(made[i], recipes.items.items[i].basic ? 0 : ways);
        recipes_free(&recipes);
    }
}

/* Of one item of the second layer: the part from the layer below is any of it, the other any below, alike. */
static void parts_are_drawn_alike(void **state)
{
    (void)state;
    const struct landscape_parameters parameters = drawn_of(15, 2, 1, 2); /* five basic items, five of layer 1 */
    int64_t pairs[10 * 10] = {0}, cells[35] = {0};
    double expected[35];
    int count = 0;
    enum { SEEDS = 4000 };
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        struct recipes recipes = make(&parameters, seed);
        for (int64_t w = 0; w < recipes.ways.count; w++)
            if (recipes.ways.items[w].product == 10) /* the first to be drawn of its layer */
                pairs[10 * recipes.ways.items[w].parts.item[0] + recipes.ways.items[w].parts.item[1]]++;
        recipes_free(&recipes);
    }
    for (int one = 0; one < 10; one++)
        for (int other = one + 1; other < 10; other++) {
            if (other < 5) {
                assert_int_equal(pairs[10 * one + other], 0);
                continue;
            }
            cells[count] = pairs[10 * one + other];
            expected[count++] = (one < 5 ? 1 : 2) / 45.0; /* 5 first parts, 9 others; two of layer 1 in either order */
        }
    assert_int_equal(count, 35);
    assert_likely(chance_cells(35, cells, expected), "which two parts");
}

static void another_seed_draws_others_and_the_same_the_same(void **state)
{
    (void)state;
    const struct landscape_parameters parameters = drawn_of(24, 3, 1, 2);
    struct recipes one = make(&parameters, 1), same = make(&parameters, 1), other = make(&parameters, 2);
    const size_t size = (size_t)one.ways.count * sizeof *one.ways.items;
    assert_int_equal(one.ways.count, other.ways.count);
    assert_memory_equal(one.ways.items, same.ways.items, size);
    assert_memory_not_equal(one.ways.items, other.ways.items, size);
    recipes_free(&one);
    recipes_free(&same);
    recipes_free(&other);
}

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    static const struct {
        int64_t items, layers, ways, parts;
        const char *why;
    } cases[] = {
        {3, 3, 1, 2, "must be above landscape.layers, which is 3: every layer has an item"},
        {8, 3, 1, 2,
            "is such that layer 1 has 2 items with 1 ways to make each (landscape.ways), of 2 parts (landscape.parts), "
            "and the 2 items below go together in 1 ways; twice as many as are wanted must be there"},
        {24, 3, 8, 2,
            "is such that layer 1 has 6 items with 8 ways to make each (landscape.ways), of 2 parts (landscape.parts), "
            "and the 6 items below go together in 15 ways; twice as many as are wanted must be there"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message = {""};
        const struct landscape_parameters parameters =
            drawn_of(cases[i].items, cases[i].layers, cases[i].ways, cases[i].parts);
        assert_int_equal(drawn_recipes_check(&parameters, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].why);
    }
}

static void what_is_given_is_read(void **state)
{
    (void)state;
    struct landscape_parameters parameters = drawn_of(24, 3, 1, 2);
    struct recipes recipes;
    struct row_place place;
    const struct random_seeds seeds = {{0}};
    parameters.making = MAKING_GIVEN;
    strcpy(parameters.items, "gum,0.1;bark,0.1;salve,0.5,gum bark");
    assert_int_equal(recipes_make(&recipes, &parameters, &seeds, &place, NULL), STATUS_OK);
    assert_int_equal(recipes.items.count, 3);
    recipes_free(&recipes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_stand_in_layers_and_are_made_of_what_is_below),
        cmocka_unit_test(parts_are_drawn_alike),
        cmocka_unit_test(another_seed_draws_others_and_the_same_the_same),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(what_is_given_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
