/* The default scenario, what follows from what, and the combinations that cannot be. Also tests
 * scenario/check/scenario_check.c, scenario/check/check_network.c, scenario/check/check_organisation.c,
 * scenario/check/check_practices.c, scenario/check/check_projects.c. */
#include "scenario/check/scenario_check.h"
#include "scenario/scenario.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/parameters.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum { SETTINGS_MOST = 8 };

/* A scenario from settings such as "team.min=9"; a section alone, such as "projects", is put there with its defaults.
 */
static struct scenario scenario_of(const char *const settings[SETTINGS_MOST])
{
    struct scenario scenario = scenario_default;
    for (int i = 0; i < SETTINGS_MOST && settings[i]; i++) {
        char path[PARAMETER_PATH];
        struct message message = {""};
        const char *sign = strchr(settings[i], '=');
        snprintf(path, sizeof path, "%.*s", (int)strcspn(settings[i], "="), settings[i]);
        if (!sign)
            section_set_present(&scenario, section_find(path));
        else if (parameter_set(&scenario, parameter_find(path), sign + 1, &message) != STATUS_OK)
            fail_msg("%s", message.text);
    }
    scenario_settle(&scenario);
    return scenario;
}

static void only_what_is_always_there_is_there_by_default(void **state)
{
    (void)state;
    for (int i = 0; i < SECTION_TOTAL; i++)
        assert_int_equal(
            section_present(&scenario_default, &section_table[i]), section_table[i].switched == SECTION_ALWAYS);
}

static void a_name_is_found_where_it_stands_in_a_list_and_only_as_a_whole(void **state)
{
    (void)state;
    const struct scenario scenario =
        scenario_of((const char *const[SETTINGS_MOST]){"landscape", "landscape.practices={letters: 0.4, letter: 0.8}"});
    const struct named_numbers *listed = &scenario.landscape.practices;
    assert_int_equal(named_place(listed, "letters"), 0);
    assert_int_equal(named_place(listed, "letter"), 1);
    assert_int_equal(named_place(listed, "lette"), -1);
    assert_int_equal(named_place(listed, ""), -1);
    assert_int_equal(named_place(&scenario_default.landscape.practices, "letters"), -1);
}

static void seeds_of_their_own_replace_the_seed_of_the_run(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){"seed=7"});
    for (int family = 0; family < RANDOM_FAMILY_COUNT; family++)
        assert_int_equal(scenario_seeds(&scenario).of[family], 7);
    scenario = scenario_of((const char *const[SETTINGS_MOST]){"seed=7", "seeds.network=0", "seeds.behaviour=9"});
    assert_int_equal(scenario_seeds(&scenario).of[RANDOM_POPULATION], 7);
    assert_int_equal(scenario_seeds(&scenario).of[RANDOM_NETWORK], 0);
    assert_int_equal(scenario_seeds(&scenario).of[RANDOM_BEHAVIOUR], 9);
}

static void the_stages_of_projects_come_with_them(void **state)
{
    (void)state;
    struct scenario without = scenario_of((const char *const[SETTINGS_MOST]){NULL});
    struct scenario with = scenario_of((const char *const[SETTINGS_MOST]){"projects"});
    for (int i = 0; i < SECTION_TOTAL; i++) {
        if (section_table[i].whole != section_find("projects")) continue;
        assert_false(section_present(&without, &section_table[i]));
        assert_true(section_present(&with, &section_table[i]));
    }
    assert_false(with.debrief.present);
}

