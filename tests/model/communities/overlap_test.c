/* Who is in several communities leaves those in which one is only interested, the sooner the more others there are.
 *
 * The chance of a false alarm of the whole file is below 1e-5 (see chance.h; fewer than 10 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/practitioners.h"

enum { COMMUNITIES = 4, FIRST_INTERESTED = 20, PEOPLE = 60, SEEDS = 100 };

static struct world *world_seeded(const char *settings, int seed)
{
    char all[1024];
    snprintf(all, sizeof all, TWO_WAYS "%s; seed = %d", settings, seed);
    struct scenario scenario = scenario_of(all);
    return world_of(&scenario, NULL, NULL);
}

/* In how many communities one of the interested is. */
static int32_t memberships(int32_t agent)
{
    return 1 + agent % COMMUNITIES;
}

/* Four communities with a core of three each, engaged who are in all of them, and the interested, who are in the
 * first one, two, three or all. */
static void people_overlap(struct world *world)
{
    for (int32_t number = 0; number < COMMUNITIES; number++) {
        assert_int_equal(community_by_hand(world, PHASE_COALESCING, 3 * number, 3), number);
        members_join(world, number, RING_ENGAGED, 12, 8);
        for (int32_t agent = FIRST_INTERESTED; agent < PEOPLE; agent++)
            if (number < memberships(agent)) members_join(world, number, RING_INTERESTED, agent, 1);
    }
}

static void assert_stay(struct world *world, int32_t number, int32_t first, int32_t count)
{
    for (int32_t agent = first; agent < first + count; agent++) assert_true(community_seat(world, number, agent) >= 0);
}

/* The first community to meet is left with the probability times the number of the others; core and engaged stay. */
static void the_interested_leave_for_the_others(void **state)
{
    (void)state;
    int64_t left[COMMUNITIES + 1] = {0};
    for (int seed = 1; seed <= SEEDS; seed++) {
        struct world *world = world_seeded("communities.overlap_leaving_probability = 0.2", seed);
        people_overlap(world);
        world_pass(world);
        for (int32_t number = 0; number < COMMUNITIES; number++) {
            assert_stay(world, number, 3 * number, 3);
            assert_stay(world, number, 12, 8);
        }
        for (int32_t agent = FIRST_INTERESTED; agent < PEOPLE; agent++)
            left[memberships(agent)] += community_seat(world, 0, agent) < 0;
        model_free(world);
    }
    const int64_t tried = SEEDS * (PEOPLE - FIRST_INTERESTED) / COMMUNITIES;
    assert_int_equal(left[1], 0);
    for (int32_t n = 2; n <= COMMUNITIES; n++)
        assert_likely(chance_binomial(left[n], tried, 0.2 * (n - 1)), "%d of %d who are in %d left", (int)left[n],
            (int)tried, (int)n);
}

/* However much one would leave for the others, one community is left. */
static void nobody_leaves_the_last_one(void **state)
{
    (void)state;
    struct world *world = world_seeded("communities.overlap_leaving_probability = 1", 1);
    people_overlap(world);
    world_pass(world);
    for (int32_t agent = FIRST_INTERESTED; agent < PEOPLE; agent++)
        assert_true(community_seat(world, memberships(agent) - 1, agent) >= 0);
    model_free(world);
}

static void nobody_leaves_where_it_is_off(void **state)
{
    (void)state;
    struct world *world = world_seeded("communities.overlap_leaving_probability = 0", 1);
    people_overlap(world);
    world_pass(world);
    for (int32_t number = 0; number < COMMUNITIES; number++)
        for (int32_t agent = FIRST_INTERESTED; agent < PEOPLE; agent++)
            if (number < memberships(agent)) assert_stay(world, number, agent, 1);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_interested_leave_for_the_others),
        cmocka_unit_test(nobody_leaves_the_last_one),
        cmocka_unit_test(nobody_leaves_where_it_is_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
