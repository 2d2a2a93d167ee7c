/* People as a file says: what would have been drawn changes nothing, anything else does, and newcomers are as without.
 */
#include "model/people/given.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "model/chance.h"
#include "model/keys.h"
#include "model/state/place.h"

enum { PEOPLE_GIVEN = 24 };

static struct scenario given_scenario(const char *settings)
{
    struct scenario scenario = scenario_default;
    scenario_set_all(&scenario, "network.kind = file; network.edges = ties.csv; steps = 12");
    scenario_set_all(&scenario, settings);
    return scenario;
}

static struct world *given_world(const struct scenario *scenario, const struct edge_list *file)
{
    struct world *world;
    struct message message = {""};
    if (model_create(&world, scenario, file, NULL, &message) != STATUS_OK) fail_msg("%s", message.text);
    return world;
}

static struct digest digest_after(const struct scenario *scenario, const struct edge_list *file)
{
    struct digest digest;
    struct world *world = given_world(scenario, file);
    for (int32_t step = 0; step < scenario->run.steps; step++) {
        events_clear(model_events(world));
        assert_int_equal(model_step(world), STATUS_OK);
    }
    events_clear(model_events(world));
    assert_int_equal(model_digest(world, &digest), STATUS_OK);
    model_free(world);
    return digest;
}

static void give(struct edge_list *file, enum person_trait trait, const double *values)
{
    file->trait[trait] = malloc(PEOPLE_GIVEN * sizeof(double));
    assert_non_null(file->trait[trait]);
    for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++)
        file->trait[trait][agent] = values ? values[agent] : (double)NAN;
}

static const struct {
    enum person_trait trait;
    const char *settings;
} cases[] = {
    {TRAIT_threshold, "start.users = 3; adoption.rule = threshold; adoption.accept.threshold_kind = normal; "
                      "adoption.accept.threshold = 0.4; adoption.accept.threshold_sd = 0.2"},
    {TRAIT_opinion, "influence.move = 0.3"},
    {TRAIT_confidence, "landscape; opportunities.arrival_rate = 60; projects; team.min = 2; team.max = 3; relax"},
    {TRAIT_expectation, "landscape; opportunities.arrival_rate = 60; projects; team.min = 2; team.max = 3"},
    {TRAIT_breadth,
        "landscape; opportunities.arrival_rate = 60; projects; team.min = 2; team.max = 3; people.breadth = 0.5"},
    {TRAIT_passion, "landscape; opportunities.arrival_rate = 60; projects; team.min = 2; team.max = 3"},
    {TRAIT_turn_probability, "network.turn_probability_column = own; landscape; start.practice = random; adoption.rule "
                             "= voter; adoption.turn_probability = 0.5"},
};

static const double *drawn_of(const struct world *world, enum person_trait trait)
{
    const struct agents *agents = &world->agents;
    const double *const own[TRAIT_COUNT] = {[TRAIT_threshold] = agents->threshold,
        [TRAIT_opinion] = agents->opinion,
        [TRAIT_confidence] = agents->confidence,
        [TRAIT_expectation] = agents->expectation,
        [TRAIT_breadth] = agents->breadth,
        [TRAIT_passion] = agents->passion,
        [TRAIT_turn_probability] = agents->turn_probability};
    return own[trait];
}

static void what_would_have_been_drawn_changes_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario scenario = given_scenario(cases[i].settings);
        struct edge_list file = ring_list(PEOPLE_GIVEN), nothing = ring_list(PEOPLE_GIVEN);
        struct world *world = given_world(&scenario, &file);
        give(&file, cases[i].trait, drawn_of(world, cases[i].trait));
        give(&nothing, cases[i].trait, NULL);
        model_free(world);
        struct digest drawn = digest_after(&scenario, &nothing), same = digest_after(&scenario, &file);
        assert_memory_equal(&same, &drawn, sizeof drawn);
        for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++) file.trait[cases[i].trait][agent] = agent % 2 ? 1 : 0.25;
        struct digest other = digest_after(&scenario, &file);
        if (memcmp(&other, &drawn, sizeof drawn) == 0) fail_msg("trait %d does nothing", (int)cases[i].trait);
        edge_list_free(&file);
        edge_list_free(&nothing);
    }
}

