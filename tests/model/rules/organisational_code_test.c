/* The organisation's code and turbulence: exact unit cases, a step beside an oracle, and March 1991 by his own numbers.
 * Statistical checks: see chance.h. Also tests model/cycle/turbulence.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/before.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/rules/organisational_code.h"
#include "model/state/practices.h"
#include "model/state/world.h"

#define MARCH                                                                                                          \
    "network.kind = complete; network.agents = 50; landscape.kind = match; landscape.bits = 30; "                      \
    "start.practice = random; start.unknown_fraction = 0.33333333333333; organisational_code; "

static double knowledge(const struct world *world)
{
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    double quality = seen.value[OBSERVE_code_quality][0];
    observation_free(&seen);
    return 2 * quality - 1;
}

static void without_learning_the_code_stays_unknown(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(MARCH "organisational_code.learning = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 50; step++) {
        world_pass(world);
        assert_true(knowledge(world) == 0);
        assert_int_equal(world->events.code_change.count, 0);
        assert_int_equal(world->events.adoption.count, 0);
    }
    model_free(world);
}

static void without_socialisation_people_stay_as_they_are(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(MARCH "organisational_code.socialisation = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 50; step++) {
        world_pass(world);
        assert_int_equal(world->events.adoption.count, 0);
    }
    assert_true(knowledge(world) > 0.5);
    model_free(world);
}

/* The configuration that agrees with the target of a domain but for the bits of `wrong`. */
static struct configuration right_but_for(const struct world *world, int32_t domain, uint64_t wrong)
{
    return (struct configuration){.low = world->landscape.target[domain].low ^ wrong};
}

/* Three bits; `for_it` people are right in all of them and `against` in all but bit 0. All do better than a code that
 * knows nothing, and so bit 0 is learned as most of them do it, with probability 1 - (1 - p)^k for a majority of k. */
static void a_majority_of_k(void **state)
{
    (void)state;
    static const struct {
        int for_it, against;
    } cases[] = {{1, 0}, {2, 0}, {5, 2}, {2, 5}, {4, 4}, {12, 1}};
    enum { RUNS = 30, DOMAINS = 64 };
    for (int c = 0; c < 6; c++) {
        int64_t learned = 0, excess = abs(cases[c].for_it - cases[c].against);
        struct scenario scenario =
            scenario_of("network.kind = line; network.agents = 16; landscape.kind = match; "
                        "landscape.bits = 3; landscape.domains = 64; start.practice = none; "
                        "organisational_code.learning = 0.2; organisational_code.socialisation = 0");
        for (int seed = 1; seed <= RUNS; seed++) {
            scenario.run.seed = 100 * c + seed;
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int32_t domain = 0; domain < DOMAINS; domain++)
                for (int32_t agent = 0; agent < cases[c].for_it + cases[c].against; agent++)
                    world_use(world, agent, domain,
                        practice_meet(world, domain, right_but_for(world, domain, agent >= cases[c].for_it), -1, -1));
            world_pass(world);
            for (int64_t i = 0; i < world->events.code_change.count; i++) {
                const struct code_change_row *row = &world->events.code_change.items[i];
                int32_t target = (int32_t)(world->landscape.target[row->domain].low >> row->bit & 1);
                assert_int_equal(row->value_before, -1);
                if (row->bit > 0) continue;
                assert_int_equal(row->majority, excess);
                assert_int_equal(row->value == target, cases[c].for_it > cases[c].against);
                assert_int_equal(row->source<cases[c].for_it, cases[c].for_it> cases[c].against);
                learned++;
            }
            model_free(world);
        }
        assert_likely(
            chance_binomial(learned, RUNS * DOMAINS, 1 - pow(0.8, (double)excess)), "a majority of %d", (int)excess);
    }
}

/* Who does as well as the code is no better: two people who are right in two of four bits teach it nothing, one who is
 * right in three does. And who stands for the majority is each as often. */
