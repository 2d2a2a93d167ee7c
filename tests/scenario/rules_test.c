/* The rules of adoption as the table has them: what a rule sets, what holds beside it, and that no part is forgotten.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "scenario/rules.h"
#include "scenario/settings.h"

static struct scenario under(const char *rule)
{
    struct scenario scenario = scenario_default;
    section_set_present(&scenario, section_find("adoption"));
    assert_int_equal(parameter_set(&scenario, parameter_find("adoption.rule"), rule, NULL), STATUS_OK);
    return scenario;
}

static const char *printed(const struct scenario *scenario, const char *path)
{
    static char text[PARAMETER_TEXT_LENGTH];
    parameter_print(scenario, parameter_find(path), text);
    return text;
}

/* "key value, key value": every key is one of adoption that rules are about. */
static void every_key_of_a_list_is_one(const char *list)
{
    char key[PARAMETER_PATH], path[2 * PARAMETER_PATH];
    for (const char *at = list; *at;) {
        snprintf(key, sizeof key, "%.*s", (int)strcspn(at, " "), at);
        snprintf(path, sizeof path, "adoption.%s", key);
        const struct parameter *parameter = parameter_find(path);
        if (!parameter || !rule_concerns(parameter)) fail_msg("rules.def: there is no key '%s' in '%s'", path, list);
        at += strcspn(at, ",");
        at += strspn(at, ", ");
    }
}

static void every_row_is_whole(void **state)
{
    (void)state;
    for (int r = 0; r < RULE_COUNT; r++) {
        assert_true(*rule_table[r].word && *rule_table[r].sentence && *rule_table[r].source);
        every_key_of_a_list_is_one(rule_table[r].settings);
    }
}

/* Every rule has a kernel, and every kernel a rule; what the faster ones do not take the last one does. */
static void the_first_kernel_that_takes_the_settings_is_in_force(void **state)
{
    (void)state;
    bool used[KERNEL_COUNT] = {false};
    for (int r = 0; r < RULE_COUNT; r++) {
        struct scenario scenario = under(rule_table[r].word);
        scenario_settle(&scenario);
        used[adoption_kernel(&scenario)] = true;
        if (!adoption_sees(&scenario)) continue;
        assert_int_equal(parameter_set(&scenario, parameter_find("adoption.look.sample"), "3", NULL), STATUS_OK);
        scenario_settle(&scenario);
        assert_int_equal(adoption_kernel(&scenario), KERNEL_TURN);
    }
    for (int k = 0; k < KERNEL_COUNT; k++) assert_true(used[k]);
    struct scenario later = under("contact");
    assert_int_equal(
        parameter_add_named(&later, parameter_find("interventions"), "5 adoption.turn_probability", "0.5", NULL),
        STATUS_OK);
    scenario_settle(&later);
    assert_int_equal(adoption_kernel(&later), KERNEL_TURN);
}

static void a_rule_sets_what_nobody_wrote(void **state)
{
    (void)state;
    struct scenario scenario = under("superior_majority");
    assert_string_equal(printed(&scenario, "adoption.copy.take"), "1");
    scenario_settle(&scenario);
    assert_string_equal(printed(&scenario, "adoption.copy.take"), "0.3");
    assert_false(parameter_written(&scenario, parameter_find("adoption.copy.take")));
    assert_true(scenario.copy.take.least == 0.3 && scenario.copy.take.most == 0.3);
}

static void what_is_written_holds_under_any_rule(void **state)
{
    (void)state;
    for (int r = 0; r < RULE_COUNT; r++) {
        struct scenario scenario = under(rule_table[r].word);
        assert_int_equal(parameter_set(&scenario, parameter_find("adoption.copy.take"), "0.9", NULL), STATUS_OK);
        assert_int_equal(parameter_set(&scenario, parameter_find("adoption.choose.by"), "most", NULL), STATUS_OK);
        scenario_settle(&scenario);
        assert_string_equal(printed(&scenario, "adoption.copy.take"), "0.9");
        assert_string_equal(printed(&scenario, "adoption.choose.by"), "most");
    }
}

