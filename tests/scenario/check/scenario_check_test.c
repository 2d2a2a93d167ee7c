/* The verdict on a scenario: the first rule that is broken, who is to blame, and what interventions leave behind. */
#include "scenario/check/scenario_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/settings.h"

static void what_is_measured_in_rows_comes_in_rows(void **state)
{
    (void)state;
    static const char *const fine[][SETTINGS_MOST] = {
        {"observe.every=1e6", "observe.snapshots"},
        {"observe.every=4", "observe.structure.every=8"},
        {"observe.every=4", "observe.structure.every=4"},
        {"observe.every=4", "observe.snapshots.every=5"},
    };
    static const struct refusal cases[] = {
        {{"observe.every=5", "observe.structure"}, "observe.structure.every",
            "52 must be a multiple of observe.every: it is measured in rows of the time series"},
        {{"observe.every=8", "observe.structure.every=4"}, "observe.structure.every",
            "4 must be a multiple of observe.every: it is measured in rows of the time series"},
    };
    assert_all_pass(COUNT_OF(fine), fine);
    assert_all_refused(COUNT_OF(cases), cases);
}

/* Of two numbers out of order the one to blame is that which somebody wrote; if both or none are, the first. */
static void what_somebody_wrote_is_to_blame(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"people.skills_per_person=17"}, "people.skills_per_person", "17 must be at most people.skills, which is 16"},
        {{"people.skills=3"}, "people.skills", "3 must be at least people.skills_per_person, which is 4"},
        {{"people.skills=3", "people.skills_per_person=4"}, "people.skills_per_person",
            "4 must be at most people.skills, which is 3"},
        {{"landscape.interactions=12"}, "landscape.interactions", "12 must be below landscape.bits, which is 12"},
        {{"landscape.bits=3"}, "landscape.bits", "3 must be above landscape.interactions, which is 3"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

/* On who is tied to whom, on people, on the organisation, on practices, on what is given. */
static void the_first_rule_that_is_broken_is_the_verdict(void **state)
{
    (void)state;
    static const char *const broken[] = {"network.units=1001", "people.skills=3", "rollout.domain=1",
        "landscape.turbulence=0.5", "observe.structure.every=3", "opportunities.arrivals=step,size;1,4"};
    static const char *const culprits[] = {"network.units", "people.skills", "rollout.domain", "landscape.turbulence",
        "observe.structure.every", "opportunities.arrivals"};
    for (size_t first = 0; first < COUNT_OF(broken); first++) {
        const char *settings[SETTINGS_MOST] = {"observe.every=2", "opportunities.skills_needed=0"};
        for (size_t i = COUNT_OF(broken); i > first; i--) settings[2 + COUNT_OF(broken) - i] = broken[i - 1];
        struct scenario scenario = scenario_of(settings);
        const char *culprit = NULL;
        assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_INPUT);
        assert_string_equal(culprit, culprits[first]);
    }
}

/* A value that is very long is cut, so that the reason is still read. */
static void a_long_value_leaves_room_for_the_reason(void **state)
{
    (void)state;
    static const struct refusal cases[] = {{{"without.people=1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, "
                                             "17, 18, 19, 20, 21, x"},
        "without.people",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 2... must be whole numbers, as 12, 40"}};
    assert_all_refused(COUNT_OF(cases), cases);
}

/* `item`: which of the changes is to blame, from 1. */
static const char *culprit_of(const char *interventions, int64_t *item, struct message *message)
{
    char setting[256];
    const char *culprit = "nobody";
    snprintf(setting, sizeof setting, "interventions=%s", interventions);
    struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){"adoption.rule=threshold",
        "adoption.accept.threshold=0.5", "communities", "landscape", "contacts.begun_per_tie=1", setting});
    scenario.communities.present = false; /* a section that is not there, and of which a change is told */
    scenario_settle(&scenario);
    const enum status status = scenario_check_item(&scenario, &culprit, item, message);
    assert_int_equal(status, culprit ? STATUS_INPUT : STATUS_OK);
    return culprit ? culprit : "";
}

