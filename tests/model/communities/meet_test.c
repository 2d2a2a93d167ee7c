/* Meetings of communities of practice: who comes, what the rings learn there, and what is written down; on communities
 * put there by hand.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 40 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/learn.h"
#include "model/chance.h"
#include "model/communities/meetings_inner.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/people/people.h"
#include "model/practitioners.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/ties.h"
#include "model/state/world.h"

static void assert_near(double x, double expected, double tolerance)
{
    if (!(fabs(x - expected) <= tolerance)) fail_msg("%.17g is not %.17g", x, expected);
}

static void test_attention_that_rings_take(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(TWO_WAYS);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 1);
    members_join(world, number, RING_ENGAGED, 1, 1);
    members_join(world, number, RING_INTERESTED, 2, 1);
    const double load[] = {0.1, 0.06, 0.02, 0};
    for (int32_t agent = 0; agent < 4; agent++) assert_near(person_attention(world, agent), 1 - load[agent], 1e-15);
    community_at(world, number)->phase = PHASE_MATURING;
    for (int32_t agent = 0; agent < 4; agent++)
        assert_near(person_attention(world, agent), 1 - 1.5 * load[agent], 1e-15);
    communities_leave(world, 0);
    assert_near(person_attention(world, 0), 1, 0);
    model_free(world);
}

/* With so much energy, freshness and passion (over the bar of 0.6), core, engaged and interested come this often. */
static void check_attendance(double energy, double freshness, double passion, double factor)
{
    int64_t came[RING_COUNT] = {0};
    for (int64_t seed = 1; seed <= 100; seed++) {
        struct scenario scenario = scenario_of(TWO_WAYS "communities.staleness = 0.5");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 20);
        members_join(world, number, RING_ENGAGED, 20, 20);
        members_join(world, number, RING_INTERESTED, 40, 20);
        community_at(world, number)->freshness = freshness;
        for (int32_t agent = 0; agent < 60; agent++) {
            seat_of(world, number, agent)->energy = energy;
            world->agents.passion[agent] = passion;
        }
        world->step = 1;
        communities_meet(world);
        for (int32_t i = 0; i < community_at(world, number)->present; i++)
            came[world->communities.seats[community_at(world, number)->seats.items[i]].ring]++;
        model_free(world);
    }
    const double part[RING_COUNT] = {1, 0.6, 0.2};
    for (int ring = 0; ring < RING_COUNT; ring++)
        assert_likely(
            chance_binomial(came[ring], 2000, part[ring] * factor), "ring %d: %d of 2000 came", ring, (int)came[ring]);
}

static void test_who_comes(void **state)
{
    (void)state;
    check_attendance(1, 1, 1, 1);
    check_attendance(0.5, 1, 0.7, 0.5);
    check_attendance(1, 0.2, 0.3, 0.5 * (1 - 0.5 * 0.8));
}

/* Rings read a document at their own rates. Everybody but its writer uses nothing yet. */
static void test_rings_learn_at_their_own_rates(void **state)
{
    (void)state;
    const double rate[RING_COUNT] = {0.8, 0.4, 0.1};
    int64_t told[RING_COUNT] = {0}, taken_up[RING_COUNT] = {0}, readers[RING_COUNT] = {0};
    for (int64_t seed = 1; seed <= 60; seed++) {
        struct scenario scenario =
            scenario_of(TWO_WAYS "communities.conversations = 0; communities.apprentice_probability = 0;"
                                 "observe.tellings = true");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 20);
        members_join(world, number, RING_ENGAGED, 20, 20);
        members_join(world, number, RING_INTERESTED, 40, 20);
        world_use(world, 0, 0, GOOD);
        document_by_hand(world, number, 0, 4);
        community_at(world, number)->trust = 0.5;
        events_clear(&world->events);
        world->step = 1;
        communities_meet(world);
        tellings_deliver(world);
        for (int64_t i = 0; i < world->events.telling.count; i++) {
            const struct telling_row *row = &world->events.telling.items[i];
            assert_int_equal(row->channel, CHANNEL_DOCUMENT);
            assert_int_equal(row->source, 0);
            assert_near(row->evidence, 2, 0);
            told[row->target / 20]++;
        }
        for (int64_t i = 0; i < world->events.adoption.count; i++)
            taken_up[world->events.adoption.items[i].learner / 20]++;
        assert_int_equal(world->events.adoption_community.count, world->events.adoption.count);
        readers[RING_CORE] += 19, readers[RING_ENGAGED] += 20, readers[RING_INTERESTED] += 20;
        world_check(world);
        model_free(world);
    }
    for (int ring = 0; ring < RING_COUNT; ring++) {
        assert_likely(chance_binomial(told[ring], readers[ring], rate[ring]), "ring %d read %d", ring, (int)told[ring]);
        assert_int_equal(told[ring], taken_up[ring]);
    }
}

