/* Running out of memory while a network is built, checked or grows: it is told, and nothing has changed or is left. */
#include "failing_malloc.h"
#include "network/edges.h"
#include "network/network.h"
#include "scenario/parameters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const struct random_seeds SEEDS = {{1, 2, 3}};

static void building_tells_of_missing_memory(void **state)
{
    (void)state;
    static const struct network nothing;
    for (int kind = NETWORK_COMPLETE; kind < NETWORK_FILE; kind++) {
        struct scenario scenario = scenario_default;
        scenario.network.kind = (enum network_kind)kind;
        scenario.network.agents = 64;
        if (kind == NETWORK_DEGREES)
            assert_int_equal(parameter_set(&scenario, parameter_find("network.degrees"), "{4: 1}", NULL), STATUS_OK);
        int64_t number = 0;
        do {
            struct network network;
            struct message message = {""};
            fail_allocation_number(++number);
            enum status status = network_build(&network, &scenario, NULL, &SEEDS, 0.5, &message);
            assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
            if (allocation_failed()) {
                assert_memory_equal(&network, &nothing, sizeof nothing);
                assert_non_null(strstr(message.text, "memory"));
            }
            network_free(&network);
        } while (allocation_failed());
        assert_true(number > 10);
    }
    fail_allocation_number(0);
}

static struct network build_small(bool directed)
{
    int32_t ends[] = {0, 1, 1, 2, 2, 3};
    struct edge_list list = {.agent_count = 5, .edge_count = 3, .directed = directed, .edges = ends};
    struct scenario scenario = scenario_default;
    struct network network;
    scenario.network.kind = NETWORK_FILE;
    fail_allocation_number(0);
    assert_int_equal(network_build(&network, &scenario, &list, &SEEDS, 0.5, NULL), STATUS_OK);
    return network;
}

/* Growing may move a row, but its arcs stay. */
static void a_tie_that_fails_changes_nothing(void **state)
{
    (void)state;
    for (int directed = 0; directed <= 1; directed++) {
        struct network network = build_small(directed);
        int64_t number = 0;
        bool added = true;
        enum status status;
        do {
            fail_allocation_number(++number);
            status = network_tie(&network, 1, 3, 0.25, 7, &added);
            bool failed = allocation_failed();
            assert_int_equal(status, failed ? STATUS_MEMORY : STATUS_OK);
            assert_int_equal(added, !failed);
            fail_allocation_number(0);
            assert_int_equal(network_verify(&network, NULL), STATUS_OK);
            assert_int_equal(network.tie_count, failed ? 3 : directed ? 5 : 4);
            assert_int_equal(rows_find(&network.told, 1, 3) >= 0, !failed);
        } while (status != STATUS_OK);
        assert_true(number > 3);
        network_free(&network);
    }
}

static void verifying_tells_of_missing_memory(void **state)
{
    (void)state;
    struct network network = build_small(true);
    int64_t number = 0;
    do {
        fail_allocation_number(++number);
        enum status status = network_verify(&network, NULL);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
    } while (allocation_failed());
    fail_allocation_number(0);
    network_free(&network);
}

static void settling_that_fails_changes_nothing(void **state)
{
    (void)state;
    const int32_t ends[] = {3, 2, 0, 1, 1, 0, 2, 2};
    const double weight[] = {1, 2, 3, 4};
    int64_t number = 0;
    do {
        struct edge_list list = {.agent_count = 5};
        fail_allocation_number(0);
        assert_int_equal(edge_list_reserve(&list, 4), STATUS_OK);
        list.weight = malloc(sizeof weight);
        assert_non_null(list.weight);
        memcpy(list.edges, ends, sizeof ends);
        memcpy(list.weight, weight, sizeof weight);
        list.edge_count = 4;
        struct edge_list before = list;
        fail_allocation_number(++number);
        enum status status = edge_list_settle(&list);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
        if (allocation_failed()) {
            assert_memory_equal(&list, &before, sizeof list);
            assert_memory_equal(list.edges, ends, sizeof ends);
            assert_memory_equal(list.weight, weight, sizeof weight);
        } else
            assert_int_equal(list.edge_count, 2);
        edge_list_free(&list);
    } while (allocation_failed());
    fail_allocation_number(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(building_tells_of_missing_memory),
        cmocka_unit_test(a_tie_that_fails_changes_nothing),
        cmocka_unit_test(verifying_tells_of_missing_memory),
        cmocka_unit_test(settling_that_fails_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
