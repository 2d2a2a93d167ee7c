/* How communities of practice grow up, put there by hand, and what is left behind of them. Nothing here is left to
 * chance but where it says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/communities/steady.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/people/people.h"
#include "model/practitioners.h"
#include "model/state/communities.h"
#include "model/state/world.h"

/* ---- growing up */

static void test_potential_to_coalescing(void **state)
{
    (void)state;
    for (int32_t core = 2; core <= 6; core++) {
        struct world *world = world_with("");
        int32_t number = community_by_hand(world, PHASE_POTENTIAL, 0, core);
        nobody_else_cares(world, core);
        world->agents.passion[1] = 0.6 - 1e-9; /* comes nearly always, and is not passionate enough */
        world_pass(world);
        assert_int_equal(community_at(world, number)->phase, core >= 5 ? PHASE_COALESCING : PHASE_POTENTIAL);
        assert_int_equal(community_events(world, number, COMMUNITY_COALESCED), core >= 5);
        model_free(world);
    }
}

static void test_coalescing_to_maturing(void **state)
{
    (void)state;
    for (int trusted = 0; trusted < 2; trusted++)
        for (int documented = 0; documented < 2; documented++) {
            struct world *world = world_with("communities.maturing_trust = 0.6");
            int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 5);
            everybody_uses(world, 0, 5, POOR);
            everybody_trusts(world, 0, 5, trusted ? 0.61 : 0.1);
            if (documented) document_by_hand(world, number, 0, 1);
            world_pass(world);
            assert_int_equal(
                community_at(world, number)->phase, trusted && documented ? PHASE_MATURING : PHASE_COALESCING);
            model_free(world);
        }
}

/* Of core and engaged a share must practise what is documented; the interested do not count. */
static void test_maturing_to_stewardship(void **state)
{
    (void)state;
    for (int32_t owners = 0; owners <= 8; owners++) {
        struct world *world =
            world_with("communities.stewardship_fraction = 0.5; communities.stewardship_documents = 1");
        int32_t number = community_by_hand(world, PHASE_MATURING, 0, 4);
        members_join(world, number, RING_ENGAGED, 4, 4);
        members_join(world, number, RING_INTERESTED, 8, 10);
        everybody_uses(world, 8, 10, GOOD);
        everybody_uses(world, 0, owners, GOOD);
        document_by_hand(world, number, 8, 1);
        world_pass(world);
        assert_int_equal(community_at(world, number)->phase, owners >= 4 ? PHASE_STEWARDSHIP : PHASE_MATURING);
        model_free(world);
    }
    struct world *world = world_with("communities.stewardship_fraction = 0; communities.stewardship_documents = 2");
    int32_t number = community_by_hand(world, PHASE_MATURING, 0, 4);
    everybody_uses(world, 0, 4, GOOD);
    document_by_hand(world, number, 0, 1);
    world_pass(world);
    assert_int_equal(community_at(world, number)->phase, PHASE_MATURING);
    model_free(world);
}

static void test_stewardship_to_hub(void **state)
{
    (void)state;
    for (int good = 0; good < 2; good++)
        for (int32_t taught = 9; taught <= 10; taught++) {
            struct world *world = world_with("communities.hub_belief = 0.8; communities.hub_adoptions = 10");
            int32_t number = community_by_hand(world, PHASE_STEWARDSHIP, 0, 4);
            everybody_uses(world, 0, 4, good ? GOOD : POOR);
            document_by_hand(world, number, 0, 1);
            community_at(world, number)->taught = taught;
            world_pass(world);
            bool hub = good && taught >= 10;
            assert_int_equal(community_at(world, number)->phase, hub ? PHASE_HUB : PHASE_STEWARDSHIP);
            assert_int_equal(world->communities.shelf.count, hub);
            model_free(world);
        }
}

/* Where the best that there is is worth 0.6 nobody becomes a hub by a quality of 0.8; by reach the best is worth 1,
 * whatever the landscape, and a mean one 0. */
static void test_hubs_by_what_can_be_reached(void **state)
{
    (void)state;
    static const char *const landscapes[] = {
        "{poor: 0.2, good: 0.9}", "{poor: 0.2, good: 0.6}", "{poor: 0.1, good: 0.15}"};
    for (int reach = 0; reach < 2; reach++)
        for (int l = 0; l < 3; l++)
            for (int good = 0; good < 2; good++) {
                char settings[512];
                snprintf(settings, sizeof settings,
                    "communities.hub_belief = 0.8; communities.hub_adoptions = 0; communities.hub_measure = %s; "
                    "landscape.practices = %s",
                    reach ? "reach" : "quality", landscapes[l]);
                struct world *world = world_with(settings);
                int32_t number = community_by_hand(world, PHASE_STEWARDSHIP, 0, 4);
                everybody_uses(world, 0, 4, good ? GOOD : POOR);
                document_by_hand(world, number, 0, 1);
                world_pass(world);
                bool hub = good && (reach || l == 0);
                assert_int_equal(community_at(world, number)->phase, hub ? PHASE_HUB : PHASE_STEWARDSHIP);
                model_free(world);
            }
    assert_refused(
        STEADY "communities.hub_measure = reach; landscape.kind = nk; landscape.bits = 25", "communities.hub_measure");
}

