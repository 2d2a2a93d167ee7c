/* What expressions come to, against the three values of Kleene's logic, and in which unit, to the last character. */
#include "study/format/expression.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct expression read_fine(const char *text)
{
    struct expression expression;
    struct message message = {.text = ""};
    if (expression_read(&expression, text, &message) != STATUS_OK) fail_msg("%s", message.text);
    return expression;
}

static struct expression read_columns(enum event_table table, const char *text)
{
    struct expression expression;
    struct message message = {.text = ""};
    if (expression_read_columns(&expression, table, text, &message) != STATUS_OK) fail_msg("%s", message.text);
    return expression;
}

static void division_is_known_wherever_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool divides;
    } cases[] = {{"ties", false}, {"ties / 2", true}, {"(ties / 2 + 1) * 3 > 4 and not users", true},
        {"ties * 2 - agents", false}, {"not (users >= 3 or -ties + 1 == 2)", false}, {"users + 1 / agents", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct expression expression = read_fine(cases[i].text);
        if (expression_divides(&expression) != cases[i].divides) fail_msg("%s", cases[i].text);
    }
    assert_false(expression_divides(&(struct expression){.step_count = 0}));
}

static void what_is_neither_0_nor_none_holds(void **state)
{
    (void)state;
    static const double hold[] = {1, -1, 0.5, 4.9e-324, -INFINITY, INFINITY}, fail[] = {0, -0.0, NAN};
    for (size_t i = 0; i < sizeof hold / sizeof *hold; i++) assert_true(expression_holds(hold[i]));
    for (size_t i = 0; i < sizeof fail / sizeof *fail; i++) assert_false(expression_holds(fail[i]));
}

/* ---- Kleene's logic ---- */

enum truth { UNTRUE, UNKNOWN, TRUE };

static enum truth truth_of(double number)
{
    if (isnan(number)) return UNKNOWN;
    return number != 0 ? TRUE : UNTRUE;
}

/* `adopters` and `ties` are what they are in a row of 20 people. */
static double with(const char *text, double adopters, double ties)
{
    const struct expression expression = read_fine(text);
    double values[EXPRESSION_NAMES_MOST] = {0};
    for (int i = 0; i < expression.series_count; i++)
        values[i] = expression.series[i].of == OBSERVE_adopters ? adopters : ties;
    return expression_value(&expression, values, 20);
}

static void assert_truth(const char *text, double adopters, double ties, enum truth expected)
{
    char negated[EXPRESSION_TEXT], twice[EXPRESSION_TEXT];
    snprintf(negated, sizeof negated, "not (%s)", text);
    snprintf(twice, sizeof twice, "not not (%s)", text);
    const bool is = expression_holds(with(text, adopters, ties)), is_not = with(negated, adopters, ties) == 1;
    if (is != (expected == TRUE) || is_not != (expected == UNTRUE) || (with(twice, adopters, ties) == 1) != is)
        fail_msg("%s of %g and %g", text, adopters, ties);
}

/* What is put together is untrue, unknown or true as the least, or the largest, of its parts. */
static void logic_has_three_values(void **state)
{
    (void)state;
    static const double numbers[] = {0, NAN, 1, -2.5};
    enum { NUMBERS = sizeof numbers / sizeof *numbers };
    for (int a = 0; a < NUMBERS; a++)
        for (int b = 0; b < NUMBERS; b++) {
            const double x = numbers[a], y = numbers[b];
            const enum truth left = truth_of(x), right = truth_of(y);
            assert_truth("adopters", x, y, left);
            assert_truth("adopters and ties", x, y, left < right ? left : right);
            assert_truth("adopters or ties", x, y, left > right ? left : right);
            assert_truth("not adopters and ties", x, y, TRUE - left < right ? TRUE - left : right);
            assert_truth("-adopters or not ties", x, y, left > TRUE - right ? left : TRUE - right);
            assert_truth("adopters * ties", x, y, truth_of(x * y));
            assert_truth("(adopters and ties) + (adopters or ties)", x, y,
                left == TRUE || right == TRUE ? TRUE : UNTRUE); /* whether something holds is 1 or 0, and known */
        }
}

