/* Tables that stand for values: by which names, and where they are looked for. */
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_stands_for_a_table_by_its_ending_where_there_can_be_one),
        cmocka_unit_test(a_table_is_looked_for_beside_what_names_it),
        cmocka_unit_test(a_path_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
