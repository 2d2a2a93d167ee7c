/* The general turn of adoption. The rules best_member and conformity: whole runs beside an oracle, the frequencies of
 * looking, sampling and missing bits, and what Lazer and Friedman 2007 found. Statistical checks: see chance.h. Also
 * tests model/adoption/looked_at.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/before.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/place.h"
#include "model/state/practices.h"
#include "model/state/world.h"
#include "network/edges.h"
#include "scenario/check/scenario_check.h"

/* -- the oracle: everybody looks at everybody heard, and copies exactly */

static void check_imitate(const struct world *world, const struct before *before, int32_t agent, int32_t domain,
    const struct adoption_row *adoption)
{
    double best = -1, own = quality_before(world, before, agent, domain);
    for (int32_t other = 0; other < world->agents.count; other++)
        if (hears(world, agent, other)) best = fmax(best, quality_before(world, before, other, domain));
    assert_int_equal(adoption != NULL, best > own);
    if (!adoption) return;
    const struct adoption_source_row *source = sources_of(world, adoption);
    int64_t place = place_at(world, source->source, domain);
    assert_int_equal(adoption->channel, CHANNEL_COPY);
    assert_int_equal(adoption->source_count, 1);
    assert_true(source->weight == 1 && hears(world, agent, source->source));
    assert_int_equal(before->use[place], adoption->practice);
    assert_int_equal(before->use_row[place], source->source_adoption);
    assert_true(world->practices.items[adoption->practice].quality == best);
}

static void check_conform(const struct world *world, const struct before *before, int32_t agent, int32_t domain,
    const struct adoption_row *adoption)
{
    int32_t *users = calloc((size_t)world->practices.count, sizeof *users), most = 0, leaders = 0, better = 0;
    double own = quality_before(world, before, agent, domain);
    assert_non_null(users);
    for (int32_t other = 0; other < world->agents.count; other++) {
        int32_t use = before->use[place_at(world, other, domain)];
        if (hears(world, agent, other) && use >= 0 && ++users[use] > most) most = users[use];
    }
    for (int32_t p = 0; p < world->practices.count && most > 0; p++) {
        leaders += users[p] == most;
        better += users[p] == most && world->practices.items[p].quality > own;
    }
    if (better == 0) assert_null(adoption);
    if (better == leaders && leaders > 0) assert_non_null(adoption);
    if (adoption) {
        assert_int_equal(users[adoption->practice], most);
        assert_int_equal(adoption->source_count, most < 128 ? most : 128);
        assert_true(world->practices.items[adoption->practice].quality > own);
        for (int32_t s = 0; s < adoption->source_count; s++) {
            const struct adoption_source_row *source = sources_of(world, adoption) + s;
            assert_true(source->weight == 1.0 / adoption->source_count && hears(world, agent, source->source));
            assert_int_equal(before->use[place_at(world, source->source, domain)], adoption->practice);
        }
    }
    free(users);
}

static void check_turn(const struct world *world, const struct before *before, int32_t agent, int32_t domain,
    const struct adoption_row *adoption)
{
    if (world->scenario.choose.by == CHOOSE_BEST)
        check_imitate(world, before, agent, domain, adoption);
    else
        check_conform(world, before, agent, domain, adoption);
}

static void check_run(const char *settings, int steps)
{
    run_beside(check_turn, settings, steps, 0.25);
}

#define LISTED                                                                                                         \
    "landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.2, c: 0.3, d: 0.3}; landscape.domains = 2; "
#define SOME "network.mean_degree = 4; network.agents = 200; start.practice = random; "

static void runs_are_what_an_oracle_says(void **state)
{
    (void)state;
    static const char *const networks[] = {"line", "complete", "random", "preferential"};
    for (int n = 0; n < 4; n++)
        for (int r = 0; r < RULE_COUNT; r++) {
            const char *word = rule_table[r].word;
            if (r != ADOPTION_BEST_MEMBER && r != ADOPTION_CONFORMITY) continue;
            char settings[512];
            snprintf(settings, sizeof settings,
                SOME "landscape.kind = nk; landscape.bits = 4; network.kind = %s; "
                     "adoption.rule = %s; renew; renew.turnover_probability = 0.05",
                networks[n], word);
            check_run(settings, 5);
            snprintf(settings, sizeof settings, SOME LISTED "network.kind = %s; adoption.rule = %s", networks[n], word);
            check_run(settings, 3);
            snprintf(settings, sizeof settings,
                SOME LISTED "start.practice = none; start.users = 20; network.kind = %s; adoption.rule = %s",
                networks[n], word);
            check_run(settings, 3);
        }
}

