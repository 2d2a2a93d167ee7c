/* experiment and conclude: what projects do and how they end; each by its definition, many at once. Statistical checks:
 * see chance.h. Also tests model/projects/conclude.c, model/projects/lifecycle.c,
 * model/state/projects.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/workshop.h"

/* -- experiment */

enum { MANY = 10000 };

/* Many projects at work that believe in one practice, the best of 12 bits (number 0). */
static struct world *many_at_work(const char *settings, bool believing)
{
    struct world *world = workshop(settings);
    uint64_t best = 0;
    double most = 0;
    for (uint64_t bits = 0; bits < UINT64_C(1) << world->scenario.landscape.bits; bits++) {
        double quality = landscape_quality(&world->landscape, 0, (struct configuration){.low = bits});
        if (quality > most) most = quality, best = bits;
    }
    int32_t practice = practice_of(world, best);
    for (int32_t i = 0; i < MANY; i++) {
        int32_t founder = i % 400, slot = at_work(world, 1, &founder);
        if (believing) project_candidate(&world->projects, slot, practice)->belief = 0.5;
    }
    events_clear(&world->events);
    return world;
}

static void outcomes_are_normal_around_the_quality_on_the_spot(void **state)
{
    (void)state;
    static double below[MANY];
    struct world *world = many_at_work(
        "landscape.context_weight = 0.4; experiment.outcome_sd = 0.3; experiment.exploration_probability = 0", true);
    const struct practice best = world->practices.items[0];
    for (int32_t i = 0; i < MANY; i++) {
        struct project *project = project_at(world, world->projects.live[i]);
        uint64_t own = world->agents.skills[project->founder], other = ~own;
        project->opportunity.skills = (own & -own) | (other & -other); /* of two skills needed one is there */
        project->progress = 2;
    }
    step_experiment(world);
    for (int32_t i = 0; i < MANY; i++) {
        const struct project *project = project_at(world, world->projects.live[i]);
        double quality =
            landscape_quality_at(&world->landscape, 0, project->opportunity.id, best.configuration, best.quality);
        assert_true(project->acted && project->trying == 0);
        assert_close(project->resources, world->rates.experiment.resources - 1);
        assert_close(project->progress, 2 + 0.5 * fmax(0, project->outcome));
        assert_true(project->judged == project->outcome);
        below[i] = gsl_cdf_ugaussian_P((project->outcome - quality) / 0.3);
    }
    assert_likely(chance_uniform(MANY, below), "outcomes");
    assert_int_equal(world->practices.count, 1);
    model_free(world);
}

static void projects_explore_variants_of_what_they_believe_in(void **state)
{
    (void)state;
    struct world *world = many_at_work("landscape.bits = 12; experiment.exploration_probability = 0.3", true);
    uint64_t best = world->practices.items[0].configuration.low;
    int64_t explored = 0, place[12] = {0};
    step_experiment(world);
    for (int32_t i = 0; i < MANY; i++) {
        const struct project *project = project_at(world, world->projects.live[i]);
        uint64_t changed = world->practices.items[project->trying].configuration.low ^ best;
        if (!changed) continue;
        assert_int_equal(__builtin_popcountll(changed), 1);
        explored++;
        place[__builtin_ctzll(changed)]++;
    }
    assert_likely(chance_binomial(explored, MANY, 0.3), "explored");
    assert_likely(chance_equal_cells(12, place), "which bit");
    /* Twelve variants, each found by the first project that tried it, and made from what that believed in. */
    assert_int_equal(world->practices.count, 13);
    assert_int_equal(world->events.practice_parent.count, 12);
    for (int64_t i = 0; i < 12; i++) {
        const struct practice_parent_row *row = &world->events.practice_parent.items[i];
        assert_true(row->parent == 0 && row->practice == i + 1);
        int32_t finder = world->practices.items[row->practice].project;
        for (int32_t other = 0; other <= finder; other++)
            assert_int_equal(project_at(world, world->projects.live[other])->trying == row->practice, other == finder);
    }
    model_free(world);
}

