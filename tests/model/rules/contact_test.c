/* The contact rule: its exact law on small graphs, many copies of each at once. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/state/practices.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* -- many copies of one small graph */

/* Stars whose leaves use the practices given (-1: none), and whose middles use `middle`. */
static struct world *world_of_stars(
    const char *settings, int32_t copies, int32_t leaves, const int32_t practice[], int32_t middle)
{
    char text[512];
    snprintf(text, sizeof text, "network.kind = file; network.edges = none; adoption; adoption.rule = contact; %s",
        settings);
    struct scenario scenario = scenario_of(text);
    struct edge_list list = stars_list(copies, leaves);
    struct world *world = world_of(&scenario, &list, NULL);
    edge_list_free(&list);
    for (int32_t copy = 0; copy < copies; copy++) {
        int32_t first = copy * (leaves + 1);
        if (middle >= 0) world_use(world, first, 0, middle);
        for (int32_t leaf = 0; leaf < leaves; leaf++)
            if (practice[leaf] >= 0) world_use(world, first + 1 + leaf, 0, practice[leaf]);
    }
    return world;
}

/* k users reach the middle with probability 1 - (1 - beta)^k; how many of them are its sources is binomial, given that
 * it is not none; each is one as often as every other. */
static void check_star(int32_t leaves, double beta)
{
    enum { COPIES = 4000 };
    int32_t practice[100] = {0};
    int64_t numbers[100] = {0}, which[100] = {0};
    double expected[100], none = pow(1 - beta, leaves);
    char settings[64];
    snprintf(settings, sizeof settings, "adoption.accept.beta = %.17g", beta);
    struct world *world = world_of_stars(settings, COPIES, leaves, practice, -1);
    world_pass(world);
    const struct adoption_row *rows = world->events.adoption.items;
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        assert_int_equal(rows[i].learner % (leaves + 1), 0);
        assert_int_equal(rows[i].channel, CHANNEL_WORD_OF_MOUTH);
        numbers[rows[i].source_count - 1]++;
        for (int32_t s = 0; s < rows[i].source_count; s++) {
            const struct adoption_source_row *source = world_sources(world, &rows[i]) + s;
            assert_true(source->weight == 1.0 / rows[i].source_count);
            assert_true(source->source > rows[i].learner && source->source <= rows[i].learner + leaves);
            which[source->source - rows[i].learner - 1]++;
        }
    }
    int64_t takers = world->events.adoption.count;
    assert_likely(chance_binomial(takers, COPIES, 1 - none), "%d tellers", leaves);
    int cells = 0;
    double left = 1;
    for (int32_t k = 1; k <= leaves; k++) {
        double p = gsl_cdf_binomial_P((unsigned)k, beta, (unsigned)leaves) -
                   gsl_cdf_binomial_P((unsigned)k - 1, beta, (unsigned)leaves);
        bool last = k == leaves || (left - p / (1 - none)) * (double)takers < 20;
        expected[cells] = last ? left : p / (1 - none);
        left -= expected[cells++];
        if (!last) continue;
        for (int32_t more = k; more < leaves; more++) numbers[cells - 1] += numbers[more];
        break;
    }
    assert_likely(chance_cells(cells, numbers, expected), "sources among %d tellers", leaves);
    assert_likely(chance_equal_cells(leaves, which), "which of %d tellers", leaves);
    model_free(world);
}

static void each_teller_by_itself_takes_effect_with_probability_beta(void **state)
{
    (void)state;
    check_star(1, 0.3);
    check_star(2, 0.3);
    check_star(5, 0.07);
    check_star(20, 0.15);
    check_star(63, 0.01);
    check_star(64, 0.01);
    check_star(90, 0.02);
    check_star(7, 1);
}

/* Of tellers of several practices those that take effect are drawn, one of them decides the practice, and all of them
 * with that practice are sources: the law by counting every set of tellers. */
