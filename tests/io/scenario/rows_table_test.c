/* Rows from tables, of items and of payoffs: what is taken, and what is refused with its line and column. */
#include "io/scenario/tables_inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static enum status take(const char *path, const char *table, struct scenario *scenario, struct message *message)
{
    struct csv csv;
    *scenario = scenario_default;
    enum status status = csv_open_text(&csv, "rows.csv", table, message);
    if (status == STATUS_OK) status = rows_table_take(&csv, scenario, parameter_find(path), message);
    csv_close(&csv);
    return status;
}

static void a_row_is_a_way(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"item,quality,parts\ngum,0.1,\nbark,0.1,\nsalve,0.5,gum bark\n", "gum,0.1,;bark,0.1,;salve,0.5,gum bark"},
        {"parts;item;quality\r\n;gum;0,1\r\n\r\ngum;salve;0,5\r\n", "gum,0.1,;salve,0.5,gum"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario;
        struct message message = {""};
        assert_int_equal(take("landscape.items", cases[i][0], &scenario, &message), STATUS_OK);
        assert_string_equal(scenario.landscape.items, cases[i][1]);
        assert_true(parameter_written(&scenario, parameter_find("landscape.items")));
    }
}

static void what_cannot_be_has_its_line_and_column(void **state)
{
    (void)state;
#define HEAD "item,quality,parts\ngum,0.1,\nbark,0.1,\n"
    static const char *const cases[][2] = {
        {"item,quality\ngum,1\n", "1: the header must be \"item,quality,parts\", in any order, and nothing else"},
        {"item,quality,parts,cost\ngum,1,,1\n",
            "1: the header must be \"item,quality,parts\", in any order, and nothing else"},
        {HEAD "salve,0.5,gumm\n", "4:3: parts: 'gumm' is no item; did you mean 'gum'?"},
        {"parts;item;quality\n;gum;0,1\n\ngum;salve;5\n", "4:3: quality: '5' is no number from 0 to 1"},
        {HEAD "salve,0.5,\"gum\rbark\"\n", "4:3: parts: 'gum?bark' has a comma, a semicolon or a line end"},
        {HEAD "salve,0.5,\"gum, bark\"\n", "4:3: parts: 'gum, bark' has a comma, a semicolon or a line end"},
        {HEAD "salve,0.5,balm gum\nbalm,0.5,salve bark\n",
            "4:3: parts: salve needs balm, balm needs salve: in a circle, and nothing basic leads there"},
        {HEAD "\nsalve,0.5,bark gum\nbalm,0.5,gum bark\n",
            "6:3: parts: balm is made of what salve is made of in an earlier row: which is it?"},
        {HEAD, "1:3: parts: no item is made of others, and so nothing can be put together (landscape.kind listed has "
               "practices that stand alone)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario;
        struct message message = {""}, expected;
        assert_int_equal(take("landscape.items", cases[i][0], &scenario, &message), STATUS_INPUT);
        (void)message_set(&expected, STATUS_INPUT, "rows.csv:%s", cases[i][1]);
        assert_string_equal(message.text, expected.text);
    }
}

static void payoffs_are_taken_in_the_same_way(void **state)
{
    (void)state;
    struct scenario scenario;
    struct message message = {""};
    assert_int_equal(take("landscape.payoffs", "quality;bits\n0,5;00\n1;default\n", &scenario, &message), STATUS_OK);
    assert_string_equal(scenario.landscape.payoffs, "00,0.5;default,1");
    assert_int_equal(take("landscape.payoffs", "quality,bits\n0.5,00\n\n1,0\n", &scenario, &message), STATUS_INPUT);
    assert_string_equal(message.text, "rows.csv:4:2: bits: '0' has 1 bits, and an earlier row 2");
    assert_int_equal(take("landscape.payoffs", "bits,worth\n0,1\n", &scenario, &message), STATUS_INPUT);
    assert_string_equal(
        message.text, "rows.csv:1: the header must be \"bits,quality\", in any order, and nothing else");
}

/* As much as there is room for, and a byte more. */
static void a_table_may_be_as_long_as_what_is_kept(void **state)
{
    (void)state;
    static char table[2 * ROWS_TEXT];
    struct scenario scenario;
    struct message message = {""};
    for (int more = 0; more < 2; more++) {
        strcpy(table, "bits,quality\n");
        for (int row = 0; row < 2048; row++) { /* 16 bytes each as they are kept, of which the last has no semicolon */
            const size_t length = strlen(table);
            for (int bit = 0; bit < 11; bit++) table[length + (size_t)bit] = (char)('0' + (row >> bit & 1));
            strcpy(table + length + 11, more && row == 2047 ? ",0.50\n" : ",0.5\n");
        }
        enum status status = take("landscape.payoffs", table, &scenario, &message);
        assert_int_equal(status, more ? STATUS_INPUT : STATUS_OK);
        if (!more) assert_int_equal(strlen(scenario.landscape.payoffs), ROWS_TEXT - 1);
    }
    assert_string_equal(message.text, "rows.csv:2049:2: quality: the table is too long: at most 32767 bytes");
}

/* What is kept as rows has its columns, until somebody says them it has none. */
static void all_that_is_kept_as_rows_has_columns(void **state)
{
    (void)state;
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        assert_int_equal(is_rows_of_table(&parameter_table[i]), parameter_table[i].room == ROWS_TEXT);
}

/* What is refused is not kept, nor counts as written. */
static void assert_refused(const char *path, const char *table, const char *expected)
{
    struct scenario scenario;
    struct message message = {""}, whole;
    assert_int_equal(take(path, table, &scenario, &message), STATUS_INPUT);
    (void)message_set(&whole, STATUS_INPUT, "rows.csv:%s", expected);
    assert_string_equal(message.text, whole.text);
    assert_string_equal(scenario.landscape.items, scenario_default.landscape.items);
    assert_string_equal(scenario.landscape.payoffs, scenario_default.landscape.payoffs);
    assert_false(parameter_written(&scenario, parameter_find(path)));
}

static void a_table_without_rows_is_told_at_its_header(void **state)
{
    (void)state;
    static const char *const headers[] = {"bits,quality", "bits,quality\n", "bits;quality\r\n\r\n"};
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        assert_refused("landscape.payoffs", headers[i], "1:1: bits: no row has bits, as 0110");
    assert_refused("landscape.payoffs", "quality,bits\n", "1:2: bits: no row has bits, as 0110");
    assert_refused("landscape.items", "parts,item,quality\n",
        "1:1: parts: no item is made of others, and so nothing can be put together (landscape.kind listed has "
        "practices "
        "that stand alone)");
    assert_refused("landscape.payoffs", "", "1: the file must begin with a line that names the columns");
}

/* The place is that in the table, whatever the order of its columns. */
static void a_cell_that_cannot_be_has_its_place(void **state)
{
    (void)state;
    static const char *const items[][2] = {
        {"item,item,quality\na,b,0.5\n",
            "1: the header must be \"item,quality,parts\", in any order, and nothing else"},
        {"item;quality\na;0,5\n", "1: the header must be \"item;quality;parts\", in any order, and nothing else"},
        {"item,quality,parts\ngum,0.1\n", "2: the header has 3 fields, this record 2 (they are separated by commas)"},
        {"item,quality,parts\n\"gum;x\",0.1,\n", "2:1: item: 'gum;x' has a comma, a semicolon or a line end"},
        {"quality,parts,item\n0.1,,\"gum\nx\"\n", "2:3: item: 'gum?x' has a comma, a semicolon or a line end"},
        {"parts,quality,item\n,0.1,gum\n,\"0,5\",bark\n", "3:2: quality: '0,5' has a comma, a semicolon or a line end"},
        {"item,quality,parts\ngum,0.1,\ngum,0.2,\n",
            "3:2: quality: '0.2', and an earlier row of gum says otherwise: an item has one quality"},
        {"item;quality;parts\n1,5;0,1;\n", "2:1: item: '1,5' has a comma, a semicolon or a line end"},
        {"item,quality,parts\n,0.1,\n", "2:1: item: '' is empty"},
        {"parts,item,quality\n,gum,\n", "2:3: quality: '' is no number from 0 to 1"},
    };
    static const char *const payoffs[][2] = {
        {"bits,quality\n0,0.5\n\n0,1\n", "4:1: bits: the same bits have an earlier row"},
        {"quality,bits\n1.5,0\n", "2:1: quality: '1.5' is no number from 0 to 1"},
        {"bits;quality\n0;0.5\n1;0,25\n",
            "3:2: \"0,25\" has a comma, and the number in line 2 a point: write all with the same"},
        {"quality,bits\n1,00\n1,\"0,1\"\n", "3:2: bits: '0,1' has a comma, a semicolon or a line end"},
    };
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        assert_refused("landscape.items", items[i][0], items[i][1]);
    for (size_t i = 0; i < sizeof payoffs / sizeof *payoffs; i++)
        assert_refused("landscape.payoffs", payoffs[i][0], payoffs[i][1]);
}

/* A point or a comma, where cells are not parted by commas; no line end is needed at the end. */
static void qualities_have_a_point_or_a_comma(void **state)
{
    (void)state;
    static const char *const tables[] = {"bits;quality\n0;0.5\n1;0.25", "bits\tquality\n0\t0,5\n1\t0,25\n",
        "quality,bits\r\n0.5,0\r\n0.25,1\r\n", "bits,quality\n\"0\",\"0.5\"\n1,0.25"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct scenario scenario;
        struct message message = {""};
        if (take("landscape.payoffs", tables[i], &scenario, &message)) fail_msg("%s", message.text);
        assert_string_equal(scenario.landscape.payoffs, "0,0.5;1,0.25");
        assert_true(parameter_written(&scenario, parameter_find("landscape.payoffs")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(payoffs_are_taken_in_the_same_way),
        cmocka_unit_test(a_table_may_be_as_long_as_what_is_kept),
        cmocka_unit_test(all_that_is_kept_as_rows_has_columns),
        cmocka_unit_test(a_row_is_a_way),
        cmocka_unit_test(what_cannot_be_has_its_line_and_column),
        cmocka_unit_test(a_table_without_rows_is_told_at_its_header),
        cmocka_unit_test(a_cell_that_cannot_be_has_its_place),
        cmocka_unit_test(qualities_have_a_point_or_a_comma),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
