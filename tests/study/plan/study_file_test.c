/* A study's file as it is read: what each key becomes, where its base and table come from, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "study/format/format.h"
#include "study/studies.h"

#define VARIES "vary: {adoption.accept.beta: [0.1, 0.2]}\n"

/* Everything that a study may leave out. */
static void what_is_left_out_is_as_by_default(void **state)
{
    (void)state;
    struct study study = read_fine(BASE);
    assert_string_equal(study.title, "");
    assert_string_equal(study.question, "");
    assert_string_equal(study.base_name, "study.yaml");
    assert_string_equal(study.sources.base, "");
    assert_string_equal(study.sources.table, "");
    assert_string_equal(study.sources.study, BASE);
    assert_int_equal(study.replicates, 1);
    assert_int_equal(study.branch_step, 0);
    assert_false(study.independent_seeds || study.independent_points || study.results);
    assert_int_equal(study.set.count + study.axes.count + study.outcomes.count + study.series.count, 0);
    assert_int_equal(study.conditions.count, 1);
    assert_string_equal(study.conditions.items[0].name, "");
    assert_int_equal(study.design.kind, DESIGN_GRID);
    assert_int_equal(study.design.seed, STANDARD_DESIGN_SEED);
    assert_int_equal(study_configurations(&study), 1);
    assert_int_equal(study.seed, 5);
    study_free(&study);
}

static void every_key_is_taken(void **state)
{
    (void)state;
    struct study study = read_fine(BASE
        "title: \"What: a title\"\nquestion: Does it?\nset: {seed: 9, network.agents: 70}\n"
        "vary: {adoption.accept.beta: {from: 0, to: 1}}\nconditions: {b: {steps: 21}, a: {}}\ndesign: lhs\nsamples: 3\n"
        "design_seed: 12\nreplicates: 4\nbranch_step: 7\nindependent_seeds: true\nindependent_points: true\n"
        "results: true\noutcomes: [adopters_final, adopters_max]\nseries: [adopters]\n");
    assert_string_equal(study.title, "What: a title");
    assert_string_equal(study.question, "Does it?");
    assert_int_equal(study.seed, 9); /* of the base as `set` leaves it; the base itself stays */
    assert_int_equal(study.base.run.seed, 5);
    assert_int_equal(study.base.network.agents, 60);
    assert_int_equal(study.set.count, 2);
    assert_int_equal(study.axes.count, 1);
    assert_int_equal(study.conditions.count, 2);
    assert_string_equal(study.conditions.items[0].name, "b");
    assert_int_equal(study.design.kind, DESIGN_LHS);
    assert_int_equal(study.design.samples, 3);
    assert_int_equal(study.design.seed, 12);
    assert_int_equal(study.replicates, 4);
    assert_int_equal(study.branch_step, 7);
    assert_true(study.independent_seeds && study.independent_points && study.results);
    assert_int_equal(study.outcomes.count, 2);
    assert_int_equal(study.series.count, 1);
    assert_int_equal(study_runs(&study), 3 * 2 * 4);
    study_free(&study);
}

/* Of each key a value of a form that it has not; the message says where, which key, and what it must be. */
static void a_value_of_the_wrong_form_is_told_for_every_key(void **state)
{
    (void)state;
    static const struct {
        int form;
        const char *written, *is;
    } forms[] = {
        {YAML_LIST, "[1]", "a list"}, {YAML_MAPPING, "{a: 1}", "a mapping"}, {0, "", "missing"}, {0, "~", "missing"}};
    const struct yaml_keys *keys = &study_mapping_table[MAPPING_STUDY].keys;
    for (int i = 0; i < keys->count; i++)
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
            const struct yaml_key *key = &keys->key[i];
            char text[512], beside[128] = "", start[128], expected[256];
            struct study study;
            struct message message;
            if (key->forms & forms[k].form) continue;
            if (*key->beside) snprintf(beside, sizeof beside, "%s: []\n", key->beside);
            snprintf(text, sizeof text, "%s: %s\n%s", key->name, forms[k].written, beside);
            write_file("study.yaml", text);
            assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
            snprintf(start, sizeof start, "study.yaml:1:");
            snprintf(expected, sizeof expected, "%s: the value is %s; it must be ", key->name, forms[k].is);
            if (strncmp(message.text, start, strlen(start)) != 0 || !strstr(message.text, expected))
                fail_msg("%s is told as \"%s\"", text, message.text);
        }
}

