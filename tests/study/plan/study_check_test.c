/* What is checked of every configuration before anything runs: outcomes that some show, keys that have an effect,
 * people who are there; and what is only counted. Also tests study/plan/study_places.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/parameters.h"
#include "study/studies.h"

#define VARIES "vary: {adoption.accept.beta: [0.1, 0.2]}\n"

static void what_some_configuration_shows_may_be_asked(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "conditions: {a: {}, b: {landscape: {}}}\n"
                                        "outcomes: [quality_mean_final]\nseries: [quality_mean]\n");
    study_free(&study);
    refuse(BASE "conditions: {a: {}, b: {}}\nseries: [quality_mean]\n",
        "study.yaml:9:10: quality_mean: no configuration shows it: each lacks the mechanism of quality_mean, or ends "
        "before");
    refuse(BASE "conditions: {a: {}, b: {steps: 10}}\noutcomes: [{name: x, of: adopters, increase: [5, 21]}]\n",
        "study.yaml:9:12: x: no configuration shows it: each lacks the mechanism of adopters, or ends before");
    study = read_fine(BASE "conditions: {a: {}, b: {steps: 21}}\noutcomes: [{name: x, of: adopters, at: 21}]\n");
    study_free(&study);
}

/* Whichever configuration is the last: it may lack what another has, or end where another lacks something. */
static void what_all_configurations_lack_of_events_is_told(void **state)
{
    (void)state;
#define PROJECTS "landscape: {}, opportunities: {}, projects: {}"
#define OF_TELLINGS "outcomes: [{name: x, events: telling, count: [1, 20]}]\n"
#define OF_LATE_PROJECTS "outcomes: [{name: x, events: project, count: [25, 30]}]\n"
    static const char *const cases[][2] = {
        {"conditions: {a: {}, b: {}}\n" OF_TELLINGS,
            "no configuration has events of the table telling: what makes them is not in force"},
        {"conditions: {a: {}, b: {" PROJECTS "}}\n" OF_TELLINGS,
            "no configuration has events of the table telling: they are there only with observe.tellings: true"},
        {"conditions: {a: {" PROJECTS "}, b: {}}\n" OF_TELLINGS,
            "no configuration has events of the table telling: they are there only with observe.tellings: true"},
        {"conditions: {a: {" PROJECTS "}, b: {" PROJECTS "}}\n" OF_LATE_PROJECTS,
            "no configuration shows it: each ends before"},
        {"conditions: {a: {" PROJECTS "}, b: {}}\n" OF_LATE_PROJECTS,
            "no configuration shows it: each lacks some of its events, or ends before"},
        {"conditions: {a: {}, b: {" PROJECTS "}}\n" OF_LATE_PROJECTS,
            "no configuration shows it: each lacks some of its events, or ends before"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024], reason[256];
        snprintf(text, sizeof text, "%s%s", BASE, cases[i][0]);
        snprintf(reason, sizeof reason, "study.yaml:9:12: x: %s", cases[i][1]);
        refuse(text, reason);
    }
}

/* Entries are known by a world alone, and so are looked for in the first configuration that shows the series. */
static void an_entry_is_one_that_there_is(void **state)
{
    (void)state;
    refuse(
        BASE "series: [{name: x, of: adoptions, entry: told}]\n", "study.yaml:8:10: x: adoptions has no entry 'told'");
    refuse(BASE "conditions: {a: {}, b: {landscape: {domains: 2}}}\n"
                "outcomes: [{name: x, of: most_used_fraction, entry: 2, at: final}]\n",
        "study.yaml:9:12: x: most_used_fraction has no entry '2'");
    refuse(BASE "series: [{name: x, of: ties, entry: 3}]\n", "study.yaml:8:10: x: ties has no entry '3'");
    refuse(BASE "series: [{name: x, of: adoptions, entry: told}, {name: y, of: adoptions, entry: heard}, adopters]\n",
        "study.yaml:8:10: x: adoptions has no entry 'told'"); /* the first of several */
    struct study study = read_fine(BASE "conditions: {a: {}, b: {landscape: {domains: 2}}}\n"
                                        "outcomes: [{name: x, of: most_used_fraction, entry: 1, at: final}]\n"
                                        "series: [{name: y, of: adoptions, entry: word_of_mouth}]\n");
    study_free(&study);
}

static int64_t in_vain(const struct study *study, const char *path)
{
    return study->in_vain[parameter_find(path) - parameter_table];
}

/* In how many configurations each key that is written has no effect. */
static void keys_without_effect_are_counted_by_configuration(void **state)
{
    (void)state;
    struct study study =
        read_fine(BASE "set: {adoption.accept.above: 0.5}\nconditions: {a: {}, b: {network.kind: ring, "
                       "network.mean_degree: 4}, c: {adoption.rule: threshold}}\n"
                       "vary: {adoption.look.telling_steps: [0, 5]}\n");
    assert_int_equal(in_vain(&study, "adoption.accept.above"), 4); /* of six: a and b */
    assert_int_equal(in_vain(&study, "adoption.accept.beta"), 2);  /* c */
    assert_int_equal(in_vain(&study, "network.mean_degree"), 0);
    assert_int_equal(in_vain(&study, "start.users"), 0);
    study_free(&study);
}

