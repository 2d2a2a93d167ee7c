/* Friction, and diagnosis that lowers it.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). Also tests
 * model/activity/diagnosis.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/activity/friction.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/people/stances.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

/* Nobody moves, nobody comes or leaves, and nothing happens but what a test puts there. */
#define STILL                                                                                                          \
    ORGANISATION "-renew; opportunities.arrival_rate = 0; stances.contagion_probability = 0; stances.success_effect "  \
                 "= 0; stances.failure_effect = 0;"                                                                    \
                 "stances.seen_success_effect = 0; stances.seen_failure_effect = 0; stances.blame_trust_loss = 0;"

static const int32_t members[8] = {3, 17, 30, 44, 90, 120, 150, 200};

static void set_all(struct world *world, enum stance stance)
{
    for (int32_t agent = 0; agent < world->agents.count; agent++) stance_change(world, agent, stance, STANCE_BY_START);
}

/* A project of eight at work that needs no skills. */
static int32_t put_to_work(struct world *world)
{
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9}, 8, members);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].resources = 1e9;
    return slot;
}

/* ---- friction */

static void test_share_around(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "stances.friction_strength = 0.8");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        stance_change(world, agent, (enum stance)(agent % STANCE_COUNT), STANCE_BY_START);
    double against = 0, around = 0;
    for (int m = 0; m < 8; m++) {
        int32_t stance = members[m] % STANCE_COUNT;
        against += stance == STANCE_GUARDING || stance == STANCE_BLAMING, around++;
        for (int32_t k = 0; k < tie_count(world, members[m]); k++, around++) {
            stance = tie_at(world, members[m], k).agent % STANCE_COUNT;
            against += stance == STANCE_GUARDING || stance == STANCE_BLAMING;
        }
    }
    assert_true(against > 10);
    assert_true(fabs(project_friction(world, slot) - 0.8 * against / around) < 1e-12);
    set_all(world, STANCE_GUARDING);
    assert_true(project_friction(world, slot) == 0.8);
    set_all(world, STANCE_STUCK);
    assert_true(project_friction(world, slot) == 0);
    world->rates.stances.friction_strength = 3;
    set_all(world, STANCE_BLAMING);
    assert_true(project_friction(world, slot) == 1);
    model_free(world);
}

/* Where everybody knows everybody, all of them are around. */
static void test_complete_network(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "network.kind = complete");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world);
    set_all(world, STANCE_WAITING);
    for (int32_t agent = 0; agent < 60; agent++)
        stance_change(world, agent, agent % 2 ? STANCE_GUARDING : STANCE_BLAMING, STANCE_BY_START);
    assert_true(project_friction(world, slot) == 60.0 / 240);
    model_free(world);
}

/* Progress is what it would be without friction, less the share that friction takes. */
static void test_progress(void **state)
{
    (void)state;
    double progress[2];
    for (int resisted = 0; resisted < 2; resisted++) {
        struct scenario scenario = scenario_of(STILL "stances.friction_strength = 0.4; experiment.outcome_sd = 0");
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t slot = put_to_work(world);
        set_all(world, resisted ? STANCE_GUARDING : STANCE_STUCK);
        for (int step = 0; step < 10; step++) world_pass(world);
        progress[resisted] = world->projects.slots[slot].progress;
        assert_true(world->projects.slots[slot].friction == (resisted ? 0.4 : 0));
        model_free(world);
    }
    assert_true(progress[0] > 1);
    assert_true(fabs(progress[1] - 0.6 * progress[0]) < 1e-9);
}

/* Many initiating, nobody moved by what comes of it, so that success is all that differs. */
#define BUSY                                                                                                           \
    ORGANISATION "stances.initial_initiating = 0.5; stances.initial_stuck = 0; stances.initial_blaming = 0; "          \
                 "stances.contagion_probability = 0;"                                                                  \
                 "stances.failure_effect = 0; stances.success_effect = 0; stances.seen_success_effect = 0; "           \
                 "stances.seen_failure_effect = 0;"

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

/* How many more projects succeed in the first world than in the second, all else equal. */
static struct sample gain_of(const char *first, const char *second)
{
    struct sample gain = {0};
    for (int seed = 1; seed <= 50; seed++) sample_add(&gain, successes(first, seed) - successes(second, seed));
    return gain;
}

/* In the whole, the same world with friction succeeds less often. */
static void test_friction_costs_success(void **state)
{
    (void)state;
    struct sample lost = gain_of(BUSY "stances.initial_guarding = 0.4; stances.friction_strength = 0",
        BUSY "stances.initial_guarding = 0.4; stances.friction_strength = 1");
    print_message("friction costs %.2f (se %.2f) successes in 60 steps\n", sample_mean(&lost), sample_error(&lost));
    assert_true(sample_mean(&lost) > 0);
    assert_true(chance_mean(&lost, 0, 0) < FALSE_ALARM);
}

/* ---- diagnosis */

/* A single step finds each point with the probability that follows from the members' skills. */
static void test_finding(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        STILL "diagnosis.friction_points = 7; diagnosis.finding_probability = 0.5; diagnosis.effort_fraction = 0.4");
    int64_t found = 0;
    double missed = 1;
    for (int m = 0; m < 8; m++) missed *= 1 - 0.5 * 0.4 * (0.1 + 0.02 * m);
    for (int seed = 1; seed <= 300; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t slot = put_to_work(world);
        for (int m = 0; m < 8; m++) world->agents.diagnosis_skill[members[m]] = 0.1 + 0.02 * m;
        events_clear(&world->events);
        world_step(world);
        int32_t now = world->projects.slots[slot].found;
        found += now;
        assert_int_equal(world->events.diagnosis.count, now > 0);
        if (now > 0) assert_int_equal(world->events.diagnosis.items[0].points_found, now);
        model_free(world);
    }
    assert_likely(chance_binomial(found, 300 * 7, 1 - missed), "points found in a step");
}

