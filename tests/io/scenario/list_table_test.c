/* Lists of names with numbers from tables: what is taken, and what is refused with its line. */
#include "io/scenario/tables_inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

static enum status take(const char *path, const char *table, struct scenario *scenario, struct message *message)
{
    struct csv csv;
    *scenario = scenario_default;
    enum status status = csv_open_text(&csv, "list.csv", table, message);
    if (status == STATUS_OK) status = list_table_take(&csv, scenario, parameter_find(path), message);
    csv_close(&csv);
    return status;
}

/* A list that is new has no columns until somebody says them. */
static void every_list_has_its_columns(void **state)
{
    (void)state;
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        assert_int_equal(is_list_of_table(&parameter_table[i]), parameter_table[i].type == PARAMETER_NAMED);
}

static void rows_are_taken_in_their_order(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"landscape.practices", "practice,quality\nvideo calls,0.8\n\"a, b\",0.4\n",
            "{\"video calls\": 0.8, \"a, b\": 0.4}"},
        {"landscape.practices", "quality;practice\r\n0,8;b\r\n1;a\r\n", "{\"b\": 0.8, \"a\": 1}"},
        {"network.degrees", "degree,agents\n2,120\n5,40\n", "{\"2\": 120, \"5\": 40}"},
        {"team.sizes", "size,teams\n4,7\n8,1\n", "{\"4\": 7, \"8\": 1}"},
        {"adoption.accept.dose", "users,probability\n1,0.02\n2,0.5\n", "{\"1\": 0.02, \"2\": 0.5}"},
        {"start.prior", "practice,belief\na,0.5\nb,0.4\n", "{\"a\": 0.5, \"b\": 0.4}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario;
        struct message message = {""};
        char printed[PARAMETER_TEXT_LENGTH];
        if (take(cases[i][0], cases[i][1], &scenario, &message) != STATUS_OK) fail_msg("%s", message.text);
        parameter_print(&scenario, parameter_find(cases[i][0]), printed);
        assert_string_equal(printed, cases[i][2]);
    }
}

static void what_cannot_be_has_its_line(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"landscape.practices", "name,quality\na,0.8\n",
            "1: the header must be \"practice,quality\", and nothing else"},
        {"landscape.practices", "practice;quality;cost\na;0.8;1\n",
            "1: the header must be \"practice;quality\", and nothing else"},
        {"landscape.practices", "practice,quality\na,0.8\nb,2\n",
            "3:2: '2' for 'b' is too large; it must be names with a number from 0 to 1 each"},
        {"team.sizes", "size,teams\n4,1\n4,2\n",
            "3:1: the name '4' is there twice; at most 200 names of at most 63 bytes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[256];
        struct scenario scenario;
        struct message message = {""};
        assert_int_equal(take(cases[i][0], cases[i][1], &scenario, &message), STATUS_INPUT);
        snprintf(expected, sizeof expected, "list.csv:%s", cases[i][2]);
        assert_string_equal(message.text, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_list_has_its_columns),
        cmocka_unit_test(rows_are_taken_in_their_order),
        cmocka_unit_test(what_cannot_be_has_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
