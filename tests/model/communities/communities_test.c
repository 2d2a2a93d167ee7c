/* How communities of practice come about, one rule after another, on people put there by hand; and what is wrong with
 * one is found. Also tests model/state/communities.c.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 40 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/practitioners.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/world.h"

/* ---- convening */

/* A star: only agent 0 has more than one tie. All with passion are the first `passionate` leaves and agent 0. */
static struct world *star_of(int32_t passionate, int64_t seed)
{
    struct scenario scenario =
        scenario_of(TWO_WAYS "network.kind = star; network.agents = 13; communities.quorum = 3;"
                             "communities.convening_probability = 1; people.trust = 0.5; people.passion_mean = 0");
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent <= passionate; agent++) world->agents.passion[agent] = 0.8;
    return world;
}

static void test_it_takes_others_with_the_same_passion(void **state)
{
    (void)state;
    for (int32_t passionate = 0; passionate <= 6; passionate++) {
        struct world *world = star_of(passionate, 1);
        world_pass(world);
        assert_int_equal(world->communities.count, passionate >= 3);
        assert_int_equal(community_events(world, -1, COMMUNITY_CONVENED), passionate >= 3);
        if (passionate >= 3) {
            assert_int_equal(community_at(world, 0)->convener, 0);
            assert_int_equal(community_at(world, 0)->phase, PHASE_POTENTIAL);
        }
        model_free(world);
    }
}

/* Who is asked comes with probability passion * attention * trust * confidence = 0.8 * 1 * 0.5 * 1. */
static void test_those_asked_decide(void **state)
{
    (void)state;
    int64_t came = 0;
    for (int64_t seed = 1; seed <= 400; seed++) {
        struct world *world = star_of(6, seed);
        world_pass(world);
        came += community_at(world, 0)->seats.count - 1;
        model_free(world);
    }
    assert_likely(chance_binomial(came, 400 * 6, 0.4), "%d of %d came", (int)came, 400 * 6);
}

/* Sixteen who all know each other and would all convene: one asks six, another six of the other nine, and two are left.
 */
static void test_nobody_is_asked_by_two(void **state)
{
    (void)state;
    for (int64_t seed = 1; seed <= 20; seed++) {
        struct scenario scenario =
            scenario_of(TWO_WAYS "network.kind = complete; network.agents = 16;"
                                 "communities.quorum = 3; communities.convening_probability = 1; people.trust = 1");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        world_pass(world);
        assert_int_equal(world->communities.count, 2);
        assert_int_equal(community_at(world, 0)->seats.count, 7);
        assert_int_equal(community_at(world, 1)->seats.count, 7);
        for (int32_t agent = 0; agent < 16; agent++)
            assert_true(community_seat(world, 0, agent) < 0 || community_seat(world, 1, agent) < 0);
        model_free(world);
    }
}

/* ---- rings by contribution */

/* Everybody would convene and all know each other: there is one community, and the others come to it one by one. */
static void test_nobody_convenes_beside_a_community_that_one_knows_of(void **state)
{
    (void)state;
    for (int by = 0; by < 2; by++) {
        struct scenario scenario =
            scenario_of(TWO_WAYS "network.kind = complete; network.agents = 16;"
                                 "communities.quorum = 3; communities.convening_probability = 1; people.trust = 1");
        scenario.communities.ring_rule = by ? RINGS_BY_CONTRIBUTION : RINGS_BY_ATTENDANCE;
        struct world *world = world_of(&scenario, NULL, NULL);
        world_pass(world);
        assert_int_equal(world->communities.count, by ? 1 : 2);
        if (by) {
            assert_int_equal(community_at(world, 0)->seats.count, 16);
            assert_int_equal(community_ring_size(world, community_at(world, 0), RING_CORE), 7);
            assert_int_equal(community_ring_size(world, community_at(world, 0), RING_INTERESTED), 9);
        }
        model_free(world);
    }
}

/* ---- a community that is not there, or is broken */

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("communities", "communities");
    assert_refused("landscape.kind = nk; communities", "communities");
    assert_refused("landscape.kind = nk; adoption.rule = contact; communities", "adoption.rule");
    assert_refused(TWO_WAYS "communities.engaged_load = 0.2", "communities.engaged_load");
    assert_refused(TWO_WAYS "communities.stewardship_documents = 9", "communities.stewardship_documents");
}

static void test_damage_is_found(void **state)
{
    (void)state;
    for (int damage = 0; damage < 6; damage++) {
        struct message message = {""};
        struct scenario scenario = scenario_of(TWO_WAYS);
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 4);
        world_use(world, 0, 0, GOOD);
        document_by_hand(world, number, 0, 1);
        world_check(world);
        switch (damage) {
        case 0:
            community_at(world, number)->convener = 30;
            break;
        case 1:
            seat_of(world, number, 0)->ring = RING_ENGAGED;
            break;
        case 2:
            seat_of(world, number, 1)->energy = 1.5;
            break;
        case 3:
            world->communities.live.count = 0;
            break;
        case 4:
            community_at(world, number)->documents.items[0].row = 1000;
            break;
        case 5:
            community_at(world, number)->seats.count--;
            break;
        }
        assert_int_equal(model_verify(world, &message), STATUS_INVARIANT);
        community_at(world, number)->seats.count += damage == 5;
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_takes_others_with_the_same_passion),
        cmocka_unit_test(test_those_asked_decide),
        cmocka_unit_test(test_nobody_is_asked_by_two),
        cmocka_unit_test(test_nobody_convenes_beside_a_community_that_one_knows_of),
        cmocka_unit_test(test_what_cannot_be),
        cmocka_unit_test(test_damage_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
