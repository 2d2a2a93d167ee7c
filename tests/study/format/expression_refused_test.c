/* What is no expression: each complaint in full, with the place in its text and the nearest name; and beside it what is
 * just one. */
#include "study/format/expression.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const enum event_table SERIES = EVENT_TABLE_COUNT;

/* What such an expression is told, of series or of the columns of a table; "" where it is fine. */
static const char *told(enum event_table table, const char *text)
{
    static struct message message;
    struct expression expression;
    message.text[0] = '\0';
    const enum status status = table == SERIES ? expression_read(&expression, text, &message)
                                               : expression_read_columns(&expression, table, text, &message);
    assert_int_equal(status, *message.text ? STATUS_INPUT : STATUS_OK);
    assert_string_equal(expression.text, text);
    return message.text;
}

/* `why` stands behind the text. */
static void assert_refused(enum event_table table, const char *text, const char *why)
{
    char expected[1024];
    snprintf(expected, sizeof expected, "%s: %s", text, why);
    assert_string_equal(told(table, text), expected);
}

struct refusal {
    const char *text, *why;
};

#define THERE_MUST_BE ": there must be a series, a number or ("
#define OR_NOTHING ": there must be + - * /, a comparison, and, or, or nothing more"

static void what_is_no_arithmetic_is_told_where_it_stands(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {"", "at its end" THERE_MUST_BE},
        {"  ", "at its end" THERE_MUST_BE},
        {"ties +", "at its end" THERE_MUST_BE},
        {"ties >= ", "at its end" THERE_MUST_BE},
        {"not not", "at its end" THERE_MUST_BE},
        {"ties or  ", "at its end" THERE_MUST_BE},
        {"ties >= )", "at ')'" THERE_MUST_BE},
        {"()", "at ')'" THERE_MUST_BE},
        {"+ties", "at '+ties'" THERE_MUST_BE},
        {"ties - + users", "at '+ users'" THERE_MUST_BE},
        {"ties ** 2", "at '* 2'" THERE_MUST_BE},
        {"ties <> 3", "at '> 3'" THERE_MUST_BE},
        {"ties < = 3", "at '= 3'" THERE_MUST_BE},
        {"ties === 3", "at '= 3'" THERE_MUST_BE},
        {"!ties", "at '!ties'" THERE_MUST_BE},
        {"ties  users", "at 'users'" OR_NOTHING},
        {"ties 1", "at '1'" OR_NOTHING},
        {"2ties", "at 'ties'" OR_NOTHING},
        {"0x10 * ties", "at 'x10 * ties'" OR_NOTHING},
        {"ties)", "at ')'" OR_NOTHING},
        {"ties % 2", "at '% 2'" OR_NOTHING},
        {"ties && users", "at '&& users'" OR_NOTHING},
        {"ties ! = 3", "at '! = 3'" OR_NOTHING},
        {"ties > 1 < 2", "at '< 2'" OR_NOTHING},
        {"ties not users", "at 'not users'" OR_NOTHING},
        {"ties andusers", "at 'andusers'" OR_NOTHING},
        {"ties or_users", "at 'or_users'" OR_NOTHING},
        {"(ties", "at its end: a ) is missing"},
        {"2 * ((ties) + 1 ", "at its end: a ) is missing"},
        {"(ties]", "at ']': a ) is missing"},
        {"(ties = 3)", "at '= 3)': that it is the same is said by =="},
        {"ties =! 3", "at '=! 3': that it is the same is said by =="},
        {"ties+(1+2)*agents/(4-users)^(1+2)*agents/(4-users)", "at '^(1+2)*agents/(4-users)'" OR_NOTHING},
        {"ties ^ 345678901234567890123456789012345678901", "at '^ 345678901234567890123456789012345678901'" OR_NOTHING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_refused(SERIES, cases[i].text, cases[i].why);
}

/* Deeper than 32 of a kind; the text is shown as far as an excerpt goes. */
static void what_is_too_deep_is_told(void **state)
{
    (void)state;
    static const char *const opens[] = {"(", "-", "not "};
    static const int shown[] = {37, 37, 68};
    char text[EXPRESSION_TEXT], expected[256];
    for (int i = 0; i < 3; i++) {
        *text = '\0';
        for (int k = 0; k <= 32; k++) strcat(text, opens[i]);
        strcat(text, "ties");
        snprintf(expected, sizeof expected, "%.*s%s: it is too deep", shown[i], text, shown[i] == 68 ? "..." : "");
        assert_string_equal(told(SERIES, text), expected);
    }
}

/* By its steps, of which numbers, names and signs are one each, or by its letters. */
static void what_is_too_long_is_told(void **state)
{
    (void)state;
    char text[2 * EXPRESSION_TEXT] = "ties", expected[256];
    struct message message = {.text = ""};
    struct expression expression;
    for (int i = 0; i < 32; i++) strcat(text, "+1");
    snprintf(expected, sizeof expected, "%.68s: it is too long", text);
    assert_string_equal(told(SERIES, text), expected); /* 65 steps */
    memset(text, ' ', EXPRESSION_TEXT);
    memcpy(text, "ties", 4);
    text[EXPRESSION_TEXT] = '\0';
    snprintf(expected, sizeof expected, "%.68s...: it is too long", text);
    assert_int_equal(expression_read(&expression, text, &message), STATUS_INPUT);
    assert_string_equal(message.text, expected);
}

/* As far as C reads numbers that are finite: a point may stand before or behind the digits, and a sign in the power. */
static void a_number_is_one_or_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double number;
    } numbers[] = {{"1.", 1}, {".5", 0.5}, {"1e3", 1e3}, {"1E+2", 100}, {"25e-1", 2.5}, {"1.5e0", 1.5}, {"007", 7},
        {"0000000000000000000000000000001", 1}, {"1e308", 1e308}};
    static const char *const none[] = {".", "..", "1..2", "0.1.2", "1e", "1e+", "1e+-3", "1E-", "1e999", ".e1"};
    char text[128], why[128];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (int first = 0; first < 2; first++) {
            struct expression expression;
            snprintf(text, sizeof text, first ? "%s*ties" : "ties*%s", numbers[i].text);
            assert_int_equal(expression_read(&expression, text, NULL), STATUS_OK);
            assert_int_equal(expression.step_count, 3);
            assert_int_equal(expression.steps[!first].action, EXPRESSION_NUMBER);
            assert_true(expression.steps[!first].number == numbers[i].number);
        }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        snprintf(text, sizeof text, "ties - %s", none[i]);
        snprintf(why, sizeof why, "at '%s': that is no number", none[i]);
        assert_refused(SERIES, text, why);
    }
}