static void a_key_that_never_has_an_effect_is_refused_where_it_is_written(void **state)
{
    (void)state;
    refuse("selforg: 2\nscenario:\n  network: {kind: random, agents: 60, mean_degree: 6, grid_rows: 5}\n",
        "study.yaml:3:55: network.grid_rows: 5 has no effect: network.kind is random; torus uses it");
    refuse(BASE "conditions: {a: {}, b: {network.grid_rows: 5}}\n",
        "study.yaml:8:44: network.grid_rows: 5 has no effect: network.kind is random; torus uses it");
    refuse(BASE "vary: {network.grid_rows: [5, 6]}\n",
        "study.yaml:8:8: network.grid_rows: 6 has no effect: network.kind is random; torus uses it");
    write_file("points.csv", "adoption.accept.beta,network.grid_rows\n0.1,5\n0.2,6\n"); /* the table itself */
    refuse(BASE "table: points.csv\n",
        "study.yaml:8:8: network.grid_rows: 6 has no effect: network.kind is random; torus uses it");
    struct study study = read_fine(BASE "set: {network.agents: 63}\nconditions: {a: {}, b: {network.kind: torus}}\n"
                                        "vary: {network.grid_rows: [3, 7]}\n");
    assert_int_equal(in_vain(&study, "network.grid_rows"), 2);
    study_free(&study);
}

static void refuse_with(const char *text, const char *part)
{
    static struct study study;
    struct message message;
    write_file("study.yaml", text);
    assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, part));
}

/* Lists and mappings with nothing in them, seeds that nothing tells apart, shares of nothing. */
static void keys_that_say_nothing_are_refused(void **state)
{
    (void)state;
    static const char *const lists[] = {"series", "contrasts", "outcomes", "expect"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        char text[256], reason[256];
        snprintf(text, sizeof text, BASE "%s: []\n", lists[i]);
        snprintf(reason, sizeof reason, "%s: a list is empty, and has no effect; it must be a list, as [", lists[i]);
        refuse_with(text, reason);
    }
    refuse_with(BASE "vary: {}\n", "study.yaml:8:7: vary: a mapping is empty, and has no effect");
    refuse_with(BASE "set: {}\n", "study.yaml:8:6: set: a mapping is empty, and has no effect");
    refuse(BASE "set: {renew: absent}\n",
        "study.yaml:8:14: renew: has no effect in `set`, as the base has no such section");
    refuse(BASE "set: {adoption: {}}\n",
        "study.yaml:8:17: adoption: has no effect in `set`, as the base has the section already");
    refuse(BASE "table: ''\n", "study.yaml:8:8: table: '' is empty; it must be text");
    refuse(BASE "independent_points: true\n",
        "study.yaml:8:21: independent_points: has no effect, as there is one point alone");
    refuse(BASE "independent_seeds: true\n",
        "study.yaml:8:20: independent_seeds: has no effect, as there is one configuration alone");
    refuse(BASE "outcomes: [{name: x, of: adopters, reaches: 0.5, fraction_of: 0}]\n",
        "study.yaml:8:63: fraction_of: `reaches` of it comes to 0, whatever the other is");
    refuse(BASE "outcomes: [{name: x, of: adopters, ends_at_least: 0, fraction_of: agents}]\n",
        "study.yaml:8:67: fraction_of: `ends_at_least` of it comes to 0, whatever the other is");
}

static void what_is_set_is_not_absent_too(void **state)
{
    (void)state;
    refuse(BASE "set: {start.users: 2, start: {}, adoption.look.telling_steps: 3, adoption: absent}\n",
        "study.yaml:8:76: adoption: it cannot be absent and have adoption.look.telling_steps set; the first is in "
        "line 8");
    refuse(BASE "conditions: {a: {}, b: {adoption: absent, adoption.accept.beta: 0.2}}\n",
        "study.yaml:8:65: adoption: it cannot be absent and have adoption.accept.beta set; the first is in line 8");
}

/* What varies from a step on is written, though it is no value of any scenario: whichever of several it is. */
static void what_branches_without_effect_is_refused(void **state)
{
    (void)state;
#define COST "adoption.accept.cost: [0.1, 0.4]"
#define NOT_WEIGHED                                                                                                    \
    "adoption.accept.cost: 0.4 has no effect: adoption.choose.from is seen (adoption.rule is contact): nothing is "    \
    "weighed; with mind it is used"
    refuse(BASE "branch_step: 5\nvary: {" COST ", adoption.accept.beta: [0.1, 0.2]}\n", "study.yaml:9:8: " NOT_WEIGHED);
    refuse(
        BASE "branch_step: 5\nvary: {adoption.accept.beta: [0.1, 0.2], " COST "}\n", "study.yaml:9:42: " NOT_WEIGHED);
}

