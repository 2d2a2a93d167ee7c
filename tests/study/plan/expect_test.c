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
    fixture = read_rows("expect:\n"
                        "  - {" AT "only_above: 0.5, at_most: 1}\n"
                        "  - {order: increasing, outcome: early, at: {condition: off}, along: adoption.accept.beta}\n"
                        "  - {name: mine, order: increasing, outcome: early, at: {condition: off}, "
                        "along: adoption.accept.beta}\n");
    assert_int_equal(fixture.status, STATUS_OK);
    assert_string_equal(fixture.expectations.items[0].name, "adopters_final above 0.5, beta 0.1, off");
    assert_string_equal(fixture.expectations.items[1].name, "early along adoption.accept.beta, off");
    assert_string_equal(fixture.expectations.items[2].name, "mine");
    let_go(&fixture);
}

/* An order of items that name their own outcomes has none of its own; a name that is too long is cut. */
static void a_name_is_there_and_fits(void **state)
{
    (void)state;
    char rows[2048], name[2 * EXPECT_NAME] = "";
    memset(name, 'x', EXPECT_NAME + 9);
    snprintf(rows, sizeof rows,
        "expect:\n  - {order: increasing, of: [{" AT "}, {" STEADY "}]}\n  - {name: %s, " AT "at_least: 1}\n"
        "  - {order: decreasing, at: {condition: on}, of: [{" AT "}, {" STEADY "}]}\n",
        name);
    struct fixture fixture = read_rows(rows);
    if (fixture.status != STATUS_OK) fail_msg("%s", fixture.message.text);
    assert_string_equal(fixture.expectations.items[0].name, "order");
    assert_int_equal(strlen(fixture.expectations.items[1].name), EXPECT_NAME - 1);
    assert_memory_equal(fixture.expectations.items[1].name, name, EXPECT_NAME - 1);
    assert_string_equal(fixture.expectations.items[2].name, "order, on");
    let_go(&fixture);
}

/* How much counts as a difference, and where things stand: numbers by their size, words in their turn. */
static void an_order_has_its_cells_and_its_measure(void **state)
{
    (void)state;
    struct fixture fixture = read_rows(
        "expect:\n"
        "  - {order: increasing, outcome: early, at: {condition: off}, along: adoption.accept.beta, values: [0.3, "
        "0.1]}\n"
        "  - {order: valley, outcome: early, at: {condition: on}, along: adoption.accept.beta, inside: [0.2, 0.25]}\n"
        "  - {order: decreasing, outcome: early, at: {adoption.accept.beta: 0.200}, along: condition}\n"
        "  - {order: increasing, outcome: early, at: {adoption.accept.beta: 0.2, condition: on},\n"
        "     of: [{outcome: adopters_final, at: {adoption.accept.beta: 0.3, condition: off}}, {}, {outcome: "
        "adopters_final}]}\n");
    if (fixture.status != STATUS_OK) fail_msg("%s", fixture.message.text);
    static const struct {
        double by, place;                      /* place: of the last cell */
        int64_t cells, configuration, outcome; /* of the first */
    } expected[] = {{3, 0.1, 2, 4, 1}, {5, 0.3, 3, 1, 1}, {3, 1, 2, 2, 1}, {3, 2, 3, 4, 0}};
    for (int i = 0; i < 4; i++) {
        const struct expectation *expectation = &fixture.expectations.items[i];
        const struct cell *first = expectation->cells.items, *last = first + expectation->cells.count - 1;
        assert_true(expectation->by == expected[i].by && last->place == expected[i].place);
        assert_int_equal(expectation->cells.count, expected[i].cells);
        assert_int_equal(first->configuration, expected[i].configuration);
        assert_int_equal(first->outcome, expected[i].outcome);
    }
    const struct cell *items = fixture.expectations.items[3].cells.items; /* what an item leaves out the row says */
    assert_true(items[1].outcome == 1 && items[1].configuration == 3);
    assert_true(items[2].outcome == 0 && items[2].configuration == 3);
    let_go(&fixture);
}

