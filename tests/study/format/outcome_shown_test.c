/* Which runs can show an outcome, what they lack for it, why one has no number of it, and what no series can ever be.
 */
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
#include "scenario/parameters.h"

static struct yaml_tree tree;
static struct outcomes outcomes;

static int clear(void **state)
{
    (void)state;
    outcomes_free(&outcomes);
    yaml_tree_free(&tree);
    return 0;
}

/* An outcome as a study has it; its name is left out. */
static const struct outcome *read_outcome(const char *item)
{
    char text[1024];
    struct message message = {.text = ""};
    clear(NULL);
    snprintf(text, sizeof text, "list: [{name: a, %s}]", item);
    if (yaml_tree_read(&tree, "t.yaml", "a study", "it begins", text, strlen(text), &message) ||
        outcomes_read(&outcomes, false, &tree, yaml_tree_get(tree.root, "list"), &message))
        fail_msg("%s", message.text);
    return &outcomes.items[0];
}

/* A scenario of 20 steps that has these sections, with blanks between them. */
static struct scenario with(const char *sections)
{
    struct scenario scenario = scenario_default;
    scenario.run.steps = 20;
    for (int s = 0; s < SECTION_TOTAL; s++)
        if (*section_table[s].path && strstr(sections, section_table[s].path))
            section_set_present(&scenario, &section_table[s]);
    scenario_settle(&scenario);
    return scenario;
}

#define PROJECTS "landscape opportunities projects"

/* The last step where the outcome is of one, else the first that counts. */
static void a_run_has_to_come_to_a_step(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        int64_t step;
    } cases[] = {{"of: adopters, at: final", 0}, {"of: adopters, at: 0", 0}, {"of: adopters, at: 20", 20},
        {"of: adopters, at: 21", 21}, {"of: adopters, increase: [3, 20]", 20}, {"of: adopters, increase: [20, 21]", 21},
        {"of: adopters, mean: true", 0}, {"of: adopters, mean: [20, 90]", 20}, {"of: adopters, max: [21, 90]", 21},
        {"of: adopters, reaches: 9", 0}, {"of: adopters, ends_at_most: 9", 0}, {"of: adopters, quantile: 0.5", 0},
        {"of: adopters, quantile: 0.5, steps: [20, 21]", 20}, {"events: adoption, count: [21, 30]", 21},
        {"events: adoption, of: step, place: 30", 0}, {"of: adopters, at: 9007199254740991", 9007199254740991}};
    const struct scenario scenario = with("");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct outcome *outcome = read_outcome(cases[i].item);
        if (outcome_needs_step(outcome) != cases[i].step) fail_msg("%s", cases[i].item);
        if (outcome_shown(outcome, &scenario) != (cases[i].step <= 20)) fail_msg("%s", cases[i].item);
        assert_true(outcome_in_force(outcome, &scenario)); /* however long it goes on */
    }
}

/* All of its series, wherever they are named. */
static void each_series_has_to_be_there(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        bool plain, projects; /* in such a scenario */
    } cases[] = {{"of: adopters, at: final", true, true}, {"of: quality_mean, at: final", false, true},
        {"of: adopters / agents, at: final", true, true},
        {"of: adopters + ties + quality_mean, max: true", false, true},
        {"of: quality_mean + ties, max: true", false, true}, {"of: departures + adopters, max: true", false, false},
        {"of: adopters, at: final, over: [ties]", true, true},
        {"of: adopters, at: final, over: [projects_failed]", false, true},
        {"of: adopters, at: final, over: [ties, adopters, projects_failed]", false, true},
        {"of: adopters, at: final, over: [projects_failed, ties]", false, true},
        {"of: quality_mean, at: final, over: [ties]", false, true},
        {"of: adopters, at: final, over: [projects_failed, departures]", false, false}};
    const struct scenario plain = with(""), projects = with(PROJECTS);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct outcome *outcome = read_outcome(cases[i].item);
        if (outcome_in_force(outcome, &plain) != cases[i].plain) fail_msg("%s", cases[i].item);
        if (outcome_in_force(outcome, &projects) != cases[i].projects) fail_msg("%s", cases[i].item);
        assert_int_equal(outcome_lacks(outcome, &plain), EVENT_TABLE_COUNT); /* it is of no events */
        assert_int_equal(outcome_shown(outcome, &projects), cases[i].projects);
    }
}

/* The table itself, then whatever is behind a point, in what is taken as in what has to hold. A person's unit is no
 * event; nor is the number of what never happens. */
