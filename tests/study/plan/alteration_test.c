/* Alterations: what they change and in which order, and what they may not. */
#include "study/plan/alteration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    struct yaml_tree tree;
    struct alterations alterations;
    struct message message;
    enum status status;
};

static struct fixture read_all(const char *text)
{
    struct fixture fixture = {.status = STATUS_OK};
    fixture.status = yaml_tree_read(&fixture.tree, "a.yaml", "it", "it begins", text, strlen(text), &fixture.message);
    if (fixture.status == STATUS_OK)
        fixture.status = alterations_read(&fixture.alterations, &fixture.tree, fixture.tree.root, &fixture.message);
    return fixture;
}

static void let_go(struct fixture *fixture)
{
    alterations_free(&fixture->alterations);
    yaml_tree_free(&fixture->tree);
}

static struct scenario altered(const char *text)
{
    struct scenario scenario = scenario_default;
    struct fixture fixture = read_all(text);
    if (fixture.status) fail_msg("%s", fixture.message.text);
    alterations_apply(&fixture.alterations, &scenario);
    let_go(&fixture);
    return scenario;
}

static void they_are_carried_out_in_their_order(void **state)
{
    (void)state;
    struct scenario scenario = altered("{network.agents: 40, network: {kind: ring}, steps: 1e2}");
    assert_int_equal(scenario.network.agents, 40);
    assert_int_equal(scenario.network.kind, NETWORK_RING);
    assert_int_equal(scenario.run.steps, 100);
    scenario = altered("{debrief: {depth: 0.25}, renew: {}}");
    assert_true(scenario.debrief.present && scenario.debrief.depth.start == 0.25 && scenario.renew.present);
    scenario = altered("{observe: {snapshots: {every: 7}, tellings: true}}");
    assert_true(scenario.snapshots.present && scenario.snapshots.every == 7 && scenario.observe.tellings);
    scenario = altered("{team.sizes: {2: 1, 3: 0.5}, \"landscape.practices\": {\"a, b\": 0.4}}");
    assert_int_equal(scenario.team.sizes.count, 2);
    assert_string_equal(scenario.landscape.practices.item[0].name, "a, b");
}

static void a_section_that_is_absent_was_never_written(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct fixture put = read_all("{renew: {turnover_probability: 0.5}}"), take = read_all("{renew: absent}");
    alterations_apply(&put.alterations, &scenario);
    assert_true(
        scenario.renew.present && alterations_node(&put.alterations, parameter_find("renew.turnover_probability")));
    alterations_apply(&take.alterations, &scenario);
    assert_false(scenario.renew.present);
    assert_true(scenario.renew.turnover_probability.start == scenario_default.renew.turnover_probability.start);
    assert_null(alterations_node(&take.alterations, parameter_find("renew.turnover_probability")));
    let_go(&put);
    let_go(&take);
}

/* Also inside another, which is put in. */
static void a_section_inside_another_is_taken_out(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct fixture put = read_all("{observe: {snapshots: {every: 7}, structure: {}}}"),
                   take = read_all("{observe: {snapshots: absent}}");
    if (take.status != STATUS_OK) fail_msg("%s", take.message.text);
    alterations_apply(&put.alterations, &scenario);
    assert_true(scenario.snapshots.present && scenario.structure.present);
    alterations_apply(&take.alterations, &scenario);
    assert_true(!scenario.snapshots.present && scenario.structure.present);
    assert_true(scenario.snapshots.every == scenario_default.snapshots.every);
    let_go(&put);
    let_go(&take);
}

/* Two values for one run: nobody can tell which is meant. */
static void a_parameter_is_set_once(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"{network.agents: 30, network: {kind: ring, agents: 40}}",
                                               "a.yaml:1:52: network.agents: it is set twice; the first is in line 1"},
        {"{network: {agents: 40},\nsteps: 3,\nnetwork.agents: 40}",
            "a.yaml:3:17: network.agents: it is set twice; the first is in line 1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture = read_all(cases[i][0]);
        assert_int_equal(fixture.status, STATUS_INPUT);
        assert_string_equal(fixture.message.text, cases[i][1]);
        let_go(&fixture);
    }
}

