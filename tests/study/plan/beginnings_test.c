/* Beginnings: which runs have one in common, in what order they are, and what that saves. */
#include "study/plan/beginnings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

#define LATER BASE "branch_step: 11\n"
#define TWO "conditions: {a: {}, b: {start.users: 4}}\n"

static void assert_beginnings(const char *text, int64_t count, int64_t runs_of_one, int64_t apart, int64_t shared)
{
    struct study study = read_fine(text);
    int64_t seen = 0;
    assert_int_equal(beginning_count(&study), count);
    for (int64_t b = 0; b < count; b++) {
        assert_int_equal(beginning_runs(&study, b), runs_of_one);
        for (int64_t i = 0; i < runs_of_one; i++) {
            int64_t run = beginning_run(&study, b, i), first = beginning_run(&study, b, 0);
            struct study_run at = study_run(&study, run), with = study_run(&study, first);
            assert_int_equal(beginning_of(&study, run), b);
            assert_true(at.seed == with.seed && at.replicate == with.replicate);
            assert_ptr_equal(study_condition(&study, at.configuration), study_condition(&study, with.configuration));
            seen += run;
        }
    }
    assert_int_equal(seen, study_runs(&study) * (study_runs(&study) - 1) / 2); /* each of them once */
    assert_int_equal(beginning_steps(&study).apart, apart);
    assert_int_equal(beginning_steps(&study).shared, shared);
    study_free(&study);
}

static void runs_of_a_condition_and_replicate_have_one(void **state)
{
    (void)state;
    assert_beginnings(LATER "vary: {adoption.accept.beta: [0.1, 0.2, 0.4]}\nreplicates: 5\n", 5, 3, 300, 200);
    assert_beginnings(LATER TWO "vary: {adoption.accept.beta: [0.1, 0.2, 0.4]}\nreplicates: 5\n", 10, 3, 600, 400);
}

static void without_branches_each_is_by_itself(void **state)
{
    (void)state;
    assert_beginnings(BASE TWO "vary: {adoption.accept.beta: [0.1, 0.4]}\nreplicates: 2\n", 8, 1, 160, 160);
    assert_beginnings(LATER TWO "vary: {adoption.accept.beta: [0.1, 0.4]}\nindependent_seeds: true\n", 4, 1, 80, 80);
    assert_beginnings(LATER TWO "vary: {adoption.accept.beta: [0.1, 0.4]}\nindependent_points: true\n", 4, 1, 80, 80);
    assert_beginnings(BASE "branch_step: 1\nvary: {adoption.accept.beta: [0.1, 0.4]}\nreplicates: 2\n", 4, 1, 80, 80);
}

/* What is dropped at times has its arrays from the start. */
static void a_mechanism_that_some_switch_on_is_another_beginning(void **state)
{
    (void)state;
    assert_beginnings(LATER "set: {adoption.drop.to: start}\nvary: {adoption.accept.beta: [0.1, 0.2], "
                            "adoption.drop.probability: [0, 0.1]}\n",
        2, 2, 80, 60);
    assert_beginnings(
        LATER "set: {adoption.drop.to: start}\nvary: {adoption.drop.probability: [0.1, 0.2]}\n", 1, 2, 40, 30);
}

/* It is the scenario with interventions, before and after those that it has; also where it is as in the base. */
static void what_varies_is_an_intervention(void **state)
{
    (void)state;
    struct study study = read_fine(LATER "set: {interventions: {5: {adoption.accept.beta: 0.1}, 15: "
                                         "{adoption.accept.beta: 0}}}\nvary: {adoption.accept.beta: [0.2, 0.4]}\n"
                                         "design: oat\n");
    struct scenario scenario;
    struct message message;
    for (int64_t configuration = 0; configuration < study_configurations(&study); configuration++) {
        assert_int_equal(study_scenario(&study, configuration, 1, &scenario, &message), STATUS_OK);
        assert_int_equal(scenario.run.interventions.count, 3);
        assert_true(scenario.accept.beta.start == 0.2);
        assert_int_equal(scenario.run.interventions.item[2].step, 11);
        assert_true(scenario.run.interventions.item[2].value == (configuration < 2 ? 0.2 : 0.4));
    }
    study_free(&study);
}

