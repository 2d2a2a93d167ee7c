/* Standards: who wins a unit for a new standard practice or for openness, against whom, and what it does to newcomers.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). Also tests
 * model/organisation/govern.c, model/people/standards.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/array.h"
#include "model/adoption/memory.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/organisation/govern.h"
#include "model/organisation/units.h"
#include "model/people/stances.h"
#include "model/people/standards.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/agents.h"
#include "model/state/communities.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"

/* An organisation in which nothing begins by itself. */
#define QUIET                                                                                                          \
    ORGANISATION "opportunities.arrival_rate = 0; renew.turnover_probability = 0; standards.advocacy_probability = 1;"

enum { UNIT = 3, DOMAIN = 1 };

static int32_t *standard_of(const struct world *world, int32_t unit, int32_t domain)
{
    return &world->standards->practice[unit * world->agents.domains + domain];
}

/* A project on the spot, about to succeed, that believes so in a practice and in its unit's standard. */
static int32_t succeeding(struct world *world, int32_t founder, int32_t practice, double belief, double old)
{
    int32_t slot = world_project(
        world, (struct opportunity){.unit = UNIT, .domain = DOMAIN}, 2, (const int32_t[]){founder, founder + 1});
    struct project *project = &world->projects.slots[slot];
    project->state = PROJECT_ACTIVE;
    project->resources = 10;
    *project_candidate(&world->projects, slot, *standard_of(world, UNIT, DOMAIN)) =
        (struct candidate){*standard_of(world, UNIT, DOMAIN), old, 2};
    *project_candidate(&world->projects, slot, practice) = (struct candidate){practice, belief, 2};
    return slot;
}

/* The standard practice of another unit, which differs. */
static int32_t another(const struct world *world, int32_t unit)
{
    assert_int_not_equal(*standard_of(world, unit, DOMAIN), *standard_of(world, UNIT, DOMAIN));
    return *standard_of(world, unit, DOMAIN);
}

static void end_step(struct world *world)
{
    events_clear(&world->events);
    world->step++;
    step_conclude(world);
    step_govern(world);
    world_check(world);
    assert_int_equal(world->govern->successes.count, 0);
}

static void test_no_advocacy_is_as_absent(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION, ORGANISATION "standards.advocacy_probability = 0", 80);
}

/* Only what is believed to be better than the standard takes its place. */
static void test_only_the_better_wins(void **state)
{
    (void)state;
    const double beliefs[][2] = {{0.8, 0.5}, {0.5, 0.8}, {0.5, 0.5}};
    for (int i = 0; i < 3; i++) {
        struct scenario scenario = scenario_of(QUIET);
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t before = *standard_of(world, UNIT, DOMAIN), practice = another(world, 0);
        int32_t slot = succeeding(world, 10, practice, beliefs[i][0], beliefs[i][1]);
        int32_t id = world->projects.slots[slot].id;
        end_step(world);
        assert_int_equal(*standard_of(world, UNIT, DOMAIN), i == 0 ? practice : before);
        assert_int_equal(world->events.standard.count, i == 0);
        const struct standard_row *row = world->events.standard.items;
        if (i == 0)
            assert_true(row->step == 1 && row->unit == UNIT && row->domain == DOMAIN &&
                        row->practice_before == before && row->practice_after == practice && row->project == id);
        for (int32_t place = 0; place < 16; place++)
            assert_true(place == UNIT * 2 + DOMAIN ||
                        world->standards->practice[place] == *standard_of(world, place / 2, place % 2));
        model_free(world);
    }
}

/* What members know of the standard counts where the group has not tried it; what nobody knows counts nothing. */
static void test_what_members_know_of_the_standard(void **state)
{
    (void)state;
    for (int known = 0; known < 2; known++) {
        struct scenario scenario = scenario_of(QUIET);
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t practice = another(world, 0), slot = succeeding(world, 10, practice, 0.3, 0);
        project_candidates(&world->projects, slot)[0] = (struct candidate){practice, 0.3, 2};
        world->projects.slots[slot].candidate_count = 1;
        int32_t standard = *standard_of(world, UNIT, DOMAIN);
        assert_null(agents_find(&world->agents, 10, DOMAIN, standard));
        if (known) *memory_place(world, 11, DOMAIN, standard) = (struct known){standard, -1, -1, -1, 0, 0, 0.6, 1};
        end_step(world);
        assert_int_equal(*standard_of(world, UNIT, DOMAIN), known ? standard : practice);
        model_free(world);
    }
}

