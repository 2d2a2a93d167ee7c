/* Opportunities that are given: what goes with the rest of the scenario, and who is named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scenario/arrivals.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"

static const char *const people[] = {"Ann", "Bo", "Cy"}, *const offices[] = {"north", "far south"};
static const struct names_there there = {3, 2, people, offices}, numbers = {.agents = 3, .units = 2};

/* A scenario of settings "key=value" that is settled; of drawn networks with two units unless they say otherwise. */
static struct scenario scenario_of(const char *rows, const char *const *settings)
{
    static const char *const always[] = {"network.kind=units", "network.units=2", "network.agents=20",
        "landscape.bits=4", "landscape.domains=2", "projects.load=0.1", "team.rule=assembly", "people.skills=8", NULL};
    const char *const *const lists[] = {always, settings};
    struct scenario scenario = scenario_default;
    struct message message = {""};
    for (int list = 0; list < 2; list++)
        for (const char *const *setting = lists[list]; *setting; setting++) {
            char path[PARAMETER_PATH] = "";
            memcpy(path, *setting, strcspn(*setting, "="));
            if (parameter_set(&scenario, parameter_find(path), strchr(*setting, '=') + 1, &message) != STATUS_OK)
                fail_msg("%s", message.text);
        }
    if (parameter_set(&scenario, parameter_find("opportunities.arrivals"), rows, &message) != STATUS_OK)
        fail_msg("%s", message.text);
    scenario_settle(&scenario);
    return scenario;
}

static void assert_verdict(const char *rows, const char *setting, const char *expected)
{
    struct message message = {""}, whole;
    const char *culprit = NULL, *const settings[] = {setting, NULL};
    struct scenario scenario = scenario_of(rows, settings);
    if (strcmp(setting, "network.units=1") == 0) scenario.network.kind = NETWORK_RANDOM;
    (void)!scenario_check(&scenario, &culprit, &message);
    (void)message_set(&whole, STATUS_INPUT, "%s%s", *expected ? "opportunities.arrivals: " : "", expected);
    assert_string_equal(message.text, whole.text);
    if (*expected) assert_string_equal(culprit, "opportunities.arrivals");
}

static void a_row_goes_with_the_rest_of_the_scenario(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"step,size,domain,unit,difficulty,skills,members;1,3,1,1,2,7,0 19", "steps=9", ""},
        {"step,size;1,8;2,9", "steps=9", "row 2: size: 9 must be at most team.max, which is 8"},
        {"step,members;1,0 1 2;2,5 6 7 8", "team.max=3", "row 2: members: 4 must be at most team.max, which is 3"},
        {"step,size,members;1,2,0 1;1,2,3 4 5", "steps=9",
            "row 2: members: 3 must be at most the size of the row, which is 2"},
        {"step,domain;3,0;4,2", "steps=9", "row 2: domain: 2 must be at most landscape.domains - 1, which is 1"},
        {"step,skills;3,0 8", "steps=9", "row 1: skills: 8 must be at most people.skills - 1, which is 7"},
        {"step,unit;3,2", "steps=9", "row 1: unit: '2' is no unit; there are those from 0 to 1"},
        {"step,members;3,20", "steps=9", "row 1: members: '20' is no person; there are those from 0 to 19"},
        {"step,members;3,3 03", "steps=9", "row 1: members: '03' is there twice"},
        {"step,members;3,Ann", "steps=9", "row 1: members: 'Ann' is no person; there are those from 0 to 19"},
        {"step,unit;3,0", "network.units=1", "unit has no effect: there is one unit (network.units)"},
        {"step,domain;3,0", "landscape.domains=1", "domain has no effect: there is one domain (landscape.domains)"},
        {"step,members;3,0", "team.rule=invitation",
            "members has no effect: team.rule is invitation: people decide for themselves whether to join; with "
            "assembly "
            "it is used"},
        {"step,members;3,0", "renew.turnover_probability=0.1",
            "members: whoever leaves has a newcomer in the place and under the name (renew.turnover_probability): it "
            "must "
            "be 0"},
        {"step,members;3,0", "renew.turnover_probability=0", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_verdict(cases[i][0], cases[i][1], cases[i][2]);
}

static void a_size_takes_teams(void **state)
{
    (void)state;
    struct message message = {""};
    const char *culprit = NULL;
    struct scenario scenario = scenario_default;
    assert_int_equal(
        parameter_set(&scenario, parameter_find("opportunities.arrivals"), "step,size;1,2", NULL), STATUS_OK);
    scenario_settle(&scenario);
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
    assert_string_equal(message.text,
        "opportunities.arrivals: size has no effect: the section 'projects' is absent, and with it teams");
}

static void who_is_not_there_is_told_with_the_place_and_the_nearest(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    static const struct {
        const char *rows, *file, *reason;
        const struct names_there *there;
    } cases[] = {
        {"step,members;1,Ann;1,Bo Anne", "", "row 2: members: 'Anne' is no person of the network; did you mean 'Ann'?",
            &there},
        {"step,members;1,Ann;1,Bo Anne", "teams.csv",
            "teams.csv:3:2: members: 'Anne' is no person of the network; did you mean 'Ann'?", &there},
        {"unit,step;south,1", "teams.csv", "teams.csv:2:1: unit: 'south' is no unit of the network", &there},
        {"step,members;1,3", "", "row 1: members: '3' is no person; there are those from 0 to 2", &numbers},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(cases[i].rows, none);
        struct message message = {""}, expected;
        const char *culprit = NULL;
        strcpy(scenario.opportunities.arrivals.file, cases[i].file);
        assert_int_equal(scenario_check_named(&scenario, cases[i].there, &culprit, &message), STATUS_INPUT);
        (void)message_set(&expected, STATUS_INPUT, "opportunities.arrivals: %s", cases[i].reason);
        assert_string_equal(message.text, expected.text);
        assert_string_equal(culprit, "opportunities.arrivals");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_goes_with_the_rest_of_the_scenario),
        cmocka_unit_test(a_size_takes_teams),
        cmocka_unit_test(who_is_not_there_is_told_with_the_place_and_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
