/* The life cycle of communities of practice: every transition, on communities put there by hand, and what is left
 * behind. Nothing here is left to chance but where it says so. Also tests model/communities/transform.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/people/people.h"
#include "model/practitioners.h"
#include "model/state/communities.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"

/* Everybody comes always, and nothing is learned but what a test says. */
#define STEADY                                                                                                         \
    TWO_WAYS "communities.staleness = 0; communities.documenting_probability = 0; communities.conversations = 0; "     \
             "communities.apprentice_probability = 0;"                                                                 \
             "communities.core_learning_probability = 0; communities.engaged_learning_probability = 0; "               \
             "communities.interested_learning_probability = 0;"                                                        \
             "communities.engaged_load = 0.1; communities.quorum = 3;"

static struct world *world_with(const char *settings)
{
    char all[2048];
    snprintf(all, sizeof all, STEADY "%s", settings);
    struct scenario scenario = scenario_of(all);
    return world_of(&scenario, NULL, NULL);
}

static void everybody_uses(struct world *world, int32_t first, int32_t count, int32_t practice)
{
    for (int32_t agent = first; agent < first + count; agent++) world_use(world, agent, 0, practice);
}

/* Nobody from `first` on can be won for anything. */
static void nobody_else_cares(struct world *world, int32_t first)
{
    for (int32_t agent = first; agent < world->agents.count; agent++) world->agents.passion[agent] = 0;
}

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
        cmocka_unit_test(test_fading),
        cmocka_unit_test(test_patience),
        cmocka_unit_test(test_splitting),
        cmocka_unit_test(test_merging),
        cmocka_unit_test(test_a_domain_is_reframed),
        cmocka_unit_test(test_a_fresh_community_keeps_its_domain),
        cmocka_unit_test(test_merging_with_a_hub_and_not_across_domains),
        cmocka_unit_test(test_documents_survive_turnover),
        cmocka_unit_test(test_hubs_are_read_more_than_legacies),
        cmocka_unit_test(test_leavers_leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