/* Friction falls in proportion to the points found, and the effort is saved once all are. */
static void test_friction_falls(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        STILL "diagnosis.friction_points = 4; stances.friction_strength = 0.5; diagnosis.effort_fraction = 0.25;"
              "diagnosis.finding_probability = 0; experiment.outcome_sd = 0; experiment.exploration_probability = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world);
    struct project *project = &world->projects.slots[slot];
    double gain[5], before = 0;
    set_all(world, STANCE_GUARDING);
    for (int32_t found = 0; found <= 4; found++, before = project->progress) {
        project->found = found;
        world_pass(world);
        gain[found] = project->progress - before;
        assert_true(fabs(project->friction - 0.5 * (1 - found / 4.0)) < 1e-12);
    }
    for (int found = 0; found < 4; found++)
        assert_true(fabs(gain[found] / gain[4] - 0.75 * (1 - 0.5 * (1 - found / 4.0))) < 1e-9);
    model_free(world);
}

/* What is found is dealt with as far as the most skilled member can; an expert can. */
static void test_it_takes_an_expert(void **state)
{
    (void)state;
    static const char *const weight[] = {"0", "0.5", "1"};
    for (int w = 0; w < 3; w++)
        for (int expert = 0; expert <= 1; expert++) {
            char settings[1024];
            snprintf(settings, sizeof settings,
                STILL "stances.friction_strength = 0.8; diagnosis; diagnosis.expert_weight = %s", weight[w]);
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            int32_t slot = put_to_work(world);
            set_all(world, STANCE_GUARDING);
            world->projects.slots[slot].found = 3;
            for (int m = 0; m < 8; m++) world->agents.diagnosis_skill[members[m]] = 0.2;
            if (expert) world->agents.diagnosis_skill[members[5]] = 1;
            double dealt_with = 0.6 * (expert ? 1 : 1 - strtod(weight[w], NULL) * 0.8);
            assert_true(fabs(project_friction(world, slot) - 0.8 * (1 - dealt_with)) < 1e-12);
            model_free(world);
        }
}

/* A share of people are experts, newcomers among them. */
static void test_experts(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ORGANISATION
        "network.agents = 6000; opportunities.arrival_rate = 0; stances; diagnosis; diagnosis.expert_fraction = 0.3;"
        "renew.turnover_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 2; step++, world_pass(world)) {
        int64_t experts = 0;
        for (int32_t agent = 0; agent < 6000; agent++) {
            experts += world->agents.diagnosis_skill[agent] == 1;
            assert_true(world->agents.diagnosis_skill[agent] == 1 || world->agents.diagnosis_skill[agent] == 0.3);
        }
        assert_likely(chance_binomial(experts, 6000, 0.3), "experts");
    }
    model_free(world);
}

/* Where there is much friction and much skill, diagnosis pays; where there is no friction, its effort is lost. */
static void test_what_it_pays(void **state)
{
    (void)state;
#define RESISTED BUSY "stances.initial_guarding = 0.5;"
#define FREE BUSY "stances.friction_strength = 0;"
    struct sample gain = gain_of(RESISTED "diagnosis.initial_skill = 1; diagnosis.finding_probability = 0.5", RESISTED);
    struct sample loss = gain_of(FREE, FREE "diagnosis.initial_skill = 0; diagnosis.effort_fraction = 0.5");
    print_message("diagnosis under friction gains %.2f (se %.2f) successes; without friction it costs %.2f (se %.2f)\n",
        sample_mean(&gain), sample_error(&gain), sample_mean(&loss), sample_error(&loss));
    assert_true(sample_mean(&gain) > 0 && chance_mean(&gain, 0, 0) < FALSE_ALARM);
    assert_true(sample_mean(&loss) > 0 && chance_mean(&loss, 0, 0) < FALSE_ALARM);
}

/* ---- as a whole */

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(LARGER "stances.initial_initiating = 0.4; diagnosis",
        LARGER "stances.initial_initiating = 0.4; diagnosis.finding_probability = 0.2", 40);
}

static void test_observed(void **state)
{
    (void)state;
    struct observation seen;
    struct scenario scenario = scenario_of(STILL "diagnosis.friction_points = 4; diagnosis.finding_probability = 0; "
                                                 "diagnosis.initial_skill = 0.2; stances.friction_strength = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    set_all(world, STANCE_GUARDING);
    int32_t slot = put_to_work(world);
    put_to_work(world);
    world->projects.slots[slot].found = 1;
    world_pass(world);
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_true(fabs(seen.value[OBSERVE_friction_mean][0] - (0.375 + 0.5) / 2) < 1e-12);
    assert_true(fabs(seen.value[OBSERVE_friction_found_mean][0] - 0.125) < 1e-12);
    assert_true(fabs(seen.value[OBSERVE_diagnosis_skill_mean][0] - 0.2) < 1e-12);
    assert_true(seen.value[OBSERVE_stances][STANCE_GUARDING] == 240);
    observation_free(&seen);
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused(ORGANISATION "diagnosis", "diagnosis");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_share_around),
        cmocka_unit_test(test_complete_network),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_friction_costs_success),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_friction_falls),
        cmocka_unit_test(test_it_takes_an_expert),
        cmocka_unit_test(test_experts),
        cmocka_unit_test(test_what_it_pays),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_observed),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
