/* Schedules from tables: what is taken, and what is refused with its line and column. */
#include "io/scenario/tables_inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "scenario/changes.h"

/* What the interventions become. */
static enum status take(const char *table, struct scenario *scenario, struct message *message)
{
    struct csv csv;
    *scenario = scenario_default;
    enum status status = csv_open_text(&csv, "weekly.csv", table, message);
    if (status == STATUS_OK) status = changes_table_take(&csv, scenario, message);
    csv_close(&csv);
    return status;
}

static void a_cell_is_a_change_and_an_empty_one_is_none(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "step,tell.probability,opportunities.arrival_rate\n1,0.25,3.5\n26,,1e1\n27,0,\n",
        "opportunities.arrival_rate;step;tell.probability\r\n3,5;1;0,25\r\n10;26;\r\n;27;0\r\n"};
    static const char *const expected[] = {"{\"1\": {\"tell.probability\": 0.25, \"opportunities.arrival_rate\": 3.5}, "
                                           "\"26\": {\"opportunities.arrival_rate\": 10}, "
                                           "\"27\": {\"tell.probability\": 0}}",
        "{\"1\": {\"opportunities.arrival_rate\": 3.5, \"tell.probability\": 0.25}, \"26\": "
        "{\"opportunities.arrival_rate\": 10}, "
        "\"27\": {\"tell.probability\": 0}}"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct scenario scenario;
        struct message message = {""};
        char printed[PARAMETER_TEXT_LENGTH];
        if (take(tables[i], &scenario, &message) != STATUS_OK) fail_msg("%s", message.text);
        parameter_print(&scenario, parameter_interventions(), printed);
        assert_string_equal(printed, expected[i]);
        assert_true(parameter_written(&scenario, parameter_interventions()));
    }
}

/* What was there before is not there beside it. */
static void a_table_takes_the_place_of_what_was_there(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct csv csv;
    struct message message = {""};
    assert_int_equal(
        parameter_set(&scenario, parameter_interventions(), "{7: {tell.probability: 1}}", &message), STATUS_OK);
    assert_int_equal(csv_open_text(&csv, "weekly.csv", "step,tell.probability\n8,0\n", &message), STATUS_OK);
    assert_int_equal(changes_table_take(&csv, &scenario, &message), STATUS_OK);
    csv_close(&csv);
    assert_int_equal(scenario.run.interventions.count, 1);
    assert_int_equal(scenario.run.interventions.item[0].step, 8);
}

static void what_cannot_be_has_its_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *table, *reason;
    } cases[] = {
        {"week,tell.probability\n1,0\n", "1: there is no column \"step\"; the header begins with \"week\""},
        {"step,tell.probabilty\n1,0\n", "1:2: tell.probabilty: there is no such key; did you mean 'tell.probability'?"},
        {"step,tell.probability,network.agents\n1,0,5\n",
            "1:3: network.agents cannot change in a run: people, ties and landscapes are made once, before the first "
            "step; what can are the rates, shares and amounts of mechanisms"},
        {"step,tell.probability,tell.probability\n1,0,0\n", "1:3: tell.probability is there twice"},
        {"step,tell.probability\n26,0\n26,1\n", "3:1: step: '26' does not rise; the steps of the rows must"},
        {"step,tell.probability\n0,0\n", "2:1: step: '0' is no step; it must be a whole number of at least 1"},
        {"step,tell.probability\n1.5,0\n", "2:1: step: '1.5' is not whole; it must be a whole number of at least 1"},
        {"step,tell.probability\n04,0\n",
            "2:1: step: '04' is a number that begins with a zero, and so one of base 8 to "
            "some; leave the zero out; it must be a whole number of at least 1"},
        {"step,tell.probability\n1,0\n3,-1\n",
            "3:2: tell.probability: '-1' is too small; it must be a number from 0 to 1"},
        {"step,tell.probability\n1,yes\n",
            "2:2: tell.probability: 'yes' is no number; it must be a number from 0 to 1"},
        {"step,tell.probability,debrief.depth\n1,0,\n2,1,\n", "1:3: debrief.depth: no row says anything"},
        {"step,tell.probability\n", "1:2: tell.probability: no row says anything"},
        {"step\n1\n", "1: no column but \"step\": nothing changes"},
        {"step,tell.probability\n1,0,5\n", "2: the header has 2 fields, this record 3 (they are separated by commas)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[256];
        struct scenario scenario;
        struct message message = {""};
        assert_int_equal(take(cases[i].table, &scenario, &message), STATUS_INPUT);
        snprintf(expected, sizeof expected, "weekly.csv:%s", cases[i].reason);
        assert_string_equal(message.text, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_a_change_and_an_empty_one_is_none),
        cmocka_unit_test(a_table_takes_the_place_of_what_was_there),
        cmocka_unit_test(what_cannot_be_has_its_line_and_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
