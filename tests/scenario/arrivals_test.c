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
        {"step,unit;1,\"Sales\" \"Legal\"", "row 1: unit: '\"Sales\" \"Legal\"' are 2; there can be 1"},
        {"step,members;1,\"Ann\"Lee", "row 1: members: '\"Ann\"Lee' has something right behind a name in quotes"},
        {"step,members;1,Bo \"Ann", "row 1: members: 'Bo \"Ann' has a quote without an end"},
        {"step,members;1,Ann \"Bo\" Ann", "row 1: members: 'Ann' is there twice"},
        {"step,members;1,Ann \"Ann\"", "row 1: members: 'Ann' is there twice"},
        {"step,domain;1,-1", "row 1: domain: '-1' is too small; it must be a whole number from 0 to 63"},
        {"step,difficulty;1,-0.5", "row 1: difficulty: '-0.5' is too small; it must be a number above 0, at most 1e9"},
        {"step;2147483648", "row 1: step: '2147483648' is too large; it must be a whole number from 1 to 2147483647"},
        {"step,size;1.5,2", "row 1: step: '1.5' is not whole; it must be a whole number from 1 to 2147483647"},
        {"step,size;1,4;2,4,4", "row 2: it has more cells than there are columns"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""}, expected;
        assert_int_equal(parameter_set(&scenario, arrivals(), "step;7", NULL), STATUS_OK);
        if (parameter_set(&scenario, arrivals(), cases[i][0], &message) != STATUS_INPUT) fail_msg("%s", cases[i][0]);
        (void)message_set(&expected, STATUS_INPUT, "opportunities.arrivals: %s", cases[i][1]);
        assert_string_equal(message.text, expected.text);
        assert_string_equal(scenario.opportunities.arrivals.text, "step;7");
    }
}

/* Put together by hand, as a reader of tables does: a message says which column, and not where. */
static void a_table_is_put_together_cell_by_cell(void **state)
{
    (void)state;
    static struct arrivals table;
    struct message message = {""};
    int64_t column = 7;
    table = (struct arrivals){.count = 0};
    assert_int_equal(arrivals_check(&table, &column, &message), STATUS_INPUT);
    assert_string_equal(message.text, "there is no column \"step\"");
    static const char *const columns[] = {"unit", "step", "members"};
    for (int i = 0; i < 3; i++) assert_int_equal(arrivals_add_column(&table, columns[i], &message), STATUS_OK);
    assert_int_equal(arrivals_add_column(&table, "unit", &message), STATUS_INPUT);
    assert_string_equal(message.text, "unit is there twice");
    assert_int_equal(arrivals_check(&table, &column, &message), STATUS_INPUT);
    assert_string_equal(message.text, "there is no row: nothing arises");
    assert_int_equal(column, -1);
    static const char *const cells[] = {"", "3", " Ann  \"Bo Lee\" ", "", "3", "", "", "2147483647", "Cy"};
    for (int i = 0; i < 9; i++) {
        if (arrivals_add_cell(&table, i % 3, cells[i], &message) != STATUS_OK) fail_msg("%s", message.text);
        assert_int_equal(table.count, i / 3 + 1);
    }
    assert_string_equal(table.text, "unit,step,members;,3,Ann \"Bo Lee\";,3,;,2147483647,Cy");
    assert_int_equal(table.length, strlen(table.text));
    assert_int_equal(arrivals_check(&table, &column, &message), STATUS_INPUT);
    assert_string_equal(message.text, "unit: no row says anything");
    assert_int_equal(column, 0);
    assert_int_equal(arrivals_add_cell(&table, 0, "Sales, \"x\"", &message), STATUS_OK);
    assert_int_equal(arrivals_check(&table, &column, &message), STATUS_OK);
    assert_int_equal(column, -1);
    assert_string_equal(table.text + strlen(table.text) - 15, ";\"Sales, \"\"x\"\"\"");
    assert_true(table.says[ARRIVAL_MEMBERS] && table.says[ARRIVAL_UNIT] && !table.says[ARRIVAL_SIZE]);
    assert_int_equal(arrivals_add_cell(&table, 1, "2147483648", &message), STATUS_INPUT);
    assert_string_equal(
        message.text, "step: '2147483648' is too large; it must be a whole number from 1 to 2147483647");
}

