/* The threshold rule in the cases that others published, exactly, and where a cascade begins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/before.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/world.h"

/* Granovetter's crowd of 100: one more each step; and where the one who waits for one other waits for two, one alone.
 */
static void granovetters_crowd(void **state)
{
    (void)state;
    static const char *const measures[] = {"share", "count"};
    for (int m = 0; m < 2; m++)
        for (int two = 0; two < 2; two++) {
            char settings[256];
            snprintf(settings, sizeof settings,
                "network.kind = complete; network.agents = 100; adoption.rule = threshold; "
                "adoption.accept.threshold_kind = sequence; adoption.accept.measure = %s; "
                "adoption.accept.min_threshold = %s",
                measures[m],
                !two ? "0"
                : m  ? "2"
                     : "0.02");
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int step = 1; step <= 110; step++) {
                world_pass(world);
                assert_int_equal(world->uptakes->adopters, two ? 1 : step < 100 ? step : 100);
                assert_int_equal(world->events.adoption.count, two ? step == 1 : step <= 100);
                for (int64_t i = 0; i < world->events.adoption.count; i++) {
                    const struct adoption_row *row = &world->events.adoption.items[i];
                    assert_int_equal(row->learner, step - 1);
                    assert_int_equal(row->source_count, step - 1);
                    assert_int_equal(row->channel, step == 1 ? CHANNEL_EXTERNAL : CHANNEL_WORD_OF_MOUTH);
                    for (int32_t s = 0; s < row->source_count; s++) {
                        assert_int_equal(sources_of(world, row)[s].source, s);
                        assert_true(sources_of(world, row)[s].weight == 1.0 / row->source_count);
                    }
                }
            }
            model_free(world);
        }
}

/* Steps until 90 % of the torus of 60 x 60 use it, from a person and the eight neighbours; 0: never more than these. */
static int steps_to_90(int count, int seed)
{
    char settings[256];
    snprintf(settings, sizeof settings,
        "network.kind = torus; network.agents = 3600; start.users = 1; start.placement = neighbourhood; seed = %d; "
        "adoption.rule = threshold; adoption.accept.measure = count; adoption.accept.threshold = %d",
        seed, count);
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_int_equal(world->events.adoption.count, 9);
    int steps = 0;
    for (int64_t users = 9, before = 0; users > before && users < 3240; steps++) {
        before = users;
        events_clear(&world->events);
        assert_int_equal(model_step(world), STATUS_OK);
        users += world->events.adoption.count;
    }
    bool stuck = world->uptakes->adopters == 0;
    world_check(world);
    model_free(world);
    return stuck ? 0 : steps;
}

static void centola_and_macys_torus(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 2; seed++) {
        assert_int_equal(steps_to_90(1, seed), 27);
        assert_int_equal(steps_to_90(2, seed), 45);
        assert_int_equal(steps_to_90(3, seed), 71);
        assert_int_equal(steps_to_90(4, seed), 0);
    }
}

/* Thresholds that are normal with mean 25 of 100: the smallest fixed point of r = F(r), as targets have it. 0.001 is
 * allowed for finitely many people. */
static void normal_thresholds(void **state)
{
    (void)state;
    static const struct {
        const char *spread;
        double share;
    } cases[] = {{"0.11", 0.0171}, {"0.3", 0.9934}, {"0.5", 0.9049}};
    for (int c = 0; c < 3; c++) {
        struct sample share = {0};
        for (int seed = 1; seed <= 30; seed++) {
            char settings[256];
            snprintf(settings, sizeof settings,
                "network.kind = complete; network.agents = 10000; seed = %d; adoption.rule = threshold; "
                "adoption.accept.threshold_kind = normal; adoption.accept.threshold = 0.25; "
                "adoption.accept.threshold_sd = %s; "
                "observe.adoptions = false",
                seed, cases[c].spread);
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int64_t before = -1; before < world->uptakes->adopters;) {
                before = world->uptakes->adopters;
                events_clear(&world->events);
                assert_int_equal(model_step(world), STATUS_OK);
            }
            sample_add(&share, (double)world->uptakes->adopters / 10000);
            model_free(world);
        }
        print_message("normal thresholds, spread %s: %.4f (se %.4f), theory %.4f\n", cases[c].spread,
            sample_mean(&share), sample_error(&share), cases[c].share);
        assert_likely(chance_mean(&share, cases[c].share, 0.001 / 3), "spread %s", cases[c].spread);
    }
}

/* The rule at work: the same people and ties, once with a threshold that one user in five reaches and once with one
 * that needs half. By Watts 2002 the first is inside the cascade window at degree 4, the second far outside. */
static void a_low_threshold_cascades_and_a_high_one_does_not(void **state)
{
    (void)state;
    struct sample low = {0}, high = {0};
    for (int seed = 1; seed <= 40; seed++)
        for (int half = 0; half < 2; half++) {
            struct scenario scenario = scenario_of("network.kind = random; network.agents = 2000; "
                                                   "network.mean_degree = 4; start.users = 5; "
                                                   "adoption.rule = threshold; adoption.accept.threshold = 0.18");
            if (half) scenario.accept.threshold.start = 0.5;
            scenario.run.seed = seed;
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int step = 0; step < 60; step++) world_pass(world);
            sample_add(half ? &high : &low, (double)world->uptakes->adopters / 2000);
            model_free(world);
        }
    print_message("share of users: threshold 0.18 %.3f (se %.3f), 0.5 %.4f (se %.4f)\n", sample_mean(&low),
        sample_error(&low), sample_mean(&high), sample_error(&high));
    assert_true(sample_mean(&low) > 0.9 && sample_mean(&high) < 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(granovetters_crowd),
        cmocka_unit_test(centola_and_macys_torus),
        cmocka_unit_test(normal_thresholds),
        cmocka_unit_test(a_low_threshold_cascades_and_a_high_one_does_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
