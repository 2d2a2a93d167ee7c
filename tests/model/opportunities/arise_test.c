/* arise: opportunities appear, lapse and keep their age, by definition, many at once. Statistical checks: see chance.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/three_units.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* -- arise */

enum { STEPS = 3000, LIFETIME = 4 };

static const int32_t unit_size[UNITS] = {20, 180, 300};

/* What was counted of all that arose. */
struct arisen {
    int64_t count, domain[3], unit[UNITS], systemic, skill[10], place[20];
    struct sample each_step, squares;
    double *difficulty;
    int32_t *step; /* of arising, by number */
};

static void count_arisen(const struct world *world, struct arisen *arisen)
{
    int64_t before = arisen->count;
    for (int64_t i = 0; i < world->opportunities->open.count; i++) {
        const struct opportunity *opportunity = &world->opportunities->open.items[i];
        if (opportunity->open_since != world->step) continue;
        assert_int_equal(opportunity->id, arisen->count);
        assert_int_equal(__builtin_popcountll(opportunity->skills), 3);
        assert_true(opportunity->skills < 1 << 10);
        assert_in_range(opportunity->place, 0, unit_size[opportunity->unit] - 1);
        arisen->domain[opportunity->domain]++;
        arisen->unit[opportunity->unit]++;
        arisen->systemic += opportunity->systemic;
        if (opportunity->unit == 0) arisen->place[opportunity->place]++;
        for (int s = 0; s < 10; s++) arisen->skill[s] += opportunity->skills >> s & 1 ? 1 : 0;
        arisen->difficulty[arisen->count] = gsl_cdf_gamma_P(opportunity->difficulty, 3, 5.0 / 3);
        arisen->step[arisen->count++] = world->step;
    }
    double off = (double)(arisen->count - before) - 15;
    sample_add(&arisen->each_step, off);
    sample_add(&arisen->squares, off * off);
}

static void opportunities_arise_as_described_and_lapse_in_time(void **state)
{
    (void)state;
    struct world *world = world_of_three_units(
        "people.skills = 10; opportunities.arrival_rate = 30; opportunities.systemic_probability = 0.3; "
        "opportunities.difficulty_mean = 5; "
        "opportunities.difficulty_shape = 3; opportunities.skills_needed = 3; opportunities.lifetime = 4");
    struct arisen arisen = {.difficulty = calloc(60000, sizeof(double)), .step = calloc(60000, sizeof(int32_t))};
    int64_t lapsed = 0;
    for (int step = 1; step <= STEPS; step++) {
        events_clear(&world->events);
        assert_int_equal(model_step(world), STATUS_OK);
        count_arisen(world, &arisen);
        for (int64_t i = 0; i < world->events.opportunity.count; i++) {
            const struct opportunity_row *row = &world->events.opportunity.items[i];
            if (row->type != OPPORTUNITY_LAPSED) continue;
            assert_int_equal(row->opportunity, lapsed++);
            assert_int_equal(step, arisen.step[row->opportunity] + LIFETIME);
        }
    }
    assert_int_equal(lapsed + world->opportunities->open.count, arisen.count);
    assert_likely(chance_poisson(arisen.count, 15.0 * STEPS), "%d arose", (int)arisen.count);
    assert_likely(chance_mean(&arisen.squares, 15, 0), "variance of those that arise in a step");
    assert_likely(chance_equal_cells(3, arisen.domain), "domains");
    assert_likely(chance_cells(UNITS, arisen.unit, (const double[]){0.04, 0.36, 0.6}), "units");
    assert_likely(chance_equal_cells(20, arisen.place), "places");
    assert_likely(chance_equal_cells(10, arisen.skill), "skills");
    assert_likely(chance_binomial(arisen.systemic, arisen.count, 0.3), "systemic ones");
    assert_likely(chance_uniform(arisen.count, arisen.difficulty), "difficulty");
    free(arisen.difficulty);
    free(arisen.step);
    model_free(world);
}

/* Where what is in use has quality q there arrives (2 (1 - q))^relief of what else would; nothing in use has quality 0.
 */
static void good_practices_spare_trouble(void **state)
{
    (void)state;
    struct world *world =
        world_of_three_units("landscape.kind = listed; landscape.practices = {bad: 0.1, good: 0.8}; "
                             "opportunities.arrival_rate = 30; opportunities.relief = 1.5; opportunities.lifetime = 1");
    int64_t arrived[UNITS] = {0};
    for (int32_t agent = 0; agent < 200; agent++)
        for (int32_t domain = 0; domain < 3; domain++) world_use(world, agent, domain, 2 * domain + (agent >= 20));
    for (int step = 0; step < STEPS; step++) {
        world->step++;
        events_clear(&world->events);
        step_arise(world);
        for (int64_t i = 0; i < world->events.opportunity.count; i++) {
            const struct opportunity_row *row = &world->events.opportunity.items[i];
            if (row->type == OPPORTUNITY_AROSE) arrived[row->unit]++;
        }
    }
    static const double quality[UNITS] = {0.1, 0.8, 0};
    for (int unit = 0; unit < UNITS; unit++)
        assert_likely(chance_poisson(arrived[unit], 0.03 * unit_size[unit] * STEPS * pow(2 * (1 - quality[unit]), 1.5)),
            "unit %d: %d", unit, (int)arrived[unit]);
    model_free(world);
}

/* -- the clock */

/* How old the oldest opportunity was when a project was founded on it, and how many lapsed. */
static int32_t oldest_taken(const char *settings, int64_t *lapsed)
{
    enum { MOST = 4096 };
    static int32_t arose[MOST];
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t oldest = 0;
    for (int step = 0; step < 100; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.opportunity.count; i++) {
            const struct opportunity_row *row = &world->events.opportunity.items[i];
            assert_in_range(row->opportunity, 0, MOST - 1);
            if (row->type == OPPORTUNITY_AROSE) arose[row->opportunity] = row->step;
            int32_t age = row->step - arose[row->opportunity];
            if (row->type == OPPORTUNITY_TAKEN && age > oldest) oldest = age;
        }
    }
    *lapsed = world->opportunities->lapsed;
    model_free(world);
    return oldest;
}

/* What keeps its age is never taken up when its lifetime is over, however often projects on it failed or never began,
 * also by groups that go on. */
static void what_keeps_its_age_lapses_in_time(void **state)
{
    (void)state;
    int64_t lapsed, others;
    const char *with = ORGANISATION PLAIN_TEAMS "opportunities.lifetime = 20; conclude.continuation_probability = 1;"
                                                "opportunities.keeps_age = true";
    const char *without = ORGANISATION PLAIN_TEAMS "opportunities.lifetime = 20; conclude.continuation_probability = 1";
    assert_in_range(oldest_taken(with, &lapsed), 15, 19);
    assert_true(oldest_taken(without, &others) > 40);
    assert_true(lapsed > others + 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opportunities_arise_as_described_and_lapse_in_time),
        cmocka_unit_test(good_practices_spare_trouble),
        cmocka_unit_test(what_keeps_its_age_lapses_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
