/* Confidence and expectation come back to where they belong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/mechanism.h"

#define STILL                                                                                                          \
    "network.agents = 300; network.units = 3; landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.8};"        \
    "landscape.domains = 3; opportunities.arrival_rate = 0; projects; adoption; relax;"

/* By a share a step of what is missing: confidence to that of the start, expectation to the mean belief in what is in
 * use; who uses nothing goes on expecting what that one did. */
static void they_move_by_a_share_of_what_is_missing(void **state)
{
    (void)state;
    enum { STEPS = 30 };
    struct scenario scenario = scenario_of(STILL "relax.confidence_shift = 0.1; relax.expectation_shift = 0.05");
    struct world *world = world_of(&scenario, NULL, NULL);
    double start[300];
    memcpy(start, world->agents.confidence, sizeof start);
    for (int32_t agent = 0; agent < 300; agent++) {
        world->agents.confidence[agent] = 0.9;
        world->agents.expectation[agent] = 0.7;
        if (agent % 3 > 0) world_use(world, agent, 0, 0);
        if (agent % 3 > 1) world_use(world, agent, 2, 5); /* practice b of domain 2 */
    }
    for (int step = 0; step < STEPS; step++) world_pass(world);
    for (int32_t agent = 0; agent < 300; agent++) {
        double believed = agent % 3 == 0 ? 0.7 : agent % 3 == 1 ? 0.2 : 0.5;
        double confidence = start[agent] + (0.9 - start[agent]) * pow(0.9, STEPS);
        double expectation = believed + (0.7 - believed) * pow(0.95, STEPS);
        assert_true(fabs(world->agents.confidence[agent] - confidence) < 1e-12);
        assert_true(fabs(world->agents.expectation[agent] - expectation) < 1e-12);
    }
    model_free(world);
}

/* Where nobody believes anything, people come to expect what the practices in use are worth. */
static void without_beliefs_they_expect_what_is_worth(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.agents = 30; landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.8};"
                    "adoption.rule = conformity; adoption.when = dissatisfied; adoption.turn_probability = 0;"
                    "people.expectation = 0.7; relax.expectation_shift = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_null(world->agents.confidence);
    for (int32_t agent = 0; agent < 30; agent++)
        if (agent % 3 > 0) world_use(world, agent, 0, agent % 3 - 1);
    for (int step = 0; step < 5; step++) world_pass(world);
    for (int32_t agent = 0; agent < 30; agent++) {
        double worth = agent % 3 == 0 ? 0.7 : agent % 3 == 1 ? 0.2 : 0.8;
        assert_true(fabs(world->agents.expectation[agent] - (worth + (0.7 - worth) * pow(0.9, 5))) < 1e-12);
    }
    model_free(world);
}

/* A newcomer's confidence comes back to the newcomer's own. */
static void a_newcomer_has_an_own_start(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(STILL "relax.confidence_shift = 1; renew.turnover_probability = 1; people.confidence_sd = 0.3");
    struct world *world = world_of(&scenario, NULL, NULL);
    double before[300];
    memcpy(before, world->agents.confidence, sizeof before);
    world_pass(world);
    int changed = 0;
    for (int32_t agent = 0; agent < 300; agent++) {
        assert_true(world->agents.confidence_start[agent] == world->agents.confidence[agent]);
        changed += world->agents.confidence[agent] != before[agent];
    }
    assert_true(changed > 200);
    model_free(world);
}

static void no_shift_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION "relax.confidence_shift = 0; relax.expectation_shift = 0", ORGANISATION, 60);
}

static void any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 30; relax;";
    char other[2048];
    snprintf(other, sizeof other, "%s relax.expectation_shift = 0.011", large);
    assert_any_threads(large, other, 30);
}

static void what_cannot_be(void **state)
{
    (void)state;
    assert_refused("relax", "relax");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_move_by_a_share_of_what_is_missing),
        cmocka_unit_test(without_beliefs_they_expect_what_is_worth),
        cmocka_unit_test(a_newcomer_has_an_own_start),
        cmocka_unit_test(no_shift_is_as_absent),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
