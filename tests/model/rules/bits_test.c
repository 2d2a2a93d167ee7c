/* The rule superior_majority: steps beside an oracle, how often bits are taken over, and the semi-isolated groups of
 * Fang, Lee and Schilling 2010. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/before.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/place.h"
#include "model/state/world.h"
#include "scenario/check/only.h"
#include "scenario/check/scenario_check.h"

static int bit_of(const struct world *world, int32_t practice, int32_t bit)
{
    return configuration_get(world->practices.items[practice].configuration, bit);
}

/* -- the oracle, where everybody takes over all that they can (rate 1) */

static void check_person(const struct world *world, const struct before *before, int32_t agent, int32_t domain)
{
    int32_t bits = (int32_t)world->scenario.landscape.bits, taken = 0,
            own = before->use[place_at(world, agent, domain)];
    const struct adoption_row *adoption = before->adoption[place_at(world, agent, domain)];
    double *weight = calloc((size_t)world->agents.count, sizeof *weight), total = 0;
    assert_non_null(weight);
    for (int32_t bit = 0; bit < bits; bit++) {
        int32_t votes[2] = {0};
        for (int32_t other = 0; other < world->agents.count; other++) {
            bool better = quality_before(world, before, other, domain) > quality_before(world, before, agent, domain);
            if (!better || !hears(world, agent, other)) continue;
            int value = bit_of(world, before->use[place_at(world, other, domain)], bit);
            if (value >= 0) votes[value]++;
        }
        int before_bit = own >= 0 ? bit_of(world, own, bit) : -1, now = before_bit;
        if (votes[0] != votes[1]) now = votes[1] > votes[0];
        assert_int_equal(world->agents.practice[place_at(world, agent, domain)] < 0
                             ? -1
                             : bit_of(world, world->agents.practice[place_at(world, agent, domain)], bit),
            now);
        if (now == before_bit) continue;
        taken++;
        for (int32_t other = 0; other < world->agents.count; other++)
            if (hears(world, agent, other) &&
                quality_before(world, before, other, domain) > quality_before(world, before, agent, domain) &&
                bit_of(world, before->use[place_at(world, other, domain)], bit) == now)
                weight[other] += 1.0 / votes[now] / bits;
    }
    assert_int_equal(adoption != NULL, taken > 0);
    for (int32_t s = 0; adoption && s < adoption->source_count; s++) {
        const struct adoption_source_row *source = sources_of(world, adoption) + s;
        assert_true(fabs(source->weight - weight[source->source]) < 1e-12);
        assert_int_equal(source->source_adoption, before->use_row[place_at(world, source->source, domain)]);
        weight[source->source] = 0;
        total += source->weight;
    }
    for (int32_t other = 0; other < world->agents.count; other++) assert_true(!adoption || weight[other] < 1e-12);
    if (adoption) {
        assert_true(fabs(total - (double)taken / bits) < 1e-9);
        assert_int_equal(adoption->channel, CHANNEL_COPY);
    }
    free(weight);
}

static void runs_are_what_an_oracle_says(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "network.kind = random; network.mean_degree = 5; landscape.kind = match; landscape.bits = 20; "
        "landscape.block_bits = 2; start.unknown_fraction = 0.3",
        "network.kind = preferential; landscape.kind = nk; landscape.bits = 70; landscape.domains = 2",
        "network.kind = complete; landscape.kind = match; landscape.bits = 30; start.unknown_fraction = 0.33; renew; "
        "renew.turnover_probability = 0",
        "network.kind = line; landscape.kind = nk; start.practice = none; start.unknown_fraction = 0; start.users = "
        "20"};
    for (int c = 0; c < 4; c++) {
        char settings[512];
        snprintf(settings, sizeof settings,
            "network.agents = 100; start.practice = random; %s; adoption.rule = superior_majority; adoption.copy.take "
            "= 1",
            cases[c]);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        int64_t adoptions = 0;
        for (int step = 0; step < 4; step++) {
            struct before before = step_after(world);
            adoptions += world->events.adoption.count;
            for (int32_t agent = 0; agent < world->agents.count; agent++)
                for (int32_t domain = 0; domain < world->agents.domains; domain++)
                    check_person(world, &before, agent, domain);
            before_free(&before);
        }
        assert_true(adoptions > 15);
        model_free(world);
    }
}

/* The middle of a star sees three better leaves that agree on some of 100 bits: of these, as far as it does otherwise,
 * each is taken over with the probability given, whichever the bit. */
