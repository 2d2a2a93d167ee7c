/* Dropping what is in use: for what one began with, and for nothing, with rest and without. On a complete network how
 * many use a practice that is dropped for nothing is a Markov chain (the SIS model), which is worked out here and
 * compared with many runs. Dropping for the one used before is in lapse_test.c. Statistical checks: see
 * chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/parts.h"
#include "model/chance.h"
#include "model/frame/steps.h"
#include "model/people/people.h"
#include "model/state/agents.h"
#include "model/worlds.h"

enum { PEOPLE = 12, FIRST = 4, STEPS = 4, RUNS = 1500 };
static const double BETA = 0.06, DROPS = 0.3;

/* -- the SIS model */

struct distribution {
    double of[PEOPLE + 1];
};

static double binomial(int n, int k, double p)
{
    double ways = 1;
    for (int i = 0; i < k; i++) ways *= (double)(n - i) / (i + 1);
    return ways * pow(p, k) * pow(1 - p, n - k);
}

/* Those who used it when the step began drop it or not, whatever others take up in it. */
static struct distribution after(struct distribution now)
{
    struct distribution next = {{0}};
    for (int users = 0; users <= PEOPLE; users++)
        for (int more = 0; more <= PEOPLE - users; more++)
            for (int less = 0; less <= users; less++)
                next.of[users + more - less] += now.of[users] *
                                                binomial(PEOPLE - users, more, 1 - pow(1 - BETA, users)) *
                                                binomial(users, less, DROPS);
    return next;
}

/* Cells that expect too few for a chi-square go together with the next. */
static double chance_of(const int64_t counts[], const struct distribution *expected)
{
    int64_t count[PEOPLE + 2] = {0};
    double probability[PEOPLE + 2] = {0};
    int cells = 0;
    for (int users = 0; users <= PEOPLE; users++) {
        count[cells] += counts[users];
        probability[cells] += expected->of[users];
        if (RUNS * probability[cells] >= 10) cells++;
    }
    count[cells - 1] += count[cells];
    probability[cells - 1] += probability[cells];
    return chance_cells(cells, count, probability);
}

static int64_t users_after_steps(struct world *world)
{
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        if (world_used(world, agent, 0) >= 0) use_end(world, agent, 0);
        if (agent < FIRST) world_use(world, agent, 0, 0);
    }
    for (int step = 0; step < STEPS; step++) world_pass(world);
    return world->practices.items[0].users;
}

/* By the kernel of simple contagion, and by the general turn. */
static void users_come_and_go_as_the_chain_says(void **state)
{
    (void)state;
    static const char *const ways[] = {"", "adoption.look.sample = 64;"};
    struct distribution expected = {{[FIRST] = 1}};
    for (int step = 0; step < STEPS; step++) expected = after(expected);
    for (int i = 0; i < 2; i++) {
        char settings[512];
        int64_t counts[PEOPLE + 1] = {0};
        snprintf(settings, sizeof settings,
            "network.kind = complete; network.agents = %d; adoption.rule = contact; adoption.accept.beta = %g; %s"
            "adoption.drop.probability = %g; adoption.drop.to = nothing",
            PEOPLE, BETA, ways[i], DROPS);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int run = 0; run < RUNS; run++) counts[users_after_steps(world)]++;
        model_free(world);
        assert_likely(chance_of(counts, &expected), "contact; %s", ways[i]);
    }
}

/* -- rest */

/* Two people: 0 begins, 1 takes it up in step 1, in which 0 drops it. 0 takes it up again when its rest is over. */
static void what_was_dropped_rests(void **state)
{
    (void)state;
    static const char *const ways[] = {"rule = contact; adoption.accept.beta = 1",
        "rule = threshold; adoption.accept.threshold = 0.5", "rule = voter"};
    for (size_t way = 0; way < sizeof ways / sizeof *ways; way++)
        for (int rest = 0; rest < 4; rest++) {
            char settings[512];
            snprintf(settings, sizeof settings,
                "network.kind = complete; network.agents = 2; start.users = 1; start.placement = first; adoption.%s; "
                "adoption.order = together; adoption.drop.probability = 1; adoption.drop.to = nothing; "
                "adoption.drop.rest_steps = %d",
                ways[way], rest);
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            world_pass(world);
            const struct drop_row *row = world->events.drop.items;
            assert_int_equal(world->events.drop.count, 1);
            assert_true(row->agent == 0 && row->domain == 0 && row->practice == 0 && row->adoption == 0);
            assert_int_equal(world_used(world, 1, 0), 0);
            world->rates.drop.probability = 0;
            while (world_used(world, 0, 0) < 0 && world->step < 9) world_pass(world);
            assert_int_equal(world->step, 1 + rest + 1);
            model_free(world);
        }
}