/* The apprentice learns the master's practice with all its evidence, and the two trust each other more; with others of
 * the core, who use nothing, nobody talks. */
static void check_apprentice(double rate, bool learns)
{
    char settings[1024];
    snprintf(settings, sizeof settings,
        TWO_WAYS "communities.conversations = 0; communities.documenting_probability = 0; communities.trust_shift = "
                 "0.3; communities.apprentice_probability = %g;"
                 "communities.engaged_load = 0.1; network.mean_degree = 0",
        rate);
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 1);
    members_join(world, number, RING_ENGAGED, 1, 1);
    world_use(world, 0, 0, GOOD);
    world_use(world, 1, 0, POOR);
    world_pass(world);
    const struct known *theirs = agents_find(&world->agents, 1, 0, GOOD);
    assert_int_equal(theirs != NULL, learns);
    if (theirs) assert_near(theirs->evidence, agents_find(&world->agents, 0, 0, GOOD)->evidence, 0);
    assert_int_equal(world_used(world, 1, 0), learns ? GOOD : POOR);
    assert_near(tie_trust(world, 1, 0), learns ? 0.3 : 0, 1e-6);
    if (learns) {
        const struct adoption_row *row = &world->events.adoption.items[0];
        assert_int_equal(row->channel, CHANNEL_COMMUNITY);
        assert_int_equal(world->events.adoption_source.items[0].source, 0);
        assert_int_equal(world->events.adoption_community.items[0].community, number);
    }
    model_free(world);
}

static void test_apprentices(void **state)
{
    (void)state;
    check_apprentice(1, true);
    check_apprentice(0, false);
}

/* Members document what their own use taught them, each piece once, and hearsay never. */
static void test_documents(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(TWO_WAYS
        "communities.documenting_probability = 1; start.evidence = 3; communities.core_learning_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 6);
    for (int32_t agent = 0; agent < 3; agent++) world_use(world, agent, 0, agent < 2 ? GOOD : POOR);
    everybody_trusts(world, 0, 6, 0.9);
    for (int step = 0; step < 30; step++) {
        world_pass(world);
        assert_near(community_document(community_at(world, number), GOOD)->evidence, 6, 1e-12);
        assert_near(community_document(community_at(world, number), GOOD)->belief, 0.9, 1e-12);
        assert_near(community_document(community_at(world, number), POOR)->evidence, 3, 1e-12);
    }
    for (int32_t agent = 0; agent < 6; agent++) assert_int_equal(world_used(world, agent, 0), GOOD);
    assert_int_equal(community_at(world, number)->taught, 4);
    model_free(world);
}

/* A full repertoire gives up the least believed for a better one, and takes in nothing worse. */
static void test_a_full_repertoire(void **state)
{
    (void)state;
    for (int first = 0; first < 2; first++) {
        struct scenario scenario =
            scenario_of(TWO_WAYS "communities.documenting_probability = 1; communities.repertoire_size = 1;"
                                 "communities.stewardship_documents = 1; communities.core_learning_probability = 0");
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t number = community_by_hand(world, PHASE_COALESCING, 0, 2);
        world_use(world, 0, 0, first);
        world_use(world, 1, 0, 1 - first);
        document_by_hand(world, number, 0, 1);
        seat_of(world, number, 0)->brought = first;
        seat_of(world, number, 0)->brought_evidence = 1;
        world_pass(world);
        assert_int_equal(community_at(world, number)->documents.count, 1);
        assert_int_equal(community_at(world, number)->documents.items[0].practice, GOOD);
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_attention_that_rings_take),
        cmocka_unit_test(test_who_comes),
        cmocka_unit_test(test_rings_learn_at_their_own_rates),
        cmocka_unit_test(test_apprentices),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_a_full_repertoire),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
