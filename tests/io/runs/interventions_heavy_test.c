/* Interventions on every rate that they may change. */
#include "io/runs/interventions.h"

static void on_every_rate(void **state)
{
    on_rates_both_ways(state, try_all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rate_has_effect_somewhere),
        cmocka_unit_test(on_every_rate),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
