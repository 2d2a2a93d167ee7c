/* How communities of practice fade, split, merge and turn to another domain, put there by hand. Nothing here is left to
 * chance but where it says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/communities/steady.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/practitioners.h"
#include "model/state/communities.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"

/* ---- transformation */

/* Two people are too few for a meeting: after `patience` of those it fades, in any phase but as a hub. */
static void test_fading(void **state)
{
    (void)state;
    for (int phase = PHASE_POTENTIAL; phase <= PHASE_HUB; phase++) {
        struct world *world = world_with("communities.patience = 5");
        int32_t number = community_by_hand(world, (enum community_phase)phase, 0, 2);
        nobody_else_cares(world, 2);
        everybody_uses(world, 0, 2, POOR);
        document_by_hand(world, number, 0, 1);
        for (int step = 1; step <= 8; step++) {
            world_pass(world);
            bool faded = step >= 5 && phase != PHASE_HUB;
            assert_int_equal(community_at(world, number)->phase, faded ? PHASE_LEGACY : phase);
            assert_int_equal(community_events(world, number, COMMUNITY_FADED), faded && step == 5);
            assert_int_equal(community_at(world, number)->seats.count, faded ? 0 : 2);
            assert_int_equal(community_at(world, number)->documents.count, 1);
        }
        model_free(world);
    }
}

/* One good meeting, and patience begins anew; who documented nothing leaves nothing. */
static void test_patience(void **state)
{
    (void)state;
    struct world *world = world_with("communities.patience = 3");
    int32_t number = community_by_hand(world, PHASE_POTENTIAL, 0, 2);
    nobody_else_cares(world, 3);
    world->agents.confidence[2] = 0; /* cannot be won either */
    world_pass(world), world_pass(world);
    members_join(world, number, RING_CORE, 2, 1);
    world_pass(world);
    community_leave(world, community_seat(world, number, 2), true);
    world_pass(world), world_pass(world);
    assert_int_equal(community_at(world, number)->phase, PHASE_POTENTIAL);
    world_pass(world);
    assert_int_equal(community_at(world, number)->phase, PHASE_GONE);
    assert_int_equal(world->communities.shelf.count, 0);
    assert_int_equal(world->communities.live.count, 0);
    model_free(world);
}

/* Ten use one practice, `others` another, two none: these go where they trust the convener. */
static void test_splitting(void **state)
{
    (void)state;
    for (int32_t others = 3; others <= 8; others++) {
        struct world *world = world_with("communities.split_size = 15; communities.split_heterogeneity = 0.4; "
                                         "communities.stewardship_documents = 8");
        int32_t number = community_by_hand(world, PHASE_MATURING, 0, 10);
        members_join(world, number, RING_ENGAGED, 10, others);
        members_join(world, number, RING_INTERESTED, 30, 2);
        everybody_uses(world, 0, 10, GOOD);
        everybody_uses(world, 10, others, POOR);
        document_by_hand(world, number, 0, 1);
        tie_strengthen(world, 30, 0, 0.9), tie_strengthen(world, 31, 10, 0.9);
        tie_strengthen(world, 30, 10, 0.1), tie_strengthen(world, 31, 0, 0.1);
        for (int32_t agent = 11; agent < 10 + others; agent++) seat_of(world, number, agent)->energy = 0.999999;
        world_pass(world);
        /* large enough from 15 on, two in five not of the leading practice, and the next one has more than three */
        bool splits = 12 + others >= 15 && (others + 2) >= 0.4 * (12 + others) && others > 3;
        assert_int_equal(community_events(world, number, COMMUNITY_SPLIT), splits ? 2 : 0);
        assert_int_equal(world->communities.count, splits ? 3 : 1);
        if (splits) {
            const struct community *whole = community_at(world, number), *first = community_at(world, 1);
            const struct community *second = community_at(world, 2);
            assert_int_equal(whole->phase, PHASE_GONE);
            assert_int_equal(first->phase, PHASE_COALESCING);
            assert_int_equal(first->seats.count, 11);
            assert_int_equal(second->seats.count, others + 1);
            assert_int_equal(first->convener, 0);
            assert_int_equal(second->convener, 10);
            assert_true(community_seat(world, 1, 30) >= 0 && community_seat(world, 2, 31) >= 0);
            assert_true(community_document(first, GOOD) && community_document(second, GOOD));
        }
        model_free(world);
    }
}