/* Word by word, of a cell that is kept: a unit is one word, and the end of a cell is the end of its words. */
static void words_are_walked_through(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        enum arrival_column column;
        const char *words[4], *rest;
    } cases[] = {
        {"Ann Bo,3", ARRIVAL_MEMBERS, {"Ann", "Bo"}, ",3"},
        {"  Ann;Bo", ARRIVAL_MEMBERS, {"Ann"}, ";Bo"},
        {"\"Ann Lee\" \"B,;\"\"o\"\"\" Cy", ARRIVAL_MEMBERS, {"Ann Lee", "B,;\"o\"", "Cy"}, ""},
        {"\"\" Bo", ARRIVAL_MEMBERS, {"", "Bo"}, ""},
        {"\"Ann Bo", ARRIVAL_MEMBERS, {"\"Ann", "Bo"}, ""},
        {"Human  Resources,3", ARRIVAL_UNIT, {"Human  Resources"}, ",3"},
        {"\"Sales, x\";", ARRIVAL_UNIT, {"Sales, x"}, ";"},
        {"3 4", ARRIVAL_SKILLS, {"3", "4"}, ""},
        {"", ARRIVAL_MEMBERS, {NULL}, ""},
        {"  ,", ARRIVAL_UNIT, {NULL}, ","},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = cases[i].cell;
        char word[ARRIVAL_NAME];
        for (int w = 0; cases[i].words[w]; w++) {
            assert_true(arrivals_next_word(&at, cases[i].column, word));
            assert_string_equal(word, cases[i].words[w]);
        }
        assert_false(arrivals_next_word(&at, cases[i].column, word));
        assert_string_equal(at, cases[i].rest);
    }
}

/* It is cut then, whether it is in quotes or not, and what comes behind it is the next all the same. */
static void a_word_is_cut_to_its_room(void **state)
{
    (void)state;
    for (int quoted = 0; quoted < 2; quoted++)
        for (int length = ARRIVAL_NAME - 2; length <= ARRIVAL_NAME + 1; length++) {
            char cell[2 * ARRIVAL_NAME], word[ARRIVAL_NAME], *end = cell;
            if (quoted) *end++ = '"';
            memset(end, 'a', (size_t)length);
            strcpy(end + length, quoted ? "\" Bo" : " Bo");
            const char *at = cell;
            assert_true(arrivals_next_word(&at, ARRIVAL_MEMBERS, word));
            assert_int_equal(strlen(word), length < ARRIVAL_NAME ? length : ARRIVAL_NAME - 1);
            assert_true(arrivals_next_word(&at, ARRIVAL_MEMBERS, word));
            assert_string_equal(word, "Bo");
        }
}

/* Names are those of units and of members; each column has its word. */
static void columns_have_words(void **state)
{
    (void)state;
    static const char *const words[] = {"step", "size", "domain", "unit", "difficulty", "skills", "members"};
    assert_int_equal(ARRIVAL_COLUMN_COUNT, sizeof words / sizeof *words);
    for (int column = 0; column < ARRIVAL_COLUMN_COUNT; column++) {
        assert_string_equal(arrival_words[column], words[column]);
        assert_int_equal(
            arrivals_take_names((enum arrival_column)column), column == ARRIVAL_UNIT || column == ARRIVAL_MEMBERS);
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
        cmocka_unit_test(a_table_is_put_together_cell_by_cell),
        cmocka_unit_test(words_are_walked_through),
        cmocka_unit_test(a_word_is_cut_to_its_room),
        cmocka_unit_test(columns_have_words),
        cmocka_unit_test(words_and_cells_have_limits),
        cmocka_unit_test(a_table_that_is_too_long_is_refused),
        cmocka_unit_test(what_is_given_stands_in_the_place_of_what_is_drawn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
