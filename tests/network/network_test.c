/* Networks as they grow, and the checking of them. Also tests network/rows.c, network/verify.c. */
#include "network/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "network/edges.h"

static const struct random_seeds SEEDS = {{1, 2, 3}};

static uint64_t draw(uint32_t entity, uint32_t index, uint64_t bound)
{
    return random_below((struct random_key){.seed = 8, .entity = entity, .index = index}, bound);
}

/* A network of random ties, of kind random or, directed, from an edge list. */
static struct network build(int32_t agents, bool directed, double trust)
{
    struct scenario scenario = scenario_default;
    struct edge_list list = {.agent_count = agents, .directed = directed};
    struct network network;
    struct message message = {""};
    scenario.network.kind = directed ? NETWORK_FILE : NETWORK_RANDOM;
    scenario.network.agents = agents;
    scenario.network.mean_degree = 4;
    assert_int_equal(edge_list_reserve(&list, 4 * agents), STATUS_OK);
    for (uint32_t edge = 0; edge < 4 * (uint32_t)agents; edge++)
        edge_list_add(&list, (int32_t)draw(edge, 0, (uint64_t)agents), (int32_t)draw(edge, 1, (uint64_t)agents));
    assert_int_equal(edge_list_settle(&list), STATUS_OK);
    assert_int_equal(network_build(&network, &scenario, &list, &SEEDS, trust, &message), STATUS_OK);
    assert_int_equal(network_verify(&network, &message), STATUS_OK);
    edge_list_free(&list);
    return network;
}

enum { AGENTS = 60 };

/* What i knows of the arc i -> j: the oracle. */
struct arc {
    bool there;
    float trust;
    int32_t touched;
};

struct matrix {
    struct arc told[AGENTS][AGENTS], heard[AGENTS][AGENTS];
};

static void fill(struct arc arcs[AGENTS][AGENTS], const struct rows *rows)
{
    memset(arcs, 0, AGENTS * sizeof arcs[0]);
    for (int i = 0; i < AGENTS; i++)
        for (int64_t place = rows->start[i], end = place + rows->length[i]; place < end; place++)
            arcs[i][rows->agent[place]] = (struct arc){true, rows->trust ? rows->trust[place] : 0, 0};
}

static void check_rows(const struct rows *rows, struct arc arcs[AGENTS][AGENTS])
{
    for (int i = 0; i < AGENTS; i++)
        for (int j = 0; j < AGENTS; j++) {
            int64_t place = rows_find(rows, i, j);
            assert_int_equal(place >= 0, arcs[i][j].there);
            if (place < 0 || !rows->trust) continue;
            assert_true(rows->trust[place] == arcs[i][j].trust);
            assert_int_equal(rows->touched[place], arcs[i][j].touched);
        }
}

static void check_matrix(const struct network *network, struct matrix *matrix)
{
    int64_t arcs = 0;
    struct message message = {""};
    if (network_verify(network, &message) != STATUS_OK) fail_msg("%s", message.text);
    check_rows(&network->told, matrix->told);
    check_rows(network_heard(network), matrix->heard);
    for (int i = 0; i < AGENTS; i++)
        for (int j = 0; j < AGENTS; j++) arcs += matrix->told[i][j].there;
    assert_int_equal(network->tie_count * (network->directed ? 1 : 2), arcs);
}

static void check_newest(const struct rows *rows, int32_t i, int32_t j)
{
    assert_int_equal(rows->agent[rows->start[i] + rows->length[i] - 1], j);
}

/* Ties two agents in the network and in the matrix. */
static void tie_both(struct network *network, struct matrix *matrix, int32_t i, int32_t j, int32_t step)
{
    struct arc arc = {true, (float)step / 4096, step};
    bool added = false, there = matrix->told[i][j].there, back = matrix->told[j][i].there;
    assert_int_equal(network_tie(network, i, j, arc.trust, step, &added), STATUS_OK);
    assert_int_equal(added, !there || !back);
    if (!there) {
        matrix->told[i][j] = matrix->heard[j][i] = arc;
        check_newest(&network->told, i, j);
        check_newest(network_heard(network), j, i);
    }
    if (!back) {
        matrix->told[j][i] = matrix->heard[i][j] = arc;
        check_newest(&network->told, j, i);
        check_newest(network_heard(network), i, j);
    }
}

