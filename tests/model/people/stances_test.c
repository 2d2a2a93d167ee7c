/* Stances: who founds, joins and notices, what moves people, and what blame does to trust.
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
#include "model/opportunities/sense.h"
#include "model/people/stances.h"
#include "model/projects/gather.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

/* Nobody moves and blame does nothing. */
#define UNMOVED                                                                                                        \
    "stances.contagion_probability = 0; stances.success_effect = 0; stances.failure_effect = 0; "                      \
    "stances.seen_success_effect = 0;"                                                                                 \
    "stances.seen_failure_effect = 0; stances.blame_trust_loss = 0;"
#define EVERYBODY_INITIATING                                                                                           \
    "stances.initial_stuck = 0; stances.initial_guarding = 0; stances.initial_blaming = 0; "                           \
    "stances.initial_initiating = 1;"

#define HALF_INITIATING                                                                                                \
    "stances.initial_stuck = 0; stances.initial_guarding = 0; stances.initial_blaming = 0; "                           \
    "stances.initial_initiating = 0.5; stances.noticing_factor = 1;"

static void set_all(struct world *world, enum stance stance)
{
    for (int32_t agent = 0; agent < world->agents.count; agent++) stance_change(world, agent, stance, STANCE_BY_START);
}

static int64_t stance_events(struct world *world, enum stance_cause cause)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.stance.count; i++)
        count += world->events.stance.items[i].cause == (int8_t)cause;
    return count;
}

/* ---- what they do */

/* Where everybody initiates for ever, everything happens as without stances. */
static void test_all_initiating_is_as_absent(void **state)
{
    (void)state;
    const enum event_table tables[] = {
        EVENT_opportunity, EVENT_project, EVENT_member, EVENT_practice, EVENT_adoption, EVENT_adoption_source};
    struct scenario without = scenario_of(ORGANISATION);
    struct scenario with = scenario_of(ORGANISATION "stances;" UNMOVED EVERYBODY_INITIATING);
    struct world *a = world_of(&without, NULL, NULL), *b = world_of(&with, NULL, NULL);
    for (int step = 0; step < 80; step++) world_pass(a), world_pass(b);
    events_clear(&a->events), events_clear(&b->events);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
        assert_true(digest_equal(events_digest(&a->events, tables[t]), events_digest(&b->events, tables[t])));
    assert_true(events_total(&a->events, EVENT_project) > 20);
    model_free(a);
    model_free(b);
}

static void test_the_start(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "network.agents = 5000; stances.initial_stuck = 0.1; stances.initial_guarding = 0.25; "
                                 "stances.initial_blaming = 0.2;"
                                 "stances.initial_initiating = 0.15");
    struct world *world = world_of(&scenario, NULL, NULL);
    assert_likely(chance_cells(STANCE_COUNT, world->stances->people, (const double[]){0.1, 0.25, 0.2, 0.3, 0.15}),
        "stances at the start");
    assert_int_equal(stance_events(world, STANCE_BY_START), 5000);
    for (int64_t i = 0; i < 5000; i++) {
        const struct stance_row *row = &world->events.stance.items[i];
        assert_int_equal(row->stance_after, world->agents.stance[row->agent]);
        assert_int_equal(row->stance_before, row->stance_after);
    }
    model_free(world);
}

/* Those who found are initiating; with fewer of them fewer projects are founded, and with none none. */
static void test_only_the_initiating_found(void **state)
{
    (void)state;
    struct sample lost = {0};
    for (int seed = 1; seed <= 40; seed++) {
        struct scenario scenario = scenario_of(ORGANISATION "-renew");
        struct scenario half = scenario_of(ORGANISATION "-renew; stances;" UNMOVED HALF_INITIATING);
        scenario.run.seed = half.run.seed = seed;
        struct world *all = world_of(&scenario, NULL, NULL), *some = world_of(&half, NULL, NULL);
        for (int step = 0; step < 12; step++) {
            world_pass(all), world_pass(some);
            for (int64_t i = 0; i < some->events.project.count; i++)
                if (some->events.project.items[i].type == PROJECT_FOUNDED)
                    assert_int_equal(some->agents.stance[some->events.project.items[i].founder], STANCE_INITIATING);
        }
        sample_add(&lost, (double)(all->projects.counts.founded - some->projects.counts.founded) /
                              (double)all->projects.counts.founded);
        model_free(all);
        model_free(some);
    }
    print_message("half initiating: %.3f (se %.3f) of the projects founded are missing\n", sample_mean(&lost),
        sample_error(&lost));
    assert_true(sample_mean(&lost) > 0.1);
    assert_true(chance_mean(&lost, 0, 0) < FALSE_ALARM);

    struct scenario none = scenario_of(ORGANISATION "-renew; stances;" UNMOVED "stances.initial_initiating = 0");
    struct world *world = world_of(&none, NULL, NULL);
    for (int step = 0; step < 40; step++) world_pass(world);
    assert_int_equal(world->projects.counts.founded, 0);
    model_free(world);
}