static void each_bit_with_the_rate(void **state)
{
    (void)state;
    enum { BITS = 100, RUNS = 400 };
    int64_t open = 0, taken = 0, tied = 0;
    struct scenario scenario =
        scenario_of("network.kind = star; network.agents = 5; landscape.kind = nk; "
                    "landscape.bits = 100; landscape.interactions = 0; start.practice = random; "
                    "start.unknown_fraction = 0.2; adoption.rule = superior_majority; adoption.copy.take = 0.3");
    for (int seed = 1; seed <= RUNS; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        struct before before = step_after(world);
        for (int32_t bit = 0; bit < BITS; bit++) {
            int votes[2] = {0}, own = bit_of(world, before.use[0], bit),
                now = bit_of(world, world->agents.practice[0], bit);
            for (int32_t leaf = 1; leaf < 5; leaf++) {
                int value = bit_of(world, before.use[leaf], bit);
                if (quality_before(world, &before, leaf, 0) > quality_before(world, &before, 0, 0) && value >= 0)
                    votes[value]++;
            }
            int leading = votes[1] > votes[0];
            if (votes[0] == votes[1] || leading == own) {
                assert_int_equal(now, own);
                tied += votes[0] == votes[1];
                continue;
            }
            open++;
            taken += now == leading;
            assert_true(now == leading || now == own);
        }
        before_free(&before);
        model_free(world);
    }
    assert_true(open > 5000 && tied > 1000);
    assert_likely(chance_binomial(taken, open, 0.3), "bits taken over");
}

static void parents_are_the_leading_source_and_oneself(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.kind = ring; network.agents = 60; network.mean_degree = 6; "
                                           "landscape.kind = match; landscape.bits = 40; start.practice = random; "
                                           "adoption.rule = superior_majority; adoption.copy.take = 0.3");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    const struct events *events = &world->events;
    int64_t made = 0;
    for (int64_t i = 0, parent = 0; i < events->practice.count; i++) {
        int32_t practice = events->practice.items[i].practice;
        const struct adoption_row *adoption = events->adoption.items;
        while (adoption->practice != practice) adoption++;
        double most = 0;
        int32_t leading = -1;
        for (int32_t s = 0; s < adoption->source_count; s++) {
            const struct adoption_source_row *source = sources_of(world, adoption) + s;
            if (source->weight > most) most = source->weight, leading = source->source;
        }
        assert_int_equal(events->practice_parent.items[parent].practice, practice);
        assert_int_equal(events->practice_parent.items[parent + 1].practice, practice);
        assert_int_equal(events->practice_parent.items[parent + 1].parent, adoption->practice_before);
        assert_true(leading >= 0);
        parent += 2;
        made++;
    }
    assert_true(made > 20 && events->practice_parent.count == 2 * made);
    model_free(world);
}

/* People to whom bits are unknown at the start: as many as said, and none of those that do not exist. */
static void bits_are_unknown_at_the_start(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 3000; landscape.kind = match; "
                    "landscape.bits = 77; start.practice = random; start.unknown_fraction = 0.25");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t unknown = 0, ones = 0;
    for (int32_t agent = 0; agent < 3000; agent++)
        for (int32_t bit = 0; bit < 128; bit++) {
            int value = bit_of(world, world_used(world, agent, 0), bit);
            assert_true(bit < 77 || value == 0);
            unknown += value < 0;
            ones += value > 0;
        }
    assert_likely(chance_binomial(unknown, 3000 * 77, 0.25), "unknown");
    assert_likely(chance_binomial(ones, 3000 * 77, 0.375), "ones");
    model_free(world);
}

/* -- Fang, Lee and Schilling 2010: 40 groups of 7, each tie inside a group rewired with a probability */

/* Payoff without blocks when all has come to rest; the targets (standard error 0.001 to 0.004, by their reading of the
 * paper): 0.592, 0.928 and 1.000 for shares of 0, 0.05 and 0.2 rewired. Isolated groups cannot learn from each other.
 */
