/* Training: who, when, and what it does.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/people/stances.h"
#include "model/people/training.h"
#include "model/state/world.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

/* Nobody moves but by training. */
#define STILL                                                                                                          \
    ORGANISATION "-renew; stances.contagion_probability = 0; stances.success_effect = 0; stances.failure_effect = 0; " \
                 "stances.seen_success_effect = 0;"                                                                    \
                 "stances.seen_failure_effect = 0; stances.initial_initiating = 0; stances.blame_trust_loss = 0;"

/* Who is trained: a share; who becomes initiating: a share of those; skill rises by a share of what is missing. */
static void test_shares(void **state)
{
    (void)state;
    int64_t trained = 0, moved = 0;
    struct scenario scenario = scenario_of(STILL "diagnosis.initial_skill = 0.2; training.participation_probability = "
                                                 "0.3; training.initiating_effect = 0.6; training.skill_shift = 0.5");
    for (int seed = 1; seed <= 20; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        world_pass(world);
        trained += world->events.training.count, moved += world->events.stance.count;
        assert_int_equal(world->training->trained, world->events.training.count);
        assert_int_equal(world->stances->people[STANCE_INITIATING], world->events.stance.count);
        for (int64_t i = 0; i < world->events.stance.count; i++) {
            assert_int_equal(world->events.stance.items[i].cause, STANCE_BY_TRAINING);
            assert_int_equal(world->events.stance.items[i].stance_after, STANCE_INITIATING);
        }
        for (int64_t i = 0; i < world->events.training.count; i++) {
            assert_true(fabs(world->events.training.items[i].diagnosis_skill - 0.6) < 1e-12);
            assert_true(fabs(world->agents.diagnosis_skill[world->events.training.items[i].agent] - 0.6) < 1e-12);
        }
        model_free(world);
    }
    assert_likely(chance_binomial(trained, 20 * 240, 0.3), "trained");
    assert_likely(chance_binomial(moved, trained, 0.6), "moved");
}

static void test_when(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(STILL "training.first_step = 5; training.every = 7; training.participation_probability = 1; "
                          "training.initiating_effect = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 1; step <= 30; step++) {
        world_pass(world);
        bool due = step == 5 || step == 12 || step == 19 || step == 26;
        assert_int_equal(world->events.training.count, due ? 240 : 0);
        assert_int_equal(world->events.stance.count, 0);
    }
    model_free(world);
}

static void test_one_unit(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(STILL "training.unit = 3; training.participation_probability = 1; training.initiating_effect = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        assert_int_equal(world->agents.stance[agent] == STANCE_INITIATING, world->network.unit[agent] == 3);
    assert_int_equal(world->events.training.count, 30);
    model_free(world);
}

/* A share of 0 is as no training at all. */
static void test_nobody(void **state)
{
    (void)state;
    struct scenario without = scenario_of(ORGANISATION "stances; diagnosis");
    struct scenario with = scenario_of(ORGANISATION "stances; diagnosis; training.participation_probability = 0");
    assert_true(digest_equal(run_digest(&without, 40, NULL), run_digest(&with, 40, NULL)));
}

/* With it more projects are founded and more succeed, all else equal. */
static void test_what_comes_of_it(void **state)
{
    (void)state;
    struct sample founded = {0}, succeeded = {0};
    for (int seed = 1; seed <= 40; seed++) {
        int64_t count[2][2];
        for (int trained = 0; trained < 2; trained++) {
            struct scenario scenario = scenario_of(
                trained ? STILL "stances.initial_initiating = 0.1; diagnosis; training.participation_probability = 0.2"
                        : STILL "stances.initial_initiating = 0.1; diagnosis");
            scenario.run.seed = seed;
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int step = 0; step < 60; step++) world_pass(world);
            count[trained][0] = world->projects.counts.founded, count[trained][1] = world->projects.counts.succeeded;
            model_free(world);
        }
        sample_add(&founded, (double)(count[1][0] - count[0][0]));
        sample_add(&succeeded, (double)(count[1][1] - count[0][1]));
    }
    print_message("training adds %.2f (se %.2f) projects founded and %.2f (se %.2f) that succeed in 60 steps\n",
        sample_mean(&founded), sample_error(&founded), sample_mean(&succeeded), sample_error(&succeeded));
    assert_true(sample_mean(&founded) > 0 && chance_mean(&founded, 0, 0) < FALSE_ALARM);
    assert_true(sample_mean(&succeeded) > 0 && chance_mean(&succeeded, 0, 0) < FALSE_ALARM);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(
        LARGER "stances; diagnosis; training.every = 6", LARGER "stances; diagnosis; training.every = 7", 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused(ORGANISATION "training", "training");
    assert_refused(ORGANISATION "stances; training.unit = 8", "training.unit");
    (void)scenario_of(ORGANISATION "stances; training.unit = 7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_when),
        cmocka_unit_test(test_one_unit),
        cmocka_unit_test(test_nobody),
        cmocka_unit_test(test_what_comes_of_it),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