/* Two neighbouring letters of each key changed round. */
static void a_slip_in_a_key_names_the_nearest(void **state)
{
    (void)state;
    const struct yaml_keys *keys = &study_mapping_table[MAPPING_STUDY].keys;
    for (int i = 0; i < keys->count; i++) {
        char slip[64], text[128], expected[256];
        snprintf(slip, sizeof slip, "%s", keys->key[i].name);
        if (strlen(slip) < 4 || slip[1] == slip[2]) continue;
        slip[1] = keys->key[i].name[2];
        slip[2] = keys->key[i].name[1];
        snprintf(text, sizeof text, "replicates: 2\n%s: 1\n", slip);
        snprintf(expected, sizeof expected, "study.yaml:2:1: %s: there is no such key; did you mean '%s'?", slip,
            keys->key[i].name);
        refuse(text, expected);
    }
}

static void what_is_no_study_is_told(void **state)
{
    (void)state;
    struct study study;
    struct message message;
    refuse("", "study.yaml:1:1: the file is empty; a study begins with `selforg: 2`");
    refuse("selforg: 3\nscenario: {}\n", "study.yaml:1:10: selforg: '3' is too large; it must be 2");
    refuse("scenario: {}\n", "study.yaml:1:1: selforg: the key is missing; a study has one");
    assert_int_equal(study_read("absent.yaml", &study, &message), STATUS_INPUT);
    assert_string_equal(message.text, "absent.yaml: the file cannot be opened: No such file or directory");
}

/* Nothing is left allocated after a refusal, whichever part it came in: freeing it again is fine. */
static void a_study_that_was_refused_is_none(void **state)
{
    (void)state;
    static const char *const refused[] = {"", BASE VARIES "conditions: {}\n", BASE VARIES "outcomes: [nothing_final]\n",
        BASE "set: {seed: 9}\nconditions: {a: {}, b: {network: absent}}\n"};
    static const struct study none;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct study study;
        struct message message;
        write_file("study.yaml", refused[i]);
        assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
        assert_memory_equal(&study, &none, sizeof study);
        study_free(&study);
    }
}

#define OF_A_FILE "selforg: 2\nbase: part/base.yaml\n" VARIES "outcomes: [adopters_final]\n"
static const char base_text[] = "selforg: 2\nseed: 11\nnetwork: {agents: 40, mean_degree: 4}\n"
                                "adoption: {rule: contact}\n";

static void write_base(const char *text)
{
    assert_true(mkdir("part", 0700) == 0);
    write_file("part/base.yaml", text);
}

static void remove_base(void)
{
    assert_int_equal(remove("part/base.yaml"), 0);
    assert_int_equal(rmdir("part"), 0);
}

/* A base is looked for beside the study, and what it names beside the base. */
static void a_base_stands_in_a_file_of_its_own(void **state)
{
    (void)state;
    write_base(base_text);
    struct study study = read_fine(OF_A_FILE);
    assert_string_equal(study.base_name, "part/base.yaml");
    assert_string_equal(study.base_folder, "part/");
    assert_string_equal(study.sources.base, base_text);
    assert_int_equal(study.base.network.agents, 40);
    assert_int_equal(study.seed, 11);
    study_free(&study);
    remove_base();
}