/* ---- what stays */

static void everybody_leaves(struct world *world, int32_t first, int32_t count)
{
    uptakes_open(world, 1);
    for (int32_t agent = first; agent < first + count; agent++) {
        communities_leave(world, agent);
        person_create(world, agent);
    }
    uptakes_carry_out(world);
}

/* Everybody who knows the good practice leaves. Where it was documented others learn it still, and the lineage goes
 * back to whoever documented it; where it was not, it is gone. */
static void test_documents_survive_turnover(void **state)
{
    (void)state;
    for (int documented = 0; documented < 2; documented++) {
        struct world *world = world_with(
            "communities.lookup_probability = 0.2; communities.legacy_factor = 0.5; renew.turnover_probability = 0");
        int32_t number = community_by_hand(world, PHASE_STEWARDSHIP, 0, 5);
        everybody_uses(world, 5, 55, POOR);
        everybody_uses(world, 0, 5, GOOD);
        everybody_trusts(world, 0, 5, 0.9);
        int32_t row = world->agents.adoption[2], learned = 0;
        if (documented) document_by_hand(world, number, 2, 5);
        world_pass(world);
        everybody_leaves(world, 0, 5);
        assert_int_equal(world->practices.items[GOOD].users, 0);
        for (int step = 0; step < 60; step++) {
            world_pass(world);
            for (int64_t i = 0; i < world->events.adoption.count; i++) {
                const struct adoption_row *adoption = &world->events.adoption.items[i];
                int64_t first = adoption->first_source - world->events.cleared[EVENT_adoption_source];
                assert_int_equal(adoption->practice, GOOD);
                assert_int_equal(adoption->channel, CHANNEL_DOCUMENT);
                assert_int_equal(adoption->source_count, 1);
                assert_int_equal(world->events.adoption_source.items[first].source, 2);
                assert_int_equal(world->events.adoption_source.items[first].source_adoption, row);
                learned++;
            }
        }
        assert_int_equal(community_at(world, number)->phase, documented ? PHASE_LEGACY : PHASE_GONE);
        assert_int_equal(learned, world->practices.items[GOOD].users);
        if (documented)
            assert_true(learned > 40);
        else
            assert_int_equal(learned, 0);
        model_free(world);
    }
}

/* People look into a hub with probability lookup * passion, into a legacy with `legacy` of that. */
static void test_hubs_are_read_more_than_legacies(void **state)
{
    (void)state;
    for (int legacy = 0; legacy < 2; legacy++) {
        struct world *world = world_with("communities.lookup_probability = 0.1; communities.legacy_factor = 0.25; "
                                         "observe.tellings = true; people.passion_mean = 0.8;"
                                         "communities.meeting_interval = 10000");
        int32_t number = community_by_hand(world, PHASE_HUB, 0, 3);
        everybody_uses(world, 0, 1, GOOD);
        document_by_hand(world, number, 0, 1);
        community_at(world, number)->trust = 1;
        if (legacy) {
            community_end(world, number, true);
            world->communities.live.count = 0;
        }
        world_check(world);
        int64_t read = 0;
        for (int step = 0; step < 400; step++) {
            world_pass(world);
            for (int64_t i = 0; i < world->events.telling.count; i++)
                read += world->events.telling.items[i].channel == CHANNEL_DOCUMENT;
        }
        assert_likely(chance_binomial(read, 400 * 59, 0.1 * 0.8 * (legacy ? 0.25 : 1)), "%d read", (int)read);
        model_free(world);
    }
}

/* With everybody replaced in every step nobody stays in any community. */
static void test_leavers_leave(void **state)
{
    (void)state;
    struct world *world = world_with("renew.turnover_probability = 1");
    int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 10);
    world_pass(world);
    assert_int_equal(community_at(world, number)->seats.count, 0);
    assert_int_equal(community_at(world, number)->convener, -1);
    int64_t left = 0;
    for (int64_t i = 0; i < world->events.community_member.count; i++)
        left += world->events.community_member.items[i].type == SEAT_LEFT;
    assert_int_equal(left, 10);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_potential_to_coalescing),
        cmocka_unit_test(test_coalescing_to_maturing),
        cmocka_unit_test(test_maturing_to_stewardship),
        cmocka_unit_test(test_stewardship_to_hub),
        cmocka_unit_test(test_hubs_by_what_can_be_reached),
        cmocka_unit_test(test_documents_survive_turnover),
        cmocka_unit_test(test_hubs_are_read_more_than_legacies),
        cmocka_unit_test(test_leavers_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