static void events_are_lacking_by_their_table(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        enum event_table plain, projects, told; /* what is lacking in such a scenario */
    } cases[] = {
        {"events: adoption, count: true", EVENT_TABLE_COUNT, EVENT_TABLE_COUNT, EVENT_TABLE_COUNT},
        {"events: project, count: true", EVENT_project, EVENT_TABLE_COUNT, EVENT_TABLE_COUNT},
        {"events: project, where: opportunity.step > 3, count: true", EVENT_project, EVENT_TABLE_COUNT,
            EVENT_TABLE_COUNT},
        {"events: adoption, of: project.members, max: true", EVENT_project, EVENT_TABLE_COUNT, EVENT_TABLE_COUNT},
        {"events: adoption, of: step + project.opportunity.step, max: true", EVENT_project, EVENT_TABLE_COUNT,
            EVENT_TABLE_COUNT},
        {"events: adoption, where: step > 3 and project.opportunity.step > 3, count: true", EVENT_project,
            EVENT_TABLE_COUNT, EVENT_TABLE_COUNT},
        {"events: adoption, where: project > 3, count: true", EVENT_TABLE_COUNT, EVENT_TABLE_COUNT, EVENT_TABLE_COUNT},
        {"events: adoption, of: learner.unit, max: true", EVENT_TABLE_COUNT, EVENT_TABLE_COUNT, EVENT_TABLE_COUNT},
        {"events: adoption, of: practice.quality, max: true", EVENT_TABLE_COUNT, EVENT_TABLE_COUNT, EVENT_TABLE_COUNT},
        {"events: telling, count: true", EVENT_telling, EVENT_telling, EVENT_TABLE_COUNT},
        {"events: telling, of: project.members, max: true", EVENT_telling, EVENT_telling, EVENT_TABLE_COUNT},
        {"events: turnover, count: true", EVENT_turnover, EVENT_turnover, EVENT_turnover},
    };
    const struct scenario plain = with(""), projects = with(PROJECTS);
    struct scenario told = with(PROJECTS " tell observe");
    told.observe.tellings = true;
    scenario_settle(&told);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct outcome *outcome = read_outcome(cases[i].item);
        const enum event_table plain_lacks = outcome_lacks(outcome, &plain),
                               projects_lack = outcome_lacks(outcome, &projects),
                               told_lacks = outcome_lacks(outcome, &told);
        if (plain_lacks != cases[i].plain || projects_lack != cases[i].projects || told_lacks != cases[i].told)
            fail_msg("%s: %d, %d, %d", cases[i].item, (int)plain_lacks, (int)projects_lack, (int)told_lacks);
        assert_int_equal(outcome_in_force(outcome, &plain), plain_lacks == EVENT_TABLE_COUNT);
        assert_int_equal(outcome_shown(outcome, &projects), projects_lack == EVENT_TABLE_COUNT);
    }
}

/* ---- why there is no number ---- */

/* The first reason that there is, in this order. */
static void a_gap_has_one_reason(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        bool shown;
        int64_t ended;
        enum outcome_gap gap;
    } cases[] = {
        {"of: adopters, at: 9, over: [ties]", false, 3, GAP_NOT_IN_FORCE},
        {"of: adopters, at: 9, over: [ties]", true, 8, GAP_ENDED_BEFORE},
        {"of: adopters, at: 9, over: [ties]", true, 9, GAP_OVER_NOTHING},
        {"of: adopters, at: 9, over: [ties]", true, -1, GAP_OVER_NOTHING},
        {"of: adopters, at: 9", true, -1, GAP_NO_NUMBER},
        {"of: adopters, at: 9", true, 0, GAP_ENDED_BEFORE},
        {"of: adopters / ties, at: 9", true, -1, GAP_OVER_NOTHING},
        {"of: adopters - ties, at: 9", true, -1, GAP_NO_NUMBER},
        {"of: adopters, increase: [2, 9]", true, 8, GAP_ENDED_BEFORE},
        {"of: adopters, mean: [2, 9]", true, 1, GAP_ENDED_BEFORE},
        {"of: adopters, mean: [2, 9]", true, 2, GAP_NO_NUMBER},
        {"of: adopters, at: final", true, 0, GAP_NO_NUMBER},
        {"of: adopters, reaches: 5", true, 0, GAP_NEVER_REACHED},
        {"of: adopters / ties, reaches: 5", true, -1, GAP_NEVER_REACHED},
        {"of: adopters / ties, ends_at_least: 5", true, -1, GAP_OVER_NOTHING},
        {"events: adoption, of: step, place: 5", true, -1, GAP_NEVER_REACHED},
        {"events: adoption, of: step, place: 5", false, -1, GAP_NOT_IN_FORCE},
        {"events: adoption, of: step, first: true", true, -1, GAP_NO_EVENT},
        {"events: adoption, of: step / practice, mean: true", true, -1, GAP_NO_EVENT},
        {"events: adoption, of: step / practice, total: true", true, -1, GAP_NO_NUMBER},
        {"events: adoption, count: [5, 9]", true, 4, GAP_ENDED_BEFORE},
        {"events: adoption, count: [5, 9]", true, 5, GAP_NO_NUMBER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const enum outcome_gap gap = outcome_gap(read_outcome(cases[i].item), cases[i].shown, cases[i].ended);
        if (gap != cases[i].gap) fail_msg("%s, %d: %s", cases[i].item, (int)cases[i].ended, gap_names[gap]);
    }
}

