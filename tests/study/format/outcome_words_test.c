/* How outcomes are told: their suffixes, sources, units and sentences, of series, expressions and events. */
#include "study/format/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "io/text/yaml_tree.h"

static struct yaml_tree tree;
static struct outcomes outcomes;

static int clear(void **state)
{
    (void)state;
    outcomes_free(&outcomes);
    yaml_tree_free(&tree);
    return 0;
}

/* An outcome, or a series, as a study has it. */
static const struct outcome *read_item(const char *item, bool series)
{
    char text[2048];
    struct message message = {.text = ""};
    clear(NULL);
    snprintf(text, sizeof text, "list: [%s]", item);
    if (yaml_tree_read(&tree, "t.yaml", "a study", "it begins", text, strlen(text), &message) ||
        outcomes_read(&outcomes, series, &tree, yaml_tree_get(tree.root, "list"), &message))
        fail_msg("%s", message.text);
    assert_int_equal(outcomes.count, 1);
    return &outcomes.items[0];
}

static const struct outcome *read_outcome(const char *item)
{
    return read_item(item, false);
}

static void every_suffix_is_told_once(void **state)
{
    (void)state;
    static const char *const all[] = {
#define OUTCOME(symbol, word, suffix, ...) suffix,
#include "study/format/study.def"
    };
    char told[OUTCOME_SUFFIXES] = "as it was", expected[OUTCOME_SUFFIXES] = "";
    outcome_suffixes(told);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t length = strlen(expected);
        if (*all[i]) snprintf(expected + length, sizeof expected - length, "%s_%s", length > 0 ? ", " : "", all[i]);
    }
    assert_string_equal(told, expected);
    assert_true(strlen(told) < OUTCOME_SUFFIXES - 1);
}

/* ---- what it is of ---- */

static void the_source_is_as_it_was_written(void **state)
{
    (void)state;
    static const struct {
        const char *item, *source;
        bool names_entries;
    } cases[] = {
        {"users_final", "users", false},
        {"{name: a, of: adopters, at: 3}", "adopters", false},
        {"{name: a, of: 'adopters  / agents', max: true}", "adopters  / agents", false},
        {"{name: a, of: stances, entry: stuck, max: true}", "stances", true},
        {"{name: a, of: 'stances[stuck] / agents', max: true}", "stances[stuck] / agents", true},
        {"{name: a, of: 'users[1] + users + stances', max: true}", "users[1] + users + stances", true},
        {"{name: a, of: 'users + stances[0]', max: true}", "users + stances[0]", true},
        {"{name: a, of: users + stances, max: true}", "users + stances", false},
        {"{name: a, of: 'users[1]', max: true}", "users[1]", true},
        {"{name: a, events: adoption, of: learner.unit, max: true}", "adoption", false},
        {"{name: a, events: project, where: members > 2, count: true}", "project", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct outcome *outcome = read_outcome(cases[i].item);
        assert_string_equal(outcome_source(outcome), cases[i].source);
        if (outcome_names_entries(outcome) != cases[i].names_entries) fail_msg("%s", cases[i].item);
    }
}

/* ---- units ---- */

static void a_unit_is_that_of_what_is_taken_of_it(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"adopters_final", "agents"},
        {"quality_mean_mean", "1"},
        {"{name: a, of: adopters, increase: [1, 9]}", "agents"},
        {"{name: a, of: ties, quantile: 0.5}", "ties"},
        {"{name: a, of: adopters, reaches: 3}", "step"},
        {"{name: a, of: ties / adopters, reaches: 3}", "step"},
        {"{name: a, of: adopters, ends_at_least: 3}", "1"},
        {"{name: a, of: ties / adopters, ends_at_most: 3}", "1"},
        {"{name: a, of: ties / adopters, max: true}", "ties/agents"},
        {"{name: a, of: ties + adopters, max: true}", ""},
        {"{name: a, of: projects_succeeded, at: final, over: [projects_succeeded, ties]}", "1"},
        {"{name: a, of: uses_learned, at: final, over: [projects_succeeded, ties]}", "uses/projects"},
        {"{name: a, of: uses_learned, at: final, over: [quality_mean, ties]}", "uses"},
        {"{name: a, of: quality_mean, at: final, over: [quality_mean]}", "1"},
        {"{name: a, of: quality_mean, at: final, over: [ties]}", "1/ties"},
        {"{name: a, of: ties + adopters, at: final, over: [ties]}", ""},
        {"{name: a, of: ties - 1, at: final, over: [ties]}", "1"},
        {"{name: a, events: adoption, count: true}", "events"},
        {"{name: a, events: adoption, of: step, first: true}", "step"},
        {"{name: a, events: project, of: members, place: 2}", "agents"},
        {"{name: a, events: project, of: members / step, total: true}", "agents/step"},
        {"{name: a, events: adoption, of: channel == project, mean: true}", "1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct outcome_unit unit = outcome_unit(read_outcome(cases[i][0]));
        if (strcmp(unit.text, cases[i][1]) != 0) fail_msg("%s: '%s', not '%s'", cases[i][0], unit.text, cases[i][1]);
    }
}

