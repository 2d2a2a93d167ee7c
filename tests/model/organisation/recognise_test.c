/* Recognition: which units are recognised, what they are given, and what is sent their way.
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
#include "model/opportunities/arise.h"
#include "model/organisation/govern.h"
#include "model/organisation/recognise.h"
#include "model/organisation/resources.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

/* An organisation in which nothing begins by itself, and everything that succeeds is seen. */
#define QUIET                                                                                                          \
    ORGANISATION "opportunities.arrival_rate = 0; renew.turnover_probability = 0; recognition.seen_probability = 1;"

/* Ends a step in which so many projects succeed in a unit. */
static void end_step(struct world *world, int32_t unit, int successes)
{
    events_clear(&world->events);
    world->step++;
    for (int i = 0; i < successes; i++) {
        int32_t slot =
            world_project(world, (struct opportunity){.unit = unit}, 2, (const int32_t[]){10 * i, 10 * i + 1});
        world->projects.slots[slot].state = PROJECT_ACTIVE;
    }
    step_conclude(world);
    step_govern(world);
    world_check(world);
}

static void test_none_seen_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "recognition.seen_probability = 0", 80);
    assert_same_events(ORGANISATION,
        ORGANISATION "recognition.seen_probability = 1; recognition.grant = 0; recognition.difficulty_factor = 1", 80);
}

/* A unit is recognised when there are enough successes within the window, and not before; then it takes as many again.
 */
static void test_the_window(void **state)
{
    (void)state;
    const struct {
        int unit, successes, recognised;
    } steps[] = {{2, 1, 0}, {2, 1, 0}, {5, 2, 0}, {0, 0, 0}, {2, 1, 0}, {2, 1, 0}, {2, 1, 1}, {5, 1, 0}, {2, 2, 0},
        {2, 1, 1}, {5, 4, 1}};
    struct scenario scenario =
        scenario_of(QUIET "recognition.successes_needed = 3; recognition.window_steps = 4; recognition.fade_steps = 3");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        end_step(world, steps[i].unit, steps[i].successes);
        assert_int_equal(world->events.recognition.count, steps[i].recognised);
        if (!steps[i].recognised) continue;
        const struct recognition_row *row = world->events.recognition.items;
        assert_int_equal(row->unit, steps[i].unit);
        assert_int_equal(row->successes, steps[i].unit == 5 ? 5 : 3);
        assert_true(recognition_of(world, steps[i].unit) == 1);
    }
    world->step++;
    assert_true(fabs(recognition_of(world, 5) - 2.0 / 3) < 1e-12 && fabs(recognition_of(world, 2) - 1.0 / 3) < 1e-12);
    world->step += 5;
    assert_true(recognition_of(world, 5) == 0 && recognition_of(world, 0) == 0);
    model_free(world);
}

/* Units of 30 among 240 people: each has a share of an eighth, and must have twice as much. So 3 successes are enough
 * among 12 that were seen within the window, and not among 13; those that were used up, or lie elsewhere, count among
 * all. */
static void test_a_unit_must_stand_out(void **state)
{
    (void)state;
    for (int elsewhere = 8; elsewhere <= 11; elsewhere++)
        for (int relative = 0; relative < 2; relative++) {
            struct scenario scenario = scenario_of(
                relative ? QUIET
                    "recognition.successes_needed = 3; recognition.window_steps = 4; recognition.relative_factor = 2"
                         : QUIET "recognition.successes_needed = 3; recognition.window_steps = 4");
            struct world *world = world_of(&scenario, NULL, NULL);
            end_step(world, 0, elsewhere);
            assert_int_equal(world->events.recognition.count, 1);
            end_step(world, 5, 3);
            assert_int_equal(world->events.recognition.count, !relative || elsewhere + 3 <= 12);
            for (int step = 0; step < 4; step++) end_step(world, 5, 0);
            end_step(world, 5, 3);
            assert_int_equal(world->events.recognition.count, 1);
            model_free(world);
        }
}