/* Names are what a program asks for, sentences what people read. */
static void every_reason_has_its_words(void **state)
{
    (void)state;
    static const char *const names[GAP_KINDS] = {
        "not_in_force", "ended_before", "never_reached", "over_nothing", "no_number", "no_event"};
    for (int gap = 0; gap < GAP_KINDS; gap++) {
        assert_string_equal(gap_names[gap], names[gap]);
        assert_true(strlen(gap_sentences[gap]) > 8 && strchr(gap_sentences[gap], ' '));
        for (int other = 0; other < gap; other++) assert_string_not_equal(gap_sentences[gap], gap_sentences[other]);
    }
}

/* ---- what can never be ---- */

/* Beyond what the series can be; at its border it can be met. Of an expression nobody knows. */
static void what_no_series_can_be_is_vain(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        bool vain;
    } cases[] = {
        {"of: quality_mean, reaches: 1", false},
        {"of: quality_mean, reaches: 1.001", true},
        {"of: quality_mean, reaches: -5", false},
        {"of: quality_mean, ends_at_least: 1.001", true},
        {"of: quality_mean, ends_at_least: 1", false},
        {"of: quality_mean, ends_at_most: 0", false},
        {"of: quality_mean, ends_at_most: -0.001", true},
        {"of: quality_mean, ends_at_most: 7", false},
        {"of: quality_mean, at: final", false},
        {"of: quality_mean, quantile: 1", false},
        {"of: similarity_mean, ends_at_most: -3", false},
        {"of: ties, reaches: 1e300", false},
        {"of: ties, ends_at_most: -1", true},
        {"of: ties, reaches: 2, fraction_of: agents", false},
        {"of: adopters, reaches: 1e9", false},
        {"of: adopters, reaches: 1, fraction_of: agents", false},
        {"of: adopters, reaches: 1.5, fraction_of: agents", true},
        {"of: adopters, ends_at_least: 1.5, fraction_of: agents", true},
        {"of: adopters, ends_at_most: -0.5, fraction_of: agents", true},
        {"of: quality_mean, reaches: 1.5, fraction_of: agents", false},
        {"of: quality_mean, reaches: 0.5, fraction_of: 3", true},
        {"of: quality_mean + 0, reaches: 5", false},
        {"of: 'most_used_fraction[1]', reaches: 5", false},
        {"events: adoption, of: step, place: 900", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (outcome_is_vain(read_outcome(cases[i].item)) != cases[i].vain) fail_msg("%s", cases[i].item);
}

/* What is 0 where there was nothing, in those that go by all rows. */
static void zeros_of_nothing_are_counted_in_some(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        bool counts;
    } cases[] = {{"of: success_fraction, mean: true", true}, {"of: success_fraction, min: true", true},
        {"of: success_fraction, quantile: 0.5", true}, {"of: success_fraction, max: true", false},
        {"of: success_fraction, total: true", false}, {"of: success_fraction, at: final", false},
        {"of: success_fraction, reaches: 0.5", false}, {"of: quality_mean, mean: true", false},
        {"of: quality_mean + success_fraction, mean: true", true},
        {"of: success_fraction + quality_mean, mean: true", true}, {"of: quality_mean + adopters, mean: true", false},
        {"events: adoption, of: step, mean: true", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (outcome_counts_none(read_outcome(cases[i].item)) != cases[i].counts) fail_msg("%s", cases[i].item);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_has_to_come_to_a_step),
        cmocka_unit_test(each_series_has_to_be_there),
        cmocka_unit_test(events_are_lacking_by_their_table),
        cmocka_unit_test(a_gap_has_one_reason),
        cmocka_unit_test(every_reason_has_its_words),
        cmocka_unit_test(what_no_series_can_be_is_vain),
        cmocka_unit_test(zeros_of_nothing_are_counted_in_some),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