/* -- how often */

/* Many stars whose leaves use practices of growing quality, and whose middles use the worst. */
static struct world *stars(
    const char *settings, int32_t copies, int32_t leaves, const int32_t practice[], int32_t middle)
{
    char text[512];
    struct edge_list list = stars_list(copies, leaves);
    snprintf(text, sizeof text, "network.kind = file; network.edges = none; %s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, &list, NULL);
    edge_list_free(&list);
    for (int32_t copy = 0; copy < copies; copy++) {
        world_use(world, copy * (leaves + 1), 0, middle);
        for (int32_t leaf = 0; leaf < leaves; leaf++)
            world_use(world, copy * (leaves + 1) + 1 + leaf, 0, practice[leaf]);
    }
    return world;
}

#define FIVE "landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.2, c: 0.3, d: 0.4, e: 0.5, f: 0.6}; "

/* With velocity v and a sample of s out of 5 with qualities in order, the k-th is the best seen with probability v (1 -
 * C(k - 1, s) / ...): counted by the ways to draw s of 5. */
static void velocity_and_sample(void **state)
{
    (void)state;
    enum { COPIES = 20000 };
    static const int32_t practice[] = {1, 2, 3, 4, 5};
    static const double ways[] = {1, 5, 10, 10, 5, 1};
    for (int sample = 1; sample <= 5; sample++) {
        char settings[512];
        snprintf(settings, sizeof settings,
            FIVE "adoption.rule = best_member; adoption.turn_probability = 0.6; adoption.look.sample = %d", sample);
        struct world *world = stars(settings, COPIES, 5, practice, 0);
        int64_t counted[6] = {0};
        double expected[6] = {0.4};
        world_pass(world);
        for (int32_t copy = 0; copy < COPIES; copy++) counted[world_used(world, copy * 6, 0)]++;
        for (unsigned set = 0; set < 32; set++)
            if (__builtin_popcount(set) == sample) expected[32 - __builtin_clz(set)] += 0.6 / ways[sample];
        assert_likely(chance_cells(6, counted, expected), "a sample of %d", sample);
        model_free(world);
    }
}

static void of_equals_one_is_drawn(void **state)
{
    (void)state;
    enum { COPIES = 20000 };
    static const int32_t practice[] = {1, 1, 0, 1, 1};
    int64_t which[5] = {0}, two[2] = {0};
    struct world *world = stars(FIVE "adoption.rule = best_member", COPIES, 5, practice, 0);
    world_pass(world);
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        if (row->learner % 6 == 0) which[sources_of(world, row)->source - row->learner - 1]++;
    }
    assert_int_equal(which[2], 0);
    which[2] = which[4];
    assert_likely(chance_equal_cells(4, which), "whom one copies");
    model_free(world);

    static const int32_t split[] = {1, 2, 2, 1};
    world = stars(FIVE "adoption.rule = conformity", COPIES, 4, split, 0);
    world_pass(world);
    for (int32_t copy = 0; copy < COPIES; copy++) two[world_used(world, copy * 5, 0) - 1]++;
    assert_likely(chance_equal_cells(2, two), "which of two that equally many use");
    model_free(world);
}

/* Of 100 bits in which two people differ, each is missed with probability 1 - `take`; what comes of it has both
 * practices as parents. */
