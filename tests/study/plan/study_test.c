/* Studies: what a file says, what is wrong with it and where, and the order and the seeds of the runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

static void mistakes_are_told_with_their_place(void **state)
{
    (void)state;
    refuse(BASE "varry: {adoption.accept.beta: [0.1]}\n",
        "study.yaml:8:1: varry: there is no such key; did you mean 'vary'?");
    refuse(BASE "vary: {adoption.betta: [0.1]}\n",
        "study.yaml:8:8: adoption.betta: there is no such key; did you mean 'adoption.accept.beta'?");
    refuse(BASE "vary:\n  adoption.accept.beta: [0.1, 2]\n",
        "study.yaml:9:31: adoption.accept.beta: '2' is too large; it must be a number from 0 to 1");
    refuse(BASE "vary:\n  seed: [1, 2]\n",
        "study.yaml:9:3: seed: it follows from the replicate and cannot vary by itself");
    refuse(BASE "vary: {title: [a, b]}\n", "study.yaml:8:8: title: no run depends on it, and so it cannot vary");
    refuse(BASE "vary: {start.users: [1, 4]}\ndesign_seed: 4\n",
        "study.yaml:9:14: design_seed: has no effect, as design grid draws nothing");
    refuse(BASE "conditions: {a: {seed: 4}}\n",
        "study.yaml:8:13: seed: condition a sets it; each run's follows from the study's and from the replicate");
    refuse(BASE "vary: {adoption.accept.beta: {from: 0, to: 1}}\n",
        "study.yaml:8:30: adoption.accept.beta: count is missing: how many values between from and to");
    refuse(BASE "design: lsh\nsamples: 4\n",
        "study.yaml:8:9: design: 'lsh' is no such word; it must be one of grid, zip, table, oat, lhs, sobol, saltelli, "
        "morris; did you mean 'lhs'?");
    refuse(BASE "design: lhs\n", "study.yaml:1:1: samples: the key is missing; design lhs needs it");
    refuse(BASE "replicates: 0\n",
        "study.yaml:8:13: replicates: '0' is too small; it must be a whole number from 1 to 10000000");
    refuse(BASE "replicates: [4]\n",
        "study.yaml:8:13: replicates: the value is a list; it must be a whole number from 1 to 10000000");
    refuse(BASE "vary:\n  adoption.accept.beta: [0,1, 0,1]\n",
        "study.yaml:9:31: adoption.accept.beta: 0 is there twice; a decimal comma? numbers have a point");
    refuse(BASE "vary: {adoption.accept.beta: [0.1, 0.10]}\n",
        "study.yaml:8:36: adoption.accept.beta: 0.10 is there twice; a decimal comma? numbers have a point");
    refuse(BASE "set: {adoption.accept.beta: 0.3}\nvary: {adoption.accept.beta: [0.1, 0.2]}\n",
        "study.yaml:8:29: adoption.accept.beta: it has no effect in `set`, as it varies");
    struct study branches =
        read_fine(BASE "set: {adoption.accept.beta: 0.3}\nvary: {adoption.accept.beta: [0.1, 0.2]}\nbranch_step: 5\n");
    study_free(&branches);
    refuse(BASE "conditions: {1: {}, 1.0: {}}\n",
        "study.yaml:8:21: conditions.1.0: the key is there twice; the first is in line 8");
    refuse(BASE "set: {debrief: {depht: 1}}\n",
        "study.yaml:8:17: debrief.depht: there is no such key; did you mean 'debrief.depth'?");
    refuse(BASE "set: {network: absent}\n", "study.yaml:8:16: network: this section is always there");
    refuse("selforg: 2\nbase: none.yaml\n",
        "study.yaml:2:7: base: none.yaml: the file cannot be opened: No such file or directory");
    refuse("selforg: 2\n", "study.yaml:1:1: a study has a base (a scenario's file), or a scenario written in it: "
                           "neither is here");
    refuse("selforg: 2\nscenario:\n  netwrok: {}\n",
        "study.yaml:3:3: netwrok: there is no such key; did you mean 'network'?");
}

/* Teams are there wherever projects are; communities only where they are written. */
static void nothing_is_switched_on_without_a_word(void **state)
{
    (void)state;
    static const char why[] =
        "the base has no section 'communities', and a value would put it in without a word; write "
        "communities: {} where it is wanted, for all runs in `set`";
    static const struct {
        const char *text, *place;
    } cases[] = {{"vary: {communities.core_limit: [4, 8]}\n", "8:8"}, {"set: {communities.core_limit: 4}\n", "8:31"},
        {"conditions: {a: {communities.core_limit: 4}}\n", "8:42"},
        {"conditions: {a: {communities: {}}, b: {}}\nvary: {communities.core_limit: [4, 8]}\n", "9:8"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024], reason[512];
        snprintf(text, sizeof text, "%s%s", BASE, cases[i].text);
        snprintf(reason, sizeof reason, "study.yaml:%s: communities.core_limit: %s", cases[i].place, why);
        refuse(text, reason);
    }
    struct study study = read_fine(
        "selforg: 2\nscenario: {landscape: {}, opportunities: {}, projects: {}, adoption: {}}\n"
        "set: {closeness: {}, communities: {}, renew: {turnover_probability: 0}}\n"
        "vary: {team.max: [6, 8], communities.core_limit: [4, 8]}\nconditions: {a: {}, b: {communities: absent}}\n");
    study_free(&study);
}

