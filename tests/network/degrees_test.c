/* Networks of given numbers of ties. The seeds are fixed; a statistical test says how often a right generator would
 * fail it if the seed were drawn anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <string.h>

#include "network/generated.h"
#include "network/network.h"
#include "scenario/check/scenario_check.h"
#include "scenario/parameters.h"

static struct scenario scenario_with(int64_t agents, const char *degrees)
{
    struct scenario scenario = scenario_default;
    struct message message = {""};
    scenario.network.kind = NETWORK_DEGREES;
    scenario.network.agents = agents;
    if (parameter_set(&scenario, parameter_find("network.degrees"), degrees, &message) != STATUS_OK)
        fail_msg("%s", message.text);
    return scenario;
}

static int64_t count_with(const struct network *network, int32_t degree)
{
    int64_t count = 0;
    for (int32_t i = 0; i < network->agent_count; i++) count += network->told.length[i] == degree;
    return count;
}

static void everybody_has_the_ties_asked_for(void **state)
{
    (void)state;
    struct scenario two = scenario_with(2001, "{2: 0.5, 6: 0.5}"), regular = scenario_with(1000, "{4: 1}"),
                    hubs = scenario_with(1010, "{1: 1000, 100: 10}"), dense = scenario_with(30, "{20: 1}");
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct network network = build(&two, seed);
        assert_int_equal(count_with(&network, 2), 1001);
        assert_int_equal(count_with(&network, 6), 1000);
        network_free(&network);
        network = build(&regular, seed);
        assert_int_equal(count_with(&network, 4), 1000);
        network_free(&network);
        network = build(&hubs, seed);
        assert_int_equal(count_with(&network, 1), 1000);
        assert_int_equal(count_with(&network, 100), 10);
        network_free(&network);
        network = build(&dense, seed);
        assert_int_equal(count_with(&network, 20), 30);
        network_free(&network);
    }
}

static void an_end_too_many_stays_free(void **state)
{
    (void)state;
    struct scenario scenario = scenario_with(101, "{3: 1}");
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct network network = build(&scenario, seed);
        assert_int_equal(count_with(&network, 3), 100);
        assert_int_equal(count_with(&network, 2), 1);
        network_free(&network);
    }
}

/* Who has how many ties does not go by the order of people: of the first half about half has few; 1e-6. */
static void degrees_are_dealt_at_random(void **state)
{
    (void)state;
    struct scenario scenario = scenario_with(2000, "{2: 1, 6: 1}");
    struct network network = build(&scenario, 1);
    unsigned few = 0;
    for (int32_t i = 0; i < 1000; i++) few += network.told.length[i] == 2;
    assert_true(gsl_cdf_hypergeometric_P(few, 1000, 1000, 1000) > 1e-6);
    assert_true(gsl_cdf_hypergeometric_Q(few, 1000, 1000, 1000) > 1e-6);
    network_free(&network);
}

/* Ends meet at random: of the ends of those with 6 ties, a share 6 / 8 joins another such end (12000 of them; there are
 * few right networks that differ from that); five standard deviations, 6e-7. Each pair of 12 people is tied as often as
 * every other: chi-square, 1e-5 (with so few people the law is right only about, and it is seen to be). */
static void ends_meet_at_random(void **state)
{
    (void)state;
    enum { AGENTS = 12, RUNS = 4000 };
    struct scenario scenario = scenario_with(4000, "{2: 1, 6: 1}");
    struct network network = build(&scenario, 1);
    double among = 0;
    for (int32_t i = 0; i < network.agent_count; i++)
        for (int32_t k = 0; k < network.told.length[i] && network.told.length[i] == 6; k++)
            among += network.told.length[network.told.agent[network.told.start[i] + k]] == 6;
    assert_true(among / 12000 > 0.75 - 0.028 && among / 12000 < 0.75 + 0.028);
    network_free(&network);

    static int64_t times[AGENTS][AGENTS];
    scenario = scenario_with(AGENTS, "{3: 1}");
    for (uint64_t seed = 1; seed <= RUNS; seed++) {
        network = build(&scenario, seed);
        for (int32_t i = 0; i < AGENTS; i++)
            for (int32_t j = i + 1; j < AGENTS; j++) times[i][j] += rows_find(&network.told, i, j) >= 0;
        network_free(&network);
    }
    double distance = 0, expected = RUNS * 3.0 / (AGENTS - 1);
    for (int i = 0; i < AGENTS; i++)
        for (int j = i + 1; j < AGENTS; j++)
            distance += ((double)times[i][j] - expected) * ((double)times[i][j] - expected) / expected;
    assert_true(gsl_cdf_chisq_Q(distance, AGENTS * (AGENTS - 1) / 2.0 - 1) > 1e-5);
}

static void a_culprit(struct scenario scenario, const char *expected)
{
    struct message message;
    const char *culprit = NULL;
    assert_int_equal(scenario_check(&scenario, &culprit, &message), expected ? STATUS_INPUT : STATUS_OK);
    if (expected) assert_string_equal(culprit, expected);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    a_culprit(scenario_with(100, "{0: 1, 99: 1}"), NULL);
    a_culprit(scenario_with(100, "{100: 1}"), "network.degrees");
    a_culprit(scenario_with(100, "{-1: 1}"), "network.degrees");
    a_culprit(scenario_with(100, "{2.5: 1}"), "network.degrees");
    a_culprit(scenario_with(100, "{two: 1}"), "network.degrees");
    a_culprit(scenario_with(100, "{}"), "network.kind");
    a_culprit(scenario_with(100, "{2: 0}"), "network.degrees");

    /* Two people with all ties, and nobody else with any. */
    struct scenario impossible = scenario_with(10, "{9: 0.2, 0: 0.8}");
    struct random_seeds seeds = {{1, 2, 3}};
    struct network network;
    struct message message = {""};
    a_culprit(impossible, NULL);
    assert_int_equal(network_build(&network, &impossible, NULL, &seeds, -1, &message), STATUS_INPUT);
    assert_non_null(strstr(message.text, "network.degrees"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_has_the_ties_asked_for),
        cmocka_unit_test(an_end_too_many_stays_free),
        cmocka_unit_test(degrees_are_dealt_at_random),
        cmocka_unit_test(ends_meet_at_random),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
