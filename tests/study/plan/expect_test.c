/* What a replication expects, as it is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/expectations.h"

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
    struct fixture fixture = read_rows(
        ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, value: [1, 2, 3], within: 0.5") //
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
    refused(ROW("outcome: early, at: {adoption.accept.beta: 0.4, condition: off}, value: 1, tolerance: 0"),
        "no configuration");
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
    refused(
        ROW("order: up, outcome: early, along: adoption.accept.beta, at: {condition: off}"), "increasing, decreasing");
    refused(ROW("order: increasing, outcome: early, at: {condition: off}"), "along what varies, or of a list");
    refused(ROW("order: increasing, outcome: early, along: network.agents"), "what varies");
    refused(ROW(AT "at_least: 1, values: [0.1]"), "values: has no effect without `along`");
    refused(ROW(AT "at_least: 1, by: 2"), "by: has no effect without `order`");
    refused(ROW(AT "at_least: 1, inside: [1, 2]"), "inside: has no effect without `order`");
    refused(ROW(AT "at_least: 1, of: [{outcome: early}]"), "of: has no effect without `order`");
    refused(
        ROW("order: peak, outcome: early, along: adoption.accept.beta, at: {condition: off}"), "lies inside a range");
}

static void quick_replicates_are_fewer(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        int64_t replicates;
    } cases[] = {{"", 4}, {"quick: {}\n", 4}, {"quick: {replicates: 2}\n", 2}, {"quick: {replicates: 0}\n", 0},
        {"quick: {replicates: 5}\n", -1}, {"quick: 3\n", -1}, {"quick: {seeds: 1}\n", -1}};
    char text[256];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(text, sizeof text, "%s%s", ROW(AT "at_least: 1"), cases[i].rows);
        struct fixture fixture = read_rows(text);
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
        cmocka_unit_test(names_say_what_is_meant),
        cmocka_unit_test(a_row_may_stand_for_several),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(quick_replicates_are_fewer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