static void of_several_practices_one_that_took_effect_is_taken_up(void **state)
{
    (void)state;
    enum { COPIES = 20000, LEAVES = 5 };
    static const int32_t practice[LEAVES] = {1, 2, 1, 0, 1};
    double expected[2 * LEAVES] = {0}, beta = 0.25;
    int64_t counted[2 * LEAVES] = {0};
    struct world *world = world_of_stars("landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.2, c: 0.3}; "
                                         "adoption.accept.beta = 0.25",
        COPIES, LEAVES, practice, 0);
    for (unsigned set = 1; set < 1 << LEAVES; set++) {
        int tellers[3] = {0}, effective = 0;
        for (int leaf = 0; leaf < LEAVES; leaf++) tellers[practice[leaf]] += set >> leaf & 1 ? 1 : 0;
        if (tellers[0] > 0) continue; /* what one uses oneself does not count */
        effective = tellers[1] + tellers[2];
        double p = pow(beta, effective) * pow(1 - beta, LEAVES - 1 - effective) / (1 - pow(1 - beta, LEAVES - 1));
        for (int which = 1; which <= 2; which++)
            if (tellers[which] > 0)
                expected[(which - 1) * LEAVES + tellers[which] - 1] += p * tellers[which] / effective;
    }
    world_pass(world);
    int64_t takers = 0;
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        if (row->learner % (LEAVES + 1) != 0) continue;
        takers++;
        assert_int_equal(row->practice_before, 0);
        assert_in_range(row->practice, 1, 2);
        for (int32_t s = 0; s < row->source_count; s++)
            assert_int_equal(practice[world_sources(world, row)[s].source - row->learner - 1], row->practice);
        counted[(row->practice - 1) * LEAVES + row->source_count - 1]++;
    }
    assert_likely(chance_binomial(takers, COPIES, 1 - pow(1 - beta, LEAVES - 1)), "whether one of them is taken up");
    assert_likely(chance_cells(2 * LEAVES, counted, expected), "practices and their sources");
    model_free(world);
}

/* With nobody to learn from, the first practice is taken up with probability `innovation`, unless a telling took
 * effect in the same step or it is in use already. */
static void spontaneous_adoption_is_of_the_first_practice(void **state)
{
    (void)state;
    enum { COPIES = 10000 };
    static const int32_t practice[] = {1};
    int64_t times[2][CHANNEL_COUNT] = {{0}};
    struct world *world = world_of_stars("landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.2}; "
                                         "adoption.accept.beta = 0.2; adoption.accept.innovation = 0.1",
        COPIES, 1, practice, -1);
    world_pass(world);
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        times[row->learner % 2][row->channel]++;
        assert_int_equal(row->practice, row->channel == CHANNEL_EXTERNAL ? 0 : 1);
        assert_int_equal(row->source_count, row->channel == CHANNEL_EXTERNAL ? 0 : 1);
    }
    assert_likely(chance_binomial(times[0][CHANNEL_WORD_OF_MOUTH], COPIES, 0.2), "told");
    assert_likely(chance_binomial(times[0][CHANNEL_EXTERNAL], COPIES, 0.8 * 0.1), "spontaneous");
    assert_likely(chance_binomial(times[1][CHANNEL_EXTERNAL], COPIES, 0.1), "spontaneous in place of another");
    assert_int_equal(times[1][CHANNEL_WORD_OF_MOUTH], 0);
    for (int32_t agent = 0; agent < 2 * COPIES; agent++) world_use(world, agent, 0, 0);
    world_pass(world);
    assert_int_equal(world->events.adoption.count, 0);
    model_free(world);
}

/* The first practice is there to be taken up whatever the landscape, and is the one that adopters begin with. */
static void the_first_practice_is_there_on_every_landscape(void **state)
{
    (void)state;
    static const char *const landscapes[] = {"", "landscape.kind = nk; start.practice = none;",
        "landscape.kind = match; start.practice = unit;", "landscape.kind = listed; landscape.practices = {a: 1};"};
    for (int i = 0; i < 8; i++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "%s network.agents = 200; adoption.rule = contact; adoption.accept.innovation = 0.2; start.users = %d",
            landscapes[i / 2], i % 2 * 9);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t first = practices_find(&world->practices, 0, (struct configuration){0});
        int64_t spontaneous = 0;
        for (int step = 0; step < 3; step++) {
            world_pass(world);
            for (int64_t row = 0; row < world->events.adoption.count; row++) {
                if (world->events.adoption.items[row].channel != CHANNEL_EXTERNAL) continue;
                assert_int_equal(world->events.adoption.items[row].practice, first);
                spontaneous++;
            }
        }
        assert_true(spontaneous > 0);
        model_free(world);
    }
}

static void on_a_complete_network_everybody_tells_everybody(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.kind = complete; network.agents = 5000; start.users = 37; adoption.rule = contact; "
                    "adoption.accept.beta = 0.01");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    assert_likely(chance_binomial(world->events.adoption.count, 4963, 1 - pow(0.99, 37)), "taken up");
    struct sample sources = {0};
    for (int64_t i = 0; i < world->events.adoption.count; i++)
        sample_add(&sources, world->events.adoption.items[i].source_count);
    assert_likely(chance_mean(&sources, 0.37 / (1 - pow(0.99, 37)), 0), "sources");
    model_free(world);
}

