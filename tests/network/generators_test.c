/* Networks that grow or are rewired, and every kind of network as the seed has it: what is true of it by definition,
 * and what the literature says of it.
 *
 * The seeds are fixed, so that a test that passes once passes always. For a statistical test the comment says how often
 * a correct generator would fail it if the seed were drawn anew. Also tests network/preferential.c,
 * network/rewired.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <igraph.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "network/generated.h"
#include "network/network.h"

/* The share of paths of two ties that are closed by a third, as igraph has it. */
static double clustering(const struct network *network)
{
    igraph_vector_int_t ends;
    igraph_t graph;
    igraph_real_t transitivity;
    igraph_vector_int_init(&ends, 0);
    for (int32_t i = 0; i < network->agent_count; i++)
        for (int32_t k = 0; k < network->told.length[i]; k++) {
            int32_t j = network->told.agent[network->told.start[i] + k];
            if (i > j) continue;
            igraph_vector_int_push_back(&ends, i);
            igraph_vector_int_push_back(&ends, j);
        }
    igraph_create(&graph, &ends, network->agent_count, IGRAPH_UNDIRECTED);
    igraph_transitivity_undirected(&graph, &transitivity, IGRAPH_TRANSITIVITY_ZERO);
    igraph_destroy(&graph);
    igraph_vector_int_destroy(&ends);
    return transitivity;
}

/* Barrat and Weigt 2000, doi:10.1007/s100510050067: clustering falls as (1 - p)^3, to order 1/n. Over seeds the
 * standard deviation is below 0.006 here, so that 0.03 is never reached. The rewired share: 5 standard deviations,
 * 6e-7. */
static void small_world_loses_clustering_as_published(void **state)
{
    (void)state;
    enum { AGENTS = 4000, REACH = 4 };
    struct scenario scenario = scenario_of(NETWORK_SMALL_WORLD, AGENTS);
    scenario.network.mean_degree = 2 * REACH;
    double at_start = 3.0 * (REACH - 1) / (2 * (2 * REACH - 1));
    for (int tenth = 0; tenth <= 10; tenth += 2) {
        double p = scenario.network.rewired_fraction = tenth / 10.0, near = 0;
        struct network network = build(&scenario, 5);
        assert_int_equal(network.tie_count, AGENTS * REACH);
        assert_true(fabs(clustering(&network) - at_start * pow(1 - p, 3)) < 0.03);
        for (int i = 0; i < AGENTS; i++) {
            assert_true(network.told.length[i] >= REACH);
            for (int distance = 1; distance <= REACH; distance++) near += tied(&network, i, (i + distance) % AGENTS);
        }
        double ties = AGENTS * REACH;
        assert_true(fabs(near / ties - (1 - p)) < 5 * sqrt(p * (1 - p) / ties) + 0.003);
        network_free(&network);
    }
}

/* Where nearly everybody is tied to everybody there is hardly a tie to be rewired to. */
static void small_world_ends_in_a_crowd(void **state)
{
    (void)state;
    for (int agents = 3; agents <= 9; agents++)
        for (int degree = 2; degree < agents; degree += 2)
            for (uint64_t seed = 0; seed < 20; seed++) {
                struct scenario scenario = scenario_of(NETWORK_SMALL_WORLD, agents);
                scenario.network.mean_degree = degree;
                scenario.network.rewired_fraction = 1;
                struct network network = build(&scenario, seed);
                assert_int_equal(network.tie_count, agents * degree / 2);
                network_free(&network);
            }
}

/* The share of agents with k ties tends to 2 m (m + 1) / (k (k + 1) (k + 2)) (Bollobás and others 2001,
 * doi:10.1002/rsa.1009). With 100000 agents the shares' standard deviation is below 0.0016; we allow for 4 of them and
 * for the targets being distinct: 1e-3. */
static void preferential_has_the_published_tail(void **state)
{
    (void)state;
    enum { AGENTS = 100000, ATTACH = 3 };
    struct scenario scenario = scenario_of(NETWORK_PREFERENTIAL, AGENTS);
    scenario.network.ties_per_newcomer = ATTACH;
    struct network network = build(&scenario, 6);
    assert_int_equal(network.tie_count, 6 + (AGENTS - 4) * ATTACH);
    double seen[20] = {0}, most = 0, beyond = 0;
    for (int i = 0; i < AGENTS; i++) {
        int32_t degree = network.told.length[i];
        assert_true(degree >= ATTACH);
        if (degree < 20)
            seen[degree] += 1.0 / AGENTS;
        else
            beyond += 1.0 / AGENTS;
        if (degree > most) most = degree;
    }
    for (int k = ATTACH; k < 20; k++) {
        double expected = 2.0 * ATTACH * (ATTACH + 1) / (k * (k + 1.0) * (k + 2));
        assert_true(fabs(seen[k] - expected) < 4 * sqrt(expected / AGENTS) + 0.01 * expected);
    }
    double tail = ATTACH * (ATTACH + 1) / (20.0 * 21);
    assert_true(fabs(beyond - tail) < 4 * sqrt(tail / AGENTS) + 0.01 * tail);
    assert_true(most > 300); /* about 3 sqrt(100000); Poisson degrees would not reach 30 */
    network_free(&network);
}

