/* Resources: who pays for an action, and what happens when nobody does.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/organisation/resources.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

/* Nothing happens but what a test puts there. */
#define STILL ORGANISATION "-renew; -tell; opportunities.arrival_rate = 0; projects.max_duration = 100000; "

/* A project of eight at work on something in unit 2 that cannot be done. */
static int32_t put_to_work(struct world *world, int32_t first)
{
    int32_t members[8];
    for (int m = 0; m < 8; m++) members[m] = first + m;
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9, .unit = 2}, 8, members);
    project_candidate(&world->projects, slot, world_used(world, first, 0));
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    return slot;
}

/* Slack first, then the pool, then the grant; then it ends. */
static void test_order(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(STILL "resources.pool_per_person = 0.1; resources.refill_per_person = 0; experiment.resources = 2");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world, 40); /* 30 people in the unit: a pool of 3 */
    world->projects.slots[slot].slack = 4.5;
    for (int step = 1; step <= 10; step++) {
        world_pass(world);
        assert_int_equal(world->resources->paid_by_slack, step < 4 ? step : 4);
        assert_int_equal(world->resources->paid_by_pool, step < 4 ? 0 : step < 7 ? step - 4 : 3);
        assert_int_equal(world->resources->paid_by_grant, step < 7 ? 0 : step < 9 ? step - 7 : 2);
        assert_int_equal(world->projects.counts.failed, step >= 10);
        if (step == 10) assert_int_equal(world->events.project.items[0].type, PROJECT_EXHAUSTED);
    }
    assert_true(fabs(world->resources->pools[2]) < 1e-9);
    assert_true(world->resources->pools[1] == 3);
    model_free(world);
}

/* With no slack and no pools everything happens as without the section, but that a project without means ends one step
 * later: when it finds that it cannot act. */
static void test_grant_alone_is_as_absent(void **state)
{
    (void)state;
    struct scenario without = scenario_of(ORGANISATION "experiment.resources = 1000"), with = without;
    with.resources.present = true;
    with.resources.slack_per_member.start = with.resources.pool_per_person.start =
        with.resources.refill_per_person.start = 0;
    struct world *a = world_of(&without, NULL, NULL), *b = world_of(&with, NULL, NULL);
    for (int step = 0; step < 80; step++) world_pass(a), world_pass(b);
    events_clear(&a->events), events_clear(&b->events);
    for (int t = 0; t < EVENT_TABLE_COUNT; t++)
        assert_true(digest_equal(
            events_digest(&a->events, (enum event_table)t), events_digest(&b->events, (enum event_table)t)));
    assert_true(b->resources->paid_by_grant > 100);
    assert_int_equal(b->resources->paid_by_slack + b->resources->paid_by_pool, 0);
    model_free(a);
    model_free(b);
}

static void test_slack_is_brought(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL
        "resources.slack_per_member = 1.5; people.passion_mean = 1; people.confidence_mean = 1; people.trust = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9}, 1, (const int32_t[]){0});
    const struct project *project = &world->projects.slots[slot];
    while (project->state == PROJECT_GATHERING) world_pass(world);
    assert_int_equal(project->state, PROJECT_ACTIVE);
    assert_true(project->member_count >= 6);
    assert_true(project->slack == 1.5 * project->member_count - 1); /* the first action is paid */
    model_free(world);
}

static void test_refill(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        STILL "resources.pool_per_person = 2; resources.refill_per_person = 0.25; resources.slack_per_member = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    const double expected[] = {17.5, 25, 32.5, 40, 47.5, 55, 60, 60};
    assert_true(world->resources->pools[3] == 60);
    world->resources->pools[3] = 10;
    unit_grant(world, 4, 7);
    for (int step = 0; step < 8; step++) {
        world_pass(world);
        assert_true(fabs(world->resources->pools[3] - expected[step]) < 1e-9);
        assert_true(
            world->resources->pools[4] == 67); /* what was granted over a full pool stays, and is not refilled */
        assert_true(world->resources->pools[5] == 60);
    }
    model_free(world);
}

