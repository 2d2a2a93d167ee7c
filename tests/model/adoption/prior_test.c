/* What people believe when they come: drawn as the scenario says, in mind of everybody, weighed like anything learned;
 * and what is certain stays as it is.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/memory.h"
#include "model/adoption/prior.h"
#include "model/chance.h"
#include "model/mechanism.h"
#include "model/people/people.h"
#include "model/state/agents.h"
#include "model/state/place.h"

enum { OLD, NEW, PEOPLE = 2000 };

#define LISTED                                                                                                         \
    "network.agents = 2000; landscape.kind = listed; landscape.practices = {old: 0.5, new: 0.6}; adoption; "           \
    "adoption.accept.cost = 0; "

static struct world *world_from(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, LISTED "%s", settings);
    struct scenario scenario = scenario_of(text);
    return world_of(&scenario, NULL, NULL);
}

static const struct known *mind(const struct world *world, int32_t agent, int32_t practice)
{
    const struct known *known = agents_find(&world->agents, agent, 0, practice);
    assert_non_null(known);
    return known;
}

static struct sample beliefs(const struct world *world)
{
    struct sample sample = {0};
    for (int32_t agent = 0; agent < PEOPLE; agent++) sample_add(&sample, mind(world, agent, NEW)->belief);
    return sample;
}

static int64_t people_above(const struct world *world, double belief)
{
    int64_t above = 0;
    for (int32_t agent = 0; agent < PEOPLE; agent++) above += mind(world, agent, NEW)->belief > belief;
    return above;
}

static void all_believe_the_same_without_a_spread(void **state)
{
    (void)state;
    struct world *world = world_from("start.prior = {new: 0.57}; start.prior_evidence = 3.5");
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        assert_close(mind(world, agent, NEW)->belief, 0.57);
        assert_close(mind(world, agent, NEW)->evidence, 3.5);
        assert_int_equal(world_used(world, agent, 0), -1);
        assert_null(agents_find(&world->agents, agent, 0, OLD));
    }
    model_free(world);
}

static void normal_beliefs_spread_by_the_deviation_given(void **state)
{
    (void)state;
    struct world *world = world_from("start.prior = {new: 0.4}; start.prior_sd = 0.05");
    struct sample sample = beliefs(world);
    assert_likely(chance_mean(&sample, 0.4, 0), "mean %g", sample_mean(&sample));
    double z = (sample_variance(&sample) / 0.0025 - 1) / sqrt(2.0 / (PEOPLE - 1));
    assert_likely(chance_normal(z), "variance %g", sample_variance(&sample));
    model_free(world);
}

/* A quarter is above the mean by log 3 scales, a tenth by log 9; a scale is sqrt(3) / pi standard deviations. */
static void logistic_beliefs_have_longer_tails(void **state)
{
    (void)state;
    struct world *world = world_from("start.prior = {new: 0.5}; start.prior_kind = logistic; start.prior_sd = 0.05");
    const double scale = 0.05 * sqrt(3) / acos(-1);
    int64_t quarter = people_above(world, 0.5 + scale * log(3)), tenth = people_above(world, 0.5 + scale * log(9));
    assert_likely(chance_binomial(quarter, PEOPLE, 0.25), "%d", (int)quarter);
    assert_likely(chance_binomial(tenth, PEOPLE, 0.1), "%d", (int)tenth);
    assert_likely(chance_binomial(people_above(world, 0.5), PEOPLE, 0.5), "half");
    model_free(world);
}

