/* The threshold rule: whole runs beside an oracle that counts from scratch, and the frequencies of adopting below and
 * above the threshold. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/before.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/place.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "scenario/check/scenario_check.h"

/* How many of those whom a person hears told of each practice, counted person by person; heard: how many these are. */
static void count_tellers(const struct world *world, const struct before *before, int32_t agent, int32_t domain,
    int32_t *tellers, int32_t *heard)
{
    int64_t telling = world->scenario.look.telling_steps;
    *heard = 0;
    for (int32_t p = 0; p < world->practices.count; p++) tellers[p] = 0;
    for (int32_t other = 0; other < world->agents.count; other++) {
        if (!hears(world, agent, other)) continue;
        int64_t place = place_at(world, other, domain);
        ++*heard;
        if (before->use[place] >= 0 && (telling == 0 || world->step <= before->use_step[place] + telling))
            tellers[before->use[place]]++;
    }
}

/* Whether what a person did in a deterministic step is what the rule says; the adoption, or NULL. */
static void check_person(const struct world *world, const struct before *before, int32_t agent, int32_t domain,
    const struct adoption_row *adoption)
{
    const struct accept_parameters *with = &world->scenario.accept;
    int32_t tellers[64], heard, use = before->use[place_at(world, agent, domain)], most = 0, any = 0;
    count_tellers(world, before, agent, domain, tellers, &heard);
    for (int32_t p = 0; p < world->practices.count; p++) {
        any += p != use ? tellers[p] : 0;
        if (p != use && tellers[p] > most) most = tellers[p];
    }
    double own = world->agents.threshold[agent];
    double needed = with->measure == THRESHOLD_COUNT ? own : own * heard;
    bool begins = any == 0 && use < 0 && own <= 0 && domain == 0;
    bool follows = most > (use >= 0 ? tellers[use] + 1 : 0) && most >= needed - 1e-9;
    assert_int_equal(adoption != NULL, begins || follows);
    if (!adoption) return;
    assert_int_equal(adoption->channel, begins ? CHANNEL_EXTERNAL : CHANNEL_WORD_OF_MOUTH);
    assert_int_equal(adoption->practice_before, use);
    assert_int_equal(adoption->source_count, most < 128 ? most : 128);
    if (begins) assert_int_equal(adoption->practice, 0);
    if (follows) assert_int_equal(tellers[adoption->practice], most);
    for (int32_t s = 0; s < adoption->source_count; s++) {
        const struct adoption_source_row *source = sources_of(world, adoption) + s;
        int64_t place = place_at(world, source->source, domain);
        assert_int_equal(before->use[place], adoption->practice);
        assert_int_equal(before->use_row[place], source->source_adoption);
        assert_true(source->weight == 1.0 / adoption->source_count);
        assert_true(s == 0 || source[-1].source < source->source || !world->network.complete);
    }
}

static void check_run(const char *settings, int steps)
{
    run_beside(check_person, settings, steps, 0.125);
}

#define LISTED "landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.2, c: 0.3}; landscape.domains = 2; "

static void runs_are_what_an_oracle_says(void **state)
{
    (void)state;
    check_run("network.kind = random; network.agents = 300; network.mean_degree = 5; start.users = 12; "
              "adoption.rule = threshold; adoption.accept.threshold = 0.18",
        12);
    check_run(
        "network.kind = preferential; network.agents = 300; adoption.rule = threshold; "
        "adoption.accept.threshold_kind = normal; adoption.accept.threshold = 0.2; adoption.accept.threshold_sd = 0.15",
        12);
    check_run(LISTED
        "network.kind = small_world; network.agents = 300; network.mean_degree = 6; network.rewired_fraction = 0.2; "
        "start.practice = random; adoption.rule = threshold; adoption.accept.threshold = 0.3",
        12);
    check_run(LISTED "network.kind = complete; network.agents = 200; start.practice = random; "
                     "adoption.rule = threshold; adoption.accept.threshold = 0.2",
        8);
    check_run("network.kind = complete; network.agents = 300; start.users = 150; start.placement = first; "
              "adoption.rule = threshold; adoption.accept.measure = count; adoption.accept.threshold = 100",
        3);
    check_run("network.kind = random; network.agents = 300; network.mean_degree = 6; start.users = 12; "
              "adoption.rule = threshold; adoption.accept.measure = count; adoption.accept.threshold = 1; "
              "adoption.look.telling_steps = 2",
        12);
    check_run("network.kind = torus; network.agents = 400; start.users = 3; start.placement = neighbourhood; "
              "network.rewired_fraction = 0.1; adoption.rule = threshold; adoption.accept.measure = count; "
              "adoption.accept.threshold = 2",
        12);
}