static void a_parameter_is_found_where_it_is_set(void **state)
{
    (void)state;
    static const struct {
        const char *text, *path;
        int column; /* 0: nowhere */
    } cases[] = {{"{network.agents: 30, steps: 3}", "network.agents", 18},
        {"{network: {kind: ring, agents: 40}}", "network.agents", 32}, {"{network: {agents: 40}}", "steps", 0},
        {"{renew: absent}", "renew.turnover_probability", 0}, {"{}", "steps", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture = read_all(cases[i].text);
        if (fixture.status != STATUS_OK) fail_msg("%s", fixture.message.text);
        const struct yaml_node *node = alterations_node(&fixture.alterations, parameter_find(cases[i].path));
        assert_int_equal(node ? node->column : 0, cases[i].column);
        let_go(&fixture);
    }
}

/* As it is tried and printed anew: numbers in few digits, lists and mappings in one line. */
static void a_value_is_kept_as_text(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"steps", "{a: 1e2}", "100"},
        {"debrief.depth", "{a: 0.250}", "0.25"},
        {"debrief.depth", "{a: .5}", "0.5"},
        {"network.kind", "{a: ring}", "ring"},
        {"observe.tellings", "{a: true}", "true"},
        {"title", "{a: 'it: is'}", "it: is"},
        {"team.sizes", "{a: {2: 1, 3: 0.50}}", "{\"2\": 1, \"3\": 0.5}"},
        {"without.people", "{a: \"1, 2\"}", "1, 2"},
        {"network.edges", "{a: ''}", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree;
        struct message message = {.text = ""};
        char *text = NULL;
        const char *yaml = cases[i][1];
        assert_int_equal(yaml_tree_read(&tree, "a.yaml", "it", "it begins", yaml, strlen(yaml), &message), STATUS_OK);
        const struct parameter *parameter = parameter_find(cases[i][0]);
        if (alteration_text(&tree, tree.root->child->value, parameter, &text, &message)) fail_msg("%s", message.text);
        assert_string_equal(text, cases[i][2]);
        free(text);
        yaml_tree_free(&tree);
    }
}

static void mistakes_are_told_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *reason;
    } cases[] = {
        {"{network: absent}", "1:11: network: this section is always there"},
        {"{team: absent}", "1:8: team: this section is always there where 'projects' is, which can be absent"},
        {"{debrief: 1}", "1:11: debrief: the value is text; it must be absent, or a mapping of keys"},
        {"{debrief: {depth: 2}}", "1:19: debrief.depth: '2' is too large; it must be a number from 0 to 1"},
        {"{debrief.depth: [1]}", "1:17: debrief.depth: the value is a list; it must be a number from 0 to 1"},
        {"{debrief.depth: '1'}",
            "1:17: debrief.depth: '1' is text, as it stands in quotes; it must be a number from 0 to 1"},
        {"{debreif.depth: 1}", "1:2: debreif.depth: there is no such key; did you mean 'debrief.depth'?"},
        {"{observe: {snapshot: {}}}",
            "1:12: observe.snapshot: there is no such key; did you mean 'observe.snapshots'?"},
        {"{selforg: 2}", "1:2: selforg: nothing changes the format"},
        {"{debrief: []}", "1:11: debrief: the value is a list; it must be absent, or a mapping of keys"},
        {"{debrief: absnt}", "1:11: debrief: the value is text; it must be absent, or a mapping of keys"},
        {"{observe: {snapshots: 3}}",
            "1:23: observe.snapshots: the value is text; it must be absent, or a mapping of keys"},
        {"{adoption: {look: absent}}",
            "1:19: adoption.look: this section is always there where 'adoption' is, which can be absent"},
        {"{debrief: {depth: absent}}", "1:19: debrief.depth: 'absent' is no number; it must be a number from 0 to 1"},
        {"{depth: absent}", "1:2: depth: there is no such key; did you mean 'debrief.depth'?"},
        {"{network: {kind: rign, agents: 4}, steps: 3}",
            "1:18: network.kind: 'rign' is no choice; it must be one of complete, ring, line, star, torus, random, "
            "small_world, preferential, units, caveman, groups, degrees, file; did you mean 'ring'?"},
        {"{network: {knid: ring, agents: 4}}",
            "1:12: network.knid: there is no such key; did you mean 'network.kind'?"},
        {"{debrief: 1, steps: 3}", "1:11: debrief: the value is text; it must be absent, or a mapping of keys"},
        {"{network: absent, steps: 3}", "1:11: network: this section is always there"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[256];
        struct fixture fixture = read_all(cases[i].text);
        assert_int_equal(fixture.status, STATUS_INPUT);
        snprintf(expected, sizeof expected, "a.yaml:%s", cases[i].reason);
        assert_string_equal(fixture.message.text, expected);
        let_go(&fixture);
    }
}

static void what_is_no_mapping_is_told(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"{a: [1]}", "a list"}, {"{a: ring}", "text"}, {"{a: }", "missing"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct yaml_tree tree;
        struct alterations alterations = {0};
        struct message message = {.text = ""};
        const char *yaml = cases[i][0];
        char expected[128];
        assert_int_equal(yaml_tree_read(&tree, "a.yaml", "it", "it begins", yaml, strlen(yaml), &message), STATUS_OK);
        assert_int_equal(alterations_read(&alterations, &tree, tree.root->child->value, &message), STATUS_INPUT);
        snprintf(expected, sizeof expected, "a.yaml:1:5: this is %s; it must be a mapping, as {projects.load: 0.2}",
            cases[i][1]);
        assert_string_equal(message.text, expected);
        assert_int_equal(alterations.count, 0);
        alterations_free(&alterations);
        yaml_tree_free(&tree);
    }
}

