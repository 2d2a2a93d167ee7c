/* Settings beside a scenario file, and what only the whole can show to be wrong: told with the place in the file. */
#include "io/scenario/scenario_file.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/scenario/scenario_texts.h"
#include "scenario/changes.h"

static void settings_are_told_from_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *setting, *message;
    } cases[] = {
        {"network.agents", "--set: 'network.agents' has no '='; it must be written section.key=value"},
        {"network.agnets=5", "--set: network.agnets: there is no such key; did you mean 'network.agents'?"},
        {"=5", "--set: '=5' names no key; it must be written section.key=value"},
        {"network=5",
            "--set: network: this is a section; its keys are set one by one, as network.KEY=VALUE; {} puts it "
            "in, absent takes it out"},
        {"network=absent", "--set: network: this section is always there"},
        {"team=absent", "--set: team: this section is always there where 'projects' is, which can be absent"},
        {"interventions={5: {tell.probability: 0}", "--set: interventions: '{5: {tell.probability: 0}' is without its "
                                                    "closing brace; it must be steps with what changes in them, as "
                                                    "{104: {tell.probability: 0}}, or the name of a "
                                                    "table, as weekly.csv"},
        {"interventions={5: {6: {tell.probability: 0}}}",
            "--set: interventions: step 5: 6: there is no such key; `selforg describe parameters` lists them all"},
        {"interventions={5: {}}", "--set: interventions: step 5 has no key, and so changes nothing"},
        {"interventions={5: {opportunities.regular: true}}",
            "--set: interventions: step 5: opportunities.regular cannot change in a run: it says how the model is "
            "put together; an amount of 0 switches a mechanism off; what can are the rates, shares and amounts of "
            "mechanisms"},
        {"interventions={5: {tell.probability: 1e-400}}",
            "--set: interventions: step 5: tell.probability: '1e-400' is too small to be represented; it must be a "
            "number from 0 to 1"},
        {"network.agents=1.5",
            "--set: network.agents: '1.5' is not whole; it must be a whole number from 1 to 100000000"},
        {"network.agents= 5",
            "--set: network.agents: ' 5' is no number; it must be a whole number from 1 to 100000000"},
    };
    struct read read = read_text("selforg: 2\n");
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(scenario_set(cases[i].setting, &read.scenario, &read.places, &read.message), STATUS_INPUT);
        assert_string_equal(read.message.text, cases[i].message);
    }
    assert_int_equal(scenario_set("title=a=b", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_string_equal(read.scenario.run.title, "a=b");
    assert_int_equal(scenario_set("seed=5", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_int_equal(scenario_set("seed=6", &read.scenario, &read.places, &read.message), STATUS_INPUT);
    assert_string_equal(read.message.text, "--set: seed: '6', but --set says '5' already");
    assert_int_equal(scenario_set_option("seed", "4", &read.scenario, &read.places, &read.message), STATUS_INPUT);
    assert_string_equal(read.message.text, "--seed: '4', but --set says '5' already");
    assert_int_equal(read.scenario.run.seed, 5);
}

static void interventions_are_set_as_a_file_has_them(void **state)
{
    (void)state;
    struct read read = read_text("selforg: 2\nprojects:\ntell:\ninterventions: {7: {tell.probability: 1}}\n");
    assert_int_equal(
        scenario_set("interventions={104: {tell.probability: 0, debrief.depth: 1}, 208: {tell.probability: "
                     "0.3}, 300 tell.probability: 0.4}",
            &read.scenario, &read.places, &read.message),
        STATUS_OK);
    static const char *const names[] = {
        "104 tell.probability", "104 debrief.depth", "208 tell.probability", "300 tell.probability"};
    assert_int_equal(read.scenario.run.interventions.count, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        char name[CHANGE_NAME];
        change_print_name(&read.scenario.run.interventions, (int64_t)i, name);
        assert_string_equal(name, names[i]);
    }
    assert_true(read.scenario.run.interventions.item[2].value == 0.3);
    read = read_text("selforg: 2\nprojects:\ntell:\ninterventions: {7: {tell.probability: 1}}\n");
    assert_int_equal(scenario_set("interventions={}", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_int_equal(read.scenario.run.interventions.count, 0);
}

/* What is taken out is as if it had never been written, and is complained of no more. */
static void sections_are_put_in_and_taken_out(void **state)
{
    (void)state;
    struct read read = read_text("selforg: 2\nadoption: {look: {telling_steps: 9}}\ndebrief: {depth: 1}\n");
    assert_int_equal(scenario_set("debrief=absent", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_int_equal(scenario_set("adoption=absent", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_false(read.scenario.debrief.present || read.scenario.adoption.present);
    assert_int_equal(read.scenario.look.telling_steps, scenario_default.look.telling_steps);
    assert_int_equal(scenario_finish(&read.scenario, &read.places, &read.message), STATUS_OK);
    read = read_text("selforg: 2\nadoption: {}\n");
    assert_int_equal(scenario_set("debrief={}", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_true(
        read.scenario.debrief.present && read.scenario.debrief.depth.start == scenario_default.debrief.depth.start);
    assert_int_equal(scenario_finish(&read.scenario, &read.places, &read.message), STATUS_INPUT);
    assert_string_equal(read.message.text,
        "--set: debrief: needs the section 'projects', which is absent (`projects: {}` puts it there)");
}

/* The command line says one thing, in whatever order. */
static void what_contradicts_another_setting_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *first, *second, *message;
    } cases[] = {
        {"debrief.depth=1", "debrief=absent", "debrief: 'absent', but --set says 'debrief.depth' already"},
        {"debrief={}", "debrief=absent", "debrief: 'absent', but --set says 'debrief={}' already"},
        {"debrief=absent", "debrief={}", "debrief: '{}', but --set says 'debrief=absent' already"},
        {"debrief=absent", "debrief.depth=1", "debrief.depth: '1', but --set says 'debrief=absent' already"},
        {"adoption.look.telling_steps=9", "adoption=absent",
            "adoption: 'absent', but --set says 'adoption.look.telling_steps' already"},
        {"adoption=absent", "adoption.look.telling_steps=9",
            "adoption.look.telling_steps: '9', but --set says 'adoption=absent' already"},
        {"observe.structure=absent", "observe.structure.every=9",
            "observe.structure.every: '9', but --set says 'observe.structure=absent' already"},
        {"steps=05", NULL,
            "steps: '05' is a number that begins with a zero, and so one of base 8 to some; leave the zero out; it "
            "must be a whole number from 1 to 10000000"},
        {"debrief.depth=00.5", NULL,
            "debrief.depth: '00.5' is a number that begins with a zero, and so one of base 8 to some; leave the zero "
            "out; it must be a number from 0 to 1"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct read read = read_text("selforg: 2\nadoption: {}\ndebrief: {}\nobserve: {structure: {}}\n");
        const char *last = cases[i].second ? cases[i].second : cases[i].first;
        if (cases[i].second)
            assert_int_equal(scenario_set(cases[i].first, &read.scenario, &read.places, &read.message), STATUS_OK);
        assert_int_equal(scenario_set(last, &read.scenario, &read.places, &read.message), STATUS_INPUT);
        assert_string_equal(read.message.text + strlen("--set: "), cases[i].message);
    }
    struct read read = read_text("selforg: 2\n");
    assert_int_equal(scenario_set("debrief.depth=1", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_int_equal(scenario_set("debrief={}", &read.scenario, &read.places, &read.message), STATUS_OK);
    assert_int_equal(scenario_set("adoption=absent", &read.scenario, &read.places, &read.message), STATUS_OK);
}

static void an_impossible_combination_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *setting, *message;
    } cases[] = {
        {"selforg: 2\nnetwork:\n  units: 2000\n", NULL,
            "s.yaml:3:3: network.units: 2000 must be at most network.agents, which is 1000"},
        {"selforg: 2\nnetwork:\n  units: 2\n", "network.units=2000",
            "--set: network.units: 2000 must be at most network.agents, which is 1000"},
        {"selforg: 2\nnetwork:\n  units: 20\n", "network.agents=10",
            "s.yaml:3:3: network.units: 20 must be at most network.agents, which is 10"},
        {"selforg: 2\nnetwork: {kind: degrees, degrees: {2: 0}}\n", NULL,
            "s.yaml:2:26: network.degrees: {\"2\": 0} has no share above 0: nobody would have any of these numbers of "
            "ties"},
        {"selforg: 2\nnetwork: {kind: degrees}\n", NULL,
            "s.yaml:2:11: network.kind: degrees needs network.degrees, such as {2: 0.5, 6: 0.5}"},
        {"selforg: 2\nopportunities: {}\nlandscape: {}\nprojects: {}\ncontacts: {}\n", NULL,
            "s.yaml:5:1: default: contacts.begun_per_tie: -1 stands for renew.trust_decay T / (2 trust_shift (1 - T)), "
            "T "
            "being people.trust; here that is 0, and must be above 0 and at most 1000: give a number, or change these "
            "(the section 'renew' is absent)"},
        {"selforg: 2\nopportunities: {}\nlandscape: {}\nprojects: {}\ncontacts: {}\nrenew: {trust_decay: 0}\n", NULL,
            "s.yaml:5:1: default: contacts.begun_per_tie: -1 stands for renew.trust_decay T / (2 trust_shift (1 - T)), "
            "T "
            "being people.trust; here that is 0, and must be above 0 and at most 1000: give a number, or change these"},
        {"selforg: 2\nprojects:\nlandscape:\nopportunities:\nteam: {max: 5}\n", NULL,
            "s.yaml:5:8: team.max: 5 must be at least team.min, which is 6"},
        {"selforg: 2\nteam: {max: 5}\n", NULL,
            "s.yaml:2:1: team: needs the section 'projects', which is absent (`projects: {}` puts it there)"},
        {"selforg: 2\n", "debrief.depth=1",
            "--set: debrief: needs the section 'projects', which is absent (`projects: {}` puts it there)"},
        {"selforg: 2\nadoption:\n", NULL,
            "s.yaml:2:1: default: adoption.rule: evidence needs the section 'landscape': "
            "without one no practice has a quality"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct read read = read_text(cases[i].text);
        if (cases[i].setting)
            assert_int_equal(scenario_set(cases[i].setting, &read.scenario, &read.places, &read.message), STATUS_OK);
        assert_int_equal(scenario_finish(&read.scenario, &read.places, &read.message), STATUS_INPUT);
        assert_string_equal(read.message.text, cases[i].message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_told_from_the_file),
        cmocka_unit_test(interventions_are_set_as_a_file_has_them),
        cmocka_unit_test(sections_are_put_in_and_taken_out),
        cmocka_unit_test(what_contradicts_another_setting_is_refused),
        cmocka_unit_test(an_impossible_combination_is_told_with_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