static void the_automatic_start_follows_the_landscape(void **state)
{
    (void)state;
    static const struct {
        const char *settings[SETTINGS_MOST];
        enum start_kind practice;
    } cases[] = {
        {{NULL}, START_NONE},
        {{"landscape"}, START_UNIT},
        {{"landscape.kind=match"}, START_UNIT},
        {{"landscape.kind=listed", "landscape.practices=a: 1"}, START_NONE},
        {{"landscape", "start.practice=random"}, START_RANDOM},
        {{"start.practice=none", "landscape"}, START_NONE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(scenario_of(cases[i].settings).start.practice, cases[i].practice);
}

static void settling_twice_changes_nothing(void **state)
{
    (void)state;
    struct scenario once = scenario_of((const char *const[SETTINGS_MOST]){"projects", "landscape", "opportunities"});
    struct scenario twice = once;
    scenario_settle(&twice);
    assert_memory_equal(&once, &twice, sizeof once);
}

static void what_can_be_passes(void **state)
{
    (void)state;
    static const char *const cases[][SETTINGS_MOST] = {
        {NULL},
        {"network.kind=complete", "network.agents=1"},
        {"network.kind=star", "network.agents=1", "network.mean_degree=1000"},
        {"network.kind=ring", "network.agents=11", "network.mean_degree=10"},
        {"network.kind=ring", "network.agents=1", "network.mean_degree=0"},
        {"network.kind=random", "network.agents=5", "network.mean_degree=4"},
        {"network.kind=small_world", "network.agents=20", "network.mean_degree=4", "network.rewired_fraction=1"},
        {"network.kind=torus", "network.agents=9"},
        {"network.kind=torus", "network.agents=12", "network.grid_rows=4"},
        {"network.kind=preferential", "network.agents=6", "network.ties_per_newcomer=5"},
        {"network.kind=caveman", "network.agents=8"},
        {"network.kind=caveman", "network.agents=6", "network.group_size=3"},
        {"network.agents=200", "network.units=10", "network.within_unit_fraction=0", "network.mean_degree=100"},
        {"network.agents=200", "network.units=10", "network.within_unit_fraction=1", "network.mean_degree=19"},
        {"network.kind=file", "network.edges=e.csv", "network.nodes=n.csv", "network.unit_column=u",
            "network.directed=true"},
        {"network.kind=file", "network.edges=e.csv", "start.users=5000"},
        {"landscape.bits=4", "landscape.interactions=3"},
        {"landscape.kind=match", "landscape.bits=12", "landscape.block_bits=4", "landscape.interactions=20"},
        {"landscape.kind=listed", "landscape.practices=a: 1", "landscape.context_weight=0.5", "landscape.bits=1"},
        {"landscape", "start.practice=same", "start.users=1000"},
        {"people.passion_mean=1"},
        {"people.passion_mean=0.5", "people.passion_sd=0.5"},
        {"opportunities"},
        {"projects", "opportunities", "landscape", "debrief", "closeness", "tell", "adoption", "renew"},
        {"projects", "opportunities", "landscape", "team.min=8"},
        {"adoption.rule=contact", "start.users=1"},
        {"adoption.rule=contact", "landscape"},
        {"observe.every=1e6", "observe.snapshots"},
        {"observe.every=4", "observe.structure.every=8"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scenario scenario = scenario_of(cases[i]);
        struct message message = {""};
        const char *culprit = "somebody";
        assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_OK);
        assert_null(culprit);
        assert_string_equal(message.text, "");
    }
}

static void what_cannot_be_is_told_with_its_culprit(void **state)
{
    (void)state;
    static const struct {
        const char *settings[SETTINGS_MOST], *culprit, *message;
    } cases[] = {
        {{"observe.every=5", "observe.structure"}, "observe.structure.every",
            "observe.structure.every: 52 must be a multiple of observe.every: it is measured in rows of the time "
            "series"},
        {{"network.units=1001"}, "network.units", "network.units: 1001 must be at most network.agents, which is 1000"},
        {{"network.agents=5", "network.units=6", "network.mean_degree=2"}, "network.units",
            "network.units: 6 must be at most network.agents, which is 5"},
        {{"network.kind=ring", "network.mean_degree=3"}, "network.mean_degree",
            "network.mean_degree: 3 must be even on a ring, with as many ties on either side"},
        {{"network.kind=small_world", "network.mean_degree=2.5"}, "network.mean_degree",
            "network.mean_degree: 2.5 must be even on a ring, with as many ties on either side"},
        {{"network.kind=ring", "network.agents=10"}, "network.agents",
            "network.agents: 10 does not go with network.mean_degree, which is 10: among 10 agents network.mean_degree "
            "must "
            "be at most 9"},
        {{"network.kind=random", "network.mean_degree=999.5"}, "network.mean_degree",
            "network.mean_degree: 999.5 does not go with network.agents, which is 1000: among 1000 agents "
            "network.mean_degree must be at most 999"},
        {{"network.agents=100", "network.units=20"}, "network.within_unit_fraction",
            "network.within_unit_fraction: 0.8 is too much: units of 5 agents have no room for 8 ties an agent"},
        {{"network.agents=20", "network.units=2", "network.within_unit_fraction=0", "network.mean_degree=15"},
            "network.within_unit_fraction",
            "network.within_unit_fraction: 0 is too little: between the units there is no room for 15 ties an agent"},
        {{"network.kind=torus", "network.agents=14"}, "network.agents",
            "network.agents: 14 must be a product of two numbers of at least 3 each, the sides of the torus"},
        {{"network.kind=torus", "network.agents=4"}, "network.agents",
            "network.agents: 4 must be a product of two numbers of at least 3 each, the sides of the torus"},
        {{"network.kind=torus", "network.grid_rows=7"}, "network.grid_rows",
            "network.grid_rows: 7 must be at least 3 and divide network.agents, which is 1000, into rows of at least "
            "3"},
        {{"network.kind=torus", "network.grid_rows=2"}, "network.grid_rows",
            "network.grid_rows: 2 must be at least 3 and divide network.agents, which is 1000, into rows of at least "
            "3"},
        {{"network.kind=torus", "network.grid_rows=500"}, "network.grid_rows",
            "network.grid_rows: 500 must be at least 3 and divide network.agents, which is 1000, into rows of at least "
            "3"},
        {{"network.kind=preferential", "network.agents=5"}, "network.agents",
            "network.agents: 5 must be above network.ties_per_newcomer, which is 5"},
        {{"network.kind=preferential", "network.ties_per_newcomer=1000"}, "network.ties_per_newcomer",
            "network.ties_per_newcomer: 1000 must be below network.agents, which is 1000"},
        {{"network.kind=caveman", "network.group_size=7"}, "network.group_size",
            "network.group_size: 7 does not go with network.agents, which is 1000: network.agents must be a multiple "
            "of "
            "network.group_size"},
        {{"network.kind=caveman", "network.group_size=2"}, "network.group_size",
            "network.group_size: 2 must be at least 3, or a cave falls apart when one of its ties is rewired"},
        {{"network.kind=file"}, "network.kind",
            "network.kind: file needs network.edges, the path of an edge list or graph"},
        {{"landscape.bits=3"}, "landscape.bits", "landscape.bits: 3 must be above landscape.interactions, which is 3"},
        {{"landscape.interactions=12"}, "landscape.interactions",
            "landscape.interactions: 12 must be below landscape.bits, which is 12"},
        {{"landscape.kind=match", "landscape.block_bits=5"}, "landscape.block_bits",
            "landscape.block_bits: 5 does not go with landscape.bits, which is 12: landscape.bits must be a multiple "
            "of "
            "landscape.block_bits"},
        {{"landscape.kind=listed"}, "landscape.kind",
            "landscape.kind: listed needs landscape.practices, such as {video calls: 0.8, letters: 0.4}"},
        {{"start.users=1001"}, "start.users", "start.users: 1001 must be at most network.agents, which is 1000"},
        {{"start.practice=unit"}, "start.practice",
            "start.practice: unit needs a landscape; without one there is one practice, and start.users says how "
            "many "
            "use it"},
        {{"people.skills_per_person=17"}, "people.skills_per_person",
            "people.skills_per_person: 17 must be at most people.skills, which is 16"},
        {{"people.skills=3"}, "people.skills",
            "people.skills: 3 must be at least people.skills_per_person, which is 4"},
        {{"opportunities.skills_needed=17"}, "opportunities.skills_needed",
            "opportunities.skills_needed: 17 must be at most people.skills, which is 16"},
        {{"team"}, "team", "team: needs the section 'projects', which is absent (`projects: {}` puts it there)"},
        {{"sense.noticing_probability=0.1"}, "sense",
            "sense: needs the section 'projects', which is absent (`projects: {}` puts it there)"},
        {{"debrief"}, "debrief",
            "debrief: needs the section 'projects', which is absent (`projects: {}` puts it there)"},
        {{"closeness"}, "closeness",
            "closeness: needs the section 'projects', which is absent (`projects: {}` puts it there)"},
        {{"tell"}, "tell", "tell: needs the section 'projects', which is absent (`projects: {}` puts it there)"},
        {{"projects", "landscape"}, "projects",
            "projects: needs the section 'opportunities', which is absent (`opportunities: {}` puts it there)"},
        {{"projects", "opportunities"}, "projects",
            "projects: needs the section 'landscape', which is absent (`landscape: {}` puts it there)"},
        {{"projects", "opportunities", "landscape", "team.min=9"}, "team.min",
            "team.min: 9 must be at most team.max, which is 8"},
        {{"projects", "opportunities", "landscape", "team.max=5"}, "team.max",
            "team.max: 5 must be at least team.min, which is 6"},
        {{"projects", "opportunities", "landscape", "team.min=9", "team.max=7"}, "team.min",
            "team.min: 9 must be at most team.max, which is 7"},
        {{"projects", "opportunities", "landscape", "network.agents=5", "network.mean_degree=2"}, "network.agents",
            "network.agents: 5 must be at least team.min, which is 6"},
        {{"adoption"}, "adoption.rule",
            "adoption.rule: evidence needs the section 'landscape': without one no practice has a quality"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scenario scenario = scenario_of(cases[i].settings);
        struct message message = {""};
        const char *culprit = NULL;
        assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].message);
        assert_string_equal(culprit, cases[i].culprit);
        assert_int_equal(scenario_check(&scenario, &culprit, NULL), STATUS_INPUT);
    }
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_always_there_is_there_by_default),
        cmocka_unit_test(a_name_is_found_where_it_stands_in_a_list_and_only_as_a_whole),
        cmocka_unit_test(seeds_of_their_own_replace_the_seed_of_the_run),
        cmocka_unit_test(the_stages_of_projects_come_with_them),
        cmocka_unit_test(the_automatic_start_follows_the_landscape),
        cmocka_unit_test(settling_twice_changes_nothing),
        cmocka_unit_test(what_can_be_passes),
        cmocka_unit_test(what_cannot_be_is_told_with_its_culprit),
        cmocka_unit_test(no_stage_stands_without_projects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
