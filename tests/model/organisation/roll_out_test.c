/* Roll-out: what the expert sees, who is pressed and how hard, and what is left when the pressure ends.
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
#include "model/organisation/govern.h"
#include "model/organisation/roll_out.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/world.h"

/* People who do nothing by themselves: what changes is rolled out. */
#define STILL                                                                                                          \
    "network.agents = 2000; network.units = 10; network.mean_degree = 4; landscape.kind = nk; landscape.domains = 2;"  \
    "start.practice = random; adoption; rollout.domain = 1; rollout.first_step = 3; rollout.alignment_steps = 4;"      \
    "rollout.duration = 5; rollout.pressure = 0.2;"

static int64_t chosen_at(const struct world *world)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.rollout.count; i++)
        count += world->events.rollout.items[i].type == ROLLOUT_CHOSEN;
    return count;
}

/* Choosing alone changes nothing that people do. */
static void test_no_pressure_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "rollout.first_step = 5; rollout.pressure = 0", 80);
    assert_same_events(ORGANISATION, ORGANISATION "rollout.first_step = 1000", 80);
}

/* An expert without error who sees all picks the best that there is in the domain. */
static void test_the_best_is_seen_without_error(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "rollout.estimate_sd = 0; rollout.candidates = 100000");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 1; step <= 3; step++) {
        assert_int_equal(world->roll_out->practice, -1);
        world_pass(world);
    }
    assert_int_equal(chosen_at(world), 1);
    const struct practice *chosen = &world->practices.items[world->roll_out->practice];
    for (int64_t p = 0; p < world->practices.count; p++)
        assert_true(world->practices.items[p].domain != 1 || world->practices.items[p].quality <= chosen->quality);
    assert_true(world->roll_out->estimate == chosen->quality);
    model_free(world);
}

/* With an error the estimate of one practice is off by Normal(0, error); of many the one most overrated is picked. */
static void test_the_error_of_the_expert(void **state)
{
    (void)state;
    for (int drawn = 0; drawn < 2; drawn++) {
        struct sample off = {0}, regret = {0};
        for (int seed = 1; seed <= 200; seed++)
            for (int many = 0; many < 2; many++) {
                struct scenario scenario =
                    scenario_of(STILL "network.agents = 60; rollout.first_step = 1; rollout.estimate_sd = 0.3");
                scenario.run.seed = seed;
                scenario.rollout.random_candidates = drawn;
                scenario.rollout.candidates = many ? 20 : 1;
                struct world *world = world_of(&scenario, NULL, NULL);
                world_pass(world);
                const struct roll_out *roll_out = world->roll_out;
                double overrated = roll_out->estimate - world->practices.items[roll_out->practice].quality;
                sample_add(many ? &regret : &off, overrated);
                model_free(world);
            }
        assert_likely(chance_mean(&off, 0, 0), "estimates are off by %g", sample_mean(&off));
        assert_likely(chance_normal((sqrt(sample_variance(&off)) / 0.3 - 1) * sqrt(2 * 200)), "error %g",
            sqrt(sample_variance(&off)));
        assert_true(sample_mean(&regret) > 0.2);
    }
}

static double pressure_in(const struct scenario *scenario, int32_t step)
{
    double k = step - (double)scenario->rollout.first_step, alignment = (double)scenario->rollout.alignment_steps;
    if (k < 0 || k >= alignment + (double)scenario->rollout.duration) return 0;
    return scenario->rollout.pressure.start * (k < alignment ? k / alignment : 1);
}

/* In every step, of those of a reached unit who do not use it the share of the pressure takes it up, and nobody else.
 */
