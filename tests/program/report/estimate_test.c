/* An estimate is exact about what it has seen whole, and grows with what it has not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/report/estimate.h"

static struct scenario contagion(int64_t agents, int64_t steps)
{
    struct scenario scenario = scenario_default;
    scenario.network.kind = NETWORK_COMPLETE;
    scenario.network.agents = agents;
    scenario.run.steps = steps;
    return scenario;
}

static struct estimate estimated(const struct scenario *scenario)
{
    struct estimate estimate;
    struct message message = {{0}};
    assert_int_equal(estimate_run(&estimate, scenario, NULL, 1, &message), STATUS_OK);
    return estimate;
}

static void a_small_run_is_tried_whole(void **state)
{
    (void)state;
    struct scenario scenario = contagion(60, 10);
    struct estimate estimate = estimated(&scenario);
    assert_int_equal(estimate.agents, 60);
    assert_int_equal(estimate.trial_agents, 60);
    assert_int_equal(estimate.trial_steps, 10);
    assert_true(estimate.ties == 60 * 59 / 2);
    assert_true(estimate.seconds > 0 && estimate.memory > 0 && estimate.file_bytes > 0);
}

static void a_large_one_is_tried_with_fewer_agents(void **state)
{
    (void)state;
    struct scenario scenario = contagion(200000, 3);
    scenario.network.kind = NETWORK_RANDOM;
    scenario.network.mean_degree = 10;
    struct estimate estimate = estimated(&scenario);
    assert_int_equal(estimate.agents, 200000);
    assert_true(estimate.trial_agents <= 50000);
    assert_true(estimate.ties == 1e6);
    /* A million ties, both ways, are 4 bytes each. */
    assert_true(estimate.memory > 8e6);
}

static void twice_the_steps_are_a_larger_file(void **state)
{
    (void)state;
    struct scenario once = contagion(60, 2000), twice = contagion(60, 4000);
    assert_true(estimated(&twice).file_bytes > estimated(&once).file_bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_run_is_tried_whole),
        cmocka_unit_test(a_large_one_is_tried_with_fewer_agents),
        cmocka_unit_test(twice_the_steps_are_a_larger_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
