/* Served people: what they mirror, when they wake, and that they take no part before.
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
#include "model/opportunities/arise.h"
#include "model/people/clients.h"
#include "model/people/people.h"
#include "model/people/standards.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

/* An organisation in which nothing begins by itself. */
#define QUIET ORGANISATION "opportunities.arrival_rate = 0; renew.turnover_probability = 0;"

enum { WORKS_THERE, ASLEEP, AWAKE };

/* A project at work in a unit, of people of another unit who are not served, that believes in a practice. */
static void put_to_work(struct world *world, int32_t unit, double closeness, int32_t practice)
{
    int32_t founder = 0;
    while (world->network.unit[founder] == unit || served_asleep(world, founder)) founder++;
    int32_t slot = world_project(world, (struct opportunity){.unit = unit, .difficulty = 1e9}, 1, &founder);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].closeness = closeness;
    *project_candidate(&world->projects, slot, practice) = (struct candidate){practice, 0.9, 5};
}

static void serve_once(struct world *world)
{
    events_clear(&world->events);
    world->step++;
    step_serve(world);
    world_check(world);
}

/* People mirror the mean over the projects of their unit; nothing where nobody works. */
static void test_what_is_mirrored(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(QUIET "clients.emulation_shift = 0.25; clients.activation_probability = 0; clients.fraction = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t good = world->standards->practice[0], other = world->standards->practice[2];
    double a = (0.5 * world->practices.items[good].quality + 0.8 * world->practices.items[other].quality) / 2;
    put_to_work(world, 3, 0.5, good);
    put_to_work(world, 3, 0.8, other);
    double expected = 0;
    for (int step = 0; step < 10; step++) {
        serve_once(world);
        expected += 0.25 * (a - expected);
        for (int32_t agent = 0; agent < world->agents.count; agent++) {
            bool mirrors = world->network.unit[agent] == 3 && world->agents.client[agent] == ASLEEP;
            assert_true(fabs(world->agents.emulation[agent] - (mirrors ? expected : 0)) < 1e-12);
        }
    }
    for (int64_t i = 0; i < world->projects.live_count; i++)
        world->projects.slots[world->projects.live[i]].state = PROJECT_GATHERING;
    serve_once(world);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        if (world->agents.emulation[agent] > 0)
            assert_true(fabs(world->agents.emulation[agent] - 0.75 * expected) < 1e-12);
    model_free(world);
}

static void test_how_many_are_served(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(QUIET "network.agents = 4000; clients.fraction = 0.3");
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_likely(chance_binomial(world->clients->people, 4000, 0.3), "served people");
    model_free(world);
}

/* Each wakes with probability wake times what is mirrored, and says so. */
static void test_who_wakes(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(QUIET "network.agents = 8000; clients.fraction = 1; clients.emulation_shift "
                                                 "= 0; clients.activation_probability = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < 8000; agent++) world->agents.emulation[agent] = agent < 4000 ? 0.4 : 0;
    serve_once(world);
    int64_t early = 0;
    for (int64_t i = 0; i < world->events.activation.count; i++) {
        const struct activation_row *row = &world->events.activation.items[i];
        early += row->agent < 4000;
        assert_true(row->emulation == 0.4 && row->unit == world->network.unit[row->agent]);
        assert_int_equal(world->agents.client[row->agent], AWAKE);
    }
    assert_true(early == world->events.activation.count && early == world->clients->awake);
    assert_likely(chance_binomial(early, 4000, 0.2), "who wakes");
    model_free(world);
}

/* Over a whole run nobody asleep is a member, convenes, or sits in a community; served people wake and then join. */
static void test_who_takes_part(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "network.agents = 1000; clients.fraction = 0.5; clients.emulation_shift = 0.3; "
                                 "clients.activation_probability = 0.2; sense.bridging_fraction = 1;"
                                 "communities.convening_probability = 0.05; stances.initial_initiating = 0.7; "
                                 "stances.initial_stuck = 0; conclude.continuation_probability = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t woken = 0, joined = 0;
    for (int step = 0; step < 120; step++) {
        uint8_t before[1000];
        memcpy(before, world->agents.client, sizeof before);
        world_pass(world);
        for (int64_t i = 0; i < world->events.member.count; i++) {
            assert_int_not_equal(before[world->events.member.items[i].member], ASLEEP);
            joined += before[world->events.member.items[i].member] == AWAKE;
        }
        for (int64_t i = 0; i < world->events.community_member.count; i++)
            assert_int_not_equal(before[world->events.community_member.items[i].member], ASLEEP);
        woken += world->events.activation.count;
        for (int32_t agent = 0; agent < 1000; agent++)
            assert_int_equal(before[agent] == WORKS_THERE, world->agents.client[agent] == WORKS_THERE);
    }
    print_message("%d woke, who joined %d projects\n", (int)woken, (int)joined);
    assert_true(woken > 20 && joined > 20);
    model_free(world);
}

/* An idea is not let go to somebody asleep. */
static void test_ideas_pass_them_by(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        ORGANISATION "clients.fraction = 0.7; clients.activation_probability = 0; initiate.handover_probability = 1; "
                     "people.trust = 1; initiate.founding_probability = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t handed = 0;
    for (int step = 0; step < 60; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->opportunities->open.count; i++) {
            int32_t to = world->opportunities->open.items[i].handed_to;
            handed += to >= 0;
            assert_false(to >= 0 && served_asleep(world, to));
        }
    }
    assert_true(handed > 20);
    model_free(world);
}

static void newcomer(struct world *world, int32_t agent)
{
    uptakes_open(world, 1);
    person_create(world, agent);
    uptakes_carry_out(world);
    world_check(world);
}

/* Whoever takes the place of someone served is served, and begins from nothing. */
static void test_newcomers(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(QUIET "clients.fraction = 0.5; clients.emulation_shift = 0; clients.activation_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t served = world->clients->people;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        if (served_asleep(world, agent)) world->agents.emulation[agent] = 1;
    serve_once(world);
    assert_int_equal(world->clients->awake, served);
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        bool is_served = world->agents.client[agent] != WORKS_THERE;
        newcomer(world, agent);
        assert_true(served_asleep(world, agent) == is_served && !(world->agents.emulation[agent] > 0));
    }
    assert_true(world->clients->awake == 0 && world->clients->people == served);
    model_free(world);
}

static double awake(const char *settings, int seed)
{
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 60; step++) world_pass(world);
    double count = (double)world->clients->awake;
    model_free(world);
    return count;
}

