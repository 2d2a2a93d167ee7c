/* Projects of weeks and of months: how many there are, what they take, and that people can be in several.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
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
#include "model/people/people.h"
#include "model/projects/lifecycle.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* A share of what arises takes long, and that much more progress. */
static void a_share_of_what_arises_takes_long(void **state)
{
    (void)state;
    enum { MOST = 100000 };
    static double below[MOST];
    struct scenario scenario =
        scenario_of("network.agents = 500; landscape; projects; opportunities.arrival_rate = 10000;"
                    "opportunities.difficulty_mean = 5; opportunities.difficulty_shape = 3;"
                    "opportunities.lifetime = 1; long_projects.fraction = 0.3; long_projects.difficulty_factor = 7");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t count = 0, takes_long = 0;
    for (int step = 0; step < 4; step++) {
        world->step++;
        step_arise(world);
        for (int64_t i = 0; i < world->opportunities->open.count; i++) {
            const struct opportunity *one = &world->opportunities->open.items[i];
            assert_true(count < MOST);
            takes_long += one->takes_long;
            below[count++] = gsl_cdf_gamma_P(one->difficulty / (one->takes_long ? 7 : 1), 3, 5.0 / 3);
        }
    }
    assert_likely(chance_binomial(takes_long, count, 0.3), "take long");
    assert_likely(chance_uniform(count, below), "difficulty");
    model_free(world);
}

/* A project has the means and the time, and takes the attention, by whether its opportunity takes long. */
static void a_long_project_has_more_means_and_time_and_takes_less_at_once(void **state)
{
    (void)state;
    for (int takes_long = 0; takes_long <= 1; takes_long++) {
        struct scenario scenario = scenario_of(ORGANISATION
            "opportunities.arrival_rate = 0; renew.turnover_probability = 0; debrief.added_load = 0; -closeness;"
            "team.min = 1; team.max = 1; experiment.resources = 40; projects.max_duration = 6; projects.load = 0.4;"
            "long_projects.resources_factor = 2.5; long_projects.duration_factor = 1.5; long_projects.load_factor = "
            "0.25");
        struct world *world = world_of(&scenario, NULL, NULL);
        struct opportunity opportunity = {.id = 0, .difficulty = 1e9, .handed_to = -1, .takes_long = takes_long};
        int32_t slot = project_found(world, &opportunity, 7), worked = 0;
        assert_true(world->projects.slots[slot].resources == (takes_long ? 100 : 40));
        for (int step = 0; step < 20; step++) {
            world_pass(world);
            if (world->projects.slots[slot].state != PROJECT_ACTIVE) continue;
            worked++;
            assert_true(fabs(person_attention(world, 7) - (takes_long ? 0.9 : 0.6)) < 1e-12);
        }
        assert_int_equal(worked, takes_long ? 8 : 5); /* and the step in which it ended */
        model_free(world);
    }
}

/* With the attention left for a long one only, people found and join no other. */
static void people_take_on_what_they_have_attention_for(void **state)
{
    (void)state;
    int64_t taken[2] = {0}, joined[2] = {0}, both = 0;
    struct scenario scenario = scenario_of(ORGANISATION PLAIN_TEAMS
        "opportunities.arrival_rate = 60; projects.load = 0.45; debrief.added_load = 0; -closeness;"
        "team.willingness_exponent = 0.2; team.min = 2; team.max = 3; team.walk_in_probability = 0.5;"
        "long_projects.fraction = 0.5; long_projects.load_factor = 0.2; long_projects.difficulty_factor = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 60; step++) {
        world_pass(world);
        for (int32_t agent = 0; agent < world->agents.count; agent++) {
            int64_t in[2] = {0};
            for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = world->projects.memberships[m].next) {
                const struct project *project = &world->projects.slots[m / world->projects.team];
                if (project->state <= PROJECT_ACTIVE) in[project->opportunity.takes_long]++;
            }
            assert_true(0.45 * (double)in[0] + 0.09 * (double)in[1] <= 1 + 1e-9);
            both += in[0] == 2 && in[1] > 0;
            taken[0] += in[0], taken[1] += in[1];
            joined[1] += in[1] >= 5;
        }
    }
    assert_true(taken[0] > 1000 && taken[1] > 1000 && joined[1] > 10 && both > 100);
    model_free(world);
}