/* Successes are uniform on [0, 2 m n], failures on [0, 2 (1 - m) n]. */
static void counts_are_successes_and_failures(void **state)
{
    (void)state;
    struct world *world = world_from("start.prior = {new: 0.25}; start.prior_kind = counts; start.prior_evidence = 8");
    struct sample successes = {0}, failures = {0};
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        const struct known *known = mind(world, agent, NEW);
        double won = known->belief * known->evidence, lost = known->evidence - won;
        assert_true(won >= -1e-12 && won <= 4 + 1e-12 && lost >= -1e-12 && lost <= 12 + 1e-12);
        sample_add(&successes, won);
        sample_add(&failures, lost);
    }
    assert_likely(chance_mean(&successes, 2, 0), "mean %g", sample_mean(&successes));
    assert_likely(chance_mean(&failures, 6, 0), "mean %g", sample_mean(&failures));
    assert_true(fabs(sample_variance(&successes) / (16.0 / 12) - 1) < 0.15);
    assert_true(fabs(sample_variance(&failures) / (144.0 / 12) - 1) < 0.15);
    model_free(world);
}

static void people_begin_with_what_they_believe_in(void **state)
{
    (void)state;
    struct world *world = world_from("start.practice = believed; start.certain = old; start.prior = {new: 0.5}; "
                                     "start.prior_sd = 0.1; start.prior_evidence = 7");
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        bool hopes = mind(world, agent, NEW)->belief > 0.5;
        assert_int_equal(world_used(world, agent, 0), hopes ? NEW : OLD);
        assert_close(mind(world, agent, NEW)->evidence, 7);
        assert_close(mind(world, agent, OLD)->belief, 0.5);
    }
    assert_likely(chance_binomial(people_above(world, 0.5), PEOPLE, 0.5), "half");
    model_free(world);
    world = world_from("start.practice = believed; start.prior = {new: 0.3, old: 0.3}");
    assert_int_equal(world_used(world, 0, 0), OLD);
    model_free(world);
}

/* A prior is there before the practice comes into use, and stays when people begin with it otherwise. */
static void a_prior_holds_whoever_gives_the_practice(void **state)
{
    (void)state;
    struct world *world =
        world_from("start.prior = {new: 0.9}; start.prior_evidence = 4; start.practice = last; start.evidence = 2");
    assert_int_equal(world_used(world, 3, 0), NEW);
    assert_close(mind(world, 3, NEW)->belief, 0.9);
    assert_close(mind(world, 3, NEW)->evidence, 4);
    model_free(world);
}

static void newcomers_believe_something_too(void **state)
{
    (void)state;
    struct world *world = world_from("start.prior = {new: 0.5}; start.prior_sd = 0.1; start.practice = believed; "
                                     "renew.turnover_probability = 1");
    double before = mind(world, 5, NEW)->belief;
    world_pass(world);
    assert_true(fabs(mind(world, 5, NEW)->belief - before) > 1e-6);
    assert_int_equal(world_used(world, 5, 0), NEW);
    model_free(world);
}

static void tell(struct world *world, int32_t practice, double belief, double evidence)
{
    struct telling telling = {.target = 1,
        .source = -1,
        .practice = practice,
        .project = -1,
        .channel = CHANNEL_EXTERNAL,
        .source_row = -1,
        .belief = belief,
        .evidence = evidence};
    world->step++;
    world_tell(world, 1, &telling);
}

/* Nothing that is told moves it, and no discount for weak evidence keeps people from it. */
static void what_is_certain_stays_certain(void **state)
{
    (void)state;
    struct world *world = world_from("start.practice = believed; start.certain = old; start.prior = {new: 0.51}");
    assert_int_equal(world_used(world, 1, 0), NEW);
    tell(world, OLD, 0, 1e6);
    assert_close(mind(world, 1, OLD)->belief, 0.5);
    assert_int_equal(world_used(world, 1, 0), NEW);
    tell(world, NEW, 0.48, 1);
    assert_close(mind(world, 1, NEW)->belief, 0.495);
    assert_int_equal(world_used(world, 1, 0), OLD);
    tell(world, NEW, 1, 1);
    assert_int_equal(world_used(world, 1, 0), NEW);
    world_check(world);
    model_free(world);
}

