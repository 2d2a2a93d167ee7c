/* People who took part in a project lately make opportunities: who, how many, where, and what is written of it.
 *
 * The chance of a false alarm of the whole file is below 3e-5 (see chance.h; fewer than 30 checks). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/frame/steps.h"
#include "model/mechanism.h"
#include "model/opportunities/arise.h"
#include "model/opportunities/create.h"
#include "model/opportunities/sense.h"
#include "model/people/people.h"
#include "model/state/ties.h"

enum { PEOPLE = 4000, UNITS = 8 };

/* Nothing happens by itself. */
#define STILL                                                                                                          \
    "network.agents = 4000; network.units = 8; network.mean_degree = 6; landscape.kind = listed; landscape.domains = " \
    "5;"                                                                                                               \
    "landscape.practices = {a: 0.3, b: 0.9}; opportunities.arrival_rate = 0; projects; projects.load = 0.25;"          \
    "sense.noticing_probability = 0; tell.probability = 0; adoption; people.breadth = 0; create;"

/* In this step everybody ends a project of the domain, alone. */
static void everybody_ends_one(struct world *world, int32_t domain)
{
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        int32_t slot = world_project(world, (struct opportunity){.domain = domain}, 1, &agent);
        create_note(world, slot);
        project_end(world, slot, PROJECT_SUCCEEDED);
    }
    projects_sweep(world);
}

static void make_only(struct world *world)
{
    world->step++;
    events_clear(&world->events);
    step_create(world);
    assert_false(world->out_of_memory);
}

/* making_rate times attention times confidence times (1 + gap_weight (expectation - belief, if that is above 0)), in
 * each of the memory_steps after the end, and in no other step. */
static void as_many_as_said(void **state)
{
    (void)state;
    enum { GROUPS = 6, EACH = PEOPLE / GROUPS, MEMORY = 12 };
    static const double confidence[GROUPS] = {0.4, 0.8, 0.4, 0.4, 0.4, 0.4};
    static const double expectation[GROUPS] = {0.3, 0.3, 0.8, 0.1, 0.8, 0.3};
    static const double expected[GROUPS] = {0.4, 0.8, 0.4 * 2.5, 0.4, 0.4 * (1 + 3 * 0.8), 0.4 * 0.5};
    int64_t made[GROUPS + 1] = {0};
    struct scenario scenario =
        scenario_of(STILL PLAIN_TEAMS "create.making_rate = 0.1; create.memory_steps = 12; initiate.gap_weight = 3");
    struct world *world = world_of(&scenario, NULL, NULL);
    everybody_ends_one(world, 1);
    for (int32_t agent = 0; agent < GROUPS * EACH; agent++) {
        int group = agent / EACH;
        world->agents.confidence[agent] = confidence[group];
        world->agents.expectation[agent] = expectation[group];
        if (group != 4) world_use(world, agent, 1, 2); /* group 4 uses nothing: it believes 0 */
        for (int i = 0; i < 2 && group == 5; i++)      /* half its attention is taken */
            world_project(world, (struct opportunity){.unit = 0}, 1, &agent);
    }
    for (int step = 0; step < MEMORY; step++) {
        make_only(world);
        for (int64_t i = 0; i < world->events.creation.count; i++) made[world->events.creation.items[i].maker / EACH]++;
        world_check(world);
    }
    for (int group = 0; group < GROUPS; group++)
        assert_likely(chance_poisson(made[group], 0.1 * expected[group] * EACH * MEMORY), "group %d: %d", group,
            (int)made[group]);
    make_only(world);
    assert_int_equal(world->events.creation.count, 0);
    model_free(world);
}

/* What is made lies in the domain of the project, or next to it, at the place of the maker, or, with probability
 * breadth, at a contact's, and then is systemic; nothing of it is taken for what arrives. */
static void it_lies_where_it_should(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "create.making_rate = 0.9; create.reframing_probability = 0.4; "
                                                 "people.breadth = 0.3; opportunities.systemic_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t domain[5] = {0}, systemic = 0, all = 0, which[3] = {0}, of_three = 0;
    everybody_ends_one(world, 4);
    for (int step = 0; step < 3; step++) {
        int64_t before = world->opportunities->open.count;
        make_only(world);
        assert_int_equal(world->opportunities->open.count - before, world->events.creation.count);
        assert_int_equal(world->events.opportunity.count, world->events.creation.count);
        for (int64_t i = 0; i < world->events.creation.count; i++) {
            const struct creation_row *row = &world->events.creation.items[i];
            const struct opportunity *one = &world->opportunities->open.items[before + i];
            int32_t ties = tie_count(world, row->maker), found = -1;
            assert_int_equal(row->opportunity, one->id);
            assert_int_equal(world->events.opportunity.items[i].opportunity, one->id);
            assert_int_equal(world->events.opportunity.items[i].type, OPPORTUNITY_AROSE);
            assert_int_equal(one->handed_to, row->maker);
            assert_int_equal(one->open_since, world->step);
            int32_t here = near_agent(world, one->unit, one->place, 0);
            for (int32_t k = 0; k < ties; k++) found = tie_at(world, row->maker, k).agent == here ? k : found;
            assert_true(one->systemic ? found >= 0 || ties == 0 : here == row->maker);
            domain[one->domain]++;
            systemic += one->systemic;
            all++;
            if (ties == 3 && one->systemic) which[found]++, of_three++;
        }
    }
    assert_true(all > 3000 && of_three > 100);
    assert_likely(chance_cells(5, domain, (const double[]){0.2, 0, 0, 0.2, 0.6}), "domains");
    assert_likely(chance_binomial(systemic, all, 0.3), "systemic ones");
    assert_likely(chance_equal_cells(3, which), "at which contact");
    model_free(world);
}

