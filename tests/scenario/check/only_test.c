/* Keys that were written in vain are refused with the reason and what would use them; defaults never are. That the
 * table is right about every key is seen in model/keys_test. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "scenario/check/only.h"
#include "scenario/rules.h"

enum { SETTINGS_MOST = 6 };

/* "path=value", or "section" alone. */
static struct scenario scenario_of(const char *const settings[SETTINGS_MOST])
{
    struct scenario scenario = scenario_default;
    for (int i = 0; i < SETTINGS_MOST && settings[i]; i++) {
        const char *sign = strchr(settings[i], '=');
        char path[PARAMETER_PATH];
        snprintf(path, sizeof path, "%.*s", sign ? (int)(sign - settings[i]) : 60, settings[i]);
        if (!sign)
            section_set_present(&scenario, section_find(path));
        else
            assert_int_equal(parameter_set(&scenario, parameter_find(path), sign + 1, NULL), STATUS_OK);
    }
    scenario_settle(&scenario);
    return scenario;
}

static void what_is_written_in_vain_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *settings[SETTINGS_MOST], *message;
    } cases[] = {
        {{"network.kind=random", "network.units=4", "network.within_unit_fraction=0.9"},
            "network.within_unit_fraction: 0.9 has no effect: network.kind is random; units uses it"},
        {{"network.within_unit_fraction=0.9"}, "network.within_unit_fraction: 0.9 has no effect: there is one unit "
                                               "(network.units), and it is about several"},
        {{"network.kind=file", "network.edges=e.csv", "network.agents=77"},
            "network.agents: 77 has no effect: network.kind is file; the file says who there is"},
        {{"network.edges=e.csv"}, "network.edges: e.csv has no effect: network.kind is units; file uses it"},
        {{"network.unit_column=office"}, "network.unit_column: office has no effect: there is no table of people "
                                         "(network.nodes), and network.kind is units; file uses it"},
        {{"network.weight=mails"}, "network.weight: mails has no effect: network.kind is units; file uses it"},
        {{"network.directed=true"}, "network.directed: true has no effect: network.kind is units; file uses it"},
        {{"landscape.practices=a: 1"},
            "landscape.practices: {\"a\": 1} has no effect: landscape.kind is nk; listed uses it"},
        {{"adoption", "adoption.rule=contact", "adoption.drop.probability=0.5"},
            "adoption.drop.probability: 0.5 has no effect: nobody remembers what was used before: people keep "
            "practices in mind where there are projects, rule evidence, or recipes to search alone; adoption.drop.to "
            "start and nothing use it "
            "anywhere"},
        {{"adoption", "adoption.rule=contact", "adoption.drop.to=nothing"},
            "adoption.drop.to: nothing has no effect: adoption.drop.probability is 0: nothing is dropped"},
        {{"adoption", "adoption.rule=threshold", "adoption.choose.own=true"},
            "adoption.choose.own: true has no effect: the section 'landscape' is absent, and without one there is one "
            "practice only"},
        {{"landscape", "start.practice=random", "adoption.rule=conformist", "adoption.look.sample=2",
             "adoption.choose.frequency_exponent=2"},
            "adoption.choose.frequency_exponent: 2 has no effect: of the two who are seen (adoption.look.sample) none "
            "uses what more use than the other; it takes three, or one's own voice (adoption.choose.own)"},
        {{"start.practice=random", "landscape", "adoption.rule=voter", "adoption.accept.only_if=better",
             "adoption.look.heed=better"},
            "adoption.look.heed: better has no effect: adoption.accept.only_if is better, and the best or the only one "
            "that is seen counts: what is no better is not taken anyway"},
        {{"landscape", "adoption", "adoption.accept.cost=0.1"},
            "adoption.accept.cost: 0.1 has no effect: nothing but what is in use is ever weighed "
            "(adoption.choose.from): it takes the section 'tell', 'projects', 'communities' or 'individual_search', or "
            "'use' beside start.prior"},
        {{"landscape.kind=listed", "adoption", "projects", "adoption.accept.ownership=0.1"},
            "adoption.accept.ownership: 0.1 has no effect: landscape.kind is listed: what projects try is there from "
            "the "
            "start, and nobody creates it"},
        {{"landscape.kind=listed", "start.users=3", "adoption.rule=conformity", "adoption.accept.only_if=no_worse"},
            "adoption.accept.only_if: no_worse has no effect: whoever uses anything uses the same (start.practice is "
            "none), and nothing makes another"},
        {{"landscape", "start.practice=same", "adoption.rule=contact", "adoption.look.heed=better"},
            "adoption.look.heed: better has no effect: whoever uses anything uses the same (start.practice is same), "
            "and nothing makes another"},
        {{"adoption.rule=conformist", "adoption.choose.frequency_exponent=2"},
            "adoption.choose.frequency_exponent: 2 has no effect: the section 'landscape' is absent, and without one "
            "there is one practice only"},
        {{"adoption.rule=neutral", "adoption.when=news", "adoption.look.telling_steps=3"},
            "adoption.look.telling_steps: 3 has no effect: adoption.when is news: each tells once anyway"},
        {{"landscape", "adoption", "individual_search", "adoption.drop.probability=0.5"},
            "adoption.drop.probability: 0.5 has no effect: people use what they began with or have made themselves, "
            "and keep it: nobody comes to anything else"},
        {{"landscape", "adoption", "individual_search", "adoption.copy.tacit_fraction=0.5"},
            "adoption.copy.tacit_fraction: 0.5 has no effect: the sections 'tell', 'loss' and 'communities', in which "
            "people tell and write, are absent; who works together misses nothing"},
        {{"initiate", "initiate.handover_confidence=0.5"}, "initiate.handover_confidence: 0.5 has no effect: "
                                                           "initiate.handover_probability is 0: no idea is handed on"},
        {{"team.rule=assembly", "team.min=2"}, "team.min: 2 has no effect: team.rule is assembly; where people choose "
                                               "their teams (invitation) it is used"},
        {{"initiate", "interventions={\"5 initiate.handover_confidence\": 0.5}"},
            "interventions: 5 initiate.handover_confidence has no effect: initiate.handover_probability is 0: no idea "
            "is "
            "handed on"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(cases[i].settings);
        struct message message = {""};
        const struct parameter *culprit = NULL;
        assert_int_equal(scenario_check_written(&scenario, &culprit, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].message);
        size_t length = strlen(parameter_path(culprit).text);
        assert_memory_equal(message.text, parameter_path(culprit).text, length);
        assert_int_equal(scenario_check_written(&scenario, &culprit, NULL), STATUS_INPUT);
    }
}