/* A study varies the rule of a scenario that was settled before: nothing of the rule before stays. */
static void nothing_stays_of_another_rule(void **state)
{
    (void)state;
    for (int first = 0; first < RULE_COUNT; first++)
        for (int second = 0; second < RULE_COUNT; second++) {
            struct scenario scenario = under(rule_table[first].word), fresh = under(rule_table[second].word);
            scenario_settle(&scenario);
            assert_int_equal(
                parameter_set(&scenario, parameter_find("adoption.rule"), rule_table[second].word, NULL), STATUS_OK);
            scenario_settle(&scenario);
            scenario_settle(&fresh);
            assert_memory_equal(&scenario, &fresh, sizeof fresh);
        }
}

/* What takes one of the settings of a faster kernel away leaves it to the general turn; and people who are told do what
 * the kernel says. */
static void each_setting_of_a_kernel_counts(void **state)
{
    (void)state;
    static const struct {
        const char *settings[SETTINGS_MOST];
        enum adoption_kernel_number kernel;
        enum adoption_told_how told;
    } cases[] = {
        {{"adoption.rule=evidence"}, KERNEL_WEIGH, TOLD_WEIGHED},
        {{"adoption.rule=evidence", "adoption.look.sample=3"}, KERNEL_WEIGH, TOLD_WEIGHED},
        {{"adoption.rule=contact"}, KERNEL_CONTACT, TOLD_FOLLOWED},
        {{"adoption.rule=contact", "adoption.choose.from=mind"}, KERNEL_WEIGH, TOLD_WEIGHED},
        {{"adoption.rule=contact", "adoption.accept.innovation=0.1"}, KERNEL_CONTACT, TOLD_FOLLOWED},
        {{"adoption.rule=contact", "adoption.search_alone=otherwise"}, KERNEL_CONTACT, TOLD_FOLLOWED},
        {{"adoption.rule=contact", "individual_search"}, KERNEL_CONTACT, TOLD_FOLLOWED},
        {{"adoption.rule=contact", "adoption.search_alone=otherwise", "individual_search"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.order=drawn"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.when=news"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.turn_probability=0.99"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "network.turn_probability_column=often"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.look.at=anyone"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.look.sample=1"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.look.heed=better"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.look.min_likeness=0.01"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.look.likeness_exponent=0.01"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.choose.of=bits"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.choose.by=most"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.choose.own=true"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.accept.only_if=better"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.accept.by=threshold"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.copy.take=0.99"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "adoption.copy.bits=1"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=contact", "interventions={5 adoption.copy.take: 0.5}"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=threshold"}, KERNEL_THRESHOLD, TOLD_SEEN},
        {{"adoption.rule=threshold", "adoption.choose.own=false"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=threshold", "adoption.choose.by=one"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=threshold", "adoption.accept.innovation=0.1"}, KERNEL_TURN, TOLD_SEEN},
        {{"adoption.rule=threshold", "interventions={5 adoption.accept.innovation: 0.1}"}, KERNEL_TURN, TOLD_SEEN},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct scenario scenario = scenario_of(cases[i].settings);
        if (adoption_kernel(&scenario) != cases[i].kernel) fail_msg("case %zu", i);
        for (int k = 0; k < KERNEL_COUNT; k++)
            assert_int_equal(adopts_with(&scenario, (enum adoption_kernel_number)k), k == (int)cases[i].kernel);
        for (int how = TOLD_WEIGHED; how <= TOLD_SEEN; how++)
            assert_int_equal(adoption_told(&scenario, (enum adoption_told_how)how), how == (int)cases[i].told);
    }
}