static void grow(bool directed, double trust_at_start)
{
    struct network network = build(AGENTS, directed, trust_at_start);
    static struct matrix matrix;
    fill(matrix.told, &network.told);
    fill(matrix.heard, network_heard(&network));
    for (int32_t step = 1; step <= 4000; step++) {
        int32_t i = (int32_t)draw(1000, (uint32_t)step, AGENTS), j = (int32_t)draw(2000, (uint32_t)step, AGENTS);
        if (i != j) tie_both(&network, &matrix, i, j, step);
        if (step % 100 == 0) check_matrix(&network, &matrix);
    }
    assert_true(network.told.store_count < 3 * AGENTS * AGENTS); /* what moving rows leave behind stays small */
    network_free(&network);
}

static void growing_networks_are_those_of_a_matrix(void **state)
{
    (void)state;
    grow(false, 0.5);
    grow(true, 0.5);
    grow(false, -1);
    grow(true, -1);
}

/* From nothing to a million ties on one agent: amortised, or it would never end. */
static void a_hub_grows_fast(void **state)
{
    (void)state;
    struct network network = build(1000001, false, -1);
    int64_t ties = network.tie_count, new_ties = 0;
    for (int32_t j = 1; j <= 1000000; j++) {
        bool added;
        assert_int_equal(network_tie(&network, 0, j, 0, 1, &added), STATUS_OK);
        new_ties += added;
    }
    assert_int_equal(network.told.length[0], 1000000);
    assert_int_equal(network.tie_count, ties + new_ties);
    network_free(&network);
}

static void trust_is_kept_only_if_asked_for(void **state)
{
    (void)state;
    struct network without = build(AGENTS, true, -1), with = build(AGENTS, true, 0);
    assert_null(without.told.trust);
    assert_null(without.told.touched);
    assert_null(without.heard.trust);
    assert_non_null(with.told.trust);
    assert_non_null(with.heard.touched);
    network_free(&without);
    network_free(&with);
}

/* The trust of an arc is trust_at_start times its weight over the largest, in whichever rows it stands. */
static void weights_scale_trust(void **state)
{
    (void)state;
    for (int directed = 0; directed <= 1; directed++) {
        int32_t ends[] = {0, 1, 0, 2, 1, 2};
        double weight[] = {1, 4, 2};
        struct edge_list list = {
            .agent_count = 4, .edge_count = 3, .directed = directed, .edges = ends, .weight = weight};
        struct scenario scenario = scenario_default;
        struct network network;
        scenario.network.kind = NETWORK_FILE;
        assert_int_equal(network_build(&network, &scenario, &list, &SEEDS, 0.5, NULL), STATUS_OK);
        assert_int_equal(network_verify(&network, NULL), STATUS_OK);
        for (int edge = 0; edge < 3; edge++) {
            int32_t i = ends[2 * edge], j = ends[2 * edge + 1];
            float trust = (float)(0.5 * weight[edge] / 4);
            assert_true(network.told.trust[rows_find(&network.told, i, j)] == trust);
            const struct rows *heard = network_heard(&network);
            assert_true(heard->trust[rows_find(heard, j, i)] == trust);
        }
        assert_int_equal(network.told.length[3], 0);
        assert_int_equal(network.unit_count, 1); /* nobody said more */
        network_free(&network);
    }
}