/* Where a pool pays for one of two, each has the same chance, whichever was there first. */
static void test_fair_share(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(STILL "resources.pool_per_person = 0; resources.refill_per_person = 0; experiment.resources = 0");
    int64_t first = 0;
    for (int seed = 1; seed <= 200; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t slots[2];
        for (int i = 0; i < 2; i++) slots[i] = put_to_work(world, 40 + 10 * i);
        unit_grant(world, 2, 1);
        world_pass(world);
        assert_int_equal(world->projects.slots[slots[0]].acted + world->projects.slots[slots[1]].acted, 1);
        first += world->projects.slots[slots[0]].acted;
        model_free(world);
    }
    assert_likely(chance_binomial(first, 200, 0.5), "the first project");
}

/* Every action is paid for once, and pools hold what they began with and were refilled, less what they paid. */
static void test_balance(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        ORGANISATION "resources.pool_per_person = 0.3; resources.refill_per_person = 0; experiment.resources = 3");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t actions = 0;
    for (int step = 0; step < 120; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->projects.live_count; i++) /* those that ended are in their afterglow */
            actions += world->projects.slots[world->projects.live[i]].acted &&
                       (world->projects.slots[world->projects.live[i]].state == PROJECT_ACTIVE ||
                           world->projects.slots[world->projects.live[i]].since == step + 1);
    }
    double left = 0;
    for (int32_t unit = 0; unit < 8; unit++) left += world->resources->pools[unit];
    assert_int_equal(
        actions, world->resources->paid_by_slack + world->resources->paid_by_pool + world->resources->paid_by_grant);
    assert_true(world->resources->paid_by_pool > 20 && world->resources->paid_by_grant > 20 &&
                world->resources->paid_by_slack > 20);
    assert_true(fabs(left + (double)world->resources->paid_by_pool - 0.3 * 240) < 1e-9);
    model_free(world);
}

/* Pools alone keep projects going: the fuller, the fewer end exhausted. */
static void test_scarcity(void **state)
{
    (void)state;
    struct sample fewer = {0};
    for (int seed = 1; seed <= 30; seed++) {
        int64_t exhausted[2] = {0};
        for (int rich = 0; rich < 2; rich++) {
            struct scenario scenario = scenario_of(ORGANISATION
                "experiment.resources = 0; resources.slack_per_member = 0.5; resources.pool_per_person = 0.5");
            scenario.resources.refill_per_person.start = rich ? 0.1 : 0.005;
            scenario.run.seed = seed;
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int step = 0; step < 60; step++) {
                world_pass(world);
                for (int64_t i = 0; i < world->events.project.count; i++)
                    exhausted[rich] += world->events.project.items[i].type == PROJECT_EXHAUSTED;
            }
            model_free(world);
        }
        sample_add(&fewer, (double)(exhausted[0] - exhausted[1]));
    }
    print_message("twenty times the refill saves %.2f (se %.2f) projects from exhaustion in 60 steps\n",
        sample_mean(&fewer), sample_error(&fewer));
    assert_true(sample_mean(&fewer) > 0 && chance_mean(&fewer, 0, 0) < FALSE_ALARM);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(LARGER "experiment.resources = 2; resources.pool_per_person = 0.1",
        LARGER "experiment.resources = 2; resources.pool_per_person = 0.2", 40);
}

static void test_observed(void **state)
{
    (void)state;
    struct observation seen;
    struct scenario scenario = scenario_of(ORGANISATION "resources");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 40; step++) world_pass(world);
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_int_equal(seen.length[OBSERVE_pool_by_unit], 8);
    for (int unit = 0; unit < 8; unit++)
        assert_true(seen.value[OBSERVE_pool_by_unit][unit] == world->resources->pools[unit]);
    assert_true(seen.value[OBSERVE_paid_by_slack][0] == (double)world->resources->paid_by_slack);
    observation_free(&seen);
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("resources", "resources");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_grant_alone_is_as_absent),
        cmocka_unit_test(test_slack_is_brought),
        cmocka_unit_test(test_refill),
        cmocka_unit_test(test_fair_share),
        cmocka_unit_test(test_balance),
        cmocka_unit_test(test_scarcity),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_observed),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
