/* Who leaves, and whom newcomers copy: against exact probabilities where there are two practices, and who is the source
 * of what, where there are many. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_randist.h>
#include <stdio.h>

#include "model/adoption/memory.h"
#include "model/before.h"
#include "model/chance.h"
#include "model/mechanism.h"
#include "model/state/agents.h"

enum { PEOPLE = 30, FIRST = 12, RUNS = 4000 };

/* Of two practices `better` is in use by FIRST people, the other by the rest. */
#define TWO                                                                                                            \
    "network.kind = complete; network.agents = 30; landscape.kind = listed; landscape.practices = {better: 0.7, "      \
    "worse: 0.5}; start.practice = last; start.users = 12; "

static struct world *world_with(const char *settings, uint64_t seed)
{
    static struct scenario scenario;
    char text[1024];
    snprintf(text, sizeof text, TWO "seed = %d; %s", (int)seed, settings);
    scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    return world;
}

/* -- how many of each leave: people leave one after another, with weight */

struct odds {
    double of[PEOPLE + 1][FIRST + 1]; /* by how many leave, and how many of them use the better practice */
};

static struct odds leaving(double turnover, double weight)
{
    static struct odds odds;
    const double better = exp(-weight * 0.7), worse = exp(-weight * 0.5);
    odds = (struct odds){.of = {{1}}};
    for (int left = 0; left < PEOPLE; left++)
        for (int k = 0; k <= FIRST && k <= left; k++) {
            double all = (FIRST - k) * better + (PEOPLE - FIRST - (left - k)) * worse;
            double next = (FIRST - k) * better / all;
            if (k < FIRST) odds.of[left + 1][k + 1] += odds.of[left][k] * next;
            odds.of[left + 1][k] += odds.of[left][k] * (1 - next);
        }
    for (int left = 0; left <= PEOPLE; left++)
        for (int k = 0; k <= FIRST; k++) odds.of[left][k] *= gsl_ran_binomial_pdf((unsigned)left, turnover, PEOPLE);
    return odds;
}

static void who_does_badly_leaves_sooner(void **state)
{
    (void)state;
    static const double weights[] = {0, 3, 20};
    for (int w = 0; w < 3; w++) {
        char settings[128];
        int64_t times[PEOPLE + 1][FIRST + 1] = {{0}}, cells[PEOPLE * FIRST] = {0};
        double probability[PEOPLE * FIRST] = {1};
        int count = 1;
        const struct odds odds = leaving(0.15, weights[w]);
        snprintf(settings, sizeof settings, "renew.turnover_probability = 0.15; renew.leaving_quality_weight = %g",
            weights[w]);
        for (uint64_t seed = 1; seed <= RUNS; seed++) {
            struct world *world = world_with(settings, seed);
            int32_t left = FIRST - world->practices.items[0].users; /* newcomers begin with the worse one */
            times[world->events.turnover.count][left]++;
            model_free(world);
        }
        for (int left = 0; left <= PEOPLE; left++)
            for (int k = 0; k <= FIRST; k++) {
                bool rare = odds.of[left][k] * RUNS < 12;
                cells[rare ? 0 : count] += times[left][k];
                if (!rare) probability[count] = odds.of[left][k], probability[0] -= odds.of[left][k], count++;
            }
        assert_true(count > 10);
        assert_likely(chance_cells(count, cells, probability), "weight %g", weights[w]);
    }
}

/* -- whom newcomers copy: where all leave at once, the chain of Wright and Fisher */

static void who_does_well_is_copied(void **state)
{
    (void)state;
    static const double weights[] = {0, 3, 1000};
    for (int w = 0; w < 3; w++) {
        char settings[128];
        int64_t users = 0, at_most = 0;
        double p = FIRST / (FIRST + (PEOPLE - FIRST) * exp(-weights[w] * 0.2));
        const unsigned middle = (unsigned)(PEOPLE * p);
        snprintf(settings, sizeof settings,
            "renew.turnover_probability = 1; renew.copy_probability = 1; renew.copying_quality_weight = %g",
            weights[w]);
        for (uint64_t seed = 1; seed <= RUNS / 4; seed++) {
            struct world *world = world_with(settings, seed);
            users += world->practices.items[0].users;
            at_most += world->practices.items[0].users <= (int32_t)middle;
            model_free(world);
        }
        assert_likely(chance_binomial(users, PEOPLE * RUNS / 4, p), "weight %g", weights[w]);
        assert_likely(chance_binomial(at_most, RUNS / 4, gsl_cdf_binomial_P(middle, p, PEOPLE)), "each by itself");
    }
}