/* The members of a group whose success is seen are surer of themselves, nobody else is, and it is told. */
static void test_groups_are_awarded(void **state)
{
    (void)state;
    for (int seen = 0; seen < 2; seen++) {
        struct scenario scenario =
            scenario_of(seen ? QUIET "recognition.group_confidence_shift = 0.5; conclude.confidence_shift = 0;"
                             : QUIET "recognition.group_confidence_shift = 0.5; conclude.confidence_shift = 0;"
                                     "recognition.seen_probability = 0");
        struct world *world = world_of(&scenario, NULL, NULL);
        struct observation observation;
        assert_int_equal(observation_create(&observation, world), STATUS_OK);
        for (int32_t agent = 0; agent < 240; agent++) world->agents.confidence[agent] = 0.4;
        end_step(world, 3, 2); /* members 0 and 1, 10 and 11 */
        for (int32_t agent = 0; agent < 240; agent++) {
            bool member = agent / 10 < 2 && agent % 10 < 2;
            assert_true(fabs(world->agents.confidence[agent] - (seen && member ? 0.7 : 0.4)) < 1e-12);
        }
        assert_int_equal(world->events.award.count, 2 * seen);
        for (int64_t i = 0; i < world->events.award.count; i++)
            assert_true(world->events.award.items[i].unit == 3 && world->events.award.items[i].members == 2);
        assert_int_equal(model_observe(world, &observation), STATUS_OK);
        assert_true(observation.value[OBSERVE_groups_awarded][0] == 2 * seen);
        observation_free(&observation);
        model_free(world);
    }
}

static void test_only_what_is_seen_counts(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        QUIET "recognition.seen_probability = 0.3; recognition.successes_needed = 1; recognition.grant = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t seen = 0;
    for (int step = 0; step < 400; step++) {
        end_step(world, step % 8, 1);
        seen += world->events.recognition.count;
    }
    assert_likely(chance_binomial(seen, 400, 0.3), "%d of 400 seen", (int)seen);
    model_free(world);
}

/* Later projects in the unit, and nowhere else, are paid from the grant until it is used up. */
static void test_the_grant(void **state)
{
    (void)state;
    const double paid[] = {20, 20, 10, 0};
    struct scenario scenario = scenario_of(QUIET "recognition.successes_needed = 2; recognition.grant = 50");
    struct world *world = world_of(&scenario, NULL, NULL);
    end_step(world, 4, 2);
    for (int i = 0; i < 4; i++)
        for (int32_t unit = 4; unit <= 5; unit++) {
            int32_t slot = world_project(world, (struct opportunity){.unit = unit}, 1, (const int32_t[]){i});
            assert_true(world->projects.slots[slot].resources == 20 + (unit == 4 ? paid[i] : 0));
        }
    model_free(world);
}

/* Where units have pools the grant goes there. */
static void test_the_grant_goes_into_the_pool(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(QUIET "resources.refill_per_person = 0; resources.pool_per_person = 1; "
                                                 "recognition.successes_needed = 2; recognition.grant = 50");
    struct world *world = world_of(&scenario, NULL, NULL);
    end_step(world, 4, 2);
    for (int32_t unit = 0; unit < 8; unit++) {
        int32_t slot = world_project(world, (struct opportunity){.unit = unit}, 1, (const int32_t[]){unit});
        assert_true(world->resources->pools[unit] == 30 + (unit == 4 ? 50 : 0));
        assert_true(world->projects.slots[slot].resources == 20);
    }
    model_free(world);
}

