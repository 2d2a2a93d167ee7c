/* Leaders: who names whom, who becomes visible and for how long, and what a leader's invitation is worth.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/people/leaders.h"
#include "model/people/people.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"
#include "model/watch/observe.h"

/* An organisation in which nothing begins by itself. */
#define QUIET                                                                                                          \
    ORGANISATION "opportunities.arrival_rate = 0; renew.turnover_probability = 0; conclude.trust_shift = 0; "          \
                 "leaders.window_steps = 5;"

static const int32_t members[5] = {10, 20, 30, 40, 50};

static void end_step(struct world *world)
{
    events_clear(&world->events);
    world->step++;
    step_conclude(world);
    world_check(world);
}

/* A project that ends in this step. */
static void ends(struct world *world, bool success, int32_t count, const int32_t people[])
{
    struct opportunity opportunity = {.unit = 0, .difficulty = success ? 0 : 1e9};
    int32_t slot = world_project(world, opportunity, count, people);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].resources = 0;
    end_step(world);
    assert_int_equal(world->events.project.items[0].type, success ? PROJECT_SUCCEEDED : PROJECT_EXHAUSTED);
}

/* Everybody trusts the first of them most. */
static void trust_the_first(struct world *world)
{
    for (int32_t i = 1; i < 5; i++) tie_strengthen(world, members[0], members[i], 0.9);
}

static struct world *quiet_world(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, QUIET "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    trust_the_first(world);
    return world;
}

static void assert_row(const struct world *world, enum leader_event what, int32_t namers)
{
    assert_int_equal(world->events.leader.count, 1);
    const struct leader_row *row = world->events.leader.items;
    assert_true(row->agent == members[0] && row->type == (int8_t)what && row->namers == namers);
    assert_true(row->step == world->step);
}

/* Four name the first, who names one of the four; nobody is named after a failure, or by oneself. */
static void test_who_is_named(void **state)
{
    (void)state;
    struct world *world = quiet_world("leaders.namings_needed = 4");
    ends(world, false, 5, members);
    assert_int_equal(world->leaders->namings.count, 0);
    ends(world, true, 1, members);
    assert_int_equal(world->leaders->namings.count, 0);
    ends(world, true, 5, members);
    assert_int_equal(world->leaders->namings.count, 5);
    for (int64_t i = 0; i < 5; i++) {
        const struct naming *naming = &world->leaders->namings.items[i];
        assert_true(naming->step == 3 && (naming->named == members[0]) != (naming->by == members[0]));
    }
    assert_row(world, LEADER_BECAME, 4);
    assert_int_equal(world->leaders->leading, 1);
    assert_true(leader_appeal(world, members[0]) == 1 + world->rates.leaders.appeal);
    assert_true(leader_appeal(world, members[1]) == 1);
    model_free(world);
}

/* The same two people naming again are no more than two; those of before count until the window is over. */
static void test_different_people_within_the_window(void **state)
{
    (void)state;
    struct world *world = quiet_world("leaders.namings_needed = 3");
    ends(world, true, 3, members);
    ends(world, true, 3, members);
    assert_int_equal(world->leaders->leading, 0);
    ends(world, true, 2, (const int32_t[]){members[3], members[0]});
    assert_row(world, LEADER_BECAME, 3); /* in step 3 */
    for (int32_t step = 4; step <= 6; step++) {
        end_step(world);
        assert_int_equal(world->events.leader.count, 0);
    }
    end_step(world); /* what was said in step 2 is 5 steps ago */
    assert_row(world, LEADER_CEASED, 1);
    assert_int_equal(world->leaders->leading, 0);
    end_step(world);
    assert_int_equal(world->leaders->namings.count, 0);
    model_free(world);
}

static void newcomer(struct world *world, int32_t agent)
{
    uptakes_open(world, 1);
    person_create(world, agent);
    uptakes_carry_out(world);
    world_check(world);
}

/* Nothing is left of the name of someone who left, nor of what that one said. */
static void test_who_leaves(void **state)
{
    (void)state;
    struct world *world = quiet_world("leaders.namings_needed = 3");
    ends(world, true, 4, members);
    assert_row(world, LEADER_BECAME, 3);
    events_clear(&world->events);
    newcomer(world, members[0]);
    assert_row(world, LEADER_LEFT, 0);
    end_step(world);
    assert_true(world->events.leader.count == 0 && world->leaders->leading == 0);
    model_free(world);
    world = quiet_world("leaders.namings_needed = 3");
    ends(world, true, 4, members);
    newcomer(world, members[2]);
    end_step(world);
    assert_row(world, LEADER_CEASED, 2);
    ends(world, true, 4, members);
    assert_row(world, LEADER_BECAME, 3);
    model_free(world);
}