/* In force: written before, or put in before by the alterations themselves. The parameter alone is told without a
 * place.
 */
static void a_value_does_not_put_its_section_in(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int column; /* 0: it is fine */
        const char *path, *section;
    } cases[] = {{"{communities.core_limit: 4}", 26, "communities.core_limit", "communities"},
        {"{communities: {core_limit: 4}}", 0, "", ""}, {"{communities: {}, communities.core_limit: 4}", 0, "", ""},
        {"{communities.core_limit: 4, communities: {}}", 26, "communities.core_limit", "communities"},
        {"{steps: 3, team.min: 4}", 22, "team.min", "team"}, {"{projects: {}, team.min: 4}", 0, "", ""},
        {"{network.agents: 4, steps: 3}", 0, "", ""}, {"{projects: {}, projects: absent}", 27, "", "projects"},
        {"{observe.snapshots.every: 4}", 27, "observe.snapshots.every", "observe.snapshots"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture fixture = read_all(cases[i].text);
        struct message message = {.text = ""};
        char why[512], expected[640];
        enum status status = fixture.status;
        if (status == STATUS_OK)
            status = alterations_check(&fixture.alterations, &scenario_default, &fixture.tree, &fixture.message);
        if ((status == STATUS_INPUT) != (cases[i].column > 0)) fail_msg("%s: %s", cases[i].text, fixture.message.text);
        snprintf(why, sizeof why,
            "%s: the base has no section '%s', and a value would put it in without a word; write %s: {} where it is "
            "wanted, for all runs in `set`",
            cases[i].path, cases[i].section, cases[i].section);
        snprintf(expected, sizeof expected, "a.yaml:1:%d: %s", cases[i].column, why);
        if (*cases[i].path) assert_string_equal(fixture.message.text, expected);
        if (*cases[i].path)
            assert_int_equal(
                alteration_in_force(&scenario_default, parameter_find(cases[i].path), &message), STATUS_INPUT);
        if (*cases[i].path) assert_string_equal(message.text, why);
        let_go(&fixture);
    }
}

/* Of the first of `one`, by the others. */
static void what_is_left_of_an_alteration(void **state)
{
    (void)state;
    static const struct {
        const char *one, *later;
        bool undone;
    } cases[] = {{"{debrief.depth: 0.5}", "{debrief.depth: 0.7}", true},
        {"{debrief.depth: 0.5}", "{debrief: absent}", true}, {"{debrief.depth: 0.5}", "{debrief: {}}", false},
        {"{debrief.depth: 0.5}", "{tell.probability: 0.7}", false},
        {"{debrief.depth: 0.5}", "{debrief: {depth: 1}}", true}, {"{debrief: absent}", "{debrief: {}}", true},
        {"{debrief: {}}", "{debrief.depth: 1}", false},
        {"{projects.load: 0.1}", "{tell: absent, projects: absent}", true},
        {"{adoption.accept.beta: 0.1}", "{adoption: absent}", true}, {"{debrief: absent}", "{debrief: absent}", true},
        {"{debrief: absent}", "{debrief.depth: 0.5}", false}, {"{steps: 3}", "{}", false},
        {"{observe.snapshots.every: 3}", "{observe: {snapshots: absent}}", true},
        {"{observe.snapshots.every: 3}", "{observe: {structure: absent}}", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct fixture one = read_all(cases[i].one), later = read_all(cases[i].later);
        if (one.status != STATUS_OK || later.status != STATUS_OK)
            fail_msg("%s%s", one.message.text, later.message.text);
        if (alterations_undo(&later.alterations, &one.alterations.items[0]) != cases[i].undone)
            fail_msg("%s and then %s", cases[i].one, cases[i].later);
        let_go(&one);
        let_go(&later);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_carried_out_in_their_order),
        cmocka_unit_test(a_section_that_is_absent_was_never_written),
        cmocka_unit_test(a_section_inside_another_is_taken_out),
        cmocka_unit_test(a_parameter_is_set_once),
        cmocka_unit_test(a_parameter_is_found_where_it_is_set),
        cmocka_unit_test(a_value_is_kept_as_text),
        cmocka_unit_test(mistakes_are_told_with_their_place),
        cmocka_unit_test(what_is_no_mapping_is_told),
        cmocka_unit_test(a_value_does_not_put_its_section_in),
        cmocka_unit_test(what_is_left_of_an_alteration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
