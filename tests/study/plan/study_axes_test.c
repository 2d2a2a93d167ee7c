/* What varies: lists, ranges and tables at their borders, and every way in which they can be wrong, with its place. */
#include <math.h>
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
    refuse(BASE "vary: {adoption.accept.beta: {from: 0, to: 1}}\n",
        "study.yaml:8:30: adoption.accept.beta: count is missing: how many values between from and to");
    refuse(BASE "vary: {adoption.accept.beta: {from: 0, to: 1, count: 3, by: 2}}\n",
        "study.yaml:8:57: by: there is no such key; there are from, to, count, scale, distribution, mean, sd, "
        "mean_log, "
        "sd_log, mode");
    refuse(BASE "vary: {start.users: {from: 2, to: 5.5, count: 3}}\n",
        "study.yaml:8:35: start.users: '5.5' is not whole; it must be a whole number from 0 to 100000000");
    refuse(BASE "design: lhs\nsamples: 4\nvary: {adoption.accept.beta: {from: 0, to: 1, count: 2}}\n",
        "study.yaml:10:54: adoption.accept.beta: design lhs samples the whole range; `samples` says how often, and "
        "count "
        "is left out");
}

/* ---- distributions ---- */

#define RANGE(parameter, range) BASE "design: lhs\nsamples: 4\nvary: {" parameter ": " range "}\n"
#define BETA(range) RANGE("adoption.accept.beta", range)
#define USERS(range) RANGE("start.users", range)

/* Where the mode lies on the way from one end to the other; of whole numbers half a step beyond both. */
static void a_triangle_has_its_mode_on_the_way(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double mode;
    } cases[] = {
        {BETA("{from: 0.1, to: 0.9, distribution: triangular, mode: 0.3}"), 0.25},
        {BETA("{from: 0.25, to: 0.5, distribution: triangular, mode: 0.25}"), 0},
        {BETA("{from: 0.25, to: 0.5, distribution: triangular, mode: 0.5}"), 1},
        {BETA("{from: 0.01, to: 1, scale: log, distribution: triangular, mode: 0.1}"), 0.5},
        {BETA("{from: 0.001, to: 1, scale: log, distribution: triangular, mode: 1}"), 1},
        {USERS("{from: 1, to: 9, distribution: triangular, mode: 5}"), 0.5},
        {USERS("{from: 1, to: 9, distribution: triangular, mode: 1}"), 0.5 / 9},
        {USERS("{from: 1, to: 100, scale: log, distribution: triangular, mode: 10}"), 0.5},
        {USERS("{from: 1, to: 100, scale: log, distribution: triangular, mode: 1}"), 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct study study = read_fine(cases[i].text);
        const struct distribution *distribution = &study.axes.items[0].distribution;
        assert_int_equal(distribution->kind, DISTRIBUTION_TRIANGULAR);
        if (fabs(distribution->mode - cases[i].mode) > 1e-15) fail_msg("case %zu: %.17g", i, distribution->mode);
        study_free(&study);
    }
}

/* Its ends in standard deviations from the mean, and how much lies between them: (erf(b / sqrt 2) - erf(a / sqrt 2))
 * / 2. */
static void a_normal_distribution_has_its_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double least, most;
    } cases[] = {
        {BETA("{from: 0.25, to: 0.75, distribution: normal, mean: 0.375, sd: 0.125}"), -1, 3},
        {BETA("{from: 0, to: 0.5, distribution: normal, mean: -0.25, sd: 0.25}"), 1, 3},
        {BETA("{from: 0.5, to: 1, scale: log, distribution: normal, mean_log: 0, sd_log: 2}"), -0.34657359027997264, 0},
        {USERS("{from: 1, to: 9, distribution: normal, mean: 5, sd: 2.25}"), -2, 2},
        {USERS("{from: 1, to: 2, scale: log, distribution: normal, mean_log: 1, sd_log: 0.5}"), -2,
            -0.6137056388801094},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct study study = read_fine(cases[i].text);
        const struct distribution *distribution = &study.axes.items[0].distribution;
        const double inside = (erf(cases[i].most / sqrt(2)) - erf(cases[i].least / sqrt(2))) / 2;
        assert_int_equal(distribution->kind, DISTRIBUTION_NORMAL);
        assert_true(
            fabs(distribution->least - cases[i].least) < 1e-15 && fabs(distribution->most - cases[i].most) < 1e-15);
        assert_true(fabs(distribution->inside - inside) < 1e-14);
        study_free(&study);
    }
}

