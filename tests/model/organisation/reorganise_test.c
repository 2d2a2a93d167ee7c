/* Reorganisation: how many ties across units are added, when, between whom, and what spreads along them.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"

#define PLAIN "network.agents = 1000; network.units = 20; network.mean_degree = 6; adoption.rule = contact; "

static bool across(const struct world *world, int32_t agent, int32_t other)
{
    return world->network.unit[agent] != world->network.unit[other];
}

static void test_no_ties_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(
        ORGANISATION, ORGANISATION "reorganisation.first_step = 5; reorganisation.ties_per_person = 0", 60);
    assert_same_events(ORGANISATION, ORGANISATION "reorganisation.ties_per_person = 3", 60);
}

/* In the steps that are set, and in no others. */
static void test_when(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(PLAIN "reorganisation.first_step = 3; reorganisation.every = 4");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t step = 1; step <= 12; step++) {
        world_pass(world);
        assert_int_equal(world->events.introduction.count > 0, step == 3 || step == 7 || step == 11);
    }
    model_free(world);
    scenario.reorganisation.every = 0;
    world = world_of(&scenario, NULL, NULL);
    for (int32_t step = 1; step <= 12; step++) {
        world_pass(world);
        assert_int_equal(world->events.introduction.count > 0, step == 3);
    }
    model_free(world);
}

/* Everybody gets as many others as are wanted; those of another unit are all equally likely. */
static void test_between_whom(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        PLAIN "network.mean_degree = 0; reorganisation.first_step = 1; reorganisation.ties_per_person = 2.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t from[1000] = {0}, to[20] = {0};
    world_pass(world);
    for (int64_t i = 0; i < world->events.introduction.count; i++) {
        const struct introduction_row *row = &world->events.introduction.items[i];
        assert_true(across(world, row->agent, row->other));
        assert_int_equal(row->weaver, -1);
        from[row->agent]++;
        to[world->network.unit[row->other]]++;
    }
    assert_int_equal(world->network.tie_count, world->events.introduction.count);
    int64_t more = 0, less = 0;
    for (int32_t agent = 0; agent < 1000; agent++) {
        assert_in_range(from[agent], 0, 3);
        more += from[agent] == 3;
        less += from[agent] < 2; /* tied already */
    }
    assert_true(less < 20);
    assert_likely(chance_normal(((double)more - 500 + (double)less / 2) / 17), "%d have three", (int)more);
    assert_likely(chance_equal_cells(20, to), "units of the others");
    model_free(world);
}

/* The new ties have the trust of a start; those that were there keep theirs. */
static void test_trust(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ORGANISATION "opportunities.arrival_rate = 0; renew.turnover_probability = "
                                                        "0; people.trust = 0.4; reorganisation.first_step = 9;"
                                                        "reorganisation.ties_per_person = 6; renew.trust_decay = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    while (world->step < 9) world_pass(world);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        for (int32_t k = 0; k < tie_count(world, agent); k++) {
            struct tie_end tie = tie_at(world, agent, k);
            double old = 0.4 * pow(0.9, 9);
            assert_true(fabs(tie.trust - old) < 1e-6 || fabs(tie.trust - 0.4) < 1e-6);
            if (fabs(tie.trust - 0.4) < 1e-6) assert_true(across(world, agent, tie.agent));
        }
    assert_true(world->events.introduction.count > 1000);
    model_free(world);
}

/* A unit that is recognised is brought together with others, and nobody else is. */
static void test_upon_recognition(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        ORGANISATION "opportunities.arrival_rate = 0; renew.turnover_probability = 0; recognition.seen_probability = 1;"
                     "recognition.successes_needed = 1; reorganisation.on_recognition = true");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = world_project(world, (struct opportunity){.unit = 5}, 1, (const int32_t[]){0});
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    events_clear(&world->events);
    world->step = 1;
    step_conclude(world);
    step_govern(world);
    world_check(world);
    assert_true(world->events.introduction.count > 20);
    for (int64_t i = 0; i < world->events.introduction.count; i++)
        assert_int_equal(world->network.unit[world->events.introduction.items[i].agent], 5);
    world_pass(world);
    assert_int_equal(world->events.introduction.count, 0);
    model_free(world);
}

/* Where units have few ties between them, a contagion gets further when the organisation is reorganised. */
static void test_it_spreads_further(void **state)
{
    (void)state;
    struct sample gain = {0};
    for (int seed = 1; seed <= 40; seed++) {
        double adopters[2];
        for (int on = 0; on < 2; on++) {
            struct scenario scenario = scenario_of(PLAIN "network.within_unit_fraction = 0.98; start.users = 10; "
                                                         "adoption.accept.beta = 0.03; reorganisation.first_step = 5");
            scenario.run.seed = seed;
            scenario.reorganisation.ties_per_person.start = on ? 0.5 : 0;
            struct world *world = world_of(&scenario, NULL, NULL);
            while (world->step < 30) world_pass(world);
            adopters[on] = (double)world->practices.items[0].users;
            model_free(world);
        }
        sample_add(&gain, adopters[1] - adopters[0]);
    }
    print_message("half a tie a person: %.0f more of 1000 adopt in 30 steps (se %.0f)\n", sample_mean(&gain),
        sample_error(&gain));
    assert_true(sample_mean(&gain) > 20);
    assert_true(chance_mean(&gain, 0, 0) < FALSE_ALARM);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 30; reorganisation.first_step = 3;";
    char other[2048];
    snprintf(other, sizeof other, "%s reorganisation.ties_per_person = 0.9", large);
    assert_any_threads(large, other, 30);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("reorganisation", "reorganisation");
    assert_refused("network.units = 5; network.kind = complete; reorganisation", "reorganisation");
    assert_refused("network.units = 5; reorganisation.on_recognition = true", "reorganisation.on_recognition");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_ties_is_as_absent),
        cmocka_unit_test(test_when),
        cmocka_unit_test(test_between_whom),
        cmocka_unit_test(test_trust),
        cmocka_unit_test(test_upon_recognition),
        cmocka_unit_test(test_it_spreads_further),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