/* 7 of 100 are a share of 0.07, though 0.07 * 100 is a little more than 7 in binary. */
static void a_share_is_reached_in_spite_of_rounding(void **state)
{
    (void)state;
    assert_true(0.07 * 100 > 7);
    for (int users = 6; users <= 7; users++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "network.kind = star; network.agents = 101; adoption.rule = threshold; adoption.accept.threshold = 0.07");
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int32_t agent = 1; agent <= users; agent++) world_use(world, agent, 0, 0);
        world_pass(world);
        assert_int_equal(world->uptakes->adopters, users == 7);
        model_free(world);
    }
}

/* Who hears nobody has no share of them: only a threshold of 0 or less is reached. */
static void who_hears_nobody_adopts_nothing(void **state)
{
    (void)state;
    for (int least = 0; least < 2; least++) {
        struct scenario scenario = scenario_of("network.kind = random; network.agents = 50; network.mean_degree = 0; "
                                               "adoption.rule = threshold; adoption.accept.threshold = 0.001");
        if (least) scenario.accept.threshold.start = 0;
        struct world *world = world_of(&scenario, NULL, NULL);
        world_pass(world);
        assert_int_equal(world->uptakes->adopters, least ? 50 : 0);
        model_free(world);
    }
}

/* Below the threshold with probability `below` a step, at or over it with `above`; where nobody uses it, never. */
static void below_and_above(void **state)
{
    (void)state;
    enum { CAVES = 2000 };
    int64_t adopted[4] = {0}, people[4] = {0};
    struct scenario scenario =
        scenario_of("network.kind = caveman; network.agents = 8000; network.group_size = 4; adoption.rule = threshold; "
                    "adoption.accept.measure = count; adoption.accept.threshold = 2; adoption.accept.below = 0.1; "
                    "adoption.accept.above = 0.6");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t cave = 0; cave < CAVES; cave++)
        for (int32_t user = 0; user < cave % 4; user++) world_use(world, 4 * cave + 3 - user, 0, 0);
    int32_t *before = copy_of(world->agents.practice, world->agents.count);
    world_pass(world);
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        if (before[agent] >= 0) continue;
        int32_t users = 0;
        for (int32_t k = 0; k < tie_count(world, agent); k++) users += before[tie_at(world, agent, k).agent] >= 0;
        people[users]++;
        adopted[users] += world->agents.practice[agent] >= 0;
    }
    for (int users = 0; users < 4; users++) assert_true(people[users] > 200);
    assert_int_equal(adopted[0], 0);
    assert_likely(chance_binomial(adopted[1], people[1], 0.1), "below");
    assert_likely(chance_binomial(adopted[2], people[2], 0.6), "at the threshold");
    assert_likely(chance_binomial(adopted[3], people[3], 0.6), "above");
    free(before);
    model_free(world);
}

/* A neighbourhood is a person and all neighbours; on a lattice those of the lattice, whatever was rewired. */
static void neighbourhoods_begin(void **state)
{
    (void)state;
    static const char *const networks[] = {"kind = torus; network.agents = 63; network.grid_rows = 7",
        "kind = torus; network.agents = 9", "kind = small_world; network.agents = 30; network.mean_degree = 6",
        "kind = preferential; network.agents = 60", "kind = complete; network.agents = 8"};
    for (int n = 0; n < 5; n++)
        for (int seed = 1; seed <= 20; seed++) {
            char settings[256];
            snprintf(settings, sizeof settings,
                "network.%s; start.users = 1; start.placement = neighbourhood; adoption.rule = threshold; seed = %d",
                networks[n], seed);
            struct scenario scenario = scenario_of(settings), rewired = scenario;
            bool lattice = n < 3;
            if (lattice) rewired.network.rewired_fraction = 0.5;
            struct world *world = world_of(&scenario, NULL, NULL), *other = world_of(&rewired, NULL, NULL);
            const struct adoption_row *row = world->events.adoption.items;
            int64_t count = world->events.adoption.count;
            assert_int_equal(count, tie_count(world, row[0].learner) + 1);
            assert_int_equal(other->events.adoption.count, count);
            for (int64_t i = 0; i < count; i++) {
                assert_int_equal(row[i].learner, other->events.adoption.items[i].learner);
                assert_int_equal(world_used(world, row[i].learner, 0), 0);
                assert_true(i == 0 || n == 4 || rows_find(&world->network.told, row[0].learner, row[i].learner) >= 0);
            }
            model_free(world);
            model_free(other);
        }
}

