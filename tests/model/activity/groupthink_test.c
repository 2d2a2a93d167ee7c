/* Group-think: those who are alike misjudge alike, and are sure too soon.
 *
 * The chance of a false alarm of the whole file is below 1e-4 (see chance.h; fewer than 100 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/activity/groupthink.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/mechanism.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"

#define LARGER ORGANISATION "network.agents = 2500; network.units = 30;"

/* Nothing happens but what a test puts there; projects try the same practice for ever. */
#define STILL                                                                                                          \
    ORGANISATION "-renew; -tell; opportunities.arrival_rate = 0; experiment.exploration_probability = 0; "             \
                 "experiment.outcome_sd = 0.2;"                                                                        \
                 "landscape.context_weight = 0; projects.max_duration = 1000;"

enum { MEMBERS = 8 };

/* A project at work whose members are all of one unit with the same skills, or all of different units and skills, and
 * which knows one practice only. */
static int32_t put_to_work(struct world *world, bool same)
{
    int32_t members[MEMBERS];
    for (int m = 0; m < MEMBERS; m++) {
        members[m] = world->network.unit_member[world->network.unit_start[same ? 0 : m] + m];
        world->agents.skills[members[m]] = same ? 0x0f : UINT64_C(3) << 2 * m;
        world_use(world, members[m], 0, world_used(world, members[0], 0));
    }
    int32_t slot = world_project(world, (struct opportunity){.difficulty = 1e9}, MEMBERS, members);
    project_candidate(&world->projects, slot, world_used(world, members[0], 0));
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].resources = 1e9;
    return slot;
}

static struct scenario with_groupthink(double groupthink, int seed)
{
    struct scenario scenario = scenario_of(STILL);
    scenario.experiment.groupthink.start = groupthink;
    scenario.run.seed = seed;
    return scenario;
}

static void test_similarity(void **state)
{
    (void)state;
    struct scenario scenario = with_groupthink(1, 1);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t alike = put_to_work(world, true);
    assert_true(project_similarity(world, alike) == 1);
    model_free(world);
    world = world_of(&scenario, NULL, NULL);
    int32_t diverse = put_to_work(world, false);
    assert_true(project_similarity(world, diverse) == 0);
    const struct membership *seats = project_seats(&world->projects, diverse);
    world->agents.skills[seats[1].agent] = world->agents.skills[seats[0].agent] | 0xf0; /* 2 of 6 in common */
    double pairs = MEMBERS * (MEMBERS - 1) / 2, second_and_others = 2 * 2.0 / 6; /* seats 2 and 3 have those skills */
    assert_true(fabs(project_similarity(world, diverse) - (2.0 / 6 + second_and_others) / 2 / pairs) < 1e-12);
    world->agents.skills[seats[0].agent] = world->agents.skills[seats[1].agent] = 0;
    assert_true(fabs(project_similarity(world, diverse) - 0.5 / pairs) < 1e-12);
    model_free(world);
}

/* The judgement is off by as much as it should, and what happened is what it would have been. */
static void test_judgement(void **state)
{
    (void)state;
    struct scenario none = with_groupthink(0, 1), some = with_groupthink(0.6, 1);
    struct world *without = world_of(&none, NULL, NULL), *with = world_of(&some, NULL, NULL);
    int32_t slot = put_to_work(without, true);
    double errors[400], product = 0;
    struct sample squares = {0};
    put_to_work(with, true);
    for (int step = 0; step < 400; step++) {
        world_pass(without), world_pass(with);
        const struct project *plain = &without->projects.slots[slot], *judging = &with->projects.slots[slot];
        assert_true(plain->judged == plain->outcome);
        assert_true(judging->outcome == plain->outcome && judging->progress == plain->progress);
        double z = (judging->judged - judging->outcome) / (0.2 * sqrt(7 * 0.6));
        double own = (plain->outcome - without->practices.items[plain->trying].quality) / 0.2;
        sample_add(&squares, z * z);
        product += z * own;
        errors[step] = gsl_cdf_ugaussian_P(z);
    }
    assert_likely(chance_uniform(400, errors), "shared errors are normal");
    assert_likely(chance_mean(&squares, 1, 0), "variance of shared errors");
    assert_likely(chance_normal(product / sqrt(400)), "shared errors do not go with what happened");
    model_free(without);
    model_free(with);
}

/* The diverse judge as well as without group-think. */
static void test_the_diverse(void **state)
{
    (void)state;
    struct scenario scenario = with_groupthink(1, 1);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world, false);
    for (int step = 0; step < 20; step++) {
        world_pass(world);
        assert_true(world->projects.slots[slot].judged == world->projects.slots[slot].outcome);
    }
    model_free(world);
}

/* How far the group's belief is off after some debriefs, in units of what it thinks it may be off. */
static double overconfidence(bool same, int seed)
{
    struct scenario scenario = with_groupthink(1, seed);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world, same);
    for (int step = 0; step < 6; step++) world_pass(world);
    const struct candidate *belief = project_best(&world->projects, slot);
    double evidence = 6; /* outcomes; each counts as `depth`, so its weight is the same */
    assert_true(fabs(belief->evidence - 6 * scenario.debrief.depth.start) < 1e-12);
    double off = (belief->belief - world->practices.items[belief->practice].quality) / (0.2 / sqrt(evidence));
    model_free(world);
    return off * off;
}

/* Sure of the wrong thing: the alike are off by 1 + (M - 1) times the variance that they count on, the diverse by 1. */
static void test_sure_of_the_wrong_thing(void **state)
{
    (void)state;
    struct sample alike = {0}, diverse = {0};
    for (int seed = 1; seed <= 150; seed++) {
        sample_add(&alike, overconfidence(true, seed));
        sample_add(&diverse, overconfidence(false, seed));
    }
    print_message("error variance over what the group counts on: alike %.2f (se %.2f), diverse %.2f (se %.2f)\n",
        sample_mean(&alike), sample_error(&alike), sample_mean(&diverse), sample_error(&diverse));
    assert_likely(chance_mean(&alike, 8, 0), "the alike");
    assert_likely(chance_mean(&diverse, 1, 0), "the diverse");
    assert_true(chance_same_mean(&alike, &diverse) < FALSE_ALARM);
}

/* Lessons go home as they were judged. */
static void test_lessons(void **state)
{
    (void)state;
    struct scenario scenario = with_groupthink(1, 1);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = put_to_work(world, true), agent = project_seats(&world->projects, slot)[3].agent;
    struct known *known = agents_find(&world->agents, agent, 0, world_used(world, agent, 0));
    double before = known->belief, evidence = known->evidence, depth = scenario.debrief.depth.start;
    world_pass(world);
    double judged = world->projects.slots[slot].judged;
    assert_true(judged != world->projects.slots[slot].outcome);
    assert_true(fabs(known->belief - (before * evidence + judged * depth) / (evidence + depth)) < 1e-9);
    model_free(world);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(LARGER "experiment.groupthink = 0.5", LARGER "experiment.groupthink = 0", 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_similarity),
        cmocka_unit_test(test_judgement),
        cmocka_unit_test(test_the_diverse),
        cmocka_unit_test(test_sure_of_the_wrong_thing),
        cmocka_unit_test(test_lessons),
        cmocka_unit_test(test_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
