/* What a replication expects: how it is read, and what passes. */
#include "study/plan/expect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { REPLICATES = 4, CONFIGURATIONS = 6, OUTCOMES = 2 };

/* Six configurations: a rate of 0.1, 0.2 and 0.3 under the conditions `off` and `on`, conditions fastest. */
static const char *const HEAD =
    "selforg: 2\n"
    "scenario: {network: {kind: ring, agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
    "vary: {adoption.accept.beta: [0.1, 0.20, 0.3]}\n"
    "conditions: {off: {}, on: {adoption.look.telling: 1}}\n"
    "replicates: 4\n"
    "outcomes: [adopters_final, {name: early, of: adopters, at: 1}]\n";

/* A study in a file, with what it expects. */
struct fixture {
    struct study study;
    struct expectations expectations;
    struct message message;
    enum status status;
};

static struct fixture read_rows(const char *rows)
{
    struct fixture fixture = {.status = STATUS_OK};
    char path[] = "/tmp/selforg-expect-XXXXXX";
    int number = mkstemp(path);
    assert_true(number >= 0);
    FILE *file = fdopen(number, "w");
    fprintf(file, "%s%s", HEAD, rows);
    fclose(file);
    fixture.status = study_read(path, &fixture.study, &fixture.message);
    fixture.expectations = (struct expectations){0};
    if (fixture.status == STATUS_OK)
        fixture.status = expectations_read(&fixture.expectations, &fixture.study, &fixture.message);
    unlink(path);
    return fixture;
}

static void let_go(struct fixture *fixture)
{
    expectations_free(&fixture->expectations);
    study_free(&fixture->study);
}

/* The numbers of the first outcome: [configuration][replicate]; the second is 100 more. */
static struct finding judge(const char *rows, double numbers[CONFIGURATIONS][REPLICATES], bool quick)
{
    struct fixture fixture = read_rows(rows);
    if (fixture.status != STATUS_OK) fail_msg("%s", fixture.message.text);
    double value[CONFIGURATIONS][REPLICATES][OUTCOMES];
    for (int c = 0; c < CONFIGURATIONS; c++)
        for (int r = 0; r < REPLICATES; r++) {
            value[c][r][0] = numbers[c][r];
            value[c][r][1] = numbers[c][r] + 100;
        }
    struct outcome_values values = {REPLICATES, OUTCOMES, &value[0][0][0]};
    struct finding finding = expectation_judge(&fixture.expectations.items[0], &values, quick);
    let_go(&fixture);
    return finding;
}

static double level[CONFIGURATIONS][REPLICATES] = {
    {1, 2, 3, 4}, {9, 9, 9, 9}, {2, 3, 4, 5}, {8, 8, 8, 8}, {3, 4, 5, 6}, {1, 9, NAN, 5}};

static enum verdict verdict_of(const char *rows, bool quick)
{
    return judge(rows, level, quick).verdict;
}

#define ROW(text) "expect:\n  - {" text "}\n"
#define AT "outcome: adopters_final, at: {adoption.accept.beta: 0.1, condition: off}, "
#define STEADY "outcome: adopters_final, at: {adoption.accept.beta: 0.1, condition: on}, "
#define HOLED "outcome: adopters_final, at: {adoption.accept.beta: 0.3, condition: on}, "

/* 1, 2, 3, 4: mean 2.5, standard error sqrt(5 / 3) / 2 = 0.6455. */
static void a_number_is_allowed_three_errors_and_the_tolerance(void **state)
{
    (void)state;
    struct finding finding = judge(ROW(AT "value: 4.5, error: 0.3, tolerance: 0.1"), level, false);
    assert_true(fabs(finding.mean - 2.5) < 1e-12 && fabs(finding.error - sqrt(5.0 / 3) / 2) < 1e-12);
    assert_true(fabs(finding.allowed - (3 * sqrt(0.09 + 5.0 / 12) + 0.1)) < 1e-12);
    assert_int_equal(finding.replicates, 4);
    assert_int_equal(finding.verdict, VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 4.8, error: 0.3, tolerance: 0.1"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "value: 4.4, tolerance: 0"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 0.5, tolerance: 0"), false), VERDICT_FAILS);
}

