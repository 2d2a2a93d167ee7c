/* Loss: which practices are old, who loses what with them, who guards, and what it changes to be accompanied.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <math.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/people/loss.h"
#include "model/people/stances.h"
#include "model/people/standards.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/agents.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

/* Nothing happens but what a test puts there. */
#define STILL                                                                                                          \
    "landscape.kind = listed; landscape.practices = {old: 0.2, new: 0.9}; start.practice = none; projects; adoption;"  \
    "opportunities.arrival_rate = 0; people.confidence_mean = 0.8; people.confidence_sd = 0;"

enum { OLD, NEW };

/* So many people, all tied, who have used the old practice, of whom the first `left` use it still. */
static struct world *people(const char *settings, int32_t count, int32_t left)
{
    char all[2048];
    snprintf(all, sizeof all, STILL "network.kind = complete; network.agents = %d; %s", count, settings);
    struct scenario scenario = scenario_of(all);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < count; agent++) world_use(world, agent, 0, OLD);
    for (int32_t agent = left; agent < count; agent++) world_use(world, agent, 0, NEW);
    events_clear(&world->events);
    world->step = 1;
    return world;
}

static void test_when_a_practice_is_old(void **state)
{
    (void)state;
    for (int32_t left = 0; left <= 10; left++) {
        struct world *world = people("loss.old_fraction = 0.5", 10, left);
        assert_int_equal(practice_is_old(world, OLD), left < 5);
        assert_false(practice_is_old(world, NEW));
        model_free(world);
    }
}

/* With nobody beside them three of ten lose confidence, step by step; nobody else does. */
static void test_who_is_left_behind_loses_confidence(void **state)
{
    (void)state;
    struct world *world = people("loss.care_probability = 0; loss.confidence_shift = 0.1", 10, 3);
    for (int step = 1; step <= 5; step++) {
        step_loss(world);
        for (int32_t agent = 0; agent < 10; agent++)
            assert_true(fabs(world->agents.confidence[agent] - (agent < 3 ? 0.8 * pow(0.9, step) : 0.8)) < 1e-12);
    }
    assert_int_equal(world->events.accompaniment.count, 0);
    assert_int_equal(world_used(world, 0, 0), OLD);
    model_free(world);
}

/* With somebody beside them they lose nothing, and learn what their companions use, who have left the old practice; so
 * in the end nobody needs it any more. */
static void test_who_is_accompanied_loses_nothing_and_learns(void **state)
{
    (void)state;
    struct world *world = people("loss.care_probability = 1; start.evidence = 9", 10, 3);
    step_loss(world);
    world_check(world);
    assert_int_equal(world->events.accompaniment.count, 3);
    for (int64_t i = 0; i < 3; i++) {
        const struct accompaniment_row *row = &world->events.accompaniment.items[i];
        assert_true(row->agent == i && row->practice == OLD && row->companion >= 3);
        assert_int_equal(world_used(world, row->agent, 0), NEW);
        assert_true(world->agents.confidence[i] == 0.8);
    }
    for (int64_t i = 0; i < world->events.adoption.count; i++)
        assert_int_equal(world_sources(world, &world->events.adoption.items[i])->source,
            world->events.accompaniment.items[i].companion);
    assert_int_equal(world->practices.items[OLD].users, 0);
    model_free(world);
}

/* Whoever never used it accompanies nobody. */
static void test_companions_know_the_old_practice(void **state)
{
    (void)state;
    struct world *world = people("loss.care_probability = 1", 10, 3);
    for (int32_t agent = 3; agent < 10; agent++) agents_find(&world->agents, agent, 0, OLD)->row = -1;
    step_loss(world);
    assert_int_equal(world->events.accompaniment.count, 0);
    assert_true(world->agents.confidence[0] < 0.8);
    model_free(world);
}

static void test_how_often_one_is_accompanied(void **state)
{
    (void)state;
    struct world *world = people("loss.care_probability = 0.3; adoption.accept.cost = 1", 1000, 400);
    step_loss(world);
    assert_likely(chance_binomial(world->events.accompaniment.count, 400, 0.3), "%d of 400",
        (int)world->events.accompaniment.count);
    model_free(world);
}

/* Each thing that there is to lose makes people guard; who has nothing to lose, or is accompanied, does not. */
static void test_who_guards(void **state)
{
    (void)state;
    for (int stakes = 0; stakes <= 3; stakes++)
        for (int care = 0; care < 2; care++) {
            char settings[512];
            snprintf(settings, sizeof settings,
                "loss.care_probability = %d; loss.guarding_effect = 0.2; adoption.accept.cost = 1; leaders;"
                "stances.contagion_probability = 0; stances.blame_trust_loss = 0; stances.initial_guarding = 0;"
                "stances.initial_stuck = 0; stances.initial_blaming = 0; stances.initial_initiating = 0.5",
                care);
            struct world *world = people(settings, 1000, 400);
            if (stakes >= 1)
                for (int32_t agent = 0; agent < 400; agent++) agents_find(&world->agents, agent, 0, OLD)->owned = 1;
            if (stakes >= 2) *unit_standard(world, 0, 0) = OLD;
            if (stakes >= 3)
                for (int32_t agent = 0; agent < 400; agent++) world->agents.leader[agent] = 1;
            step_loss(world);
            step_stances(world);
            int64_t guards = world->stances->people[STANCE_GUARDING];
            double chance = care ? 0 : 1 - pow(0.8, stakes);
            assert_likely(chance_binomial(guards, 400, chance), "%d stakes: %d guard", stakes, (int)guards);
            assert_true(chance > 0 || guards == 0);
            for (int64_t i = 0; i < world->events.stance.count; i++)
                assert_int_equal(world->events.stance.items[i].cause, STANCE_BY_LOSS);
            model_free(world);
        }
}

static void test_it_is_observed(void **state)
{
    (void)state;
    struct world *world = people("loss.care_probability = 1; adoption.accept.cost = 1", 10, 3);
    struct observation observation;
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    step_loss(world);
    assert_int_equal(model_observe(world, &observation), STATUS_OK);
    assert_true(observation.value[OBSERVE_uses_of_old_practices][0] == 3);
    assert_true(observation.value[OBSERVE_accompanied][0] == 3);
    observation_free(&observation);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 30; stances; loss;";
    char without[1024];
    snprintf(without, sizeof without, "%s loss.care_probability = 0", large);
    assert_any_threads(large, without, 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("landscape; adoption; loss", "loss");
    assert_refused(ORGANISATION "adoption.rule = best_member; loss", "loss");
    assert_refused(ORGANISATION "loss.guarding_effect = 0.1", "loss.guarding_effect");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_when_a_practice_is_old),
        cmocka_unit_test(test_who_is_left_behind_loses_confidence),
        cmocka_unit_test(test_who_is_accompanied_loses_nothing_and_learns),
        cmocka_unit_test(test_companions_know_the_old_practice),
        cmocka_unit_test(test_how_often_one_is_accompanied),
        cmocka_unit_test(test_who_guards),
        cmocka_unit_test(test_it_is_observed),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