/* Also in the first step, though nothing is shared then: the base's value is the one at the start. */
static void what_varies_from_the_first_step_is_an_intervention_too(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "branch_step: 1\nvary: {adoption.accept.beta: [0.5, 0.25]}\n");
    struct scenario scenario;
    struct message message;
    for (int64_t configuration = 0; configuration < 2; configuration++) {
        assert_int_equal(study_scenario(&study, configuration, 1, &scenario, &message), STATUS_OK);
        assert_true(scenario.accept.beta.start == 0.2);
        assert_int_equal(scenario.run.interventions.count, 1);
        assert_int_equal(scenario.run.interventions.item[0].step, 1);
        assert_true(scenario.run.interventions.item[0].value == (configuration == 0 ? 0.5 : 0.25));
        assert_int_equal(beginning_run(&study, configuration, 0), configuration);
    }
    study_free(&study);
}

/* A condition may take out what varies, and then nothing of it changes. */
static void what_a_condition_takes_out_does_not_change(void **state)
{
    (void)state;
    struct study study =
        read_fine("selforg: 2\nscenario: {steps: 20, network: {agents: 40}, landscape: {}, opportunities: "
                  "{}, projects: {}, debrief: {}, adoption: {}}\n"
                  "conditions: {with: {}, without: {debrief: absent}}\nbranch_step: 11\n"
                  "vary: {debrief.depth: [0.1, 1], team.walk_in_probability: [0.2, 0.5]}\n");
    struct scenario scenario;
    struct message message;
    for (int64_t configuration = 0; configuration < 8; configuration++) {
        assert_int_equal(study_scenario(&study, configuration, 1, &scenario, &message), STATUS_OK);
        assert_int_equal(scenario.run.interventions.count, configuration % 2 == 0 ? 2 : 1);
    }
    study_free(&study);
}

static void mistakes_are_told(void **state)
{
    (void)state;
    refuse(
        LATER, "study.yaml:8:14: branch_step: has no effect, as nothing varies; conditions are so from the start on");
    refuse(LATER "vary: {network.mean_degree: [4, 6]}\n",
        "study.yaml:9:8: branch_step: network.mean_degree cannot change in a run: people, ties and landscapes are made "
        "once, before the first step; what can are the rates, shares and amounts of mechanisms");
    refuse(BASE "branch_step: 21\nvary: {adoption.accept.beta: [0.1, 0.4]}\n",
        "study.yaml:8:14: configuration 0 (adoption.accept.beta 0.1): branch_step: 21 comes after the last step, 20");
    refuse(BASE "branch_step: 0\nvary: {adoption.accept.beta: [0.1, 0.4]}\n",
        "study.yaml:8:14: branch_step: '0' is too small; it must be a whole number from 1 to 2147483647");
    refuse(LATER "set: {interventions: {11: {adoption.accept.beta: 0}}}\nvary: {adoption.accept.beta: [0.1, 0.4]}\n",
        "study.yaml:8:14: configuration 0 (adoption.accept.beta 0.1): interventions: step 11: adoption.accept.beta is "
        "there "
        "twice");
    refuse(LATER "vary: {adoption.accept.cost: [0.1, 0.4]}\n",
        "study.yaml:9:8: adoption.accept.cost: 0.4 has no effect: adoption.choose.from is seen "
        "(adoption.rule is contact): nothing is weighed; with mind it is used");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_of_a_condition_and_replicate_have_one),
        cmocka_unit_test(without_branches_each_is_by_itself),
        cmocka_unit_test(a_mechanism_that_some_switch_on_is_another_beginning),
        cmocka_unit_test(what_varies_is_an_intervention),
        cmocka_unit_test(what_varies_from_the_first_step_is_an_intervention_too),
        cmocka_unit_test(what_a_condition_takes_out_does_not_change),
        cmocka_unit_test(mistakes_are_told),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