static void a_flat_bound_needs_replicates(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, within: 2"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 4.6, within: 2"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, within: 1"), false), VERDICT_UNSURE);
    assert_int_equal(verdict_of(ROW(AT "value: 4.6, within: 2"), true), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 11, within: 2"), true), VERDICT_FAILS);
}

/* Three degrees of freedom: Student's t is beyond 9.2188 with the chance that a normal number is beyond 3 (0.0027). */
static void few_replicates_are_judged_by_students_t(void **state)
{
    (void)state;
    struct finding finding = judge(ROW(AT "value: 4.5, tolerance: 0.1"), level, true);
    assert_true(fabs(finding.allowed - (9.2187 * sqrt(5.0 / 12) + 0.1)) < 1e-3);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, tolerance: 0.5"), true), VERDICT_OPEN);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8.6, tolerance: 0.5"), true), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, tolerance: 0.5"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, exact: true"), true), VERDICT_FAILS);
}

/* What is met needs no explanation; what is left open is not judged. */
static void what_is_explained_does_not_fail(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(AT "value: 0.5, tolerance: 0, explained: by chance"), false), VERDICT_EXPLAINED);
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, within: 1, explained: by chance"), false), VERDICT_EXPLAINED);
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, tolerance: 0, explained: by chance"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(HOLED "only_above: 5, value: 7, tolerance: 9, explained: x"), true), VERDICT_OPEN);
    assert_int_equal(verdict_of(ROW(AT "value: 0.5, tolerance: 0, explained: ''"), false), VERDICT_FAILS);
}

static void exact_means_every_replicate(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(STEADY "value: 9, exact: true"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, exact: true"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "value: 2.5, exact: true"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "fraction_above: 2, value: 0.5, exact: true"), false), VERDICT_PASSES);
}

static void bounds(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(AT "at_least: 2.5"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "at_least: 2.6"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "at_least: 2.6"), true), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "at_most: 2.4"), false), VERDICT_FAILS);
}

/* What is not a number counts in no mean; it is not above anything. */
static void statistics_of_an_outcome(void **state)
{
    (void)state;
    assert_true(judge(ROW(HOLED "value: 5, tolerance: 0"), level, false).mean == 5);
    assert_int_equal(judge(ROW(HOLED "value: 5, tolerance: 0"), level, false).replicates, 3);
    assert_true(judge(ROW(HOLED "fraction_above: 4, value: 0.5, tolerance: 0"), level, false).mean == 0.5);
    assert_true(judge(ROW(HOLED "only_above: 4, value: 7, tolerance: 0"), level, false).mean == 7);
    assert_true(judge(ROW(HOLED "divide: 10, value: 7, tolerance: 0"), level, false).mean == 0.5);
    assert_int_equal(verdict_of(ROW(HOLED "only_above: 5, value: 7, tolerance: 9"), false), VERDICT_UNSURE);
    assert_int_equal(verdict_of(ROW(HOLED "only_above: 5, value: 7, tolerance: 9"), true), VERDICT_OPEN);
}

/* Replicate by replicate each step is up by exactly 1, though single numbers scatter. */
static void orders_compare_replicates_one_by_one(void **state)
{
    (void)state;
    const char *up = ROW("order: increasing, outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}");
    assert_int_equal(verdict_of(up, false), VERDICT_PASSES);
    assert_string_equal(judge(up, level, false).means, "2.5 3.5 4.5");
    assert_int_equal(
        verdict_of(
            ROW("order: decreasing, outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}"), false),
        VERDICT_FAILS);
    assert_int_equal(
        verdict_of(ROW("order: decreasing, outcome: adopters_final, along: adoption.accept.beta, values: [0.1, 0.2], "
                       "at: {condition: on}"),
            false),
        VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW("order: increasing, outcome: adopters_final, along: condition, "
                                    "at: {adoption.accept.beta: 0.2}"),
                         false),
        VERDICT_PASSES);
    assert_int_equal(
        verdict_of(ROW("order: increasing, of: [{outcome: adopters_final, at: {adoption.accept.beta: 0.1, condition: on}}, "
                       "{outcome: early, at: {adoption.accept.beta: 0.1, condition: off}}]"),
            false),
        VERDICT_PASSES);
}

