/* What varies: lists, ranges and tables at their borders, and every way in which they can be wrong, with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

/* The levels of the first axis of a study, with blanks between them. */
static void assert_levels(const char *more, const char *expected)
{
    char text[2048], levels[512] = "";
    snprintf(text, sizeof text, "%s%s", BASE, more);
    struct study study = read_fine(text);
    const struct axis *axis = &study.axes.items[0];
    for (int64_t i = 0; i < axis->level_count; i++) {
        size_t length = strlen(levels);
        snprintf(levels + length, sizeof levels - length, "%s%s", i ? " " : "", axis->level[i]);
    }
    assert_string_equal(levels, expected);
    study_free(&study);
}

static void a_range_has_both_ends(void **state)
{
    (void)state;
    assert_levels("vary: {adoption.accept.beta: {from: 0, to: 1, count: 2}}\n", "0 1");
    assert_levels("vary: {adoption.accept.beta: {from: 0.1, to: 0.3, count: 3}}\n", "0.1 0.2 0.3");
    assert_levels("vary: {adoption.accept.beta: {from: 0.001, to: 1, count: 4, scale: log}}\n", "0.001 0.01 0.1 1");
    assert_levels("vary: {adoption.accept.beta: {from: 1e-9, to: 1e-3, count: 3, scale: log}}\n", "1e-09 1e-06 0.001");
    assert_levels(
        "vary: {adoption.accept.beta: {from: 0.01, to: 0.02, count: 3, scale: log}}\n", "0.01 0.014142135623731 0.02");
    assert_levels("vary: {start.users: {from: 2, to: 5, count: 4}}\n", "2 3 4 5");
    assert_levels("vary: {start.users: {from: 1, to: 6, count: 3}}\n", "1 4 6"); /* 3.5 is rounded up */
}

static void a_list_keeps_its_order_and_its_words(void **state)
{
    (void)state;
    assert_levels("vary: {adoption.accept.beta: [0.30, 1e-1, 0.2]}\n", "0.3 0.1 0.2");
    assert_levels("vary: {network.kind: [random, complete]}\n", "random complete");
    assert_levels("vary: {adoption.accept.beta: [0.7]}\n", "0.7");
    assert_levels(
        "design: zip\nvary: {adoption.accept.beta: [0.1, 0.1, 0.2], start.users: [1, 2, 2]}\n", "0.1 0.1 0.2");
}

static void ranges_that_cannot_be(void **state)
{
    (void)state;
    refuse(BASE "vary: {adoption.accept.beta: {from: 0.5, to: 0.5, count: 2}}\n",
        "study.yaml:8:30: adoption.accept.beta: from is to be less than to");
    refuse(BASE "vary: {adoption.accept.beta: {from: 0.5, to: 0.1, count: 2}}\n",
        "study.yaml:8:30: adoption.accept.beta: from is to be less than to");
    refuse(BASE "vary: {adoption.accept.beta: {from: 0, to: 1, count: 2, scale: log}}\n",
        "study.yaml:8:30: adoption.accept.beta: a log scale begins above 0");
    refuse(BASE "vary: {adoption.accept.beta: {from: 0, to: 1.5, count: 2}}\n",
        "study.yaml:8:44: adoption.accept.beta: '1.5' is too large; it must be a number from 0 to 1");
    refuse(BASE "vary: {adoption.accept.beta: {from: 0, to: 1, count: 1}}\n",
        "study.yaml:8:54: count: '1' is too small; it must be a whole number from 2 to 100000000");
    refuse(BASE "vary: {start.users: {from: 2, to: 5, count: 5}}\n",
        "study.yaml:8:45: start.users: there are no 5 whole numbers from 2 to 5");
    refuse(BASE "vary: {start.users: {from: 1, to: 20, count: 15, scale: log}}\n",
        "study.yaml:8:46: start.users: rounded to whole numbers, 1 comes twice");
    refuse(BASE "vary: {network.kind: {from: 1, to: 2, count: 2}}\n",
        "study.yaml:8:22: network.kind: only numbers have a range; write a list of values");
    refuse(BASE "design: lhs\nsamples: 4\nvary: {adoption.accept.beta: {from: 0, to: 1, count: 2}}\n",
        "study.yaml:10:54: adoption.accept.beta: design lhs samples the whole range; `samples` says how often, and "
        "count "
        "is left out");
}

