/* Weavers: who they are, whom they introduce, and how often.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/state/ties.h"
#include "model/state/world.h"

#define PLAIN "network.agents = 1000; network.units = 20; network.mean_degree = 6; adoption.rule = contact; "

static int64_t weaver_count(const struct world *world)
{
    int64_t count = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) count += world->agents.weaver[agent];
    return count;
}

static void test_without_weavers_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "weavers.fraction = 0", 60);
    assert_same_events(ORGANISATION, ORGANISATION "weavers.introduction_probability = 0", 60);
}

static void test_who_is_one(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(PLAIN "network.agents = 5000; weavers.fraction = 0.2; renew.turnover_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t stayed = 0;
    uint8_t before[5000];
    assert_likely(chance_binomial(weaver_count(world), 5000, 0.2), "weavers at the start");
    memcpy(before, world->agents.weaver, sizeof before);
    world_pass(world);
    assert_likely(chance_binomial(weaver_count(world), 5000, 0.2), "weavers among newcomers");
    for (int32_t agent = 0; agent < 5000; agent++) stayed += before[agent] && world->agents.weaver[agent];
    assert_likely(chance_binomial(stayed, 5000, 0.04), "newcomers are drawn anew");
    model_free(world);
}

/* Every weaver that has contacts of two units introduces with the probability given, unless the two are tied already.
 * Introductions are between contacts of the weaver, of different units; which contacts, all pairs can be. */
static void test_whom_they_introduce(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(PLAIN "weavers.fraction = 0.5; weavers.introduction_probability = 0.3");
    struct world *world = world_of(&scenario, NULL, NULL), *before = world_of(&scenario, NULL, NULL);
    double expected = 0, variance = 0;
    for (int32_t weaver = 0; weaver < 1000; weaver++) {
        int32_t count = tie_count(before, weaver);
        double strangers = 0; /* the probability that the two thought of are strangers of different units */
        for (int32_t a = 0; a < count && before->agents.weaver[weaver]; a++) {
            double elsewhere = 0, found = 0;
            for (int32_t b = 0; b < count; b++) {
                int32_t first = tie_at(before, weaver, a).agent, second = tie_at(before, weaver, b).agent;
                bool differs = before->network.unit[first] != before->network.unit[second];
                elsewhere += differs;
                found += differs && rows_find(&before->network.told, first, second) < 0;
            }
            if (elsewhere > 0) strangers += found / elsewhere / count;
        }
        expected += 0.3 * strangers;
        variance += 0.3 * strangers * (1 - 0.3 * strangers);
    }
    world_pass(world);
    int64_t made = world->events.introduction.count;
    assert_true(expected > 50);
    assert_likely(
        chance_normal(((double)made - expected) / sqrt(variance)), "%d introduced, expected %g", (int)made, expected);
    assert_int_equal(world->network.tie_count, before->network.tie_count + made);
    for (int64_t i = 0; i < made; i++) {
        const struct introduction_row *row = &world->events.introduction.items[i];
        assert_true(world->agents.weaver[row->weaver]);
        assert_true(rows_find(&before->network.told, row->weaver, row->agent) >= 0);
        assert_true(rows_find(&before->network.told, row->weaver, row->other) >= 0);
        assert_true(rows_find(&before->network.told, row->agent, row->other) < 0);
        assert_int_not_equal(world->network.unit[row->agent], world->network.unit[row->other]);
    }
    model_free(world);
    model_free(before);
}

/* The share of ties that cross units, after some time. */
static double crossing(const struct world *world)
{
    double all = 0, across = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        for (int32_t k = 0; k < tie_count(world, agent); k++) {
            all++;
            across += world->network.unit[agent] != world->network.unit[tie_at(world, agent, k).agent];
        }
    return across / all;
}

/* Weavers connect the system to more of itself, and so a contagion gets further. */
static void test_it_spreads_further(void **state)
{
    (void)state;
    struct sample gain = {0}, ties = {0};
    for (int seed = 1; seed <= 40; seed++) {
        double adopters[2], shares[2];
        for (int on = 0; on < 2; on++) {
            struct scenario scenario =
                scenario_of(PLAIN "network.within_unit_fraction = 0.95; start.users = 10; adoption.accept.beta = 0.03; "
                                  "weavers.introduction_probability = 0.2");
            scenario.run.seed = seed;
            scenario.weavers.fraction.start = on ? 0.1 : 0;
            struct world *world = world_of(&scenario, NULL, NULL);
            while (world->step < 30) world_pass(world);
            adopters[on] = (double)world->practices.items[0].users;
            shares[on] = crossing(world);
            model_free(world);
        }
        sample_add(&gain, adopters[1] - adopters[0]);
        sample_add(&ties, shares[1] - shares[0]);
    }
    print_message("a tenth weave: ties across units +%.3f (se %.3f), %.0f more of 1000 adopt in 30 steps (se %.0f)\n",
        sample_mean(&ties), sample_error(&ties), sample_mean(&gain), sample_error(&gain));
    assert_true(sample_mean(&ties) > 0.02 && sample_mean(&gain) > 10);
    assert_true(chance_mean(&ties, 0, 0) < FALSE_ALARM && chance_mean(&gain, 0, 0) < FALSE_ALARM);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 30; weavers;";
    char other[2048];
    snprintf(other, sizeof other, "%s weavers.introduction_probability = 0.11", large);
    assert_any_threads(large, other, 30);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("weavers", "weavers");
    assert_refused("network.units = 5; network.kind = complete; weavers", "weavers");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_weavers_is_as_absent),
        cmocka_unit_test(test_who_is_one),
        cmocka_unit_test(test_whom_they_introduce),
        cmocka_unit_test(test_it_spreads_further),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
