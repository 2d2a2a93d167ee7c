/* Protection: pioneers are sheltered from friction and pressure.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/activity/friction.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/organisation/protection.h"
#include "model/organisation/roll_out.h"
#include "model/people/stances.h"
#include "model/people/standards.h"
#include "model/record/observation.h"
#include "model/state/draws.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

/* Nobody moves but by training, and nothing happens but what a test puts there. */
#define STILL                                                                                                          \
    ORGANISATION                                                                                                       \
    "-renew; -tell; opportunities.arrival_rate = 0; landscape.bits = 64; stances.contagion_probability = 0;"           \
    "stances.success_effect = 0; stances.failure_effect = 0; stances.seen_success_effect = 0; "                        \
    "stances.seen_failure_effect = 0;"                                                                                 \
    "stances.blame_trust_loss = 0;"

static const int32_t members[8] = {3, 17, 30, 44, 90, 120, 150, 200};

/* Everybody guards, and eight work in domain 0 on something in unit 1, believing in a practice that nobody uses. */
static int32_t put_to_work(struct world *world, int32_t *practice)
{
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9, .unit = 1}, 8, members);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        stance_change(world, agent, STANCE_GUARDING, STANCE_BY_START);
    *practice = practice_meet(world, 0, landscape_draw(&world->landscape, world_key(world, STREAM_TEST, 0, 0)), -1, -1);
    assert_int_equal(world->practices.items[*practice].users, 0);
    *project_candidate(&world->projects, slot, *practice) = (struct candidate){*practice, 1, 1e6};
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].resources = 1e9;
    return slot;
}

static void test_who_pioneers(void **state)
{
    (void)state;
    int32_t practice;
    struct scenario scenario = scenario_of(
        STILL "stances.friction_strength = 0.8; protection.shelter_fraction = 0.6; protection.prevalence_limit = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world, &practice);
    assert_true(project_shelter(world, slot) == 0.6);
    assert_true(fabs(project_friction(world, slot) - 0.8 * 0.4) < 1e-12);
    for (int32_t agent = 0; agent < 24; agent++) {
        assert_true(project_shelter(world, slot) == 0.6);
        world_use(world, agent, 0, practice);
    }
    assert_true(project_shelter(world, slot) == 0); /* a tenth of 240 */
    assert_true(fabs(project_friction(world, slot) - 0.8) < 1e-12);
    for (int32_t agent = 0; agent < 24; agent++) world_use(world, agent, 0, world->standards->practice[0]);
    world->projects.slots[slot].state = PROJECT_GATHERING;
    assert_true(project_shelter(world, slot) == 0);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    assert_true(project_shelter(world, slot) == 0.6);
    world->standards->practice[world->agents.domains] = practice; /* of unit 1 and domain 0 */
    assert_true(project_shelter(world, slot) == 0);
    model_free(world);
}

/* Members are sheltered in the project's domain, and nobody else. */
static void test_whom_it_shelters(void **state)
{
    (void)state;
    int32_t practice;
    struct scenario scenario = scenario_of(STILL "protection.shelter_fraction = 0.6");
    struct world *world = world_of(&scenario, NULL, NULL);
    put_to_work(world, &practice);
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        bool member = false;
        for (int m = 0; m < 8; m++) member = member || members[m] == agent;
        assert_true(person_shelter(world, agent, 0) == (member ? 0.6 : 0));
        assert_true(person_shelter(world, agent, 1) == 0);
    }
    model_free(world);
}

/* Under a pressure that nobody else escapes, members escape it with probability `shelter`. */
static void test_pressure(void **state)
{
    (void)state;
    int64_t pressed = 0;
    for (int seed = 1; seed <= 100; seed++) {
        int32_t practice;
        struct scenario scenario =
            scenario_of(STILL "protection.shelter_fraction = 0.7; rollout.first_step = 1; rollout.alignment_steps = "
                              "0; rollout.pressure = 1; rollout.random_candidates = true");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        put_to_work(world, &practice);
        for (int m = 0; m < 8; m++) world_use(world, members[m], 0, practice);
        world->step = 1;
        govern_roll_out(world);
        int32_t chosen = world->roll_out->practice;
        for (int m = 0; m < 8; m++) pressed += world_used(world, members[m], 0) == chosen;
        for (int32_t agent = 0; agent < 3; agent++) assert_int_equal(world_used(world, agent, 0), chosen);
        model_free(world);
    }
    assert_likely(chance_binomial(pressed, 800, 0.3), "members pressed");
}

static double successes(const char *settings, int seed)
{
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 60; step++) world_pass(world);
    double count = (double)world->projects.counts.succeeded;
    model_free(world);
    return count;
}

/* Among many who guard, more succeed with protection, all else equal. */
static void test_what_it_pays(void **state)
{
    (void)state;
#define GUARDED                                                                                                        \
    ORGANISATION "stances.initial_initiating = 0.5; stances.initial_stuck = 0; stances.initial_blaming = 0; "          \
                 "stances.initial_guarding = 0.4;"                                                                     \
                 "stances.contagion_probability = 0; stances.failure_effect = 0; stances.success_effect = 0; "         \
                 "stances.seen_success_effect = 0;"                                                                    \
                 "stances.seen_failure_effect = 0;"
    struct sample gain = {0};
    for (int seed = 1; seed <= 120; seed++)
        sample_add(
            &gain, successes(GUARDED "protection.shelter_fraction = 1; protection.prevalence_limit = 0.2", seed) -
                       successes(GUARDED, seed));
    print_message("protection adds %.2f (se %.2f) successes in 60 steps\n", sample_mean(&gain), sample_error(&gain));
    assert_true(sample_mean(&gain) > 0 && chance_mean(&gain, 0, 0) < FALSE_ALARM);
}

static void test_no_shelter_is_as_absent(void **state)
{
    (void)state;
    struct scenario without = scenario_of(ORGANISATION "stances; rollout.first_step = 5");
    struct scenario with = scenario_of(ORGANISATION "stances; rollout.first_step = 5; protection.shelter_fraction = 0");
    assert_true(digest_equal(run_digest(&without, 40, NULL), run_digest(&with, 40, NULL)));
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(LARGER "stances.initial_initiating = 0.4; protection; rollout.first_step = 5",
        LARGER "stances.initial_initiating = 0.4; protection.shelter_fraction = 0.9; rollout.first_step = 5", 40);
}

static void test_observed(void **state)
{
    (void)state;
    int32_t practice;
    struct observation seen;
    struct scenario scenario = scenario_of(STILL "protection");
    struct world *world = world_of(&scenario, NULL, NULL);
    put_to_work(world, &practice);
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_true(seen.value[OBSERVE_projects_sheltered][0] == 1);
    observation_free(&seen);
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("protection", "protection");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_pioneers),
        cmocka_unit_test(test_whom_it_shelters),
        cmocka_unit_test(test_pressure),
        cmocka_unit_test(test_what_it_pays),
        cmocka_unit_test(test_no_shelter_is_as_absent),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_observed),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
