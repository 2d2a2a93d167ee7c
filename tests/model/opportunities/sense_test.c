/* sense: people notice what lies near, by definition, many at once. Statistical checks: see chance.h. Also tests
 * model/opportunities/near.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/sense.h"
#include "model/opportunities/three_units.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* How often each agent noticed the only opportunity, over some steps. */
static void count_notices(struct world *world, int steps, int64_t times[])
{
    for (int step = 0; step < steps; step++) {
        world->step++;
        step_sense(world);
        const struct notice *notices = world->sense->notices.items;
        for (int64_t i = 0; i < world->sense->notices.count; i++) times[notices[i].agent]++;
    }
}

#define SENSE                                                                                                          \
    PLAIN_TEAMS                                                                                                        \
    "opportunities; opportunities.arrival_rate = 0; projects; projects.load = 0.3; sense.nearby_people = 10;"

/* A window of ten around the place; each notices with probability rate times the attention left. */
static void the_near_notice_by_the_attention_that_they_have_left(void **state)
{
    (void)state;
    enum { STEPS = 20000 };
    struct world *world = world_of_three_units(SENSE "sense.noticing_probability = 0.2");
    int64_t times[AGENTS] = {0};
    const struct opportunity other = {.unit = 1};
    world_project(world, other, 1, (const int32_t[]){16});
    world_project(world, other, 2, (const int32_t[]){17, 16});
    for (int i = 0; i < 4; i++) world_project(world, other, 1, (const int32_t[]){18});
    world_open(world, (struct opportunity){.unit = 0, .place = 14});
    count_notices(world, STEPS, times);
    for (int32_t agent = 0; agent < AGENTS; agent++) {
        bool near = agent < 20 && (agent >= 14 || agent < 4);
        double attention = agent == 16 ? 0.4 : agent == 17 ? 0.7 : agent == 18 ? 0 : 1;
        assert_likely(chance_binomial(times[agent], STEPS, near ? 0.2 * attention : 0), "agent %d", agent);
    }
    model_free(world);
}

/* A systemic one reaches windows of the same units in every step, and is noticed by breadth. */
static void a_systemic_opportunity_reaches_the_same_units_again(void **state)
{
    (void)state;
    enum { STEPS = 5000, SPAN = 4 };
    for (int round = 0; round < 2; round++) {
        struct world *world =
            world_of_three_units(SENSE "opportunities.systemic_span = 4; sense.noticing_probability = 1");
        int64_t times[AGENTS] = {0}, in_all = 0, windows[AGENTS] = {0};
        for (int32_t agent = 0; agent < AGENTS; agent++) world->agents.breadth[agent] = 1;
        world_open(world, (struct opportunity){.unit = 1, .place = 3, .systemic = true});
        count_notices(world, 1, windows);
        for (int32_t agent = 0; agent < AGENTS; agent++) in_all += windows[agent];
        assert_int_equal(in_all, 10 * SPAN);
        assert_true(windows[20 + 3] >= 1 && windows[20 + 12] >= 1 && windows[20 + 13] == 0);
        for (int32_t agent = 0; agent < AGENTS; agent++) world->agents.breadth[agent] = round ? 0.25 : 1;
        count_notices(world, STEPS, times);
        for (int32_t agent = 0; agent < AGENTS; agent++)
            assert_likely(chance_binomial(times[agent], STEPS * windows[agent], round ? 0.25 : 1), "agent %d", agent);
        model_free(world);
    }
}

static void who_was_handed_an_idea_notices_it(void **state)
{
    (void)state;
    struct world *world = world_of_three_units(SENSE "sense.noticing_probability = 0");
    int64_t times[AGENTS] = {0};
    world_open(world, (struct opportunity){.unit = 1});
    world->opportunities->open.items[0].handed_to = 400;
    count_notices(world, 5, times);
    for (int32_t agent = 0; agent < AGENTS; agent++) assert_int_equal(times[agent], agent == 400 ? 5 : 0);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_near_notice_by_the_attention_that_they_have_left),
        cmocka_unit_test(a_systemic_opportunity_reaches_the_same_units_again),
        cmocka_unit_test(who_was_handed_an_idea_notices_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
