/* Networks whose ties are drawn, of everybody or of units: every network of so many ties is equally likely. Statistical
 * checks: see model/chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "network/generated.h"
#include "network/network.h"

/* The degrees of G(n, m) are Poisson distributed, but for their fixed sum: chi-square over 13 classes; 1e-4. */
static void random_degrees_are_poisson(void **state)
{
    (void)state;
    enum { AGENTS = 20000, CLASSES = 13 };
    struct scenario scenario = scenario_of(NETWORK_RANDOM, AGENTS);
    scenario.network.mean_degree = 5;
    struct network network = build(&scenario, 3);
    assert_int_equal(network.tie_count, AGENTS * 5 / 2);
    double seen[CLASSES] = {0}, expected = AGENTS * exp(-5.0), rest = AGENTS, square = 0;
    for (int i = 0; i < AGENTS; i++) seen[network.told.length[i] < CLASSES ? network.told.length[i] : CLASSES - 1]++;
    for (int degree = 0; degree < CLASSES; degree++) {
        double wanted = degree < CLASSES - 1 ? expected : rest;
        square += (seen[degree] - wanted) * (seen[degree] - wanted) / wanted;
        rest -= expected;
        expected *= 5.0 / (degree + 1);
    }
    assert_true(gsl_cdf_chisq_Q(square, CLASSES - 1) > 1e-4);
    network_free(&network);
}

/* Which of all sets of pairs a small network is: bit i * agents + j for the pair i < j. */
static uint64_t pairs_of(const struct network *network)
{
    uint64_t pairs = 0;
    for (int i = 0; i < network->agent_count; i++)
        for (int j = i + 1; j < network->agent_count; j++)
            if (tied(network, i, j)) pairs |= (uint64_t)1 << (i * network->agent_count + j);
    return pairs;
}

/* Builds `each` networks for each of `sets` possible ones, and compares how often each comes with chance: 1e-4. */
static void check_every_set_equally_likely(const struct scenario *scenario, int sets, int each)
{
    uint64_t *known = calloc((size_t)sets, sizeof *known);
    double *seen = calloc((size_t)sets, sizeof *seen), square = 0;
    int known_count = 0;
    for (int seed = 0; seed < sets * each; seed++) {
        struct network network = build(scenario, (uint64_t)seed);
        uint64_t pairs = pairs_of(&network);
        network_free(&network);
        int place = 0;
        while (place < known_count && known[place] != pairs) place++;
        assert_true(place < sets);
        if (place == known_count) known[known_count++] = pairs;
        seen[place]++;
    }
    for (int place = 0; place < sets; place++) square += (seen[place] - each) * (seen[place] - each) / each;
    assert_true(gsl_cdf_chisq_Q(square, sets - 1) > 1e-4);
    free(known);
    free(seen);
}

/* 5 agents have 10 pairs: 120 networks of 3 ties, and of 7, where those left out are drawn. */
static void random_makes_every_network_equally_likely(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_RANDOM, 5);
    scenario.network.mean_degree = 2 * 3 / 5.0;
    check_every_set_equally_likely(&scenario, 120, 100);
    scenario.network.mean_degree = 2 * 7 / 5.0;
    check_every_set_equally_likely(&scenario, 120, 100);
}

/* Units {0, 1}, {2, 3}, {4, 5, 6}: 5 pairs inside and 16 between. 3 inside and 1 between: 10 * 16 networks. */
static void units_make_every_network_equally_likely(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_UNITS, 7);
    scenario.network.units = 3;
    scenario.network.mean_degree = 2 * 4 / 7.0;
    scenario.network.within_unit_fraction = 0.75;
    check_every_set_equally_likely(&scenario, 160, 50);
}

static void random_is_sound_at_every_density(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(NETWORK_RANDOM, 30);
    for (int ties = 0; ties <= 435; ties += 5) {
        scenario.network.mean_degree = 2 * ties / 30.0;
        struct network network = build(&scenario, (uint64_t)ties);
        assert_int_equal(network.tie_count, ties);
        network_free(&network);
    }
}

static int64_t ties_inside(const struct network *network)
{
    int64_t arcs = 0;
    for (int32_t i = 0; i < network->agent_count; i++)
        for (int32_t k = 0; k < network->told.length[i]; k++)
            arcs += network->unit[i] == network->unit[network->told.agent[network->told.start[i] + k]];
    return arcs / 2;
}

static void units_hold_their_share_exactly(void **state)
{
    (void)state;
    for (int units = 1; units <= 40; units += 3)
        for (int tenth = 0; tenth <= 10; tenth++) {
            struct scenario scenario = scenario_of(NETWORK_UNITS, 1001);
            double inside = scenario.network.within_unit_fraction = tenth / 10.0;
            scenario.network.units = units;
            scenario.network.mean_degree = 8;
            struct network network = build(&scenario, 4);
            assert_int_equal(network.tie_count, 4004);
            assert_int_equal(network.unit_count, units);
            assert_int_equal(ties_inside(&network), units == 1 ? 4004 : lround(4004 * inside));
            network_free(&network);
        }
}

static void units_are_blocks_of_about_equal_size(void **state)
{
    (void)state;
    for (int kind = NETWORK_COMPLETE; kind < NETWORK_FILE; kind++) {
        struct scenario scenario = scenario_of((enum network_kind)kind, 480);
        scenario.network.units = 7;
        struct network network = build(&scenario, 1);
        assert_int_equal(network.unit_count, 7);
        for (int unit = 0; unit < 7; unit++) {
            assert_int_equal(network.unit_start[unit], unit * 480 / 7);
            for (int i = network.unit_start[unit]; i < network.unit_start[unit + 1]; i++) {
                assert_int_equal(network.unit[i], unit);
                assert_int_equal(network.unit_member[i], i);
            }
        }
        network_free(&network);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_degrees_are_poisson),
        cmocka_unit_test(random_makes_every_network_equally_likely),
        cmocka_unit_test(units_make_every_network_equally_likely),
        cmocka_unit_test(random_is_sound_at_every_density),
        cmocka_unit_test(units_hold_their_share_exactly),
        cmocka_unit_test(units_are_blocks_of_about_equal_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