#define NONE "there is no such observable "
#define LISTED "; `selforg describe observables` lists them all"

static void a_name_that_nobody_has_is_told_with_the_nearest(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {"tie / 2", NONE "'tie'; did you mean 'ties'?" LISTED},
        {"ties1", NONE "'ties1'; did you mean 'ties'?" LISTED},
        {"adopters / adopterz", NONE "'adopterz'; did you mean 'adopters'?" LISTED},
        {"adopters / agnets", NONE "'agnets'; did you mean 'agents'?" LISTED},
        {"agent / ties", NONE "'agent'; did you mean 'agents'?" LISTED},
        {"ties and and users", NONE "'and'" LISTED},
        {"and ties", NONE "'and'" LISTED},
        {"notties", NONE "'notties'" LISTED},
        {"not_a > 2", NONE "'not_a'" LISTED},
        {"android > 2", NONE "'android'" LISTED},
        {"true", NONE "'true'" LISTED},
        {"nan * ties", NONE "'nan'" LISTED},
        {"learner.unit == 3", NONE "'learner'" LISTED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_refused(SERIES, cases[i].text, cases[i].why);
    assert_string_equal(told(SERIES, "not(ties)and(not users)or ties"), "");
    /* Sixty letters of a name are shown, and of the whole as much as an excerpt has. */
#define SIXTY "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"
    assert_string_equal(told(SERIES, SIXTY "klmnopqrst"), SIXTY "klmnopqr...: " NONE "'" SIXTY "'" LISTED);
}

/* What is of no series, and of no event, has no number of a row. */
static void it_names_what_it_is_of(void **state)
{
    (void)state;
    static const char *const of_nothing[] = {"1", "agents", "1 == 1", "agents - 2 * agents", "not (agents > 3)"};
    for (size_t i = 0; i < sizeof of_nothing / sizeof *of_nothing; i++)
        assert_refused(SERIES, of_nothing[i], "it names no series");
    assert_refused(EVENT_adoption, "1 + 2", "it names no column");
    assert_string_equal(told(EVENT_adoption, "1 / agents"), ""); /* of every event the same */
}

/* ---- entries ---- */

static void an_entry_is_in_brackets(void **state)
{
    (void)state;
    static const char *const after[] = {"[", "[]", "[ / 2", "[0"};
    char text[64], why[128];
    for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
        snprintf(text, sizeof text, "users + ties  %s", after[i]);
        snprintf(why, sizeof why, "at '%s': an entry is in brackets, as stances[stuck]", after[i]);
        assert_refused(SERIES, text, why);
    }
    struct expression expression;
    assert_int_equal(expression_read(&expression, "stances [in two words] - stances[x]", NULL), STATUS_OK);
    assert_string_equal(expression.series[0].entry, "in two words");
    assert_string_equal(expression.series[1].entry, "x");
}

/* Each entry is a series, all together are another; however often one is named, it counts once. */
static void series_are_counted_once(void **state)
{
    (void)state;
    char text[EXPRESSION_TEXT] = "users";
    for (int entry = 0; entry < EXPRESSION_NAMES_MOST - 1; entry++)
        for (int twice = 0; twice < 2; twice++) {
            const size_t length = strlen(text);
            snprintf(text + length, sizeof text - length, "+users[%d]", entry);
        }
    struct expression expression;
    assert_int_equal(expression_read(&expression, text, NULL), STATUS_OK);
    assert_int_equal(expression.series_count, EXPRESSION_NAMES_MOST);
    static const char why[] = ": it names too many series; 8 is the most";
    strcat(text, "+ties");
    const char *message = told(SERIES, text);
    assert_string_equal(message + strlen(message) - (sizeof why - 1), why);
}