static void test_pressing(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "rollout.unit_fraction = 0.4");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t step = 1; step <= 14; step++) {
        int64_t open = 0;
        int32_t reached = 0, practice = world->roll_out->practice;
        for (int32_t agent = 0; agent < 2000; agent++)
            open += world->roll_out->pressed[world->network.unit[agent]] && world_used(world, agent, 1) != practice;
        world_pass(world);
        for (int32_t unit = 0; unit < 10; unit++) reached += world->roll_out->pressed[unit];
        assert_int_equal(reached, step >= 3 ? 4 : 0);
        assert_likely(chance_binomial(world->events.adoption.count, open, pressure_in(&scenario, step)),
            "step %d: %d of %d", step, (int)world->events.adoption.count, (int)open);
        for (int64_t i = 0; i < world->events.adoption.count; i++) {
            const struct adoption_row *row = &world->events.adoption.items[i];
            const struct known *known = agents_find(&world->agents, row->learner, 1, row->practice);
            assert_true(world->roll_out->pressed[world->network.unit[row->learner]]);
            assert_true(row->practice == practice && row->domain == 1 && row->channel == CHANNEL_ROLLOUT);
            assert_int_equal(row->source_count, 0);
            assert_int_equal(known->owned, 0);
            assert_true(known->evidence > 0 || known->belief == world->roll_out->estimate);
        }
        int64_t ended = 0;
        for (int64_t i = 0; i < world->events.rollout.count; i++)
            ended += world->events.rollout.items[i].type == ROLLOUT_ENDED;
        assert_int_equal(ended, step == 12);
    }
    model_free(world);
}

static double users_share(const struct world *world)
{
    int32_t practice = world->roll_out->practice;
    return practice < 0 ? 0 : world->practices.items[practice].users / (double)world->agents.count;
}

/* When the pressure is over, what is not owned lapses to what was used before, and nobody falls back on it. */
static void test_lapse_when_it_is_over(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(STILL "adoption.drop.probability = 0.1; rollout.pressure = 0.5; rollout.duration = 20");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t before[2000];
    for (int32_t agent = 0; agent < 2000; agent++) before[agent] = world_used(world, agent, 1);
    while (world->step < 26) world_pass(world);
    double full = users_share(world);
    int64_t left = world->practices.items[world->roll_out->practice].users;
    /* A tenth lapses, then half of those without it take it up: s = 0.9 s + 0.5 (1 - 0.9 s). */
    assert_likely(chance_binomial(left, 2000, 0.5 / 0.55), "share %g under pressure", full);
    for (int step = 0; step < 20; step++) {
        int64_t users = world->practices.items[world->roll_out->practice].users;
        world_pass(world);
        assert_true(world->practices.items[world->roll_out->practice].users <= users);
    }
    int64_t kept = world->practices.items[world->roll_out->practice].users;
    assert_likely(chance_binomial(kept, left, pow(0.9, 20)), "%d of %d are left", (int)kept, (int)left);
    print_message("share under pressure %.3f, 20 steps after it %.3f of those\n", full, (double)kept / (double)left);
    while (world->step < 200) world_pass(world);
    for (int32_t agent = 0; agent < 2000; agent++) assert_int_equal(world_used(world, agent, 1), before[agent]);
    model_free(world);
}

/* Among people who do everything else too: those who are pressed use it, and without pressure few do. */
static void test_roll_out_against_none(void **state)
{
    (void)state;
    struct sample gain = {0};
    for (int seed = 1; seed <= 30; seed++) {
        double with[2];
        for (int pressed = 0; pressed < 2; pressed++) {
            struct scenario scenario =
                scenario_of(ORGANISATION "rollout.first_step = 5; rollout.alignment_steps = 5; rollout.duration = 30; "
                                         "rollout.random_candidates = true");
            scenario.run.seed = seed;
            scenario.rollout.pressure.start = pressed ? 0.1 : 0;
            struct world *world = world_of(&scenario, NULL, NULL);
            while (world->step < 40) world_pass(world);
            with[pressed] = users_share(world);
            model_free(world);
        }
        sample_add(&gain, with[1] - with[0]);
    }
    print_message("share of users after 30 steps of pressure 0.1, less that without: %.3f (se %.3f)\n",
        sample_mean(&gain), sample_error(&gain));
    assert_true(sample_mean(&gain) > 0.3);
    assert_true(chance_mean(&gain, 0, 0) < FALSE_ALARM);
}