/* A person who rests from one practice takes up another. */
static void another_practice_does_not_rest(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        "network.kind = complete; network.agents = 2; landscape.kind = listed; landscape.practices = {a: 0.5, b: 0.5}; "
        "adoption.rule = contact; adoption.accept.beta = 1; adoption.drop.probability = 1; adoption.drop.to = nothing; "
        "adoption.drop.rest_steps = 50; start.practice = none");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_use(world, 0, 0, 0);
    world_pass(world);
    assert_int_equal(world_used(world, 0, 0), -1);
    world->rates.drop.probability = 0;
    world_pass(world);
    assert_int_equal(world_used(world, 0, 0), -1);
    use_end(world, 1, 0);
    world_use(world, 1, 0, 1);
    world_pass(world);
    assert_int_equal(world_used(world, 0, 0), 1);
    model_free(world);
}

/* -- the start */

enum { A, B, C };
#define LISTED "landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.4, c: 0.6};"

/* A person takes up a practice from another. */
static void learn(struct world *world, int32_t agent, int32_t practice, int32_t source)
{
    uptakes_open(world, 1);
    part_push(&world->uptakes->sources, 0, &(struct uptake_source){source, world->agents.adoption[source], 1});
    uptake_push(world, 0,
        (struct uptake){
            .agent = agent, .practice = practice, .channel = CHANNEL_COPY, .project = -1, .source_count = 1});
    uptakes_carry_out(world);
}

/* Person 0 begins with a, takes up b and then c, and goes back to a by the row of the start. Person 1 begins with
 * nothing, and ends so. Person 2 keeps what it began with; person 3 what it took up in the same step. */
static void one_goes_back_to_the_start(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 6; network.mean_degree = 2; start.practice = none; " LISTED
                                           "adoption.rule = contact; adoption.accept.beta = 0; "
                                           "adoption.drop.probability = 1; adoption.drop.to = start");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_use(world, 0, 0, A);
    world_use(world, 2, 0, A);
    world_use(world, 4, 0, B);
    world_use(world, 5, 0, C);
    const int32_t start = world->agents.adoption[0];
    learn(world, 0, B, 4);
    learn(world, 0, C, 5);
    learn(world, 1, C, 5);
    world->step = 1;
    learn(world, 3, C, 5);
    events_clear(&world->events);
    step_lapse(world);
    world_check(world);
    const struct adoption_row *row = world->events.adoption.items;
    assert_int_equal(world->events.adoption.count, 1);
    assert_true(
        row->learner == 0 && row->practice == A && row->practice_before == C && row->channel == CHANNEL_REVERSION);
    assert_true(row->source_count == 1 && world->events.adoption_source.items[0].source_adoption == start);
    assert_int_equal(world->events.drop.count, 1);
    assert_true(world->events.drop.items[0].agent == 1 && world->events.drop.items[0].practice == C);
    assert_int_equal(world_used(world, 1, 0), -1);
    assert_int_equal(world_used(world, 2, 0), A);
    assert_int_equal(world_used(world, 3, 0), C);
    step_lapse(world);
    assert_int_equal(world->events.adoption.count, 1);
    model_free(world);
}

/* What one helped to find is not dropped; a leaver's successor goes back to what it began with itself, and rests from
 * nothing. */
static void people_keep_what_is_theirs(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 4; network.mean_degree = 2; " LISTED
                                           "adoption.rule = evidence; adoption.drop.probability = 1; adoption.drop.to "
                                           "= nothing; adoption.drop.rest_steps = 9");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < 4; agent++) world_use(world, agent, 0, B);
    agents_find(&world->agents, 1, 0, B)->owned = 1;
    world->step = 1;
    step_lapse(world);
    world_check(world);
    assert_int_equal(world_used(world, 0, 0), -1);
    assert_int_equal(world_used(world, 1, 0), B);
    assert_int_equal(world->practices.items[B].users, 1);
    assert_true(uptake_rests(world, 0, B) && !uptake_rests(world, 0, A) && !uptake_rests(world, 1, B));
    uptakes_open(world, 1);
    person_create(world, 0);
    uptakes_carry_out(world);
    assert_false(uptake_rests(world, 0, B));
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(users_come_and_go_as_the_chain_says),
        cmocka_unit_test(what_was_dropped_rests), cmocka_unit_test(another_practice_does_not_rest),
        cmocka_unit_test(one_goes_back_to_the_start), cmocka_unit_test(people_keep_what_is_theirs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
