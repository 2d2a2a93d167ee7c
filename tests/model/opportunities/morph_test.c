/* Worsening, bridging, seeing and asking: what adds to arise, sense and share.
 *
 * The chance of a false alarm of the whole file is below 1e-5 (see chance.h; fewer than 10 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/sense.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"

/* Nothing arises, and nobody notices anything, by itself. */
#define STILL                                                                                                          \
    "network.agents = 2000; network.units = 10; network.mean_degree = 8; landscape.domains = 6; "                      \
    "opportunities.arrival_rate = "                                                                                    \
    "0;"                                                                                                               \
    "projects; sense.noticing_probability = 0; tell.probability = 0; adoption;"

static int64_t opportunities_that(const struct world *world, enum opportunity_event what)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.opportunity.count; i++)
        count += world->events.opportunity.items[i].type == (int8_t)what;
    return count;
}

/* With a quarter a step an opportunity morphs in its fourth step, into Poisson(1.5) new ones next to it. */
static void test_morphing(void **state)
{
    (void)state;
    struct sample children = {0};
    for (int seed = 1; seed <= 400; seed++) {
        struct scenario scenario =
            scenario_of(STILL "opportunities.worsening = 0.25; opportunities.morph_offspring = 1.5");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        world_open(world, (struct opportunity){.unit = seed % 10, .domain = seed % 6, .difficulty = 1});
        for (int step = 1; step <= 4; step++) {
            assert_int_equal(world->opportunities->open.count, 1);
            world_pass(world);
            assert_int_equal(opportunities_that(world, OPPORTUNITY_MORPHED), step == 4);
        }
        sample_add(&children, (double)opportunities_that(world, OPPORTUNITY_AROSE));
        for (int64_t i = 0; i < world->opportunities->open.count; i++) {
            int32_t apart = (world->opportunities->open.items[i].domain - seed % 6 + 6) % 6;
            assert_true(apart == 1 || apart == 5);
        }
        model_free(world);
    }
    /* One of the unit's 200 people has an opportunity already, the one that morphs. */
    assert_likely(chance_mean(&children, 1.5 * (1 - 1.0 / 200), 0.01), "mean children %g", sample_mean(&children));
}

/* A unit never has more open opportunities than people, however they multiply. */
static void test_units_have_room_for_so_many(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of("network.agents = 60; network.units = 6; landscape.domains = 2; opportunities.arrival_rate = 100; "
                    "opportunities.worsening ="
                    "1; opportunities.morph_offspring = 20; opportunities.lifetime = 1000; projects; "
                    "sense.noticing_probability = 0; adoption");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 60; step++) world_pass(world);
    assert_true(world->opportunities->open.count > 20 && world->opportunities->open.count <= 60 + 30);
    model_free(world);
}

/* All ties lead out of the unit, and each of the 40 around the spot mentions it with probability rate * bridge. */
static void test_bridging(void **state)
{
    (void)state;
    int64_t noticed = 0;
    for (int seed = 1; seed <= 200; seed++)
        for (int bridge = 0; bridge < 2; bridge++) {
            struct scenario scenario = scenario_of(
                STILL "network.within_unit_fraction = 0; sense.nearby_people = 40; sense.noticing_probability = 0.5");
            scenario.run.seed = seed;
            scenario.sense.bridging_fraction.start = bridge * 0.4;
            struct world *world = world_of(&scenario, NULL, NULL);
            world_open(world, (struct opportunity){.unit = 3, .difficulty = 1});
            step_sense(world);
            for (int64_t i = 0; i < world->sense->notices.count; i++) {
                int32_t agent = ((struct notice *)world->sense->notices.items)[i].agent;
                bool outside = world->network.unit[agent] != 3;
                assert_true(bridge || !outside);
                noticed += outside;
            }
            model_free(world);
        }
    assert_likely(chance_binomial(noticed, 200 * 40, 0.5 * 0.4), "%d noticed from outside", (int)noticed);
}

/* Tellings of a channel that a project at work, or one that succeeded, gives rise to in one step. */
static int64_t tellings_by(const char *settings, enum channel channel, bool succeeded, int seed)
{
    struct scenario scenario = scenario_of(settings);
    const int32_t members[] = {10, 11, 12, 13};
    int64_t count = 0;
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = world_project(world, (struct opportunity){.unit = 0, .difficulty = 1e9}, 4, members);
    world->projects.slots[slot].state = succeeded ? PROJECT_AFTERGLOW : PROJECT_ACTIVE;
    world->projects.slots[slot].succeeded = succeeded;
    events_clear(&world->events);
    step_tell(world);
    for (int64_t i = 0; i < world->events.telling.count; i++) {
        const struct telling_row *row = &world->events.telling.items[i];
        count += row->channel == (int8_t)channel;
        assert_true(row->source >= 10 && row->source <= 13);
        assert_false(row->target >= 10 && row->target <= 13);
        assert_int_equal(row->practice, world_used(world, row->source, 0));
        if (channel == CHANNEL_INQUIRY) assert_int_not_equal(world->network.unit[row->target], 0);
    }
    model_free(world);
    return count;
}

#define WATCHED STILL "tell; sense.nearby_people = 50; observe.tellings = true;"

/* 46 of the 50 around the project are not in it, and each sees with probability 0.3. */
static void test_seeing(void **state)
{
    (void)state;
    int64_t seen = 0;
    for (int seed = 1; seed <= 200; seed++) {
        seen += tellings_by(WATCHED "tell.observation_probability = 0.3", CHANNEL_OBSERVATION, false, seed);
        assert_int_equal(tellings_by(WATCHED, CHANNEL_OBSERVATION, false, seed), 0);
        assert_int_equal(tellings_by(WATCHED "tell.observation_probability = 0.3", CHANNEL_OBSERVATION, true, seed), 0);
    }
    assert_likely(chance_binomial(seen, 200 * 46, 0.3), "%d saw it", (int)seen);
}

/* With probability 0.4 somebody comes, and is of one of the nine other units with probability 0.9. */
static void test_asking(void **state)
{
    (void)state;
    int64_t asked = 0;
    for (int seed = 1; seed <= 1000; seed++) {
        asked += tellings_by(WATCHED "tell.inquiry_probability = 0.4", CHANNEL_INQUIRY, true, seed);
        if (seed > 100) continue;
        assert_int_equal(tellings_by(WATCHED, CHANNEL_INQUIRY, true, seed), 0);
        assert_int_equal(tellings_by(WATCHED "tell.inquiry_probability = 0.4", CHANNEL_INQUIRY, false, seed), 0);
    }
    assert_likely(chance_binomial(asked, 1000, 0.4 * 0.9), "%d asked", (int)asked);
}

static void test_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION
        "opportunities.worsening = 0.1; opportunities.morph_offspring = 1; sense.bridging_fraction = 0.5;"
        "tell.observation_probability = 0.02; tell.inquiry_probability = 0.2",
        ORGANISATION, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_morphing),
        cmocka_unit_test(test_units_have_room_for_so_many),
        cmocka_unit_test(test_bridging),
        cmocka_unit_test(test_seeing),
        cmocka_unit_test(test_asking),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