/* Two communities of ten and six with `shared` in both: the smaller goes into the larger where they are enough. */
static void test_merging(void **state)
{
    (void)state;
    for (int32_t shared = 1; shared <= 4; shared++)
        for (int mature = 0; mature < 2; mature++) {
            struct world *world = world_with("communities.merge_overlap = 0.5; communities.stewardship_documents = 8");
            enum community_phase phase = mature ? PHASE_MATURING : PHASE_COALESCING;
            int32_t larger = community_by_hand(world, PHASE_MATURING, 0, 10);
            int32_t smaller = community_by_hand(world, phase, 10 - shared, 6);
            everybody_uses(world, 0, 10, GOOD);
            everybody_uses(world, 10, 6, POOR);
            document_by_hand(world, larger, 0, 2);
            document_by_hand(world, smaller, 12, 3);
            community_at(world, smaller)->taught = 4;
            community_at(world, larger)->taught = 3;
            world_pass(world);
            bool merged = mature && shared >= 3;
            assert_int_equal(community_at(world, smaller)->phase, merged ? PHASE_GONE : phase);
            assert_int_equal(community_events(world, smaller, COMMUNITY_MERGED), merged);
            assert_int_equal(community_events(world, larger, COMMUNITY_ABSORBED), merged);
            assert_int_equal(community_at(world, larger)->seats.count, merged ? 16 - shared : 10);
            assert_int_equal(community_at(world, larger)->documents.count, merged ? 2 : 1);
            assert_int_equal(community_at(world, larger)->taught, merged ? 7 : 3);
            model_free(world);
        }
}

/* ---- reframing */

/* Eight stewards whose meetings bring nothing new; so many of them care more for the other domain. */
static struct world *stewards(const char *settings, int32_t others, double freshness, int32_t *number)
{
    char all[512];
    snprintf(all, sizeof all,
        "landscape.domains = 3; communities.stewardship_openness = 0; communities.hub_adoptions = 1000; %s", settings);
    struct world *world = world_with(all);
    world_use(world, 0, 0, GOOD);
    *number = community_by_hand(world, PHASE_STEWARDSHIP, 0, 8);
    document_by_hand(world, *number, 0, 1);
    community_at(world, *number)->freshness = freshness;
    for (int32_t agent = 0; agent < 60; agent++)
        for (int32_t domain = 0; domain < 3; domain++)
            world->agents.passion[agent * 3 + domain] = domain == 0 ? 0.7 : domain == 2 && agent < others ? 0.9 : 0.1;
    for (int32_t agent = 0; agent < 8; agent++) seat_of(world, *number, agent)->met = 9;
    return world;
}

/* More than the quorum go on in the domain for which they care more, and what was documented can be looked up. */
static void test_a_domain_is_reframed(void **state)
{
    (void)state;
    for (int32_t others = 2; others <= 8; others++)
        for (int off = 0; off < 2; off++) {
            int32_t number;
            struct world *world =
                stewards(off ? "communities.reframing_probability = 0" : "communities.reframing_probability = 1",
                    others, 0, &number);
            world_pass(world);
            bool reframed = others > 3 && !off;
            assert_int_equal(community_events(world, number, COMMUNITY_REFRAMED), reframed);
            assert_int_equal(world->communities.count, 1 + reframed);
            assert_int_equal(community_at(world, number)->phase, reframed ? PHASE_LEGACY : PHASE_STEWARDSHIP);
            assert_int_equal(world->communities.shelf.count, reframed);
            if (reframed) {
                const struct community *other = community_at(world, number + 1);
                assert_true(other->domain == 2 && other->phase == PHASE_COALESCING && other->seats.count == others);
                assert_int_equal(other->documents.count, 0);
                assert_int_equal(other->convener, 0);
            }
            model_free(world);
        }
}

/* It takes staleness: with the probability times what is missing of freshness. */
static void test_a_fresh_community_keeps_its_domain(void **state)
{
    (void)state;
    int64_t reframed = 0;
    for (int64_t seed = 1; seed <= 300; seed++) {
        char settings[128];
        int32_t number;
        snprintf(settings, sizeof settings,
            "communities.reframing_probability = 0.5; communities.patience = 10000; seed = %d", (int)seed);
        struct world *world = stewards(settings, 8, 0.4, &number);
        world_pass(world);
        reframed += community_events(world, number, COMMUNITY_REFRAMED);
        model_free(world);
    }
    assert_likely(chance_binomial(reframed, 300, 0.5 * 0.6), "%d of 300 reframed", (int)reframed);
}

/* A larger one goes into a hub; two of different domains stay two. */
static void test_merging_with_a_hub_and_not_across_domains(void **state)
{
    (void)state;
    struct world *world =
        world_with("communities.merge_overlap = 0.5; communities.stewardship_documents = 8; landscape.domains = 2");
    int32_t hub = community_by_hand(world, PHASE_HUB, 0, 4);
    int32_t larger = community_by_hand(world, PHASE_MATURING, 0, 8);
    int32_t elsewhere = community_by_hand(world, PHASE_MATURING, 0, 4);
    community_at(world, elsewhere)->domain = 1;
    world_pass(world);
    assert_int_equal(community_at(world, larger)->phase, PHASE_GONE);
    assert_int_equal(community_at(world, hub)->seats.count, 8);
    assert_int_equal(community_at(world, elsewhere)->phase, PHASE_MATURING);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fading),
        cmocka_unit_test(test_patience),
        cmocka_unit_test(test_splitting),
        cmocka_unit_test(test_merging),
        cmocka_unit_test(test_a_domain_is_reframed),
        cmocka_unit_test(test_a_fresh_community_keeps_its_domain),
        cmocka_unit_test(test_merging_with_a_hub_and_not_across_domains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
