/* Groups with some ties rewired, and extra ties. The seeds are fixed; a statistical test says how often a right
 * generator would fail it if the seed were drawn anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "network/generated.h"
#include "network/network.h"
#include "scenario/check/scenario_check.h"

static struct scenario groups_of(int64_t clique, int64_t agents, double rewiring)
{
    struct scenario scenario = scenario_default;
    scenario.network.kind = NETWORK_GROUPS;
    scenario.network.agents = agents;
    scenario.network.group_size = clique;
    scenario.network.rewired_fraction = rewiring;
    return scenario;
}

static void without_rewiring_groups_are_cliques_apart(void **state)
{
    (void)state;
    for (int64_t clique = 2; clique <= 9; clique++) {
        struct scenario scenario = groups_of(clique, 4 * clique, 0);
        struct network network = build(&scenario, 1);
        for (int32_t i = 0; i < 4 * clique; i++)
            for (int32_t j = 0; j < 4 * clique; j++)
                assert_int_equal(rows_find(&network.told, i, j) >= 0, i != j && i / clique == j / clique);
        network_free(&network);
    }
}

/* A tie between groups is a rewired one: binomial, 1e-6 each. Of the two ends either is kept equally often, so
 * nobody stands out in the number of ties: that of each person, over 2000
 * networks, keeps its mean within 5.5 standard errors (its variance is below 6), 1e-6 for the 12 people together. */
static void ties_are_rewired_to_other_groups(void **state)
{
    (void)state;
    enum { RUNS = 2000 };
    static const double shares[] = {0.1, 0.5, 1};
    for (int64_t clique = 3; clique <= 4; clique++)
        for (int s = 0; s < 3; s++) {
            struct scenario scenario = groups_of(clique, 12, shares[s]);
            int64_t between = 0, ties = 0, degree[12] = {0};
            for (uint64_t seed = 1; seed <= RUNS; seed++) {
                struct network network = build(&scenario, seed);
                assert_int_equal(network.tie_count, 12 * (clique - 1) / 2);
                ties += network.tie_count;
                for (int32_t i = 0; i < 12; i++) {
                    degree[i] += network.told.length[i];
                    for (int32_t k = 0; k < network.told.length[i]; k++) {
                        int32_t j = network.told.agent[network.told.start[i] + k];
                        between += i < j && i / clique != j / clique;
                    }
                }
                network_free(&network);
            }
            double below = gsl_cdf_binomial_P((unsigned)between, shares[s], (unsigned)ties);
            double above = gsl_cdf_binomial_Q((unsigned)between - 1, shares[s], (unsigned)ties);
            assert_true(below > 1e-6 && above > 1e-6);
            for (int i = 0; i < 12; i++) assert_true(llabs(degree[i] - (clique - 1) * RUNS) < 600);
        }
}

/* Of two people of a group the one with the lower number keeps every tie that is rewired: so everybody has at least the
 * ties, kept or rewired, that there were to those of the group who come later, and the last may have none. Ties between
 * groups are as many as otherwise: binomial, 1e-6 each. */
static void the_first_of_two_can_keep_each_tie(void **state)
{
    (void)state;
    enum { RUNS = 2000, CLIQUE = 4, AGENTS = 12 };
    struct scenario scenario = groups_of(CLIQUE, AGENTS, 0.5);
    scenario.network.kept_end = KEEPER_FIRST;
    int64_t between = 0, last_alone = 0;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        struct network network = build(&scenario, seed);
        assert_int_equal(network.tie_count, AGENTS * (CLIQUE - 1) / 2);
        for (int32_t i = 0; i < AGENTS; i++) {
            assert_true(network.told.length[i] >= CLIQUE - 1 - i % CLIQUE);
            last_alone += network.told.length[i] == 0;
            for (int32_t k = 0; k < network.told.length[i]; k++) {
                int32_t j = network.told.agent[network.told.start[i] + k];
                between += i < j && i / CLIQUE != j / CLIQUE;
            }
        }
        network_free(&network);
    }
    assert_true(last_alone > 0);
    unsigned ties = RUNS * AGENTS * (CLIQUE - 1) / 2;
    assert_true(gsl_cdf_binomial_P((unsigned)between, 0.5, ties) > 1e-6);
    assert_true(gsl_cdf_binomial_Q((unsigned)between - 1, 0.5, ties) > 1e-6);
}

/* So many more ties, the others untouched, and each pair that was free as often as every other: chi-square, 1e-5. */
static void extra_ties_are_between_random_pairs(void **state)
{
    (void)state;
    enum { AGENTS = 12, RUNS = 4000, EXTRA = 5 };
    struct scenario scenario = scenario_default;
    scenario.network.kind = NETWORK_LINE;
    scenario.network.agents = AGENTS;
    scenario.network.extra_ties = EXTRA;
    static int64_t times[AGENTS][AGENTS];
    double distance = 0, pairs = AGENTS * (AGENTS - 1) / 2.0 - (AGENTS - 1), expected = RUNS * EXTRA / pairs;
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        struct network network = build(&scenario, seed);
        assert_int_equal(network.tie_count, AGENTS - 1 + EXTRA);
        for (int32_t i = 0; i < AGENTS; i++)
            for (int32_t j = i + 1; j < AGENTS; j++) times[i][j] += rows_find(&network.told, i, j) >= 0;
        network_free(&network);
    }
    for (int i = 0; i < AGENTS; i++)
        for (int j = i + 1; j < AGENTS; j++) {
            if (j == i + 1) {
                assert_int_equal(times[i][j], RUNS);
                continue;
            }
            distance += ((double)times[i][j] - expected) * ((double)times[i][j] - expected) / expected;
        }
    assert_true(gsl_cdf_chisq_Q(distance, pairs - 1) > 1e-5);
}

static void all_pairs_can_be_tied_and_no_more(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    scenario.network.kind = NETWORK_RING;
    scenario.network.agents = 20;
    scenario.network.mean_degree = 4;
    scenario.network.extra_ties = 150;
    struct network network = build(&scenario, 1);
    assert_int_equal(network.tie_count, 190);
    network_free(&network);
    struct random_seeds seeds = {{1, 2, 3}};
    struct message message = {""};
    scenario.network.extra_ties = 151;
    assert_int_equal(network_build(&network, &scenario, NULL, &seeds, -1, &message), STATUS_INPUT);
}

/* Also among many, when hardly any pair that is drawn is not tied yet: in a moment, and not in an hour. */
static void all_pairs_of_many_can_be_tied(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    scenario.network.kind = NETWORK_STAR;
    scenario.network.agents = 600;
    scenario.network.extra_ties = 179101;
    struct network network = build(&scenario, 1);
    assert_int_equal(network.tie_count, 179700);
    network_free(&network);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct message message;
    const char *culprit;
    struct scenario scenario = groups_of(7, 280, 0.1);
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_OK);
    scenario.network.agents = 7;
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
    assert_string_equal(culprit, "network.rewired_fraction");
    scenario.network.agents = 30;
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_rewiring_groups_are_cliques_apart),
        cmocka_unit_test(ties_are_rewired_to_other_groups),
        cmocka_unit_test(the_first_of_two_can_keep_each_tie),
        cmocka_unit_test(extra_ties_are_between_random_pairs),
        cmocka_unit_test(all_pairs_can_be_tied_and_no_more),
        cmocka_unit_test(all_pairs_of_many_can_be_tied),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
