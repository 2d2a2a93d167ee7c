/* Locals: who works in a place foresees what it makes of a practice, and chooses by it; nobody else does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <math.h>

#include <cmocka.h>

#include "landscape/landscape.h"
#include "model/activity/locals.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

#define STILL                                                                                                          \
    ORGANISATION "-renew; -tell; opportunities.arrival_rate = 0; projects.load = 0.01; landscape.context_weight = "    \
                 "0.5; landscape.domains = 1;"

enum { MEMBERS = 8, UNIT = 2, CANDIDATES = 6 };

/* A project on something in unit 2, so many members of which are of that unit; it knows the first practices there are.
 */
static int32_t put_to_work(struct world *world, int32_t locals, int32_t spot)
{
    int32_t members[MEMBERS];
    for (int32_t m = 0; m < MEMBERS; m++)
        members[m] = world->network.unit_member[world->network.unit_start[m < locals ? UNIT : UNIT + 1] + m];
    world->opportunities->next_id = spot;
    int32_t slot = world_project(world, (struct opportunity){.unit = UNIT, .difficulty = 1e9}, MEMBERS, members);
    for (int32_t p = 0; p < CANDIDATES; p++) {
        struct candidate *candidate = project_candidate(&world->projects, slot, p);
        candidate->belief = 0.5 + 0.01 * p;
        candidate->evidence = 1;
    }
    return slot;
}

/* What the best candidate must be, by hand. */
static int32_t expected(const struct world *world, double insight, int32_t spot)
{
    int32_t best = -1;
    double most = 0;
    for (int32_t p = 0; p < CANDIDATES; p++) {
        const struct practice *practice = &world->practices.items[p];
        double here = landscape_quality_at(&world->landscape, 0, spot, practice->configuration, practice->quality);
        double promise = 0.5 + 0.01 * p + insight * (here - practice->quality);
        if (best < 0 || promise > most) most = promise, best = p;
    }
    return best;
}

/* By how many are locals, and by how much they foresee; without any insight it is the one believed in most, the last.
 */
static void test_the_choice_is_the_locals(void **state)
{
    (void)state;
    int differs = 0;
    for (int insight = 0; insight <= 2; insight++)
        for (int32_t locals = 0; locals <= MEMBERS; locals += MEMBERS / 2) {
            char settings[1024];
            snprintf(settings, sizeof settings, STILL "experiment.local_insight_fraction = %g", insight / 2.0);
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int32_t spot = 0; spot < 20; spot++) {
                int32_t slot = put_to_work(world, locals, spot);
                assert_true(project_locals(world, slot) == locals / (double)MEMBERS);
                double foresees = insight / 2.0 * locals / MEMBERS;
                int32_t best = expected(world, foresees, spot);
                assert_int_equal(project_best_here(world, slot)->practice, best);
                assert_true(foresees > 0 || best == CANDIDATES - 1);
                differs += best != CANDIDATES - 1;
            }
            model_free(world);
        }
    assert_true(differs > 20);
}

/* What is tried is what was chosen, and so, where everybody knows what is best at large, an all-local project tries
 * what is better at the spot than one of outsiders. */
static void test_locals_try_what_is_better_there(void **state)
{
    (void)state;
    double quality[2] = {0};
    for (int local = 0; local < 2; local++) {
        struct scenario scenario =
            scenario_of(STILL "landscape.context_weight = 0.9; experiment.local_insight_fraction = 1; "
                              "experiment.exploration_probability = 0; experiment.outcome_sd = 0;"
                              "debrief.depth = 0");
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t slots[20];
        for (int32_t i = 0; i < 20; i++) {
            slots[i] = put_to_work(world, local ? MEMBERS : 0, i);
            world->projects.slots[slots[i]].state = PROJECT_ACTIVE;
            world->projects.slots[slots[i]].resources = 10;
            for (int32_t p = 0; p < CANDIDATES; p++)
                project_candidate(&world->projects, slots[i], p)->belief = world->practices.items[p].quality;
        }
        world_pass(world);
        for (int32_t i = 0; i < 20; i++) quality[local] += world->projects.slots[slots[i]].outcome / 20;
        model_free(world);
    }
    print_message("quality at the spot: outsiders %.3f, locals %.3f\n", quality[0], quality[1]);
    assert_true(quality[1] > quality[0] + 0.02);
}

static void test_it_is_observed(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "experiment.local_insight_fraction = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation observation;
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    int32_t few = put_to_work(world, 2, 0), many = put_to_work(world, 6, 1);
    world->projects.slots[few].state = world->projects.slots[many].state = PROJECT_ACTIVE;
    assert_int_equal(model_observe(world, &observation), STATUS_OK);
    assert_true(fabs(observation.value[OBSERVE_locals_fraction_mean][0] - 0.5) < 1e-12);
    observation_free(&observation);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 30;";
    char with[1024];
    snprintf(with, sizeof with, "%s experiment.local_insight_fraction = 0.5", large);
    assert_any_threads(with, large, 40);
}

static void test_without_contexts_there_is_nothing_to_know(void **state)
{
    (void)state;
    assert_refused(ORGANISATION "landscape.context_weight = 0; experiment.local_insight_fraction = 0.5",
        "experiment.local_insight_fraction");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_choice_is_the_locals),
        cmocka_unit_test(test_locals_try_what_is_better_there),
        cmocka_unit_test(test_it_is_observed),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_without_contexts_there_is_nothing_to_know),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
