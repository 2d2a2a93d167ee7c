/* Expressions: their order, their units, and every way in which they can be wrong. */
#include "study/format/expression.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A row with 6 adopters, 8 ties, and the adoptions 1, 2, 3; of 20 people. */
static double worked_out(const char *text)
{
    struct expression expression;
    struct message message = {.text = ""};
    double adopters = 6, ties = 8, adoptions[] = {1, 2, 3}, qualities[] = {0.25, 0.5, 0.75};
    struct observation row = {.length = {0}};
    row.value[OBSERVE_adopters] = &adopters;
    row.value[OBSERVE_ties] = &ties;
    row.value[OBSERVE_adoptions] = adoptions;
    row.value[OBSERVE_quality_mean] = qualities;
    enum status status = expression_read(&expression, text, &message);
    if (status != STATUS_OK) fail_msg("%s", message.text);
    struct entries entries[EXPRESSION_NAMES_MOST];
    for (int i = 0; i < expression.series_count; i++) {
        const char *entry = expression.series[i].entry;
        const enum observable of = expression.series[i].of;
        entries[i] = (struct entries){0, of == OBSERVE_adoptions || of == OBSERVE_quality_mean ? 3 : 1};
        if (*entry) entries[i] = (struct entries){*entry - '0', 1};
    }
    return expression_of_row(&expression, entries, 20, &row);
}

static void it_has_the_usual_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double expected;
    } cases[] = {{"adopters + ties * 2", 22}, {"(adopters + ties) * 2", 28}, {"adopters - ties - 1", -3},
        {"adopters - (ties - 1)", -1}, {"24 / adopters / 2", 2}, {"24 / (adopters / 2)", 8}, {"-adopters + 1", -5},
        {"2 - -adopters", 8}, {"-(ties - 2) * 2", -12}, {"adopters/agents", 0.3}, {"adoptions", 6},
        {"adoptions[2] * 10 + adoptions[0]", 31}, {" 1.5e1 + 0 * ties ", 15}, {"adopters - adopters", 0},
        {"2E1 - ties", 12}, {"5e-1*ties", 4}, {"((((ties))))", 8}, {"adoptions * quality_mean", 3},
        {"ties * 25e-1", 20}, {"adopters == 6", 1}, {"adopters != 6", 0}, {"ties > adopters", 1},
        {"ties < adopters", 0}, {"ties >= 8 and ties <= 8", 1}, {"ties > 8 or ties < 8", 0}, {"not ties == 8", 0},
        {"not not ties", 1}, {"(ties > 7) + (adopters > 5)", 2}, {"ties > 9 and adopters > 5 or adoptions == 6", 1},
        {"ties > 9 and (adopters > 5 or adoptions == 6)", 0}, {"ties / (adopters - 6) == 1", 0},
        {"ties / (adopters - 6) != 1", 0}, {"not ties / (adopters - 6)", 0}, {"not ties / (adopters - 6) == 1", 0},
        {"not (ties == 8 and ties / (adopters - 6) == 1)", 0}, {"not (ties == 9 and ties / (adopters - 6) == 1)", 1},
        {"not (ties == 9 or ties / (adopters - 6) == 1)", 0}, {"not (ties == 8 or ties / (adopters - 6) == 1)", 0},
        {"not not ties / (adopters - 6) == 1", 0}, {"not (ties == 9 or adopters == 7)", 1},
        {"(not ties / (adopters - 6) > 1) + 2", 2}, {"not -(adopters - 6)", 1}, {"not (ties - 8) * 2", 1},
        {"ties and adopters - 6", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value = worked_out(cases[i].text);
        if (value != cases[i].expected) fail_msg("%s: %g, not %g", cases[i].text, value, cases[i].expected);
    }
    assert_true(isnan(worked_out("1 / (adopters - 6)")) && isnan(worked_out("0 / (ties - 8)")));
}

