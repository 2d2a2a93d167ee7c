/* Opportunities that are given: what a table of them may say, how it is kept, and what is refused. */
#include "scenario/arrivals.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scenario/parameters.h"

static const struct parameter *arrivals(void)
{
    return parameter_find("opportunities.arrivals");
}

/* What is written, and how it is kept; kept text is read as the same. */
static void rows_are_kept_as_they_are_read(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"step,size; 1,4; 3,2", "step,size;1,4;3,2"},
        {"step\n1\n1\n2\n", "step;1;1;2"},
        {" size , step \r\n 4 , 1 \r\n , 3 \r\n", "size,step;4,1;,3"},
        {"step,unit,skills,members;1,Human  Resources,3  1,Ann   Bo;1,,,", "step,unit,skills,members;1,Human  "
                                                                           "Resources,3 1,Ann Bo;1,,,"},
        {"step,members,unit;1, \"Ann  Lee\" Bo \"A,;\"\"B\" , \"Sales, x\" ;2,,", "step,members,unit;1,\"Ann  Lee\" Bo "
                                                                                  "\"A,;\"\"B\",\"Sales, x\";2,,"},
        {"step,difficulty,domain;2,0.5,1", "step,difficulty,domain;2,0.5,1"},
        {"step,difficulty,size;1,1e9,1000", "step,difficulty,size;1,1e9,1000"},
        {"step,members,unit;1,A\"b,c\"d", "step,members,unit;1,\"A\"\"b\",\"c\"\"d\""},
        {"", ""},
        {" \n", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int again = 0; again < 2; again++) {
            struct scenario scenario = scenario_default;
            struct message message = {""};
            if (parameter_set(&scenario, arrivals(), cases[i][again], &message) != STATUS_OK)
                fail_msg("%s: %s", cases[i][again], message.text);
            char *kept = parameter_text(&scenario, arrivals());
            assert_string_equal(kept, cases[i][1]);
            free(kept);
        }
}

static void what_cannot_be_is_refused_with_its_row(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"size;4", "there is no column \"step\""},
        {"step", "there is no row: nothing arises"},
        {"step,sise;1,4",
            "first row: 'sise' is no column of opportunities; did you mean 'size'?; there are step, size, "
            "domain, unit, difficulty, skills, members"},
        {"step,month;1,4", "first row: 'month' is no column of opportunities; there are step, size, domain, unit, "
                           "difficulty, skills, members"},
        {"step,size,size;1,4,4", "first row: size is there twice"},
        {"step,size;1,;2,", "size: no row says anything"},
        {"step;2;1", "row 2: step: '1' comes after 2; the steps of the rows must not fall"},
        {"step;0", "row 1: step: '0' is too small; it must be a whole number from 1 to 2147483647"},
        {"step,size;1,4;,4", "row 2: step: there is none"},
        {"step,size;1,0", "row 1: size: '0' is too small; it must be a whole number from 1 to 1000"},
        {"step,size;01,2",
            "row 1: step: '01' is a number that begins with a zero, and so one of base 8 to some; leave the zero "
            "out; it must be a whole number from 1 to 2147483647"},
        {"step,size;1,two", "row 1: size: 'two' is no number; it must be a whole number from 1 to 1000"},
        {"step,size;1,4 5", "row 1: size: '4 5' are 2; there can be 1"},
        {"step,size;1,1001", "row 1: size: '1001' is too large; it must be a whole number from 1 to 1000"},
        {"step,step;1,1", "first row: step is there twice"},
        {"step,difficulty;1,1000000001",
            "row 1: difficulty: '1000000001' is too large; it must be a number above 0, at most 1e9"},
        {"step,domain;1,64", "row 1: domain: '64' is too large; it must be a whole number from 0 to 63"},
        {"step,difficulty;1,0", "row 1: difficulty: '0' is too small; it must be a number above 0, at most 1e9"},
        {"step,skills;1,3 64", "row 1: skills: '64' is too large; it must be a whole number from 0 to 63"},
        {"step,skills;1,3 4 3", "row 1: skills: '3' is there twice"},
        {"step,members;1,Ann Bo Ann", "row 1: members: 'Ann' is there twice"},
        {"step,size;1;2,4", "row 1: it has fewer cells than there are columns"},
        {"step,size;1,4;2,4,4", "row 2: it has more cells than there are columns"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""}, expected;
        assert_int_equal(parameter_set(&scenario, arrivals(), "step;7", NULL), STATUS_OK);
        assert_int_equal(parameter_set(&scenario, arrivals(), cases[i][0], &message), STATUS_INPUT);
        (void)message_set(&expected, STATUS_INPUT, "opportunities.arrivals: %s", cases[i][1]);
        assert_string_equal(message.text, expected.text);
        assert_string_equal(scenario.opportunities.arrivals.text, "step;7");
    }
}

