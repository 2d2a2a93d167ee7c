/* initiate: who noticed founds a project or hands the idea on, by definition, many at once. Statistical checks: see
 * chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/sense.h"
#include "model/projects/notices.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

static int64_t count_events(const struct world *world, int what)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.opportunity.count; i++)
        count += world->events.opportunity.items[i].type == what;
    return count;
}

enum { PEOPLE = 12000 };

#define INITIATE                                                                                                       \
    PLAIN_TEAMS "network.agents = 12000; network.kind = ring; network.mean_degree = 4; landscape.kind = listed; "      \
                "landscape.practices = {a: 0.3, b: 0.9}; opportunities; opportunities.arrival_rate = 0; projects; "    \
                "projects.load = 0.4;"

/* Everybody notices one opportunity, each another. */
static struct notice *one_each(struct world *world)
{
    struct notice *notices = calloc(PEOPLE, sizeof *notices);
    assert_non_null(notices);
    world->step++;
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        world_open(world, (struct opportunity){.unit = 0});
        notices[agent] = (struct notice){.opportunity = agent, .slot = -1, .agent = agent};
    }
    return notices;
}

/* rate * confidence * (1 + gap * (expectation - belief, if that is above 0)), with attention left for a project. */
static void the_will_to_act_rises_with_confidence_and_with_the_gap(void **state)
{
    (void)state;
    enum { GROUPS = 6, EACH = PEOPLE / GROUPS };
    static const double confidence[GROUPS] = {0.5, 1, 0.5, 0.5, 0.5, 0.5};
    static const double expectation[GROUPS] = {0.3, 0.3, 0.8, 0.1, 0.8, 0.8};
    static const double expected[GROUPS] = {0.15, 0.3, 0.15 * 2, 0.15, 0.15 * (1 + 2 * 0.8), 0};
    int64_t founded[GROUPS] = {0};
    struct scenario scenario = scenario_of(INITIATE "initiate.founding_probability = 0.3; initiate.gap_weight = 2");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        int group = agent / EACH;
        world->agents.confidence[agent] = confidence[group];
        world->agents.expectation[agent] = expectation[group];
        if (group != 4) world_use(world, agent, 0, 0); /* group 4 uses nothing: it believes 0 */
        for (int i = 0; i < 2 && group == 5; i++)      /* group 5 has too little attention left */
            world_project(world, (struct opportunity){.unit = 0}, 1, (const int32_t[]){agent});
    }
    struct notice *notices = one_each(world);
    notice_all(world, PEOPLE, notices);
    for (int64_t i = 0; i < world->events.project.count; i++) founded[world->events.project.items[i].founder / EACH]++;
    for (int group = 0; group < GROUPS; group++)
        assert_likely(chance_binomial(founded[group], EACH, expected[group]), "group %d", group);
    assert_int_equal(count_events(world, OPPORTUNITY_TAKEN), world->events.project.count);
    assert_int_equal(world->opportunities->open.count, PEOPLE - world->events.project.count);
    free(notices);
    model_free(world);
}

/* Of four who would found on one opportunity one does, each as often; who would found on five founds on as many as
 * there is attention for. */
static void priorities_decide_where_not_all_can(void **state)
{
    (void)state;
    enum { EACH = 4, GROUPS = PEOPLE / EACH };
    static struct notice notices[5 * PEOPLE];
    int64_t which[EACH] = {0}, taken[5] = {0};
    struct scenario scenario = scenario_of(INITIATE "initiate.founding_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < PEOPLE; agent++) world->agents.confidence[agent] = 1;
    world->step++;
    for (int32_t group = 0; group < GROUPS; group++) world_open(world, (struct opportunity){.unit = 0});
    for (int32_t agent = 0; agent < PEOPLE; agent++)
        notices[agent] = (struct notice){.opportunity = agent / EACH, .slot = -1, .agent = agent};
    notice_all(world, PEOPLE, notices);
    assert_int_equal(world->events.project.count, GROUPS);
    for (int64_t i = 0; i < GROUPS; i++) which[world->events.project.items[i].founder % EACH]++;
    assert_likely(chance_equal_cells(EACH, which), "which of four founds");
    model_free(world);

    world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < PEOPLE; agent++) world->agents.confidence[agent] = 1;
    world->step++;
    for (int32_t i = 0; i < 5 * PEOPLE; i++) {
        world_open(world, (struct opportunity){.unit = 0});
        notices[i] = (struct notice){.opportunity = i, .slot = -1, .agent = i / 5};
    }
    notice_all(world, 5 * PEOPLE, notices);
    assert_int_equal(world->events.project.count, 2 * PEOPLE);
    for (int64_t i = 0; i < 2 * PEOPLE; i++) taken[world->events.project.items[i].opportunity % 5]++;
    assert_likely(chance_equal_cells(5, taken), "on which of five");
    model_free(world);
}

