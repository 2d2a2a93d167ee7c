/* Small and big actions: how big groups act, what it costs, teaches and brings, and what friction it meets. (What is
 * tried and how it turns out: model/projects/projects_test.)
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
#include "model/organisation/resources.h"
#include "model/people/stances.h"
#include "model/record/observation.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/workshop.h"

enum { MANY = 6000 };

/* Groups of two, with confidence 0.5 and 0.7, that believe in one practice. */
static struct world *many_at_work(const char *settings)
{
    struct world *world = workshop(settings);
    int32_t practice = practice_of(world, 3);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        world->agents.confidence[agent] = agent % 2 ? 0.7 : 0.5;
    for (int32_t i = 0; i < MANY; i++) {
        int32_t one = 2 * (i % 200), slot = at_work(world, 2, (const int32_t[]){one, one + 1});
        *project_candidate(&world->projects, slot, practice) = (struct candidate){practice, 0.5, 1};
    }
    events_clear(&world->events);
    return world;
}

/* An action of size z is z small ones: z times the cost and the progress, the variance of one over z, and in a debrief
 * the evidence of z, for the group and for each member. */
static void a_big_action_is_many_small_ones(void **state)
{
    (void)state;
    static double below[MANY];
    struct world *world =
        many_at_work("experiment.max_action_size = 4; experiment.resources = 10; experiment.outcome_sd = 0.3;"
                     "experiment.exploration_probability = 0; debrief; debrief.depth = 0.5; adoption");
    const double size = 1 + 3 * 0.6, quality = world->practices.items[0].quality;
    step_experiment(world);
    step_debrief(world);
    for (int32_t i = 0; i < MANY; i++) {
        int32_t slot = world->projects.live[i];
        const struct project *project = project_at(world, slot);
        assert_close(project->size_of_action, size);
        assert_close(project->resources, 10 - size);
        assert_close(project->progress, size * fmax(0, project->outcome));
        assert_close(project_best(&world->projects, slot)->evidence, 1 + 0.5 * size);
        below[i] = gsl_cdf_ugaussian_P((project->outcome - quality) / (0.3 / sqrt(size)));
    }
    assert_likely(chance_uniform(MANY, below), "outcomes");
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        assert_close(agents_find(&world->agents, agent, 0, 0)->evidence, MANY / 200 * 0.5 * size);
    model_free(world);
}

/* The errors that the alike share in judging are those of so many small actions, too. */
static void judgement_of_a_big_action_is_as_much_surer(void **state)
{
    (void)state;
    static double below[MANY];
    struct world *world = many_at_work(
        "experiment.max_action_size = 4; experiment.groupthink = 1; debrief; people.skills_per_person = 0");
    step_experiment(world);
    for (int32_t i = 0; i < MANY; i++) {
        const struct project *project = project_at(world, world->projects.live[i]);
        int32_t slot = world->projects.live[i], a = project_seats(&world->projects, slot)[0].agent,
                b = project_seats(&world->projects, slot)[1].agent;
        double alike = (1 + (world->network.unit[a] == world->network.unit[b])) / 2.0;
        below[i] = gsl_cdf_ugaussian_P((project->judged - project->outcome) / (0.1 * sqrt(alike / 2.8)));
    }
    assert_likely(chance_uniform(MANY, below), "judgements");
    model_free(world);
}

/* No action is bigger than there are means for. */
static void the_means_bound_the_size(void **state)
{
    (void)state;
    static const char *const settings[] = {
        "experiment.resources = 1.5", "resources; experiment.resources = 0.5", "resources; experiment.resources = 9"};
    static const double slack[] = {0, 0.75, 0.75}, size[] = {1.5, 2.25, 2.8}, resources[] = {0, 0, 9 - 1.05};
    for (int c = 0; c < 3; c++) {
        char text[256];
        snprintf(text, sizeof text, "experiment.max_action_size = 4; %s", settings[c]);
        struct world *world = many_at_work(text);
        struct project *project = project_at(world, 0);
        for (int32_t i = 1; i < MANY; i++) project_at(world, i)->state = PROJECT_GATHERING;
        project->slack = slack[c];
        if (c > 0) step_pay(world); /* the first unit, by the pool */
        step_experiment(world);
        assert_close(project->size_of_action, size[c]);
        assert_close(project->resources, resources[c]);
        assert_close(project->slack, 0);
        model_free(world);
    }
}

/* Groups that meet friction act smaller; what they do meets so much more as it is bigger. */
static void friction_makes_actions_small(void **state)
{
    (void)state;
    static const char *const strength[] = {"0", "0.4", "0.9"};
    for (int c = 0; c < 3; c++) {
        char settings[256];
        snprintf(settings, sizeof settings, "experiment.max_action_size = 4; stances; stances.friction_strength = %s",
            strength[c]);
        struct world *world = many_at_work(settings);
        for (int32_t agent = 0; agent < world->agents.count; agent++)
            stance_change(world, agent, STANCE_GUARDING, STANCE_BY_START);
        step_experiment(world);
        const struct project *project = project_at(world, 0);
        double friction = strtod(strength[c], NULL), size = 1 + 3 * 0.6 * (1 - friction);
        assert_close(project->size_of_action, size);
        assert_close(project->friction, fmin(1, size * friction));
        assert_close(project->progress, size * fmax(0, project->outcome) * (1 - project->friction));
        model_free(world);
    }
}

static void the_mean_size_is_seen(void **state)
{
    (void)state;
    struct observation seen;
    struct world *world = many_at_work("experiment.max_action_size = 4");
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_true(seen.value[OBSERVE_action_size_mean][0] == 0);
    step_experiment(world);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_true(fabs(seen.value[OBSERVE_action_size_mean][0] - 2.8) < 1e-9);
    observation_free(&seen);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    const char *settings =
        ORGANISATION "network.agents = 2500; network.units = 30; experiment.max_action_size = 3; stances;"
                     "stances.initial_initiating = 0.6; resources";
    char other[1024];
    snprintf(other, sizeof other, "%s; experiment.max_action_size = 2", settings);
    assert_any_threads(settings, other, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_big_action_is_many_small_ones),
        cmocka_unit_test(judgement_of_a_big_action_is_as_much_surer),
        cmocka_unit_test(the_means_bound_the_size),
        cmocka_unit_test(friction_makes_actions_small),
        cmocka_unit_test(the_mean_size_is_seen),
        cmocka_unit_test(test_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