/* How often one who succeeded wins: advocacy (1 + diagnosed) (1 - guarding). */
static void test_the_probability(void **state)
{
    (void)state;
    for (int diagnosed = 0; diagnosed < 2; diagnosed++)
        for (int guarded = 0; guarded < 2; guarded++) {
            int64_t won = 0;
            for (int seed = 1; seed <= 300; seed++) {
                struct scenario scenario =
                    scenario_of(QUIET "stances.initial_stuck = 0; stances.initial_guarding = 0; "
                                      "stances.initial_blaming = 0; stances.initial_initiating = 1;"
                                      "diagnosis.friction_points = 4; standards.advocacy_probability = 0.4");
                scenario.run.seed = seed;
                struct world *world = world_of(&scenario, NULL, NULL);
                int32_t first = world->network.unit_start[UNIT], size = world->network.unit_start[UNIT + 1] - first;
                for (int32_t k = 0; guarded && 3 * k < size; k++)
                    stance_change(world, world->network.unit_member[first + k], STANCE_GUARDING, STANCE_BY_START);
                assert_int_equal(size, 30);
                int32_t slot = succeeding(world, 10, another(world, 0), 0.8, 0.5);
                world->projects.slots[slot].found = diagnosed ? 2 : 0;
                end_step(world);
                won += world->events.standard.count;
                model_free(world);
            }
            double p = 0.4 * (diagnosed ? 1.5 : 1) * (guarded ? 2.0 / 3 : 1);
            assert_likely(chance_binomial(won, 300, p), "%d of 300 won, expected %g", (int)won, 300 * p);
        }
}

/* Of several at once the practice that is believed in most is chosen, whichever project came first. */
static void test_the_most_believed_counts(void **state)
{
    (void)state;
    for (int strong = 0; strong < 3; strong++) {
        struct scenario scenario = scenario_of(QUIET);
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t practice = another(world, strong);
        for (int i = 0; i < 3; i++) succeeding(world, 10 * (i + 1), another(world, i), i == strong ? 0.9 : 0.7, 0.5);
        end_step(world);
        assert_int_equal(*standard_of(world, UNIT, DOMAIN), practice);
        assert_int_equal(world->events.standard.count, 1);
        model_free(world);
    }
}

/* A community that has matured speaks in its convener's unit in the steps in which it meets; others do not. */
static void test_communities_speak(void **state)
{
    (void)state;
    for (int phase = PHASE_POTENTIAL; phase <= PHASE_STEWARDSHIP; phase++)
        for (int32_t step = 1; step <= 4; step++) {
            struct scenario scenario = scenario_of(QUIET "communities.meeting_interval = 3");
            struct world *world = world_of(&scenario, NULL, NULL);
            int32_t convener = world->network.unit_member[world->network.unit_start[UNIT]],
                    practice = another(world, 0);
            int32_t standard = *standard_of(world, UNIT, DOMAIN);
            int32_t number = community_new(world, DOMAIN, (enum community_phase)phase);
            community_join(world, number, convener, RING_CORE, SEAT_CONVENED, -1);
            struct community *community = &world->communities.items[number];
            community->convener = convener;
            int32_t row = world->agents.adoption[(int64_t)convener * 2 + DOMAIN];
            assert_true(array_push(&community->documents, (struct document){standard, convener, row, 0.4, 3}));
            assert_true(array_push(&community->documents, (struct document){practice, convener, row, 0.7, 3}));
            events_clear(&world->events);
            world->step = step;
            step_govern(world);
            bool speaks = phase >= PHASE_MATURING && step == 3;
            assert_int_equal(*standard_of(world, UNIT, DOMAIN), speaks ? practice : standard);
            assert_int_equal(world->events.standard.count, speaks);
            const struct standard_row *event = world->events.standard.items;
            if (speaks) assert_true(event->project == -1 && event->community == number && event->unit == UNIT);
            model_free(world);
        }
}

/* Those who ask for openness get it instead. */
static void test_opening(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(QUIET "standards.opening_fraction = 1; standards.openness_shift = 0.5; "
                                                 "units.openness_mean = 0.4; units.openness_sd = 0");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int i = 0; i < 2; i++) succeeding(world, 10 * (i + 1), another(world, 0), 0.9, 0.5);
    end_step(world);
    assert_int_equal(world->events.standard.count, 0);
    assert_int_equal(world->events.opening.count, 2);
    for (int32_t unit = 0; unit < 8; unit++)
        assert_true(fabs(world->units->openness[unit] - (unit == UNIT ? 0.85 : 0.4)) < 1e-12);
    model_free(world);
}