static void a_file_of_the_other_kind_is_told(void **state)
{
    (void)state;
    refuse("selforg: 2\nsteps: 20\nnetwork: {}\n",
        "study.yaml: this is a scenario and no study; `selforg run` runs one, `selforg check` checks it");
    write_file("other.yaml", "selforg: 2\nbase: base.yaml\nreplicates: 2\n");
    refuse("selforg: 2\nbase: other.yaml\n",
        "study.yaml:2:7: base: other.yaml is a study itself; it must be a scenario's file");
    assert_int_equal(remove("other.yaml"), 0);
    struct study study;
    struct message message;
    write_file("study.yaml", "selforg: 2\nsteps: 20\noutcomes: []\n");
    assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
    assert_true(
        strncmp(message.text, "study.yaml:2:1: steps: there is no such key; there are selforg, title, ", 71) == 0);
}

static void outcomes_are_checked_before_anything_runs(void **state)
{
    (void)state;
    refuse(BASE "outcomes: [adopterz_final]\n",
        "study.yaml:8:12: adopterz_final: there is no such observable; did you mean 'adopters_final'?; `selforg "
        "describe observables` lists them all");
    refuse(BASE "outcomes: [quality_mean_final]\n",
        "study.yaml:8:12: quality_mean_final: no configuration shows it: each lacks the mechanism of quality_mean, or "
        "ends before");
    refuse(BASE "outcomes:\n  - {name: late, of: adopters, at: 21}\n",
        "study.yaml:9:5: late: no configuration shows it: each lacks the mechanism of adopters, or ends before");
    refuse(BASE "outcomes: [{name: x, of: adoptions, entry: projet, at: final}]\n",
        "study.yaml:8:12: x: adoptions has no entry 'projet'; did you mean 'project'?");
    refuse(BASE "outcomes: [{name: x, of: adoptions, at: final, over: [adopter]}]\n",
        "study.yaml:8:55: adopter: there is no such observable; did you mean 'adopters'?; `selforg describe "
        "observables` "
        "lists them all");
    refuse(BASE "outcomes: [{name: x, of: adopters, reaches: 5, over: [adopters]}]\n",
        "study.yaml:8:54: over: `reaches` is divided by nothing");
    refuse(BASE "outcomes: [{name: x, of: adopters, at: final, over: []}]\n",
        "study.yaml:8:53: over: a list is empty, and has no effect; it must be a list, as [projects_succeeded, "
        "projects_failed], or the key left out");
    refuse(BASE "outcomes: [{name: x, of: adopters, at: final, over: [projects_failed]}]\n",
        "study.yaml:8:12: x: no configuration shows it: each lacks the mechanism of adopters or of what it is divided "
        "by, "
        "or ends before");
    refuse(BASE "outcomes: [adopters_final, adopters_final]\n", "study.yaml:8:28: adopters_final: the name is there "
                                                                "twice");
}

