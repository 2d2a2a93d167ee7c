/* Recipes: what rows of items say, what comes of parts, and what is refused. */
#include "scenario/practices/recipes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int32_t item(const struct recipes *recipes, const char *name)
{
    for (int32_t i = 0; i < recipes->items.count; i++)
        if (strcmp(recipes->items.items[i].name, name) == 0) return i;
    fail_msg("there is no %s", name);
    return -1;
}

/* What comes of parts, by their names; NULL: nothing. */
static const char *made_of(const struct recipes *recipes, int32_t count, const char *const names[])
{
    struct parts_of_item parts = {.count = count};
    for (int32_t i = 0; i < count; i++) parts.item[i] = item(recipes, names[i]);
    recipe_order(&parts);
    int32_t product = recipes_product(recipes, &parts);
    return product < 0 ? NULL : recipes->items.items[product].name;
}

static void rows_are_ways_to_make_items(void **state)
{
    (void)state;
    struct recipes recipes;
    struct row_place place;
    struct message message = {""};
    static const char text[] = "cure,1.00,balm tonic gum;cure,1,  tonic   leaf ; gum,0.02,;bark, 0.02\n root,0.02,\r\n"
                               "leaf,0.02;salve,0.10,gum bark root;balm,0.24,salve gum;tonic,0.24,leaf root gum bark";
    assert_int_equal(recipes_read(&recipes, text, &place, &message), STATUS_OK);
    assert_int_equal(recipes.items.count, 8);
    assert_int_equal(recipes.ways.count, 5);
    assert_int_equal(recipes.basic.count, 4);
    assert_int_equal(recipes.basic.items[0], item(&recipes, "gum"));
    assert_int_equal(recipes.sizes.count, 3);
    for (int i = 0; i < 3; i++) assert_int_equal(recipes.sizes.items[i], i + 2);
    assert_true(recipes.items.items[item(&recipes, "balm")].quality == 0.24);
    assert_string_equal(made_of(&recipes, 2, (const char *[]){"leaf", "tonic"}), "cure");
    assert_string_equal(made_of(&recipes, 3, (const char *[]){"gum", "tonic", "balm"}), "cure");
    assert_string_equal(made_of(&recipes, 4, (const char *[]){"tonic", "leaf", "leaf", "tonic"}), "cure");
    assert_string_equal(made_of(&recipes, 4, (const char *[]){"bark", "gum", "root", "leaf"}), "tonic");
    assert_null(made_of(&recipes, 2, (const char *[]){"gum", "bark"}));
    assert_null(made_of(&recipes, 4, (const char *[]){"bark", "gum", "root", "salve"}));
    recipes_free(&recipes);
}

#define GUM "gum,0.1;bark,0.1;"