/* Every key of adoption, written under every rule: it has an effect, or the reason says by which setting it would. */
static void what_another_setting_would_use_says_which(void **state)
{
    (void)state;
    char value[PARAMETER_TEXT_LENGTH], said[700];
    int refused = 0;
    for (int i = 0; i < RULE_COUNT * PARAMETER_TOTAL; i++) {
        const struct parameter *key = &parameter_table[i / RULE_COUNT], *culprit = NULL;
        struct scenario scenario = scenario_default;
        struct message message = {""};
        if (!rule_concerns(key)) continue;
        section_set_present(&scenario, section_find("adoption"));
        section_set_present(&scenario, section_find("landscape"));
        assert_int_equal(
            parameter_set(&scenario, parameter_find("adoption.rule"), rule_table[i % RULE_COUNT].word, NULL),
            STATUS_OK);
        scenario_settle(&scenario);
        parameter_print(&scenario, key, value);
        if (key->type == PARAMETER_NAMED || parameter_set(&scenario, key, value, NULL) != STATUS_OK) continue;
        scenario_settle(&scenario);
        if (scenario_check_written(&scenario, &culprit, &message) == STATUS_OK) continue;
        snprintf(said, sizeof said, "%s: %.100s has no effect: ", parameter_path(key).text, value);
        assert_memory_equal(message.text, said, strlen(said));
        assert_ptr_equal(culprit, key);
        refused++;
    }
    assert_true(refused > RULE_COUNT);
}