/* An error of its own is chance enough; beside `within` it is the value's, and no second measure. */
static void a_value_has_one_measure(void **state)
{
    (void)state;
    struct fixture fixture = read_rows("expect:\n"
                                       "  - {" AT "value: 1, error: 0.5}\n"
                                       "  - {" AT "value: 1, error: 0.5, within: 2}\n"
                                       "  - {" AT "value: 1, exact: true}\n");
    if (fixture.status != STATUS_OK) fail_msg("%s", fixture.message.text);
    const struct expectation *items = fixture.expectations.items;
    assert_true(items[0].error == 0.5 && items[0].tolerance == 0 && !items[0].flat && !items[0].exact);
    assert_true(items[1].error == 0.5 && items[1].tolerance == 2 && items[1].flat && !items[1].exact);
    assert_true(items[2].exact && !items[2].flat);
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

/* What is told begins with the file, and then the place: the row is in line 8. */
static void refused(const char *rows, const char *reason)
{
    struct fixture fixture = read_rows(rows);
    assert_int_equal(fixture.status, STATUS_INPUT);
    assert_string_equal(strchr(fixture.message.text, ':') + 1, reason);
    let_go(&fixture);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    refused("expect: 3\n", "7:9: expect: the value is text; it must be a list, as [{...}]");
    refused(ROW("outcome: adopter_final, value: 1, tolerance: 0"),
        "8:15: outcome: there is no 'adopter_final' here; did you mean 'adopters_final'?");
    refused(ROW("value: 1, tolerance: 0"), "8:5: expect: a row needs the name of an outcome");
    refused(
        ROW("outcome: early, value: 1, tolerance: 0"), "8:5: expect: several configurations are there: say more in at");
    refused(ROW("outcome: early, at: {adoption.accept.beta: 0.4, condition: off}, value: 1, tolerance: 0"),
        "8:26: expect: no configuration is there");
    refused(ROW("outcome: early, at: {network.agents: 20}, value: 1, tolerance: 0"),
        "8:27: expect: 'network.agents' does not vary in this study, so nothing can be at a value of it");
    refused(
        ROW(AT "value: 1"), "8:5: expect: a value, and only that, has either a tolerance, or within, or exact: true");
    refused(ROW(AT "value: 1, tolerance: 0, within: 1"),
        "8:5: expect: a value, and only that, has either a tolerance, or within, or exact: true");
    refused(ROW(AT "value: 1, tolerance: -1"),
        "8:101: tolerance: '-1' is too small; it must be a number of at least 0, or a list, as [0.01, 0.02]");
    refused(ROW(AT "value: many, tolerance: 0"),
        "8:87: value: 'many' is no number; it must be a number, or a list, as [0.91, 0.96]");
    refused(ROW(AT "value: 0,5, tolerance: 0"), "8:87: expect.value: 0,5: a decimal comma? numbers have a point");
    refused(ROW(AT "at_least: 1, at_most: 3"), "8:5: expect: a row needs one of value, at_least, at_most and order");
    refused(ROW(AT "at_least: 1, within: 3"),
        "8:5: expect: a value, and only that, has either a tolerance, or within, or exact: true");
    refused(ROW(AT "valeu: 1"), "8:80: valeu: there is no such key; did you mean 'value'?");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, value: [1, 2], within: 1"),
        "8:80: expect: value has 2 numbers for 3 values of adoption.accept.beta");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, value: [1, 2, 3, 4], within: 1"),
        "8:80: expect: value has 4 numbers for 3 values of adoption.accept.beta");
    refused(
        ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, value: 1, tolerance: [0.1, 0.2, -1]"),
        "8:5: expect: tolerances and errors are not below 0");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, value: 1, error: [0.1, -1, 1]"),
        "8:5: expect: tolerances and errors are not below 0");
    refused(ROW("outcome: early, at: {condition: [off]}, at_least: 1"),
        "8:38: expect: a value in at must be one word or number");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, values: [[0.1]], at_least: 1"),
        "8:82: expect: a value must be one word or number");
    refused(ROW(AT "fraction_above: 1, only_above: 1, at_least: 1"),
        "8:5: expect: a row has either fraction_above or only_above");
    refused(ROW(AT "value: [1, 2], within: 1"), "8:87: expect: value must be a number");
    refused(ROW(AT "divide: 0, value: 1, tolerance: 0"), "8:88: expect: nothing can be divided by 0");
    refused(ROW("order: up, outcome: early, along: adoption.accept.beta, at: {condition: off}"),
        "8:13: order: 'up' is no such word; it must be one of increasing, decreasing, peak, valley");
    refused(ROW("order: increasing, outcome: early, at: {condition: off}"),
        "8:13: expect: an order is either along what varies, or of a list");
    refused(ROW("order: increasing, outcome: early, along: network.agents"),
        "8:48: expect: along must name what varies in this study");
    refused(ROW(AT "at_least: 1, values: [0.1]"), "8:93: values: has no effect without `along`, which is missing");
    refused(ROW(AT "at_least: 1, by: 2"), "8:93: by: has no effect without `order`, which is missing");
    refused(ROW(AT "at_least: 1, inside: [1, 2]"), "8:93: inside: has no effect without `order`, which is missing");
    refused(ROW(AT "at_least: 1, of: [{outcome: early}]"), "8:93: of: has no effect without `order`, which is missing");
    refused(ROW("order: peak, outcome: early, along: adoption.accept.beta, at: {condition: off}"),
        "8:13: expect: a peak or valley, and only that, lies inside a range");
    refused(ROW("order: peak, outcome: early, along: adoption.accept.beta, at: {condition: off}, inside: [0, 1, 2]"),
        "8:94: expect: inside must be two numbers, as [0.1, 0.3]");
    refused(ROW("order: peak, outcome: early, along: adoption.accept.beta, at: {condition: off}, values: [0.1, 0.2], "
                "inside: [0, 1]"),
        "8:13: expect: this order has too few values");
    refused(ROW("order: increasing, outcome: early, along: adoption.accept.beta, at: {condition: off}, values: [0.1]"),
        "8:13: expect: this order has too few values");
    refused(ROW("order: increasing, outcome: early, along: adoption.accept.beta, at: {condition: off}, at_least: 3"),
        "8:92: at_least: has no effect with `order`");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, values: [], at_least: 1"),
        "8:81: values: a list is empty, and has no effect; it must be a list, as [4, 6], or the key left out");
    refused(ROW("order: increasing, outcome: early, at: {condition: off}, along: adoption.accept.beta, values: []"),
        "8:100: values: a list is empty, and has no effect; it must be a list, as [4, 6], or the key left out");
    refused(ROW("order: peak, outcome: early, at: {condition: off}, along: adoption.accept.beta, inside: [0.3, 0.1]"),
        "8:94: expect: inside begins above its end: nothing lies there");
    refused(ROW("order: increasing, of: [{outcome: early, at: {condition: off}, value: 3}]"),
        "8:69: value: there is no such key; there are outcome, at");
    refused(ROW("order: increasing, of: [early]"), "8:30: this is text; an item of an order is a mapping of keys");
    refused(ROW("order: increasing, of: [{at: {condition: off}}]"), "8:5: expect: a row needs the name of an outcome");
}

