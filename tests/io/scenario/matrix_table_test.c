/* Influence matrices from tables: what is taken, and what is refused with its line and column. */
#include "io/scenario/tables_inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "scenario/practices/wiring.h"

/* What landscape.matrix becomes. */
static enum status take(const char *table, struct scenario *scenario, struct message *message)
{
    struct csv csv;
    *scenario = scenario_default;
    enum status status = csv_open_text(&csv, "m.csv", table, message);
    if (status == STATUS_OK) status = matrix_table_take(&csv, scenario, message);
    csv_close(&csv);
    return status;
}

static void rows_are_taken_with_and_without_names(void **state)
{
    (void)state;
    static const char *const tables[] = {"price,channel,staff\n1,1,0\n0,1,1\n1,0,1\n",
        ",price,channel,staff\nprice,1,1,0\nchannel,0,1,1\nstaff,1,0,1\n",
        "price,channel,staff\nprice,1,1,0\nchannel,0,1,1\nstaff,1,0,1\n", "a;b;c\r\n1;1;0\r\n0;1;1\r\n1;0;1",
        ",a,b,c\nx,1,1,0\ny,0,1,1\nz,1,0,1\n"};
    struct scenario scenario;
    struct message message;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        assert_int_equal(take(tables[i], &scenario, &message), STATUS_OK);
        assert_string_equal(scenario.landscape.matrix, "110 011 101");
    }
    assert_true(parameter_written(&scenario, parameter_find("landscape.matrix")));
}

static void what_cannot_be_has_its_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *table, *reason;
    } cases[] = {
        {"a,b,c\n1,1,0\n0,x,1\n1,0,1\n", "3:2: 'x' must be 0 or 1"},
        {"a,b,c\n1,1,\n0,1,1\n1,0,1\n", "2:3: '' must be 0 or 1"},
        {",a,b\na,1,1\nb,1,2\n", "3:3: '2' must be 0 or 1"},
        {"a,b,c\n1,1,0\n0,1,1\n1,0,0\n", "4:3: '0' must be 1: a contribution depends on its own bit"},
        {"a,b,c\n1,1,0\n0,1,1\n", "3: the matrix has 3 columns and fewer rows; the first line names the columns"},
        {",a,b,c\na,1,1,0\nc,0,1,1\nb,1,0,1\n",
            "3:1: here is the row of 'c'; rows stand in the order of the columns, and this is that of 'b'"},
        {"a,b\nb,1,1\na,1,1\n",
            "2:1: here is the row of 'b'; rows stand in the order of the columns, and this is that of 'a'"},
        {"a,b\n1,1\n0,1\n1,0\n", "4: the matrix has 2 columns and more rows; the first line names the columns"},
        {"a,b,c\n", "1: the matrix has 3 columns and fewer rows; the first line names the columns"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[256];
        struct scenario scenario;
        struct message message = {""};
        assert_int_equal(take(cases[i].table, &scenario, &message), STATUS_INPUT);
        snprintf(expected, sizeof expected, "m.csv:%s", cases[i].reason);
        assert_string_equal(message.text, expected);
        assert_string_equal(scenario.landscape.matrix, "");
    }
}

/* A table of so many bits, none of which depends on another. */
static void write_table(int bits, char *text)
{
    for (int column = 0; column < bits; column++) text += sprintf(text, "%sb%d", column > 0 ? "," : "", column);
    for (int row = 0; row < bits; row++)
        for (int column = 0; column < bits; column++)
            text += sprintf(text, "%c%d", column > 0 ? ',' : '\n', row == column);
    strcpy(text, "\n");
}

static void there_can_be_as_many_rows_as_bits(void **state)
{
    (void)state;
    static char text[64 * 1024];
    struct scenario scenario;
    struct message message = {""};
    write_table(BITS_MOST, text);
    assert_int_equal(take(text, &scenario, &message), STATUS_OK);
    scenario.landscape.bits = BITS_MOST;
    assert_int_equal(matrix_check(&scenario.landscape, &message), STATUS_OK);
    write_table(BITS_MOST + 1, text);
    assert_int_equal(take(text, &scenario, &message), STATUS_INPUT);
    assert_string_equal(message.text, "m.csv:1: the matrix has 129 columns; at most 128");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_taken_with_and_without_names),
        cmocka_unit_test(what_cannot_be_has_its_line_and_column),
        cmocka_unit_test(there_can_be_as_many_rows_as_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