static void it_has_a_unit(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"adopters / agents", "1"}, {"adopters + 3", "agents"},
        {"3 - adopters", "agents"}, {"adopters + ties", ""}, {"quality_mean * adopters", "agents"},
        {"adopters * quality_mean", "agents"}, {"ties / adopters", "ties/agents"},
        {"ties / (ties / adopters)", "ties/(ties/agents)"}, {"ties * adopters", "ties agents"},
        {"1 / adopters", "1/agents"}, {"ties / quality_mean", "ties"}, {"1 - quality_mean", "1"},
        {"2 * ties / 3", "ties"}, {"-ties", "ties"}, {"ties > adopters", "1"}, {"not ties", "1"},
        {"2 * (ties > adopters) * ties", "ties"}, {"2 / quality_mean", "1"}, {"(adopters + ties) / adopters", ""},
        {"adopters / (adopters + ties)", ""}, {"ties / (adopters * adopters)", "ties/(agents agents)"},
        {"ties * (ties * (ties * (ties * (ties * (ties * (ties * (ties * (ties * (ties * (ties * (ties * (ties * (ties "
         "* "
         "(ties * (ties * (ties * (ties * (ties * ties))))))))))))))))))",
            ""}}; /* longer than there is room for */
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression expression;
        char unit[EXPRESSION_UNIT];
        assert_int_equal(expression_read(&expression, cases[i][0], NULL), STATUS_OK);
        expression_unit(&expression, unit);
        if (strcmp(unit, cases[i][1]) != 0) fail_msg("%s: '%s', not '%s'", cases[i][0], unit, cases[i][1]);
    }
}

static void what_is_no_expression_is_told(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"(adopters", "(adopters: at its end: a ) is missing"},
        {"adopters +", "at its end: there must be a series, a number or ("}, {"", "at its end: there must be a series"},
        {"adopters ties", "at 'ties': there must be + - * /, a comparison, and, or, or nothing more"},
        {"adopters ^ 2", "at '^ 2': there must be + - * /"}, {"1 + 2", "1 + 2: it names no series"},
        {"agents / 2", "it names no series"}, {"2..3 * ties", "at '2..3 * ties': that is no number"},
        {"1e999 * ties", "that is no number"}, {"ties[ / 2", "at '[ / 2': an entry is in brackets, as stances[stuck]"},
        {"ties[] / 2", "an entry is in brackets"},
        {"tie / 2", "there is no such observable 'tie'; did you mean 'ties'?"},
        {"ties = 3", "at '= 3': that it is the same is said by =="}, {"ties > 3 > 2", "at '> 2': there must be"},
        {"android > 2", "there is no such observable 'android'"}, {"not", "at its end: there must be a series"},
        {"ties and", "at its end: there must be a series"}, {"ties & 2", "at '& 2': there must be"},
        {"2 * (adopters))", "at ')': there must be"}, {"ties / 0", "ties / 0: it is divided by 0"},
        {"1 + ties / (2 - 4 / 2) / 3", "it is divided by 0"}, {"ties * (1 / -0.0)", "it is divided by 0"},
        {"users+ties+adopters+adoptions+quality_mean+quality_sd+departures+transfers+trainings",
            "it names too many series; 8 is the most"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression expression;
        struct message message = {.text = ""};
        assert_int_equal(expression_read(&expression, cases[i][0], &message), STATUS_INPUT);
        if (!strstr(message.text, cases[i][1])) fail_msg("%s: '%s'", cases[i][0], message.text);
    }
}

/* Only where it is so whatever the run: what is about people may come to something. */
static void what_may_be_divided_is_read(void **state)
{
    (void)state;
    static const char *const cases[] = {"0 / ties", "ties / (adopters - adopters)", "ties / (agents - agents)",
        "ties * 0 / 2", "ties - 0", "ties / (0 + 1)", "ties / 2 * 0"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression expression;
        struct message message;
        if (expression_read(&expression, cases[i], &message) != STATUS_OK) fail_msg("%s", message.text);
    }
}

