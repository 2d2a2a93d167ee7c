/* Rules that end a run: what they say, when they are met, and whether they ever can be. */
#include "io/scenario/until.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/worlds.h"

#define LISTED                                                                                                         \
    "landscape.kind = listed; landscape.practices = {video calls: 0.8, letters: 0.4}; network.units = 3;"              \
    "adoption.rule = contact; steps = 50"

static struct until rule_of(const char *rule)
{
    struct scenario scenario = scenario_of(LISTED);
    struct until until;
    struct message message = {""};
    snprintf(scenario.run.until, sizeof scenario.run.until, "%s", rule);
    if (until_read(&until, &scenario, until_units(&scenario), &message) != STATUS_OK) fail_msg("%s", message.text);
    return until;
}

static void a_rule_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        enum until_kind kind;
        enum observable of;
        int64_t entry, steps;
        double value;
    } cases[] = {{"", UNTIL_NEVER, 0, -1, 0, 0}, {"   ", UNTIL_NEVER, 0, -1, 0, 0},
        {" adopters >= 900", UNTIL_AT_LEAST, OBSERVE_adopters, -1, 0, 900},
        {"quality_mean <= 1e-1", UNTIL_AT_MOST, OBSERVE_quality_mean, -1, 0, 0.1},
        {"quality_mean  steady 52  0", UNTIL_STEADY, OBSERVE_quality_mean, -1, 52, 0},
        {"users[video calls] >= 7", UNTIL_AT_LEAST, OBSERVE_users, 0, 0, 7},
        {"users[letters] <= 7", UNTIL_AT_MOST, OBSERVE_users, 1, 0, 7},
        {"users [letters] <= 7", UNTIL_AT_MOST, OBSERVE_users, 1, 0, 7},
        {"quality_by_unit[2] steady 5 0.5", UNTIL_STEADY, OBSERVE_quality_by_unit, 2, 5, 0.5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct until until = rule_of(cases[i].rule);
        assert_int_equal(until.kind, cases[i].kind);
        assert_int_equal(until.entry, cases[i].entry);
        if (until.kind == UNTIL_NEVER) continue;
        assert_true(until.of == cases[i].of && until.steps == cases[i].steps && until.value == cases[i].value);
        assert_int_equal(until.rows.count, 0);
    }
}

static void what_is_no_rule_is_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"adopters >= 5 6", "it has not the right number of words"},
        {"quality_mean steady 5", "it has not the right number of words"},
        {"adopters = 5", "its second word must be >=, <= or steady"},
        {"users[post] >= 1", "until: users has no entry 'post'"},
        {"users[leters] >= 1", "until: users has no entry 'leters'; did you mean 'letters'?"},
        {"users[2] >= 1", "until: users has no entry '2'"},
        {"quality_by_unit[3] >= 1", "until: quality_by_unit has no entry '3'"},
        {"adopters[0] >= 1", "until: adopters has no entry '0'"},
        {"users[letters >= 1", "is no rule: an entry is in brackets, as stances[stuck] (write"},
        {"users[letters]x >= 1", "is no rule: an entry is in brackets"},
        {"users[] >= 1", "is no rule: an entry is in brackets"},
        {"quality_mean steady 4095 1", "so many steps have more than 4,096 rows"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(LISTED);
        struct until until;
        struct message message = {""};
        strcpy(scenario.run.until, cases[i][0]);
        assert_int_equal(until_read(&until, &scenario, until_units(&scenario), &message), STATUS_INPUT);
        if (!strstr(message.text, cases[i][1])) fail_msg("%s: %s", cases[i][0], message.text);
    }
    (void)rule_of("quality_mean steady 4094 1"); /* as many rows as there is room for */
}

/* As long as nobody has read who there is, units are taken on trust, and nothing else is. */
static void units_that_are_not_known_are_left_for_later(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(LISTED);
    struct until until;
    struct message message = {""};
    strcpy(scenario.run.until, "quality_by_unit[north] >= 0.5");
    assert_int_equal(until_read(&until, &scenario, UNITS_UNKNOWN, &message), STATUS_OK);
    assert_int_equal(until_read(&until, &scenario, 3, &message), STATUS_INPUT);
    strcpy(scenario.run.until, "users[post] >= 0.5");
    assert_int_equal(until_read(&until, &scenario, UNITS_UNKNOWN, &message), STATUS_INPUT);
}