/* Who does not act lets the idea go with probability hand_on; a contact, each as likely, gets it if there is trust, and
 * gains confidence. */
static void an_idea_goes_to_a_trusted_contact(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(INITIATE "initiate.founding_probability = 0; initiate.handover_probability "
                                                    "= 0.6; initiate.handover_confidence = 0.2; people.trust = 0.7");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t which[5] = {0}, handed = 0, got[PEOPLE] = {0};
    for (int32_t agent = 0; agent < PEOPLE; agent++) world->agents.confidence[agent] = 0.5;
    struct notice *notices = one_each(world);
    notice_all(world, PEOPLE, notices);
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        int32_t to = world->opportunities->open.items[agent].handed_to;
        if (to < 0) continue;
        handed++;
        got[to]++;
        which[(to - agent + 2 + PEOPLE) % PEOPLE]++;
    }
    assert_int_equal(count_events(world, OPPORTUNITY_HANDED), handed);
    assert_likely(chance_binomial(handed, PEOPLE, 0.6 * 0.7), "handed on");
    assert_int_equal(which[2], 0);
    which[2] = which[4];
    assert_likely(chance_equal_cells(4, which), "to whom");
    for (int32_t agent = 0; agent < PEOPLE; agent++)
        assert_true(fabs(world->agents.confidence[agent] - (1 - 0.5 * pow(0.8, (double)got[agent]))) < 1e-12);
    /* Nobody notices any more: the ideas are nobody's again. */
    world->step++;
    notice_all(world, 0, notices);
    for (int32_t agent = 0; agent < PEOPLE; agent++)
        assert_int_equal(world->opportunities->open.items[agent].handed_to, -1);
    free(notices);
    model_free(world);
}

/* Two who let the same idea go hand it on once; one that somebody takes up is not handed on. Who would act but has no
 * attention left (3) can let go. */
static void an_idea_is_handed_on_once_and_only_while_it_is_free(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(INITIATE "initiate.founding_probability = 1; initiate.handover_probability = 1; people.trust = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t agent = 0; agent < 4; agent++) world->agents.confidence[agent] = agent >= 2;
    for (int i = 0; i < 2; i++) world_project(world, (struct opportunity){.unit = 0}, 1, (const int32_t[]){3});
    world->step++;
    for (int i = 0; i < 2; i++) world_open(world, (struct opportunity){.unit = 0});
    world_open(world, (struct opportunity){.unit = 0});
    const struct notice notices[] = {{0, .slot = -1, .agent = 0}, {0, .slot = -1, .agent = 1},
        {1, .slot = -1, .agent = 1}, {1, .slot = -1, .agent = 2}, {2, .slot = -1, .agent = 3}};
    notice_all(world, 5, notices);
    assert_int_equal(count_events(world, OPPORTUNITY_HANDED), 2);
    assert_int_equal(count_events(world, OPPORTUNITY_TAKEN), 1);
    assert_int_equal(world->opportunities->open.count, 2);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_will_to_act_rises_with_confidence_and_with_the_gap),
        cmocka_unit_test(priorities_decide_where_not_all_can),
        cmocka_unit_test(an_idea_goes_to_a_trusted_contact),
        cmocka_unit_test(an_idea_is_handed_on_once_and_only_while_it_is_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
