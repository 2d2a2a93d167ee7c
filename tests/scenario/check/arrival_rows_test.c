/* Rows of opportunities that are given: numbers in the place of names, and where a row is wrong. */
#include "scenario/check/arrival_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "scenario/arrivals.h"
#include "scenario/parameters.h"

static const char *const people[] = {"Ann", "Bo", "Cy", "7", "Ann Lee"}, *const offices[] = {"north", "far south", "0"};
static const struct names_there named = {5, 3, people, offices}, numbered = {.agents = 5, .units = 3};

struct rows {
    struct scenario scenario;
    struct arrival_list list;
    struct numbers members;
    struct message message;
    enum status status;
};

/* The rows of a table, with those who are there. */
static void resolve(struct rows *rows, const char *text, const char *file, const struct names_there *there)
{
    *rows = (struct rows){.scenario = scenario_default, .message = {""}};
    const struct parameter *arrivals = parameter_find("opportunities.arrivals");
    if (parameter_set(&rows->scenario, arrivals, text, &rows->message) != STATUS_OK) fail_msg("%s", rows->message.text);
    strcpy(rows->scenario.opportunities.arrivals.file, file);
    rows->status =
        arrivals_resolve(&rows->scenario.opportunities.arrivals, there, &rows->list, &rows->members, &rows->message);
}

static void let_go(struct rows *rows)
{
    array_free(&rows->list);
    array_free(&rows->members);
}

static void what_a_row_leaves_open_is_open(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "step,unit,members,size,skills,domain,difficulty;4,,,,,,;4,0,0,1,0,0,0.5", "", &numbered);
    assert_int_equal(rows.status, STATUS_OK);
    assert_int_equal(rows.list.count, 2);
    const struct arrival *open = rows.list.items, *full = open + 1;
    assert_true(open->step == 4 && open->size == 0 && open->domain == -1 && open->unit == -1);
    assert_true(open->difficulty == 0 && open->skills == 0 && open->member_count == 0);
    assert_true(full->size == 1 && full->domain == 0 && full->unit == 0 && full->difficulty == 0.5);
    assert_true(full->skills == 1 && full->member_count == 1 && rows.members.items[full->first_member] == 0);
    let_go(&rows);
}

static void where_nothing_is_given_there_are_no_rows(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "", "", &named);
    assert_int_equal(rows.status, STATUS_OK);
    assert_int_equal(rows.list.count + rows.members.count, 0);
    let_go(&rows);
}

static void names_are_numbers_in_the_end(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "step,unit,members,size,skills;1,far south,Cy Ann,,0 7;4,,,5,;4,north,Bo,2,", "", &named);
    assert_int_equal(rows.status, STATUS_OK);
    assert_int_equal(rows.list.count, 3);
    assert_int_equal(rows.members.count, 3);
    const struct arrival *row = rows.list.items;
    assert_true(row[0].step == 1 && row[0].unit == 1 && row[0].size == 0 && row[0].skills == 129);
    assert_true(row[1].step == 4 && row[1].unit == -1 && row[1].size == 5 && row[1].member_count == 0);
    assert_true(row[2].unit == 0 && row[2].size == 2 && row[2].first_member == 2 && row[2].member_count == 1);
    assert_true(rows.members.items[0] == 2 && rows.members.items[1] == 0 && rows.members.items[2] == 1);
    let_go(&rows);
}

/* "7" is who is called so, and "0" the office of that name: neither is the eighth person, or the first office. */
static void a_name_of_digits_is_a_name_where_there_are_names(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "step,unit,members;1,0,7 \"Ann Lee\" Ann", "", &named);
    assert_int_equal(rows.status, STATUS_OK);
    assert_int_equal(rows.list.items[0].unit, 2);
    assert_int_equal(rows.members.count, 3);
    assert_true(rows.members.items[0] == 3 && rows.members.items[1] == 4 && rows.members.items[2] == 0);
    let_go(&rows);
}

static void the_first_and_the_last_skill_are_a_bit_each(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "step,skills;1,63 0 31", "", NULL);
    assert_true(rows.list.items[0].skills == (UINT64_C(1) << 63 | UINT64_C(1) << 31 | 1));
    let_go(&rows);
}

/* The same person may be on the teams of several rows; rows and members are more than fit into a first piece. */
static void members_of_all_rows_stand_one_after_the_other(void **state)
{
    (void)state;
    enum { ROWS = 500 };
    char text[32 * ROWS] = "step,members", *end = text + strlen(text);
    for (int i = 0; i < ROWS; i++) end += sprintf(end, ";%d,%s", i + 1, i % 2 ? "4 2" : "1 0 3");
    struct rows rows;
    resolve(&rows, text, "", &numbered);
    assert_int_equal(rows.status, STATUS_OK);
    assert_int_equal(rows.list.count, ROWS);
    assert_int_equal(rows.members.count, ROWS / 2 * 5);
    for (int i = 0; i < ROWS; i++) {
        const struct arrival *row = &rows.list.items[i];
        const int32_t *members = rows.members.items + row->first_member;
        assert_true(row->step == i + 1 && row->member_count == (i % 2 ? 2 : 3));
        assert_true(i % 2 ? members[0] == 4 && members[1] == 2 : members[0] == 1 && members[2] == 3);
    }
    let_go(&rows);
}