static void units_of_a_file_are_indexed(void **state)
{
    (void)state;
    int32_t ends[] = {0, 1}, unit[] = {2, 0, 2, 1, 0, 2}, members[] = {1, 4, 3, 0, 2, 5}, start[] = {0, 2, 3, 6};
    struct edge_list list = {.agent_count = 6, .edge_count = 1, .edges = ends, .unit_count = 3, .unit = unit};
    struct scenario scenario = scenario_default;
    struct network network;
    scenario.network.kind = NETWORK_FILE;
    assert_int_equal(network_build(&network, &scenario, &list, &SEEDS, -1, NULL), STATUS_OK);
    assert_int_equal(network_verify(&network, NULL), STATUS_OK);
    assert_memory_equal(network.unit, unit, sizeof unit);
    assert_memory_equal(network.unit_member, members, sizeof members);
    assert_memory_equal(network.unit_start, start, sizeof start);
    network_free(&network);
}

/* Each breaks a sound network, of which row 0 and row 1 have two arcs at least. */
static void break_range(struct network *network)
{
    network->told.agent[network->told.start[0]] = network->agent_count;
}

static void break_sign(struct network *network)
{
    network->told.agent[network->told.start[0]] = -1;
}

static void break_loop(struct network *network)
{
    network->told.agent[network->told.start[0]] = 0;
}

static void break_duplicate(struct network *network)
{
    network->told.agent[network->told.start[0]] = network->told.agent[network->told.start[0] + 1];
}

static void break_symmetry(struct network *network)
{
    int32_t other = 1;
    while (rows_find(&network->told, 0, other) >= 0) other++;
    network->told.agent[network->told.start[0]] = other;
}

static void break_length(struct network *network)
{
    network->told.length[0]--;
}

static void break_room(struct network *network)
{
    network->told.length[0] = network->told.room[0] + 1;
}

static void break_overlap(struct network *network)
{
    network->told.room[0]++; /* the next row begins there */
}

static void break_place(struct network *network)
{
    network->told.start[1] = network->told.start[0];
}

static void break_store(struct network *network)
{
    network->told.start[1] = network->told.store_count;
}

static void break_count(struct network *network)
{
    network->tie_count++;
}

static void break_trust(struct network *network)
{
    network->told.trust[network->told.start[1]] = 1.5F;
}

static void break_trust_by_nan(struct network *network)
{
    network->told.trust[network->told.start[1]] = NAN;
}

static void break_heard(struct network *network)
{
    struct rows *rows = network->directed ? &network->heard : &network->told;
    rows->length[1]--;
}

static void break_rows(struct network *network)
{
    network->told.row_count--;
}

static void break_unit(struct network *network)
{
    network->unit[3] = 1;
}

static void break_members(struct network *network)
{
    network->unit_member[0] = 1;
}

static void break_unit_start(struct network *network)
{
    network->unit_start[1]--;
}

static void verify_sees_every_fault(void **state)
{
    (void)state;
    void (*const faults[])(struct network *) = {break_range, break_sign, break_loop, break_duplicate, break_symmetry,
        break_length, break_room, break_overlap, break_place, break_store, break_count, break_trust, break_trust_by_nan,
        break_heard, break_rows, break_unit, break_members, break_unit_start};
    for (int directed = 0; directed <= 1; directed++)
        for (size_t fault = 0; fault < sizeof faults / sizeof faults[0]; fault++) {
            struct network network = build(AGENTS, directed, 0.5);
            struct message message = {""};
            assert_true(network.told.length[0] >= 2 && network.told.length[1] >= 2);
            faults[fault](&network);
            if (network_verify(&network, &message) != STATUS_INVARIANT) fail_msg("fault %zu is not seen", fault);
            assert_true(strlen(message.text) > 0);
            network_free(&network);
        }
}

static void freeing_is_always_possible(void **state)
{
    (void)state;
    struct network network = {0};
    struct edge_list list = {0};
    network_free(&network);
    network_free(&network);
    edge_list_free(&list);
    edge_list_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growing_networks_are_those_of_a_matrix),
        cmocka_unit_test(a_hub_grows_fast),
        cmocka_unit_test(trust_is_kept_only_if_asked_for),
        cmocka_unit_test(weights_scale_trust),
        cmocka_unit_test(units_of_a_file_are_indexed),
        cmocka_unit_test(verify_sees_every_fault),
        cmocka_unit_test(freeing_is_always_possible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
