/* Trust along ties: it fades, is renewed by contact, and is each person's own. Also tests model/state/ties.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/cycle/model.h"
#include "model/cycle/renew.h"
#include "model/frame/steps.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"
#include "model/worlds.h"

/* Trust fades to trust (1 - decay)^n in n steps without contact, and contact moves it to 1 by a share. */
static void trust_fades_and_is_renewed_by_contact(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(PROJECTS "network.agents = 30; network.mean_degree = 4; people.trust = 0.8; "
                             "renew; renew.turnover_probability = 0; renew.trust_decay = 0.02; renew.min_trust = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t friend = tie_at(world, 0, 0).agent, stranger = 1;
    while (tie_trust(world, 0, stranger) > 0) stranger++;
    for (int step = 1; step <= 50; step++) {
        world_pass(world);
        assert_true(fabs(tie_at(world, 0, 1).trust - 0.8 * pow(0.98, step)) < 1e-7);
        assert_true(tie_trust(world, 0, friend) == tie_at(world, 0, 0).trust);
        assert_true(tie_trust(world, friend, 0) == tie_trust(world, 0, friend));
    }
    double faded = 0.8 * pow(0.98, 50), renewed = faded + 0.3 * (1 - faded);
    int64_t ties = world->network.tie_count;
    tie_strengthen(world, 0, friend, 0.3);
    tie_strengthen(world, stranger, 0, 0.25);
    assert_int_equal(world->network.tie_count, ties + 1);
    assert_true(fabs(tie_trust(world, friend, 0) - renewed) < 1e-7);
    assert_true(fabs(tie_trust(world, 0, stranger) - 0.25) < 1e-7);
    for (int step = 1; step <= 20; step++) world_pass(world);
    assert_true(fabs(tie_trust(world, 0, friend) - renewed * pow(0.98, 20)) < 1e-7);
    assert_true(fabs(tie_trust(world, stranger, 0) - 0.25 * pow(0.98, 20)) < 1e-7);
    tie_strengthen(world, friend, 0, 0.9);
    tie_reset(world, friend, 0);
    assert_true((float)tie_trust(world, 0, friend) == 0.8F);
    double less = tie_trust(world, 0, stranger);
    tie_reset(world, stranger, 0);
    assert_true(tie_trust(world, 0, stranger) == less && tie_trust(world, stranger, 0) == less);
    model_free(world);
}

/* Along arcs each of two has an own trust in the other, which begins with the file's weight and changes by itself. */
static void each_of_two_trusts_in_an_own_way(void **state)
{
    (void)state;
    int32_t ends[] = {0, 1, 1, 0, 1, 2};
    double weights[] = {1, 4, 2};
    const struct edge_list list = {
        .agent_count = 3, .edge_count = 3, .directed = true, .edges = ends, .weight = weights};
    struct scenario scenario =
        scenario_of(PROJECTS "network.kind = file; network.edges = none; network.directed = true; people.trust = 0.8");
    struct world *world = world_of(&scenario, &list, NULL);
    const struct rows *heard = &world->network.heard;
    tie_reset(world, 0, 1);
    assert_true(tie_trust(world, 0, 1) == (double)0.2F && tie_trust(world, 1, 0) == (double)0.8F);
    tie_strengthen(world, 0, 1, 0.5);
    assert_true(fabs(tie_trust(world, 0, 1) - 0.6) < 1e-6 && fabs(tie_trust(world, 1, 0) - 0.9) < 1e-6);
    tie_weaken(world, 1, 0, 0.5);
    assert_true(fabs(tie_trust(world, 0, 1) - 0.3) < 1e-6 && fabs(tie_trust(world, 1, 0) - 0.45) < 1e-6);
    tie_weaken(world, 1, 2, 0.5);
    assert_true(fabs(tie_trust(world, 1, 2) - 0.2) < 1e-6 && tie_trust(world, 2, 1) == 0);
    tie_strengthen(world, 1, 2, 0.5);
    assert_true(fabs(tie_trust(world, 1, 2) - 0.6) < 1e-6 && fabs(tie_trust(world, 2, 1) - 0.5) < 1e-6);
    for (int32_t a = 0; a < 3; a++)
        for (int32_t b = 0; b < 3; b++) {
            int64_t arc = rows_find(heard, b, a);
            assert_true((arc < 0 ? 0 : (double)heard->trust[arc]) == tie_trust(world, a, b));
        }
    model_free(world);
}

static void on_a_complete_network_trust_stays(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        PROJECTS "network.kind = complete; network.agents = 30; renew; "
                 "people.trust = 0.6; renew.trust_decay = 0.5; renew.turnover_probability = 0.1; renew.min_trust = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 5; step++) world_pass(world);
    tie_strengthen(world, 3, 4, 0.9);
    assert_int_equal(tie_count(world, 7), 29);
    for (int32_t k = 0; k < 29; k++) {
        assert_int_equal(tie_at(world, 7, k).agent, k < 7 ? k : k + 1);
        assert_true(tie_at(world, 7, k).trust == 0.6);
    }
    assert_true(tie_trust(world, 3, 4) == 0.6);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trust_fades_and_is_renewed_by_contact),
        cmocka_unit_test(each_of_two_trusts_in_an_own_way),
        cmocka_unit_test(on_a_complete_network_trust_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