static void what_cannot_vary(void **state)
{
    (void)state;
    refuse(BASE "vary: {adoption.accept.beta: 0.5}\n", "study.yaml:8:30: adoption.accept.beta: it must be a list of "
                                                       "values, or a range as {from: 0, to: 1, count: 11}");
    refuse(BASE "vary: {adoption.accept.beta: []}\n", "study.yaml:8:30: adoption.accept.beta: the list is empty");
    refuse(BASE "vary: {network.kind: [random, random]}\n", "study.yaml:8:31: network.kind: random is there twice");
    refuse(BASE "vary: {title: [a, b]}\n", "study.yaml:8:8: title: no run depends on it, and so it cannot vary");
    refuse(BASE "vary: {question: [a, b]}\n", "study.yaml:8:8: question: no run depends on it, and so it cannot vary");
    refuse(BASE "vary: {selforg: [2]}\n", "study.yaml:8:8: selforg: nothing changes the format");
    refuse(BASE "vary: {adoption: [2]}\n",
        "study.yaml:8:8: adoption: this is a section; name one of its keys, as adoption.KEY");
    refuse(BASE "design: zip\nvary: {adoption.accept.beta: [0.1, 0.2], start.users: [1, 2, 3]}\n",
        "study.yaml:9:7: design zip: adoption.accept.beta has 2 values and start.users has 3; they go together one by "
        "one");
    refuse(BASE "design: sobol\nsamples: 4\n", "study.yaml:1:1: design sobol: nothing varies");
}

static void refuse_table(const char *table, const char *reason)
{
    write_file("points.csv", table);
    refuse(BASE "table: points.csv\n", reason);
}

static void a_table_is_read_row_by_row(void **state)
{
    (void)state;
    write_file("points.csv", "network.kind,adoption.accept.beta\nrandom,0.10\nrandom,0.10\ncomplete,1\n");
    assert_levels("table: points.csv\n", "random random complete");
}

static void tables_that_cannot_be(void **state)
{
    (void)state;
    refuse_table("adoption.accept.beta\n", "points.csv: the table has no row");
    refuse_table("network.degrees\nd.csv\n", "points.csv:2: network.degrees: 'd.csv' is a table, which cannot stand in "
                                             "another; `vary` takes a list of them");
    refuse_table("adoption.accept.betta\n0.1\n",
        "points.csv:1: adoption.accept.betta: there is no such key; did you mean 'adoption.accept.beta'?");
    refuse_table("start.users,start.users\n1,2\n", "points.csv:1: start.users: it is there twice");
    refuse_table("condition,start.users,condition\na,1,a\n", "points.csv:1: condition: it is there twice");
    refuse_table("selforg\n2\n", "points.csv:1: selforg: nothing changes the format");
    refuse_table("seed\n1\n", "points.csv:1: seed: it follows from the replicate and cannot vary by itself");
    refuse_table("start.users\n1\n0.5\n",
        "points.csv:3: start.users: '0.5' is not whole; it must be a whole number from 0 to 100000000");
}

/* In the file of all runs both would be variables. */
static void what_varies_keeps_its_name(void **state)
{
    (void)state;
    refuse(BASE "vary: {steps: [5, 8]}\noutcomes: [{name: steps, of: adopters, at: final}]\n",
        "study.yaml:9:12: steps: what varies has this name");
    refuse(BASE "vary: {steps: [5, 8]}\nseries: [{name: steps, of: adopters}]\n",
        "study.yaml:9:10: steps: what varies has this name");
    refuse(BASE "outcomes: [{name: adopters, of: adopters, at: final}]\nseries: [adopters]\n",
        "study.yaml:9:10: adopters: an outcome has this name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_range_has_both_ends),
        cmocka_unit_test(a_list_keeps_its_order_and_its_words),
        cmocka_unit_test(ranges_that_cannot_be),
        cmocka_unit_test(what_cannot_vary),
        cmocka_unit_test(a_table_is_read_row_by_row),
        cmocka_unit_test(tables_that_cannot_be),
        cmocka_unit_test(what_varies_keeps_its_name),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
