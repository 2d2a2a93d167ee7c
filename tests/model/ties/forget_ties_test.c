/* Ties that have faded are lost. Also tests model/state/start_ties.c. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"

/* Nobody joins anything, so nobody has contact. */
#define ALONE "landscape.kind = nk; projects; opportunities.arrival_rate = 0; adoption; renew.turnover_probability = 0;"

/* Trust of 0.8 falls below 0.3 after 49 steps of 2 %: 0.8 * 0.98^48 = 0.303, 0.8 * 0.98^49 = 0.297. Whoever of two
 * looks first from then on loses the tie, and everybody looks when (agent + step) % 26 is 0. */
static void a_tie_is_lost_when_one_looks_and_it_has_faded(void **state)
{
    (void)state;
    enum { FADED = 49, AGENTS = 60 };
    struct scenario scenario = scenario_of(ALONE "network.kind = ring; network.agents = 60; network.mean_degree = 2;"
                                                 "people.trust = 0.8; renew.trust_decay = 0.02; renew.min_trust = 0.3");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t step = 1; step <= FADED + 26; step++) {
        world_pass(world);
        for (int32_t agent = 0; agent < AGENTS; agent++) {
            int32_t other = (agent + 1) % AGENTS;
            bool lost = false;
            for (int32_t then = FADED; then <= step; then++)
                lost |= (agent + then) % 26 == 0 || (other + then) % 26 == 0;
            assert_int_equal(tie_trust(world, agent, other) == 0, lost);
        }
    }
    assert_int_equal(world->network.tie_count, 0);
    model_free(world);
}

/* Along arcs a tie is kept for as long as one of the two trusts the other. */
static void one_who_trusts_is_enough(void **state)
{
    (void)state;
    int32_t ends[] = {0, 1, 1, 0, 1, 2};
    const struct edge_list list = {.agent_count = 3, .edge_count = 3, .directed = true, .edges = ends};
    struct scenario scenario = scenario_of(ALONE "network.kind = file; network.edges = none; network.directed = true;"
                                                 "renew.trust_decay = 0; renew.min_trust = 0.3");
    struct world *world = world_of(&scenario, &list, NULL);
    struct rows *told = &world->network.told;
    told->trust[rows_find(told, 0, 1)] = told->trust[rows_find(told, 1, 2)] = 0.2F;
    for (int step = 0; step < 26; step++) world_pass(world);
    assert_true(tie_trust(world, 0, 1) > 0 && tie_trust(world, 1, 0) > 0);
    assert_true(tie_trust(world, 1, 2) == 0);
    told->trust[rows_find(told, 1, 0)] = 0.2F;
    for (int step = 0; step < 26; step++) world_pass(world);
    assert_int_equal(world->network.tie_count, 0);
    model_free(world);
}

/* Ties that last are what they were, whatever they fade to; one made later is lost as ever, and trust beyond that of
 * the start fades down to it. */
static void ties_of_the_start_may_last(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ALONE "network.kind = ring; network.agents = 60; network.mean_degree = 2;"
                                                 "people.trust = 0.25; renew.trust_decay = 0.02; renew.min_trust = 0.3;"
                                                 "renew.start_ties_last = true");
    struct world *world = world_of(&scenario, NULL, NULL);
    tie_strengthen(world, 0, 1, 0.8);
    tie_strengthen(world, 0, 30, 0.8);
    tie_weaken(world, 5, 6, 0.5);
    assert_true(fabs(tie_trust(world, 0, 1) - 0.85) < 1e-6 && fabs(tie_trust(world, 1, 0) - 0.85) < 1e-6);
    for (int step = 0; step < 20; step++) world_pass(world);
    assert_true(fabs(tie_trust(world, 0, 1) - 0.85 * pow(0.98, 20)) < 1e-6);
    for (int step = 0; step < 80; step++) world_pass(world);
    assert_int_equal(world->network.tie_count, 60);
    assert_true(tie_trust(world, 0, 30) == 0);
    for (int32_t agent = 0; agent < 60; agent++)
        for (int32_t k = 0; k < 2; k++) assert_true(tie_at(world, agent, k).trust == 0.25);
    model_free(world);
}