static void comparisons_with_none_are_unknown(void **state)
{
    (void)state;
    static const double numbers[] = {-1, 0, 0.5, 1, INFINITY, NAN};
    enum { NUMBERS = sizeof numbers / sizeof *numbers };
    for (int a = 0; a < NUMBERS; a++)
        for (int b = 0; b < NUMBERS; b++) {
            const double x = numbers[a], y = numbers[b];
            const struct {
                const char *text;
                bool holds;
            } cases[] = {{"adopters == ties", x == y}, {"adopters != ties", x != y}, {"adopters < ties", x < y},
                {"adopters <= ties", x <= y}, {"adopters > ties", x > y}, {"adopters >= ties", x >= y}};
            const bool known = !isnan(x) && !isnan(y);
            for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
                assert_truth(cases[i].text, x, y, !known ? UNKNOWN : cases[i].holds ? TRUE : UNTRUE);
        }
}

/* 0 / 0, and what is divided by a 0 of either sign; not what is divided by very little. */
static void what_is_divided_by_0_is_none(void **state)
{
    (void)state;
    static const double nothing[] = {0, -0.0};
    for (size_t i = 0; i < 2; i++)
        for (int adopters = -1; adopters <= 1; adopters++)
            assert_true(isnan(with("adopters / ties", adopters, nothing[i])));
    assert_true(with("adopters / ties", 0, 1e-300) == 0);
    assert_true(with("adopters / ties", 3e-300, 1e-300) == 3);
    assert_true(with("agents / adopters / ties", 5, 4) == 1);
}

/* ---- rows ---- */

/* Each of as many series as there may be has a number of its own: its entry, the sum of counts, or the mean. */
static void every_series_of_a_row_is_taken(void **state)
{
    (void)state;
    const struct expression expression =
        read_fine("users[1] + 10 * users + 100 * adopters + 1e3 * uses_learned + 1e4 * "
                  "adoptions[0] + 1e5 * ties + 1e6 * quality_by_unit + 1e7 * users[2]");
    double users[] = {1, 2, 4}, adopters = 3, uses = 5, adoptions[] = {6, 9}, ties = 7, qualities[] = {4, 6, 17};
    struct observation row = {.length = {0}};
    row.value[OBSERVE_users] = users;
    row.value[OBSERVE_adopters] = &adopters;
    row.value[OBSERVE_uses_learned] = &uses;
    row.value[OBSERVE_adoptions] = adoptions;
    row.value[OBSERVE_ties] = &ties;
    row.value[OBSERVE_quality_by_unit] = qualities;
    static const struct entries entries[EXPRESSION_NAMES_MOST] = {
        {1, 1}, {0, 3}, {0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 3}, {2, 1}};
    assert_int_equal(expression.series_count, EXPRESSION_NAMES_MOST);
    const double expected = 2 + 10 * 7 + 100 * 3 + 1e3 * 5 + 1e4 * 6 + 1e5 * 7 + 1e6 * 9 + 1e7 * 4;
    assert_true(expression_of_row(&expression, entries, 20, &row) == expected);
}

/* As many numbers wait for each other as parentheses may be open. */
static void the_deepest_expression_is_worked_out(void **state)
{
    (void)state;
    enum { DEEP = 31 };
    char text[EXPRESSION_TEXT] = "";
    for (int i = 0; i < DEEP; i++) strcat(text, "1+(");
    strcat(text, "ties");
    for (int i = 0; i < DEEP; i++) strcat(text, ")");
    assert_true(with(text, 0, 0.5) == DEEP + 0.5);
    char unit[EXPRESSION_UNIT];
    const struct expression expression = read_fine(text);
    expression_unit(&expression, unit);
    assert_string_equal(unit, "ties");
}