/* Where groups grow closer more of those served wake, all else equal; and nobody does who mirrors nothing. */
static void test_closeness_wakes(void **state)
{
    (void)state;
#define CLOSE ORGANISATION "clients.fraction = 0.4; clients.activation_probability = 0.1; debrief.closeness_shift = 0.4"
#define FAR ORGANISATION "clients.fraction = 0.4; clients.activation_probability = 0.1; debrief.closeness_shift = 0"
    struct sample gain = {0};
    for (int seed = 1; seed <= 60; seed++) sample_add(&gain, awake(CLOSE, seed) - awake(FAR, seed));
    print_message("closeness wakes %.2f (se %.2f) more of 96 in 60 steps\n", sample_mean(&gain), sample_error(&gain));
    assert_true(sample_mean(&gain) > 0 && chance_mean(&gain, 0, 0) < FALSE_ALARM);
    assert_true(awake(CLOSE "; clients.emulation_shift = 0", 1) == 0);
}

static void test_nobody_served_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "clients.fraction = 0", 80);
}

static void test_observed(void **state)
{
    (void)state;
    struct observation seen;
    struct scenario scenario = scenario_of(QUIET "clients.fraction = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        if (served_asleep(world, agent)) world->agents.emulation[agent] = 0.25;
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_true(fabs(seen.value[OBSERVE_client_emulation_mean][0] - 0.25) < 1e-12);
    assert_true(seen.value[OBSERVE_clients_active][0] == 0);
    observation_free(&seen);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION "network.agents = 2500; network.units = 30; clients.activation_probability = 0.1",
        ORGANISATION "network.agents = 2500; network.units = 30; clients.activation_probability = 0.2", 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("clients", "clients");
    assert_refused("opportunities; landscape; projects; team.rule = assembly; clients", "clients");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_mirrored),
        cmocka_unit_test(test_how_many_are_served),
        cmocka_unit_test(test_who_wakes),
        cmocka_unit_test(test_who_takes_part),
        cmocka_unit_test(test_ideas_pass_them_by),
        cmocka_unit_test(test_newcomers),
        cmocka_unit_test(test_closeness_wakes),
        cmocka_unit_test(test_nobody_served_is_as_absent),
        cmocka_unit_test(test_observed),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
