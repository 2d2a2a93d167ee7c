/* Users see how what they use turns out, believe accordingly, and may go over to something else.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/activity/use.h"
#include "model/adoption/account.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/world.h"

#define PLAIN "network.agents = 400; network.units = 4; landscape.kind = nk; landscape.domains = 2; adoption; "

static struct world *world_from(const char *settings)
{
    char text[1024];
    snprintf(text, sizeof text, PLAIN "%s", settings);
    struct scenario scenario = scenario_of(text);
    return world_of(&scenario, NULL, NULL);
}

static const struct known *known_in_use(const struct world *world, int32_t agent, int32_t domain)
{
    return agents_find(&world->agents, agent, domain, world_used(world, agent, domain));
}

/* An outcome is one of evidence, and comes with the probability given to each user and domain. */
static void how_many_outcomes(void **state)
{
    (void)state;
    struct world *world = world_from("use.outcome_probability = 0.3; start.evidence = 2");
    double evidence = 0;
    for (int step = 0; step < 20; step++) world_pass(world);
    for (int32_t agent = 0; agent < 400; agent++)
        for (int32_t domain = 0; domain < 2; domain++) {
            double own = known_in_use(world, agent, domain)->evidence - 2;
            assert_true(own == floor(own) && own >= 0 && own <= 20);
            evidence += own;
        }
    assert_likely(chance_binomial((int64_t)evidence, 20 * 800, 0.3), "%g outcomes", evidence);
    assert_int_equal(world->own_use->outcomes, (int64_t)evidence);
    model_free(world);
}

/* Who uses nothing sees nothing. */
static void who_uses_nothing_sees_nothing(void **state)
{
    (void)state;
    struct world *world = world_from("use.outcome_probability = 1; start.practice = none");
    for (int step = 0; step < 5; step++) world_pass(world);
    assert_int_equal(world->own_use->outcomes, 0);
    model_free(world);
}

/* Without noise the belief moves to the quality in one's own context: after n outcomes, beside the evidence e of the
 * start for the true quality q, it is (e q + n q_own) / (e + n); newcomers are in the context of the place. */
static void outcomes_are_those_of_the_own_context(void **state)
{
    (void)state;
    struct world *world = world_from("use.outcome_probability = 1; use.outcome_sd = 0; landscape.context_weight = 0.5");
    struct sample apart = {0};
    for (int step = 0; step < 3; step++) world_pass(world);
    for (int32_t agent = 0; agent < 400; agent++) {
        const struct known *known = known_in_use(world, agent, 0);
        const struct practice *practice = &world->practices.items[known->practice];
        double own =
            landscape_quality_at(&world->landscape, 0, INT32_MAX - agent, practice->configuration, practice->quality);
        assert_true(fabs(known->belief - (practice->quality + 3 * own) / 4) < 1e-9);
        sample_add(&apart, own - practice->quality);
    }
    assert_true(sample_variance(&apart) > 1e-4);
    model_free(world);
}

static void outcomes_vary_by_the_deviation_given(void **state)
{
    (void)state;
    struct world *world = world_from("use.outcome_probability = 1; use.outcome_sd = 0.2; start.evidence = 1");
    struct sample errors = {0};
    world_pass(world);
    for (int32_t agent = 0; agent < 400; agent++) {
        const struct known *known = known_in_use(world, agent, 1);
        sample_add(&errors, 2 * (known->belief - world->practices.items[known->practice].quality));
    }
    assert_likely(chance_mean(&errors, 0, 0), "mean %g", sample_mean(&errors));
    double z = (sample_variance(&errors) / 0.04 - 1) / sqrt(2.0 / 399);
    assert_likely(chance_normal(z), "variance %g", sample_variance(&errors));
    model_free(world);
}

/* Of n seen at once the mean counts as n: their deviation is that of one over the root of n. */
static void several_outcomes_are_worth_as_many(void **state)
{
    (void)state;
    struct world *world =
        world_from("use.outcome_probability = 1; use.outcome_sd = 0.2; use.trials = 16; start.evidence = 4");
    struct sample errors = {0};
    world_pass(world);
    for (int32_t agent = 0; agent < 400; agent++) {
        const struct known *known = known_in_use(world, agent, 0);
        assert_true(known->evidence == 20);
        sample_add(&errors, (known->belief - world->practices.items[known->practice].quality) * 20 / 16);
    }
    assert_int_equal(world->own_use->outcomes, 2 * 400 * 16);
    double z = (sample_variance(&errors) / 0.0025 - 1) / sqrt(2.0 / 399);
    assert_likely(chance_normal(z), "variance %g", sample_variance(&errors));
    model_free(world);
}

