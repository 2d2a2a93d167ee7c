/* Stances: who founds, joins and notices, and stances as a whole.
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
#include "model/people/unmoved.h"
#include "model/projects/gather.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

#define HALF_INITIATING                                                                                                \
    "stances.initial_stuck = 0; stances.initial_guarding = 0; stances.initial_blaming = 0; "                           \
    "stances.initial_initiating = 0.5; stances.noticing_factor = 1;"

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
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_newcomers),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_verify_sees_a_wrong_count),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
