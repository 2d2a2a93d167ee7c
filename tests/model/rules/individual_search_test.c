/* Trying alone: hill climbing, how often one tries and keeps, and evidence from one's own trials. Statistical checks:
 * see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/before.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/state/agents.h"
#include "model/state/place.h"
#include "model/state/world.h"

static int bits_set(struct bit_set set)
{
    return __builtin_popcountll(set.low) + __builtin_popcountll(set.high);
}

/* Without noise each step of anybody is one bit to something better, found by nobody else's help; in the end everybody
 * stands where no single bit helps. */
static void hill_climbing(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = ring; network.agents = 300; landscape.kind = nk; "
                    "landscape.bits = 10; landscape.domains = 2; start.practice = random; individual_search");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t kept = 0;
    for (int step = 0; step < 200; step++) {
        struct before before = step_after(world);
        for (int64_t i = 0; i < world->events.adoption.count; i++, kept++) {
            const struct adoption_row *row = &world->events.adoption.items[i];
            const struct practice *now = &world->practices.items[row->practice];
            const struct practice *then = &world->practices.items[row->practice_before];
            assert_int_equal(row->channel, CHANNEL_INVENTION);
            assert_int_equal(row->source_count, 0);
            assert_int_equal(row->practice_before, before.use[place_at(world, row->learner, row->domain)]);
            assert_true(now->quality > then->quality);
            assert_int_equal(bits_set(configuration_differences(now->configuration, then->configuration)), 1);
        }
        before_free(&before);
    }
    assert_true(kept > 600);
    for (int64_t place = 0; place < 600; place++) {
        const struct practice *practice = &world->practices.items[world->agents.practice[place]];
        for (int bit = 0; bit < 10; bit++) {
            struct configuration variant = practice->configuration;
            variant.low ^= UINT64_C(1) << bit;
            assert_true(landscape_quality(&world->landscape, practice->domain, variant) <= practice->quality);
        }
    }
    model_free(world);
}

/* On two listed practices the variant is the other one: with rate r and noise s the worse of the two is changed for the
 * better with probability r P(0.1 + s Z > 0), the better for the worse with r P(-0.1 + s Z > 0). */
static void rate_and_noise(void **state)
{
    (void)state;
    enum { AGENTS = 20000 };
    int64_t changed[2] = {0};
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 20000; landscape.kind = listed; "
                    "landscape.practices = {a: 0.4, b: 0.5}; individual_search.trial_probability = 0.7; "
                    "individual_search.outcome_sd = 0.2");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, agent % 2);
    world_pass(world);
    for (int64_t i = 0; i < world->events.adoption.count; i++)
        changed[world->events.adoption.items[i].practice_before]++;
    assert_likely(chance_binomial(changed[0], AGENTS / 2, 0.7 * gsl_cdf_ugaussian_P(0.5)), "for the better");
    assert_likely(chance_binomial(changed[1], AGENTS / 2, 0.7 * gsl_cdf_ugaussian_P(-0.5)), "for the worse");
    model_free(world);
}

/* Every bit is tried as often as every other: seen in the first steps of people who all use the same. */
static void every_bit_is_tried(void **state)
{
    (void)state;
    int64_t times[16] = {0};
    struct scenario scenario = scenario_of("network.kind = line; network.agents = 8000; landscape.kind = match; "
                                           "landscape.bits = 16; start.practice = same; individual_search");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t first = world_used(world, 0, 0);
    int64_t wrong = 16 - llround(world->practices.items[first].quality * 16), kinds = 0;
    world_pass(world);
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct practice *now = &world->practices.items[world->events.adoption.items[i].practice];
        times[__builtin_ctzll(now->configuration.low ^ world->practices.items[first].configuration.low)]++;
    }
    assert_likely(chance_binomial(world->events.adoption.count, 8000, (double)wrong / 16), "a wrong bit is found");
    for (int bit = 0; bit < 16; bit++)
        if (times[bit] > 0) times[kinds++] = times[bit];
    assert_int_equal(kinds, wrong);
    assert_likely(chance_equal_cells((int)kinds, times), "which bit");
    model_free(world);
}

