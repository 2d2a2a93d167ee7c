/* Interventions on the rates that decide what there is in a run: its series, tables and arrays. */
#include "io/runs/interventions.h"

static void on_what_decides(void **state)
{
    on_rates_both_ways(state, try_what_decides);
}

/* Whoever copies a part makes a practice that was not there: that is foreseen where all was copied before. */
static void on_what_is_copied_whole_before(void **state)
{
    const struct path whole = in_folder(state, "whole.h5"), rest = in_folder(state, "rest.h5");
    for (int r = 0; r < RULE_COUNT; r++) {
        char yaml[1024];
        const char *rule = rule_table[r].word;
        if (r != ADOPTION_BEST_MEMBER && r != ADOPTION_CONFORMITY) continue;
        struct message message = {""};
        snprintf(yaml, sizeof yaml,
            BARE "adoption: {rule: %s, copy: {take: 1}}\ninterventions: {%d: {adoption.copy.take: 0.5}}\n", rule,
            CHANGES_IN);
        struct scenario scenario = scenario_of(yaml);
        assert_foreseen(&scenario);
        if (!whole_is_well(whole.text, &scenario, &message)) fail_msg("%s: %s", rule, message.text);
        if (!rest_is_well(rest.text, whole.text, &scenario, &message)) fail_msg("%s: %s", rule, message.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rate_has_effect_somewhere),
        cmocka_unit_test(on_what_decides),
        cmocka_unit_test(on_what_is_copied_whole_before),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