static void error_misses_bits(void **state)
{
    (void)state;
    enum { RUNS = 400, BITS = 100 };
    int64_t times[BITS] = {0}, missed = 0, pairs = 0;
    struct scenario scenario = scenario_of("network.kind = line; network.agents = 2; landscape.kind = match; "
                                           "landscape.bits = 100; start.practice = none; adoption.rule = best_member; "
                                           "adoption.copy.take = 0.93");
    struct configuration zeros = {0}, ones = {.low = UINT64_MAX, .high = (UINT64_C(1) << 36) - 1};
    for (int seed = 1; seed <= RUNS; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t number[2] = {practice_meet(world, 0, zeros, -1, -1), practice_meet(world, 0, ones, -1, -1)};
        double difference = world->practices.items[number[0]].quality - world->practices.items[number[1]].quality;
        if (difference != 0) {
            int32_t worse = difference > 0;
            world_use(world, 0, 0, number[0]);
            world_use(world, 1, 0, number[1]);
            world_pass(world);
            assert_int_equal(world->events.adoption.count, 1);
            assert_int_equal(world->events.adoption.items[0].learner, worse);
            int32_t made = world->events.adoption.items[0].practice;
            struct configuration copy = world->practices.items[made].configuration;
            struct bit_set wrong =
                configuration_differences(copy, world->practices.items[number[1 - worse]].configuration);
            for (int bit = 0; bit < BITS; bit++) {
                bool is_wrong = (bit < 64 ? wrong.low >> bit : wrong.high >> (bit - 64)) & 1;
                times[bit] += is_wrong;
                missed += is_wrong;
            }
            if (made > 1) {
                assert_int_equal(world->events.practice_parent.count, 2);
                assert_int_equal(world->events.practice_parent.items[0].parent, number[1 - worse]);
                assert_int_equal(world->events.practice_parent.items[1].parent, number[worse]);
            }
            pairs++;
        }
        model_free(world);
    }
    print_message("bits missed: %.4f\n", (double)missed / (double)(pairs * BITS));
    assert_likely(chance_binomial(missed, pairs * BITS, 0.07), "bits missed");
    assert_likely(chance_equal_cells(BITS, times), "which bits are missed");
}

/* Who copied does not search, even where all was missed; who did not copy does. */
static void who_copied_does_not_search(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        SOME "network.kind = random; landscape.kind = nk; landscape.bits = 10; adoption.rule = best_member; "
             "adoption.copy.take = 0.5; adoption.turn_probability = 0.7; individual_search.trial_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t copied = 0, found = 0, missed = 0;
    for (int step = 0; step < 30; step++) {
        struct before before = step_after(world);
        for (int32_t agent = 0; agent < world->agents.count; agent++) {
            const struct adoption_row *row = before.adoption[agent];
            if (row) assert_int_equal(row->channel, world->agents.copied[agent] ? CHANNEL_COPY : CHANNEL_INVENTION);
            if (row) assert_true(world->events.adoption.items[0].step == world->step);
            copied += row && row->channel == CHANNEL_COPY;
            found += row && row->channel == CHANNEL_INVENTION;
            missed += !row && world->agents.copied[agent];
        }
        assert_int_equal(copied + found > 0, true);
        before_free(&before);
    }
    print_message("%d copied, %d found, %d missed every bit\n", (int)copied, (int)found, (int)missed);
    assert_true(copied > 100 && found > 100 && missed > 10);
    model_free(world);
}

/* Drawn anew for each turn, 1/e of all people have none in a step, whatever they had in the steps before: so many
 * search. */
static void who_is_not_drawn_has_no_turn(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        SOME "landscape.kind = nk; start.practice = random; adoption.rule = voter; adoption.turn_probability = 1; "
             "adoption.search_alone = instead; individual_search.keep = any");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t idle = 0;
    for (int step = 0; step < 20; step++) world_pass(world);
    for (int32_t agent = 0; agent < world->agents.count; agent++) idle += !world->agents.copied[agent];
    assert_true(idle > 40 && idle < 107); /* 74, and a standard deviation of 5 */
    model_free(world);
}

/* -- Lazer and Friedman 2007 */

#define PARALLEL_PROBLEM_SOLVING                                                                                       \
    "network.agents = 100; landscape.kind = nk; landscape.bits = 20; landscape.interactions = 5; "                     \
    "landscape.quality_exponent = 8; landscape.normalised = true; start.practice = random; adoption.rule = "           \
    "best_member; individual_search.trial_probability = "                                                              \
    "1; "

static double quality_now(const struct world *world)
{
    double sum = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        sum += world->practices.items[world->agents.practice[agent]].quality;
    return sum / world->agents.count;
}

/* The same 40 landscapes and starts on a line, on a complete network, and on that with people who seldom look. The
 * targets (standard error 0.01): line 0.2025 at step 5 and 0.8192 at 100, complete 0.4427 and 0.5203, with velocity 0.1
 * 0.750 at 200. */
