/* Numbers that move towards those of others: averages against their matrix, pairs that keep the mean, bounds that
 * nobody crosses, and how often and among whom. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/worlds.h"

static struct world *world_with(const char *settings)
{
    struct scenario scenario = scenario_of(settings);
    return world_of(&scenario, NULL, NULL);
}

static double mean_of(const struct world *world)
{
    double sum = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) sum += world->agents.opinion[agent];
    return sum / world->agents.count;
}

static void assert_near(double x, double expected, double allowed)
{
    if (!(fabs(x - expected) <= allowed)) fail_msg("%.17g is not %.17g", x, expected);
}

/* A line of three who move half the way to the mean of their neighbours is DeGroot's matrix ((.5 .5 0) (.25 .5 .25)
 * (0 .5 .5)), which leads to the mean by weights .25, .5, .25; what is missing halves in a step. */
static void averages_follow_their_matrix(void **state)
{
    (void)state;
    struct world *world = world_with("network.kind = line; network.agents = 3; influence");
    double *x = world->agents.opinion, expected[3] = {0.9, 0.2, 0.4};
    const double consensus = 0.25 * 0.9 + 0.5 * 0.2 + 0.25 * 0.4;
    for (int i = 0; i < 3; i++) x[i] = expected[i];
    for (int step = 0; step < 60; step++) {
        const double y[3] = {0.5 * expected[0] + 0.5 * expected[1],
            0.25 * expected[0] + 0.5 * expected[1] + 0.25 * expected[2], 0.5 * expected[1] + 0.5 * expected[2]};
        const double missing = x[0] - consensus;
        world_pass(world);
        for (int i = 0; i < 3; i++) {
            expected[i] = y[i];
            assert_near(x[i], y[i], 1e-14);
        }
        if (step > 9 && step < 30) assert_near((x[0] - consensus) / missing, 0.5, 1e-3);
    }
    for (int i = 0; i < 3; i++) assert_near(x[i], consensus, 1e-14);
    model_free(world);
}

/* Pairs in which both move keep the mean, and end in one number where everybody is heeded. */
static void pairs_keep_the_mean(void **state)
{
    (void)state;
    struct world *world = world_with("network.kind = complete; network.agents = 200; influence.order = drawn; "
                                     "influence.sample = 1; influence.mutual = true; influence.move = 0.3");
    const double mean = mean_of(world);
    for (int step = 0; step < 100; step++) {
        world_pass(world);
        assert_near(mean_of(world), mean, 1e-12);
    }
    for (int32_t agent = 0; agent < 200; agent++) assert_near(world->agents.opinion[agent], mean, 1e-6);
    model_free(world);
}

/* Two groups further from each other than the bound never meet; within the bound they do. */
static void nobody_hears_across_the_bound(void **state)
{
    (void)state;
    for (int near = 0; near < 2; near++) {
        struct world *world =
            world_with(near ? "network.kind = complete; network.agents = 40; influence.min_likeness = 0.45"
                            : "network.kind = complete; network.agents = 40; influence.min_likeness = 0.55");
        for (int32_t agent = 0; agent < 40; agent++) world->agents.opinion[agent] = agent % 2 ? 0.25 : 0.75;
        for (int step = 0; step < 60; step++) world_pass(world);
        for (int32_t agent = 0; agent < 40; agent++)
            assert_near(world->agents.opinion[agent], near ? 0.5 : agent % 2 ? 0.25 : 0.75, 1e-9);
        model_free(world);
    }
}

/* One of a pool is looked at, with a probability: on a line of a number and its opposite each who looks takes it over.
 */
static void people_look_as_often_as_is_said(void **state)
{
    (void)state;
    enum { AGENTS = 20000 };
    int64_t changed = 0;
    struct world *world = world_with("network.kind = ring; network.agents = 20000; network.mean_degree = 2; "
                                     "influence.probability = 0.3; influence.sample = 1; influence.move = 1");
    for (int32_t agent = 0; agent < AGENTS; agent++) world->agents.opinion[agent] = agent % 2;
    world_pass(world);
    for (int32_t agent = 0; agent < AGENTS; agent++) changed += world->agents.opinion[agent] != agent % 2;
    assert_likely(chance_binomial(changed, AGENTS, 0.3), "looked");
    model_free(world);
}

/* In a unit everybody comes to the mean of the others of the unit at once; nobody hears the other unit. */
static void units_are_apart(void **state)
{
    (void)state;
    struct world *world = world_with(
        "network.kind = units; network.agents = 40; network.units = 2; influence.at = unit; influence.move = 1");
    const int32_t *unit = world->network.unit;
    for (int32_t agent = 0; agent < 40; agent++) world->agents.opinion[agent] = unit[agent] ? 0.8 : 0.1;
    for (int step = 0; step < 5; step++) world_pass(world);
    for (int32_t agent = 0; agent < 40; agent++)
        assert_near(world->agents.opinion[agent], unit[agent] ? 0.8 : 0.1, 1e-12);
    model_free(world);
}

/* Whoever is left out neither moves nor is heard. */
static void who_is_left_out_says_nothing(void **state)
{
    (void)state;
    struct world *world = world_with(
        "network.kind = complete; network.agents = 20; start.users = 1; adoption.rule = contact; without.people = 3; "
        "influence.move = 1");
    for (int32_t agent = 0; agent < 20; agent++) world->agents.opinion[agent] = agent == 3 ? 1 : 0.25;
    world_pass(world);
    for (int32_t agent = 0; agent < 20; agent++)
        assert_near(world->agents.opinion[agent], agent == 3 ? 1 : 0.25, 1e-12);
    model_free(world);
}

/* The traits of an organisation move as an opinion does. */
static void other_numbers_move_too(void **state)
{
    (void)state;
    static const char *const traits[] = {"confidence", "expectation", "breadth"};
    for (int i = 0; i < 3; i++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "network.kind = complete; network.agents = 30; landscape; opportunities.arrival_rate = 0; projects; "
            "influence.move = 0.5; influence.trait = %s",
            traits[i]);
        struct world *world = world_with(settings);
        double *number[] = {world->agents.confidence, world->agents.expectation, world->agents.breadth};
        assert_null(world->agents.opinion);
        for (int32_t agent = 0; agent < 30; agent++) number[i][agent] = agent == 0 ? 1 : 0;
        world_pass(world);
        for (int32_t agent = 0; agent < 30; agent++) assert_near(number[i][agent], agent == 0 ? 0.5 : 0.5 / 29, 1e-12);
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(averages_follow_their_matrix),
        cmocka_unit_test(pairs_keep_the_mean), cmocka_unit_test(nobody_hears_across_the_bound),
        cmocka_unit_test(people_look_as_often_as_is_said), cmocka_unit_test(units_are_apart),
        cmocka_unit_test(who_is_left_out_says_nothing), cmocka_unit_test(other_numbers_move_too)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
