/* Configurations as points under conditions: which is which, on which network it runs, what of `set` is left in none of
 * them, and which runs ended before anything varied. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/parameters.h"
#include "study/studies.h"

#define VARIES "vary: {adoption.accept.beta: [0.1, 0.2, 0.3]}\n"

/* "point condition, ..." of every configuration. */
static void assert_points(const char *more, int64_t each, const char *expected)
{
    char text[2048], points[256] = "";
    snprintf(text, sizeof text, "%s%s", BASE, more);
    struct study study = read_fine(text);
    assert_int_equal(study_conditions_each(&study), each);
    for (int64_t c = 0; c < study_configurations(&study); c++) {
        const size_t length = strlen(points);
        snprintf(points + length, sizeof points - length, "%s%lld%s", c ? ", " : "", (long long)study_point(&study, c),
            study_condition(&study, c)->name);
    }
    assert_string_equal(points, expected);
    assert_int_equal(study_runs(&study), study.replicates * study_configurations(&study));
    study_free(&study);
}

static void conditions_are_fastest(void **state)
{
    (void)state;
    assert_points("", 1, "0");
    assert_points(VARIES "replicates: 3\n", 1, "0, 1, 2");
    assert_points("conditions: {b: {}, a: {}, c: {}}\n", 3, "0b, 0a, 0c");
    assert_points(VARIES "conditions: {b: {}, a: {}}\nreplicates: 2\n", 2, "0b, 0a, 1b, 1a, 2b, 2a");
}

/* Each row of a table is run under its condition alone, where the table says it; else under all. */
static void a_row_may_have_one_condition(void **state)
{
    (void)state;
    write_file("points.csv", "start.users,condition\n1,b\n2,a\n3,b\n");
    assert_points("conditions: {a: {}, b: {steps: 9}}\ntable: points.csv\nreplicates: 5\n", 1, "0b, 1a, 2b");
    write_file("points.csv", "start.users\n1\n2\n");
    assert_points("conditions: {a: {}, b: {steps: 9}}\ntable: points.csv\n", 2, "0a, 0b, 1a, 1b");
}

/* What a row varies, what its condition alters, and the seed. */
static void a_configuration_is_its_row_under_its_condition(void **state)
{
    (void)state;
    static struct scenario scenario;
    struct message message;
    write_file("points.csv", "start.users,condition,adoption.accept.beta\n1,b,0.5\n2,a,0.25\n");
    struct study study = read_fine(BASE "conditions: {a: {}, b: {steps: 9}}\ntable: points.csv\n");
    static const struct {
        int64_t users, steps;
        double beta;
    } expected[] = {{1, 9, 0.5}, {2, 20, 0.25}};
    for (int64_t c = 0; c < 2; c++) {
        assert_int_equal(study_scenario(&study, c, 40 + c, &scenario, &message), STATUS_OK);
        assert_int_equal(scenario.start.users, expected[c].users);
        assert_int_equal(scenario.run.steps, expected[c].steps);
        assert_true(scenario.accept.beta.start == expected[c].beta);
        assert_int_equal(scenario.run.seed, 40 + c);
    }
    study_free(&study);
}

/* Points share a seed, or have their own; and so may configurations. Under a table that says conditions a point is a
 * configuration. */
static void seeds_are_as_common_as_the_study_says(void **state)
{
    (void)state;
    static const struct {
        const char *more;
        bool points, conditions; /* whether they have the same seed */
    } cases[] = {{"", true, true}, {"independent_points: true\n", false, true},
        {"independent_seeds: true\n", false, false},
        {"independent_points: true\nindependent_seeds: true\n", false, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%s%s%s", BASE VARIES "conditions: {a: {}, b: {}}\nreplicates: 2\n",
            "outcomes: [adopters_final]\n", cases[i].more);
        struct study study = read_fine(text);
        for (int64_t run = 0; run < study_runs(&study); run++)
            for (int64_t other = 0; other < run; other++) {
                const struct study_run a = study_run(&study, run), b = study_run(&study, other);
                const int64_t point = study_point(&study, a.configuration);
                const bool point_common = point == study_point(&study, b.configuration);
                const bool condition_common =
                    study_condition(&study, a.configuration) == study_condition(&study, b.configuration);
                const bool common = a.replicate == b.replicate && (point_common || cases[i].points) &&
                                    (condition_common || cases[i].conditions);
                if ((a.seed == b.seed) != common) fail_msg("case %zu: %d and %d", i, (int)run, (int)other);
            }
        study_free(&study);
    }
}

/* ---- what no run has ---- */

