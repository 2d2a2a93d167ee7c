/* A node of YAML sets its parameter, or is refused with its place, its key and what may stand there. */
#include "io/scenario/scenario_node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct message message;
static struct scenario scenario;

/* Sets the parameter to what stands behind `x:` in the text. */
static enum status set(const char *key, const char *text)
{
    struct yaml_tree tree;
    const struct parameter *parameter = parameter_find(key);
    message = (struct message){""};
    scenario = scenario_default;
    assert_non_null(parameter);
    if (yaml_tree_read(&tree, "s.yaml", "a scenario", "", text, strlen(text), &message)) fail_msg("%s", message.text);
    enum status status = scenario_set_node(&scenario, parameter, &tree, yaml_tree_get(tree.root, "x"), &message);
    yaml_tree_free(&tree);
    return status;
}

static void a_value_of_every_type_is_set(void **state)
{
    (void)state;
    static const struct {
        const char *key, *text, *value;
    } cases[] = {{"steps", "x: 12", "12"}, {"steps", "x: 1e2", "100"}, {"debrief.depth", "x: .25", "0.25"},
        {"network.directed", "x: true", "true"}, {"title", "x: 12", "12"}, {"title", "x: '12'", "12"},
        {"title", "x: a\n  b", "a b"}, {"title", "x: |\n  a\n", "a"}, {"network.kind", "x: ring", "ring"},
        {"network.kind", "x: 'ring'", "ring"},
        {"landscape.practices", "x: {a b: 0.5, 'c': 1}", "{\"a b\": 0.5, \"c\": 1}"},
        {"team.sizes", "x: {2: 1, 3: 4}", "{\"2\": 1, \"3\": 4}"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (set(cases[i].key, cases[i].text) != STATUS_OK) fail_msg("%s: %s", cases[i].text, message.text);
        char *value = parameter_text(&scenario, parameter_find(cases[i].key));
        assert_string_equal(value, cases[i].value);
        free(value);
    }
}

static void changes_are_by_step_and_may_be_so_in_one_line(void **state)
{
    (void)state;
    assert_int_equal(
        set("interventions", "x: {5: {debrief.depth: 0.5, tell.probability: 1}, 9: {debrief.depth: 0}}"), STATUS_OK);
    char *whole = parameter_text(&scenario, parameter_find("interventions"));
    assert_non_null(strstr(whole, "debrief.depth"));
    assert_int_equal(
        set("interventions", "x: {5 debrief.depth: 0.5, 5 tell.probability: 1, 9 debrief.depth: 0}"), STATUS_OK);
    char *flat = parameter_text(&scenario, parameter_find("interventions"));
    assert_string_equal(flat, whole);
    free(whole);
    free(flat);
}

static void what_cannot_be_a_value_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *key, *text, *reason;
    } cases[] = {{"steps", "x: [1]", "1:4: steps: the value is a list; it must be a whole number from 1 to"},
        {"steps", "x: {a: 1}", "1:4: steps: the value is a mapping; it must be"},
        {"steps", "x:", "1:3: steps: the value is missing; it must be"},
        {"steps", "x: '5'", "1:4: steps: '5' is text, as it stands in quotes; it must be a whole number"},
        {"steps", "x: |\n  5\n", "1:4: steps: '5' is text, as it stands behind | or >; it must be a whole number"},
        {"steps", "a: 1\nx: 5\n  6", "2:4: steps: the value '5 6' runs on into the next line; is that one indented"},
        {"steps", "x: 0", "1:4: steps: '0' is too small; it must be"},
        {"debrief.depth", "x: 1.5", "1:4: debrief.depth: '1.5' is too large"},
        {"network.directed", "x: 'true'", "1:4: network.directed: 'true' is text, as it stands in quotes; it must be"},
        {"network.directed", "x: yes", "1:4: network.directed: 'yes'"},
        {"network.kind", "x: rign", "1:4: network.kind: 'rign' is no choice; it must be one of complete, ring"},
        {"network.kind", "x: ring\n  a", "1:4: network.kind: the value 'ring a' runs on into the next line"},
        {"network.kind", "x: []", "1:4: network.kind: the value is a list"},
        {"title", "x: [a]", "1:4: title: the value is a list; it must be text"},
        {"landscape.practices", "x: [a]", "1:4: landscape.practices: the value is a list; it must be"},
        {"landscape.practices", "x: a", "1:4: landscape.practices: the value is text; it must be"},
        {"landscape.practices", "x: {a: b}", "1:5: landscape.practices: 'b' for 'a' is no number"},
        {"landscape.practices", "x: {a: '1'}", "1:8: landscape.practices: '1' is text, as it stands in quotes"},
        {"landscape.practices", "x: {a: [1]}", "1:8: landscape.practices: the value is a list"},
        {"interventions", "x: 5", "1:4: interventions: the value is text; it must be steps with what changes in them"},
        {"interventions", "x: {5: {}}", "1:5: interventions: step 5 has no key, and so changes nothing"},
        {"interventions", "x: {5: {debrief.dept: 1}}",
            "1:9: interventions: step 5: debrief.dept: there is no such key"},
        {"interventions", "x: {5: {debrief.depth: [1]}}", "1:24: interventions: the value is a list"},
        {"interventions", "x: {y: {debrief.depth: 1}}", "1:9: interventions: "},
        {"landscape.matrix", "x: none.csv", "1:4: landscape.matrix: none.csv: No such file"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char expected[256];
        assert_int_equal(set(cases[i].key, cases[i].text), STATUS_INPUT);
        snprintf(expected, sizeof expected, "s.yaml:%s", cases[i].reason);
        if (strncmp(message.text, expected, strlen(expected)) != 0)
            fail_msg("\"%s\" does not say \"%s\"", message.text, expected);
    }
}