static void only_who_does_better_teaches(void **state)
{
    (void)state;
    int64_t spokesman[4] = {0};
    struct scenario scenario = scenario_of("network.kind = line; network.agents = 6; landscape.kind = match; "
                                           "landscape.bits = 4; landscape.domains = 64; start.practice = none; "
                                           "organisational_code.learning = 1; organisational_code.socialisation = 0");
    for (int better = 0; better < 2; better++)
        for (int seed = 1; seed <= 30; seed++) {
            scenario.run.seed = seed;
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int32_t domain = 0; domain < 64; domain++)
                for (int32_t agent = 0; agent < 6; agent++)
                    world_use(world, agent, domain,
                        practice_meet(world, domain,
                            right_but_for(world, domain,
                                agent >= 4 ? 3
                                : better   ? 8
                                           : 5),
                            -1, -1));
            world_pass(world);
            assert_int_equal(world->events.code_change.count, better ? 64 * 4 : 0);
            for (int64_t i = 0; i < world->events.code_change.count; i++) {
                assert_int_equal(world->events.code_change.items[i].majority, 4);
                if (world->events.code_change.items[i].bit == 0) spokesman[world->events.code_change.items[i].source]++;
            }
            model_free(world);
        }
    assert_likely(chance_equal_cells(4, spokesman), "who stands for the majority");
}

/* With certain socialisation every bit that differs from what the code knows moves one step: from the opposite to
 * unknown, from there to the same; the sources are those from whom the code has these bits. */
static void bits_move_one_step(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(MARCH "organisational_code.socialisation = 1; organisational_code.learning = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t forgotten = 0, learned = 0;
    for (int step = 0; step < 25; step++) {
        struct configuration code = world->organisational_code->practice[0];
        struct code_bit from[30];
        memcpy(from, world->organisational_code->bits, sizeof from);
        struct before before = step_after(world);
        for (int32_t agent = 0; agent < 50; agent++) {
            struct configuration own = world->practices.items[before.use[agent]].configuration;
            struct configuration now = world->practices.items[world->agents.practice[agent]].configuration;
            const struct adoption_row *row = before.adoption[agent];
            double weight[50] = {0};
            for (int32_t bit = 0; bit < 30; bit++) {
                int theirs = configuration_get(code, bit), mine = configuration_get(own, bit), expected = mine;
                if (theirs >= 0 && mine != theirs) expected = mine < 0 ? theirs : -1;
                assert_int_equal(configuration_get(now, bit), expected);
                forgotten += expected != mine && expected < 0;
                learned += expected != mine && expected >= 0;
                if (expected != mine) weight[from[bit].agent] += 1.0 / 30;
            }
            for (int32_t s = 0; row && s < row->source_count; s++)
                weight[sources_of(world, row)[s].source] -= sources_of(world, row)[s].weight;
            for (int32_t other = 0; other < 50; other++) assert_true(fabs(weight[other]) < 1e-9);
            if (row) assert_int_equal(row->channel, CHANNEL_CODE);
        }
        before_free(&before);
    }
    assert_true(forgotten > 100 && learned > 100);
    model_free(world);
}

/* -- March 1991 */

/* The code's knowledge at a step, over many organisations. */
static struct sample knowledge_at(const char *settings, int step, int runs)
{
    struct sample sample = {0};
    struct scenario scenario = scenario_of(settings);
    for (int seed = 1; seed <= runs; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int s = 0; s < step; s++) {
            events_clear(&world->events);
            assert_int_equal(model_step(world), STATUS_OK);
        }
        world_check(world);
        sample_add(&sample, knowledge(world));
        model_free(world);
    }
    return sample;
}

static void check_march(const char *settings, int step, double target)
{
    struct sample sample = knowledge_at(settings, step, 200);
    print_message("%s: %.3f (se %.3f), target %.3f\n", settings + strlen(MARCH), sample_mean(&sample),
        sample_error(&sample), target);
    assert_likely(chance_mean(&sample, target, 0.002), "%s", settings);
}