/* Whatever somebody writes, it ends. */
static void what_is_too_long_or_too_deep_is_told(void **state)
{
    (void)state;
    char text[2 * EXPRESSION_TEXT];
    struct expression expression;
    struct message message;
    static const struct {
        const char *part, *why;
        int times;
    } cases[] = {{"(", "it is too deep", 200}, {"-", "it is too deep", 200}, {"not ", "it is too deep", 62},
        {"ties+", "it is too long", 40}, {"ties + ", "it is too long", 60}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        *text = '\0';
        for (int k = 0; k < cases[i].times; k++) strcat(text, cases[i].part);
        strcat(text, "ties");
        assert_int_equal(expression_read(&expression, text, &message), STATUS_INPUT);
        if (!strstr(message.text, cases[i].why)) fail_msg("%s: '%s'", cases[i].part, message.text);
    }
}

/* As many parentheses and signs as one likes, one after another; and as many numbers as there is room for. */
static void what_is_long_but_not_deep_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *first, *part;
        int most; /* times; with one more it is too long */
        double expected;
    } cases[] = {{"ties", "+----1", 10, 18}, {"((ties))", "+((1))", 31, 39}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2 * EXPRESSION_TEXT];
        struct expression expression;
        struct message message;
        strcpy(text, cases[i].first);
        for (int k = 0; k < cases[i].most; k++) strcat(text, cases[i].part);
        assert_true(worked_out(text) == cases[i].expected);
        strcat(text, cases[i].part);
        assert_int_equal(expression_read(&expression, text, &message), STATUS_INPUT);
        assert_non_null(strstr(message.text, "it is too long"));
    }
}

/* At most 32 are open at once, of each; and those that are closed, or belong to another part, do not count. */
static void what_is_open_is_counted(void **state)
{
    (void)state;
    enum { MOST = 32 };
    static const char *const opens[] = {"(", "-", "not "}, *const closes[] = {")", "", ""};
    for (int i = 0; i < 3; i++)
        for (int depth = MOST; depth <= MOST + 1; depth++) {
            char text[EXPRESSION_TEXT] = "";
            struct expression expression;
            for (int k = 0; k < depth; k++) strcat(text, opens[i]);
            strcat(text, "ties");
            for (int k = 0; k < depth; k++) strcat(text, closes[i]);
            assert_int_equal(expression_read(&expression, text, NULL), depth > MOST ? STATUS_INPUT : STATUS_OK);
        }
    assert_true(worked_out("not 1 or not 1 or not 1 or not 1 or not 1 or not 1 or not 1 or not 1 or not 1 or not 1 or "
                           "((((((((((((((((((((((((ties - 8))))))))))))))))))))))))") == 0);
    assert_true(
        worked_out("--1 - --1 - --1 - --1 - --1 - ((((((((((((((((((((((((ties))))))))))))))))))))))))") == -11);
}

/* Blanks do not make it other steps, but more text than there is room for. */
static void text_that_would_be_cut_is_refused(void **state)
{
    (void)state;
    char text[EXPRESSION_TEXT + 1];
    struct expression expression;
    struct message message;
    snprintf(text, sizeof text, "ties%*s", EXPRESSION_TEXT - 5, "+1");
    assert_int_equal(expression_read(&expression, text, &message), STATUS_OK);
    assert_int_equal(expression.step_count, 3);
    snprintf(text, sizeof text, "ties%*s", EXPRESSION_TEXT - 4, "+1");
    assert_int_equal(expression_read(&expression, text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "it is too long"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_has_the_usual_order),
        cmocka_unit_test(it_has_a_unit),
        cmocka_unit_test(what_is_no_expression_is_told),
        cmocka_unit_test(what_may_be_divided_is_read),
        cmocka_unit_test(what_is_too_long_or_too_deep_is_told),
        cmocka_unit_test(what_is_long_but_not_deep_is_read),
        cmocka_unit_test(what_is_open_is_counted),
        cmocka_unit_test(text_that_would_be_cut_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
