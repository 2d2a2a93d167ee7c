/* Running out of memory in every single place: it is told, nothing breaks, nothing is left; and a run that gets all its
 * memory is the same as ever. What would be left allocated shows in the suite asan. */
#include "failing_malloc.h"
#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/practices.h"
#include "model/watch/observe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/worlds.h"

enum { STEPS = 14 };

#define SMALL                                                                                                          \
    ORGANISATION "network.agents = 60; network.units = 4; network.mean_degree = 6; opportunities.arrival_rate = 40; "  \
                 "team.min = 3; team.max = 4; team.patience = 1; observe.tellings = true; "                            \
                 "experiment.resources = 3; renew.turnover_probability = 0.05;"

#define COMPLETE                                                                                                       \
    "network.kind = complete; network.agents = 60; landscape.kind = listed; landscape.practices = {a: 0.1, b: 0.9}; "  \
    "start.practice = random; adoption.rule = contact; adoption.accept.beta = 0.01; adoption.look.telling_steps = 3"

static const char *const scenarios[] = {
    SMALL,
    SMALL "adoption.rule = contact; adoption.accept.beta = 0.1; adoption.look.telling_steps = 2",
    SMALL "adoption.rule = threshold; adoption.accept.threshold = 0.2; tell.observation_probability = 0.2",
    SMALL "adoption.rule = conformity; tell.observation_probability = 0.2; network.kind = complete",
    SMALL "adoption.rule = superior_majority; tell.observation_probability = 0.2",
    SMALL "communities.convening_probability = 0.3; communities.meeting_interval = 1; communities.quorum = 2; "
          "communities.maturing_trust = 0.1; "
          "communities.stewardship_documents = 1; communities.split_size = 4; communities.merge_overlap = 0.1; "
          "communities.hub_belief = 0.1; "
          "communities.hub_adoptions = 0; communities.patience = 2; communities.lookup_probability = 0.1; "
          "observe.structure.every = 5",
    SMALL "stances.initial_initiating = 0.6; stances.initial_stuck = 0; stances.contagion_probability = 0.2; "
          "diagnosis; training.every = 3; "
          "protection; resources.pool_per_person = 0.2; experiment.recombination_probability = 0.5; "
          "experiment.groupthink = 0.5",
    COMPLETE,
    "network.kind = torus; network.agents = 60; start.users = 3; adoption.rule = contact; adoption.accept.beta = 0.3",
    "network.agents = 60; landscape.kind = match; start.practice = random; renew; renew.turnover_probability = 0.2; "
    "adoption",
    "network.kind = complete; network.agents = 60; start.users = 3; start.placement = first; adoption.rule = "
    "threshold; "
    "adoption.accept.threshold_kind = normal; adoption.look.telling_steps = 5; renew.turnover_probability = 0.1",
    "network.kind = line; network.agents = 60; landscape.kind = nk; landscape.normalised = true; "
    "landscape.quality_exponent = 3; "
    "start.practice = random; adoption.rule = best_member; adoption.copy.take = 0.8; "
    "individual_search.trial_probability = 0.5",
    "network.kind = torus; network.agents = 60; landscape.kind = match; landscape.turbulence = 0.05; "
    "start.practice = random; start.unknown_fraction = 0.3; adoption.rule = superior_majority; organisational_code; "
    "renew.turnover_probability = 0.1",
    SMALL "conclude.continuation_probability = 1; debrief.closeness_shift = 1; leaders.namings_needed = 1; "
          "leaders.window_steps = 3; clients.activation_probability = 1; "
          "clients.emulation_shift = 1; clients.fraction = 0.2",
    SMALL "team.rule = assembly; team.idle_steps = 3; team.incumbent_probability = 0.7; team.repeat_probability = 0.7",
};