/* Where all are trusted alike each of the others is as likely to be named. */
static void test_equals(void **state)
{
    (void)state;
    int64_t named[4] = {0};
    for (int seed = 1; seed <= 400; seed++) {
        struct scenario scenario = scenario_of(
            "network.kind = complete; network.agents = 60; landscape; opportunities.arrival_rate = 0; projects;"
            "leaders");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        ends(world, true, 5, members);
        for (int64_t i = 0; i < world->leaders->namings.count; i++)
            if (world->leaders->namings.items[i].by == members[4])
                for (int m = 0; m < 4; m++) named[m] += world->leaders->namings.items[i].named == members[m];
        model_free(world);
    }
    assert_int_equal(named[0] + named[1] + named[2] + named[3], 400);
    assert_likely(chance_equal_cells(4, named), "who is named of equals");
}

/* Everybody around agent 0 is asked by 0 alone, who is a leader or not; how many accept of those asked once. */
static int64_t followers(int seed, bool leader)
{
    struct scenario scenario = scenario_of(PLAIN_TEAMS
        "network.agents = 400; network.kind = star; landscape; opportunities.arrival_rate = 0; projects; "
        "leaders.appeal = 1;"
        "team.open_call_probability = 0; team.candidates = 1; team.invitations = 40; team.min = 2; team.max = 100; "
        "people.passion_mean = "
        "0.5;"
        "people.passion_sd = 0; people.confidence_mean = 0.5; people.confidence_sd = 0; people.trust = 0.8");
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 100}, 1, (const int32_t[]){0});
    if (leader) world->agents.leader[0] = 1, world->leaders->leading = 1;
    world->step = 1;
    events_clear(&world->events);
    step_gather(world);
    int64_t joined = world->projects.slots[slot].member_count - 1;
    model_free(world);
    return joined;
}

/* An invitation is accepted with probability 0.5 * 0.5 * 0.8 = 0.2, and that of a leader with twice that. Of n asked
 * among 399 some are asked twice, who decide once. */
static void test_appeal(void **state)
{
    (void)state;
    struct sample plain = {0}, led = {0}, gain = {0};
    const double asked = 399 * (1 - pow(1 - 1.0 / 399, 40)); /* different people */
    for (int seed = 1; seed <= 200; seed++) {
        double without = (double)followers(seed, false), with = (double)followers(seed, true);
        sample_add(&plain, without), sample_add(&led, with), sample_add(&gain, with - without);
        assert_true(with >= without);
    }
    print_message("of %.1f asked %.2f follow, %.2f a leader: %.2f more (se %.2f)\n", asked, sample_mean(&plain),
        sample_mean(&led), sample_mean(&gain), sample_error(&gain));
    assert_likely(chance_mean(&plain, asked * 0.2, 0), "who follow somebody");
    assert_likely(chance_mean(&led, asked * 0.4, 0), "who follow a leader");
    assert_true(sample_mean(&gain) > 0 && chance_mean(&gain, 0, 0) < FALSE_ALARM);
}

/* Without appeal leaders are seen and nothing else happens. */
/* Whoever was in a project with a leader gains confidence at its end, whatever came of it; not the leader, if there is
 * no other. */
static void test_encouragement(void **state)
{
    (void)state;
    for (int c = 0; c < 6; c++) {
        bool success = c & 1;
        int leaders = c / 2;
        struct world *world = quiet_world("-debrief; leaders.namings_needed = 100; leaders.encouragement_shift = 0.25; "
                                          "conclude.confidence_shift = 0.4");
        for (int i = 0; i < 5; i++) world->agents.confidence[members[i]] = 0.6;
        for (int i = 0; i < leaders; i++) world->agents.leader[members[i]] = 1, world->leaders->leading++;
        ends(world, success, 5, members);
        double outcome = success ? 0.6 + 0.4 * 0.4 : 0.6 - 0.4 * 0.6;
        for (int i = 0; i < 5; i++) {
            bool encouraged = leaders > 1 || (leaders == 1 && i > 0);
            assert_true(fabs(world->agents.confidence[members[i]] - outcome - (encouraged ? 0.25 * 0.4 : 0)) < 1e-12);
        }
        model_free(world);
    }
}

static void test_no_appeal_changes_nothing(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "leaders.appeal = 0", 80);
}

static void test_observed(void **state)
{
    (void)state;
    struct observation seen;
    struct world *world = quiet_world("leaders.namings_needed = 4");
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    ends(world, true, 5, members);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_true(seen.value[OBSERVE_leaders][0] == 1);
    observation_free(&seen);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION "network.agents = 2500; network.units = 30; leaders.namings_needed = 2",
        ORGANISATION "network.agents = 2500; network.units = 30; leaders.namings_needed = 2; leaders.appeal = 2", 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("leaders", "leaders");
    assert_refused("opportunities; landscape; projects; team.rule = assembly; leaders", "leaders");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_named),
        cmocka_unit_test(test_different_people_within_the_window),
        cmocka_unit_test(test_who_leaves),
        cmocka_unit_test(test_equals),
        cmocka_unit_test(test_appeal),
        cmocka_unit_test(test_encouragement),
        cmocka_unit_test(test_no_appeal_changes_nothing),
        cmocka_unit_test(test_observed),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