static void while_nobody_is_known_all_are_the_first(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "step,unit,members;1,nowhere,Nobody Somebody", "", NULL);
    assert_int_equal(rows.status, STATUS_OK);
    assert_int_equal(rows.list.items[0].unit, 0);
    assert_int_equal(rows.members.count, 2);
    assert_true(rows.members.items[0] == 0 && rows.members.items[1] == 0);
    let_go(&rows);
}

static void a_name_that_nobody_has_is_told_with_place_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text, *file, *message;
        const struct names_there *there;
    } cases[] = {
        {"step,members;1,Ann;1,Bo Anne", "", "row 2: members: 'Anne' is no person of the network; did you mean 'Ann'?",
            &named},
        {"step,members;1,Ann;1,Bo Anne", "teams.csv",
            "teams.csv:3:2: members: 'Anne' is no person of the network; did you mean 'Ann'?", &named},
        {"unit,step;south,1", "teams.csv", "teams.csv:2:1: unit: 'south' is no unit of the network", &named},
        {"step,unit;1,far  south", "", "row 1: unit: 'far  south' is no unit of the network; did you mean 'far south'?",
            &named},
        {"step,members;1,5", "", "row 1: members: '5' is no person; there are those from 0 to 4", &numbered},
        {"step,members;1,-1", "", "row 1: members: '-1' is no person; there are those from 0 to 4", &numbered},
        {"step,members;1,1.5", "", "row 1: members: '1.5' is no person; there are those from 0 to 4", &numbered},
        {"step,unit;1,3", "", "row 1: unit: '3' is no unit; there are those from 0 to 2", &numbered},
        {"step,members;2,4 1 04", "", "row 1: members: '04' is there twice", &numbered},
        {"step,members;2,4 1 4e0", "teams.csv", "teams.csv:2:2: members: '4e0' is there twice", &numbered},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rows rows;
        resolve(&rows, cases[i].text, cases[i].file, cases[i].there);
        assert_int_equal(rows.status, STATUS_INPUT);
        assert_string_equal(rows.message.text, cases[i].message);
        let_go(&rows);
    }
}

static void rows_after_the_last_step_are_counted(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "step,unit;1,north;3,south;4,Nowhere;4,;10,", "", NULL);
    rows.scenario.run.steps = 3;
    assert_int_equal(arrivals_too_late(&rows.scenario), 3);
    rows.scenario.run.steps = 10;
    assert_int_equal(arrivals_too_late(&rows.scenario), 0);
    rows.scenario.run.steps = 1;
    rows.scenario.opportunities.present = false;
    assert_int_equal(arrivals_too_late(&rows.scenario), 0);
    assert_int_equal(arrivals_too_late(&scenario_default), 0);
    let_go(&rows);
}

/* In a table the names of the columns are the first line. */
static void a_place_is_a_cell_of_a_table_or_a_row(void **state)
{
    (void)state;
    struct rows rows;
    resolve(&rows, "unit,step,size;north,1,2", "data/teams.csv", NULL);
    struct arrivals *arrivals = &rows.scenario.opportunities.arrivals;
    assert_string_equal(arrivals_place(arrivals, 0, ARRIVAL_UNIT).text, "data/teams.csv:2:1");
    assert_string_equal(arrivals_place(arrivals, 41, ARRIVAL_SIZE).text, "data/teams.csv:43:3");
    memset(arrivals->file, 'x', sizeof arrivals->file - 1); /* the longest name leaves room for the numbers */
    const char *numbers = arrivals_place(arrivals, 1000000000, ARRIVAL_STEP).text + sizeof arrivals->file - 1;
    assert_string_equal(numbers, ":1000000002:2");
    *arrivals->file = '\0';
    assert_string_equal(arrivals_place(arrivals, 0, ARRIVAL_UNIT).text, "row 1");
    assert_string_equal(arrivals_place(arrivals, 41, ARRIVAL_SIZE).text, "row 42");
    let_go(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_row_leaves_open_is_open),
        cmocka_unit_test(where_nothing_is_given_there_are_no_rows),
        cmocka_unit_test(names_are_numbers_in_the_end),
        cmocka_unit_test(a_name_of_digits_is_a_name_where_there_are_names),
        cmocka_unit_test(the_first_and_the_last_skill_are_a_bit_each),
        cmocka_unit_test(members_of_all_rows_stand_one_after_the_other),
        cmocka_unit_test(while_nobody_is_known_all_are_the_first),
        cmocka_unit_test(a_name_that_nobody_has_is_told_with_place_and_column),
        cmocka_unit_test(rows_after_the_last_step_are_counted),
        cmocka_unit_test(a_place_is_a_cell_of_a_table_or_a_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
