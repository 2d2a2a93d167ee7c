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
        cmocka_unit_test(names_have_room_or_are_refused),
        cmocka_unit_test(blanks_are_passed_over),
        cmocka_unit_test(a_long_circle_is_told_in_part),
        cmocka_unit_test(a_circle_with_a_way_in_is_none),
        cmocka_unit_test(there_can_be_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