/* ---- units ---- */

static void assert_unit(const struct expression *expression, const char *expected)
{
    char unit[EXPRESSION_UNIT];
    expression_unit(expression, unit);
    if (strcmp(unit, expected) != 0) fail_msg("%s: '%s', not '%s'", expression->text, unit, expected);
}

static void what_was_mixed_stays_mixed_until_it_is_compared(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"(adopters + ties) + 3", ""}, {"(adopters + ties) + adopters", ""},
        {"3 - (adopters - ties)", ""}, {"2 * (adopters + ties) / 3", ""}, {"-(adopters + ties)", ""},
        {"ties == adopters", "1"}, {"adopters + ties > 3", "1"}, {"not (adopters + ties)", "1"},
        {"(adopters + ties != 3) * adopters", "agents"}, {"(adopters + ties) and ties", "1"},
        {"(adopters + ties > 2) + adopters", ""}, {"quality_mean + adopters", ""}, {"agents - adopters", "agents"},
        {"agents / agents * ties", "ties"}, {"1 - adopters / agents", "1"}, {"2 - 1 + adopters", "agents"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct expression expression = read_fine(cases[i][0]);
        assert_unit(&expression, cases[i][1]);
    }
}

static void columns_have_the_units_of_their_tables(void **state)
{
    (void)state;
    static const struct {
        enum event_table table;
        const char *text, *unit;
    } cases[] = {{EVENT_adoption, "step - practice.step", "step"}, {EVENT_adoption, "practice.quality", "1"},
        {EVENT_project, "members", "agents"}, {EVENT_project, "members / (step - opportunity.step)", "agents/step"},
        {EVENT_opportunity, "difficulty", "outcomes"}, {EVENT_opportunity, "difficulty + step", ""},
        {EVENT_adoption, "learner.unit + 1", "1"}, {EVENT_adoption, "channel == project", "1"},
        {EVENT_adoption, "source_count / agents", "sources/agents"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct expression expression = read_columns(cases[i].table, cases[i].text);
        assert_unit(&expression, cases[i].unit);
    }
}

/* "ties ties ... agents": the longest that there is room for, and one that is a character longer. */
static void a_unit_is_told_whole_or_not_at_all(void **state)
{
    (void)state;
    static const struct {
        int ties, adopters;
        size_t length; /* of the unit */
    } cases[] = {{15, 3, EXPRESSION_UNIT - 1}, {18, 1, EXPRESSION_UNIT}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[EXPRESSION_TEXT] = "", unit[2 * EXPRESSION_UNIT] = "";
        for (int k = 0; k < cases[i].ties; k++) {
            strcat(text, "ties*");
            strcat(unit, "ties ");
        }
        for (int k = 0; k < cases[i].adopters; k++) {
            strcat(text, "adopters*");
            strcat(unit, "agents ");
        }
        strcat(text, "1");
        unit[strlen(unit) - 1] = '\0';
        assert_int_equal(strlen(unit), cases[i].length);
        const struct expression expression = read_fine(text);
        assert_unit(&expression, cases[i].length < EXPRESSION_UNIT ? unit : "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(division_is_known_wherever_it_stands),
        cmocka_unit_test(what_is_neither_0_nor_none_holds),
        cmocka_unit_test(logic_has_three_values),
        cmocka_unit_test(comparisons_with_none_are_unknown),
        cmocka_unit_test(what_is_divided_by_0_is_none),
        cmocka_unit_test(every_series_of_a_row_is_taken),
        cmocka_unit_test(the_deepest_expression_is_worked_out),
        cmocka_unit_test(what_was_mixed_stays_mixed_until_it_is_compared),
        cmocka_unit_test(columns_have_the_units_of_their_tables),
        cmocka_unit_test(a_unit_is_told_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
