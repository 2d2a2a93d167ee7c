/* What moves people from one stance to another, and what blame does to trust.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/people/stances.h"
#include "model/people/unmoved.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"

/* ---- what moves them */

/* With contagion 1 everybody looks at one contact; then each moves with a known probability, by the shares among ties.
 */
static void test_contagion(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "network.agents = 3000; stances; " UNMOVED "stances.contagion_probability = 1;"
                                 "stances.initial_stuck = 0.2; stances.initial_guarding = 0.2; stances.initial_blaming "
                                 "= 0.2; stances.initial_initiating = 0.2");
    struct world *world = world_of(&scenario, NULL, NULL);
    uint8_t before[3000];
    double expected[STANCE_COUNT] = {0}, variance[STANCE_COUNT] = {0}, found[STANCE_COUNT] = {0};
    memcpy(before, world->agents.stance, sizeof before);
    for (int32_t agent = 0; agent < 3000; agent++)
        for (int s = 0; s < STANCE_COUNT; s++) {
            double among = 0, count = tie_count(world, agent);
            for (int32_t k = 0; k < count; k++) among += before[tie_at(world, agent, k).agent] == s;
            bool between = before[agent] == STANCE_WAITING || s == STANCE_WAITING;
            double p = between && before[agent] != s && count > 0 ? among / count : 0;
            expected[s] += p, variance[s] += p * (1 - p);
        }
    step_stances(world);
    world_check(world);
    for (int32_t agent = 0; agent < 3000; agent++) {
        uint8_t after = world->agents.stance[agent];
        if (after == before[agent]) continue;
        found[after]++;
        assert_true(after == STANCE_WAITING || before[agent] == STANCE_WAITING);
    }
    for (int s = 0; s < STANCE_COUNT; s++)
        assert_likely(chance_normal((found[s] - expected[s]) / sqrt(variance[s])), "%g moved to stance %d, expected %g",
            found[s], s, expected[s]);
    model_free(world);
}

/* Contagion alone favours no stance: shares stay what they are but for chance. */
static void test_contagion_is_fair(void **state)
{
    (void)state;
    struct sample drift[STANCE_COUNT] = {{0}};
    for (int seed = 1; seed <= 200; seed++) {
        struct scenario scenario = scenario_of("network.agents = 200; network.kind = random; network.mean_degree = 8;"
                                               "landscape; opportunities.arrival_rate = 0; projects; "
                                               "stances.contagion_probability = 0.5; stances.blame_trust_loss = 0;"
                                               "stances.initial_initiating = 0.3; stances.initial_guarding = 0.2");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        int64_t before[STANCE_COUNT];
        double weight[STANCE_COUNT] = {0}, total = 0;
        memcpy(before, world->stances->people, sizeof before);
        /* The share weighted by ties is what keeps its mean (Suchecki et al. 2005, doi:10.1209/epl/i2004-10329-8). */
        for (int32_t agent = 0; agent < 200; agent++)
            weight[world->agents.stance[agent]] -= tie_count(world, agent), total += tie_count(world, agent);
        for (int step = 0; step < 20; step++) world_pass(world);
        for (int32_t agent = 0; agent < 200; agent++) weight[world->agents.stance[agent]] += tie_count(world, agent);
        for (int s = 0; s < STANCE_COUNT; s++) sample_add(&drift[s], weight[s] / total);
        model_free(world);
    }
    for (int s = 0; s < STANCE_COUNT; s++)
        assert_likely(chance_mean(&drift[s], 0, 0), "share of stance %d drifts by %g", s, sample_mean(&drift[s]));
}

/* A project of eight ends; returns the world after conclude and stances. */
static struct world *world_after_end(int seed, bool success, enum stance all, const char *more)
{
    char settings[2048];
    snprintf(settings, sizeof settings, "%s stances; %s %s", ORGANISATION, UNMOVED, more);
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    set_all(world, all);
    int32_t slot = world_project(
        world, (struct opportunity){.difficulty = success ? 0 : 1e9}, 8, (const int32_t[]){3, 4, 5, 6, 7, 8, 9, 10});
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].resources = success ? 10 : 0;
    events_clear(&world->events);
    world->step = 1;
    step_conclude(world);
    step_stances(world);
    world_check(world);
    return world;
}