static void what_is_wrong_with_a_base_is_told_where_it_is(void **state)
{
    (void)state;
    write_base("selforg: 2\nnetwork: {agnets: 40}\n");
    refuse(OF_A_FILE, "part/base.yaml:2:11: network.agnets: there is no such key; did you mean 'network.agents'?");
    write_file("part/base.yaml", "selforg: 2\nnetwork: {agents: 40, mean_degree: 4}\nadoption: {rule: contact, "
                                 "accept: {threshold: 0.5}}\n");
    refuse(OF_A_FILE, "part/base.yaml:3:36: adoption.accept.threshold: 0.5 has no effect: adoption.accept.by is each "
                      "(adoption.rule is contact); threshold uses it");
    write_file("part/base.yaml", OF_A_FILE);
    refuse(OF_A_FILE, "study.yaml:2:7: base: part/base.yaml is a study itself; it must be a scenario's file");
    write_file("part/base.yaml", base_text);
    refuse("selforg: 2\nbase: part/base.yaml\nscenario: {}\n",
        "study.yaml:2:7: a study has a base (a scenario's file), or a scenario written in it: here are both");
    remove_base();
}

/* Later the files that the study names may be others, or gone; what was kept is what was read. */
static void what_was_kept_is_read_and_no_file(void **state)
{
    (void)state;
    static const char table[] = "adoption.accept.beta\n0.3\n0.4\n0.5\n", text[] = "selforg: 2\nbase: gone.yaml\n"
                                                                                  "table: gone.csv\n";
    char base[sizeof base_text], rows[sizeof table], whole[sizeof text];
    const struct study_sources kept = {
        memcpy(whole, text, sizeof text), memcpy(base, base_text, sizeof base_text), memcpy(rows, table, sizeof table)};
    struct study study;
    struct message message;
    if (study_read_kept("anywhere/study.yaml", &kept, &study, &message) != STATUS_OK) fail_msg("%s", message.text);
    memset(base, 'x', sizeof base - 1); /* it may be freed, or be something else now */
    memset(rows, 'x', sizeof rows - 1);
    memset(whole, 'x', sizeof whole - 1);
    assert_string_equal(study.base_name, "anywhere/gone.yaml");
    assert_int_equal(study.seed, 11);
    assert_int_equal(study_configurations(&study), 3);
    assert_string_equal(study.sources.study, text);
    assert_string_equal(study.sources.base, base_text);
    assert_string_equal(study.sources.table, table);
    study_free(&study);
    write_file("study.yaml", BASE VARIES); /* the study itself from its file, where it was not kept */
    const struct study_sources without = {.base = base, .table = rows};
    if (study_read_kept("study.yaml", &without, &study, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_int_equal(study_configurations(&study), 2);
    study_free(&study);
}

/* A study that is kept is read where its networks are not. */
static void no_network_is_read_of_what_was_kept(void **state)
{
    (void)state;
    static const char text[] =
        "selforg: 2\nscenario: {network: {kind: file, edges: gone.csv}, adoption: {rule: contact}, until: adopters >= "
        "900}\noutcomes: [{name: a, of: adoptions, entry: word_of_mouth, at: final}]\n";
    char copy[sizeof text], nothing[] = "";
    const struct study_sources kept = {memcpy(copy, text, sizeof text), nothing, nothing};
    struct study study;
    struct message message;
    if (study_read_kept("study.yaml", &kept, &study, &message) != STATUS_OK) fail_msg("%s", message.text);
    assert_int_equal(study.networks.count, 0);
    assert_int_equal(study.never_met, 0); /* nobody knows how many people there are */
    study_free(&study);
    refuse(text, "study.yaml:2:34: network.edges: gone.csv: No such file or directory");
}

static void conditions_have_names_and_leave_alone_what_varies(void **state)
{
    (void)state;
    refuse(BASE "conditions: {}\n", "study.yaml:8:13: conditions: a mapping is empty, and has no effect; it must be a "
                                    "mapping, as {both: {}, only_projects: {rollout: absent}}, or the key left out");
    refuse(BASE "conditions: {\"\": {}}\n", "study.yaml:8:14: conditions: a key is empty");
    refuse(BASE "conditions: {\"a\\nb\": {}}\n", "study.yaml:8:14: conditions: this is no name");
    refuse(BASE VARIES "conditions: {a: {}, b: {adoption.accept.beta: 0.2}}\n",
        "study.yaml:9:13: adoption.accept.beta: condition b sets it, and it varies");
    refuse(BASE VARIES "conditions: {a: {adoption: {accept: {beta: 0.2}}}, b: {}}\n",
        "study.yaml:9:13: adoption.accept.beta: condition a sets it, and it varies");
    refuse(BASE "conditions: {a: {steps: x}, b: {steps: 3}}\n", /* the first fault, though what follows is fine */
        "study.yaml:8:25: steps: 'x' is no number; it must be a whole number from 1 to 10000000");
    refuse(BASE "conditions: {a: 1}\n", "study.yaml:8:17: this is text; it must be a mapping, as {projects.load: 0.2}");
    struct study study = read_fine(BASE VARIES "conditions: {a: {}, b: {adoption: absent}}\n");
    assert_int_equal(study_configurations(&study), 4);
    study_free(&study);
}

static void a_design_has_the_keys_that_it_needs_and_no_others(void **state)
{
    (void)state;
    write_file("points.csv", "adoption.accept.beta\n0.1\n0.2\n");
    refuse(BASE "design: table\n", "study.yaml:1:1: table: the key is missing; design table needs it");
    refuse(BASE "design: grid\ntable: points.csv\n", "study.yaml:9:8: table: design grid has none");
    refuse(BASE "table: points.csv\n" VARIES, "study.yaml:9:7: vary: design table has none");
    refuse(BASE "table: points.csv\nsamples: 4\n", "study.yaml:9:10: samples: design table has none");
    refuse(BASE VARIES "samples: 4\n", "study.yaml:9:10: samples: design grid has none");
    refuse(BASE VARIES "design: morris\n", "study.yaml:1:1: samples: the key is missing; design morris needs it");
    refuse(BASE "table: points.csv\ndesign_seed: 4\n",
        "study.yaml:9:14: design_seed: has no effect, as design table draws nothing");
    refuse(BASE "branch_step: 5\n", "study.yaml:8:14: branch_step: has no effect, as nothing varies; conditions are "
                                    "so from the start on");
    refuse(BASE "table: none.csv\n",
        "study.yaml:8:8: table: none.csv: the file cannot be opened: No such file or directory");
    struct study study = read_fine(BASE "table: points.csv\n"); /* the table implies the design */
    assert_int_equal(study.design.kind, DESIGN_TABLE);
    assert_string_equal(study.sources.table, "adoption.accept.beta\n0.1\n0.2\n");
    study_free(&study);
}

/* What one key says and another, or each run, decides anew; the place is that of the key. */
static void what_another_key_decides_is_not_set(void **state)
{
    (void)state;
    refuse(BASE "conditions: {a: {}, b: {seed: 4}}\n",
        "study.yaml:8:13: seed: condition b sets it; each run's follows from the study's and from the replicate");
    refuse(BASE "set: {steps: 9, adoption.accept.beta: 0.3}\n" VARIES,
        "study.yaml:8:39: adoption.accept.beta: it has no effect in `set`, as it varies");
    struct study study = read_fine(BASE "branch_step: 4\nset: {adoption.accept.beta: 0.3}\n" VARIES);
    assert_int_equal(study.set.count, 1); /* until the branch */
    study_free(&study);
}

/* All stand beside each other in the file of all runs. */
static void no_two_columns_have_one_name(void **state)
{
    (void)state;
    static const char varies[] = BASE "vary: {start.users: [2, 3], steps: [10, 20]}\n";
    static const char *const cases[][2] = {{"outcomes: [adopters_final, {name: steps, of: adopters, at: final}]\n",
                                               "9:28: steps: what varies has this name"},
        {"series: [{name: steps, of: adopters}]\n", "9:10: steps: what varies has this name"},
        {"outcomes: [adopters_max, [x]]\nseries: [adopters]\n", "9:26: this is a list; it must be a name or a mapping"},
        {"outcomes: [adopters_max, {name: x, of: adopters, at: final}]\nseries: [adopters, {name: x, of: adopters}]\n",
            "10:20: x: an outcome has this name"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024], reason[128];
        snprintf(text, sizeof text, "%s%s", varies, cases[i][0]);
        snprintf(reason, sizeof reason, "study.yaml:%s", cases[i][1]);
        refuse(text, reason);
    }
    struct study study = read_fine(BASE "outcomes: [{name: steps, of: adopters, at: final}]\nseries: [adopters]\n");
    study_free(&study);
}

static void a_study_has_one_base_that_can_be_opened(void **state)
{
    (void)state;
    refuse("selforg: 2\nreplicates: 2\n", "study.yaml:1:1: a study has a base (a scenario's file), or a scenario "
                                          "written in it: neither is here");
    refuse("selforg: 2\nbase: gone.yaml\n",
        "study.yaml:2:7: base: gone.yaml: the file cannot be opened: No such file or directory");
    refuse("selforg: 2\nsteps: 3\nadoption: {rule: contact}\n",
        "study.yaml: this is a scenario and no study; `selforg run` runs one, `selforg check` checks it");
}

/* Where the file is not there that does not come with the study, no network is looked for either. */
static void data_that_are_not_there_are_told_by_name(void **state)
{
    (void)state;
    static const char text[] =
        "selforg: 2\nscenario: {network: {kind: file, edges: gone.csv}, adoption: {rule: "
        "contact}}\noutcomes: [adopters_final]\ndata: points.csv\nexpect: [{outcome: adopters_final, at_least: 0}]\n";
    (void)!remove("points.csv");
    struct study study = read_fine(text);
    assert_string_equal(study.absent, "points.csv");
    assert_int_equal(study.networks.count, 0);
    study_free(&study);
    write_file("points.csv", "");
    refuse(text, "study.yaml:2:34: network.edges: gone.csv: No such file or directory");
}

/* What is asked of the runs is looked at before any is made. */
static void what_is_asked_is_checked_at_once(void **state)
{
    (void)state;
    static const char asked[] = BASE VARIES "outcomes: [adopters_final]\nreplicates: 3\n";
    static const struct {
        const char *asks, *reason;
    } cases[] = {
        {"contrasts: [{name: a, outcome: adopters_finl, from: {}, to: {}}]\n",
            "study.yaml:11:32: outcome: there is no 'adopters_finl' here; did you mean 'adopters_final'?"},
        {"expect: [{outcome: adopters_finl, at: {adoption.accept.beta: 0.1}, value: 1, within: 1}]\n",
            "study.yaml:11:20: outcome: there is no 'adopters_finl' here; did you mean 'adopters_final'?"},
        {"expect: [{outcome: adopters_final, at: {adoption.accept.beta: 0.1}, value: 1, within: 1}]\n"
         "quick: {replicates: 4}\n",
            "study.yaml:12:8: quick: it has more replicates than the study's 3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2048];
        snprintf(text, sizeof text, "%s%s", asked, cases[i].asks);
        refuse(text, cases[i].reason);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_out_is_as_by_default),
        cmocka_unit_test(every_key_is_taken),
        cmocka_unit_test(a_value_of_the_wrong_form_is_told_for_every_key),
        cmocka_unit_test(a_slip_in_a_key_names_the_nearest),
        cmocka_unit_test(what_is_no_study_is_told),
        cmocka_unit_test(a_study_that_was_refused_is_none),
        cmocka_unit_test(a_base_stands_in_a_file_of_its_own),
        cmocka_unit_test(what_is_wrong_with_a_base_is_told_where_it_is),
        cmocka_unit_test(what_was_kept_is_read_and_no_file),
        cmocka_unit_test(no_network_is_read_of_what_was_kept),
        cmocka_unit_test(conditions_have_names_and_leave_alone_what_varies),
        cmocka_unit_test(a_design_has_the_keys_that_it_needs_and_no_others),
        cmocka_unit_test(what_another_key_decides_is_not_set),
        cmocka_unit_test(no_two_columns_have_one_name),
        cmocka_unit_test(a_study_has_one_base_that_can_be_opened),
        cmocka_unit_test(data_that_are_not_there_are_told_by_name),
        cmocka_unit_test(what_is_asked_is_checked_at_once),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
