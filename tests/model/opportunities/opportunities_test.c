/* arise, sense and initiate: opportunities appear and lapse, people notice them, found projects or hand the idea on;
 * each by its definition, many at once. Statistical checks: see chance.h. Also tests model/opportunities/arise.c,
 * model/projects/initiate.c, model/opportunities/near.c, model/opportunities/sense.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/parts.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/sense.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* -- arise */

enum { UNITS = 3, ARISE_AGENTS = 500, ARISE_STEPS = 3000, LIFETIME = 4 };

static const int32_t unit_size[UNITS] = {20, 180, 300};

/* What was counted of all that arose. */
struct arisen {
    int64_t count, domain[3], unit[UNITS], systemic, skill[10], place[20];
    struct sample each_step, squares;
    double *difficulty;
    int32_t *step; /* of arising, by number */
};

static void count_arisen(const struct world *world, struct arisen *arisen)
{
    int64_t before = arisen->count;
    for (int64_t i = 0; i < world->opportunities->open.count; i++) {
        const struct opportunity *opportunity = &world->opportunities->open.items[i];
        if (opportunity->open_since != world->step) continue;
        assert_int_equal(opportunity->id, arisen->count);
        assert_int_equal(__builtin_popcountll(opportunity->skills), 3);
        assert_true(opportunity->skills < 1 << 10);
        assert_in_range(opportunity->place, 0, unit_size[opportunity->unit] - 1);
        arisen->domain[opportunity->domain]++;
        arisen->unit[opportunity->unit]++;
        arisen->systemic += opportunity->systemic;
        if (opportunity->unit == 0) arisen->place[opportunity->place]++;
        for (int s = 0; s < 10; s++) arisen->skill[s] += opportunity->skills >> s & 1 ? 1 : 0;
        arisen->difficulty[arisen->count] = gsl_cdf_gamma_P(opportunity->difficulty, 3, 5.0 / 3);
        arisen->step[arisen->count++] = world->step;
    }
    double off = (double)(arisen->count - before) - 15;
    sample_add(&arisen->each_step, off);
    sample_add(&arisen->squares, off * off);
}

static struct world *world_of_three_units(const char *settings)
{
    static int32_t unit[ARISE_AGENTS];
    for (int32_t agent = 0; agent < ARISE_AGENTS; agent++) unit[agent] = agent < 20 ? 0 : agent < 200 ? 1 : 2;
    struct edge_list list = {.agent_count = ARISE_AGENTS, .unit_count = UNITS, .unit = unit};
    char text[512];
    snprintf(text, sizeof text, "network.kind = file; network.edges = none; landscape.domains = 3; %s", settings);
    struct scenario scenario = scenario_of(text);
    return world_of(&scenario, &list, NULL);
}

static void opportunities_arise_as_described_and_lapse_in_time(void **state)
{
    (void)state;
    struct world *world = world_of_three_units(
        "people.skills = 10; opportunities.arrival_rate = 30; opportunities.systemic_probability = 0.3; "
        "opportunities.difficulty_mean = 5; "
        "opportunities.difficulty_shape = 3; opportunities.skills_needed = 3; opportunities.lifetime = 4");
    struct arisen arisen = {.difficulty = calloc(60000, sizeof(double)), .step = calloc(60000, sizeof(int32_t))};
    int64_t lapsed = 0;
    for (int step = 1; step <= ARISE_STEPS; step++) {
        events_clear(&world->events);
        assert_int_equal(model_step(world), STATUS_OK);
        count_arisen(world, &arisen);
        for (int64_t i = 0; i < world->events.opportunity.count; i++) {
            const struct opportunity_row *row = &world->events.opportunity.items[i];
            if (row->type != OPPORTUNITY_LAPSED) continue;
            assert_int_equal(row->opportunity, lapsed++);
            assert_int_equal(step, arisen.step[row->opportunity] + LIFETIME);
        }
    }
    assert_int_equal(lapsed + world->opportunities->open.count, arisen.count);
    assert_likely(chance_poisson(arisen.count, 15.0 * ARISE_STEPS), "%d arose", (int)arisen.count);
    assert_likely(chance_mean(&arisen.squares, 15, 0), "variance of those that arise in a step");
    assert_likely(chance_equal_cells(3, arisen.domain), "domains");
    assert_likely(chance_cells(UNITS, arisen.unit, (const double[]){0.04, 0.36, 0.6}), "units");
    assert_likely(chance_equal_cells(20, arisen.place), "places");
    assert_likely(chance_equal_cells(10, arisen.skill), "skills");
    assert_likely(chance_binomial(arisen.systemic, arisen.count, 0.3), "systemic ones");
    assert_likely(chance_uniform(arisen.count, arisen.difficulty), "difficulty");
    free(arisen.difficulty);
    free(arisen.step);
    model_free(world);
}

