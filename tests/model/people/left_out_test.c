/* Someone who is left out: takes no part in anything, and changes nobody else's chances. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/mechanism.h"

enum { STEPS = 150 };

/* How often a person is in the events held: as a member or founder, who takes something up, or from whom. */
static int64_t appearances(const struct events *events, int32_t agent)
{
    int64_t count = 0;
    for (int64_t i = 0; i < events->member.count; i++) count += events->member.items[i].member == agent;
    for (int64_t i = 0; i < events->project.count; i++) count += events->project.items[i].founder == agent;
    for (int64_t i = 0; i < events->adoption.count; i++)
        count += events->adoption.items[i].learner == agent && events->adoption.items[i].channel != CHANNEL_INITIAL;
    for (int64_t i = 0; i < events->adoption_source.count; i++)
        count += events->adoption_source.items[i].source == agent;
    for (int64_t i = 0; i < events->community_member.count; i++)
        count += events->community_member.items[i].member == agent;
    return count;
}

/* Appearances of a person in a whole run; without anybody's being left out, of whoever appears most (*agent). */
static int64_t appearances_in_run(const char *settings, int32_t *agent)
{
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t *counts = calloc((size_t)world->agents.count, sizeof *counts);
    for (int step = 0; step < STEPS; step++) {
        events_clear(&world->events);
        assert_int_equal(model_step(world), STATUS_OK);
        for (int32_t i = 0; i < world->agents.count; i++) counts[i] += appearances(&world->events, i);
    }
    for (int32_t i = 0; *agent < 0 && i < world->agents.count; i++)
        if (counts[i] > 20) *agent = i;
    assert_true(*agent >= 0);
    const int64_t count = counts[*agent];
    free(counts);
    model_free(world);
    return count;
}

#define BUSY ORGANISATION "opportunities.arrival_rate = 12; initiate.handover_probability = 0.3; communities"

static void test_who_is_left_out_is_in_nothing(void **state)
{
    (void)state;
    int32_t agent = -1;
    assert_true(appearances_in_run(BUSY, &agent) > 20);
    char settings[2048];
    snprintf(settings, sizeof settings, "%s; people.left_out = %d", BUSY, (int)agent);
    assert_int_equal(appearances_in_run(settings, &agent), 0);
}

/* Until the person would first have done something, nothing is different. (An idea handed on is something done of which
 * no event names the one who has it, so nobody hands any on here.) */
static void test_nobody_elses_chances_change(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(BUSY "; initiate.handover_probability = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    scenario.people.left_out = 7;
    struct world *without = world_of(&scenario, NULL, NULL);
    int64_t alike = 0;
    for (;; alike++) {
        events_clear(&world->events), events_clear(&without->events);
        assert_int_equal(model_step(world), STATUS_OK);
        assert_int_equal(model_step(without), STATUS_OK);
        if (appearances(&world->events, 7) > 0) break;
        for (int t = 0; t < EVENT_TABLE_COUNT; t++)
            assert_true(digest_equal(events_digest(&world->events, (enum event_table)t),
                events_digest(&without->events, (enum event_table)t)));
    }
    assert_true(alike > 0);
    model_free(world);
    model_free(without);
}

static void test_threads_and_refusals(void **state)
{
    (void)state;
    assert_any_threads(BUSY "; people.left_out = 7", BUSY, 60);
    assert_refused("adoption.rule = contact; people.left_out = 7", "people.left_out");
    assert_refused(ORGANISATION "people.left_out = 100000", "people.left_out");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_left_out_is_in_nothing),
        cmocka_unit_test(test_nobody_elses_chances_change),
        cmocka_unit_test(test_threads_and_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