/* ---- columns ---- */

#define NAMES " has names and no numbers; it is compared, as "
#define OF_EVENTS "; `selforg describe events` has its names"

static void whatever_stands_there_is_told_in_one_clean_line(void **state)
{
    (void)state;
    assert_string_equal(told(SERIES, "ties\n+ \x1B[1"),
        "ties?+ ?[1: at '?+ ?[1': there must be + - * /, a comparison, and, or, or nothing more");
}

#define BRACKETS "a comparison that is calculated with is put in parentheses"

static void a_column_of_names_is_compared_with_one_of_them(void **state)
{
    (void)state;
    static const struct {
        enum event_table table;
        struct refusal refusal;
    } cases[] = {
        {EVENT_adoption, {"channel", "channel" NAMES "channel == initial"}},
        {EVENT_adoption, {"channel = initial", "channel" NAMES "channel == initial"}},
        {EVENT_adoption, {"channel == 3", "channel" NAMES "channel == initial"}},
        {EVENT_adoption, {"channel > initial", "channel" NAMES "channel == initial"}},
        {EVENT_adoption, {"channel == (initial)", "channel" NAMES "channel == initial"}},
        {EVENT_adoption, {"channel != ", "channel" NAMES "channel == initial"}},
        {EVENT_adoption, {"step + project.type", "type" NAMES "type == founded"}},
        {EVENT_adoption, {"channel == Initial", "channel is never 'Initial'; did you mean 'initial'?" OF_EVENTS}},
        {EVENT_adoption, {"project.type == channel", "type is never 'channel'" OF_EVENTS}},
        {EVENT_opportunity, {"systemic == yes", "systemic is never 'yes'" OF_EVENTS}},
        {EVENT_opportunity, {"systemic == type", "systemic is never 'type'" OF_EVENTS}},
        {EVENT_opportunity, {"type != project.type", "type is never 'project.type'" OF_EVENTS}},
        {EVENT_stance, {"stance_before == cause", "stance_before is never 'cause'" OF_EVENTS}},
        {EVENT_stance, {"cause != stance_after", "cause is never 'stance_after'" OF_EVENTS}},
        {EVENT_adoption, {"2 * channel == project", BRACKETS}},
        {EVENT_adoption, {"channel == project / 2", BRACKETS}},
        {EVENT_adoption, {"step - channel == project", BRACKETS}},
        {EVENT_adoption, {"channel == project + 1 > 1", BRACKETS}},
        {EVENT_adoption, {"-channel != project", BRACKETS}},
        {EVENT_adoption, {"channel == project == initial", BRACKETS}},
        {EVENT_adoption, {"channel == initial > 0", BRACKETS}},
        {EVENT_adoption, {"1 > channel == project", BRACKETS}},
        {EVENT_adoption, {"step == channel == project", BRACKETS}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].table, cases[i].refusal.text, cases[i].refusal.why);
    assert_string_equal(told(EVENT_stance, "stance_before==stance_after"), "");
    assert_string_equal(told(EVENT_adoption, "2*(channel == project) - (channel==initial) > step / 9"), "");
    assert_string_equal(told(EVENT_adoption, "not channel == project and step > 2 or channel == initial"), "");
    assert_string_equal(told(EVENT_opportunity, "systemic != opportunity.systemic and type==opportunity.type"), "");
    assert_string_equal(told(EVENT_opportunity, "systemic == 1 or systemic > 0 or systemic"), ""); /* 0 and 1 too */
}

static void columns_are_told_with_their_place(void **state)
{
    (void)state;
    assert_refused(EVENT_adoption, "step and", "at its end: there must be a column, a number or (");
    assert_refused(EVENT_adoption, "domain[0]", "at '[0]'" OR_NOTHING);
    assert_refused(EVENT_adoption, ".learner", "at '.learner': that is no number");
    assert_refused(EVENT_adoption, "step = 3", "at '= 3': that it is the same is said by ==");
    assert_string_equal(told(EVENT_practice, "step+domain+bits_0+bits_1+bits_2+bits_3+project+quality"), "");
    assert_refused(EVENT_practice, "step+domain+bits_0+bits_1+bits_2+bits_3+project+quality+practice",
        "it names too many columns; 8 is the most");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_arithmetic_is_told_where_it_stands),
        cmocka_unit_test(what_is_too_deep_is_told),
        cmocka_unit_test(what_is_too_long_is_told),
        cmocka_unit_test(a_number_is_one_or_is_told),
        cmocka_unit_test(a_name_that_nobody_has_is_told_with_the_nearest),
        cmocka_unit_test(it_names_what_it_is_of),
        cmocka_unit_test(an_entry_is_in_brackets),
        cmocka_unit_test(series_are_counted_once),
        cmocka_unit_test(a_column_of_names_is_compared_with_one_of_them),
        cmocka_unit_test(columns_are_told_with_their_place),
        cmocka_unit_test(whatever_stands_there_is_told_in_one_clean_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