/* The changes of one step are made together, step by step, whatever order they are written in. */
static void what_every_step_leaves_behind_must_be_possible(void **state)
{
    (void)state;
    static const struct {
        const char *interventions, *message;
    } cases[] = {
        {"{}", ""},
        {"{9 adoption.accept.threshold: 1}", ""},
        {"{9 adoption.accept.threshold: 1.5}",
            "interventions: from step 9 on adoption.accept.threshold: 1.5 must be a share, at most 1, or "
            "adoption.accept.measure must be count"},
        {"{9 adoption.accept.threshold: 0.2, 4 adoption.accept.threshold: 1.5}",
            "interventions: from step 4 on adoption.accept.threshold: 1.5 must be a share, at most 1, or "
            "adoption.accept.measure must be count"},
        {"{7 contacts.begun_per_tie: 2, 7 adoption.accept.threshold: 3, 8 adoption.accept.threshold: 0}",
            "interventions: from step 7 on adoption.accept.threshold: 3 must be a share, at most 1, or "
            "adoption.accept.measure must be count"},
        {"{7 contacts.begun_per_tie: -0.5}",
            "interventions: from step 7 on contacts.begun_per_tie: -0.5 must be at least 0, or -1: as many as hold a "
            "tie at the trust of the start"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct message message = {""};
        int64_t item;
        assert_string_equal(
            culprit_of(cases[i].interventions, &item, &message), *cases[i].message ? "interventions" : "");
        assert_string_equal(message.text, cases[i].message);
    }
}

/* What only the second change of a step makes possible is possible: nothing runs between the two. */
static void two_changes_of_a_step_may_need_each_other(void **state)
{
    (void)state;
    static const char *const fine[][SETTINGS_MOST] = {
        {"communities", "landscape", "adoption",
            "interventions={5 communities.core_load: 0.01, 5 communities.engaged_load: 0.01, 5 "
            "communities.interested_load: 0.01}"},
        {"communities", "landscape", "adoption",
            "interventions={5 communities.engaged_load: 0.5, 5 communities.core_load: 0.5}"},
    };
    static const struct refusal cases[] = {{{"communities", "landscape", "adoption",
                                                "interventions={5 communities.engaged_load: 0.5, 6 "
                                                "communities.core_load: 0.5}"},
        "interventions",
        "from step 5 on communities.engaged_load: 0.5 must be at most communities.core_load, which is 0.1"}};
    assert_all_pass(COUNT_OF(fine), fine);
    assert_all_refused(COUNT_OF(cases), cases);
}

/* Of a list the item that is wrong: of changes that of the parameter to blame, the last of it in its step, or else the
 * first of the step; counted as they are written. */
static void the_item_to_blame_is_told(void **state)
{
    (void)state;
#define CORE "communities", "landscape", "adoption"
#define DOSE "adoption.rule=voter", "adoption.accept.by=dose", "adoption.accept.measure=count"
    static const struct {
        const char *settings[SETTINGS_MOST], *culprit;
        int64_t item;
    } cases[] = {
        {{"adoption.rule=contact", "start.users=1"}, NULL, 0},
        {{"landscape.bits=3"}, "landscape.bits", 0},
        {{"landscape.normalised=true", "landscape.context_weight=0.5"}, "landscape.normalised", 0},
        {{DOSE, "adoption.accept.dose={2: 0.1, 1: 0.4}"}, "adoption.accept.dose", 2},
        {{DOSE, "adoption.accept.dose={some: 0.1, 1: 0.4}"}, "adoption.accept.dose", 1},
        {{DOSE, "adoption.accept.dose={1: 0.1, 2: 0.2, 2.0: 0.4}"}, "adoption.accept.dose", 3},
        {{CORE, "interventions={5 communities.engaged_load: 0.5}"}, "interventions", 1},
        {{CORE, "interventions={9 communities.fatigue: 0.5, 5 communities.engaged_load: 0.5}"}, "interventions", 2},
        {{CORE, "interventions={5 communities.fatigue: 0.5, 5 communities.engaged_load: 0.5}"}, "interventions", 2},
        {{CORE, "interventions={5 communities.fatigue: 0.5, 5 communities.core_load: 0.01}"}, "interventions", 1},
        {{CORE,
             "interventions={4 communities.fatigue: 0.1, 5 communities.core_load: 0.01, 5 communities.fatigue: 0.2}"},
            "interventions", 2},
        {{CORE, "interventions={7 communities.core_load: 0.6, 6 communities.engaged_load: 0.5}"}, "interventions", 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scenario scenario = scenario_of(cases[i].settings);
        const char *culprit = "nobody";
        int64_t item = 77;
        struct message message = {""};
        const enum status status = scenario_check_item(&scenario, &culprit, &item, &message);
        if (status != (cases[i].culprit ? STATUS_INPUT : STATUS_OK) || item != cases[i].item)
            fail_msg("case %zu: item %d: %s", i, (int)item, message.text);
        if (cases[i].culprit)
            assert_string_equal(culprit, cases[i].culprit);
        else
            assert_null(culprit);
    }
}

/* People by their numbers, of as many as there are. */
static void whoever_is_named_is_there(void **state)
{
    (void)state;
    static const struct {
        const char *people;
        int64_t agents;
        const char *culprit;
    } cases[] = {{"2", 3, NULL}, {"2", 2, "without.people"}, {"0, 1, 2", 3, NULL}, {"3, 0", 3, "without.people"},
        {"0", 1, NULL}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char setting[64];
        snprintf(setting, sizeof setting, "without.people=%s", cases[i].people);
        struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){"network.agents=9", setting});
        const struct names_there there = {.agents = cases[i].agents};
        const char *culprit = "nobody";
        struct message message = {""};
        const enum status status = scenario_check_named(&scenario, &there, &culprit, &message);
        assert_int_equal(status, cases[i].culprit ? STATUS_INPUT : STATUS_OK);
        if (cases[i].culprit)
            assert_string_equal(culprit, cases[i].culprit);
        else
            assert_null(culprit);
    }
}