/* Protection keeps its share of the pressure from those who pioneer in the domain. */
static void test_pioneers_are_sheltered(void **state)
{
    (void)state;
    int64_t sheltered = 0, others = 0, pioneers = 0;
    for (int seed = 1; seed <= 60; seed++) {
        struct scenario scenario = scenario_of(
            ORGANISATION "opportunities.arrival_rate = 0; renew.turnover_probability = 0; rollout.first_step = 1; "
                         "rollout.alignment_steps = 0;"
                         "rollout.pressure = 0.5; rollout.random_candidates = true; protection.shelter_fraction = 0.6");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int32_t i = 0; i < 10; i++) { /* agents 0 to 79, in projects that pioneer */
            int32_t members[8], practice = practice_meet(world, 0, (struct configuration){.low = 77}, -1, -1);
            for (int32_t k = 0; k < 8; k++) members[k] = 8 * i + k;
            int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9}, 8, members);
            world->projects.slots[slot].state = PROJECT_ACTIVE;
            *project_candidate(&world->projects, slot, practice) = (struct candidate){practice, 0.9, 5};
        }
        events_clear(&world->events);
        world->step = 1;
        step_govern(world);
        world_check(world);
        for (int64_t i = 0; i < world->events.adoption.count; i++)
            if (world->events.adoption.items[i].learner < 80)
                sheltered++;
            else
                others++;
        pioneers += 80;
        model_free(world);
    }
    assert_likely(chance_binomial(sheltered, pioneers, 0.5 * 0.4), "%d of %d pioneers", (int)sheltered, (int)pioneers);
    assert_likely(chance_binomial(others, 2 * pioneers, 0.5), "%d of the others", (int)others);
}

/* Under simple contagion those who were pressed tell on. */
static void test_contagion_of_what_was_rolled_out(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        "network.agents = 1000; network.units = 10; adoption.rule = contact; adoption.accept.beta = 0.1; "
        "rollout.first_step = 2;"
        "rollout.alignment_steps = 0; rollout.duration = 1; rollout.unit_fraction = 0.1; rollout.pressure = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    while (world->step < 60) world_pass(world);
    assert_true(users_share(world) > 0.95);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *settings =
        ORGANISATION "network.agents = 2500; network.units = 30; rollout.first_step = 4; rollout.unit_fraction = 0.5";
    assert_any_threads(settings,
        ORGANISATION "network.agents = 2500; network.units = 30; rollout.first_step = 4;"
                     "rollout.unit_fraction = 0.5; rollout.pressure = 0.06",
        30);
}

static void test_verify_sees_a_wrong_roll_out(void **state)
{
    (void)state;
    struct message message = {""};
    struct scenario scenario = scenario_of(ORGANISATION "rollout");
    struct world *world = world_of(&scenario, NULL, NULL);
    world->roll_out->pressed[2] = 1;
    assert_int_equal(model_verify(world, &message), STATUS_INVARIANT);
    assert_non_null(strstr(message.text, "pressed"));
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused(ORGANISATION "rollout.domain = 2", "rollout.domain");
    assert_refused("adoption.rule = contact; rollout.domain = 1", "rollout.domain");
    assert_refused("adoption.rule = contact; rollout.random_candidates = true", "rollout.random_candidates");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_pressure_is_as_absent),
        cmocka_unit_test(test_the_best_is_seen_without_error),
        cmocka_unit_test(test_the_error_of_the_expert),
        cmocka_unit_test(test_pressing),
        cmocka_unit_test(test_lapse_when_it_is_over),
        cmocka_unit_test(test_roll_out_against_none),
        cmocka_unit_test(test_pioneers_are_sheltered),
        cmocka_unit_test(test_contagion_of_what_was_rolled_out),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_verify_sees_a_wrong_roll_out),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