/* With a cost of 0.1, what is certain is worth leaving 0.45 for at 0.56, and what one has little evidence of is not. */
static void what_is_certain_is_not_discounted(void **state)
{
    (void)state;
    for (int certain = 0; certain < 2; certain++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "adoption.accept.cost = 0.1; landscape.practices = {old: 0.5, new: 0.56}; start.evidence = 100; %s",
            certain ? "start.certain = new" : "start.prior = {new: 0.56}");
        struct world *world = world_from(settings);
        world_use(world, 1, 0, OLD);
        tell(world, OLD, 0.4, 100);
        assert_close(mind(world, 1, OLD)->belief, 0.45);
        assert_int_equal(world_used(world, 1, 0), certain ? NEW : OLD);
        model_free(world);
    }
}

/* Nobody told, and nobody found it: who goes over to what was in mind from the start on. */
static void going_over_to_a_prior_has_nobody_to_learn_from(void **state)
{
    (void)state;
    struct world *world = world_from("start.practice = believed; start.certain = old; start.prior = {new: 0.51}");
    int64_t before = world->uptakes->adoptions[CHANNEL_EXTERNAL];
    tell(world, NEW, 0.1, 1);
    assert_int_equal(world->uptakes->adoptions[CHANNEL_EXTERNAL], before + 1);
    tell(world, NEW, 1, 10);
    assert_int_equal(world->uptakes->adoptions[CHANNEL_REVERSION], 1);
    assert_int_equal(world->uptakes->adoptions[CHANNEL_INVENTION], 0);
    model_free(world);
}

static void what_cannot_be(void **state)
{
    (void)state;
    assert_refused(LISTED "start.prior = {knew: 0.5}", "start.prior");
    assert_refused(LISTED "start.certain = odl", "start.certain");
    assert_refused(LISTED "start.certain = new; start.prior = {new: 0.5}", "start.certain");
    assert_refused(LISTED "start.practice = believed", "start.practice");
    assert_refused(
        LISTED "start.prior = {new: 0.5}; adoption.rule = contact; start.practice = believed", "start.practice");
    assert_refused(LISTED "start.prior = {new: 0.5}; start.prior_kind = logistic", "start.prior_kind");
    assert_refused(
        LISTED "start.prior = {new: 0.5}; start.prior_kind = counts; start.prior_sd = 0.1", "start.prior_sd");
    assert_refused(LISTED "start.prior = {new: 0.5}; adoption.rule = best_member", "start.prior");
    assert_refused(LISTED "start.certain = new; adoption.rule = best_member", "start.certain");
    assert_refused(LISTED "start.prior_sd = 0.1", "start.prior_sd");
    assert_refused(LISTED "start.prior_evidence = 3", "start.prior_evidence");
    assert_refused(LISTED "start.prior_kind = counts", "start.prior_kind");
    assert_refused(LISTED "start.prior = {new: 0.5}; start.practice = believed; start.evidence = 3", "start.evidence");
    assert_refused(LISTED "start.prior = {new: 0.5}; start.certain = old; start.practice = last; start.belief_sd = 0.1",
        "start.belief_sd");
    assert_refused("landscape; adoption; start.prior = {new: 0.5}", "start.prior");
    assert_refused("landscape.kind = listed; landscape.practices = {a: 0, b: 0, c: 0}; adoption; people.memory = 2; "
                   "start.certain = a",
        "people.memory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_believe_the_same_without_a_spread),
        cmocka_unit_test(normal_beliefs_spread_by_the_deviation_given),
        cmocka_unit_test(logistic_beliefs_have_longer_tails),
        cmocka_unit_test(counts_are_successes_and_failures),
        cmocka_unit_test(people_begin_with_what_they_believe_in),
        cmocka_unit_test(a_prior_holds_whoever_gives_the_practice),
        cmocka_unit_test(newcomers_believe_something_too),
        cmocka_unit_test(what_is_certain_stays_certain),
        cmocka_unit_test(what_is_certain_is_not_discounted),
        cmocka_unit_test(going_over_to_a_prior_has_nobody_to_learn_from),
        cmocka_unit_test(what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
