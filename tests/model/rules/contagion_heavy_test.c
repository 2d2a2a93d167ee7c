/* Contagion at large, with the full numbers of replicates. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/contagion.h"

static void everybody_with_everybody_is_logistic(void **state)
{
    (void)state;
    check_logistic(400);
}

/* Within 0.004 of the curve of continuous time. In 20 steps a year the steps alone are off by more, so what chance adds
 * to them is what must be within 0.004 there. */
static void innovators_and_imitators_follow_the_bass_curve(void **state)
{
    (void)state;
    double by_steps;
    assert_true(bass_distance(50, 20, &by_steps) <= 0.004 + by_steps);
    assert_true(bass_distance(50, 80, &by_steps) <= 0.004);
}

static void final_size_after_an_end_to_telling(void **state)
{
    (void)state;
    static const double reach[] = {1.25, 1.5, 2, 2.5, 3, 4};
    static const double size[] = {0.37137, 0.58281, 0.79681, 0.89264, 0.94048, 0.98017};
    for (int i = 0; i < 6; i++) check_final_size(reach[i], size[i], 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_with_everybody_is_logistic),
        cmocka_unit_test(innovators_and_imitators_follow_the_bass_curve),
        cmocka_unit_test(final_size_after_an_end_to_telling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
