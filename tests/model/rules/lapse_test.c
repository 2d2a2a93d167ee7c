/* Lapsing: what was learned and is not one's own is dropped, under every rule. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/parts.h"
#include "model/adoption/learn.h"
#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/learners.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/world.h"

/* What was learned and is not one's own is dropped for what was used before; the source is oneself. What people began
 * with (2) and what they own (1) is not dropped. */
static void what_is_not_ones_own_is_dropped_for_the_one_before(void **state)
{
    (void)state;
    struct world *world = people("adoption.drop.probability = 1");
    world_use(world, 2, 0, D);
    TELL(world, from(9, 0, D, 0.8, 4), from(9, 1, D, 0.8, 4));
    TELL(world, from(11, 0, F, 1, 9));
    agents_find(&world->agents, 1, 0, D)->owned = 1;
    int32_t before = agents_find(&world->agents, 0, 0, D)->row;
    events_clear(&world->events);
    step_lapse(world);
    world_check(world);
    const struct adoption_row *row = only_adoption(world);
    assert_true(
        row->learner == 0 && row->practice == D && row->practice_before == F && row->channel == CHANNEL_REVERSION);
    assert_int_equal(row->source_count, 1);
    assert_source(world, 0, 0, before, 1);
    assert_int_equal(world_used(world, 1, 0), D);
    assert_int_equal(world_used(world, 2, 0), D);
    /* Further back, and not to what lapsed. */
    for (int i = 0; i < 3; i++) step_lapse(world);
    world_check(world);
    assert_int_equal(world_used(world, 0, 0), A);
    assert_int_equal(world->events.adoption.count, 2);
    model_free(world);
}

/* Person 0 begins with a, takes up d and goes back to a: one adopter all the time, and one use of something new until
 * the return. Person 1 is told of nothing but a, which is not new to it. */
static void a_return_to_what_one_began_with_adopts_nothing_new(void **state)
{
    (void)state;
    struct world *world = people("adoption.drop.probability = 1");
    int64_t uses = world->uptakes->uses_learned;
    assert_int_equal(world->uptakes->adopters, 0);
    TELL(world, from(9, 0, D, 0.8, 4), from(6, 1, A, 0.9, 9));
    assert_int_equal(world->uptakes->adopters, 1);
    assert_int_equal(world->uptakes->uses_learned, uses + 1);
    events_clear(&world->events);
    step_lapse(world);
    assert_int_equal(only_adoption(world)->practice, A);
    assert_int_equal(world->uptakes->adopters, 1);
    assert_int_equal(world->uptakes->uses_learned, uses);
    assert_int_equal(world->agents.first_practice[0], A);
    world_check(world);
    model_free(world);
}

static void people_lapse_at_the_rate_given(void **state)
{
    (void)state;
    enum { AGENTS = 3000, STEPS = 20 };
    struct scenario scenario = scenario_of("network.agents = 3000; adoption; adoption.drop.probability = 0.02;" LISTED);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t lapsed = 0;
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, A);
    for (int32_t step = 1; step <= STEPS; step++) {
        static struct telling tellings[AGENTS];
        world->step = step;
        for (int32_t agent = 0; agent < AGENTS; agent++) {
            tellings[agent] = from(-1, agent, F, 1, 10);
            tellings[agent].project = 7;
        }
        world_tell(world, AGENTS, tellings);
        events_clear(&world->events);
        step_lapse(world);
        lapsed += world->events.adoption.count;
    }
    assert_likely(chance_binomial(lapsed, AGENTS * STEPS, 0.02), "%d lapsed", (int)lapsed);
    model_free(world);
}

/* Under every rule people with a memory drop what they were told of, and not what they helped to find; a half each of
 * what lapses at 0.02. Without projects only the rule `evidence` has people remember. */
static void other_rules_know_lapse_where_there_are_projects(void **state)
{
    (void)state;
    enum { AGENTS = 3000, STEPS = 20 };
    for (int r = 0; r < RULE_COUNT; r++) {
        const struct scenario alone = scenario_of_rule(r);
        if (!adoption_sees(&alone) || adoption_needs_bits(&alone)) continue;
        char settings[512];
        snprintf(settings, sizeof settings,
            "network.agents = 3000; opportunities.arrival_rate = 0; projects; adoption.rule = %s; "
            "adoption.drop.probability = "
            "0.02; " LISTED,
            rule_table[r].word);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        int64_t lapsed = 0;
        world->practices.items[F].project = 7;
        for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, A);
        int32_t row = world->agents.adoption[0];
        for (int32_t step = 1; step <= STEPS; step++) {
            world->step = step;
            uptakes_open(world, 1);
            for (int32_t agent = 0; agent < AGENTS; agent++) {
                if (world_used(world, agent, 0) == F) continue;
                if (agent % 2 == 0) part_push(&world->uptakes->sources, 0, &(struct uptake_source){0, row, 1});
                uptake_push(world, 0,
                    (struct uptake){.agent = agent,
                        .domain = 0,
                        .practice = F,
                        .channel = agent % 2 ? CHANNEL_INVENTION : CHANNEL_WORD_OF_MOUTH,
                        .project = 7,
                        .source_count = agent % 2 ? 0 : 1});
            }
            uptakes_carry_out(world);
            world_check(world);
            events_clear(&world->events);
            step_lapse(world);
            for (int64_t i = 0; i < world->events.adoption.count; i++)
                assert_true(world->events.adoption.items[i].learner % 2 == 0 &&
                            world->events.adoption.items[i].practice == A &&
                            world->events.adoption.items[i].channel == CHANNEL_REVERSION);
            lapsed += world->events.adoption.count;
            world_check(world);
            events_clear(&world->events);
        }
        assert_likely(chance_binomial(lapsed, AGENTS / 2 * STEPS, 0.02), "%d lapsed", (int)lapsed);
        model_free(world);
    }
    assert_refused(
        "start.users = 20; adoption.rule = contact; adoption.drop.probability = 0.5", "adoption.drop.probability");
    assert_refused("start.users = 20; adoption.rule = contact; interventions = {3 adoption.drop.probability: 0.5}",
        "interventions");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_ones_own_is_dropped_for_the_one_before),
        cmocka_unit_test(a_return_to_what_one_began_with_adopts_nothing_new),
        cmocka_unit_test(people_lapse_at_the_rate_given),
        cmocka_unit_test(other_rules_know_lapse_where_there_are_projects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