static void rules_and_interventions_that_come_to_nothing_are_counted(void **state)
{
    (void)state;
    struct study study =
        read_fine(BASE "set: {interventions: {14: {adoption.accept.beta: 0.5}, 15: {adoption.accept.beta: 0.2}}}\n"
                       "conditions: {a: {}, b: {steps: 10}, c: {until: adopters >= 60}, d: {until: adopters >= 61}}\n"
                       "vary: {adoption.look.telling_steps: [0, 5]}\n");
    assert_int_equal(study.too_late, 2);  /* b */
    assert_int_equal(study.never_met, 2); /* d, in which there are 60 people */
    study_free(&study);
}

/* Configurations that are the same by oversight; where a condition takes out what varies that is by design. */
static void configurations_that_are_the_same_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        int64_t repeated;
    } cases[] = {{"vary: {adoption.accept.beta: [0.1, 0.2]}\n", 0}, {"conditions: {a: {}, b: {start.users: 3}}\n", 1},
        {"conditions: {a: {}, b: {start.users: 3}, c: {start.users: 4}, d: {steps: 20}}\n", 2},
        {"set: {landscape: {}, opportunities: {}, projects: {}, debrief: {}}\n"
         "conditions: {with: {}, without: {debrief: absent}}\nvary: {debrief.depth: [0.2, 0.4, 0.6]}\n",
            0},
        {"set: {landscape: {}, opportunities: {}, projects: {}, debrief: {}}\n"
         "conditions: {with: {}, without: {debrief: absent}}\n"
         "vary: {debrief.depth: [0.2, 0.4], adoption.accept.beta: [0.1, 0.2]}\n",
            0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s%s", BASE, cases[i].more);
        struct study study = read_fine(text);
        assert_int_equal(study.repeated, cases[i].repeated);
        study_free(&study);
    }
}

static void a_rule_that_cannot_be_read_is_told_where_it_is(void **state)
{
    (void)state;
    struct study study;
    struct message message;
    static const char *const texts[] = {BASE "set: {until: adopterz >= 3}\n",
        BASE "conditions: {a: {}, b: {until: adopterz >= 3}}\n",
        "selforg: 2\nscenario: {until: adopterz >= 3, adoption: {rule: contact}}\n"};
    static const char *const places[] = {
        "study.yaml:8:14: until: ", "study.yaml:8:32: until: ", "study.yaml:2:12: until: "};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        write_file("study.yaml", texts[i]);
        assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
        if (strncmp(message.text, places[i], strlen(places[i])) != 0) fail_msg("%s", message.text);
        assert_non_null(strstr(message.text, "did you mean 'adopters'?"));
    }
}

/* A network's file is read once for all configurations that name it, and whoever they name is in it. */
static void networks_are_read_once_and_have_whoever_is_named(void **state)
{
    (void)state;
    write_file("points.csv", "source,target\nAnn,Bob\nBob,Cy\n");
    static const char base[] =
        "selforg: 2\nscenario: {steps: 5, adoption: {rule: contact}, start: {users: 1}, network: "
        "{kind: file, edges: points.csv}}\n";
    char text[512];
    snprintf(text, sizeof text, "%s%s", base, VARIES "conditions: {a: {}, b: {without: {people: 2}}}\n");
    struct study study = read_fine(text);
    assert_int_equal(study.networks.count, 1);
    assert_int_equal(study.networks.items[0].edges.agent_count, 3);
    struct scenario scenario;
    struct message message;
    for (int64_t c = 0; c < 4; c++) {
        assert_int_equal(study_scenario(&study, c, 1, &scenario, &message), STATUS_OK);
        assert_ptr_equal(study_network(&study, &scenario), &study.networks.items[0].edges);
    }
    study_free(&study);
    snprintf(text, sizeof text, "%s%s", base, VARIES "conditions: {a: {}, b: {without: {people: 3}}}\n");
    refuse(text, "study.yaml:4:43: without.people: 3 names agents beyond the last, who is 2");
    snprintf(text, sizeof text, "%s%s", base, VARIES "conditions: {a: {}, b: {network.directed: true}}\n");
    study = read_fine(text); /* the same file, read as other ties */
    assert_int_equal(study.networks.count, 2);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_some_configuration_shows_may_be_asked),
        cmocka_unit_test(what_all_configurations_lack_of_events_is_told),
        cmocka_unit_test(an_entry_is_one_that_there_is),
        cmocka_unit_test(keys_without_effect_are_counted_by_configuration),
        cmocka_unit_test(a_key_that_never_has_an_effect_is_refused_where_it_is_written),
        cmocka_unit_test(keys_that_say_nothing_are_refused),
        cmocka_unit_test(what_is_set_is_not_absent_too),
        cmocka_unit_test(what_branches_without_effect_is_refused),
        cmocka_unit_test(rules_and_interventions_that_come_to_nothing_are_counted),
        cmocka_unit_test(configurations_that_are_the_same_are_counted),
        cmocka_unit_test(a_rule_that_cannot_be_read_is_told_where_it_is),
        cmocka_unit_test(networks_are_read_once_and_have_whoever_is_named),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