/* The most used practice is one of the equals, each as often; and one's own counts oneself. */
static void of_equals_one_is_drawn(void **state)
{
    (void)state;
    int64_t taken[3] = {0};
    struct scenario scenario = scenario_of(LISTED "network.kind = star; network.agents = 7; adoption.rule = threshold; "
                                                  "adoption.accept.threshold = 0.3");
    for (int seed = 1; seed <= 3000; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int32_t agent = 1; agent <= 6; agent++) world_use(world, agent, 1, 3 + (agent - 1) / 2);
        if (seed % 4 == 0) world_use(world, 0, 1, 3 + seed % 3);
        world_pass(world);
        int32_t use = world_used(world, 0, 1);
        if (seed % 4 == 0)
            assert_int_equal(use, 3 + seed % 3);
        else
            taken[use - 3]++;
        model_free(world);
    }
    assert_likely(chance_equal_cells(3, taken), "which of the equals");
}

static void newcomers_have_thresholds_of_their_own(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        "network.kind = random; network.agents = 4000; network.mean_degree = 6; start.users = 40; "
        "adoption.rule = threshold; adoption.accept.threshold_kind = normal; adoption.accept.threshold = 0.3; renew; "
        "renew.turnover_probability = 0.1; seed = 5");
    struct world *world = world_of(&scenario, NULL, NULL);
    double *before = malloc((size_t)world->agents.count * sizeof *before);
    assert_non_null(before);
    memcpy(before, world->agents.threshold, (size_t)world->agents.count * sizeof *before);
    struct sample start = {0}, later = {0};
    for (int step = 0; step < 5; step++) world_pass(world);
    int64_t different = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        sample_add(&start, before[agent]);
        if (before[agent] == world->agents.threshold[agent]) continue;
        different++;
        sample_add(&later, world->agents.threshold[agent]);
    }
    assert_likely(chance_binomial(different, world->agents.count, 1 - pow(0.9, 5)), "changed hands");
    assert_likely(chance_mean(&start, 0.3, 0), "at the start");
    assert_likely(chance_mean(&later, 0.3, 0), "later");
    free(before);
    model_free(world);
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    static const char *const cases[] = {LISTED
        "network.kind = preferential; network.agents = 4000; start.practice = random; "
        "adoption.rule = threshold; adoption.accept.threshold = 0.3; adoption.accept.below = 0.05; "
        "adoption.accept.above = 0.5; "
        "renew; renew.turnover_probability = 0.02",
        LISTED "network.kind = complete; network.agents = 3000; start.practice = random; adoption.rule = threshold; "
               "adoption.accept.threshold_kind = normal; adoption.accept.above = 0.5; renew; "
               "renew.turnover_probability = 0.02"};
    for (int c = 0; c < 2; c++) {
        struct scenario scenario = scenario_of(cases[c]);
        struct digest alone = run_digest(&scenario, 12, NULL);
        for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
            struct crew *crew = crew_new(threads);
            assert_true(digest_equal(alone, run_digest(&scenario, 12, crew)));
            crew_free(crew);
        }
    }
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = ring; adoption.rule = threshold; adoption.accept.measure = count; "
                    "adoption.accept.threshold = 2");
    struct message message;
    const char *culprit;
    scenario.accept.measure = THRESHOLD_SHARE;
    assert_int_equal(scenario_check(&scenario, &culprit, &message), STATUS_INPUT);
    assert_string_equal(culprit, "adoption.accept.threshold");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_what_an_oracle_says),
        cmocka_unit_test(a_share_is_reached_in_spite_of_rounding),
        cmocka_unit_test(who_hears_nobody_adopts_nothing),
        cmocka_unit_test(below_and_above),
        cmocka_unit_test(neighbourhoods_begin),
        cmocka_unit_test(of_equals_one_is_drawn),
        cmocka_unit_test(newcomers_have_thresholds_of_their_own),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
