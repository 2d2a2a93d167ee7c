/* Recombination: crossing two members' practices.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

/* Nothing happens but what a test puts there, and every action explores. */
#define STILL                                                                                                          \
    ORGANISATION "-renew; -tell; -debrief; -closeness; -adoption; opportunities.arrival_rate = 0; "                    \
                 "experiment.exploration_probability = 1;"                                                             \
                 "landscape.bits = 128; start.practice = random; projects.max_duration = 100000;"

static const int32_t members[8] = {3, 17, 30, 44, 90, 120, 150, 200};

static int32_t put_to_work(struct world *world)
{
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9}, 8, members);
    project_candidate(&world->projects, slot, world_used(world, members[0], 0));
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].resources = 1e9;
    events_clear(&world->events);
    return slot;
}

static int bits(uint64_t low, uint64_t high)
{
    return __builtin_popcountll(low) + __builtin_popcountll(high);
}

/* A child has each bit from one of its parents, from each as often, and knows it if that one does. */
static void test_crossing(void **state)
{
    (void)state;
    const struct configuration a = {0, 0x00ff00ff00ff00ff, 0xff, 0}, b = {~UINT64_C(0), 0, 0, 0xff00};
    struct random_seeds seeds = {{1, 2, 3}};
    int64_t low = 0, unknown = 0;
    for (uint32_t i = 0; i < 500; i++) {
        struct configuration child = choices_cross(choices_of(128, 2), a, b, random_key(&seeds, STREAM_TEST, 0, i, 0));
        uint64_t from_b = child.low; /* where b has ones and a has none */
        assert_int_equal(child.unknown_low, a.unknown_low & ~from_b);
        assert_int_equal(child.high & ~a.high, 0);
        assert_int_equal(child.unknown_high & ~b.unknown_high, 0);
        assert_int_equal(child.unknown_low & child.low, 0);
        low += bits(from_b, 0), unknown += bits(0, child.unknown_high);
    }
    assert_likely(chance_binomial(low, 500 * 64, 0.5), "bits from the second");
    assert_likely(chance_binomial(unknown, 500 * 8, 0.5), "unknown bits from the second");
}

/* A choice of several ways comes from one parent as a whole, known or not. */
static void test_crossing_choices(void **state)
{
    (void)state;
    const struct choices choices = choices_of(24, 20);
    struct configuration a = {0}, b = {0};
    struct random_seeds seeds = {{1, 2, 3}};
    int64_t from_b = 0;
    for (int32_t choice = 0; choice < 24; choice++) {
        choice_set(choices, &a, choice, choice % 5 == 0 ? -1 : choice % 19);
        choice_set(choices, &b, choice, 19);
    }
    for (uint32_t i = 0; i < 500; i++) {
        struct configuration child = choices_cross(choices, a, b, random_key(&seeds, STREAM_TEST, 0, i, 0));
        for (int32_t choice = 0; choice < 24; choice++) {
            int value = choice_get(choices, child, choice);
            assert_true(value == 19 || value == choice_get(choices, a, choice));
            from_b += value == 19;
        }
    }
    assert_likely(chance_binomial(from_b, 500 * 24, 0.5), "choices from the second");
}

/* How often it crosses, what with what, and what is written of it. */
static void test_crossings(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "experiment.recombination_probability = 0.4");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world);
    int64_t crossings = 0, pairs[8] = {0};
    for (int step = 0; step < 1000; step++) {
        world_pass(world);
        const struct practice_parent_row *parent = world->events.practice_parent.items;
        int64_t parents = world->events.practice_parent.count;
        assert_int_equal(
            world->practices.items[world->projects.slots[slot].trying].users, 0); /* it is something else */
        if (world->events.practice.count == 0) continue; /* one bit changed, as once before; no crossing comes twice */
        struct configuration child = world->practices.items[world->projects.slots[slot].trying].configuration;
        struct configuration one = world->practices.items[parent[0].parent].configuration;
        uint64_t low = child.low ^ one.low, high = child.high ^ one.high;
        assert_int_equal(parent[0].practice, world->projects.slots[slot].trying);
        if (parents == 1) {
            assert_int_equal(bits(low, high), 1);
            continue;
        }
        struct configuration other = world->practices.items[parent[1].parent].configuration;
        assert_int_equal(parents, 2);
        assert_int_equal(parent[1].practice, parent[0].practice);
        assert_int_not_equal(parent[1].parent, parent[0].parent);
        assert_int_equal(low & (child.low ^ other.low), 0);
        assert_int_equal(high & (child.high ^ other.high), 0);
        for (int m = 0; m < 8; m++) {
            int32_t use = world_used(world, members[m], 0);
            pairs[m] += (use == parent[0].parent) + (use == parent[1].parent);
        }
        crossings++;
    }
    assert_likely(chance_binomial(crossings, 1000, 0.4), "crossings");
    int64_t all = 0;
    for (int m = 0; m < 8; m++) {
        assert_likely(chance_binomial(pairs[m], crossings, 0.25), "member %d", m);
        all += pairs[m];
    }
    assert_int_equal(all, 2 * crossings);
    model_free(world);
}

/* Where all use the same there is nothing to cross: one bit changes. */
static void test_nothing_to_cross(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "experiment.recombination_probability = 1; start.practice = same");
    struct world *world = world_of(&scenario, NULL, NULL);
    put_to_work(world);
    for (int step = 0; step < 30; step++) {
        world_pass(world);
        assert_true(world->events.practice_parent.count <= 1);
    }
    model_free(world);
}

/* How far a group of members with practices of their own has come from its best practice at the start. */
static double distance(double recombine, int seed)
{
    struct scenario scenario = scenario_of(STILL);
    scenario.experiment.recombination_probability.start = recombine;
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world);
    world_pass(world);
    struct configuration first = world->practices.items[world_used(world, members[0], 0)].configuration;
    struct configuration tried = world->practices.items[world->projects.slots[slot].trying].configuration;
    double changed = bits(first.low ^ tried.low, first.high ^ tried.high);
    model_free(world);
    return changed;
}

/* Crossing is a leap: half of the bits that two differ in, which are half of all, or (as often as the best is neither
 * parent) half of all; changing is a step of one bit. */
static void test_leap(void **state)
{
    (void)state;
    struct sample leap = {0};
    for (int seed = 1; seed <= 60; seed++) {
        assert_true(distance(0, seed) == 1);
        sample_add(&leap, distance(1, seed));
    }
    print_message("a crossing changes %.1f (se %.1f) of 128 bits of the best, a variation 1\n", sample_mean(&leap),
        sample_error(&leap));
    assert_likely(chance_mean(&leap, 0.25 * 32 + 0.75 * 64, 0), "bits changed");
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(
        LARGER "experiment.recombination_probability = 0.5", LARGER "experiment.recombination_probability = 0", 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused(ORGANISATION
        "experiment.recombination_probability = 0.5; landscape.kind = listed; landscape.practices = {a: 1, b: 0}",
        "experiment.recombination_probability");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crossing),
        cmocka_unit_test(test_crossing_choices),
        cmocka_unit_test(test_crossings),
        cmocka_unit_test(test_nothing_to_cross),
        cmocka_unit_test(test_leap),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