/* As long as a unit can be, over one besides. */
static void the_longest_unit_is_whole(void **state)
{
    (void)state;
    char item[512], expected[OUTCOME_UNIT];
    enum { TIES = 19 };
    snprintf(item, sizeof item, "{name: a, at: final, over: [opportunities_open], of: ties");
    strcpy(expected, "ties");
    for (int i = 1; i < TIES; i++) {
        strcat(item, "*ties");
        strcat(expected, " ties");
    }
    strcat(item, "}");
    strcat(expected, "/opportunities");
    assert_string_equal(outcome_unit(read_outcome(item)).text, expected);
}

/* ---- sentences ---- */

static void assert_told(const struct outcome *outcome, const char *expected)
{
    char text[1024];
    outcome_describe(outcome, text, sizeof text);
    assert_string_equal(text, expected);
}

/* The sentence of the series, then what is taken of it. */
static void an_outcome_of_a_series_is_told_in_words(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"ties_final", "The last row."},
        {"{name: a, of: ties, at: 52}", "The last row, steps 0 to 52."},
        {"{name: a, of: ties, mean: [3, 9]}", "Mean over the rows, steps 3 to 9."},
        {"{name: a, of: ties, mean: true}", "Mean over the rows."},
        {"{name: a, of: ties, increase: [0, 1]}", "Its increase, steps 0 to 1."},
        {"{name: a, of: ties, entry: '0', max: true}", "Entry: 0. Largest of the rows."},
        {"{name: a, of: ties, reaches: 0.5, fraction_of: agents}",
            "First step with at least 0.5 of the number of agents."},
        {"{name: a, of: ties, reaches: 0.5, fraction_of: 30}", "First step with at least 15."},
        {"{name: a, of: ties, ends_at_least: -2.5}", "Whether the last row has at least -2.5."},
        {"{name: a, of: ties, ends_at_most: 1e-9, fraction_of: agents}",
            "Whether the last row has at most 1e-09 of the number of agents."},
        {"{name: a, of: ties, quantile: 0.9}", "Of the rows the quantile 0.9."},
        {"{name: a, of: ties, quantile: 1, steps: [52, 9007199254740991]}",
            "Of the rows the quantile 1, steps 52 to 9007199254740991."},
        {"{name: a, of: ties, at: final, over: [adopters]}", "The last row, over the same of adopters."},
        {"{name: a, of: ties, mean: [3, 9], over: [adopters, users, ties]}",
            "Mean over the rows, steps 3 to 9, over the same of adopters and users and ties."},
    };
    char expected[1024];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(expected, sizeof expected, "%s %s", observable_table[OBSERVE_ties].sentence, cases[i][1]);
        assert_told(read_outcome(cases[i][0]), expected);
    }
}