static void semi_isolated_groups(void **state)
{
    (void)state;
    static const struct {
        double rewired, payoff, error;
    } cases[] = {{0, 0.592, 0.002}, {0.05, 0.928, 0.006}, {0.2, 1, 0.002}};
    for (int c = 0; c < 3; c++) {
        struct sample payoff = {0};
        for (int seed = 1; seed <= 12; seed++) {
            char settings[512];
            snprintf(settings, sizeof settings,
                "network.kind = groups; network.agents = 280; network.group_size = 7; network.rewired_fraction = %g; "
                "landscape.kind = match; landscape.bits = 100; "
                "start.practice = random; start.unknown_fraction = 0.333333; adoption.rule = superior_majority; "
                "adoption.copy.take = 0.3; "
                "seed = %d",
                cases[c].rewired, seed);
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            int64_t changes = 1, step = 0;
            for (; changes > 0 && step < 600; step++) {
                events_clear(&world->events);
                assert_int_equal(model_step(world), STATUS_OK);
                changes = world->events.adoption.count;
            }
            double sum = 0;
            for (int32_t agent = 0; agent < 280; agent++)
                sum += world->practices.items[world->agents.practice[agent]].quality;
            sample_add(&payoff, sum / 280);
            world_check(world);
            model_free(world);
        }
        print_message("rewired %.2f: payoff %.3f (se %.3f), target %.3f\n", cases[c].rewired, sample_mean(&payoff),
            sample_error(&payoff), cases[c].payoff);
        assert_likely(chance_normal((sample_mean(&payoff) - cases[c].payoff) /
                                    hypot(fmax(sample_error(&payoff), 0.001), cases[c].error)),
            "rewired %.2f", cases[c].rewired);
    }
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = preferential; network.agents = 3000; landscape.kind = match; landscape.bits = 40; "
                    "landscape.domains = 2; start.practice = random; start.unknown_fraction = 0.3; adoption.rule = "
                    "superior_majority; "
                    "adoption.look.sample = 20; individual_search.trial_probability = 0.1; renew; "
                    "renew.turnover_probability = 0.02; landscape.turbulence = 0.01");
    struct digest alone = run_digest(&scenario, 8, NULL);
    for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
        struct crew *crew = crew_new(threads);
        assert_true(digest_equal(alone, run_digest(&scenario, 8, crew)));
        crew_free(crew);
    }
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        "network.kind = line; landscape.kind = match; start.practice = random; start.unknown_fraction = 0.3; "
        "landscape.turbulence = 0.1; adoption.rule = superior_majority");
    struct message message;
    const char *culprit;
    struct scenario wrong = scenario;
    wrong.landscape.kind = LANDSCAPE_NK;
    assert_int_equal(scenario_check(&wrong, &culprit, &message), STATUS_INPUT);
    assert_string_equal(culprit, "landscape.turbulence");
    const struct parameter *in_vain;
    wrong = scenario;
    wrong.start.practice = START_UNIT;
    assert_int_equal(scenario_check_written(&wrong, &in_vain, &message), STATUS_INPUT);
    assert_string_equal(in_vain->name, "unknown_fraction");
}

/* Of choices among five ways: what two of three do is taken over where the third does something else; where all three
 * differ nothing is; and by number a way is chosen as often as it is used. */
static void several_ways_are_voted_on(void **state)
{
    (void)state;
    enum { CHOICES = 10, RUNS = 600 };
    const struct choices choices = choices_of(CHOICES, 5);
    int64_t taken[2] = {0};
    for (int run = 0; run < 2 * RUNS; run++) {
        char settings[512];
        const bool most = run < RUNS;
        snprintf(settings, sizeof settings,
            "seed = %d; network.kind = complete; network.agents = 4; landscape.kind = match; landscape.bits = 10; "
            "landscape.options = 5; start.practice = none; adoption.rule = superior_majority; adoption.look.heed = "
            "all; "
            "adoption.copy.take = 1; adoption.choose.by = %s",
            run + 1, most ? "most" : "one");
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int32_t agent = 0; agent < 4; agent++) {
            struct configuration own = {0};
            for (int32_t c = 0; c < CHOICES; c++) {
                int others = c % 2 ? (agent + c) % 5 : (agent == 3 ? c + 1 : c) % 5;
                choice_set(choices, &own, c, agent == 0 ? (c + 4) % 5 : others);
            }
            world_use(world, agent, 0, practice_meet(world, 0, own, -1, -1));
        }
        struct configuration own = world->practices.items[world_used(world, 0, 0)].configuration;
        world_pass(world);
        struct configuration now = world->practices.items[world_used(world, 0, 0)].configuration;
        for (int32_t c = 0; c < CHOICES; c++) {
            int value = choice_get(choices, now, c);
            if (most) assert_int_equal(value, c % 2 ? choice_get(choices, own, c) : c % 5);
            if (most || c % 2) continue;
            assert_true(value == c % 5 || value == (c + 1) % 5);
            taken[value == (c + 1) % 5]++;
        }
        model_free(world);
    }
    assert_likely(chance_binomial(taken[1], taken[0] + taken[1], 1.0 / 3), "by number");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_ways_are_voted_on),
        cmocka_unit_test(runs_are_what_an_oracle_says),
        cmocka_unit_test(each_bit_with_the_rate),
        cmocka_unit_test(parents_are_the_leading_source_and_oneself),
        cmocka_unit_test(bits_are_unknown_at_the_start),
        cmocka_unit_test(semi_isolated_groups),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
