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
        cmocka_unit_test(without_adoption_there_is_no_kernel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