/* Beliefs are those of the Beta distribution: e q successes and e (1 - q) failures of the start, and what was seen. */
static void yes_or_no_with_the_quality_as_probability(void **state)
{
    (void)state;
    struct world *world = world_from("use.outcome_probability = 1; use.outcome_kind = yes_no; use.trials = 30; "
                                     "start.evidence = 2; landscape.quality_exponent = 3");
    double successes = 0, expected = 0, variance = 0;
    world_pass(world);
    for (int32_t agent = 0; agent < 400; agent++) {
        const struct known *known = known_in_use(world, agent, 0);
        double quality = world->practices.items[known->practice].quality, own = known->belief * 32 - quality * 2;
        assert_true(fabs(own - round(own)) < 1e-9 && own > -0.5 && own < 30.5);
        successes += own;
        expected += 30 * quality;
        variance += 30 * quality * (1 - quality);
    }
    assert_likely(chance_normal((successes - expected) / sqrt(variance)), "%g successes, not %g", successes, expected);
    model_free(world);
}

/* What is forgotten is evidence, own and heard alike; beliefs stay. */
static void evidence_fades(void **state)
{
    (void)state;
    struct world *world = world_from("use.outcome_probability = 0; use.evidence_decay = 0.25; start.evidence = 2");
    struct telling praise = {.target = 1,
        .source = 0,
        .practice = world_used(world, 1, 0),
        .project = -1,
        .channel = CHANNEL_WORD_OF_MOUTH,
        .source_row = world->agents.adoption[place_at(world, 0, 0)],
        .belief = 0.9,
        .evidence = 6};
    world_tell(world, 1, &praise);
    const double belief = known_in_use(world, 1, 0)->belief;
    for (int step = 0; step < 3; step++) world_pass(world);
    const struct account account = account_of(world, 1, 0);
    assert_close(known_in_use(world, 1, 0)->evidence, 8 * 27.0 / 64);
    assert_close(account.own, 2 * 27.0 / 64);
    assert_close(account.most, 6 * 27.0 / 64);
    assert_true(known_in_use(world, 1, 0)->belief == belief);
    model_free(world);
}

/* Where all evidence is forgotten in every step, people believe what they saw last. */
static void who_forgets_all_believes_the_last_outcome(void **state)
{
    (void)state;
    struct world *world = world_from("use.outcome_probability = 1; use.outcome_kind = yes_no; use.evidence_decay = 1; "
                                     "adoption.accept.cost = 1");
    int64_t yes = 0;
    double expected = 0, variance = 0;
    for (int step = 0; step < 4; step++) world_pass(world);
    for (int32_t agent = 0; agent < 400; agent++) {
        const struct known *known = known_in_use(world, agent, 0);
        double quality = world->practices.items[known->practice].quality;
        assert_true(known->evidence == 1 && (known->belief == 0 || known->belief == 1));
        yes += known->belief > 0.5;
        expected += quality;
        variance += quality * (1 - quality);
    }
    assert_likely(chance_normal(((double)yes - expected) / sqrt(variance)), "%d", (int)yes);
    model_free(world);
}

#define PAIR                                                                                                           \
    "network.kind = complete; network.agents = 2; landscape.kind = listed; landscape.practices = {old: 0, new: 0.6}; " \
    "start.practice = last; start.evidence = 3; people.trust = 1; use.outcome_probability = 1; "                       \
    "tell.who = users; tell.probability = 1; tell.fidelity = 1; adoption; "

/* Who tells outcomes tells each of them, and so both know all that either saw. */
static void outcomes_that_are_told_add_up(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(PAIR "tell.what = outcome; use.outcome_kind = yes_no; use.trials = 2");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 1; step <= 5; step++) {
        world_pass(world);
        const struct known *one = known_in_use(world, 0, 0), *other = known_in_use(world, 1, 0);
        assert_close(one->evidence, 3 + 4 * step);
        assert_close(other->evidence, 3 + 4 * step);
        assert_close(one->belief, other->belief);
        double successes = one->belief * one->evidence - 0.6 * 3;
        assert_true(fabs(successes - round(successes)) < 1e-9);
    }
    model_free(world);
}

/* Nobody tells what was seen in an earlier step. */
static void who_saw_nothing_tells_nothing(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(PAIR "tell.what = outcome; interventions = {3: {use.outcome_probability: 0}}");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 1; step <= 6; step++) world_step(world);
    assert_close(known_in_use(world, 0, 0)->evidence, 3 + 2 * 2);
    model_free(world);
}

/* Shares e^(g b) of those who draw, in what is in mind. */
static void what_is_drawn_goes_by_belief(void **state)
{
    (void)state;
    const double weights[] = {0, 3, -2};
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        char text[512];
        snprintf(text, sizeof text,
            "network.agents = 3000; network.mean_degree = 0; adoption; landscape.kind = listed; landscape.practices = "
            "{a: 0.2, b: 0.8, c: 0.4}; start.practice = last; start.prior = {a: 0.2, b: 0.8}; use.outcome_probability "
            "= 1; "
            "use.outcome_sd = 0; adoption.choose.by = weighted; adoption.choose.quality_weight = %g",
            weights[i]);
        struct scenario scenario = scenario_of(text);
        struct world *world = world_of(&scenario, NULL, NULL);
        int64_t users[3] = {0};
        double share[3] = {exp(0.2 * weights[i]), exp(0.8 * weights[i]), exp(0.4 * weights[i])};
        double all = share[0] + share[1] + share[2];
        for (int step = 0; step < 2; step++) world_pass(world);
        for (int32_t agent = 0; agent < 3000; agent++) users[world_used(world, agent, 0)]++;
        for (int practice = 0; practice < 3; practice++)
            assert_likely(chance_binomial(users[practice], 3000, share[practice] / all), "%d of %d, weight %g",
                (int)users[practice], practice, weights[i]);
        model_free(world);
    }
}