static void a_configuration_that_cannot_be_is_named(void **state)
{
    (void)state;
    refuse(BASE "vary: {network.mean_degree: [6, 200]}\n",
        "study.yaml:8:8: configuration 1 (network.mean_degree 200): network.mean_degree: 200 does not go with "
        "network.agents, which is 60: among 60 agents network.mean_degree must be at most 59");
}

static void replicates_come_one_after_the_other_with_common_seeds(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "vary: {adoption.accept.beta: [0.1, 0.2, 0.3]}\nconditions: {a: {}, b: {}}\n"
                                        "replicates: 4\n");
    assert_int_equal(study_configurations(&study), 6);
    assert_int_equal(study_runs(&study), 24);
    for (int64_t i = 0; i < 24; i++) {
        struct study_run run = study_run(&study, i);
        assert_int_equal(run.replicate, i / 6);
        assert_int_equal(run.configuration, i % 6);
        assert_int_equal(run.seed, study_run(&study, i - i % 6).seed);
        assert_string_equal(study_condition(&study, run.configuration)->name, i % 2 ? "b" : "a");
    }
    study_free(&study);
}

/* Neighbouring seeds, and a seed that is another study's run's, share no run; more replicates leave the first ones. */
static void studies_with_other_seeds_share_no_run(void **state)
{
    (void)state;
    struct study one = read_fine(BASE "replicates: 50\n"), two = read_fine(BASE "set: {seed: 6}\nreplicates: 100\n"),
                 same = read_fine(BASE "replicates: 100\n");
    for (int64_t i = 0; i < 50; i++) {
        int64_t seed = study_run(&one, i).seed;
        assert_in_range(seed, 0, ((int64_t)1 << 53) - 1);
        assert_int_equal(seed, study_run(&same, i).seed);
        for (int64_t k = 0; k < 100; k++) {
            assert_int_not_equal(seed, study_run(&two, k).seed);
            assert_true(k == i || seed != study_run(&same, k).seed);
        }
    }
    assert_int_equal(study_run(&one, 0).seed, 0x2b9bb61c47f53);
    study_free(&one);
    study_free(&two);
    study_free(&same);
}

static void independent_seeds_differ_everywhere(void **state)
{
    (void)state;
    struct study study =
        read_fine(BASE "vary: {adoption.accept.beta: [0.1, 0.2]}\nreplicates: 3\nindependent_seeds: true\n");
    for (int64_t i = 0; i < 6; i++)
        for (int64_t k = 0; k < i; k++)
            assert_true(study_run(&study, i).seed != study_run(&study, k).seed && study_run(&study, i).seed >= 0);
    study_free(&study);
}

/* Common to the conditions of a point, and to nothing else. */
static void points_may_have_seeds_of_their_own(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "vary: {adoption.accept.beta: [0.1, 0.2, 0.3]}\nconditions: {a: {}, b: {}}\n"
                                        "replicates: 2\nindependent_points: true\n");
    for (int64_t i = 0; i < 12; i++)
        for (int64_t k = 0; k < i; k++)
            assert_int_equal(study_run(&study, i).seed == study_run(&study, k).seed, i / 2 == k / 2);
    study_free(&study);
}

static void later_changes_win(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "set: {renew: {turnover_probability: 0.1}, network.agents: 80}\n"
                                        "vary: {adoption.accept.beta: [0.1, 0.3]}\n"
                                        "conditions: {closed: {renew: absent}, open: {network.agents: 90}}\n");
    struct scenario scenario;
    struct message message;
    assert_int_equal(study_scenario(&study, 0, 9, &scenario, &message), STATUS_OK);
    assert_true(scenario.accept.beta.start == 0.1 && !scenario.renew.present && scenario.network.agents == 80);
    assert_int_equal(scenario.run.seed, 9);
    assert_int_equal(study_scenario(&study, 3, 9, &scenario, &message), STATUS_OK);
    assert_true(scenario.accept.beta.start == 0.3 && scenario.renew.present &&
                scenario.renew.turnover_probability.start == 0.1);
    assert_int_equal(scenario.network.agents, 90);
    study_free(&study);
}