/* Whoever writes that something is off may leave the rest as it stands; what comes on later is on. */
static void what_is_not_in_vain_passes(void **state)
{
    (void)state;
    static const char *const cases[][SETTINGS_MOST] = {
        {"adoption", "adoption.rule=contact"},
        {"adoption", "adoption.rule=contact", "adoption.accept.beta=0.1"},
        {"initiate", "initiate.handover_confidence=0.5", "initiate.handover_probability=0"},
        {"initiate", "initiate.handover_confidence=0.5", "interventions={\"5 initiate.handover_probability\": 0.1}"},
        {"network.kind=file", "network.edges=e.csv", "network.unit_column=u", "network.directed=true"},
        {"network.units=4", "network.within_unit_fraction=0.9"},
        {"landscape", "start.practice=random", "adoption.rule=conformist", "adoption.look.sample=2",
            "adoption.choose.own=true", "adoption.choose.frequency_exponent=2"},
        {"landscape", "start.practice=random", "adoption.rule=voter", "adoption.accept.only_if=no_worse",
            "adoption.look.heed=better"},
        {"landscape", "adoption", "individual_search", "adoption.accept.cost=0.1"},
        {"landscape", "adoption", "use", "start.users=3", "adoption.accept.cost=0.1"},
        {"landscape", "adoption", "use", "start.users=3", "adoption.drop.probability=0.1"},
        {"landscape", "adoption", "tell.who=users", "adoption.accept.cost=0.1", "adoption.copy.tacit_fraction=0.5"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = scenario_of(cases[i]);
        struct message message = {""};
        const struct parameter *culprit = NULL;
        if (scenario_check_written(&scenario, &culprit, &message) != STATUS_OK) fail_msg("%s", message.text);
        assert_null(culprit);
    }
    struct scenario scenario = scenario_default;
    const struct parameter *culprit;
    for (int i = 0; i < SECTION_TOTAL; i++) section_set_present(&scenario, &section_table[i]);
    assert_int_equal(scenario_check_written(&scenario, &culprit, NULL), STATUS_OK);
}

/* To the last value that makes a key count, and the first that does not. */
static void each_condition_has_its_border(void **state)
{
    (void)state;
#define SEARCH "landscape.bits=4", "landscape.interactions=1", "individual_search"
#define RING "landscape.kind=ring", "landscape.positions=9", "individual_search"
#define TWO "landscape.kind=listed", "landscape.practices={a: 1, b: 0.5}", "adoption"
#define ALIKE "landscape", "adoption.rule=voter"
    static const struct {
        const char *key, *settings[SETTINGS_MOST];
        bool effect;
    } cases[] = {
        {"seeds.network", {"network.kind=ring"}, false},
        {"seeds.network", {"network.kind=ring", "network.extra_ties=1"}, true},
        {"seeds.network", {"network.kind=torus", "network.rewired_fraction=0"}, false},
        {"seeds.network", {"network.kind=torus", "network.rewired_fraction=0.001"}, true},
        {"seeds.network", {"network.kind=small_world", "network.rewired_fraction=0"}, false},
        {"seeds.network", {"network.kind=random"}, true},
        {"seeds.network", {"network.kind=complete"}, false},
        {"seeds.network", {"network.kind=star"}, false},
        {"seeds.network", {"network.kind=file", "network.edges=e.csv"}, false},
        {"individual_search.tries", {SEARCH, "individual_search.moves=each", "individual_search.own_moves=1"}, false},
        {"individual_search.tries", {SEARCH, "individual_search.moves=each", "individual_search.own_moves=2"}, true},
        {"individual_search.tries", {SEARCH, "individual_search.moves=units", "network.units=4"}, false},
        {"individual_search.tries", {SEARCH, "individual_search.moves=units", "network.units=3"}, true},
        {"individual_search.tries", {RING, "landscape.max_distance=1"}, false},
        {"individual_search.tries", {RING, "landscape.max_distance=2"}, true},
        {"conclude.trust_shift", {"conclude", "projects", "landscape", "network.kind=complete"}, false},
        {"conclude.trust_shift", {"conclude", "projects", "landscape", "network.kind=ring"}, true},
        {"projects.load", {"projects", "landscape"}, true},
        {"projects.load", {"projects", "landscape", "team.rule=assembly"}, false},
        {"projects.load", {"projects", "landscape", "team.rule=assembly", "communities"}, true},
        {"projects.load", {"projects", "landscape", "team.rule=assembly", "create.making_rate=0"}, false},
        {"projects.load", {"projects", "landscape", "team.rule=assembly", "create.making_rate=0.1"}, true},
        {"tell.probability", {"projects", "landscape", "tell"}, false},
        {"tell.probability", {"projects", "landscape", "tell", "observe.tellings=true"}, true},
        {"tell.probability", {"projects", "landscape", "tell", "adoption"}, true},
        {"start.belief_sd", {TWO, "start.prior=a: 0.5"}, true},
        {"start.belief_sd", {TWO, "start.prior={a: 0.5, b: 0.5}"}, false},
        {"start.belief_sd", {TWO, "start.prior=a: 0.5", "start.certain=b"}, false},
        {"start.belief_sd", {TWO, "start.certain=b"}, true},
        {"start.belief_sd", {TWO, "start.prior=a: 0.5", "start.practice=believed"}, false},
        {"start.belief_sd", {TWO, "start.prior=a: 0.5", "start.practice=believed", "start.users=1"}, true},
        {"start.belief_sd", {"landscape", "adoption", "start.practice=random"}, true},
        {"adoption.look.heed", {ALIKE, "start.practice=same"}, false},
        {"adoption.look.heed", {ALIKE, "start.practice=same", "start.users=1"}, true},
        {"adoption.look.heed", {ALIKE, "start.practice=same", "network.user_column=u"}, true},
        {"adoption.look.heed", {ALIKE, "start.practice=same", "adoption.accept.innovation=0.01"}, true},
        {"adoption.look.heed", {ALIKE, "start.practice=same", "individual_search"}, true},
        {"adoption.look.heed", {ALIKE, "start.practice=same", "rollout"}, true},
        {"adoption.look.heed", {ALIKE, "start.practice=none", "start.users=1"}, false},
        {"adoption.look.heed", {ALIKE, "start.practice=unit", "network.units=1"}, false},
        {"adoption.look.heed", {ALIKE, "start.practice=unit", "network.units=2"}, true},
        {"adoption.look.heed", {ALIKE, "start.practice=random"}, true},
        {"renew.trust_decay", {"landscape"}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct scenario scenario = scenario_of(cases[i].settings);
        struct message reason = {""};
        const struct parameter *key = parameter_find(cases[i].key);
        if (parameter_has_effect(&scenario, key, &reason) != cases[i].effect) fail_msg("case %zu: %s", i, reason.text);
        assert_int_equal(*reason.text == '\0', cases[i].effect);
        assert_int_equal(parameter_has_effect(&scenario, key, NULL), cases[i].effect);
    }
    struct scenario scenario = scenario_of((const char *const[SETTINGS_MOST]){"landscape"});
    struct message reason = {""};
    assert_false(parameter_has_effect(&scenario, parameter_find("renew.trust_decay"), &reason));
    assert_non_null(strstr(reason.text, " has no effect: the section 'renew' is absent"));
}

/* Of the changes that interventions make the first that is made in vain; their number as they are written. */
static void a_change_in_vain_is_counted(void **state)
{
    (void)state;
    static const struct {
        const char *interventions;
        int64_t in_vain;
    } cases[] = {{"{}", 0}, {"{5 initiate.handover_probability: 0.5}", 0}, {"{5 initiate.handover_confidence: 0.5}", 1},
        {"{9 contacts.begun_per_tie: 1, 5 initiate.handover_confidence: 0.5}", 2},
        {"{9 initiate.handover_confidence: 0.7, 5 initiate.handover_confidence: 0.5}", 1},
        {"{9 initiate.handover_probability: 0.1, 5 initiate.handover_confidence: 0.5}", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char setting[256];
        struct message reason = {""};
        snprintf(setting, sizeof setting, "interventions=%s", cases[i].interventions);
        const struct scenario scenario =
            scenario_of((const char *const[SETTINGS_MOST]){"initiate", "contacts.begun_per_tie=1", setting});
        assert_int_equal(change_in_vain(&scenario, &reason), cases[i].in_vain);
        if (cases[i].in_vain > 0) assert_non_null(strstr(reason.text, "no idea is handed on"));
    }
}

/* A section that is taken out takes along what was written in it. */
static void what_is_taken_out_is_not_written(void **state)
{
    (void)state;
    static const char *const settings[SETTINGS_MOST] = {
        "adoption", "adoption.rule=threshold", "adoption.accept.beta=1"};
    struct scenario scenario = scenario_of(settings);
    const struct parameter *culprit;
    assert_int_equal(scenario_check_written(&scenario, &culprit, NULL), STATUS_INPUT);
    section_set_absent(&scenario, section_find("adoption"));
    assert_int_equal(scenario_check_written(&scenario, &culprit, NULL), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_in_vain_is_refused),
        cmocka_unit_test(what_another_setting_would_use_says_which),
        cmocka_unit_test(what_is_not_in_vain_passes),
        cmocka_unit_test(each_condition_has_its_border),
        cmocka_unit_test(a_change_in_vain_is_counted),
        cmocka_unit_test(what_is_taken_out_is_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