/* Where, in which column, and why. */
static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t row;
        enum recipe_column column;
        const char *why;
    } cases[] = {
        {GUM "salve,0.5,gum bork", 2, RECIPE_PARTS, "'bork' is no item; did you mean 'bark'?"},
        {GUM "salve,0.5,gum stone", 2, RECIPE_PARTS, "'stone' is no item"},
        {GUM "salve,1.5,gum bark", 2, RECIPE_QUALITY, "'1.5' is no number from 0 to 1"},
        {GUM "salve,-0.1,gum bark", 2, RECIPE_QUALITY, "'-0.1' is no number from 0 to 1"},
        {GUM "gu\x01m,0.1", 2, RECIPE_ITEM, "'gu?m' has a character that is not to be seen"},
        {"gum;" GUM, 0, RECIPE_QUALITY, "'' is no number from 0 to 1"},
        {GUM ",1,gum bark", 2, RECIPE_ITEM, "'' is empty"},
        {GUM "a b,1,gum bark", 2, RECIPE_ITEM,
            "'a b' has a blank or a quote; parts are told apart by blanks, so write video_calls"},
        {GUM "salve,1,gum gum", 2, RECIPE_PARTS,
            "'gum' is there twice; name it once, how often a part is in it makes no difference"},
        {"a,0;b,0;c,0;d,0;e,0;f,1,a b c d e", 5, RECIPE_PARTS,
            "there are more than 4 parts, and no more can be put together at once"},
        {GUM "salve,1,gum bark;balm,0.5,bark gum", 3, RECIPE_PARTS,
            "balm is made of what salve is made of in an earlier row: which is it?"},
        {GUM "salve,1,gum bark;salve,1,bark gum", 3, RECIPE_PARTS,
            "salve is made of what salve is made of in an earlier row: which is it?"},
        {GUM "salve,1,gum bark;salve,0.5,gum", 3, RECIPE_QUALITY,
            "'0.5', and an earlier row of salve says otherwise: an item has one quality"},
        {GUM "salve,0.5,gum bark;salve,0.9,gum", 3, RECIPE_QUALITY,
            "'0.9', and an earlier row of salve says otherwise: an item has one quality"},
        {GUM "gum,0.1,bark", 2, RECIPE_PARTS,
            "gum has an earlier row, and no parts there: what has none is there from the start, in one row"},
        {GUM "salve,1,gum bark;salve,1", 3, RECIPE_PARTS,
            "salve has an earlier row, and no parts here: what has none is there from the start, in one row"},
        {GUM "salve,0.5,balm gum;balm,0.6,salve bark;cure,1,bark balm", 2, RECIPE_PARTS,
            "salve needs balm, balm needs salve: in a circle, and nothing basic leads there"},
        {GUM "salve,0.5,salve gum", 2, RECIPE_PARTS, "salve needs salve: in a circle, and nothing basic leads there"},
        {GUM, -1, RECIPE_PARTS,
            "no item is made of others, and so nothing can be put together (landscape.kind listed has practices that "
            "stand alone)"},
        {GUM "salve,0.5,gum;balm,0.6,cure gum;cure,1,elixir gum;elixir,1,balm bark", 3, RECIPE_PARTS,
            "balm needs cure, cure needs elixir, elixir needs balm: in a circle, and nothing basic leads there"},
        {GUM "tonic,0.5,salve;salve,0.5,balm gum;balm,0.6,salve bark", 3, RECIPE_PARTS,
            "salve needs balm, balm needs salve: in a circle, and nothing basic leads there"},
        {GUM "salve,1,gum bark;balm,1,gum bark salv", 3, RECIPE_PARTS, "'salv' is no item; did you mean 'salve'?"},
        {GUM "sal\"ve,1,gum", 2, RECIPE_ITEM,
            "'sal\"ve' has a blank or a quote; parts are told apart by blanks, so write video_calls"},
        {GUM "salve", 2, RECIPE_QUALITY, "'' is no number from 0 to 1"},
        {"", -1, RECIPE_PARTS,
            "no item is made of others, and so nothing can be put together (landscape.kind listed has practices that "
            "stand alone)"},
        {GUM "salve,1,gum bark,0.5", 2, RECIPE_PARTS, "the row has more than three cells"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct recipes recipes;
        struct row_place place;
        struct message message = {""};
        assert_int_equal(recipes_read(&recipes, cases[i].text, &place, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].why);
        assert_int_equal(place.row, cases[i].row);
        assert_int_equal(place.column, cases[i].column);
        recipes_free(&recipes);
    }
}