/* The equilibria of targets.md, standard error 0.002 there. */
static void marchs_equilibria(void **state)
{
    (void)state;
    check_march(MARCH "organisational_code.socialisation = 0.1; organisational_code.learning = 0.5", 250, 0.955);
    check_march(MARCH "organisational_code.socialisation = 0.5; organisational_code.learning = 0.5", 60, 0.810);
    check_march(MARCH "organisational_code.socialisation = 0.9; organisational_code.learning = 0.5", 40, 0.740);
    check_march(MARCH "organisational_code.socialisation = 0.5; organisational_code.learning = 0.1", 100, 0.799);
    check_march(MARCH "organisational_code.socialisation = 0.9; organisational_code.learning = 0.9", 30, 0.729);
}

/* Turnover hurts who learns slowly and helps who learns fast; turbulence wears knowledge down, unless there is
 * turnover. (The code's knowledge at period 20, and at 50 under turbulence.) */
static void marchs_turnover_and_turbulence(void **state)
{
    (void)state;
    check_march(MARCH "organisational_code.socialisation = 0.1; renew.turnover_probability = 0.1", 20, 0.742);
    check_march(MARCH "organisational_code.socialisation = 0.9; renew.turnover_probability = 0.1", 20, 0.839);
    check_march(MARCH "landscape.turbulence = 0.02", 50, 0.136);
    check_march(MARCH "landscape.turbulence = 0.02; renew.turnover_probability = 0.1", 50, 0.577);
}

/* -- turbulence */

static void bits_turn_and_practices_with_them(void **state)
{
    (void)state;
    enum { STEPS = 300, BITS = 40, DOMAINS = 3 };
    int64_t turned = 0, times[BITS] = {0};
    struct scenario scenario = scenario_of(
        "network.kind = line; network.agents = 50; landscape.kind = match; landscape.bits = 40; "
        "landscape.block_bits = 4; landscape.domains = 3; start.practice = random; landscape.turbulence = 0.02");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < STEPS; step++) {
        struct bit_set target[DOMAINS];
        memcpy(target, world->landscape.target, sizeof target);
        world_pass(world);
        for (int64_t i = 0; i < world->events.turbulence.count; i++) {
            const struct turbulence_row *row = &world->events.turbulence.items[i];
            target[row->domain].low ^= UINT64_C(1) << row->bit;
            times[row->bit]++;
            turned++;
        }
        assert_memory_equal(target, world->landscape.target, sizeof target);
    }
    assert_likely(chance_binomial(turned, STEPS * BITS * DOMAINS, 0.02), "bits that turn");
    assert_likely(chance_equal_cells(BITS, times), "which bits turn");
    model_free(world);
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 4000; landscape.kind = match; landscape.bits = 30; "
                    "landscape.domains = 2; "
                    "start.practice = random; start.unknown_fraction = 0.3; organisational_code.learning = 0.01; "
                    "renew.turnover_probability = 0.02; "
                    "landscape.turbulence = 0.02; individual_search.trial_probability = 0.1");
    struct digest alone = run_digest(&scenario, 8, NULL);
    for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
        struct crew *crew = crew_new(threads);
        assert_true(digest_equal(alone, run_digest(&scenario, 8, crew)));
        crew_free(crew);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_learning_the_code_stays_unknown),
        cmocka_unit_test(without_socialisation_people_stay_as_they_are),
        cmocka_unit_test(a_majority_of_k),
        cmocka_unit_test(only_who_does_better_teaches),
        cmocka_unit_test(bits_move_one_step),
        cmocka_unit_test(marchs_equilibria),
        cmocka_unit_test(marchs_turnover_and_turbulence),
        cmocka_unit_test(bits_turn_and_practices_with_them),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