/* Steps, observes and digests a world until something fails. */
static enum status run(struct world *world, struct digest *digest)
{
    struct observation observation;
    enum status status = observation_create(&observation, world);
    for (int step = 0; step < STEPS && status == STATUS_OK; step++) {
        status = model_step(world);
        if (status == STATUS_OK) status = model_observe(world, &observation);
        if (status == STATUS_OK) events_clear(model_events(world));
    }
    if (status == STATUS_OK) status = model_step(world);
    if (status == STATUS_OK) events_clear(model_events(world));
    if (status == STATUS_OK) status = model_verify(world, NULL);
    if (status == STATUS_OK) status = model_digest(world, digest);
    observation_free(&observation);
    return status;
}

/* Creates and runs with the n-th allocation failing, for every n until there are no more. */
static int64_t fail_everywhere(const struct scenario *scenario, struct digest expected)
{
    int64_t number = 0;
    bool failed;
    do {
        struct world *world = NULL;
        struct message message = {""};
        struct digest digest = {0};
        fail_allocation_number(++number);
        enum status status = model_create(&world, scenario, NULL, NULL, &message);
        assert_int_equal(status == STATUS_OK, world != NULL);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
        if (status != STATUS_OK) assert_non_null(strstr(message.text, "memory"));
        if (status == STATUS_OK) status = run(world, &digest);
        model_free(world);
        failed = allocation_failed();
        if (status != (failed ? STATUS_MEMORY : STATUS_OK))
            fail_msg("allocation %d: %s", (int)number, status_sentence(status));
        if (!failed) assert_true(digest_equal(digest, expected));
    } while (failed);
    fail_allocation_number(0);
    return number;
}

static void check_scenario(const struct scenario *scenario)
{
    fail_allocation_number(0);
    struct world *world = world_of(scenario, NULL, NULL);
    struct digest expected;
    assert_int_equal(run(world, &expected), STATUS_OK);
    model_free(world);
    int64_t allocations = fail_everywhere(scenario, expected);
    print_message("%d allocations\n", (int)allocations);
    assert_true(allocations > 20);
}

static void running_out_of_memory_is_told_wherever_it_happens(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        struct scenario scenario = scenario_of(scenarios[i]);
        check_scenario(&scenario);
    }
}

static void with_all_mechanisms_at_once_too(void **state)
{
    (void)state;
    const struct parameter *rule = parameter_find("adoption.rule");
    for (int i = 0; i < rule->choice_count; i++) {
        char settings[1024];
        snprintf(settings, sizeof settings,
            "network.agents = 60; network.units = 4; network.mean_degree = 6; landscape; opportunities.arrival_rate = "
            "40; "
            "team.min = 3; team.max = 4; team.patience = 1; experiment.resources = 3; renew.turnover_probability = "
            "0.05; "
            "adoption.rule = %s",
            rule->choices[i].text);
        struct scenario scenario = scenario_everything(settings);
        check_scenario(&scenario);
    }
}

/* Interning fails without harm: what was there stays, and it may be tried again. */
static void a_practice_that_finds_no_room_changes_nothing(void **state)
{
    (void)state;
    struct practices practices = {0};
    int64_t failures = 0;
    for (uint64_t i = 0; i < 500; i++) {
        bool is_new;
        fail_allocation_number(1);
        int32_t number = practices_intern(&practices, 0, (struct configuration){.low = i}, &is_new);
        if (allocation_failed()) {
            failures++;
            assert_true(number == -1 && !is_new && practices.count == (int64_t)i);
            for (uint64_t j = 0; j < i; j++)
                assert_int_equal(practices_find(&practices, 0, (struct configuration){.low = j}), j);
            fail_allocation_number(0);
            number = practices_intern(&practices, 0, (struct configuration){.low = i}, &is_new);
        }
        assert_true(number == (int32_t)i && is_new);
    }
    fail_allocation_number(0);
    assert_true(failures > 5);
    practices_free(&practices);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_out_of_memory_is_told_wherever_it_happens),
        cmocka_unit_test(with_all_mechanisms_at_once_too),
        cmocka_unit_test(a_practice_that_finds_no_room_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