/* An end to telling: the only neighbour tells for `telling_steps`, so the step of adoption is geometric up to there. */
static void who_tells_falls_silent_after_the_time_of_telling(void **state)
{
    (void)state;
    enum { COPIES = 20000, TELLING = 4 };
    static const int32_t practice[] = {0};
    int64_t steps[TELLING + 1] = {0};
    double expected[TELLING + 1];
    struct world *world =
        world_of_stars("adoption.accept.beta = 0.3; adoption.look.telling_steps = 4", COPIES, 1, practice, -1);
    expected[TELLING] = pow(0.7, TELLING);
    for (int step = 0; step < TELLING; step++) {
        expected[step] = 0.3 * pow(0.7, step);
        world_pass(world);
        steps[step] = world->events.adoption.count;
    }
    steps[TELLING] = COPIES - world->uptakes->adopters;
    assert_likely(chance_cells(TELLING + 1, steps, expected), "step of adoption");
    for (int step = 0; step < 20; step++) {
        world_pass(world);
        assert_int_equal(world->events.adoption.count, 0);
    }
    model_free(world);
}

/* -- certain contagion: a wave */

/* Steps from the nearest adopter, by walking along the ties. */
static int32_t *distances(const struct world *world)
{
    const struct network *network = &world->network;
    int32_t *distance = malloc((size_t)network->agent_count * sizeof *distance), far = 0;
    assert_non_null(distance);
    for (int32_t i = 0; i < network->agent_count; i++) distance[i] = world_used(world, i, 0) >= 0 ? 0 : INT32_MAX;
    for (bool more = true; more; far++) {
        more = false;
        for (int32_t i = 0; i < network->agent_count; i++)
            for (int32_t k = 0; distance[i] == far && k < network->told.length[i]; k++) {
                int32_t j = network->told.agent[network->told.start[i] + k];
                if (distance[j] <= far + 1) continue;
                distance[j] = far + 1;
                more = true;
            }
    }
    return distance;
}

static void check_wave(const struct scenario *scenario, const struct edge_list *file)
{
    struct world *world = world_of(scenario, file, NULL);
    int32_t *distance = distances(world);
    int64_t reached = 0, expected = -1;
    for (int32_t i = 0; i < world->agents.count; i++) expected += distance[i] < INT32_MAX;
    for (int step = 1; reached < expected && step <= world->agents.count; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.adoption.count; i++, reached++) {
            const struct adoption_row *row = &world->events.adoption.items[i];
            const struct rows *heard = network_heard(&world->network);
            int32_t near = 0;
            assert_int_equal(distance[row->learner], step);
            for (int32_t k = 0; k < heard->length[row->learner]; k++)
                near += distance[heard->agent[heard->start[row->learner] + k]] == step - 1;
            assert_int_equal(row->source_count, near);
            for (int32_t s = 0; s < near; s++)
                assert_int_equal(distance[world_sources(world, row)[s].source], step - 1);
        }
    }
    assert_int_equal(reached, expected);
    free(distance);
    model_free(world);
}

static void a_certain_contagion_is_a_wave(void **state)
{
    (void)state;
    static const char *const kinds[] = {
        "line", "ring", "star", "torus", "random", "small_world", "preferential", "units", "caveman"};
    for (int i = 0; i < 9; i++)
        for (int seed = 1; seed <= 3; seed++) {
            char settings[256];
            snprintf(settings, sizeof settings,
                "network.kind = %s; network.agents = 120; network.mean_degree = 4; network.units = 6; seed = %d; "
                "network.rewired_fraction = %s; start.users = 1; adoption.rule = contact; adoption.accept.beta = 1",
                kinds[i], seed, strcmp(kinds[i], "small_world") == 0 ? "0.1" : "0");
            struct scenario scenario = scenario_of(settings);
            check_wave(&scenario, NULL);
        }
}

static void arcs_of_a_directed_network_go_one_way(void **state)
{
    (void)state;
    int32_t ends[] = {0, 1, 1, 2, 2, 0, 2, 3, 4, 3};
    const struct edge_list list = {.agent_count = 6, .edge_count = 5, .directed = true, .edges = ends};
    for (int seed = 1; seed <= 12; seed++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "network.kind = file; network.edges = none; seed = %d; start.users = 1; adoption.rule = contact; "
            "adoption.accept.beta = 1",
            seed);
        struct scenario scenario = scenario_of(settings);
        check_wave(&scenario, &list);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_teller_by_itself_takes_effect_with_probability_beta),
        cmocka_unit_test(of_several_practices_one_that_took_effect_is_taken_up),
        cmocka_unit_test(spontaneous_adoption_is_of_the_first_practice),
        cmocka_unit_test(the_first_practice_is_there_on_every_landscape),
        cmocka_unit_test(on_a_complete_network_everybody_tells_everybody),
        cmocka_unit_test(who_tells_falls_silent_after_the_time_of_telling),
        cmocka_unit_test(a_certain_contagion_is_a_wave),
        cmocka_unit_test(arcs_of_a_directed_network_go_one_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
