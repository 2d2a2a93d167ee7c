/* Contagion at large: the curves that the contact rule must follow, quickly. The full numbers of replicates are in
 * contagion_heavy_test.c. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/contagion.h"

/* The speeds of one contact: 10 adopters among 10,000 on a random network of 5 ties an agent, beta 0.03. Measured with
 * independent programs over 300 seeds: the mean of the first step with half the people, 29.0 within 0.04, and the mean
 * adopters at five steps with their standard errors. */
static void a_simple_contagion_is_as_fast_as_others_measured(void **state)
{
    (void)state;
    enum { SEEDS = 60 };
    static const int steps[] = {15, 20, 25, 30, 35};
    static const double adopters[] = {375, 1140, 2980, 5830, 8190}, error[] = {6, 17, 36, 41, 25};
    struct sample half = {0}, at[5] = {{0}};
    for (int seed = 1; seed <= SEEDS; seed++) {
        double curve[51];
        struct scenario scenario =
            scenario_of("network.kind = random; network.agents = 10000; network.mean_degree = 10; start.users = 10; "
                        "adoption.rule = contact; adoption.accept.beta = 0.03");
        scenario.run.seed = seed;
        contagion_curve(&scenario, 50, curve);
        int first = 0;
        while (curve[first] < 5000) first++;
        sample_add(&half, first);
        for (int i = 0; i < 5; i++) sample_add(&at[i], curve[steps[i]]);
    }
    assert_likely(chance_mean(&half, 29.0, 0.04), "half of the people after %.2f steps", sample_mean(&half));
    for (int i = 0; i < 5; i++)
        assert_likely(chance_mean(&at[i], adopters[i], error[i]), "%.0f adopters at %d", sample_mean(&at[i]), steps[i]);
}

static void everybody_with_everybody_is_logistic(void **state)
{
    (void)state;
    check_logistic(40);
}

/* The mean of 10 curves is within 1.5 / sqrt(10 N) of what it estimates, beside what the steps do. */
static void innovators_and_imitators_follow_the_bass_curve(void **state)
{
    (void)state;
    double by_steps, off = bass_distance(10, 20, &by_steps);
    assert_true(off <= 1.5 / sqrt(10 * 10000.0) + by_steps);
}

static void final_size_after_an_end_to_telling(void **state)
{
    (void)state;
    check_final_size(1.5, 0.58281, 30);
    check_final_size(2, 0.79681, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_simple_contagion_is_as_fast_as_others_measured),
        cmocka_unit_test(everybody_with_everybody_is_logistic),
        cmocka_unit_test(innovators_and_imitators_follow_the_bass_curve),
        cmocka_unit_test(final_size_after_an_end_to_telling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