/* With a reach of three exactly three bits change, each three of six as often as any other. */
static void several_bits_are_changed_at_once(void **state)
{
    (void)state;
    int64_t times[64] = {0}, sets[20];
    int count = 0;
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 8000; landscape.kind = match; landscape.bits = 6; "
                    "start.practice = same; individual_search.reach = 3; individual_search.keep = any");
    struct world *world = world_of(&scenario, NULL, NULL);
    uint64_t first = world->practices.items[world_used(world, 0, 0)].configuration.low;
    world_pass(world);
    assert_int_equal(world->events.adoption.count, 8000);
    for (int32_t agent = 0; agent < 8000; agent++)
        times[world->practices.items[world_used(world, agent, 0)].configuration.low ^ first]++;
    for (int set = 0; set < 64; set++)
        if (__builtin_popcount((unsigned)set) == 3) sets[count++] = times[set];
    int64_t all = 0;
    for (int i = 0; i < count; i++) all += sets[i];
    assert_int_equal(all, 8000);
    assert_likely(chance_equal_cells(count, sets), "three bits");
    model_free(world);
}

/* A long jump leads to any practice of the list, and is made from none; to one's own it leads nowhere. */
static void a_jump_leads_anywhere(void **state)
{
    (void)state;
    enum { AGENTS = 20000 };
    int64_t to[5] = {0};
    struct scenario scenario = scenario_of(
        "network.kind = line; network.agents = 20000; landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.2, "
        "c: 0.3, d: 0.4, e: 0.5}; individual_search.jump_probability = 1; individual_search.keep = any");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, 4);
    world_pass(world);
    for (int64_t i = 0; i < world->events.adoption.count; i++) to[world->events.adoption.items[i].practice]++;
    assert_int_equal(to[4], 0);
    assert_likely(chance_binomial(world->events.adoption.count, AGENTS, 0.8), "away");
    assert_likely(chance_equal_cells(4, to), "where to");
    model_free(world);
    scenario = scenario_of("network.kind = line; network.agents = 300; landscape.bits = 40; start.practice = random; "
                           "individual_search.jump_probability = 1; individual_search.keep = any");
    world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    assert_int_equal(world->events.adoption.count, 300);
    assert_int_equal(world->events.practice_parent.count, 0);
    model_free(world);
}

/* Of two practices that are equally good, and of two of which the other one is worse. */
static void what_is_kept_is_as_the_scenario_says(void **state)
{
    (void)state;
    static const struct {
        const char *keep;
        int64_t equal, worse;
    } cases[] = {{"better", 0, 0}, {"no_worse", 50, 0}, {"any", 50, 50}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int worse = 0; worse < 2; worse++) {
            char settings[256];
            snprintf(settings, sizeof settings,
                "network.kind = line; network.agents = 50; landscape.kind = listed; landscape.practices = {a: %s, b: "
                "0.5}; start.practice = last; individual_search.keep = %s",
                worse ? "0.1" : "0.5", cases[i].keep);
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            assert_int_equal(world_used(world, 0, 0), 1);
            world_pass(world);
            assert_int_equal(world->events.adoption.count, worse ? cases[i].worse : cases[i].equal);
            model_free(world);
        }
}

static void who_uses_nothing_tries_something(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.kind = line; network.agents = 2000; landscape.kind = nk; "
                                           "start.practice = none; individual_search.trial_probability = 0.3");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    assert_likely(chance_binomial(world->events.adoption.count, 2000, 0.3), "tried");
    assert_int_equal(world->events.practice_parent.count, 0);
    model_free(world);
}

/* Where beliefs go by evidence a trial is one outcome: a variant that seems better by more than the cost is taken up,
 * one that seems worse is remembered. */