/* Where several would do, or none, the row says so, with the value that it goes along. */
static void one_configuration_is_meant(void **state)
{
    (void)state;
    refused(ROW("outcome: early, at: {condition: off}, at_least: 1"),
        "8:26: expect: several configurations are there: say more in at");
    refused(ROW("outcome: early, at_least: 1"), "8:5: expect: several configurations are there: say more in at");
    refused(ROW("outcome: early, at: {condition: of, adoption.accept.beta: 0.1}, at_least: 1"),
        "8:26: expect: no configuration is there");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, values: [0.1, 0.4], at_least: 1"),
        "8:26: expect: no configuration is there (adoption.accept.beta 0.4)");
    refused(ROW("outcome: early, along: condition, values: [on], at_least: 1"),
        "8:5: expect: several configurations are there: say more in at (condition on)");
}

/* Of several faults the first, whether what follows is fine or not; and nothing of the rows before is left. */
static void the_first_fault_is_told(void **state)
{
    (void)state;
    refused(ROW(AT "at_least: many") "  - {" AT "at_least: 1}\n",
        "8:90: at_least: 'many' is no number; it must be a number, or a list, as [0.5, 0.6]");
    refused(ROW(AT "at_least: 1") "  - {" AT "divide: 0, at_least: 1}\n  - {outcome: earlier}\n",
        "9:88: expect: nothing can be divided by 0");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, valeu: 1"),
        "8:73: valeu: there is no such key; did you mean 'value'?");
    refused(
        ROW("order: increasing, of: [{outcome: erly, at: {condition: off}}, {outcome: early, at: {condition: on}}]"),
        "8:40: outcome: there is no 'erly' here; did you mean 'early'?");
    refused(ROW("order: increasing, outcome: early, at: {condition: off}, along: adoption.accept.beta, values: [0.4, "
                "0.1, 0.2]"),
        "8:45: expect: no configuration is there (adoption.accept.beta 0.4)");
    refused(ROW("outcome: early, at: {condition: off}, along: adoption.accept.beta, values: [0.4, 0.1], at_least: 1"),
        "8:26: expect: no configuration is there (adoption.accept.beta 0.4)");
    refused(ROW("outcome: early, at: {condition: [on], network.agents: 3}, at_least: 1"),
        "8:38: expect: a value in at must be one word or number");
}

/* What stood in the memory before is nothing; where nothing is expected, there is none. */
static void what_is_read_begins_anew(void **state)
{
    (void)state;
    struct fixture fixture = read_study(HEAD, "");
    struct expectations expectations;
    memset(&expectations, 0x5a, sizeof expectations);
    assert_int_equal(fixture.status, STATUS_OK);
    assert_int_equal(expectations_read(&expectations, &fixture.study, &fixture.message), STATUS_OK);
    assert_int_equal(expectations.count, 0);
    expectations_free(&expectations);
    let_go(&fixture);
}