static void a_table_gives_configurations_row_by_row(void **state)
{
    (void)state;
    write_file("points.csv", "adoption.accept.beta,network.agents\n0.1,50\n0.7,70\n");
    struct study study = read_fine(BASE "design: table\ntable: points.csv\n");
    struct scenario scenario;
    struct message message;
    assert_int_equal(study_configurations(&study), 2);
    assert_int_equal(study_scenario(&study, 1, 1, &scenario, &message), STATUS_OK);
    assert_true(scenario.accept.beta.start == 0.7 && scenario.network.agents == 70);
    study_free(&study);
    write_file("points.csv", "adoption.accept.beta\n0.1\n1.1\n");
    refuse(BASE "design: table\ntable: points.csv\n",
        "points.csv:3:1: adoption.accept.beta: '1.1' is too large; it must be a number from 0 to 1");
}

/* A key of the study or of its base that has an effect in no configuration is refused where it is written; in some
 * only, their number is noted. */
static void what_is_written_in_vain_is_refused(void **state)
{
    (void)state;
    refuse(BASE "vary: {network.within_unit_fraction: [0.1, 0.9]}\n",
        "study.yaml:8:8: network.within_unit_fraction: 0.9 has no effect: network.kind is random; units uses "
        "it");
    refuse(BASE "set: {network.grid_rows: 5}\n",
        "study.yaml:8:26: network.grid_rows: 5 has no effect: network.kind is random; torus uses it");
    refuse(BASE "conditions: {a: {}, b: {network: {grid_rows: 5}}}\n",
        "study.yaml:8:46: network.grid_rows: 5 has no effect: network.kind is random; torus uses it");
    refuse(BASE "design_seed: 2\nvary: {adoption.accept.beta: [0.1, 0.2]}\n",
        "study.yaml:8:14: design_seed: has no effect, as design grid draws nothing");
    refuse(
        BASE "doi: 10.1126/science.1106340\n", "study.yaml:8:1: doi: has no effect without `expect`, which is missing");
    refuse(BASE "differs: much\n", "study.yaml:8:1: differs: has no effect without `expect`, which is missing");
    refuse(BASE "quick: {replicates: 1}\n", "study.yaml:8:1: quick: has no effect without `expect`, which is missing");
    refuse(BASE
        "outcomes: [adopters_final]\ncontrasts: [{name: a, outcome: adopters_final, from: {}, to: {}, smallest: 1}]\n",
        "study.yaml:9:66: smallest: has no effect without `expected`, which is missing");
    struct study study = read_fine(BASE "set: {adoption: {accept: {beta: 0.2, above: 0.7}}}\n"
                                        "vary: {adoption.rule: [contact, threshold]}\nconditions: {a: {}, b: {}}\n");
    assert_int_equal(study.in_vain[parameter_find("adoption.accept.beta") - parameter_table], 2);
    assert_int_equal(study.in_vain[parameter_find("adoption.accept.above") - parameter_table], 2);
    assert_int_equal(study.in_vain[parameter_find("start.users") - parameter_table], 0);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_told_with_their_place),
        cmocka_unit_test(nothing_is_switched_on_without_a_word),
        cmocka_unit_test(a_file_of_the_other_kind_is_told),
        cmocka_unit_test(outcomes_are_checked_before_anything_runs),
        cmocka_unit_test(a_configuration_that_cannot_be_is_named),
        cmocka_unit_test(replicates_come_one_after_the_other_with_common_seeds),
        cmocka_unit_test(studies_with_other_seeds_share_no_run),
        cmocka_unit_test(independent_seeds_differ_everywhere),
        cmocka_unit_test(points_may_have_seeds_of_their_own),
        cmocka_unit_test(later_changes_win),
        cmocka_unit_test(a_table_gives_configurations_row_by_row),
        cmocka_unit_test(what_is_written_in_vain_is_refused),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