static void a_change_of_what_is_absent_is_refused(void **state)
{
    (void)state;
    struct message message = {""};
    int64_t item = 0;
    assert_string_equal(culprit_of("{9 communities.fatigue: 0.5}", &item, &message), "interventions");
    assert_int_equal(item, 1);
    assert_string_equal(
        culprit_of("{9 adoption.accept.threshold: 0.2, 3 communities.fatigue: 0.5}", &item, &message), "interventions");
    assert_int_equal(item, 2);
    assert_non_null(strstr(message.text, "the section 'communities' is absent"));
}

/* Values that stand in a section that is not in force are never wrong. */
static void what_is_not_in_force_is_never_wrong(void **state)
{
    (void)state;
    static const char *const sections[] = {"landscape.bits=3", "opportunities.skills_needed=17", "rollout.domain=9",
        "observe.structure.every=7", "influence.trait=breadth", "without.people=x", "stances.initial_stuck=0.9"};
    struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){"observe.every=2"});
    const char *culprit;
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        char path[PARAMETER_PATH];
        snprintf(path, sizeof path, "%.*s", (int)strcspn(sections[i], "="), sections[i]);
        const struct parameter *parameter = parameter_find(path);
        assert_int_equal(parameter_set(&scenario, parameter, strchr(sections[i], '=') + 1, NULL), STATUS_OK);
        assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_INPUT);
        *(bool *)((char *)&scenario + parameter->section->present_offset) = false;
        assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_OK);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_measured_in_rows_comes_in_rows),
        cmocka_unit_test(what_somebody_wrote_is_to_blame),
        cmocka_unit_test(the_first_rule_that_is_broken_is_the_verdict),
        cmocka_unit_test(a_long_value_leaves_room_for_the_reason),
        cmocka_unit_test(what_every_step_leaves_behind_must_be_possible),
        cmocka_unit_test(two_changes_of_a_step_may_need_each_other),
        cmocka_unit_test(the_item_to_blame_is_told),
        cmocka_unit_test(whoever_is_named_is_there),
        cmocka_unit_test(a_change_of_what_is_absent_is_refused),
        cmocka_unit_test(what_is_not_in_force_is_never_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