/* Rising, and each once. */
static void parts_are_put_in_order(void **state)
{
    (void)state;
    static const struct parts_of_item cases[][2] = {{{0}, {0}}, {{1, {7}}, {1, {7}}}, {{2, {7, 7}}, {1, {7}}},
        {{3, {9, 0, 4}}, {3, {0, 4, 9}}}, {{4, {1, 0, 1, 0}}, {2, {0, 1}}}, {{4, {3, 2, 1, 0}}, {4, {0, 1, 2, 3}}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parts_of_item parts = cases[i][0];
        recipe_order(&parts);
        assert_int_equal(parts.count, cases[i][1].count);
        for (int32_t k = 0; k < parts.count; k++) assert_int_equal(parts.item[k], cases[i][1].item[k]);
    }
}

/* Every set of at most three of six items, whatever the ways are: found where there is a way, and nowhere else. */
static void each_way_is_found_among_all(void **state)
{
    (void)state;
    enum { BASIC = 6 };
    char text[ROWS_TEXT] = "", *end = text;
    struct recipes recipes;
    struct row_place place;
    struct message message = {""};
    for (int i = 0; i < BASIC; i++) end += sprintf(end, "b%d,0.5;", i);
    int ways = 0;
    for (unsigned set = 1; set < 1u << BASIC; set++) {
        if (__builtin_popcount(set) > 3 || set % 3 == 0) continue;
        end += sprintf(end, "way%u,0.5,", set);
        for (int i = BASIC - 1; i >= 0; i--)
            if (set >> i & 1) end += sprintf(end, "b%d ", i);
        end += sprintf(end, ";");
        ways++;
    }
    if (recipes_read(&recipes, text, &place, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_int_equal(recipes.ways.count, ways);
    assert_int_equal(recipes.basic.count, BASIC);
    assert_int_equal(recipes.sizes.count, 3);
    for (unsigned set = 0; set < 1u << BASIC; set++) {
        struct parts_of_item parts = {0};
        char expected[16];
        if (__builtin_popcount(set) > ITEM_PARTS_MOST) continue;
        for (int i = 0; i < BASIC; i++)
            if (set >> i & 1) parts.item[parts.count++] = i;
        const int32_t product = recipes_product(&recipes, &parts);
        snprintf(expected, sizeof expected, "way%u", set);
        if (parts.count == 0 || parts.count > 3 || set % 3 == 0)
            assert_int_equal(product, -1);
        else
            assert_string_equal(recipes.items.items[product].name, expected);
    }
    recipes_free(&recipes);
}

/* Of an item with several rows its first is kept, and of what its row says the columns as they were. */
static void items_keep_their_first_row(void **state)
{
    (void)state;
    struct recipes recipes;
    struct row_place place = {5, 5};
    struct message message = {""};
    static const char text[] = GUM "salve,0.25,gum;balm,1,salve bark;salve,0.25,bark;root,0";
    static const struct item expected[] = {{"gum", 0.1, 0, true}, {"bark", 0.1, 1, true}, {"salve", 0.25, 2, false},
        {"balm", 1, 3, false}, {"root", 0, 5, true}};
    if (recipes_read(&recipes, text, &place, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_int_equal(recipes.items.count, 5);
    for (int i = 0; i < 5; i++) {
        const struct item *item = &recipes.items.items[i];
        assert_string_equal(item->name, expected[i].name);
        assert_true(item->quality == expected[i].quality && item->row == expected[i].row);
        assert_int_equal(item->basic, expected[i].basic);
    }
    static const int32_t basic[] = {0, 1, 4}, sizes[] = {1, 2};
    assert_int_equal(recipes.basic.count, 3);
    assert_memory_equal(recipes.basic.items, basic, sizeof basic);
    assert_int_equal(recipes.sizes.count, 2);
    assert_memory_equal(recipes.sizes.items, sizes, sizeof sizes);
    recipes_free(&recipes);
}

/* A name may fill its room; what is longer is not cut and taken for another. */
static void names_have_room_or_are_refused(void **state)
{
    (void)state;
    for (int length = ITEM_NAME - 1; length <= ITEM_NAME + 2; length++) {
        char name[ITEM_NAME + 3], text[256];
        struct recipes recipes;
        struct row_place place;
        struct message message = {""};
        memset(name, 'n', (size_t)length);
        name[length] = '\0';
        snprintf(text, sizeof text, GUM "%s,1,gum bark", name);
        enum status status = recipes_read(&recipes, text, &place, &message);
        assert_int_equal(status, length < ITEM_NAME ? STATUS_OK : STATUS_INPUT);
        if (status == STATUS_OK) assert_string_equal(made_of(&recipes, 2, (const char *[]){"gum", "bark"}), name);
        if (status != STATUS_OK) assert_non_null(strstr(message.text, "is too long"));
        recipes_free(&recipes);
    }
}

/* Blanks of every kind around cells, and lines with nothing in them. */
static void blanks_are_passed_over(void **state)
{
    (void)state;
    struct recipes recipes;
    struct row_place place;
    struct message message = {""};
    static const char text[] = "\r\n \tgum\t,\t0.5 \r\n\r\n\tbark,0.5;;\r\n salve,\t0.5,\tgum\tbark \r\n\r\n";
    if (recipes_read(&recipes, text, &place, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_int_equal(recipes.items.count, 3);
    assert_string_equal(made_of(&recipes, 2, (const char *[]){"gum", "bark"}), "salve");
    recipes_free(&recipes);
}

/* However many items need each other, the message has room for some. */
static void a_long_circle_is_told_in_part(void **state)
{
    (void)state;
    char text[8192] = GUM;
    struct recipes recipes;
    struct row_place place;
    struct message message = {""};
    for (int i = 0; i < 60; i++)
        sprintf(strchr(text, '\0'), "long_name_of_item_%d,1,long_name_of_item_%d;", i, (i + 1) % 60);
    assert_int_equal(recipes_read(&recipes, text, &place, &message), STATUS_INPUT);
    static const char begin[] = "long_name_of_item_0 needs long_name_of_item_1, long_name_of_item_1 needs ";
    assert_int_equal(strncmp(message.text, begin, strlen(begin)), 0);
    assert_non_null(strstr(message.text, ": in a circle, and nothing basic leads there"));
    assert_true(strlen(message.text) < 500);
    recipes_free(&recipes);
}

/* What is in a circle, but can be made in another way too, can be made. */
static void a_circle_with_a_way_in_is_none(void **state)
{
    (void)state;
    struct recipes recipes;
    struct row_place place;
    struct message message = {""};
    static const char text[] = GUM "salve,0.5,balm gum;balm,0.6,salve bark;salve,0.5,gum bark";
    assert_int_equal(recipes_read(&recipes, text, &place, &message), STATUS_OK);
    recipes_free(&recipes);
}

/* The number of names is not bound as that of listed practices is. */
static void there_can_be_many(void **state)
{
    (void)state;
    char text[ROWS_TEXT] = GUM;
    struct recipes recipes;
    struct row_place place;
    struct message message = {""};
    for (int i = 0; i < 1000; i++) sprintf(strchr(text, '\0'), "i%d,0.5,%s%d bark;", i, i > 0 ? "i" : "gum ", i - 1);
    char *first = strstr(text, "gum -1");
    memcpy(first, "gum   ", 6);
    assert_int_equal(recipes_read(&recipes, text, &place, &message), STATUS_OK);
    assert_int_equal(recipes.ways.count, 1000);
    assert_string_equal(made_of(&recipes, 2, (const char *[]){"bark", "i998"}), "i999");
    recipes_free(&recipes);
    for (int i = 1000; i < 1023; i++) sprintf(strchr(text, '\0'), "i%d,0.5,i%d bark;", i, i - 1);
    assert_int_equal(recipes_read(&recipes, text, &place, &message), STATUS_INPUT);
    assert_string_equal(message.text, "'i1022' is one too many; at most 1024");
    recipes_free(&recipes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_ways_to_make_items),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(parts_are_put_in_order),
        cmocka_unit_test(each_way_is_found_among_all),
        cmocka_unit_test(items_keep_their_first_row),
        cmocka_unit_test(names_have_room_or_are_refused),
        cmocka_unit_test(blanks_are_passed_over),
        cmocka_unit_test(a_long_circle_is_told_in_part),
        cmocka_unit_test(a_circle_with_a_way_in_is_none),
        cmocka_unit_test(there_can_be_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