/* Its maker notices it, whoever else does. */
static void its_maker_notices_it_at_once(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(STILL "create.making_rate = 0.5");
    struct world *world = world_of(&scenario, NULL, NULL);
    everybody_ends_one(world, 0);
    make_only(world);
    step_sense(world);
    assert_true(world->events.creation.count > 300);
    assert_int_equal(world->sense->notices.count, world->events.creation.count);
    for (int64_t i = 0; i < world->sense->notices.count; i++) {
        const struct notice *notice = &((struct notice *)world->sense->notices.items)[i];
        assert_int_equal(notice->agent, world->events.creation.items[i].maker);
        assert_int_equal(
            world->opportunities->open.items[notice->opportunity].id, world->events.creation.items[i].opportunity);
    }
    model_free(world);
}

/* Who is not initiating notices less, and so makes less; a newcomer has taken part in nothing. */
static void stances_and_newcomers(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) {
        struct scenario scenario = scenario_of(STILL "create.making_rate = 0.5; people.confidence_mean = 1; "
                                                     "people.confidence_sd = 0; initiate.gap_weight = 0; stances; "
                                                     "stances.initial_stuck = 1; stances.initial_guarding = 0; "
                                                     "stances.initial_blaming = 0; stances.initial_initiating = 0; "
                                                     "stances.noticing_factor = 0.3");
        struct world *world = world_of(&scenario, NULL, NULL);
        everybody_ends_one(world, 0);
        uptakes_open(world, 1);
        for (int32_t agent = 0; agent < PEOPLE && round == 1; agent++) person_create(world, agent);
        make_only(world);
        int64_t made = world->events.creation.count;
        if (round == 0) assert_likely(chance_poisson(made, 0.5 * 0.3 * PEOPLE), "%d made", (int)made);
        if (round == 1) assert_int_equal(made, 0);
        model_free(world);
    }
}

/* What a run has written: who was in a project when it ended, and when that was. */
enum { RUN_PROJECTS = 20000, RUN_STEPS = 150, MEMBERS = 16 };
struct written {
    int32_t end[RUN_PROJECTS], member[RUN_PROJECTS][MEMBERS], count[RUN_PROJECTS];
    int32_t last[240], was_last[240]; /* of each person: the project that ended last, before this step */
};

static void read_members(struct written *written, const struct world *world)
{
    for (int64_t i = 0; i < world->events.member.count; i++) {
        const struct member_row *row = &world->events.member.items[i];
        int32_t *member = written->member[row->project], *count = &written->count[row->project];
        assert_in_range(row->project, 0, RUN_PROJECTS - 1);
        for (int32_t k = 0; member_goes(row->type) && k < *count; k++)
            if (member[k] == row->member) member[k] = member[--*count], k = MEMBERS;
        if (!member_goes(row->type)) member[(*count)++] = row->member;
        assert_in_range(*count, 0, MEMBERS - 1);
    }
}

static void read_ends(struct written *written, const struct world *world)
{
    memcpy(written->was_last, written->last, sizeof written->last);
    for (int64_t i = 0; i < world->events.project.count; i++) {
        const struct project_row *row = &world->events.project.items[i];
        bool ended = row->type == PROJECT_SUCCEEDED || row->type == PROJECT_EXHAUSTED || row->type == PROJECT_EXPIRED;
        if (!ended) continue;
        written->end[row->project] = row->step;
        for (int32_t k = 0; k < written->count[row->project]; k++)
            written->last[written->member[row->project][k]] = row->project;
    }
    for (int64_t i = 0; i < world->events.turnover.count; i++)
        written->last[world->events.turnover.items[i].agent] = -1;
}

/* In a whole run: the maker was a member of that project when it ended, it is the last of the maker's, and it ended in
 * the memory_steps before. */
static void the_cause_is_as_written(void **state)
{
    (void)state;
    static struct written written;
    struct scenario scenario = scenario_of(
        ORGANISATION "create.making_rate = 0.3; create.memory_steps = 9; renew.turnover_probability = 0.02; "
                     "opportunities.difficulty_mean = 1; team.min = 3; team.max = 5; projects.load = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t made = 0, after_long = 0;
    for (int32_t agent = 0; agent < 240; agent++) written.last[agent] = -1;
    for (int step = 0; step < RUN_STEPS; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.creation.count; i++) {
            const struct creation_row *row = &world->events.creation.items[i];
            assert_true(row->project >= 0 && row->project == written.last[row->maker]);
            assert_in_range(world->step - written.end[row->project], 1, 9);
            made++;
            after_long += world->step - written.end[row->project] == 9;
        }
        read_members(&written, world);
        read_ends(&written, world);
    }
    assert_true(made > 200 && after_long > 0);
    model_free(world);
}

static void nobody_makes_any_where_the_rate_is_nothing(void **state)
{
    (void)state;
    assert_same_events(ORGANISATION "create.making_rate = 0", ORGANISATION, 60);
}

static void any_number_of_threads(void **state)
{
    (void)state;
    const char *large = ORGANISATION "network.agents = 2500; network.units = 30; create.making_rate = 0.1;";
    char other[2048];
    snprintf(other, sizeof other, "%s create.memory_steps = 25", large);
    assert_any_threads(large, other, 60);
}

static void what_cannot_be(void **state)
{
    (void)state;
    assert_refused("opportunities; create", "create");
    assert_refused("opportunities; landscape; projects; create; create.reframing_probability = 0.5",
        "create.reframing_probability");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_as_said),
        cmocka_unit_test(it_lies_where_it_should),
        cmocka_unit_test(its_maker_notices_it_at_once),
        cmocka_unit_test(stances_and_newcomers),
        cmocka_unit_test(the_cause_is_as_written),
        cmocka_unit_test(nobody_makes_any_where_the_rate_is_nothing),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