/* A millionth of it has to lie in the range: of a wide one phi(0) / sd does. */
static void a_millionth_lies_inside(void **state)
{
    (void)state;
    struct study study = read_fine(BETA("{from: 0, to: 1, distribution: normal, mean: 0, sd: 398900}"));
    study_free(&study);
    refuse(BETA("{from: 0, to: 1, distribution: normal, mean: 0, sd: 399000}"),
        "study.yaml:10:30: adoption.accept.beta: less than a millionth of the normal distribution lies from 0 to 1");
    refuse(BETA("{from: 0.25, to: 0.5, scale: log, distribution: normal, mean_log: 4, sd_log: 0.5}"),
        "study.yaml:10:30: adoption.accept.beta: less than a millionth of the normal distribution lies from 0.25 to "
        "0.5");
}

/* Of uniform ones nothing is kept; it is what a range is where it says nothing. */
static void uniform_is_the_default(void **state)
{
    (void)state;
    static const struct distribution nothing;
    struct study study = read_fine(BETA("{from: 0, to: 1}"));
    assert_memory_equal(&study.axes.items[0].distribution, &nothing, sizeof nothing);
    study_free(&study);
    study = read_fine(BASE "vary: {adoption.accept.beta: {from: 0, to: 1, count: 2, distribution: uniform}}\n");
    assert_memory_equal(&study.axes.items[0].distribution, &nothing, sizeof nothing);
    study_free(&study);
}

static void distributions_that_cannot_be(void **state)
{
    (void)state;
#define OF "study.yaml:10:30: adoption.accept.beta: "
    static const char *const cases[][2] = {
        {BETA("{from: 0, to: 1, distribution: normal, mean: 0.3}"),
            OF "sd is missing; distribution normal needs mean, sd"},
        {BETA("{from: 0, to: 1, distribution: normal, sd: 1}"),
            OF "mean is missing; distribution normal needs mean, sd"},
        {BETA("{from: 0, to: 1, distribution: triangular}"), OF "mode is missing; distribution triangular needs mode"},
        {BETA("{from: 0.1, to: 1, scale: log, distribution: normal, mean_log: 0}"),
            OF "sd_log is missing; distribution normal on a log scale needs mean_log, sd_log"},
        {BETA("{from: 0, to: 1, sd: 0.3}"),
            "study.yaml:10:51: adoption.accept.beta: sd: distribution uniform has none"},
        {BETA("{from: 0, to: 1, mean_log: 0.3}"),
            "study.yaml:10:57: adoption.accept.beta: mean_log: distribution uniform has none"},
        {BETA("{from: 0.1, to: 1, scale: log, mode: 0.3}"),
            "study.yaml:10:67: adoption.accept.beta: mode: distribution uniform on a log scale has none"},
        {BETA("{from: 0, to: 1, distribution: triangular, mode: 0.3, sd_log: 1}"),
            "study.yaml:10:92: adoption.accept.beta: sd_log: distribution triangular has none; it has mode"},
        {BETA("{from: 0.1, to: 1, scale: log, distribution: normal, mean: 0, sd_log: 1}"),
            "study.yaml:10:89: adoption.accept.beta: mean: distribution normal on a log scale has none; it has "
            "mean_log, sd_log"},
        {BETA("{from: 0, to: 1, distribution: normal, mean: 0, sd: 0}"),
            "study.yaml:10:82: adoption.accept.beta: sd must be above 0"},
        {BETA("{from: 0.1, to: 1, scale: log, distribution: normal, mean_log: 0, sd_log: 0}"),
            "study.yaml:10:104: adoption.accept.beta: sd_log must be above 0"},
        {BETA("{from: 0.1, to: 1, distribution: triangular, mode: 0.05}"),
            "study.yaml:10:81: adoption.accept.beta: mode must be from 0.1 to 1"},
        {BETA("{from: 0.1, to: 0.5, distribution: triangular, mode: 0.5001}"),
            "study.yaml:10:83: adoption.accept.beta: mode must be from 0.1 to 0.5"},
        {BASE "vary: {adoption.accept.beta: {from: 0, to: 1, count: 3, distribution: triangular, mode: 0.5}}\n",
            "study.yaml:8:71: adoption.accept.beta: distribution triangular: design grid takes none, as it takes "
            "evenly "
            "spaced values of a range; lhs, sobol and saltelli do"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) refuse(cases[i][0], cases[i][1]);
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
    refuse(
        BASE "vary: {seed: [1, 2]}\n", "study.yaml:8:8: seed: it follows from the replicate and cannot vary by itself");
    refuse(BASE "vary: {adoption.accept.beta: [0.1, 0.25, 0.250]}\n",
        "study.yaml:8:42: adoption.accept.beta: 0.250 is there twice; a decimal comma? numbers have a point");
    refuse(BASE "vary: {adoption.accept.beta: [0.1, 1.5]}\n",
        "study.yaml:8:36: adoption.accept.beta: '1.5' is too large; it must be a number from 0 to 1");
    refuse(BASE "vary: {renew.turnover_probability: [0, 0.5]}\n",
        "study.yaml:8:8: renew.turnover_probability: the base has no section 'renew', and a value would put it in "
        "without "
        "a word; write renew: {} where it is wanted, for all runs in `set`");
    refuse(BASE "branch_step: 1\nvary: {network.mean_degree: [4, 8]}\n",
        "study.yaml:9:8: branch_step: network.mean_degree cannot change in a run: people, ties and landscapes are made "
        "once, before the first step; what can are the rates, shares and amounts of mechanisms");
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
    refuse_table("network.degrees\nd.csv\n",
        "points.csv:2:1: network.degrees: 'd.csv' is a table, which cannot stand in "
        "another; `vary` takes a list of them");
    refuse_table("adoption.accept.betta\n0.1\n",
        "points.csv:1:1: adoption.accept.betta: there is no such key; did you mean 'adoption.accept.beta'?");
    refuse_table("start.users,start.users\n1,2\n", "points.csv:1:2: start.users: it is there twice");
    refuse_table("condition,start.users,condition\na,1,a\n", "points.csv:1:3: condition: it is there twice");
    write_file("points.csv", "adoption.accept.beta;start.users\n0,5;1\n");
    struct study study = read_fine(BASE "table: points.csv\n");
    assert_string_equal(study.axes.items[0].level[0], "0.5");
    study_free(&study);
    refuse_table("start.users,\n1,\n",
        "points.csv:1:2: the name is empty; `selforg describe parameters` lists those that there are");
    refuse_table("selforg\n2\n", "points.csv:1:1: selforg: nothing changes the format");
    refuse_table("", "points.csv:1: the file must begin with a line that names the columns");
    refuse_table(
        "seed,start.users\n1,2\n", "points.csv:1:1: seed: it follows from the replicate and cannot vary by itself");
    refuse_table("start.users\n1\n0.5\n",
        "points.csv:3:1: start.users: '0.5' is not whole; it must be a whole number from 0 to 100000000");
}

/* Each row under the condition that it names, wherever the column stands. */
static void a_row_says_its_condition(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "condition,start.users\nb,1\na,2\nb,3\n", "start.users,condition\n1,b\n2,a\n3,b\n"};
    static const int64_t conditions[] = {1, 0, 1};
    for (int t = 0; t < 2; t++) {
        write_file("points.csv", tables[t]);
        struct study study = read_fine(BASE "conditions: {a: {}, b: {steps: 9}}\ntable: points.csv\n");
        assert_int_equal(study.row_conditions.count, 3);
        assert_int_equal(study.axes.count, 1);
        for (int i = 0; i < 3; i++) {
            const char level[] = {(char)('1' + i), '\0'};
            assert_int_equal(study.row_conditions.items[i], conditions[i]);
            assert_string_equal(study.axes.items[0].level[i], level);
        }
        study_free(&study);
    }
}