/* How members and their contacts move when a project ends, from each stance. */
static void test_endings(void **state)
{
    (void)state;
    const char *rates = "stances.success_effect = 0.2; stances.failure_effect = 0.4; stances.seen_success_effect = 0.5;"
                        "stances.seen_failure_effect = 0.3; stances.blame_fraction = 0.3";
    const double own_p[] = {0.4, 0.2}, seen_p[] = {0.3, 0.5};
    for (int success = 0; success < 2; success++)
        for (int s = 0; s < STANCE_COUNT; s++) {
            int64_t own = 0, seen = 0, contacts = 0, blaming = 0, lost = 0;
            for (int seed = 1; seed <= 60; seed++) {
                struct world *world = world_after_end(seed, success, (enum stance)s, rates);
                own += stance_events(world, success ? STANCE_BY_SUCCESS : STANCE_BY_FAILURE);
                seen += stance_events(world, success ? STANCE_BY_SEEN_SUCCESS : STANCE_BY_SEEN_FAILURE);
                for (int64_t i = 0; i < world->events.stance.count; i++) {
                    const struct stance_row *row = &world->events.stance.items[i];
                    int8_t towards = row->stance_before < STANCE_WAITING ? STANCE_WAITING : STANCE_INITIATING;
                    if (success) assert_int_equal(row->stance_after, towards);
                    if (!success && s == STANCE_INITIATING) assert_int_equal(row->stance_after, STANCE_WAITING);
                    if (!success && s == STANCE_WAITING)
                        assert_true(row->stance_after == STANCE_STUCK || row->stance_after == STANCE_BLAMING);
                    lost += row->stance_after < STANCE_WAITING, blaming += row->stance_after == STANCE_BLAMING;
                }
                for (int32_t agent = 0; agent < world->agents.count; agent++) {
                    bool near = false;
                    for (int32_t k = 0; k < tie_count(world, agent); k++) {
                        int32_t other = tie_at(world, agent, k).agent;
                        near = near || (other >= 3 && other <= 10);
                    }
                    contacts += near && !(agent >= 3 && agent <= 10);
                }
                model_free(world);
            }
            bool moves = success ? s != STANCE_INITIATING : s >= STANCE_WAITING;
            assert_likely(chance_binomial(own, 60 * 8, moves ? own_p[success] : 0), "members of stance %d", s);
            assert_likely(chance_binomial(seen, contacts, moves ? seen_p[success] : 0), "contacts of stance %d", s);
            if (!success && s == STANCE_WAITING)
                assert_likely(chance_binomial(blaming, lost, 0.3), "who turns to blaming");
        }
}

/* ---- blame */

static double trust_of(const struct world *world, int32_t agent)
{
    double sum = 0;
    for (int32_t k = 0; k < tie_count(world, agent); k++) sum += tie_at(world, agent, k).trust;
    return sum;
}

/* One who blames takes the share from one tie a step, on both sides of it; nobody else does. */
static void test_blame(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ORGANISATION "stances;" UNMOVED "stances.blame_trust_loss = 0.5; -renew");
    struct world *world = world_of(&scenario, NULL, NULL);
    double before = 0, after = 0;
    set_all(world, STANCE_GUARDING);
    stance_change(world, 7, STANCE_BLAMING, STANCE_BY_START);
    for (int32_t agent = 0; agent < world->agents.count; agent++) before += trust_of(world, agent);
    double own = trust_of(world, 7);
    step_stances(world);
    for (int32_t agent = 0; agent < world->agents.count; agent++) after += trust_of(world, agent);
    assert_true(fabs(own - trust_of(world, 7) - 0.25) < 1e-6);
    assert_true(fabs(before - after - 0.5) < 1e-6);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contagion),
        cmocka_unit_test(test_contagion_is_fair),
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_blame),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