static void a_long_name_of_a_change_is_refused_and_not_cut_to_another(void **state)
{
    (void)state;
    char text[512];
    snprintf(text, sizeof text, "x: {5: {debrief.depth%0150d: 1}}", 0);
    assert_int_equal(set("interventions", text), STATUS_INPUT);
    assert_int_equal(set("interventions", "x: {5.0000000000000000000001: {debrief.depth: 1}}"), STATUS_INPUT);
    snprintf(text, sizeof text, "x: {5%020d: {debrief.depth: 1}}", 0);
    assert_int_equal(set("interventions", text), STATUS_INPUT);
}

/* ---- keys ---- */

static void a_key_names_a_parameter_or_a_section_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *section, *text, *path, *reason; /* path NULL: it is refused */
    } cases[] = {{"", "steps: 1", "steps", NULL}, {"", "network: {}", "network", NULL},
        {"network", "kind: ring", "network.kind", NULL}, {"observe", "snapshots: {}", "observe.snapshots", NULL},
        {"observe.snapshots", "every: 1", "observe.snapshots.every", NULL},
        {"network", "steps: 1", NULL, "1:1: network.steps: there is no such key"},
        {"network", "knid: 1", NULL, "1:1: network.knid: there is no such key; did you mean 'network.kind'?"},
        {"", "stesp: 1", NULL, "1:1: stesp: there is no such key; did you mean 'steps'?"},
        {"", "network.kind: 1", NULL, "1:1: network.kind: keys are nested in a file, not joined by points"},
        {"", "observe.snapshots: {}", NULL, "1:1: observe.snapshots: keys are nested in a file, not joined by points"},
        {"observe", "snapshots.every: 1", NULL, "1:1: observe.snapshots.every: keys are nested in a file"},
        {"", "a.b: 1", NULL, "1:1: a.b: there is no such key"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        static const struct section top = {.path = ""};
        const struct section *section = *cases[i].section ? section_find(cases[i].section) : &top;
        struct yaml_tree tree;
        struct scenario_key found;
        char expected[256];
        message = (struct message){""};
        assert_non_null(section);
        assert_int_equal(
            yaml_tree_read(&tree, "s.yaml", "a scenario", "", cases[i].text, strlen(cases[i].text), &message),
            STATUS_OK);
        enum status status = scenario_find_key(&found, section, &tree, tree.root->child, &message);
        assert_int_equal(status, cases[i].path ? STATUS_OK : STATUS_INPUT);
        if (cases[i].path) {
            assert_ptr_equal(found.parameter, parameter_find(cases[i].path));
            assert_ptr_equal(found.section, section_find(cases[i].path));
            assert_true(!found.parameter != !found.section);
        } else {
            snprintf(expected, sizeof expected, "s.yaml:%s", cases[i].reason);
            if (strncmp(message.text, expected, strlen(expected)) != 0)
                fail_msg("\"%s\" does not say \"%s\"", message.text, expected);
        }
        yaml_tree_free(&tree);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_of_every_type_is_set),
        cmocka_unit_test(changes_are_by_step_and_may_be_so_in_one_line),
        cmocka_unit_test(what_cannot_be_a_value_is_refused_with_its_place),
        cmocka_unit_test(a_long_name_of_a_change_is_refused_and_not_cut_to_another),
        cmocka_unit_test(a_key_names_a_parameter_or_a_section_where_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
