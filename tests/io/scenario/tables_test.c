/* Tables that stand for values: where they are looked for, and that a study's text with what they say asks for none.
 * Also tests io/scenario/tables_inline.c.
 */
#include "io/scenario/tables.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/selforg-tables-XXXXXX", table[64], beside[64];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return -1;
    snprintf(table, sizeof table, "%s/m.csv", folder);
    snprintf(beside, sizeof beside, "%s/s.yaml", folder);
    FILE *file = fopen(table, "wb");
    return file && fputs("a,b\n1,1\n0,1\n", file) >= 0 && fclose(file) == 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return remove(table) + rmdir(folder);
}

static const struct parameter *matrix(void)
{
    return parameter_find("landscape.matrix");
}

static void a_name_stands_for_a_table_by_its_ending_where_there_can_be_one(void **state)
{
    (void)state;
    assert_true(table_stands_for(matrix(), "m.csv"));
    assert_true(table_stands_for(matrix(), "a.b/M.TSV"));
    assert_true(table_stands_for(matrix(), "m.txt"));
    assert_false(table_stands_for(matrix(), "11 01"));
    assert_false(table_stands_for(matrix(), "m.csv.h5"));
    assert_false(table_stands_for(parameter_find("network.edges"), "m.csv"));
}

static void a_table_is_looked_for_beside_what_names_it(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct message message = {""};
    assert_int_equal(table_take(&scenario, matrix(), "m.csv", beside, &message), STATUS_OK);
    assert_string_equal(scenario.landscape.matrix, "11 01");
    assert_int_equal(table_take(&scenario, matrix(), table, "elsewhere/s.yaml", &message), STATUS_OK);
    assert_int_equal(table_take(&scenario, matrix(), "m.csv", "elsewhere/s.yaml", &message), STATUS_INPUT);
    assert_string_equal(message.text, "landscape.matrix: elsewhere/m.csv: No such file or directory");
}

static void a_path_that_is_too_long_is_refused(void **state)
{
    (void)state;
    static char path[5000];
    struct scenario scenario = scenario_default;
    struct message message = {""};
    memset(path, 'x', 4200);
    strcat(path, ".csv");
    assert_int_equal(table_take(&scenario, matrix(), path, NULL, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "is too long"));
}

/* What the text becomes; to be freed. */
static char *inlined(const char *text)
{
    struct message message = {""};
    char *copy = strdup(text);
    assert_non_null(copy);
    if (tables_inline(beside, &copy, &message) != STATUS_OK) fail_msg("%s", message.text);
    return copy;
}

static void what_a_table_says_takes_the_place_of_its_name(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"# m.csv\nlandscape: {kind: nk, matrix: m.csv, bits: 2} # m.csv\n",
            "# m.csv\nlandscape: {kind: nk, matrix: 11 01, bits: 2} # m.csv\n"},
        {"title: m.csv\nlandscape:\n  matrix: 'm.csv'\n", "title: m.csv\nlandscape:\n  matrix: 11 01\n"},
        {"title: \"\xC3\xBC\"\nset: {landscape.matrix: \"m.csv\"}\n",
            "title: \"\xC3\xBC\"\nset: {landscape.matrix: 11 01}\n"},
        {"conditions: {\xC3\xBC: {landscape: {matrix: m.csv}}, b: {landscape.matrix: 10 01}}\n",
            "conditions: {\xC3\xBC: {landscape: {matrix: 11 01}}, b: {landscape.matrix: 10 01}}\n"},
        {"vary: {landscape.matrix: [10 01, m.csv, m.csv]}\r\nreplicates: 2\r\n",
            "vary: {landscape.matrix: [10 01, 11 01, 11 01]}\r\nreplicates: 2\r\n"},
        {"network: {edges: m.csv}\nmatrix: m.csv\n", "network: {edges: m.csv}\nmatrix: m.csv\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = inlined(cases[i][0]);
        assert_string_equal(text, cases[i][1]);
        free(text);
    }
}

static void what_cannot_be_replaced_is_refused_with_its_place(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"landscape: {matrix: n.csv}\n", ":1:21: landscape.matrix: "},
        {"landscape:\n  matrix: \"m\\u002Ecsv\"\n", ":2:11: the name of a table is to stand on one line, as it is"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message = {""};
        char *text = strdup(cases[i][0]);
        assert_int_equal(tables_inline(beside, &text, &message), STATUS_INPUT);
        assert_string_equal(text, cases[i][0]);
        if (!strstr(message.text, cases[i][1])) fail_msg("\"%s\" does not say \"%s\"", message.text, cases[i][1]);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_stands_for_a_table_by_its_ending_where_there_can_be_one),
        cmocka_unit_test(a_table_is_looked_for_beside_what_names_it),
        cmocka_unit_test(a_path_that_is_too_long_is_refused),
        cmocka_unit_test(what_a_table_says_takes_the_place_of_its_name),
        cmocka_unit_test(what_cannot_be_replaced_is_refused_with_its_place),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