/* Somebody told of something better than believed, and it turned out worse: who learns from using goes back. Its own
 * evidence is nobody's telling, so the sources are those who told, and what is missing is the own. */
static void a_disappointment_is_dropped(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        "network.agents = 40; network.mean_degree = 4; network.units = 2; landscape.kind = listed;"
        "landscape.practices = {old: 0.6, praised: 0.1}; start.practice = none; adoption; adoption.accept.cost = 0.05;"
        "use.outcome_probability = 1; use.outcome_sd = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_use(world, 0, 0, 1);
    world_use(world, 1, 0, 0);
    world->step = 1;
    struct telling praise = {.target = 1,
        .source = 0,
        .practice = 1,
        .project = -1,
        .channel = CHANNEL_WORD_OF_MOUTH,
        .source_row = world->agents.adoption[0],
        .belief = 0.95,
        .evidence = 5};
    world_tell(world, 1, &praise);
    assert_int_equal(world_used(world, 1, 0), 1);
    bool back = false;
    for (int step = 0; step < 10 && !back; step++) {
        events_clear(&world->events);
        world->step++;
        step_use(world);
        world_check(world);
        back = world_used(world, 1, 0) == 0;
    }
    assert_true(back);
    model_free(world);
}

/* Through the years people find out by using which of what they were told is good. */
static void use_makes_beliefs_true(void **state)
{
    (void)state;
    double wrong[2];
    for (int with = 0; with < 2; with++) {
        struct world *world = world_from(with ? "use; start.evidence = 1" : "start.evidence = 1");
        struct sample error = {0};
        for (int32_t agent = 0; agent < 400; agent++) /* all think too well of what they use */
            ((struct known *)(uintptr_t)known_in_use(world, agent, 0))->belief += 0.3;
        for (int step = 0; step < 100; step++) world_pass(world);
        for (int32_t agent = 0; agent < 400; agent++) {
            const struct known *known = known_in_use(world, agent, 0);
            sample_add(&error, fabs(known->belief - world->practices.items[known->practice].quality));
        }
        wrong[with] = sample_mean(&error);
        model_free(world);
    }
    assert_true(wrong[0] > 0.299 && wrong[1] < 0.05);
}

static void none_seen_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "use.outcome_probability = 0", 60);
}

#define MANY ORGANISATION "network.agents = 2500; network.units = 30; use; "

static void any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(MANY, MANY "use.outcome_probability = 0.11", 30);
    assert_any_threads(MANY "tell.what = outcome; use.evidence_decay = 0.1; adoption.choose.by = weighted; "
                            "adoption.choose.quality_weight = 9",
        MANY "tell.what = outcome; use.evidence_decay = 0.1", 30);
}

static void what_cannot_be(void **state)
{
    (void)state;
    assert_refused("landscape.kind = nk; adoption; adoption.rule = best_member; use", "use");
    assert_refused("landscape.kind = nk; use", "use");
    assert_refused(PLAIN "tell.who = users; tell.what = outcome", "tell.what");
    assert_refused(PLAIN "use.outcome_kind = yes_no; use.outcome_sd = 0.1", "use.outcome_sd");
    assert_refused(PLAIN "use; tell.who = users; adoption.choose.by = most", "adoption.choose.by");
    assert_refused(PLAIN "use; tell.who = users; adoption.choose.quality_weight = 2", "adoption.choose.quality_weight");
    assert_refused(PLAIN "use; tell.who = users; adoption.choose.by = weighted; adoption.accept.cost = 0.1",
        "adoption.accept.cost");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_many_outcomes),
        cmocka_unit_test(who_uses_nothing_sees_nothing),
        cmocka_unit_test(outcomes_are_those_of_the_own_context),
        cmocka_unit_test(outcomes_vary_by_the_deviation_given),
        cmocka_unit_test(several_outcomes_are_worth_as_many),
        cmocka_unit_test(yes_or_no_with_the_quality_as_probability),
        cmocka_unit_test(evidence_fades),
        cmocka_unit_test(who_forgets_all_believes_the_last_outcome),
        cmocka_unit_test(outcomes_that_are_told_add_up),
        cmocka_unit_test(who_saw_nothing_tells_nothing),
        cmocka_unit_test(what_is_drawn_goes_by_belief),
        cmocka_unit_test(a_disappointment_is_dropped),
        cmocka_unit_test(use_makes_beliefs_true),
        cmocka_unit_test(none_seen_is_as_absent),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
