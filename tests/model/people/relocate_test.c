/* Moves: who goes to another unit, where, and what is carried along.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/cycle/renew.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/people/relocate.h"
#include "model/record/events.h"
#include "model/state/ties.h"
#include "model/state/world.h"

#define PLAIN                                                                                                          \
    "network.agents = 3000; network.units = 6; network.mean_degree = 4; adoption.rule = contact; "                     \
    "renew.turnover_probability = 0; "

/* As many move as should, everybody as likely, to the units of others by their size. The index of units is right. */
static void test_who_and_where(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(PLAIN "renew.transfer_probability = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    /* Units of different sizes to begin with. */
    for (int32_t agent = 0; agent < 3000; agent++)
        world->network.unit[agent] = agent < 1500 ? 0 : agent < 2100 ? 1 : 2 + agent % 4;
    network_index_units(&world->network);
    double size[6], to[6] = {0}, expected[6] = {0};
    int64_t from[6] = {0};
    for (int32_t unit = 0; unit < 6; unit++)
        size[unit] = world->network.unit_start[unit + 1] - world->network.unit_start[unit];
    world_pass(world);
    for (int64_t i = 0; i < world->events.transfer.count; i++) {
        const struct transfer_row *row = &world->events.transfer.items[i];
        assert_int_equal(world->network.unit[row->agent], row->unit_after);
        assert_int_not_equal(row->unit_before, row->unit_after);
        from[row->unit_before]++, to[row->unit_after]++;
        for (int32_t unit = 0; unit < 6; unit++)
            if (unit != row->unit_before) expected[unit] += size[unit] / (3000 - size[row->unit_before]);
    }
    assert_likely(
        chance_binomial(world->events.transfer.count, 3000, 0.1), "%d move", (int)world->events.transfer.count);
    for (int32_t unit = 0; unit < 6; unit++) {
        assert_likely(chance_binomial(from[unit], (int64_t)size[unit], 0.1), "from unit %d", unit);
        assert_likely(chance_normal((to[unit] - expected[unit]) / sqrt(expected[unit])), "%g to unit %d, expected %g",
            to[unit], unit, expected[unit]);
    }
    assert_int_equal(world->relocate->moved, world->events.transfer.count);
    model_free(world);
}

/* Whoever moves keeps ties, practices, memory and projects; nothing else changes for anybody. */
static void test_what_is_carried_along(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "renew.turnover_probability = 0; renew.transfer_probability = 0.2");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 30; step++) world_pass(world);
    struct digester *before = digester_new(), *after = digester_new();
    int64_t ties = world->network.tie_count, members = world->events.member.count;
    agents_digest(&world->agents, before);
    events_clear(&world->events);
    world->step++;
    step_renew(world);
    world_check(world);
    agents_digest(&world->agents, after);
    assert_true(world->events.transfer.count > 20 && members >= 0);
    assert_true(digest_equal(digester_result(before), digester_result(after)));
    assert_int_equal(world->network.tie_count, ties);
    assert_int_equal(world->events.adoption.count + world->events.member.count, 0);
    digester_free(before);
    digester_free(after);
    model_free(world);
}

/* No unit dies, however many move: nobody of a unit moves where all of it would. */
static void test_units_do_not_die(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.agents = 40; network.units = 8; network.mean_degree = 3;"
                    "adoption.rule = contact; renew.turnover_probability = 0; renew.transfer_probability = 0.7");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 300; step++) {
        world_pass(world);
        assert_true(world->events.transfer.count < 40);
        for (int32_t unit = 0; unit < 8; unit++)
            assert_true(world->network.unit_start[unit + 1] > world->network.unit_start[unit]);
    }
    assert_true(world->relocate->moved > 1000);
    model_free(world);

    scenario.renew.transfer_probability.start = 1;
    world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    assert_int_equal(world->relocate->moved, 0);
    model_free(world);
}

/* Those who move bridge units: what is in use in one is found in others. */
static void test_movers_carry_practices(void **state)
{
    (void)state;
    struct sample reached = {0};
    for (int seed = 1; seed <= 30; seed++) {
        double units[2];
        for (int on = 0; on < 2; on++) {
            struct scenario scenario = scenario_of(
                "network.agents = 600; network.units = 12; network.mean_degree = 6; network.within_unit_fraction = 1;"
                "adoption.rule = contact; adoption.accept.beta = 0.03; renew.turnover_probability = 0; start.users = "
                "1; "
                "renew.transfer_probability = 0.01");
            scenario.run.seed = seed;
            if (!on) scenario.renew.transfer_probability.start = 0;
            struct world *world = world_of(&scenario, NULL, NULL);
            while (world->step < 60) world_pass(world);
            uint64_t with = 0;
            for (int32_t agent = 0; agent < 600; agent++)
                if (world_used(world, agent, 0) >= 0) with |= UINT64_C(1) << world->network.unit[agent];
            units[on] = __builtin_popcountll(with);
            model_free(world);
        }
        assert_true(units[0] == 1);
        sample_add(&reached, units[1]);
    }
    print_message("units with users after 60 steps: 1 of 12 without moves, %.1f with (se %.1f)\n",
        sample_mean(&reached), sample_error(&reached));
    assert_true(sample_mean(&reached) > 3);
    assert_true(chance_mean(&reached, 1, 0) < FALSE_ALARM);
}

/* The whole organisation, with everything that looks at units. */
static void test_all_together(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        ORGANISATION "renew.transfer_probability = 0.05; opportunities.worsening = 0.1; "
                     "opportunities.systemic_probability = 0.3; sense.bridging_fraction = 0.3; units;"
                     "standards.advocacy_probability = 1; recognition.successes_needed = 1; "
                     "reorganisation.on_recognition = true; weavers; stances;"
                     "rollout.first_step = 5; tell.observation_probability = 0.1; tell.inquiry_probability = 0.2");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 120; step++) world_pass(world);
    assert_true(world->relocate->moved > 500);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 30; renew.transfer_probability = 0.01;";
    char other[2048];
    snprintf(other, sizeof other, "%s renew.transfer_probability = 0.011", large);
    assert_any_threads(large, other, 30);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("renew.transfer_probability = 0.1", "renew.transfer_probability");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_and_where),
        cmocka_unit_test(test_what_is_carried_along),
        cmocka_unit_test(test_units_do_not_die),
        cmocka_unit_test(test_movers_carry_practices),
        cmocka_unit_test(test_all_together),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
