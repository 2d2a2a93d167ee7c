/* Cascades of projects against the theory of branching processes.
 *
 * Let every opportunity get a team of m at once, of people who never were on one, let every project succeed in its
 * first step, and let nothing arrive after that. Then each member makes Poisson(rate M) opportunities in the M steps in
 * which that one remembers, each of which is one follow-up; so a project has Poisson(R) of them, R = m rate M, whatever
 * became of others, and a cascade is a branching process. Its size has the Borel distribution,
 *
 *     P(n) = e^(-R n) (R n)^(n - 1) / n!
 *
 * (Dwass 1969, Journal of Applied Probability 6, 682), for R above 1, too, where the rest never ends. Each project ends
 * in the step in which it starts, and what follows starts at most M steps later; so a cascade that is to have n
 * projects has them after n M steps, and nothing of it is cut off. The chance of a false alarm of the whole file is
 * below 1e-5 (see chance.h). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/ledger/reproduction.h"
#include "model/watch/observe.h"
#include "model/worlds.h"
#include "random/maths.h"

enum { MEMORY = 4, SIZES_MOST = 10 };

#define IDEAL                                                                                                          \
    "network.agents = 200000; network.kind = line; landscape.kind = listed; landscape.practices = {a: 0.9};"           \
    "start.practice = same; opportunities.regular = true; opportunities.difficulty_mean = 0.01;"                       \
    "opportunities.lifetime = 1; opportunities.difficulty_shape = 1000; opportunities.skills_needed = 0; projects; "   \
    "team.rule = assembly;"                                                                                            \
    "team.max = 2; team.incumbent_probability = 0; team.idle_steps = 1000000; experiment.outcome_sd = 0;"              \
    "people.confidence_mean = 1; people.confidence_sd = 0; people.breadth = 0; initiate.gap_weight = 0;"               \
    "conclude.confidence_shift = 0; create.memory_steps = 4;"

static double borel(double reproduction, int n)
{
    return maths_exp(-reproduction * n + (n - 1) * maths_log(reproduction * n) - maths_log_factorial(n));
}

/* In the first step `arrivals` per 1000 people arrive. Sizes up to `sizes` are counted, and what is larger. */
static void check_cascades(double reproduction, double arrivals, int sizes)
{
    char settings[1024];
    snprintf(settings, sizeof settings, IDEAL "opportunities.arrival_rate = %g; create.making_rate = %.17g", arrivals,
        reproduction / (2 * MEMORY));
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    int64_t count[SIZES_MOST + 1] = {0};
    double expected[SIZES_MOST + 1] = {0}, rest = 1;
    for (int32_t step = 0; step <= sizes * MEMORY; step++) {
        world_pass(world);
        world->rates.opportunities.arrival_rate = 0;
    }
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    const struct numbers *cascades = &world->reproduction->cascades;
    assert_int_equal(cascades->count, arrivals * 200);
    assert_true(2 * world->reproduction->started < world->agents.count / 2);
    for (int64_t i = 0; i < cascades->count; i++) count[cascades->items[i] <= sizes ? cascades->items[i] - 1 : sizes]++;
    for (int n = 1; n <= sizes; n++) rest -= expected[n - 1] = borel(reproduction, n);
    expected[sizes] = rest;
    assert_likely(chance_cells(sizes + 1, count, expected), "sizes at R = %g", reproduction);
    double followed = seen.value[OBSERVE_projects_followed][0], offspring = seen.value[OBSERVE_projects_offspring][0];
    print_message("R = %g: %.4f of %g projects followed\n", reproduction, offspring / followed, followed);
    double off = offspring - reproduction * followed; /* a martingale, of variance R a project */
    assert_true(followed > 300);
    assert_likely(chance_normal(off / sqrt(reproduction * followed)), "follow-ups at R = %g", reproduction);
    observation_free(&seen);
    model_free(world);
}

static void cascades_are_as_large_as_theory_says(void **state)
{
    (void)state;
    check_cascades(0.5, 10, 6);
    check_cascades(0.8, 10, 10);
    check_cascades(1, 3, 8);
    check_cascades(1.25, 2, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cascades_are_as_large_as_theory_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