/* So many words of so many characters, one after another, from number 0 on or all the same, behind `before`. */
static char *words_of(const char *before, int count, int length, char letter, const char *after)
{
    char *text = malloc(strlen(before) + (size_t)count * (size_t)(length + 8) + strlen(after) + 1);
    char *end = text + sprintf(text, "%s", before);
    for (int i = 0; i < count; i++) {
        end += sprintf(end, "%s", i > 0 ? " " : "");
        if (letter) memset(end, letter, (size_t)length);
        end = letter ? end + length : end + sprintf(end, "%0*d", length, i);
    }
    strcpy(end, after);
    return text;
}

/* Up to a limit it is kept, and beyond it refused. */
static void words_and_cells_have_limits(void **state)
{
    (void)state;
    enum { LONGEST = ARRIVAL_NAME - 2, CELL_MOST = 8192 };
    static const struct {
        const char *before;
        int count, length;
        char letter;
        const char *after, *fault; /* NULL: it is kept */
    } cases[] = {
        {"step,members;1,", 1000, 1, 0, "", NULL},
        {"step,members;1,", 1001, 1, 0, "", "are 1001; there can be 1000"},
        {"step,skills;1,", 64, 1, 0, "", NULL},
        {"step,skills;1,", 64, 1, 0, " 0", "are 65; there can be 64"},
        {"step,members;1,", 1, LONGEST, 'a', "", NULL},
        {"step,members;1,", 1, LONGEST + 1, 'a', "", "has a word that is too long"},
        {"step,members;1,\"", 1, LONGEST, 'a', "\"", NULL},
        {"step,members;1,\"", 1, 2 * ARRIVAL_NAME, 'a', "\"", "has a word that is too long"},
        {"step,unit;1,", 1, LONGEST, 'a', "", NULL},
        {"step,unit;1,", 1, LONGEST + 1, 'a', "", "is too long"},
        {"step,members;1,", (CELL_MOST + 1) / 16, 15, 0, "", NULL}, /* with the blanks one less than half the room */
        {"step,members;1,", (CELL_MOST + 1) / 16, 15, 0, " a", "is too long"},
        {"step,members;1,", 500, 50, 0, "", "a cell is too long"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""};
        char *text = words_of(cases[i].before, cases[i].count, cases[i].length, cases[i].letter, cases[i].after);
        enum status status = parameter_set(&scenario, arrivals(), text, &message);
        assert_int_equal(status, cases[i].fault ? STATUS_INPUT : STATUS_OK);
        if (cases[i].fault && !strstr(message.text, cases[i].fault)) fail_msg("%zu: %s", i, message.text);
        free(text);
    }
}

static void a_table_that_is_too_long_is_refused(void **state)
{
    (void)state;
    const size_t row = strlen("999999;"), rows = ARRIVALS_TEXT / row + 1;
    char *text = calloc(rows, row + 1);
    struct scenario scenario = scenario_default;
    struct message message = {""};
    strcpy(text, "step");
    for (size_t i = 1; i < rows; i++) strcpy(text + strlen("step") + (i - 1) * row, ";999999");
    assert_int_equal(parameter_set(&scenario, arrivals(), text, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "the table is too long: at most 98303 bytes"));
    free(text);
}

/* Nothing is drawn beside what is given, unless somebody asks for it; and all is drawn where nothing is given. */
static void what_is_given_stands_in_the_place_of_what_is_drawn(void **state)
{
    (void)state;
    const struct parameter *rate = parameter_find("opportunities.arrival_rate");
    struct scenario scenario = scenario_default;
    assert_int_equal(parameter_set(&scenario, arrivals(), "step;7", NULL), STATUS_OK);
    struct scenario asked = scenario;
    scenario_settle(&scenario);
    assert_true(scenario.opportunities.arrival_rate.start == 0 && scenario.opportunities.arrival_rate.most == 0);
    assert_int_equal(parameter_set(&asked, rate, "3", NULL), STATUS_OK);
    scenario_settle(&asked);
    assert_true(asked.opportunities.arrival_rate.start == 3);
    scenario = scenario_default;
    assert_int_equal(parameter_set(&scenario, arrivals(), "", NULL), STATUS_OK);
    scenario_settle(&scenario);
    assert_true(scenario.opportunities.arrival_rate.start == 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_kept_as_they_are_read),
        cmocka_unit_test(what_cannot_be_is_refused_with_its_row),
        cmocka_unit_test(words_and_cells_have_limits),
        cmocka_unit_test(a_table_that_is_too_long_is_refused),
        cmocka_unit_test(what_is_given_stands_in_the_place_of_what_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
