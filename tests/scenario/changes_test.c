/* Interventions: what may change in a run, and that it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scenario/changes.h"
#include "scenario/check/scenario_check.h"

static enum status set(struct scenario *scenario, const char *at, struct message *message)
{
    *scenario = scenario_default;
    section_set_present(scenario, section_find("landscape"));
    section_set_present(scenario, section_find("adoption"));
    return parameter_set(scenario, parameter_find("interventions"), at, message);
}

static struct scenario scenario_with(const char *at)
{
    struct scenario scenario;
    struct message message = {""};
    if (set(&scenario, at, &message) != STATUS_OK) fail_msg("%s", message.text);
    scenario_settle(&scenario);
    return scenario;
}

static void what_may_change_changes_in_its_step(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_with("{30 adoption.accept.cost: 0.4, 31 adoption.accept.cost: 0.1, 30 adoption.drop.probability: 1}");
    const char *culprit;
    assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_OK);
    struct rates rates = rates_at_start(&scenario);
    rates_change(&rates, &scenario, 29);
    assert_true(rates.accept.cost == scenario_default.accept.cost.start);
    rates_change(&rates, &scenario, 30);
    assert_true(rates.accept.cost == 0.4 && rates.drop.probability == 1);
    rates_change(&rates, &scenario, 31);
    assert_true(rates.accept.cost == 0.1 && rates.drop.probability == 1);
}

static void the_least_and_the_most_of_a_rate_are_known_beforehand(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_with("{31 adoption.accept.cost: 0.1, 30 adoption.accept.cost: 0.4, 9 adoption.drop.probability: 1}");
    assert_true(scenario.accept.cost.least == scenario_default.accept.cost.start);
    assert_true(scenario.accept.cost.most == 0.4);
    assert_true(scenario.drop.probability.least == 0 && scenario.drop.probability.most == 1);
    assert_true(scenario.accept.beta.least == scenario.accept.beta.most);
}

/* Whatever order they are written in, changes are made step by step, and each must leave something possible behind. */
static void what_a_change_leaves_behind_must_be_possible(void **state)
{
    (void)state;
    struct scenario scenario = scenario_with("{40 adoption.accept.threshold: 0.5, 30 adoption.accept.threshold: 7}");
    struct message message = {""};
    const char *culprit;
    scenario.adoption.rule = ADOPTION_THRESHOLD;
    scenario_settle(&scenario);
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
    assert_string_equal(culprit, "interventions");
    assert_non_null(
        strstr(message.text, "interventions: from step 30 on adoption.accept.threshold: 7 must be a share"));
}

static void what_cannot_change_is_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{adoption.accept.cost: 0.4}", "interventions: 'adoption.accept.cost' must be a step"},
        {"{0 adoption.accept.cost: 0.4}", "'0' must be a step, at least 1"},
        {"{1.5 adoption.accept.cost: 0.4}", "must be a step"},
        {"{0104 adoption.accept.cost: 0.4}",
            "with the keys that change in it; the step is a number that begins with a zero"},
        {"{9 adoption.coast: 0.4}",
            "interventions: step 9: adoption.coast: there is no such key; did you mean 'adoption.accept.cost'?"},
        {"{9 adoption.accept.cost: 2}",
            "interventions: step 9: adoption.accept.cost: '2' is too large; it must be a number from 0 to 1"},
        {"{9 adoption.accept.cost: 1, 9 adoption.accept.cost: 1}",
            "interventions: step 9: adoption.accept.cost is there twice"},
        {"{3000000000 adoption.accept.cost: 1}",
            "'3000000000' must be a step, at least 1, with the keys that change in it; the step is too large"},
        {"{\" 9\": {adoption.accept.cost: 1}}", "' 9 adoption.accept.cost' must be a step, at least 1"},
        {"{9 projects.load: 0.2}", "as the section 'projects' is absent"},
        {"{9 network.agents: 10}", "network.agents cannot change in a run: people, ties and landscapes are made once, "
                                   "before the first step; what can"},
        {"{9 adoption.look.telling_steps: 3}", "adoption.look.telling_steps cannot change in a run: by whole numbers "
                                               "of people, steps and things rooms"},
        {"{9 landscape.context_weight: 0.3}",
            "landscape.context_weight cannot change in a run: people, ties and landscapes are made once"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario;
        struct message message = {""};
        const char *culprit = "interventions";
        enum status status = set(&scenario, cases[i][0], &message);
        scenario_settle(&scenario);
        if (status == STATUS_OK) status = scenario_check(&scenario, &culprit, &message);
        assert_int_equal(status, STATUS_INPUT);
        assert_string_equal(culprit, "interventions");
        if (!strstr(message.text, cases[i][1])) fail_msg("\"%s\" does not say \"%s\"", message.text, cases[i][1]);
    }
}

/* As many as there can be are kept whole; to be looked at they are counted. */
static void a_long_list_is_kept_as_it_is(void **state)
{
    (void)state;
    struct scenario scenario = scenario_with("{}"), again;
    const struct parameter *interventions = parameter_interventions();
    struct message message = {""};
    char name[CHANGE_NAME], cut[PARAMETER_TEXT_LENGTH];
    for (int step = 1; step <= CHANGES_MOST; step++) {
        snprintf(name, sizeof name, "%d adoption.accept.cost", step);
        const char *cost = step % 2 ? "0.12345678901234568" : "1e-300";
        assert_int_equal(parameter_add_named(&scenario, interventions, name, cost, &message), STATUS_OK);
    }
    assert_int_equal(
        parameter_add_named(&scenario, interventions, "5000 adoption.accept.cost", "1", &message), STATUS_INPUT);
    assert_string_equal(message.text, "interventions: step 5000: there are more than 4096 changes");
    char *text = parameter_text(&scenario, interventions);
    assert_non_null(text);
    again = scenario_with(text);
    assert_memory_equal(&again.run.interventions, &scenario.run.interventions, sizeof again.run.interventions);
    free(text);
    parameter_print(&scenario, interventions, cut);
    assert_string_equal(cut, "4096 changes");
    assert_int_equal(set(&again, cut, &message), STATUS_INPUT);
}

static void what_is_printed_reads_back(void **state)
{
    (void)state;
    struct scenario scenario = scenario_with("{30 adoption.accept.cost: 0.4, 31 adoption.drop.probability: 1}"), again;
    char text[PARAMETER_TEXT_LENGTH];
    parameter_print(&scenario, parameter_find("interventions"), text);
    again = scenario_with(text);
    assert_memory_equal(&again.run.interventions, &scenario.run.interventions, sizeof again.run.interventions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_change_changes_in_its_step),
        cmocka_unit_test(the_least_and_the_most_of_a_rate_are_known_beforehand),
        cmocka_unit_test(what_a_change_leaves_behind_must_be_possible),
        cmocka_unit_test(what_cannot_change_is_refused),
        cmocka_unit_test(a_long_list_is_kept_as_it_is),
        cmocka_unit_test(what_is_printed_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