static void who_believes_in_nothing_tries_anything(void **state)
{
    (void)state;
    struct world *world = many_at_work("landscape.bits = 5", false);
    int64_t times[32] = {0};
    step_experiment(world);
    for (int32_t i = 0; i < MANY; i++)
        times[world->practices.items[project_at(world, world->projects.live[i])->trying].configuration.low]++;
    assert_likely(chance_equal_cells(32, times), "tried");
    assert_int_equal(world->events.practice_parent.count, 0);
    model_free(world);
}

static void an_action_costs_a_unit_of_resources(void **state)
{
    (void)state;
    struct world *world = workshop("experiment.resources = 2.5");
    int32_t slot = at_work(world, 1, (const int32_t[]){0});
    int32_t waiting = world_project(world, (struct opportunity){.unit = 0}, 1, (const int32_t[]){1});
    for (int action = 0; action < 4; action++) {
        step_experiment(world);
        assert_int_equal(project_at(world, slot)->acted, action < 2);
        assert_close(project_at(world, slot)->resources, action < 2 ? 1.5 - action : 0.5);
        assert_false(project_at(world, waiting)->acted);
    }
    model_free(world);
}

/* -- conclude */

#define CONCLUDE                                                                                                       \
    "conclude.confidence_shift = 0.4; conclude.expectation_shift = 0.3; conclude.breadth_shift = 0.2; "                \
    "conclude.trust_shift = 0.25; "                                                                                    \
    "people.trust = 0.5;"

static void set_person(struct world *world, int32_t agent, double confidence, double expectation, double breadth)
{
    world->agents.confidence[agent] = confidence;
    world->agents.expectation[agent] = expectation;
    world->agents.breadth[agent] = breadth;
}

/* Agents of units 0, 0 and 1, untied; what the group believes in is 0.8 on some evidence. */
static int32_t team_of_three(struct world *world)
{
    const struct network *network = &world->network;
    int32_t first = network->unit_member[0], second = -1, third = network->unit_member[network->unit_start[1]];
    for (int32_t m = 1; m < network->unit_start[1] && second < 0; m++)
        if (tie_trust(world, first, network->unit_member[m]) == 0) second = network->unit_member[m];
    for (int32_t m = network->unit_start[1]; tie_trust(world, first, third) + tie_trust(world, second, third) > 0;)
        third = network->unit_member[++m];
    int32_t slot = at_work(world, 3, (const int32_t[]){first, second, third});
    *project_candidate(&world->projects, slot, practice_of(world, 3)) = (struct candidate){0, 0.8, 1};
    for (int seat = 0; seat < 3; seat++)
        set_person(world, project_seats(&world->projects, slot)[seat].agent, 0.5, 0.6 + 0.15 * seat, 0.1 * seat);
    return slot;
}

static int32_t seat_of(const struct world *world, int32_t slot, int seat)
{
    return project_seats(&world->projects, slot)[seat].agent;
}

static void check_persons(const struct world *world, const int32_t members[], double confidence)
{
    static const double expectation[] = {0.6 + 0.3 * 0.2, 0.75 + 0.3 * 0.05, 0.9}, others[] = {0.5, 0.5, 1};
    for (int i = 0; i < 3; i++) {
        assert_close(world->agents.confidence[members[i]], confidence);
        assert_close(world->agents.expectation[members[i]], expectation[i]);
        assert_close(world->agents.breadth[members[i]], 0.1 * i + 0.2 * others[i] * (1 - 0.1 * i));
        for (int j = 0; j < i; j++) assert_close(tie_trust(world, members[i], members[j]), 0.25);
    }
}

