/* Units: how freely they let their people join projects founded elsewhere.
 *
 * The chance of a false alarm of the whole file is below 1e-5 (see chance.h; fewer than 10 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/organisation/units.h"
#include "model/projects/gather.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

#define OPENNESS(mean) ORGANISATION "units.openness_sd = 0; units.openness_mean = " mean ";"

/* Where every unit is wholly open, everything happens as without the mechanism. */
static void test_wholly_open_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, OPENNESS("1"), 80);
}

static void test_the_draw(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        ORGANISATION "network.agents = 6000; network.units = 1000;"
                     "network.within_unit_fraction = 0.3; units.openness_mean = 0.6; units.openness_sd = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation observation;
    struct sample openness = {0};
    for (int32_t unit = 0; unit < 1000; unit++) sample_add(&openness, world->units->openness[unit]);
    assert_likely(chance_mean(&openness, 0.6, 0), "mean openness %g", sample_mean(&openness));
    assert_true(fabs(sqrt(sample_variance(&openness)) - 0.1) < 0.02);
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    assert_int_equal(model_observe(world, &observation), STATUS_OK);
    assert_true(fabs(observation.value[OBSERVE_openness_mean][0] - sample_mean(&openness)) < 1e-12);
    observation_free(&observation);
    model_free(world);
}

/* Of those who would join a project if all units were open, who is of the founder's unit still does; of the others a
 * share joins that is their own unit's openness. */
static void test_joining(void **state)
{
    (void)state;
    int64_t would[2] = {0}, joined[2] = {0};
    for (int seed = 1; seed <= 200; seed++) {
        struct scenario scenario =
            scenario_of(OPENNESS("1") PLAIN_TEAMS "opportunities.arrival_rate = 0; people.trust = 1");
        scenario.run.seed = seed;
        for (int closed = 0; closed < 2; closed++) {
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int32_t unit = 0; closed && unit < 8; unit++) world->units->openness[unit] = unit == 0 ? 0 : 0.3;
            world_project(world, (struct opportunity){.difficulty = 1e9}, 1, (const int32_t[]){0});
            step_gather(world);
            assert_int_equal(world->network.unit[0], 0);
            for (int64_t i = 0; i < world->gather->acceptances.count; i++) {
                int32_t agent = ((struct acceptance *)world->gather->acceptances.items)[i].agent;
                (closed ? joined : would)[world->network.unit[agent] != 0]++;
            }
            model_free(world);
        }
    }
    assert_true(would[0] > 50 && would[1] > 50);
    assert_int_equal(joined[0], would[0]);
    assert_likely(
        chance_binomial(joined[1], would[1], 0.3), "%d of %d joined from elsewhere", (int)joined[1], (int)would[1]);
}

/* The share of those who join a project on invitation who are not of its founder's unit. */
static double joined_from_elsewhere(const char *settings, int seed, int32_t steps)
{
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t founder[4096];
    double joined = 0, elsewhere = 0;
    for (int32_t step = 0; step < steps; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.member.count; i++) {
            const struct member_row *row = &world->events.member.items[i];
            assert_in_range(row->project, 0, 4095);
            if (row->type == MEMBER_FOUNDED) founder[row->project] = row->member;
            if (row->type != MEMBER_INVITED && row->type != MEMBER_CALLED) continue;
            joined++;
            elsewhere += world->network.unit[row->member] != world->network.unit[founder[row->project]];
        }
    }
    model_free(world);
    return joined > 0 ? elsewhere / joined : 0;
}

/* Closed units keep their people; half-open ones let fewer go than open ones. */
static void test_closed_units_keep_their_people(void **state)
{
    (void)state;
    struct sample open = {0}, less = {0};
    for (int seed = 1; seed <= 30; seed++) {
        double all = joined_from_elsewhere(OPENNESS("1"), seed, 40);
        double half = joined_from_elsewhere(OPENNESS("0.5"), seed, 40);
        sample_add(&open, all);
        sample_add(&less, all - half);
        assert_true(joined_from_elsewhere(OPENNESS("0"), seed, 10) == 0);
    }
    print_message(
        "from elsewhere: %.3f of those who join where units are open; with openness 0.5 less by %.3f (se %.3f)\n",
        sample_mean(&open), sample_mean(&less), sample_error(&less));
    assert_true(sample_mean(&less) > 0.05);
    assert_true(chance_mean(&less, 0, 0) < FALSE_ALARM);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION "network.agents = 2500; network.units = 30; units",
        ORGANISATION "network.agents = 2500; network.units = 30; units.openness_mean = 0.51", 30);
}

static void test_verify_sees_what_is_no_share(void **state)
{
    (void)state;
    struct message message = {""};
    struct scenario scenario = scenario_of(ORGANISATION "units");
    struct world *world = world_of(&scenario, NULL, NULL);
    world->units->openness[3] = 1.5;
    assert_int_equal(model_verify(world, &message), STATUS_INVARIANT);
    assert_non_null(strstr(message.text, "openness"));
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("units", "units");
    assert_refused(ORGANISATION "network.units = 1; units", "units");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wholly_open_is_as_absent),
        cmocka_unit_test(test_the_draw),
        cmocka_unit_test(test_joining),
        cmocka_unit_test(test_closed_units_keep_their_people),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_verify_sees_what_is_no_share),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