static void conditions_of_rows_that_cannot_be(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"condition,start.users\nopen,1\nclosed,2\nopne,3\n",
            "points.csv:4:1: condition: the study has no condition 'opne'; did you mean 'open'?"},
        {"condition,start.users\n,1\n", "points.csv:2:1: condition: the study has no condition ''"},
        {"condition,start.users\nopen,1\nopen,2\n",
            "points.csv: condition: no row is of the condition closed, which has no run then"},
        {"start.users,condition\n1,closed\n",
            "points.csv: condition: no row is of the condition open, which has no run then"},
        {"condition\nopen\nclosed\n", "points.csv: the table has no parameter; `conditions` alone need none"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_file("points.csv", cases[i][0]);
        refuse(BASE "conditions: {open: {}, closed: {steps: 9}}\ntable: points.csv\n", cases[i][1]);
    }
    write_file("points.csv", "condition,start.users\na,1\n");
    refuse(BASE "table: points.csv\n", "points.csv:2:1: condition: the study has no conditions");
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
        cmocka_unit_test(a_triangle_has_its_mode_on_the_way),
        cmocka_unit_test(a_normal_distribution_has_its_ends),
        cmocka_unit_test(a_millionth_lies_inside),
        cmocka_unit_test(uniform_is_the_default),
        cmocka_unit_test(distributions_that_cannot_be),
        cmocka_unit_test(what_cannot_vary),
        cmocka_unit_test(a_table_is_read_row_by_row),
        cmocka_unit_test(tables_that_cannot_be),
        cmocka_unit_test(a_row_says_its_condition),
        cmocka_unit_test(conditions_of_rows_that_cannot_be),
        cmocka_unit_test(what_varies_keeps_its_name),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