/* Newcomers begin with the unit's new standard, whatever people began with at the start; nobody else takes it up. */
static void test_newcomers(void **state)
{
    (void)state;
    const char *starts[] = {"unit", "same", "random", "none"};
    for (int i = 0; i < 4; i++) {
        struct scenario scenario =
            scenario_of(ORGANISATION "opportunities.arrival_rate = 0; standards; renew.turnover_probability = 0.3");
        scenario_apply(&scenario, (char[32]){"start.practice = unit"});
        struct message message = {""};
        assert_int_equal(parameter_set(&scenario, parameter_find("start.practice"), starts[i], &message), STATUS_OK);
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t practice = practice_meet(world, DOMAIN, (struct configuration){.low = 5}, -1, -1);
        *standard_of(world, UNIT, DOMAIN) = practice;
        world_pass(world);
        assert_true(world->events.turnover.count > 30);
        for (int64_t k = 0; k < world->events.adoption.count; k++) {
            const struct adoption_row *row = &world->events.adoption.items[k];
            assert_int_equal(row->channel, CHANNEL_INITIAL);
            assert_int_equal(
                row->practice == practice, world->network.unit[row->learner] == UNIT && row->domain == DOMAIN);
        }
        model_free(world);
    }
}

static double standard_quality(struct world *world)
{
    struct observation observation;
    assert_int_equal(observation_create(&observation, world), STATUS_OK);
    assert_int_equal(model_observe(world, &observation), STATUS_OK);
    double quality =
        observation.length[OBSERVE_standard_quality_mean] ? observation.value[OBSERVE_standard_quality_mean][0] : 0;
    observation_free(&observation);
    return quality;
}

/* In a whole organisation standards get better, and so do the practices with which newcomers begin. */
static void test_standards_improve(void **state)
{
    (void)state;
    struct sample gain = {0}, newcomers = {0};
    for (int seed = 1; seed <= 30; seed++) {
        double quality[2], begin[2];
        for (int on = 0; on < 2; on++) {
            struct scenario scenario =
                scenario_of(ORGANISATION "renew.turnover_probability = 0.02; standards.advocacy_probability = 0.5");
            scenario.run.seed = seed;
            if (!on) scenario.standards.advocacy_probability.start = 0;
            struct world *world = world_of(&scenario, NULL, NULL);
            struct sample began = {0};
            while (world->step < 80) {
                world_pass(world);
                for (int64_t i = 0; i < world->events.adoption.count && world->step > 40; i++)
                    if (world->events.adoption.items[i].channel == CHANNEL_INITIAL)
                        sample_add(&began, world->practices.items[world->events.adoption.items[i].practice].quality);
            }
            quality[on] = standard_quality(world);
            begin[on] = sample_mean(&began);
            model_free(world);
        }
        sample_add(&gain, quality[1] - quality[0]);
        sample_add(&newcomers, begin[1] - begin[0]);
    }
    print_message(
        "advocacy 0.5 for 80 steps: quality of standards +%.3f (se %.3f), of what newcomers begin with +%.3f\n",
        sample_mean(&gain), sample_error(&gain), sample_mean(&newcomers));
    assert_true(sample_mean(&gain) > 0.02 && sample_mean(&newcomers) > 0.01);
    assert_true(chance_mean(&gain, 0, 0) < FALSE_ALARM && chance_mean(&newcomers, 0, 0) < FALSE_ALARM);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION
        "network.agents = 2500; network.units = 30; standards; units; standards.opening_fraction = 0.5",
        ORGANISATION "network.agents = 2500; network.units = 30; standards; units; standards.opening_fraction = 0", 40);
}

static void test_verify_sees_a_wrong_standard(void **state)
{
    (void)state;
    struct message message = {""};
    struct scenario scenario = scenario_of(ORGANISATION "standards");
    struct world *world = world_of(&scenario, NULL, NULL);
    *standard_of(world, 2, 0) = *standard_of(world, 2, 1);
    assert_int_equal(model_verify(world, &message), STATUS_INVARIANT);
    assert_non_null(strstr(message.text, "standard"));
    model_free(world);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("standards", "standards");
    assert_refused(ORGANISATION "standards.opening_fraction = 0.5", "standards.opening_fraction");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_advocacy_is_as_absent),
        cmocka_unit_test(test_only_the_better_wins),
        cmocka_unit_test(test_what_members_know_of_the_standard),
        cmocka_unit_test(test_the_probability),
        cmocka_unit_test(test_the_most_believed_counts),
        cmocka_unit_test(test_communities_speak),
        cmocka_unit_test(test_opening),
        cmocka_unit_test(test_newcomers),
        cmocka_unit_test(test_standards_improve),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_verify_sees_a_wrong_standard),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
