/* People, and what they do together: skills, teams, stances and contacts that can be, and who is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/settings.h"

#define WORK "projects", "opportunities", "landscape"
#define ASSEMBLY WORK, "team.rule=assembly"

static void what_can_be_done_together_passes(void **state)
{
    (void)state;
    static const char *const cases[][SETTINGS_MOST] = {
        {"opportunities"},
        {"people.skills=4"},
        {"opportunities.skills_needed=16"},
        {"people.passion_mean=1"},
        {"people.passion_mean=0.5", "people.passion_sd=0.5"},
        {WORK, "debrief", "closeness", "tell", "adoption", "renew"},
        {WORK, "team.min=8"},
        {WORK, "network.agents=6", "network.mean_degree=2"},
        {ASSEMBLY, "team.min=9"},
        {ASSEMBLY, "network.agents=8", "network.mean_degree=2"},
        {WORK, "network.kind=file", "network.edges=e.csv", "network.agents=1"},
        {WORK, "team.sizes={1: 0.5, 8: 0}"},
        {WORK, "team.sizes={4: 2, 6: 1}", "team.sizes_in_turn=true"},
        {"tell.who=users", "landscape", "adoption"},
        {WORK, "experiment.recombination_probability=0.5"},
        {WORK, "landscape.kind=listed", "landscape.practices=a: 1"},
        {WORK, "individual_search", "experiment.search=relay"},
        {WORK, "stances", "training.unit=1", "network.units=2"},
        {WORK, "stances", "training.unit=7", "network.kind=file", "network.edges=e.csv"},
        {WORK, "stances.initial_stuck=0.4", "stances.initial_guarding=0.3", "stances.initial_blaming=0.2",
            "stances.initial_initiating=0.1"},
        {"contacts.begun_per_tie=0"},
        {"contacts", "renew"},
        {"contacts", "renew", "people.trust=0.99999"},
        {"contacts", "renew.min_trust=0", "contacts.trust_shift=0.1"},
        {"contacts", "renew.min_trust=0.2", "contacts.trust_shift=0.25"},
    };
    assert_all_pass(COUNT_OF(cases), cases);
}

static void skills_are_among_those_that_there_are(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"people.skills_per_person=17"}, "people.skills_per_person", "17 must be at most people.skills, which is 16"},
        {{"people.skills=3"}, "people.skills", "3 must be at least people.skills_per_person, which is 4"},
        {{"opportunities.skills_needed=17"}, "opportunities.skills_needed",
            "17 must be at most people.skills, which is 16"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

/* Every section of which projects are the ground is refused without them. */
static void what_is_of_projects_needs_them(void **state)
{
    (void)state;
    static const char *const sections[] = {"create", "debrief", "closeness", "tell", "resources", "long_projects",
        "leaders", "clients", "stances", "protection", "team", "sense"};
    for (size_t i = 0; i < COUNT_OF(sections); i++) {
        const struct refusal refusal = {
            {sections[i]}, sections[i], "needs the section 'projects', which is absent (`projects: {}` puts it there)"};
        assert_all_refused(1, &refusal);
    }
    static const struct refusal others[] = {
        {{"relax"}, "relax", "needs the section 'projects', or adoption.when dissatisfied: else nobody hopes"},
        {{"projects", "landscape"}, "projects",
            "needs the section 'opportunities', which is absent (`opportunities: {}` puts it there)"},
        {{"projects", "opportunities"}, "projects",
            "needs the section 'landscape', which is absent (`landscape: {}` puts it there)"},
        {{WORK, "diagnosis"}, "diagnosis",
            "needs the section 'stances', which is absent (`stances: {}` puts it there)"},
        {{WORK, "training"}, "training", "needs the section 'stances', which is absent (`stances: {}` puts it there)"},
    };
    assert_all_refused(COUNT_OF(others), others);
}

/* Every stage of projects, as the table has them, is refused without projects. */
static void no_stage_stands_without_projects(void **state)
{
    (void)state;
    for (int i = 0; i < SECTION_TOTAL; i++) {
        if (section_table[i].whole != section_find("projects")) continue;
        struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){section_table[i].path});
        const char *culprit = NULL;
        assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_INPUT);
        assert_string_equal(culprit, section_table[i].path);
    }
}