/* Who has attention left for a long project only founds that one, and walks into that one. */
static void who_can_take_on_a_long_one_only_does(void **state)
{
    (void)state;
    for (int gathers = 0; gathers <= 1; gathers++) {
        struct scenario scenario = scenario_of(ORGANISATION PLAIN_TEAMS
            "opportunities.arrival_rate = 0; projects.load = 0.45; -debrief; initiate.founding_probability = 1;"
            "initiate.gap_weight = 0; team.walk_in_probability = 1; long_projects.load_factor = 0.2");
        struct world *world = world_of(&scenario, NULL, NULL);
        struct opportunity one = {.unit = world->network.unit[3]};
        const int32_t other = 4;
        int32_t slot[2] = {-1, -1};
        world->agents.confidence[3] = 1;
        world->step++;
        for (int i = 0; i < 2; i++) world_project(world, one, 1, (const int32_t[]){3});
        for (int takes_long = 0; takes_long <= 1; takes_long++) {
            one.takes_long = takes_long;
            if (gathers) slot[takes_long] = world_project(world, one, 1, &other);
            if (!gathers) world_open(world, one);
        }
        assert_true(parts_open(&world->sense->notices, 1));
        for (int i = 0; i < 2; i++) {
            struct notice notice = {.opportunity = gathers ? -1 : i, .slot = slot[i], .agent = 3};
            part_push(&world->sense->notices, 0, &notice);
        }
        assert_true(parts_join(&world->sense->notices));
        events_clear(&world->events);
        if (!gathers) world->rates.team.walk_in_probability = 0;
        step_initiate(world);
        assert_int_equal(world->events.member.count, 1);
        const struct member_row *row = &world->events.member.items[0];
        assert_true(row->member == 3 && row->type == (gathers ? MEMBER_WALKED_IN : MEMBER_FOUNDED));
        int32_t joined = world->agents.first_membership[3] / world->projects.team;
        assert_true(world->projects.slots[joined].opportunity.takes_long);
        model_free(world);
    }
}

static void test_absent_is_as_ever(void **state)
{
    (void)state;
    struct scenario without = scenario_of(ORGANISATION), with = scenario_of(ORGANISATION "long_projects.fraction = 0");
    struct scenario all = scenario_of(ORGANISATION "long_projects.fraction = 0.5");
    struct digest digest = run_digest(&without, 40, NULL);
    assert_true(digest_equal(digest, run_digest(&with, 40, NULL)));
    assert_false(digest_equal(digest, run_digest(&all, 40, NULL)));
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *settings =
        ORGANISATION "network.agents = 2500; network.units = 30; long_projects; projects.load = 0.15;"
                     "conclude.outcome_weight = 1; conclude.continuation_probability = 0.5";
    char other[1024];
    snprintf(other, sizeof other, "%s; long_projects.load_factor = 0.6", settings);
    assert_any_threads(settings, other, 40);
}

/* Groups that go on look for the attention that a debriefed project takes, too. */
static void nobody_goes_on_without_the_attention_for_it(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ORGANISATION
        "conclude.continuation_probability = 1; projects.load = 0.3; debrief.added_load = 0.5; debrief.depth = 1;"
        "closeness.load_saving = 0.9; debrief.closeness_shift = 0.4; team.willingness_exponent = 0.3;"
        "opportunities.arrival_rate = 40");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 80; step++) world_pass(world); /* every step is checked */
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_share_of_what_arises_takes_long),
        cmocka_unit_test(a_long_project_has_more_means_and_time_and_takes_less_at_once),
        cmocka_unit_test(people_take_on_what_they_have_attention_for),
        cmocka_unit_test(who_can_take_on_a_long_one_only_does),
        cmocka_unit_test(nobody_goes_on_without_the_attention_for_it),
        cmocka_unit_test(test_absent_is_as_ever),
        cmocka_unit_test(test_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
