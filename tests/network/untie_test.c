/* Ties that come and go, beside a matrix. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "network/edges.h"
#include "network/network.h"

enum { AGENTS = 30 };

static void check(bool directed, double trust)
{
    static bool tied[AGENTS][AGENTS];
    struct scenario scenario = scenario_default;
    struct random_seeds seeds = {{1, 2, 3}};
    struct edge_list list = {.agent_count = AGENTS, .directed = directed};
    struct network network;
    struct message message = {""};
    scenario.network.kind = NETWORK_FILE;
    assert_int_equal(edge_list_reserve(&list, 1), STATUS_OK);
    edge_list_add(&list, 0, 1);
    assert_int_equal(network_build(&network, &scenario, &list, &seeds, trust, &message), STATUS_OK);
    for (int i = 0; i < AGENTS; i++)
        for (int j = 0; j < AGENTS; j++) tied[i][j] = false;
    tied[0][1] = true, tied[1][0] = !directed;
    for (uint32_t round = 0; round < 4000; round++) {
        struct random_key key = random_key(&seeds, STREAM_TEST, 0, directed, round << 2);
        int32_t i = (int32_t)random_below(key, AGENTS), j;
        key.index++;
        j = (int32_t)random_below(key, AGENTS - 1);
        j += j >= i;
        key.index++;
        bool was = tied[i][j] || tied[j][i], added;
        if (random_bernoulli(key, 0.5)) {
            assert_int_equal(network_tie(&network, i, j, 0.5, 1, &added), STATUS_OK);
            tied[i][j] = tied[j][i] = true;
        } else {
            assert_int_equal(network_untie(&network, i, j), was);
            tied[i][j] = tied[j][i] = false;
        }
        if (network_verify(&network, &message) != STATUS_OK) fail_msg("%s", message.text);
        int64_t ties = 0;
        for (int a = 0; a < AGENTS; a++)
            for (int b = 0; b < AGENTS; b++) {
                assert_int_equal(rows_find(&network.told, a, b) >= 0, tied[a][b]);
                ties += tied[a][b];
            }
        assert_int_equal(network.tie_count, directed ? ties : ties / 2);
    }
    network_free(&network);
    edge_list_free(&list);
}

static void ties_come_and_go(void **state)
{
    (void)state;
    check(false, -1);
    check(false, 0.3);
    check(true, 0.3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ties_come_and_go)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
