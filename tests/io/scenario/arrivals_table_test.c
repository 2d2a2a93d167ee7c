/* Opportunities from tables: what is taken, and what is refused with its line and column. */
#include "io/scenario/tables_inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static enum status take(const char *table, struct scenario *scenario, struct message *message)
{
    struct csv csv;
    *scenario = scenario_default;
    enum status status = csv_open_text(&csv, "teams.csv", table, message);
    if (status == STATUS_OK)
        status = arrivals_table_take(&csv, scenario, parameter_find("opportunities.arrivals"), message);
    csv_close(&csv);
    return status;
}

static void a_row_is_an_opportunity(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"step,size,members\n1,2,Ann Bo\n1,,\n", "step,size,members;1,2,Ann Bo;1,,", "teams.csv"},
        {"size;step;difficulty\r\n4;1;0,5\r\n;26;\r\n", "size,step,difficulty;4,1,0.5;,26,", "teams.csv"},
        {"step,unit\n1,\"Sales, north; \"\"old\"\"\"\n", "step,unit;1,\"Sales, north; \"\"old\"\"\"", "teams.csv"},
        {"step,members\n1,\"Bo \"\"Ann Lee\"\" \"\"Lee, C.\"\" \"\"Di\"\"\"\n",
            "step,members;1,Bo \"Ann Lee\" \"Lee, C.\" Di", "teams.csv"},
        {"step,members\n1,\"Bo, Ann\"\n", NULL, NULL},
        {"step\n1\n\n2\n", "step;1;2", ""}, /* rows are not in the lines that their numbers tell */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario;
        struct message message = {""};
        assert_int_equal(take(cases[i][0], &scenario, &message), cases[i][1] ? STATUS_OK : STATUS_INPUT);
        if (!cases[i][1]) continue;
        assert_string_equal(scenario.opportunities.arrivals.text, cases[i][1]);
        assert_string_equal(scenario.opportunities.arrivals.file, cases[i][2]);
        assert_true(parameter_written(&scenario, parameter_find("opportunities.arrivals")));
    }
}

static void what_cannot_be_has_its_line_and_column(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"month,size\n1,2\n", "1:1: 'month' is no column of opportunities; there are step, size, domain, unit, "
                              "difficulty, skills, members"},
        {"size\n2\n", "1:1: there is no column \"step\""},
        {"step,size\n", "1:1: there is no row: nothing arises"},
        {"step,sizes\n1,2\n", "1:2: 'sizes' is no column of opportunities; did you mean 'size'?; there are step, size, "
                              "domain, unit, difficulty, skills, members"},
        {"step,size\n1,\n2,\n", "1:2: size: no row says anything"},
        {"step,size\n3,1\n2,1\n", "3:1: step: '2' comes after 3; the steps of the rows must not fall"},
        {"step,size\n3,1\n3,1.5\n", "3:2: size: '1.5' is not whole; it must be a whole number from 1 to 1000"},
        {"step,members\n1,\"a;b\"\n",
            "2:2: members: 'a;b' has a comma or a semicolon; a name that has one stands in quotes"},
        {"step,members\n1,\"\"\"a b\"\n", "2:2: members: '\"a b' has a quote without an end"},
        {"step,members\n1,\"\"\"a b\"\"c\"\n", "2:2: members: '\"a b\"c' has something right behind a name in quotes"},
        {"step,members\n1,\"\"\"a b\"\" a \"\"a b\"\"\"\n", "2:2: members: 'a b' is there twice"},
        {"step,members\n1,a\tb\n", "2:2: members: 'a?b' has a character that is not to be seen"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario;
        struct message message = {""}, expected;
        assert_int_equal(take(cases[i][0], &scenario, &message), STATUS_INPUT);
        (void)message_set(&expected, STATUS_INPUT, "teams.csv:%s", cases[i][1]);
        assert_string_equal(message.text, expected.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_an_opportunity),
        cmocka_unit_test(what_cannot_be_has_its_line_and_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