/* What is asked alone has no effect on an order, wherever it stands: each such key of the format. */
static void an_order_asks_nothing_of_a_number(void **state)
{
    (void)state;
    static const char *const keys[][2] = {{"value", "1"}, {"at_least", "1"}, {"at_most", "1"}, {"error", "0.1"},
        {"tolerance", "0.1"}, {"within", "0.1"}, {"exact", "true"}};
    char row[256], reason[64];
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        snprintf(row, sizeof row, ROW("%s: %s, order: increasing, of: [{}, {}]"), keys[i][0], keys[i][1]);
        snprintf(reason, sizeof reason, "8:6: %s: has no effect with `order`", keys[i][0]);
        refused(row, reason);
    }
}

/* Of a Latin hypercube: it has no levels, and a row along it would be none. */
static void nothing_goes_along_what_is_sampled(void **state)
{
    (void)state;
    static const char head[] =
        "selforg: 2\n"
        "scenario: {network: {kind: ring, agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
        "vary: {adoption.accept.beta: {from: 0, to: 1}}\n"
        "design: lhs\nsamples: 2\n"
        "outcomes: [adopters_final]\n";
    static const char *const rows[] = {ROW("outcome: adopters_final, along: adoption.accept.beta, at_least: 1"),
        ROW("order: increasing, outcome: adopters_final, along: adoption.accept.beta")};
    static const char *const places[] = {":8:38: ", ":8:57: "};
    for (int i = 0; i < 2; i++) {
        struct fixture fixture = read_study(head, rows[i]);
        assert_int_equal(fixture.status, STATUS_INPUT);
        const char *place = strstr(fixture.message.text, places[i]);
        if (!place) fail_msg("%s", fixture.message.text);
        assert_string_equal(place + 7, "expect: what is sampled from a range has no list of values to go along");
        let_go(&fixture);
    }
}

/* Whatever a row asks is kept as it is written. */
static void each_kind_is_kept(void **state)
{
    (void)state;
    struct fixture fixture = read_rows("expect:\n"
                                       "  - {" AT "at_least: -1.5}\n"
                                       "  - {" AT "at_most: 2, divide: 4}\n"
                                       "  - {" AT "value: 0, within: 0, fraction_above: -3, explained: It is so.}\n"
                                       "  - {order: decreasing, by: -1, of: [{" AT "}, {" STEADY "}]}\n"
                                       "  - {order: peak, outcome: early, at: {condition: off}, along: "
                                       "adoption.accept.beta, inside: [0.2, 0.2], by: 0}\n");
    if (fixture.status != STATUS_OK) fail_msg("%s", fixture.message.text);
    const struct expectation *items = fixture.expectations.items;
    static const enum expect_kind kinds[] = {EXPECT_LEAST, EXPECT_MOST, EXPECT_VALUE, EXPECT_DECREASING, EXPECT_PEAK};
    static const double values[] = {-1.5, 2, 0, 0, 0}, divides[] = {1, 4, 1, 1, 1};
    assert_int_equal(fixture.expectations.count, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(items[i].kind, kinds[i]);
        assert_true(items[i].value == values[i] && items[i].statistic.divide == divides[i]);
        assert_int_equal(items[i].statistic.fraction_above, i == 2);
        assert_string_equal(items[i].explained, i == 2 ? "It is so." : "");
        assert_string_equal(items[i].source, "");
    }
    assert_true(items[2].statistic.above == -3 && items[2].flat);
    assert_true(items[3].by == -1 && items[4].by == 0 && items[4].inside[0] == 0.2 && items[4].inside[1] == 0.2);
    let_go(&fixture);
}

static void quick_replicates_are_fewer(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        int64_t replicates;
    } cases[] = {{"", 4}, {"quick: {}\n", -1}, {"quick: {replicates: 2}\n", 2}, {"quick: {replicates: 0}\n", 0},
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
        cmocka_unit_test(a_name_is_there_and_fits),
        cmocka_unit_test(an_order_has_its_cells_and_its_measure),
        cmocka_unit_test(a_value_has_one_measure),
        cmocka_unit_test(a_row_may_stand_for_several),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(one_configuration_is_meant),
        cmocka_unit_test(the_first_fault_is_told),
        cmocka_unit_test(what_is_read_begins_anew),
        cmocka_unit_test(an_order_asks_nothing_of_a_number),
        cmocka_unit_test(nothing_goes_along_what_is_sampled),
        cmocka_unit_test(each_kind_is_kept),
        cmocka_unit_test(quick_replicates_are_fewer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