/* Whether it is met by the row of a step, in which the series has these entries. */
static bool met(struct until *until, int32_t step, double *entries, int64_t count)
{
    struct observation row = {.length = {0}};
    row.value[until->of] = entries;
    row.length[until->of] = count;
    return until_met(until, step, &row);
}

static bool met_by(struct until *until, int32_t step, double value)
{
    return met(until, step, &value, 1);
}

static void a_value_is_reached_or_not(void **state)
{
    (void)state;
    struct until least = rule_of("adopters >= 5"), most = rule_of("adopters <= 5"), never = rule_of("");
    assert_true(met_by(&least, 1, 5) && met_by(&least, 1, 6) && !met_by(&least, 1, 4));
    assert_true(met_by(&most, 1, 5) && met_by(&most, 1, 4) && !met_by(&most, 1, 6));
    assert_false(met_by(&least, 1, (double)NAN) || met_by(&most, 1, (double)NAN));
    assert_false(met_by(&never, 1, 5));
}

/* Counts together are their sum, others their mean; one of them is itself. */
static void entries_count_together_or_alone(void **state)
{
    (void)state;
    double users[] = {2, 5}, qualities[] = {0.25, 0.5, 0.75};
    struct until sum = rule_of("users >= 7"), more = rule_of("users >= 8"), one = rule_of("users[letters] <= 5"),
                 other = rule_of("users[video calls] >= 3"), mean = rule_of("quality_by_unit >= 0.5"),
                 above = rule_of("quality_by_unit >= 0.51");
    assert_true(met(&sum, 1, users, 2) && !met(&more, 1, users, 2));
    assert_true(met(&one, 1, users, 2) && !met(&other, 1, users, 2));
    assert_true(met(&mean, 1, qualities, 3) && !met(&above, 1, qualities, 3));
}

/* Over so many steps no two rows are further apart; what has no value is no row. */
static void a_series_is_steady_from_the_step_on_in_which_it_was_long_enough(void **state)
{
    (void)state;
    static const struct {
        int32_t step;
        double value;
        bool met;
    } rows[] = {{0, 0, false}, {1, 5, false}, {2, 6, false}, {3, 5.5, false}, {4, 4.5, false}, {5, (double)NAN, false},
        {6, 5, false}, {7, 5.5, true}, {8, 5, true}, {9, 4.4, false}, {10, 4.4, false}, {11, 4.4, false},
        {12, 4.4, true}};
    struct until until = rule_of("quality_mean steady 4 1");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (met_by(&until, rows[i].step, rows[i].value) != rows[i].met) fail_msg("step %d", rows[i].step);
    until = rule_of("quality_mean steady 10 0"); /* rows that are apart: seven steps are two of them */
    assert_false(met_by(&until, 0, 3) || met_by(&until, 7, 3));
    assert_true(met_by(&until, 14, 3));
}

static void what_can_never_be_met_is_told(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"adopters >= 61", "adopters is never above 60"}, {"adopters >= 60", NULL},
        {"adopters <= -1", "adopters is never below 0"}, {"adopters <= 0", NULL},
        {"quality_mean >= 1.5", "quality_mean is never above 1"}, {"users >= 1000", NULL}, {"", NULL},
        {"quality_mean steady 51 0", "a run of 50 steps is steady over no 51"}, {"quality_mean steady 50 0", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scenario scenario = scenario_of(LISTED);
        const struct until until = rule_of(cases[i][0]);
        char text[UNTIL_NEVER_TEXT] = "";
        assert_int_equal(until_never(&until, &scenario, 60, text), cases[i][1] != NULL);
        assert_string_equal(text, cases[i][1] ? cases[i][1] : "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_is_read),
        cmocka_unit_test(what_is_no_rule_is_refused),
        cmocka_unit_test(units_that_are_not_known_are_left_for_later),
        cmocka_unit_test(a_value_is_reached_or_not),
        cmocka_unit_test(entries_count_together_or_alone),
        cmocka_unit_test(a_series_is_steady_from_the_step_on_in_which_it_was_long_enough),
        cmocka_unit_test(what_can_never_be_met_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
