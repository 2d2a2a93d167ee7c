/* Settling edge lists, against a matrix that knows every pair; and those that were kept, checked. Also tests
 * network/edges_check.c. */
#include "network/edges.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static uint64_t draw(uint32_t entity, uint32_t index, uint64_t bound)
{
    return random_below((struct random_key){.seed = 7, .entity = entity, .index = index}, bound);
}

/* What settling must come to: the sum of the weights of each pair, 0 where there is no edge. */
struct oracle {
    int32_t agents;
    int64_t self_loops, duplicates, edges;
    double *weight; /* [agents * agents] */
};

static void oracle_add(struct oracle *oracle, bool directed, int32_t source, int32_t target, double weight)
{
    if (source == target) {
        oracle->self_loops++;
        return;
    }
    bool swap = !directed && source > target;
    double *cell = &oracle->weight[swap ? target * oracle->agents + source : source * oracle->agents + target];
    if (*cell > 0)
        oracle->duplicates++;
    else
        oracle->edges++;
    *cell += weight;
}

static void check_against(const struct edge_list *list, const struct oracle *oracle)
{
    int64_t edge = 0, isolated = 0;
    for (int32_t i = 0; i < oracle->agents; i++) {
        double ties = 0;
        for (int32_t j = 0; j < oracle->agents; j++) {
            double weight = oracle->weight[i * oracle->agents + j];
            ties += weight + oracle->weight[j * oracle->agents + i];
            if (weight == 0) continue;
            assert_true(edge < list->edge_count);
            assert_int_equal(list->edges[2 * edge], i);
            assert_int_equal(list->edges[2 * edge + 1], j);
            if (list->weight) assert_true(list->weight[edge] == weight);
            edge++;
        }
        isolated += ties == 0;
    }
    assert_int_equal(list->edge_count, edge);
    assert_int_equal(list->self_loops, oracle->self_loops);
    assert_int_equal(list->duplicates, oracle->duplicates);
    assert_int_equal(list->isolated, isolated);
}

static void settle_random_edges(uint32_t round)
{
    bool directed = round & 1, weighted = round & 2;
    int32_t agents = (int32_t)(1 + draw(round, 0, 40));
    int64_t edges = (int64_t)draw(round, 1, 200);
    struct oracle oracle = {.agents = agents, .weight = calloc((size_t)(agents * agents), sizeof(double))};
    struct edge_list list = {.agent_count = agents, .directed = directed};
    assert_int_equal(edge_list_reserve(&list, edges), STATUS_OK);
    if (weighted) list.weight = calloc((size_t)edges + 1, sizeof *list.weight);
    for (uint32_t edge = 0; edge < edges; edge++) {
        int32_t source = (int32_t)draw(round, 10 + 3 * edge, (uint64_t)agents);
        int32_t target = (int32_t)draw(round, 11 + 3 * edge, (uint64_t)agents);
        double weight = (double)(1 + draw(round, 12 + 3 * edge, 9));
        oracle_add(&oracle, directed, source, target, weight);
        if (weighted) list.weight[edge] = weight;
        edge_list_add(&list, source, target);
    }
    assert_int_equal(edge_list_settle(&list), STATUS_OK);
    check_against(&list, &oracle);
    assert_int_equal(edge_list_settle(&list), STATUS_OK); /* settled already: nothing changes */
    check_against(&list, &oracle);
    edge_list_free(&list);
    free(oracle.weight);
}

static void settled_lists_are_those_of_the_oracle(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 400; round++) settle_random_edges(round);
}

static int compare_keys(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
    return (one > other) - (one < other);
}

/* Every number of digits that there can be, one pass or many. */
static void keys_of_any_width_are_sorted(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    static uint64_t key[COUNT], sorted[COUNT];
    for (uint32_t bits = 0; bits <= 63; bits++) {
        uint64_t bound = (uint64_t)1 << bits;
        for (uint32_t i = 0; i < COUNT; i++) key[i] = sorted[i] = draw(1000 + bits, i, bound);
        qsort(sorted, COUNT, sizeof sorted[0], compare_keys);
        assert_int_equal(sort_keys(COUNT, key, NULL, bound), STATUS_OK);
        assert_memory_equal(key, sorted, sizeof sorted);
    }
}

static void equal_keys_keep_their_order(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    static uint64_t key[COUNT];
    static double place[COUNT];
    for (uint32_t i = 0; i < COUNT; i++) key[i] = draw(2000, i, 50), place[i] = i;
    assert_int_equal(sort_keys(COUNT, key, place, 50), STATUS_OK);
    for (int i = 1; i < COUNT; i++)
        assert_true(key[i] > key[i - 1] || (key[i] == key[i - 1] && place[i] > place[i - 1]));
}

static void what_cannot_be_addressed_is_refused(void **state)
{
    (void)state;
    struct edge_list list = {.agent_count = 1};
    assert_int_equal(edge_list_reserve(&list, INT64_MAX), STATUS_MEMORY);
    assert_null(list.edges);
}

static void assert_refused(const struct edge_list *list, const char *reason)
{
    struct message message = {""};
    assert_int_equal(edge_list_check(list, &message), STATUS_DAMAGED);
    assert_string_equal(message.text, reason);
}

static void what_no_file_was_read_into_is_refused(void **state)
{
    (void)state;
    int32_t edges[] = {0, 1, 1, 2}, unit[] = {0, 1, 0};
    double weight[] = {1, 0.5}, opinion[] = {0, NAN, 1};
    char *names[] = {"a", "b", "c"};
    struct message message = {""};
    struct edge_list list = {.agent_count = 3,
        .edge_count = 2,
        .edges = edges,
        .weight = weight,
        .unit_count = 2,
        .unit = unit,
        .agents = {3, names}};
    list.trait[TRAIT_opinion] = opinion;
    assert_int_equal(edge_list_check(&list, &message), STATUS_OK);
    edges[3] = 3;
    assert_refused(&list, "tie 1 is of agent 3, who is not there");
    edges[3] = 2, weight[0] = 0;
    assert_refused(&list, "tie 0 has weight 0");
    weight[0] = 1, unit[2] = 2;
    assert_refused(&list, "agent 2 is of unit 2, which is not there");
    unit[2] = 0, opinion[2] = 1.5;
    assert_refused(&list, "agent 2 cannot be as is said: 1.5");
    opinion[2] = 1, list.agents.count = 2;
    assert_refused(&list, "there are more or fewer names than are named");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settled_lists_are_those_of_the_oracle),
        cmocka_unit_test(keys_of_any_width_are_sorted),
        cmocka_unit_test(equal_keys_keep_their_order),
        cmocka_unit_test(what_cannot_be_addressed_is_refused),
        cmocka_unit_test(what_no_file_was_read_into_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