static void whoever_is_said_to_use_it_begins_with_the_first_practice(void **state)
{
    (void)state;
    struct scenario scenario = given_scenario("adoption.rule = contact; landscape.kind = listed; "
                                              "landscape.practices = {a: 0.2, b: 0.9}; start.practice = random");
    struct edge_list file = ring_list(PEOPLE_GIVEN);
    double values[PEOPLE_GIVEN];
    for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++)
        values[agent] = agent % 3 == 0 ? 1 : agent % 3 == 1 ? 0 : (double)NAN;
    struct world *without = given_world(&scenario, &file);
    give(&file, TRAIT_user, values);
    struct world *world = given_world(&scenario, &file);
    for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++) {
        int32_t expected = agent % 3 == 0 ? 0 : without->agents.practice[place_at(without, agent, 0)];
        assert_int_equal(world->agents.practice[place_at(world, agent, 0)], expected);
    }
    model_free(world);
    model_free(without);
    edge_list_free(&file);
}

/* In time everybody is another person, of whom nothing is given. */
static void newcomers_are_as_without(void **state)
{
    (void)state;
    struct scenario scenario =
        given_scenario("influence.move = 0; influence.trait = opinion; renew.turnover_probability = 1");
    struct edge_list file = ring_list(PEOPLE_GIVEN);
    double values[PEOPLE_GIVEN];
    for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++) values[agent] = 1;
    give(&file, TRAIT_opinion, values);
    struct world *world = given_world(&scenario, &file);
    for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++) assert_true(world->agents.opinion[agent] == 1);
    assert_int_equal(model_step(world), STATUS_OK);
    for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++) assert_true(world->agents.opinion[agent] < 1);
    model_free(world);
    edge_list_free(&file);
}

/* Whoever has a probability of 0 copies nobody, with 1 in every turn, and the others with that of everybody; the faster
 * kernels, which give all a turn, are left. */
static void people_have_turns_of_their_own(void **state)
{
    (void)state;
    enum { STEPS = 400 };
    struct scenario scenario = given_scenario(
        "network.turn_probability_column = own; landscape.kind = listed; landscape.practices = {a: 0.5, b: 0.5}; "
        "start.practice = last; adoption.rule = contact; adoption.accept.beta = 1; adoption.look.sample = 0");
    struct edge_list file = ring_list(PEOPLE_GIVEN);
    double values[PEOPLE_GIVEN];
    int64_t times[3] = {0};
    for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent++)
        values[agent] = agent % 3 == 0 ? 0 : agent % 3 == 1 ? 0.3 : (double)NAN;
    give(&file, TRAIT_turn_probability, values);
    for (int64_t seed = 1; seed <= STEPS; seed++) {
        scenario.run.seed = seed;
        struct world *world = given_world(&scenario, &file);
        for (int32_t agent = 0; agent < PEOPLE_GIVEN; agent += 2) world_use(world, agent, 0, 0);
        world_pass(world);
        for (int64_t i = 0; i < world->events.adoption.count; i++) times[world->events.adoption.items[i].learner % 3]++;
        model_free(world);
    }
    assert_int_equal(times[0], 0);
    assert_int_equal(times[2], STEPS * PEOPLE_GIVEN / 3); /* everybody has both behind and before */
    assert_likely(chance_binomial(times[1], STEPS * PEOPLE_GIVEN / 3, 0.3), "turns of one's own");
    edge_list_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_would_have_been_drawn_changes_nothing),
        cmocka_unit_test(whoever_is_said_to_use_it_begins_with_the_first_practice),
        cmocka_unit_test(newcomers_are_as_without),
        cmocka_unit_test(people_have_turns_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