/* Confidence moves to 1 after a success; after a failure to 0, less by what a debrief cushions. */
static void people_change_when_their_project_ends(void **state)
{
    (void)state;
    static const char *const debriefs[] = {"", "debrief; debrief.depth = 0.5; debrief.failure_buffer = 0.6"};
    for (int success = 0; success <= 1; success++)
        for (int debriefed = 0; debriefed <= 1; debriefed++) {
            char settings[512];
            snprintf(settings, sizeof settings, CONCLUDE "%s", debriefs[debriefed]);
            struct world *world = workshop(settings);
            int32_t slot = team_of_three(world), id = project_at(world, slot)->opportunity.id;
            int32_t members[] = {seat_of(world, slot, 0), seat_of(world, slot, 1), seat_of(world, slot, 2)};
            project_at(world, slot)->progress = success ? 100 : 99.9;
            project_at(world, slot)->resources = success ? 5 : 0.9;
            int64_t ties = world->network.tie_count;
            events_clear(&world->events);
            step_conclude(world);
            world_check(world);
            double cushioned = debriefed ? 1 - 0.6 * 0.5 : 1;
            check_persons(world, members, success ? 0.5 + 0.4 * 0.5 : 0.5 - 0.4 * cushioned * 0.5);
            assert_int_equal(world->network.tie_count, ties + 3);
            assert_int_equal(world->events.project.items[0].type, success ? PROJECT_SUCCEEDED : PROJECT_EXHAUSTED);
            assert_int_equal(
                world->events.opportunity.items[0].type, success ? OPPORTUNITY_RESOLVED : OPPORTUNITY_FREED);
            assert_int_equal(world->opportunities->open.count, !success);
            if (!success) assert_int_equal(world->opportunities->open.items[0].id, id);
            assert_int_equal(world->projects.live_count, 0);
            assert_true(success ? world->projects.counts.succeeded == 1 : world->projects.counts.failed == 1);
            model_free(world);
        }
}

/* The trust of a pair after a project, which was `trust` before; `saved`: the share of a failure that debriefs save. */
static double bond(double trust, bool success, double weight, double closeness, double saved)
{
    double kept = success ? 1 : saved, close = closeness < 0.5 ? 2 * closeness : 1;
    double grown = trust + 0.25 * (1 - weight + weight * close * kept) * (1 - trust);
    return grown * (1 - 0.25 * weight * (1 - kept));
}

/* Two who trust each other by 0.5 and a stranger: how their trust changes with the outcome, the closeness of the group
 * and the debriefs. Without any that saves something a failure ties no strangers. */
static void bonds_follow_how_it_went(void **state)
{
    (void)state;
    static const double weights[] = {0, 0.4, 1}, closeness[] = {0.2, 0.8};
    for (int i = 0; i < 24; i++) {
        bool success = i & 1, debriefed = i & 2;
        double weight = weights[i / 8], close = closeness[i / 4 % 2], saved = debriefed ? 0.6 * 0.5 : 0;
        char settings[512];
        snprintf(settings, sizeof settings, CONCLUDE "conclude.outcome_weight = %g; %s", weight,
            debriefed ? "debrief; debrief.depth = 0.5; debrief.failure_buffer = 0.6" : "");
        struct world *world = workshop(settings);
        int32_t one = 0, other = tie_at(world, one, 0).agent, stranger = 1;
        while (tie_trust(world, one, stranger) + tie_trust(world, other, stranger) > 0) stranger++;
        int32_t slot = at_work(world, 3, (const int32_t[]){one, other, stranger});
        int64_t ties = world->network.tie_count;
        project_at(world, slot)->closeness = close;
        project_at(world, slot)->progress = success ? 100 : 0;
        project_at(world, slot)->resources = 0;
        step_conclude(world);
        world_check(world);
        assert_true(fabs(tie_trust(world, one, other) - bond(0.5, success, weight, close, saved)) < 1e-7);
        assert_true(fabs(tie_trust(world, stranger, one) - bond(0, success, weight, close, saved)) < 1e-7);
        bool nothing_saved = !success && !debriefed && weight == 1;
        assert_int_equal(world->network.tie_count, ties + (nothing_saved ? 0 : 2));
        model_free(world);
    }
}

/* With everyday contact all ties are made in contacts: who worked together and never met is a stranger as before. */
static void strangers_who_never_met_stay_strangers(void **state)
{
    (void)state;
    for (int contacts = 0; contacts < 2; contacts++) {
        struct world *world = workshop(contacts ? CONCLUDE "contacts; contacts.begun_per_tie = 0.1" : CONCLUDE);
        int32_t one = 0, other = tie_at(world, one, 0).agent, stranger = 1;
        while (tie_trust(world, one, stranger) + tie_trust(world, other, stranger) > 0) stranger++;
        double before = tie_trust(world, one, other);
        project_at(world, at_work(world, 3, (const int32_t[]){one, other, stranger}))->progress = 100;
        step_conclude(world);
        assert_true(tie_trust(world, one, other) > before);
        assert_int_equal(tie_trust(world, one, stranger) > 0, !contacts);
        model_free(world);
    }
}