static void efficient_networks_are_better_early_and_worse_late(void **state)
{
    (void)state;
    enum { RUNS = 40 };
    static const char *const settings[] = {
        "network.kind = line", "network.kind = complete", "network.kind = complete; adoption.turn_probability = 0.1"};
    static const double targets[3][2] = {{0.2025, 0.8192}, {0.4427, 0.5203}, {0, 0.750}};
    struct sample at[3][2] = {{{0}}}, early = {0}, late = {0};
    for (int seed = 1; seed <= RUNS; seed++) {
        double quality[3][2];
        for (int n = 0; n < 3; n++) {
            char text[512];
            snprintf(text, sizeof text, PARALLEL_PROBLEM_SOLVING "%s; seed = %d", settings[n], seed);
            struct scenario scenario = scenario_of(text);
            struct world *world = world_of(&scenario, NULL, NULL);
            for (int step = 1; step <= 100; step++) {
                events_clear(&world->events);
                assert_int_equal(model_step(world), STATUS_OK);
                if (step == 5) quality[n][0] = quality_now(world);
            }
            world_check(world);
            quality[n][1] = quality_now(world);
            if (n == 1) assert_int_equal(world->practices.items[world->agents.practice[0]].users, 100);
            for (int when = 0; when < 2; when++) sample_add(&at[n][when], quality[n][when]);
            model_free(world);
        }
        sample_add(&early, quality[1][0] - quality[0][0]);
        sample_add(&late, quality[0][1] - quality[1][1]);
    }
    for (int n = 0; n < 3; n++)
        for (int when = 0; when < 2; when++) {
            print_message("%s, step %d: %.4f (se %.4f), target %.4f\n", settings[n], when ? 100 : 5,
                sample_mean(&at[n][when]), sample_error(&at[n][when]), targets[n][when]);
            if (targets[n][when] > 0)
                assert_likely(chance_mean(&at[n][when], targets[n][when], 0.01), "%s", settings[n]);
        }
    print_message("complete beats line by %.3f (se %.3f) at step 5, line complete by %.3f (se %.3f) at step 100\n",
        sample_mean(&early), sample_error(&early), sample_mean(&late), sample_error(&late));
    assert_true(sample_mean(&early) > 5 * sample_error(&early) && sample_mean(&late) > 5 * sample_error(&late));
    assert_true(sample_mean(&at[2][0]) < sample_mean(&at[1][0]) && sample_mean(&at[2][1]) > sample_mean(&at[1][1]));
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "network.kind = preferential; network.agents = 4000; landscape.kind = nk; start.practice = random; "
        "adoption.rule = best_member; adoption.copy.take = 0.95; adoption.turn_probability = 0.7; adoption.look.sample "
        "= 3; individual_search.trial_probability = "
        "0.5; "
        "renew; renew.turnover_probability = 0.02",
        "network.kind = complete; network.agents = 4000; landscape.kind = match; start.practice = random; "
        "adoption.rule = conformity; adoption.look.sample = 7; adoption.copy.take = 0.9; "
        "individual_search.trial_probability = 0.5"};
    for (int c = 0; c < 2; c++) {
        struct scenario scenario = scenario_of(cases[c]);
        struct digest alone = run_digest(&scenario, 8, NULL);
        for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
            struct crew *crew = crew_new(threads);
            assert_true(digest_equal(alone, run_digest(&scenario, 8, crew)));
            crew_free(crew);
        }
    }
}

static void check_refused(const char *settings, const char *culprit)
{
    struct scenario scenario =
        scenario_of("network.kind = complete; network.agents = 20000; landscape.kind = nk; start.practice = random; "
                    "adoption.rule = conformity; adoption.look.sample = 1");
    struct message message;
    const char *found;
    char text[128];
    snprintf(text, sizeof text, "%s", settings);
    scenario_apply(&scenario, text);
    assert_int_equal(scenario_check(&scenario, &found, &message), STATUS_INPUT);
    assert_string_equal(found, culprit);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    check_refused("adoption.look.sample = 0", "adoption.look.sample");
    check_refused("-landscape", "start.practice");
    struct message message;
    const char *culprit;
    struct scenario scenario = scenario_of("landscape.kind = nk; landscape.bits = 24; landscape.normalised = true");
    scenario.landscape.bits = 25;
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
    assert_string_equal(culprit, "landscape.normalised");
    scenario.landscape.bits = 24;
    scenario.landscape.context_weight = 0.1;
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_what_an_oracle_says),
        cmocka_unit_test(velocity_and_sample),
        cmocka_unit_test(of_equals_one_is_drawn),
        cmocka_unit_test(error_misses_bits),
        cmocka_unit_test(who_copied_does_not_search),
        cmocka_unit_test(who_is_not_drawn_has_no_turn),
        cmocka_unit_test(efficient_networks_are_better_early_and_worse_late),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