/* Along arcs a tie lasts that one of the two had at the start. */
static void one_arc_of_the_start_is_enough(void **state)
{
    (void)state;
    int32_t ends[] = {0, 1, 1, 2};
    const struct edge_list list = {.agent_count = 4, .edge_count = 2, .directed = true, .edges = ends};
    struct scenario scenario =
        scenario_of(ALONE "network.kind = file; network.edges = none; network.directed = true;"
                          "renew.trust_decay = 0.5; renew.min_trust = 0.6; renew.start_ties_last = true");
    struct world *world = world_of(&scenario, &list, NULL);
    tie_strengthen(world, 1, 0, 0.5);
    tie_strengthen(world, 1, 3, 0.5);
    for (int step = 0; step < 60; step++) world_pass(world);
    assert_true(tie_trust(world, 0, 1) == 0.5 && tie_trust(world, 1, 2) == 0.5);
    assert_true(rows_find(&world->network.told, 1, 0) >= 0 && tie_trust(world, 1, 0) < 1e-9);
    assert_true(rows_find(&world->network.told, 1, 3) < 0);
    model_free(world);
}

#define MOVING ORGANISATION "network.agents = 1100; network.units = 20; renew.turnover_probability = 0.01;"

/* Whoever comes and goes, places stay tied as they were; on any number of threads. */
static void places_stay_tied(void **state)
{
    (void)state;
    const char *last = MOVING "renew.start_ties_last = true; renew.trust_decay = 0.1; stances; contacts";
    struct scenario scenario = scenario_of(last);
    struct world *world = world_of(&scenario, NULL, NULL), *before = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 60; step++) world_pass(world);
    for (int32_t agent = 0; agent < 1100; agent++)
        for (int32_t k = 0; k < tie_count(before, agent); k++)
            assert_true(tie_trust(world, agent, tie_at(before, agent, k).agent) >= 0.5);
    model_free(world);
    model_free(before);
    assert_any_threads(last, MOVING "renew.trust_decay = 0.1; stances; contacts", 30);
}

static int64_t ties_after(const char *settings, int32_t steps)
{
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t step = 0; step < steps; step++) world_pass(world);
    int64_t ties = world->network.tie_count;
    model_free(world);
    return ties;
}

#define FEWER                                                                                                          \
    ORGANISATION                                                                                                       \
    "network.agents = 800; network.units = 16; opportunities.arrival_rate = 3; initiate.handover_probability = 0;"

/* Projects go on making ties, and yet there are hardly more of them after forty years than after twenty. */
static void ties_do_not_grow_without_end(void **state)
{
    (void)state;
    int64_t twenty = ties_after(FEWER, 1040), forty = ties_after(FEWER, 2080);
    print_message("%d ties after 1,040 steps, %d after 2,080\n", (int)twenty, (int)forty);
    assert_true(10 * forty < 11 * twenty);
    assert_true(2 * forty < ties_after(FEWER "renew.min_trust = 0", 2080));
}

#define MANY ORGANISATION "network.agents = 3000; network.units = 30;"

static void any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(MANY "renew.trust_decay = 0.05", MANY "renew.trust_decay = 0.05; renew.min_trust = 0", 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tie_is_lost_when_one_looks_and_it_has_faded),
        cmocka_unit_test(one_who_trusts_is_enough),
        cmocka_unit_test(ties_of_the_start_may_last),
        cmocka_unit_test(one_arc_of_the_start_is_enough),
        cmocka_unit_test(places_stay_tied),
        cmocka_unit_test(ties_do_not_grow_without_end),
        cmocka_unit_test(any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