/* Of two projects that end at once both changes count, each worked out from the state before. */
static void two_ends_at_once_add_up(void **state)
{
    (void)state;
    struct world *world = workshop("conclude.confidence_shift = 0.4");
    int32_t win = at_work(world, 1, (const int32_t[]){7}), loss = at_work(world, 1, (const int32_t[]){7});
    world->agents.confidence[7] = 0.6;
    project_at(world, win)->progress = 100;
    project_at(world, loss)->resources = 0;
    step_conclude(world);
    assert_close(world->agents.confidence[7], 0.6 + 0.4 * 0.4 - 0.4 * 0.6);
    world->agents.confidence[8] = 0.1;
    world->rates.conclude.confidence_shift = 1;
    for (int i = 0; i < 3; i++) project_at(world, at_work(world, 1, (const int32_t[]){8}))->progress = 100;
    step_conclude(world);
    assert_close(world->agents.confidence[8], 1);
    model_free(world);
}

static void nobody_expects_less_than_before(void **state)
{
    (void)state;
    for (int evidence = 0; evidence <= 1; evidence++) {
        struct world *world = workshop("conclude.expectation_shift = 0.5");
        int32_t slot = at_work(world, 1, (const int32_t[]){0});
        *project_candidate(&world->projects, slot, practice_of(world, 3)) = (struct candidate){0, 0.9, evidence};
        world->agents.expectation[0] = 0.5;
        project_at(world, slot)->resources = 0;
        step_conclude(world);
        assert_close(world->agents.expectation[0], evidence ? 0.7 : 0.5);
        slot = at_work(world, 1, (const int32_t[]){0});
        *project_candidate(&world->projects, slot, practice_of(world, 3)) = (struct candidate){0, 0.1, 1};
        project_at(world, slot)->resources = 0;
        step_conclude(world);
        assert_close(world->agents.expectation[0], evidence ? 0.7 : 0.5);
        model_free(world);
    }
}

/* A project acts in `duration` steps, the one in which it starts among them, or as often as it can pay for. */
static void work_lasts_for_the_duration_or_the_resources(void **state)
{
    (void)state;
    static const int duration[] = {1, 5, 30}, resources[] = {10, 10, 10}, actions[] = {1, 5, 10};
    for (int i = 0; i < 3; i++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "opportunities.difficulty_mean = 10000; debrief; debrief.closeness_shift = 0; projects.max_duration = %d;"
            "experiment.resources = %d; team.patience = 1",
            duration[i], resources[i]);
        struct world *world = workshop(settings);
        world_project(world, (struct opportunity){.unit = 0, .difficulty = 1e6}, 1, (const int32_t[]){0});
        world->step = 0;
        world->projects.slots[0].since = 1;
        int acted_in = 0, ended = -1;
        for (int step = 1; step <= 40 && ended < 0; step++) {
            world_pass(world);
            for (int64_t row = 0; row < world->events.project.count && ended < 0; row++)
                if (world->events.project.items[row].type >= PROJECT_SUCCEEDED)
                    ended = world->events.project.items[row].type;
            acted_in += world->projects.slots[0].acted;
        }
        assert_int_equal(acted_in, actions[i]);
        assert_int_equal(ended, i < 2 ? PROJECT_EXPIRED : PROJECT_EXHAUSTED);
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_are_normal_around_the_quality_on_the_spot),
        cmocka_unit_test(projects_explore_variants_of_what_they_believe_in),
        cmocka_unit_test(who_believes_in_nothing_tries_anything),
        cmocka_unit_test(an_action_costs_a_unit_of_resources),
        cmocka_unit_test(people_change_when_their_project_ends),
        cmocka_unit_test(bonds_follow_how_it_went),
        cmocka_unit_test(strangers_who_never_met_stay_strangers),
        cmocka_unit_test(two_ends_at_once_add_up),
        cmocka_unit_test(nobody_expects_less_than_before),
        cmocka_unit_test(work_lasts_for_the_duration_or_the_resources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