static void teams_have_sizes_that_people_can_fill(void **state)
{
    (void)state;
    static const char whole[] = "must be a whole number from 1 to team.max, which is 8";
    static const struct refusal cases[] = {
        {{WORK, "team.min=9"}, "team.min", "9 must be at most team.max, which is 8"},
        {{WORK, "team.max=5"}, "team.max", "5 must be at least team.min, which is 6"},
        {{WORK, "team.min=9", "team.max=7"}, "team.min", "9 must be at most team.max, which is 7"},
        {{WORK, "network.agents=5", "network.mean_degree=2"}, "network.agents",
            "5 must be at least team.min, which is 6"},
        {{ASSEMBLY, "network.agents=7", "network.mean_degree=2"}, "network.agents",
            "7 must be at least team.max, which is 8"},
        {{WORK, "team.sizes={4: 0, 6: 0}"}, "team.sizes", "{\"4\": 0, \"6\": 0} must have a size that occurs"},
        {{WORK, "team.sizes={04: 1}"}, "team.sizes",
            "{\"04\": 1} has '04', which must be a whole number from 1 to team.max, which is 8"},
        {{WORK, "team.sizes={4: 1.5}", "team.sizes_in_turn=true"}, "team.sizes",
            "{\"4\": 1.5} must say a whole number of times for each, since they come in turn"},
        {{WORK, "team.sizes_in_turn=true"}, "team.sizes_in_turn", "true needs team.sizes"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const sizes[] = {"9", "0", "-1", "2.5", "many"};
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        char setting[64], reason[256];
        snprintf(setting, sizeof setting, "team.sizes={4: 1, %s: 1}", sizes[i]);
        snprintf(reason, sizeof reason, "{\"4\": 1, \"%s\": 1} has '%s', which %s", sizes[i], sizes[i], whole);
        const struct refusal refusal = {{WORK, setting}, "team.sizes", reason};
        assert_all_refused(1, &refusal);
    }
}

/* Where teams are put together by chance, nobody notices, invites or decides whether to join. */
static void assembly_leaves_out_what_is_decided(void **state)
{
    (void)state;
    static const char needed[] = "needs people who decide for themselves: team.rule cannot be assembly";
    static const char continues[] = "0.5 needs people who decide for themselves: team.rule cannot be assembly";
    static const struct refusal cases[] = {
        {{ASSEMBLY, "conclude.continuation_probability=0.5"}, "conclude.continuation_probability", continues},
        {{ASSEMBLY, "leaders"}, "leaders", needed},
        {{ASSEMBLY, "clients"}, "clients", needed},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const decided[][SETTINGS_MOST] = {
        {WORK, "conclude.continuation_probability=0.5", "leaders", "clients"}, {ASSEMBLY}};
    assert_all_pass(COUNT_OF(decided), decided);
}

static void a_search_has_what_it_puts_together(void **state)
{
    (void)state;
    static const char crossed[] = "0.5 needs practices that are made of bits or of others, and those of landscape.kind "
                                  "listed and ring are not";
    static const struct refusal cases[] = {
        {{WORK, "landscape.kind=listed", "landscape.practices=a: 1", "experiment.recombination_probability=0.5"},
            "experiment.recombination_probability", crossed},
        {{WORK, "landscape.kind=ring", "experiment.recombination_probability=0.5"},
            "experiment.recombination_probability", crossed},
        {{WORK, "experiment.search=relay"}, "experiment.search",
            "relay needs the section 'individual_search', which says what moves people have (with "
            "individual_search.trial_probability 0 nobody tries them alone)"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

static void stances_are_shares_of_people(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{WORK, "stances.initial_stuck=0.7"}, "stances",
            "has shares of stuck, guarding, blaming and initiating people that add up to more than 1"},
        {{WORK, "stances", "training.unit=2", "network.units=2"}, "training.unit",
            "2 must be below network.units, which is 2"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
    static const char *const each[] = {"stuck", "guarding", "blaming", "initiating"};
    for (size_t i = 0; i < COUNT_OF(each); i++) { /* 0.15, 0.15, 0.1 and 0.15 by default */
        char setting[64];
        snprintf(setting, sizeof setting, "stances.initial_%s=0.61", each[i]);
        struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){WORK, setting});
        const char *culprit = NULL;
        assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_INPUT);
        assert_string_equal(culprit, "stances");
    }
}

/* What holds a tie by default is trust_decay T / (2 trust_shift (1 - T)). */
static void contacts_hold_ties_that_can_be_held(void **state)
{
    (void)state;
    static const struct refusal cases[] = {
        {{"contacts.begun_per_tie=1", "network.kind=complete"}, "contacts",
            "needs people who are not all tied already (network.kind is complete)"},
        {{"contacts.begun_per_tie=1", "network.kind=file", "network.edges=e.csv", "network.directed=true"}, "contacts",
            "needs ties that go both ways (network.directed is true)"},
        {{"contacts.begun_per_tie=-0.5"}, "contacts.begun_per_tie",
            "-0.5 must be at least 0, or -1: as many as hold a tie at the trust of the start"},
        {{"contacts"}, "contacts.begun_per_tie",
            "-1 stands for renew.trust_decay T / (2 trust_shift (1 - T)), T being people.trust; here that is 0, and "
            "must be above 0 and at most 1000: give a number, or change these (the section 'renew' is absent)"},
        {{"contacts", "renew", "people.trust=0"}, "contacts.begun_per_tie",
            "-1 stands for renew.trust_decay T / (2 trust_shift (1 - T)), T being people.trust; here that is 0, and "
            "must be above 0 and at most 1000: give a number, or change these"},
        {{"contacts", "renew", "people.trust=1"}, "contacts.begun_per_tie",
            "-1 stands for renew.trust_decay T / (2 trust_shift (1 - T)), T being people.trust; here that is inf, and "
            "must be above 0 and at most 1000: give a number, or change these"},
        {{"contacts", "renew", "people.trust=0.999995"}, "contacts.begun_per_tie",
            "-1 stands for renew.trust_decay T / (2 trust_shift (1 - T)), T being people.trust; here that is 1666.66, "
            "and must be above 0 and at most 1000: give a number, or change these"},
        {{"contacts", "renew.min_trust=0.3"}, "renew.min_trust",
            "0.3 must be below contacts.trust_shift, which is 0.3"},
        {{"contacts.trust_shift=0.05", "renew"}, "contacts.trust_shift",
            "0.05 must be above renew.min_trust, which is 0.1"},
    };
    assert_all_refused(COUNT_OF(cases), cases);
}

static void who_is_left_out_is_told_by_numbers(void **state)
{
    (void)state;
    static const char whole[] = "must be whole numbers, as 12, 40", pairs[] = "must be pairs of numbers, as 3-7, 4-9";
    static const struct {
        const char *key, *value, *reason;
    } cases[] = {
        {"people", "12, x", whole},
        {"people", "1-2", whole},
        {"people", "3, 1000", "names agents beyond the last, who is 999"},
        {"ties", "12", pairs},
        {"ties", "3-3", pairs},
        {"ties", "3-7, 4-1000", "names agents beyond the last, who is 999"},
        {"ties", "1000-4", "names agents beyond the last, who is 999"},
        {"projects", "a", whole},
        {"communities", "1 2", whole},
        {"practices", "1,", whole},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char setting[64], culprit[64], reason[128];
        snprintf(setting, sizeof setting, "without.%s=%s", cases[i].key, cases[i].value);
        snprintf(culprit, sizeof culprit, "without.%s", cases[i].key);
        snprintf(reason, sizeof reason, "%s %s", cases[i].value, cases[i].reason);
        const struct refusal refusal = {{setting}, culprit, reason};
        assert_all_refused(1, &refusal);
    }
    static const char *const fine[][SETTINGS_MOST] = {{"without.people=0, 999", "without.ties=0-999, 1-2"},
        {"without.projects=123456789", "without.communities=5000", "without.practices=7000"},
        {"without.people=5000", "without.ties=4-5000", "network.kind=file", "network.edges=e.csv"},
        {"without.ties=1-2", "network.kind=complete", "landscape", "adoption"}};
    assert_all_pass(COUNT_OF(fine), fine);
    static const struct refusal complete = {{"without.ties=1-2", "network.kind=complete"}, "without.ties",
        "1-2 needs a network with ties that can be missing, or adoption.rule evidence"};
    assert_all_refused(1, &complete);
}

/* Of a network from a file it is known only later how many there are. */
static void who_is_named_is_one_of_those_of_the_file(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){
        "without.people=7", "without.ties=2-8", "network.kind=file", "network.edges=e.csv"});
    static const struct {
        int64_t agents;
        const char *culprit, *message;
    } cases[] = {
        {9, NULL, ""},
        {8, "without.ties", "without.ties: 2-8 names agents beyond the last, who is 7"},
        {7, "without.people", "without.people: 7 names agents beyond the last, who is 6"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct message message = {""};
        const char *culprit = "somebody";
        const struct names_there there = {.agents = cases[i].agents};
        const enum status status = scenario_check_named(&scenario, &there, &culprit, &message);
        assert_int_equal(status, cases[i].culprit ? STATUS_INPUT : STATUS_OK);
        assert_string_equal(message.text, cases[i].message);
        assert_string_equal(culprit ? culprit : "nobody", cases[i].culprit ? cases[i].culprit : "nobody");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_done_together_passes),
        cmocka_unit_test(skills_are_among_those_that_there_are),
        cmocka_unit_test(what_is_of_projects_needs_them),
        cmocka_unit_test(no_stage_stands_without_projects),
        cmocka_unit_test(teams_have_sizes_that_people_can_fill),
        cmocka_unit_test(assembly_leaves_out_what_is_decided),
        cmocka_unit_test(a_search_has_what_it_puts_together),
        cmocka_unit_test(stances_are_shares_of_people),
        cmocka_unit_test(contacts_hold_ties_that_can_be_held),
        cmocka_unit_test(who_is_left_out_is_told_by_numbers),
        cmocka_unit_test(who_is_named_is_one_of_those_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