static void a_step_back_within_chance_is_no_fault(void **state)
{
    (void)state;
    double numbers[CONFIGURATIONS][REPLICATES] = {{1, 2, 1, 2}, {0}, {2, 1, 2, 0.9}, {0}, {9, 9, 8, 9}, {0}};
    const char *up = ROW("order: increasing, outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}");
    assert_int_equal(judge(up, numbers, false).verdict, VERDICT_PASSES);
    const char *two = "order: increasing, outcome: adopters_final, along: adoption.accept.beta, values: [0.1, 0.2], "
                      "at: {condition: off}, by: ";
    for (int by = -1; by <= 1; by++) {
        char rows[512];
        snprintf(rows, sizeof rows, "expect:\n  - {%s%d}\n", two, by);
        assert_int_equal(judge(rows, numbers, false).verdict, by < 0 ? VERDICT_PASSES : VERDICT_FAILS);
        assert_int_equal(judge(rows, numbers, true).verdict, by <= 0 ? VERDICT_PASSES : VERDICT_FAILS);
    }
    for (int r = 0; r < REPLICATES; r++) numbers[2][r] = numbers[0][r] - 0.5;
    assert_int_equal(judge(up, numbers, false).verdict, VERDICT_FAILS);
}

static void an_extreme_lies_inside(void **state)
{
    (void)state;
    double numbers[CONFIGURATIONS][REPLICATES] = {{1, 1.1, 1, 1.1}, {0}, {5, 5, 5.1, 5}, {0}, {2, 2.1, 2, 2.2}, {0}};
    const char *start = "expect:\n  - {outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}, ";
    char rows[512];
    snprintf(rows, sizeof rows, "%sorder: peak, inside: [0.15, 0.25]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_PASSES);
    snprintf(rows, sizeof rows, "%sorder: peak, inside: [0.25, 0.35]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_FAILS);
    snprintf(rows, sizeof rows, "%sorder: valley, inside: [0.15, 0.25]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_FAILS);
    for (int r = 0; r < REPLICATES; r++) numbers[0][r] = 4.9 + 0.1 * r;
    snprintf(rows, sizeof rows, "%sorder: peak, inside: [0.15, 0.25]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_FAILS); /* one end is not clearly lower */
}

static void names_say_what_is_meant(void **state)
{
    (void)state;
    struct fixture fixture = read_rows("expect:\n"
                                       "  - {" AT "fraction_above: 2, value: 1, tolerance: 0}\n"
                                       "  - {name: mine, source: page 7, " AT "value: 1, tolerance: 0}\n");
    assert_int_equal(fixture.status, STATUS_OK);
    assert_string_equal(fixture.expectations.items[0].name, "share of adopters_final above 2, beta 0.1, off");
    assert_string_equal(fixture.expectations.items[1].name, "mine");
    assert_string_equal(fixture.expectations.items[1].source, "page 7");
    let_go(&fixture);
}

static void a_row_may_stand_for_several(void **state)
{
    (void)state;
    struct fixture fixture =
        read_rows(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, value: [1, 2, 3], within: 0.5") //
            "  - {outcome: early, at: {adoption.accept.beta: 0.3}, along: condition, values: [on], at_least: 1}\n");
    assert_int_equal(fixture.status, STATUS_OK);
    assert_int_equal(fixture.expectations.count, 4);
    for (int i = 0; i < 3; i++) {
        const struct expectation *expectation = &fixture.expectations.items[i];
        assert_true(expectation->value == i + 1 && expectation->tolerance == 0.5 && expectation->flat);
        assert_int_equal(expectation->cells.count, 1);
        assert_int_equal(expectation->cells.items[0].configuration, 2 * i);
    }
    assert_string_equal(fixture.expectations.items[1].name, "early, off, beta 0.2");
    assert_string_equal(fixture.expectations.items[3].name, "early, beta 0.3, on");
    assert_int_equal(fixture.expectations.items[3].cells.items[0].configuration, 5);
    let_go(&fixture);
}

static void refused(const char *rows, const char *reason)
{
    struct fixture fixture = read_rows(rows);
    assert_int_equal(fixture.status, STATUS_INPUT);
    if (!strstr(fixture.message.text, reason)) fail_msg("%s: %s", rows, fixture.message.text);
    let_go(&fixture);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    refused("expect: 3\n", "expect: the value is text; it must be a list");
    refused(ROW("outcome: adopter_final, value: 1, tolerance: 0"), "did you mean 'adopters_final'?");
    refused(ROW("value: 1, tolerance: 0"), "the name of an outcome");
    refused(ROW("outcome: early, value: 1, tolerance: 0"), "several configurations");
    refused(
        ROW("outcome: early, at: {adoption.accept.beta: 0.4, condition: off}, value: 1, tolerance: 0"), "no configuration");
    refused(ROW("outcome: early, at: {network.agents: 20}, value: 1, tolerance: 0"), "does not vary");
    refused(ROW(AT "value: 1"), "either a tolerance, or within, or exact");
    refused(ROW(AT "value: 1, tolerance: 0, within: 1"), "either a tolerance, or within, or exact");
    refused(ROW(AT "value: 1, tolerance: -1"), "tolerance: '-1' is too small");
    refused(ROW(AT "value: many, tolerance: 0"), "value: 'many' is no number");
    refused(ROW(AT "value: 0,5, tolerance: 0"), "value: 0,5: a decimal comma?");
    refused(ROW(AT "at_least: 1, at_most: 3"), "one of value, at_least, at_most and order");
    refused(ROW(AT "at_least: 1, within: 3"), "a value, and only that");
    refused(ROW(AT "valeu: 1"), "valeu");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, value: [1, 2], within: 1"),
        "2 numbers for 3 values");
    refused(ROW(AT "value: [1, 2], within: 1"), "value must be a number");
    refused(ROW(AT "divide: 0, value: 1, tolerance: 0"), "divided by 0");
    refused(ROW("order: up, outcome: early, along: adoption.accept.beta, at: {condition: off}"), "increasing, decreasing");
    refused(ROW("order: increasing, outcome: early, at: {condition: off}"), "along what varies, or of a list");
    refused(ROW("order: increasing, outcome: early, along: network.agents"), "what varies");
    refused(ROW("order: peak, outcome: early, along: adoption.accept.beta, at: {condition: off}"), "lies inside a range");
}

static void quick_replicates_are_fewer(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        int64_t replicates;
    } cases[] = {{"", 4}, {"quick: {}\n", 4}, {"quick: {replicates: 2}\n", 2}, {"quick: {replicates: 0}\n", 0},
        {"quick: {replicates: 5}\n", -1}, {"quick: 3\n", -1}, {"quick: {seeds: 1}\n", -1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fixture = read_rows(cases[i].rows);
        int64_t replicates = 0;
        assert_int_equal(fixture.status, cases[i].replicates < 0 ? STATUS_INPUT : STATUS_OK);
        if (fixture.status == STATUS_OK)
            fixture.status = quick_replicates(&fixture.study, &replicates, &fixture.message);
        if (fixture.status == STATUS_OK) assert_int_equal(replicates, cases[i].replicates);
        let_go(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_allowed_three_errors_and_the_tolerance),
        cmocka_unit_test(few_replicates_are_judged_by_students_t),
        cmocka_unit_test(a_flat_bound_needs_replicates),
        cmocka_unit_test(what_is_explained_does_not_fail),
        cmocka_unit_test(exact_means_every_replicate),
        cmocka_unit_test(bounds),
        cmocka_unit_test(statistics_of_an_outcome),
        cmocka_unit_test(orders_compare_replicates_one_by_one),
        cmocka_unit_test(a_step_back_within_chance_is_no_fault),
        cmocka_unit_test(an_extreme_lies_inside),
        cmocka_unit_test(names_say_what_is_meant),
        cmocka_unit_test(a_row_may_stand_for_several),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(quick_replicates_are_fewer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