/* Where every condition sets the same, or takes it out. */
static void what_all_conditions_undo_is_set_in_vain(void **state)
{
    (void)state;
    static const struct {
        const char *set, *conditions;
        int64_t count;
        const char *first; /* the parameter's path, or the section's */
    } cases[] = {
        {"start.users: 4, steps: 9", "a: {}, b: {}", 0, ""},
        {"start.users: 4, steps: 9", "a: {start.users: 5}, b: {}", 0, ""},
        {"start.users: 4, steps: 9", "a: {start.users: 5}, b: {steps: 8}", 0, ""},
        {"start.users: 4, steps: 9", "a: {start.users: 5}, b: {start.users: 6}", 1, "start.users"},
        {"start.users: 4, steps: 9", "a: {start.users: 5, steps: 3}, b: {steps: 8, start.users: 6}", 2, "start.users"},
        {"steps: 9, start.users: 4", "a: {start.users: 5, steps: 3}, b: {steps: 8, start.users: 6}", 2, "steps"},
        {"steps: 9, adoption.accept.beta: 0.4", "a: {adoption: absent}", 1, "adoption.accept.beta"},
        {"steps: 9, landscape: {domains: 2}", "a: {landscape: absent}, b: {landscape: absent}", 2, "landscape"},
        {"steps: 9, landscape: {domains: 2}", "a: {landscape: absent}, b: {landscape.domains: 3}", 1,
            "landscape.domains"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        snprintf(text, sizeof text, BASE "set: {%s}\nconditions: {%s}\n", cases[i].set, cases[i].conditions);
        struct study study = read_fine(text);
        const struct alteration *first = &study.set.items[0];
        assert_int_equal(study_set_in_vain(&study, &first), cases[i].count);
        assert_int_equal(first == NULL, cases[i].count == 0);
        if (first && first->parameter)
            assert_string_equal(parameter_path(first->parameter).text, cases[i].first);
        else if (first)
            assert_string_equal(first->section->path, cases[i].first);
        study_free(&study);
    }
}

/* It ends with a step before that in which what varies takes its values. */
static void a_run_may_end_before_it_branches(void **state)
{
    (void)state;
    struct study study = read_fine(BASE VARIES "branch_step: 7\n");
    assert_false(study_ended_before_branch(&study, -1));
    assert_true(study_ended_before_branch(&study, 0));
    assert_true(study_ended_before_branch(&study, 6));
    assert_false(study_ended_before_branch(&study, 7));
    assert_false(study_ended_before_branch(&study, 20));
    study_free(&study);
    study = read_fine(BASE VARIES);
    for (int64_t ended = -1; ended < 3; ended++) assert_false(study_ended_before_branch(&study, ended));
    study_free(&study);
}

/* ---- configurations that cannot be ---- */

/* Each value that varies by its name, as far as there is one, and the condition. */
static void a_configuration_is_named_by_what_varies(void **state)
{
    (void)state;
#define WHY                                                                                                            \
    "network.mean_degree: 6 does not go with network.agents, which is 5: among 5 agents network.mean_degree must be "  \
    "at most 4"
    refuse(BASE "set: {network.agents: 5}\n", "study.yaml:5:39: configuration 0: " WHY);
    refuse(
        BASE "conditions: {a: {network.agents: 5}, b: {}}\n", "study.yaml:5:39: configuration 0 (condition a): " WHY);
    refuse(BASE "set: {network.agents: 5}\nconditions: {a: {network.agents: 60}, b: {}}\n",
        "study.yaml:5:39: configuration 1 (condition b): " WHY);
    refuse(BASE VARIES "conditions: {a: {}, b: {network.agents: 5}}\n",
        "study.yaml:5:39: configuration 1 (adoption.accept.beta 0.1, condition b): " WHY);
    refuse(BASE "vary: {start.users: [2, 3], network.agents: [60, 5]}\nconditions: {a: {}}\n",
        "study.yaml:5:39: configuration 1 (start.users 2, network.agents 5, condition a): " WHY);
    refuse(BASE "design: oat\nvary: {start.users: [2], network.agents: [60, 5]}\n",
        "study.yaml:5:39: configuration 3 (start.users as in the base, network.agents 5): " WHY);
}

/* ---- networks ---- */

/* One that is read from files is another where anything says that it is read otherwise. */
static void networks_are_told_apart_by_what_names_them(void **state)
{
    (void)state;
    static const char base[] = "selforg: 2\nscenario: {steps: 5, landscape: {}, opportunities: {}, projects: {}, "
                               "adoption: {}, start: {users: 1}, "
                               "network: {kind: file, edges: points.csv, nodes: nodes.csv}}\n";
    static const struct {
        const char *condition;
        int64_t networks;
    } cases[] = {{"start.users: 2", 1}, {"network.unit_column: where", 2}, {"network.weight: strength", 2},
        {"network.trust_column: trusted", 2}, {"network.breadth_column: wide", 2},
        {"network.confidence_column: bold", 2}, {"network.edges: other.csv", 2}, {"network.nodes: people.csv", 2},
        {"network.directed: true", 2}};
    write_file("points.csv", "source,target,strength,trusted\nAnn,Bob,1,0.5\nBob,Cy,2,0.25\n");
    write_file("other.csv", "source,target\nAnn,Bob\n");
    write_file("nodes.csv", "node,where,wide,bold\nAnn,x,0.1,0.5\nBob,y,0.2,0.5\nCy,x,0.3,1\n");
    write_file("people.csv", "node\nAnn\nBob\nCy\n");
    static struct scenario scenario;
    struct message message;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        snprintf(text, sizeof text, "%sconditions: {a: {}, b: {%s}, c: {}}\n", base, cases[i].condition);
        struct study study = read_fine(text);
        if (study.networks.count != cases[i].networks) fail_msg("%s", cases[i].condition);
        for (int64_t c = 0; c < 3; c++) {
            assert_int_equal(study_scenario(&study, c, 1, &scenario, &message), STATUS_OK);
            assert_ptr_equal(
                study_network(&study, &scenario), &study.networks.items[c == 1 ? cases[i].networks - 1 : 0].edges);
        }
        scenario.network.kind = NETWORK_RING; /* it needs none then */
        assert_null(study_network(&study, &scenario));
        study_free(&study);
    }
    static const char *const files[] = {"other.csv", "nodes.csv", "people.csv"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) assert_int_equal(remove(files[i]), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_are_fastest),
        cmocka_unit_test(a_row_may_have_one_condition),
        cmocka_unit_test(a_configuration_is_its_row_under_its_condition),
        cmocka_unit_test(seeds_are_as_common_as_the_study_says),
        cmocka_unit_test(what_all_conditions_undo_is_set_in_vain),
        cmocka_unit_test(a_run_may_end_before_it_branches),
        cmocka_unit_test(a_configuration_is_named_by_what_varies),
        cmocka_unit_test(networks_are_told_apart_by_what_names_them),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