/* Some copy, the others begin as people do. */
static void some_newcomers_copy(void **state)
{
    (void)state;
    int64_t copied = 0, left = 0;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct world *world = world_with("renew.turnover_probability = 0.5; renew.copy_probability = 0.3", seed);
        left += world->events.turnover.count;
        for (int64_t i = 0; i < world->events.adoption.count; i++) {
            const struct adoption_row *row = &world->events.adoption.items[i];
            assert_true(row->channel == CHANNEL_ONBOARDING || (row->channel == CHANNEL_INITIAL && row->practice == 1));
            copied += row->channel == CHANNEL_ONBOARDING;
        }
        model_free(world);
    }
    assert_likely(chance_binomial(copied, left, 0.3), "who copies");
}

/* -- what is said of it */

/* Everybody who comes begins in both domains with what one person used before the step, or with nothing where that one
 * used nothing; it is what the person began with; and belief comes along. */
static void one_person_is_the_source_of_all(void **state)
{
    (void)state;
    enum { AGENTS = 200, STEPS = 20 };
    struct scenario scenario = scenario_of(
        "network.agents = 200; landscape.domains = 2; landscape.bits = 40; start.practice = random; start.belief_sd = "
        "0.2; start.evidence = 3; adoption.rule = evidence; renew.turnover_probability = 0.2; renew.copy_probability = "
        "1; renew.leaving_quality_weight = 5; renew.copying_quality_weight = 5");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t rows = 0, none = 0;
    double before_all = 0, after_all = 0;
    for (int32_t agent = 0; agent < AGENTS; agent += 3) use_end(world, agent, 1);
    for (int step = 0; step < STEPS; step++) {
        double belief[AGENTS][2];
        for (int32_t agent = 0; agent < AGENTS; agent++)
            for (int32_t d = 0; d < 2; d++) belief[agent][d] = person_belief(world, agent, d);
        struct before before = step_after(world);
        for (int32_t agent = 0; agent < AGENTS; agent++) before_all += quality_before(world, &before, agent, 0);
        for (int32_t agent = 0; agent < AGENTS; agent++)
            after_all += world->practices.items[world_used(world, agent, 0)].quality;
        for (int64_t i = 0; i < world->events.turnover.count; i++) {
            int32_t agent = world->events.turnover.items[i].agent;
            const struct adoption_row *row = before.adoption[place_at(world, agent, 0)];
            assert_non_null(row);
            int32_t whom = sources_of(world, row)->source;
            for (int32_t d = 0; d < 2; d++) {
                const int64_t place = place_at(world, agent, d), theirs = place_at(world, whom, d);
                row = before.adoption[place];
                assert_int_equal(world->agents.practice[place], before.use[theirs]);
                assert_int_equal(world->agents.first_practice[place], before.use[theirs]);
                assert_int_equal(row != NULL, before.use[theirs] >= 0);
                none += row == NULL;
                if (!row) continue;
                const struct adoption_source_row *source = sources_of(world, row);
                const struct known *known = agents_find(&world->agents, agent, d, row->practice);
                assert_int_equal(row->channel, CHANNEL_ONBOARDING);
                assert_int_equal(row->source_count, 1);
                assert_int_equal(row->practice_before, -1);
                assert_int_equal(source->source, whom);
                assert_int_equal(source->source_adoption, before.use_row[theirs]);
                assert_true(known->belief == belief[whom][d] && known->evidence == 3);
                assert_int_equal(world->agents.learned[place], 0);
                rows++;
            }
        }
        before_free(&before);
    }
    assert_true(rows > 1000 && none > 0);
    assert_true(after_all > before_all);
    assert_int_equal(world->uptakes->adopters, 0);
    model_free(world);
}

/* A key that would do nothing is refused. */
static void what_has_no_effect_is_refused(void **state)
{
    (void)state;
    assert_refused("renew.copying_quality_weight = 1", "renew.copying_quality_weight");
    assert_refused("landscape; renew.copying_quality_weight = 1", "renew.copying_quality_weight");
    assert_refused("renew.leaving_quality_weight = 1", "renew.leaving_quality_weight");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(who_does_badly_leaves_sooner),
        cmocka_unit_test(who_does_well_is_copied), cmocka_unit_test(some_newcomers_copy),
        cmocka_unit_test(one_person_is_the_source_of_all), cmocka_unit_test(what_has_no_effect_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
