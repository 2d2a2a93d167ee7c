/* Networks in which everybody is placed alike: complete ones, rings, lines, stars, tori and cliques. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "network/generated.h"
#include "network/network.h"

static void check_degrees(const struct network *network, int64_t first, int64_t last, int32_t degree)
{
    for (int64_t i = first; i < last; i++) assert_int_equal(network->told.length[i], degree);
}

static void complete_ties_everybody(void **state)
{
    (void)state;
    for (int64_t agents = 1; agents <= 12; agents++) {
        struct scenario scenario = scenario_of(NETWORK_COMPLETE, agents);
        struct network network = build(&scenario, 1);
        assert_true(network.complete);
        assert_int_equal(network.tie_count, agents * (agents - 1) / 2);
        check_degrees(&network, 0, agents, 0); /* nobody looks anybody up */
        network_free(&network);
    }
}

static void ring_ties_the_nearest(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_RING, 21);
    for (int degree = 0; degree <= 20; degree += 2) {
        scenario.network.mean_degree = degree;
        struct network network = build(&scenario, 1);
        assert_int_equal(network.tie_count, 21 * degree / 2);
        for (int i = 0; i < 21; i++)
            for (int j = 0; j < 21; j++) {
                int apart = abs(i - j) < 21 - abs(i - j) ? abs(i - j) : 21 - abs(i - j);
                assert_int_equal(tied(&network, i, j), apart > 0 && apart <= degree / 2);
            }
        network_free(&network);
    }
}

static void line_and_star(void **state)
{
    (void)state;
    for (int64_t agents = 1; agents <= 9; agents++) {
        struct scenario line = scenario_of(NETWORK_LINE, agents), star = scenario_of(NETWORK_STAR, agents);
        struct network chain = build(&line, 1), hub = build(&star, 1);
        for (int64_t i = 0; i < agents; i++)
            for (int64_t j = 0; j < agents; j++) {
                assert_int_equal(tied(&chain, i, j), i - j == 1 || j - i == 1);
                assert_int_equal(tied(&hub, i, j), (i == 0) != (j == 0));
            }
        network_free(&chain);
        network_free(&hub);
    }
}

static void check_torus(int64_t agents, int64_t asked, int64_t rows)
{
    struct scenario scenario = scenario_of(NETWORK_TORUS, agents);
    scenario.network.grid_rows = asked;
    scenario.network.rewired_fraction = 0;
    struct network network = build(&scenario, 1);
    int64_t columns = agents / rows;
    check_degrees(&network, 0, agents, 8);
    for (int64_t i = 0; i < agents; i++)
        for (int64_t j = 0; j < agents; j++) {
            int64_t down = llabs(i / columns - j / columns), right = llabs(i % columns - j % columns);
            bool near = (down <= 1 || down == rows - 1) && (right <= 1 || right == columns - 1);
            assert_int_equal(tied(&network, i, j), i != j && near);
        }
    network_free(&network);
}

static void torus_ties_eight_neighbours(void **state)
{
    (void)state;
    check_torus(9, 0, 3);
    check_torus(12, 3, 3);
    check_torus(12, 4, 4);
    check_torus(60, 0, 6); /* 6 x 10 is the most square */
    check_torus(60, 3, 3);
    check_torus(100, 0, 10);
}

/* Of the lattice's ties a share exp(-p) is never drawn for a swap; 6000 ties: 5 standard deviations, 6e-7. */
static void torus_keeps_degrees_when_rewired(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_TORUS, 1500);
    scenario.network.rewired_fraction = 0;
    struct network lattice = build(&scenario, 1);
    for (double rewiring = 0.2; rewiring <= 1; rewiring += 0.4) {
        scenario.network.rewired_fraction = rewiring;
        struct network network = build(&scenario, 2);
        check_degrees(&network, 0, 1500, 8);
        double kept = 0, expected = exp(-rewiring);
        for (int64_t arc = 0; arc < 12000; arc++) kept += tied(&network, arc / 8, lattice.told.agent[arc]) / 12000.0;
        assert_true(fabs(kept - expected) < 5 * sqrt(expected * (1 - expected) / 6000) + 0.005);
        network_free(&network);
    }
    scenario = scenario_of(NETWORK_TORUS, 9); /* complete: no swap is possible */
    scenario.network.rewired_fraction = 1;
    struct network full = build(&scenario, 1);
    assert_int_equal(full.tie_count, 36);
    network_free(&full);
    network_free(&lattice);
}

/* As networkx.connected_caveman_graph(4, 5). */
static void caveman_is_connected_cliques(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_CAVEMAN, 20);
    scenario.network.group_size = 5;
    struct network network = build(&scenario, 1);
    for (int i = 0; i < 20; i++)
        for (int j = i + 1; j < 20; j++) {
            bool inside = i / 5 == j / 5 && !(i % 5 == 0 && j == i + 1);
            bool between = (i == 0 && j == 19) || (j % 5 == 0 && i == j - 1);
            assert_int_equal(tied(&network, i, j), inside || between);
        }
    network_free(&network);
    scenario.network.agents = 5;
    network = build(&scenario, 1);
    assert_int_equal(network.tie_count, 10); /* one cave: a clique */
    network_free(&network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complete_ties_everybody),
        cmocka_unit_test(ring_ties_the_nearest),
        cmocka_unit_test(line_and_star),
        cmocka_unit_test(torus_ties_eight_neighbours),
        cmocka_unit_test(torus_keeps_degrees_when_rewired),
        cmocka_unit_test(caveman_is_connected_cliques),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