static void preferential_begins_with_a_clique(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_PREFERENTIAL, 7);
    for (int attach = 1; attach <= 6; attach++) {
        scenario.network.ties_per_newcomer = attach;
        struct network network = build(&scenario, 6);
        for (int i = 0; i <= attach; i++)
            for (int j = 0; j <= attach; j++) assert_int_equal(tied(&network, i, j), i != j);
        assert_int_equal(network.tie_count, attach * (attach + 1) / 2 + (6 - attach) * attach);
        network_free(&network);
    }
}

static bool same_ties(const struct network *one, const struct network *other)
{
    size_t arcs = 2 * (size_t)one->tie_count * sizeof *one->told.agent;
    return one->tie_count == other->tie_count && memcmp(one->told.agent, other->told.agent, arcs) == 0;
}

/* Only the seed of networks counts, and where there is chance, it does. */
static void the_seed_says_which_network(void **state)
{
    (void)state;
    for (int kind = NETWORK_RING; kind < NETWORK_FILE; kind++) {
        struct scenario scenario = scenario_of((enum network_kind)kind, 400);
        scenario.network.units = 4;
        scenario.network.rewired_fraction = 0.1;
        struct network one = build(&scenario, 1), other = build(&scenario, 2), same;
        struct random_seeds seeds = {{911, 1, 913}};
        assert_int_equal(network_build(&same, &scenario, NULL, &seeds, -1, NULL), STATUS_OK);
        bool chance = kind == NETWORK_TORUS || kind == NETWORK_RANDOM || kind == NETWORK_SMALL_WORLD ||
                      kind == NETWORK_PREFERENTIAL || kind == NETWORK_UNITS || kind == NETWORK_GROUPS;
        assert_true(same_ties(&one, &same));
        assert_int_equal(same_ties(&one, &other), !chance);
        network_free(&one);
        network_free(&other);
        network_free(&same);
    }
}

/* network_build must refuse, say why, and leave nothing behind. */
static void check_refused(const struct scenario *scenario, const char *word)
{
    static const struct network nothing;
    struct network network;
    struct message message = {""};
    assert_int_equal(network_build(&network, scenario, NULL, &SEEDS, -1, &message), STATUS_INPUT);
    if (!strstr(message.text, word)) fail_msg("\"%s\" says nothing of %s", message.text, word);
    assert_memory_equal(&network, &nothing, sizeof nothing);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_COMPLETE, 10);
    scenario.network.units = 11;
    check_refused(&scenario, "network.units");
    for (int kind = NETWORK_RING; kind <= NETWORK_SMALL_WORLD; kind += NETWORK_SMALL_WORLD - NETWORK_RING) {
        scenario = scenario_of((enum network_kind)kind, 10);
        check_refused(&scenario, "network.mean_degree");
        for (double degree = 0.5; degree < 9; degree += degree < 8 ? 0.5 : 2) {
            scenario.network.mean_degree = degree;
            if (fmod(degree, 2) != 0) check_refused(&scenario, "network.mean_degree");
        }
    }
    for (int agents = 1; agents <= 40; agents++) {
        scenario = scenario_of(NETWORK_TORUS, agents);
        scenario.network.grid_rows = 4;
        if (agents % 4 != 0 || agents < 12) check_refused(&scenario, "torus");
    }
    scenario = scenario_of(NETWORK_TORUS, 22);
    check_refused(&scenario, "torus");
    scenario = scenario_of(NETWORK_RANDOM, 10);
    scenario.network.mean_degree = 9.2;
    check_refused(&scenario, "only 45 pairs");
    scenario = scenario_of(NETWORK_PREFERENTIAL, 5);
    check_refused(&scenario, "network.ties_per_newcomer");
    scenario = scenario_of(NETWORK_CAVEMAN, 20);
    check_refused(&scenario, "caves");
    scenario.network.group_size = 2;
    check_refused(&scenario, "network.group_size");
    scenario = scenario_of(NETWORK_UNITS, 20);
    scenario.network.units = 5;
    check_refused(&scenario, "inside units");
    scenario.network.mean_degree = 17;
    scenario.network.within_unit_fraction = 0;
    check_refused(&scenario, "between units");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_world_loses_clustering_as_published),
        cmocka_unit_test(small_world_ends_in_a_crowd),
        cmocka_unit_test(preferential_has_the_published_tail),
        cmocka_unit_test(preferential_begins_with_a_clique),
        cmocka_unit_test(the_seed_says_which_network),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