/* Where what is in use has quality q there arrives (2 (1 - q))^relief of what else would; nothing in use has quality 0.
 */
static void good_practices_spare_trouble(void **state)
{
    (void)state;
    struct world *world =
        world_of_three_units("landscape.kind = listed; landscape.practices = {bad: 0.1, good: 0.8}; "
                             "opportunities.arrival_rate = 30; opportunities.relief = 1.5; opportunities.lifetime = 1");
    int64_t arrived[UNITS] = {0};
    for (int32_t agent = 0; agent < 200; agent++)
        for (int32_t domain = 0; domain < 3; domain++) world_use(world, agent, domain, 2 * domain + (agent >= 20));
    for (int step = 0; step < ARISE_STEPS; step++) {
        world->step++;
        events_clear(&world->events);
        step_arise(world);
        for (int64_t i = 0; i < world->events.opportunity.count; i++) {
            const struct opportunity_row *row = &world->events.opportunity.items[i];
            if (row->type == OPPORTUNITY_AROSE) arrived[row->unit]++;
        }
    }
    static const double quality[UNITS] = {0.1, 0.8, 0};
    for (int unit = 0; unit < UNITS; unit++)
        assert_likely(
            chance_poisson(arrived[unit], 0.03 * unit_size[unit] * ARISE_STEPS * pow(2 * (1 - quality[unit]), 1.5)),
            "unit %d: %d", unit, (int)arrived[unit]);
    model_free(world);
}

/* -- sense */

/* How often each agent noticed the only opportunity, over some steps. */
static void count_notices(struct world *world, int steps, int64_t times[])
{
    for (int step = 0; step < steps; step++) {
        world->step++;
        step_sense(world);
        const struct notice *notices = world->sense->notices.items;
        for (int64_t i = 0; i < world->sense->notices.count; i++) times[notices[i].agent]++;
    }
}

#define SENSE                                                                                                          \
    PLAIN_TEAMS                                                                                                        \
    "opportunities; opportunities.arrival_rate = 0; projects; projects.load = 0.3; sense.nearby_people = 10;"

/* A window of ten around the place; each notices with probability rate times the attention left. */
static void the_near_notice_by_the_attention_that_they_have_left(void **state)
{
    (void)state;
    enum { STEPS = 20000 };
    struct world *world = world_of_three_units(SENSE "sense.noticing_probability = 0.2");
    int64_t times[ARISE_AGENTS] = {0};
    const struct opportunity other = {.unit = 1};
    world_project(world, other, 1, (const int32_t[]){16});
    world_project(world, other, 2, (const int32_t[]){17, 16});
    for (int i = 0; i < 4; i++) world_project(world, other, 1, (const int32_t[]){18});
    world_open(world, (struct opportunity){.unit = 0, .place = 14});
    count_notices(world, STEPS, times);
    for (int32_t agent = 0; agent < ARISE_AGENTS; agent++) {
        bool near = agent < 20 && (agent >= 14 || agent < 4);
        double attention = agent == 16 ? 0.4 : agent == 17 ? 0.7 : agent == 18 ? 0 : 1;
        assert_likely(chance_binomial(times[agent], STEPS, near ? 0.2 * attention : 0), "agent %d", agent);
    }
    model_free(world);
}