/* What arises in a unit is as difficult as it would be, times the factor, which fades. */
static void test_harder_problems(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(QUIET "opportunities.arrival_rate = 400; recognition.difficulty_factor = 3; "
                                                 "recognition.fade_steps = 10; recognition.successes_needed = 1");
    struct world *plain = world_of(&scenario, NULL, NULL), *world = world_of(&scenario, NULL, NULL);
    world->recognition->standing[6].given = 0;
    for (int step = 1; step <= 12; step++) {
        world->step = plain->step = step;
        events_clear(&world->events), events_clear(&plain->events);
        step_arise(world), step_arise(plain);
        assert_true(world->events.opportunity.count > 40);
        double factor = step < 10 ? 1 + 2 * (1 - step / 10.0) : 1;
        for (int64_t i = 0; i < world->events.opportunity.count; i++) {
            const struct opportunity_row *row = &world->events.opportunity.items[i];
            double before = plain->events.opportunity.items[i].difficulty;
            assert_true(fabs(row->difficulty - before * (row->unit == 6 ? factor : 1)) < 1e-9);
        }
    }
    model_free(world);
    model_free(plain);
}

/* In a whole organisation: units that are recognised get harder problems. */
static void test_recognised_units_get_harder_problems(void **state)
{
    (void)state;
    struct sample ratio = {0};
    double recognised = 0;
    for (int seed = 1; seed <= 30; seed++) {
        struct scenario scenario =
            scenario_of(ORGANISATION "recognition.difficulty_factor = 2; recognition.fade_steps = 1000");
        struct sample there = {0}, elsewhere = {0};
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        while (world->step < 80) {
            bool known[8];
            for (int32_t unit = 0; unit < 8; unit++) known[unit] = recognition_of(world, unit) > 0;
            world_pass(world);
            for (int64_t i = 0; i < world->events.opportunity.count; i++) {
                const struct opportunity_row *row = &world->events.opportunity.items[i];
                if (row->type == OPPORTUNITY_AROSE) sample_add(known[row->unit] ? &there : &elsewhere, row->difficulty);
            }
        }
        for (int32_t unit = 0; unit < 8; unit++) recognised += recognition_of(world, unit) > 0;
        if (there.count > 10 && elsewhere.count > 10) sample_add(&ratio, sample_mean(&there) / sample_mean(&elsewhere));
        model_free(world);
    }
    print_message("%.1f of 8 units recognised after 80 steps; problems there %.2f times as hard (se %.2f; %d runs)\n",
        recognised / 30, sample_mean(&ratio), sample_error(&ratio), (int)ratio.count);
    assert_true(ratio.count >= 15 && sample_mean(&ratio) > 1.5);
    assert_true(chance_mean(&ratio, 1, 0) < FALSE_ALARM);
}

static void test_it_is_observed(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(QUIET "recognition.successes_needed = 1; recognition.fade_steps = 2");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation observation;
    const int expected[] = {1, 2, 1, 0};
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    for (int step = 0; step < 4; step++) {
        end_step(world, step, step < 2);
        assert_int_equal(model_observe(world, &observation), STATUS_OK);
        assert_true(observation.value[OBSERVE_units_recognised][0] == expected[step]);
    }
    observation_free(&observation);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 10; recognition.successes_needed = 1;";
    char other[2048];
    snprintf(other, sizeof other, "%s recognition.difficulty_factor = 1", large);
    assert_any_threads(large, other, 40);
}

static void test_verify_sees_a_wrong_count(void **state)
{
    (void)state;
    struct message message = {""};
    struct scenario scenario = scenario_of(ORGANISATION "recognition");
    struct world *world = world_of(&scenario, NULL, NULL);
    world->recognition->standing[3].recent = 1;
    assert_int_equal(model_verify(world, &message), STATUS_INVARIANT);
    assert_non_null(strstr(message.text, "seen"));
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("recognition", "recognition");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none_seen_is_as_absent),
        cmocka_unit_test(test_the_window),
        cmocka_unit_test(test_a_unit_must_stand_out),
        cmocka_unit_test(test_groups_are_awarded),
        cmocka_unit_test(test_only_what_is_seen_counts),
        cmocka_unit_test(test_the_grant),
        cmocka_unit_test(test_the_grant_goes_into_the_pool),
        cmocka_unit_test(test_harder_problems),
        cmocka_unit_test(test_recognised_units_get_harder_problems),
        cmocka_unit_test(test_it_is_observed),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_verify_sees_a_wrong_count),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