static void an_outcome_of_an_expression_or_of_events_is_told_in_words(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{name: a, of: ties / agents, quantile: 0.25, steps: [3, 9]}",
            "ties / agents. Of the rows the quantile 0.25, steps 3 to 9."},
        {"{name: a, of: ties / agents, reaches: 2}", "ties / agents. First step with at least 2."},
        {"{name: a, of: 'stances[stuck]', min: true}", "stances[stuck]. Least of the rows."},
        {"{name: a, events: adoption, count: true}", "adoption. How many."},
        {"{name: a, events: opportunity, where: systemic, count: true}", "opportunity where systemic. How many."},
        {"{name: a, events: adoption, where: channel == project, count: [1, 9]}",
            "adoption where channel == project. How many, steps 1 to 9."},
        {"{name: a, events: project, of: members, mean: true}", "members of project. Mean over the rows."},
        {"{name: a, events: project, of: members + 1, where: type == succeeded, total: [0, 52]}",
            "members + 1 of project where type == succeeded. Sum over the rows, steps 0 to 52."},
        {"{name: a, events: adoption, of: step, place: 10}", "step of adoption. Of the one in place 10."},
        {"{name: a, events: adoption, of: step, last: true}", "step of adoption. Of the last."},
        {"{name: a, events: adoption, of: step, quantile: 0.5}", "step of adoption. Of the rows the quantile 0.5."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_told(read_outcome(cases[i][0]), cases[i][1]);
}

static void a_series_is_told_in_words(void **state)
{
    (void)state;
    char text[1024];
    outcome_describe_series(read_item("ties", true), text, sizeof text);
    assert_string_equal(text, observable_table[OBSERVE_ties].sentence);
    outcome_describe_series(read_item("{name: a, of: ties / agents}", true), text, sizeof text);
    assert_string_equal(text, "ties / agents");
    outcome_describe_series(read_item("{name: a, of: 'stances[stuck]'}", true), text, sizeof text);
    assert_string_equal(text, "stances[stuck]");
    outcome_describe_series(read_item("{name: a, of: stances, entry: stuck}", true), text, 9);
    assert_memory_equal(text, observable_table[OBSERVE_stances].sentence, 8);
    assert_int_equal(strlen(text), 8);
}

/* Whatever it is of, nothing is cut: the longest sentence there is, the longest names of series and the largest steps.
 */
static void the_longest_is_told_whole(void **state)
{
    (void)state;
    int longest = 0, name = 0;
    for (int o = 0; o < OBSERVABLE_COUNT; o++) {
        if (strlen(observable_table[o].sentence) > strlen(observable_table[longest].sentence)) longest = o;
        if (strlen(observable_table[o].name) > strlen(observable_table[name].name)) name = o;
    }
    const char *over = observable_table[name].name;
    char item[1024], end[1024], text[1024];
    snprintf(item, sizeof item,
        "{name: a, of: %s, entry: '%0100d', mean: [1, 9007199254740991], over: [%s, %s, %s, %s]}",
        observable_table[longest].name, 1, over, over, over, over);
    snprintf(end, sizeof end,
        "%s Entry: %0100d. Mean over the rows, steps 1 to 9007199254740991, over the same of %s and %s and %s and %s.",
        observable_table[longest].sentence, 1, over, over, over, over);
    assert_told(read_outcome(item), end);
    char long_of[EXPRESSION_TEXT], long_where[EXPRESSION_TEXT];
    snprintf(long_of, sizeof long_of, "step%*s", EXPRESSION_TEXT - 5, "+1");
    snprintf(long_where, sizeof long_where, "step%*s", EXPRESSION_TEXT - 5, ">1");
    snprintf(item, sizeof item, "{name: a, events: community_document, of: '%s', where: '%s', mean: true}", long_of,
        long_where);
    snprintf(text, sizeof text, "%s of community_document where %s. Mean over the rows.", long_of, long_where);
    assert_told(read_outcome(item), text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_suffix_is_told_once),
        cmocka_unit_test(the_source_is_as_it_was_written),
        cmocka_unit_test(a_unit_is_that_of_what_is_taken_of_it),
        cmocka_unit_test(the_longest_unit_is_whole),
        cmocka_unit_test(an_outcome_of_a_series_is_told_in_words),
        cmocka_unit_test(an_outcome_of_an_expression_or_of_events_is_told_in_words),
        cmocka_unit_test(a_series_is_told_in_words),
        cmocka_unit_test(the_longest_is_told_whole),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