/* By which setting, the first of several; what people have in mind has a quality, and no bits that are looked at. */
static void what_needs_a_quality_or_bits_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *settings[SETTINGS_MOST], *quality, *bits;
    } cases[] = {
        {{"adoption.rule=contact"}, NULL, NULL},
        {{"adoption.rule=evidence"}, "adoption.choose.from", NULL},
        {{"adoption.rule=evidence", "adoption.when=dissatisfied", "adoption.copy.bits=2"}, "adoption.choose.from",
            NULL},
        {{"adoption.rule=contact", "adoption.when=dissatisfied", "adoption.look.heed=better"}, "adoption.when", NULL},
        {{"adoption.rule=contact", "adoption.look.heed=better", "adoption.accept.only_if=better"}, "adoption.look.heed",
            NULL},
        {{"adoption.rule=conformity"}, "adoption.accept.only_if", NULL},
        {{"adoption.rule=contact", "adoption.choose.by=best"}, "adoption.choose.by", NULL},
        {{"adoption.rule=conformist"}, NULL, NULL},
        {{"adoption.rule=fermi"}, "adoption.choose.quality_weight", NULL},
        {{"adoption.rule=fermi", "adoption.choose.quality_weight=0"}, NULL, NULL},
        {{"adoption.rule=fermi", "adoption.choose.by=one"}, NULL, NULL},
        {{"adoption.rule=conformist", "interventions={5 adoption.choose.quality_weight: 0.5}"},
            "adoption.choose.quality_weight", NULL},
        {{"adoption.rule=superior_majority"}, "adoption.look.heed", "adoption.choose.of"},
        {{"adoption.rule=voter", "adoption.choose.of=bits", "adoption.copy.bits=2"}, NULL, "adoption.choose.of"},
        {{"adoption.rule=voter", "adoption.look.likeness_exponent=1", "adoption.look.min_likeness=1"}, NULL,
            "adoption.look.likeness_exponent"},
        {{"adoption.rule=voter", "adoption.look.min_likeness=0.5", "adoption.copy.bits=1"}, NULL,
            "adoption.look.min_likeness"},
        {{"adoption.rule=voter", "adoption.copy.bits=1"}, NULL, "adoption.copy.bits"},
        {{"adoption.rule=voter", "interventions={5 adoption.look.min_likeness: 0.5}"}, NULL,
            "adoption.look.min_likeness"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct scenario scenario = scenario_of(cases[i].settings);
        const char *quality = adoption_needs_quality(&scenario), *bits = adoption_needs_bits(&scenario);
        if (strcmp(quality ? quality : "", cases[i].quality ? cases[i].quality : "") != 0 ||
            strcmp(bits ? bits : "", cases[i].bits ? cases[i].bits : "") != 0)
            fail_msg("case %zu: %s, %s", i, quality ? quality : "nothing", bits ? bits : "nothing");
    }
}

/* Whether the key is in "key value, key value". */
static bool is_set_by(const char *settings, const char *path)
{
    const size_t length = strlen(path);
    for (const char *at = settings; at; at = strchr(at, ',')) {
        at += strspn(at, ", ");
        if (strncmp(at, path, length) == 0 && at[length] == ' ') return true;
    }
    return false;
}

/* What is in its row, as long as nobody wrote something else. */
static void a_rule_gives_what_is_in_its_row(void **state)
{
    (void)state;
    static const char adoption[] = "adoption.";
    for (int r = 0; r < RULE_COUNT; r++) {
        struct scenario scenario = under(rule_table[r].word), absent = scenario_default;
        scenario_settle(&scenario);
        for (int i = 0; i < PARAMETER_TOTAL; i++) {
            const struct parameter *parameter = &parameter_table[i];
            const struct parameter_path path = parameter_path(parameter);
            const bool concerns =
                strncmp(path.text, adoption, strlen(adoption)) == 0 && parameter != parameter_find("adoption.rule");
            assert_int_equal(rule_concerns(parameter), concerns);
            const bool gives = concerns && is_set_by(rule_table[r].settings, path.text + strlen(adoption));
            if (rule_gives(&scenario, parameter) != gives) fail_msg("%s: %s", rule_table[r].word, path.text);
            assert_false(rule_gives(&absent, parameter));
        }
    }
    static const struct {
        const char *value;
        bool given;
    } values[] = {{"0.3", true}, {"0.30", true}, {"0.4", false}, {"1", false}};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        struct scenario scenario = under("superior_majority");
        const struct parameter *take = parameter_find("adoption.copy.take");
        assert_int_equal(parameter_set(&scenario, take, values[i].value, NULL), STATUS_OK);
        scenario_settle(&scenario);
        assert_int_equal(rule_gives(&scenario, take), values[i].given);
    }
}

static void without_adoption_there_is_no_kernel(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    for (int k = 0; k < KERNEL_COUNT; k++) assert_false(adopts_with(&scenario, (enum adoption_kernel_number)k));
    assert_false(adoption_sees(&scenario) || adoption_told(&scenario, TOLD_WEIGHED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(the_first_kernel_that_takes_the_settings_is_in_force),
        cmocka_unit_test(a_rule_sets_what_nobody_wrote),
        cmocka_unit_test(what_is_written_holds_under_any_rule),
        cmocka_unit_test(nothing_stays_of_another_rule),
        cmocka_unit_test(each_setting_of_a_kernel_counts),
        cmocka_unit_test(what_needs_a_quality_or_bits_is_told),
        cmocka_unit_test(a_rule_gives_what_is_in_its_row),
        cmocka_unit_test(without_adoption_there_is_no_kernel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