static void a_trial_is_evidence(void **state)
{
    (void)state;
    enum { AGENTS = 20000 };
    struct scenario scenario =
        scenario_of("network.kind = line; network.agents = 20000; landscape.kind = listed; landscape.practices = "
                    "{a: 0.4, b: 0.5}; adoption.rule = evidence; adoption.accept.cost = 0.02; "
                    "adoption.accept.ownership = 0; individual_search.outcome_sd = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < AGENTS; agent++) world_use(world, agent, 0, 0);
    world_pass(world);
    int64_t changed = world->events.adoption.count;
    for (int32_t agent = 0; agent < AGENTS; agent++) {
        const struct known *known = agents_find(&world->agents, agent, 0, 1);
        assert_non_null(known);
        assert_true(known->evidence == 1);
        assert_int_equal(world_used(world, agent, 0), (known->belief - 0.4) / 2 > 0.02);
    }
    assert_likely(chance_binomial(changed, AGENTS, gsl_cdf_ugaussian_P(0.6)), "taken up");
    model_free(world);
}

/* The same organisation with and without: solo alone adds practices that come from no project. */
static void it_goes_with_projects(void **state)
{
    (void)state;
    struct sample more = {0};
    for (int seed = 1; seed <= 20; seed++) {
        double found[2];
        for (int with = 0; with < 2; with++) {
            struct scenario scenario = scenario_of(
                with ? ORGANISATION "individual_search.trial_probability = 0.05; individual_search.outcome_sd = 0.1"
                     : ORGANISATION);
            scenario.run.seed = seed;
            struct world *world = world_of(&scenario, NULL, NULL);
            int64_t alone = 0;
            for (int step = 0; step < 15; step++) {
                world_pass(world);
                for (int64_t i = 0; i < world->events.practice.count; i++)
                    alone += world->events.practice.items[i].project < 0;
            }
            if (!with) assert_int_equal(alone, 0);
            if (with) assert_true(alone > 0);
            found[with] = (double)world->practices.count;
            model_free(world);
        }
        sample_add(&more, found[1] - found[0]);
    }
    print_message("practices found with solo, more: %.1f (se %.1f)\n", sample_mean(&more), sample_error(&more));
    assert_true(sample_mean(&more) > 5 * sample_error(&more));
}

/* The same of choices among ten ways, some of which are still unknown: three of them are made otherwise, in each of the
 * other ways as often as in any. */
static void several_choices_are_changed_at_once(void **state)
{
    (void)state;
    enum { CHOICES = 6, AGENTS = 3000 };
    const struct choices choices = choices_of(CHOICES, 10);
    int64_t which[CHOICES] = {0}, further[9] = {0}, open = 0;
    struct scenario scenario = scenario_of(
        "network.kind = line; network.agents = 3000; landscape.kind = match; landscape.bits = 6; landscape.options = "
        "10; start.practice = random; start.unknown_fraction = 0.1; individual_search.reach = 3; "
        "individual_search.keep = any");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct before before = step_after(world);
    for (int32_t agent = 0; agent < AGENTS; agent++) {
        struct configuration own = world->practices.items[before.use[agent]].configuration;
        struct configuration now = world->practices.items[world_used(world, agent, 0)].configuration;
        int changed = 0;
        for (int32_t c = 0; c < CHOICES; c++) {
            int value = choice_get(choices, now, c), old = choice_get(choices, own, c);
            open += old < 0;
            if (value == old) continue;
            changed++;
            which[c]++;
            if (old >= 0) further[(value - old + 9) % 10]++;
        }
        assert_int_equal(changed, 3);
    }
    assert_likely(chance_binomial(open, CHOICES * AGENTS, 0.1), "unknown at the start");
    assert_likely(chance_equal_cells(CHOICES, which), "which");
    assert_likely(chance_equal_cells(9, further), "to what");
    before_free(&before);
    model_free(world);
}

/* -- how many forms are left (Levinthal 1997, doi:10.1287/mnsc.43.7.934) */

enum { FORM_BITS = 8, FORMS = 1 << FORM_BITS };

/* The probability of ending on each form for somebody who begins with any and goes to one of the better neighbours, all
 * alike, until there is none: forms are gone through from the worst to the best. What does not end there is 0. */
static void ends_on(const double quality[FORMS], double ends[FORMS])
{
    bool done[FORMS] = {false};
    for (int form = 0; form < FORMS; form++) ends[form] = 1.0 / FORMS;
    for (int i = 0; i < FORMS; i++) {
        int worst = -1, better = 0;
        for (int form = 0; form < FORMS; form++)
            if (!done[form] && (worst < 0 || quality[form] < quality[worst])) worst = form;
        done[worst] = true;
        for (int bit = 0; bit < FORM_BITS; bit++) better += quality[worst ^ 1 << bit] > quality[worst];
        for (int bit = 0; bit < FORM_BITS; bit++)
            if (quality[worst ^ 1 << bit] > quality[worst]) ends[worst ^ 1 << bit] += ends[worst] / better;
        if (better > 0) ends[worst] = 0;
    }
}

/* On each landscape the number of forms that people end on is, on average, what follows from these probabilities; all
 * who stand on a peak stay, and with no interactions there is one. */
static void as_many_forms_are_left_as_there_should_be(void **state)
{
    (void)state;
    enum { PEOPLE = 40, LANDSCAPES = 60 };
    static const int interactions[] = {0, 2, 7};
    for (int k = 0; k < 3; k++) {
        struct sample more = {0};
        for (int64_t seed = 1; seed <= LANDSCAPES; seed++) {
            char settings[256];
            double quality[FORMS], ends[FORMS], expected = 0;
            snprintf(settings, sizeof settings,
                "seed = %d; network.agents = %d; landscape.bits = %d; landscape.interactions = %d; start.practice = "
                "random; individual_search",
                (int)seed, PEOPLE, FORM_BITS, interactions[k]);
            struct scenario scenario = scenario_of(settings);
            struct world *world = world_of(&scenario, NULL, NULL);
            for (uint64_t form = 0; form < FORMS; form++)
                quality[form] = landscape_quality(&world->landscape, 0, (struct configuration){.low = form});
            ends_on(quality, ends);
            for (int form = 0; form < FORMS; form++) expected += 1 - pow(1 - ends[form], PEOPLE);
            for (int step = 0; step < 200; step++) world_pass(world);
            int forms = 0;
            for (int64_t p = 0; p < world->practices.count; p++) {
                const struct practice *practice = &world->practices.items[p];
                if (practice->users > 0) assert_true(ends[practice->configuration.low] > 0);
                forms += practice->users > 0;
            }
            if (interactions[k] == 0) assert_int_equal(forms, 1);
            sample_add(&more, forms - expected);
            model_free(world);
        }
        if (interactions[k] > 0) assert_likely(chance_mean(&more, 0, 0), "K = %d", interactions[k]);
    }
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    static const char *const cases[] = {"network.kind = line; network.agents = 5000; landscape.kind = nk; "
                                        "start.practice = random; individual_search.trial_probability = 0.3; "
                                        "individual_search.outcome_sd = 0.1",
        ORGANISATION "individual_search.trial_probability = 0.1; individual_search.outcome_sd = 0.1"};
    for (int c = 0; c < 2; c++) {
        struct scenario scenario = scenario_of(cases[c]);
        struct digest alone = run_digest(&scenario, 10, NULL);
        for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
            struct crew *crew = crew_new(threads);
            assert_true(digest_equal(alone, run_digest(&scenario, 10, crew)));
            crew_free(crew);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hill_climbing),
        cmocka_unit_test(rate_and_noise),
        cmocka_unit_test(every_bit_is_tried),
        cmocka_unit_test(several_bits_are_changed_at_once),
        cmocka_unit_test(several_choices_are_changed_at_once),
        cmocka_unit_test(a_jump_leads_anywhere),
        cmocka_unit_test(what_is_kept_is_as_the_scenario_says),
        cmocka_unit_test(who_uses_nothing_tries_something),
        cmocka_unit_test(a_trial_is_evidence),
        cmocka_unit_test(it_goes_with_projects),
        cmocka_unit_test(as_many_forms_are_left_as_there_should_be),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
