/* Every observable is filled where its feature is there, in some scenario of this test, and no other; and is within
 * what the table says of its range. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/cycle/model.h"
#include "model/opportunities/arise.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/worlds.h"

/* Looks at a world; marks what is shown, and fails where a room forgot to fill something. */
static void look_at_all(const struct scenario *scenario, bool seen_ever[OBSERVABLE_COUNT])
{
    struct world *world = world_of(scenario, NULL, NULL);
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 0; step < 5; step++) {
        struct digest before, after;
        assert_int_equal(model_state_digest(world, &before), STATUS_OK);
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        assert_int_equal(model_state_digest(world, &after), STATUS_OK);
        assert_true(digest_equal(before, after));
        for (int o = 0; o < OBSERVABLE_COUNT; o++)
            for (int64_t i = 0; i < seen.length[o]; i++) {
                const struct observable_range range = observable_range((enum observable)o, model_agents(world));
                if (isnan(seen.value[o][i])) fail_msg("nothing fills %s", observable_table[o].name);
                if (!(seen.value[o][i] >= range.least && seen.value[o][i] <= range.most))
                    fail_msg("%s is %g", observable_table[o].name, seen.value[o][i]);
                seen_ever[o] = true;
            }
        world_pass(world);
    }
    observation_free(&seen);
    model_free(world);
}

#define MUCH                                                                                                           \
    "network.agents = 60; network.units = 4; network.mean_degree = 6; landscape; opportunities.worsening = 0.1; "      \
    "renew.transfer_probability = 0.05; experiment.groupthink = 0.2; observe.structure.every = 1; "                    \
    "landscape.context_weight = 0.2; experiment.local_insight_fraction = 0.5; recognition.group_confidence_shift = "   \
    "0.2; "                                                                                                            \
    "team.succession_probability = 0.5; projects.letting_go_probability = 0.2; experiment.max_action_size = 3; "

/* Each observable is shown by one of these scenarios. */
static void every_observable_is_filled(void **state)
{
    (void)state;
    static const char *const scenarios[] = {MUCH "adoption.rule = best_member",
        MUCH "landscape.kind = listed; landscape.practices = {a: 0.2, b: 0.7}",
        MUCH "landscape.kind = match; adoption.rule = superior_majority; organisational_code.learning = 0.5",
        MUCH "team.rule = assembly"};
    bool seen_ever[OBSERVABLE_COUNT] = {false};
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        const struct scenario scenario = scenario_everything(scenarios[i]);
        look_at_all(&scenario, seen_ever);
    }
    for (int o = 0; o < OBSERVABLE_COUNT; o++)
        if (!seen_ever[o]) fail_msg("no scenario here shows %s", observable_table[o].name);
}

/* What is shown is filled also where the room that fills it has little else: each section is left out in turn. */
static void what_is_left_is_filled(void **state)
{
    (void)state;
    bool seen_ever[OBSERVABLE_COUNT] = {false};
    for (int i = 0; i < SECTION_TOTAL; i++) {
        char settings[512];
        if (section_table[i].switched != SECTION_OPTIONAL) continue;
        snprintf(settings, sizeof settings,
            "network.agents = 60; network.units = 4; network.mean_degree = 6; observe.structure.every = 1; -%s",
            section_table[i].path);
        const struct scenario scenario = scenario_everything(settings);
        look_at_all(&scenario, seen_ever);
    }
}

/* What is said of the least and the most, for what a run may be asked to come to. */
static void ranges_are_as_the_table_says(void **state)
{
    (void)state;
    static const struct {
        enum observable observable;
        double least, most;
    } cases[] = {{OBSERVE_success_fraction, 0, 1}, {OBSERVE_giant_component_ties, 0, 1}, {OBSERVE_adopters, 0, 50},
        {OBSERVE_departures, 0, INFINITY}, {OBSERVE_practices_found, 0, INFINITY}, {OBSERVE_ei_index, -1, 1},
        {OBSERVE_quality_mean, 0, 1}, {OBSERVE_practice_entropy, 0, INFINITY},
        {OBSERVE_similarity_mean, -INFINITY, INFINITY}, {OBSERVE_clients_active, 0, INFINITY}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct observable_range range = observable_range(cases[i].observable, 50);
        if (range.least != cases[i].least || range.most != cases[i].most)
            fail_msg("%s: %g to %g", observable_table[cases[i].observable].name, range.least, range.most);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_observable_is_filled),
        cmocka_unit_test(what_is_left_is_filled),
        cmocka_unit_test(ranges_are_as_the_table_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