/* A systemic one reaches windows of the same units in every step, and is noticed by breadth. */
static void a_systemic_opportunity_reaches_the_same_units_again(void **state)
{
    (void)state;
    enum { STEPS = 5000, SPAN = 4 };
    for (int round = 0; round < 2; round++) {
        struct world *world =
            world_of_three_units(SENSE "opportunities.systemic_span = 4; sense.noticing_probability = 1");
        int64_t times[ARISE_AGENTS] = {0}, in_all = 0, windows[ARISE_AGENTS] = {0};
        for (int32_t agent = 0; agent < ARISE_AGENTS; agent++) world->agents.breadth[agent] = 1;
        world_open(world, (struct opportunity){.unit = 1, .place = 3, .systemic = true});
        count_notices(world, 1, windows);
        for (int32_t agent = 0; agent < ARISE_AGENTS; agent++) in_all += windows[agent];
        assert_int_equal(in_all, 10 * SPAN);
        assert_true(windows[20 + 3] >= 1 && windows[20 + 12] >= 1 && windows[20 + 13] == 0);
        for (int32_t agent = 0; agent < ARISE_AGENTS; agent++) world->agents.breadth[agent] = round ? 0.25 : 1;
        count_notices(world, STEPS, times);
        for (int32_t agent = 0; agent < ARISE_AGENTS; agent++)
            assert_likely(chance_binomial(times[agent], STEPS * windows[agent], round ? 0.25 : 1), "agent %d", agent);
        model_free(world);
    }
}

static void who_was_handed_an_idea_notices_it(void **state)
{
    (void)state;
    struct world *world = world_of_three_units(SENSE "sense.noticing_probability = 0");
    int64_t times[ARISE_AGENTS] = {0};
    world_open(world, (struct opportunity){.unit = 1});
    world->opportunities->open.items[0].handed_to = 400;
    count_notices(world, 5, times);
    for (int32_t agent = 0; agent < ARISE_AGENTS; agent++) assert_int_equal(times[agent], agent == 400 ? 5 : 0);
    model_free(world);
}

/* -- initiate */

static void notice_all(struct world *world, int64_t count, const struct notice notices[])
{
    assert_true(parts_open(&world->sense->notices, 1));
    for (int64_t i = 0; i < count; i++) part_push(&world->sense->notices, 0, &notices[i]);
    assert_true(parts_join(&world->sense->notices));
    events_clear(&world->events);
    step_initiate(world);
    assert_false(world->out_of_memory);
    world_check(world);
}

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

/* -- the clock */

/* How old the oldest opportunity was when a project was founded on it, and how many lapsed. */
static int32_t oldest_taken(const char *settings, int64_t *lapsed)
{
    enum { MOST = 4096 };
    static int32_t arose[MOST];
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t oldest = 0;
    for (int step = 0; step < 100; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.opportunity.count; i++) {
            const struct opportunity_row *row = &world->events.opportunity.items[i];
            assert_in_range(row->opportunity, 0, MOST - 1);
            if (row->type == OPPORTUNITY_AROSE) arose[row->opportunity] = row->step;
            int32_t age = row->step - arose[row->opportunity];
            if (row->type == OPPORTUNITY_TAKEN && age > oldest) oldest = age;
        }
    }
    *lapsed = world->opportunities->lapsed;
    model_free(world);
    return oldest;
}

/* What keeps its age is never taken up when its lifetime is over, however often projects on it failed or never began,
 * also by groups that go on. */
static void what_keeps_its_age_lapses_in_time(void **state)
{
    (void)state;
    int64_t lapsed, others;
    const char *with = ORGANISATION PLAIN_TEAMS "opportunities.lifetime = 20; conclude.continuation_probability = 1;"
                                                "opportunities.keeps_age = true";
    const char *without = ORGANISATION PLAIN_TEAMS "opportunities.lifetime = 20; conclude.continuation_probability = 1";
    assert_in_range(oldest_taken(with, &lapsed), 15, 19);
    assert_true(oldest_taken(without, &others) > 40);
    assert_true(lapsed > others + 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opportunities_arise_as_described_and_lapse_in_time),
        cmocka_unit_test(good_practices_spare_trouble),
        cmocka_unit_test(the_near_notice_by_the_attention_that_they_have_left),
        cmocka_unit_test(a_systemic_opportunity_reaches_the_same_units_again),
        cmocka_unit_test(who_was_handed_an_idea_notices_it),
        cmocka_unit_test(the_will_to_act_rises_with_confidence_and_with_the_gap),
        cmocka_unit_test(priorities_decide_where_not_all_can),
        cmocka_unit_test(an_idea_goes_to_a_trusted_contact),
        cmocka_unit_test(an_idea_is_handed_on_once_and_only_while_it_is_free),
        cmocka_unit_test(what_keeps_its_age_lapses_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