static void test_noticing(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ORGANISATION
        "stances.noticing_factor = 0.3; sense.noticing_probability = 1; opportunities.systemic_probability = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t noticed = 0, looked = 0;
    set_all(world, STANCE_WAITING);
    stance_change(world, 0, STANCE_INITIATING, STANCE_BY_START);
    world_open(world, (struct opportunity){.difficulty = 1e9});
    for (world->step = 1; world->step <= 100; world->step++) {
        step_sense(world);
        looked += world->network.unit_start[1] - 1;
        for (int64_t i = 0; i < world->sense->notices.count; i++)
            noticed += ((struct notice *)world->sense->notices.items)[i].agent != 0;
        assert_true(world->sense->notices.count > 0); /* among them always the one who is initiating */
    }
    assert_likely(chance_binomial(noticed, looked, 0.3), "the waiting notice");
    model_free(world);
}

/* Who is asked joins with a probability that stances scale: of the stuck, guarding and blaming a share `accept` joins
 * of those who would if they were waiting, with the same draws. */
static void test_accepting(void **state)
{
    (void)state;
    const enum stance closed[] = {STANCE_STUCK, STANCE_GUARDING, STANCE_BLAMING};
    for (int c = 0; c < 3; c++) {
        int64_t joined = 0, would = 0;
        for (int seed = 1; seed <= 120; seed++) {
            int64_t accepted[2];
            for (int open = 0; open < 2; open++) {
                struct scenario scenario = scenario_of(ORGANISATION PLAIN_TEAMS
                    "opportunities.arrival_rate = 0; stances.joining_factor = 0.25; people.trust = 1");
                scenario.run.seed = seed;
                struct world *world = world_of(&scenario, NULL, NULL);
                set_all(world, open ? STANCE_WAITING : closed[c]);
                world_project(world, (struct opportunity){.difficulty = 1e9}, 1, (const int32_t[]){0});
                step_gather(world);
                accepted[open] = world->gather->acceptances.count;
                model_free(world);
            }
            assert_true(accepted[0] <= accepted[1]);
            joined += accepted[0], would += accepted[1];
        }
        assert_likely(chance_binomial(joined, would, 0.25), "%d of %d joined", (int)joined, (int)would);
    }
}

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

/* ---- as a whole */

/* Nobody moves twice in a step, and the events tell everybody's whole history. */
static void test_history(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "stances.contagion_probability = 0.3; stances.initial_initiating = 0.6; "
                                 "stances.seen_success_effect = 1; experiment.resources = 8");
    struct world *world = world_of(&scenario, NULL, NULL);
    int8_t now[240];
    for (int step = 0; step < 80; step++) {
        int32_t last = -1;
        for (int64_t i = 0; i < world->events.stance.count; i++) {
            const struct stance_row *row = &world->events.stance.items[i];
            if (step > 0) assert_int_equal(row->stance_before, now[row->agent]);
            now[row->agent] = row->stance_after;
            if (row->cause == STANCE_BY_START) continue;
            assert_true(row->agent > last);
            last = row->agent;
        }
        for (int32_t agent = 0; agent < 240; agent++) assert_int_equal(now[agent], world->agents.stance[agent]);
        world_pass(world);
    }
    assert_true(world->projects.counts.succeeded > 0 && world->projects.counts.failed > 0);
    model_free(world);
}

static void test_newcomers(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "stances;" UNMOVED EVERYBODY_INITIATING "renew.turnover_probability = 0.2");
    struct world *world = world_of(&scenario, NULL, NULL);
    set_all(world, STANCE_STUCK);
    world_pass(world);
    assert_true(world->events.turnover.count > 10);
    assert_int_equal(world->stances->people[STANCE_INITIATING], world->events.turnover.count);
    assert_int_equal(stance_events(world, STANCE_BY_START), world->events.turnover.count);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(LARGER "stances.contagion_probability = 0.1", LARGER "stances.contagion_probability = 0.11", 40);
}

static void test_verify_sees_a_wrong_count(void **state)
{
    (void)state;
    struct message message = {""};
    struct scenario scenario = scenario_of(ORGANISATION "stances");
    struct world *world = world_of(&scenario, NULL, NULL);
    world->agents.stance[5] = (uint8_t)((world->agents.stance[5] + 1) % STANCE_COUNT);
    assert_int_equal(model_verify(world, &message), STATUS_INVARIANT);
    assert_non_null(strstr(message.text, "stance"));
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused(ORGANISATION "stances.initial_stuck = 0.7; stances.initial_guarding = 0.4", "stances");
    assert_refused("stances", "stances");
    (void)scenario_of(
        ORGANISATION "stances.initial_stuck = 0.4; stances.initial_guarding = 0.3; stances.initial_blaming = 0.2;"
                     "stances.initial_initiating = 0.1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_initiating_is_as_absent),
        cmocka_unit_test(test_the_start),
        cmocka_unit_test(test_only_the_initiating_found),
        cmocka_unit_test(test_noticing),
        cmocka_unit_test(test_accepting),
        cmocka_unit_test(test_contagion),
        cmocka_unit_test(test_contagion_is_fair),
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_blame),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_newcomers),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_verify_sees_a_wrong_count),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
