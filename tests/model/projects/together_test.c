/* Going on together: who wants to, on what, and what it does to the closeness of later groups.
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
#include "model/people/people.h"
#include "model/people/stances.h"
#include "model/record/events.h"
#include "model/state/projects.h"
#include "model/state/world.h"

/* An organisation in which nothing begins by itself. */
#define QUIET                                                                                                          \
    ORGANISATION PLAIN_TEAMS "opportunities.arrival_rate = 0; renew.turnover_probability = 0; "                        \
                             "conclude.continuation_probability = 1; projects.load = 0.4;"

enum { DOMAIN = 1 };

static int32_t unit_of(const struct world *world, int32_t agent)
{
    return world->network.unit[agent];
}

/* The first people of three units, and of no other. */
static void people_of_three_units(const struct world *world, int32_t members[3])
{
    for (int32_t i = 0; i < 3; i++) members[i] = world->network.unit_member[world->network.unit_start[i + 1]];
}

/* A project about to succeed. */
static int32_t ending_with(struct world *world, double closeness, int32_t count, const int32_t members[])
{
    int32_t slot = world_project(world, (struct opportunity){.unit = 0, .domain = DOMAIN}, count, members);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
    world->projects.slots[slot].resources = 10;
    world->projects.slots[slot].closeness = closeness;
    return slot;
}

static void end_step(struct world *world)
{
    events_clear(&world->events);
    world->step++;
    step_conclude(world);
    world_check(world);
}

static int32_t open_at(struct world *world, int32_t unit, int32_t domain)
{
    return world_open(world, (struct opportunity){.unit = unit, .domain = domain, .difficulty = 100});
}

/* The project founded in this step, or NULL. */
static const struct project *founded(const struct world *world)
{
    for (int64_t i = 0; i < world->events.project.count; i++)
        if (world->events.project.items[i].type == PROJECT_FOUNDED)
            for (int64_t k = 0; k < world->projects.live_count; k++)
                if (world->projects.slots[world->projects.live[k]].id == world->events.project.items[i].project)
                    return &world->projects.slots[world->projects.live[k]];
    return NULL;
}

/* All three go on: one founds, the others are members from the start, and nobody invited them. */
static void test_the_next_project(void **state)
{
    (void)state;
    int32_t members[3];
    struct scenario scenario = scenario_of(QUIET);
    struct world *world = world_of(&scenario, NULL, NULL);
    people_of_three_units(world, members);
    int32_t before = open_at(world, 2, DOMAIN), old = world->projects.next_id;
    ending_with(world, 1, 3, members);
    end_step(world);
    const struct project *next = founded(world);
    assert_non_null(next);
    assert_true(next->id == old + 1 && next->opportunity.id == before && next->state == PROJECT_GATHERING);
    assert_int_equal(next->member_count, 3);
    assert_int_equal(world->opportunities->open.count, 0);
    int32_t joined = 0, founders = 0;
    for (int64_t i = 0; i < world->events.member.count; i++) {
        const struct member_row *row = &world->events.member.items[i];
        assert_true(row->project == next->id && row->inviter == -1);
        assert_true(row->member == members[0] || row->member == members[1] || row->member == members[2]);
        joined += row->type == MEMBER_CONTINUED;
        founders += row->type == MEMBER_FOUNDED && row->member == next->founder;
    }
    assert_true(joined == 2 && founders == 1);
    model_free(world);
}

/* A project that wants two members takes two of the three. */
static void test_no_more_than_there_are_seats(void **state)
{
    (void)state;
    int32_t members[3];
    struct scenario scenario = scenario_of(QUIET "team.sizes = {3: 1, 2: 1}; team.sizes_in_turn = true");
    struct world *world = world_of(&scenario, NULL, NULL);
    people_of_three_units(world, members);
    open_at(world, 2, DOMAIN);
    ending_with(world, 1, 3, members);
    end_step(world);
    assert_non_null(founded(world));
    assert_int_equal(founded(world)->member_count, 2);
    model_free(world);
}

/* What is open where none of them is does not count; the same domain comes before another. */
static void test_what_is_near(void **state)
{
    (void)state;
    const struct {
        int32_t unit, domain;
        bool taken;
    } cases[] = {{1, DOMAIN, true}, {3, DOMAIN, true}, {3, 0, true}, {0, DOMAIN, false}, {7, DOMAIN, false}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        int32_t members[3];
        struct scenario scenario = scenario_of(QUIET);
        struct world *world = world_of(&scenario, NULL, NULL);
        people_of_three_units(world, members);
        open_at(world, cases[c].unit, cases[c].domain);
        ending_with(world, 1, 3, members);
        end_step(world);
        assert_int_equal(founded(world) != NULL, cases[c].taken);
        assert_int_equal(world->opportunities->open.count, !cases[c].taken);
        model_free(world);
    }
    for (int seed = 1; seed <= 20; seed++) {
        int32_t members[3];
        struct scenario scenario = scenario_of(QUIET);
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        people_of_three_units(world, members);
        for (int32_t i = 0; i < 6; i++) open_at(world, 1 + i % 3, 0);
        int32_t same = open_at(world, 3, DOMAIN);
        ending_with(world, 1, 3, members);
        end_step(world);
        assert_int_equal(founded(world)->opportunity.id, same);
        model_free(world);
    }
}

/* Near is what lies within `sense.nearby_people` people before one's place in the unit, around it. */
static void test_how_near(void **state)
{
    (void)state;
    int64_t found = 0;
    for (int32_t place = 0; place < 60; place++) {
        struct scenario scenario = scenario_of(QUIET "sense.nearby_people = 5");
        struct world *world = world_of(&scenario, NULL, NULL);
        int32_t size = network_unit_size(&world->network, 2), first = world->network.unit_start[2];
        assert_int_equal(size, 30);
        const int32_t members[2] = {world->network.unit_member[first + 2], world->network.unit_member[first + 20]};
        world_open(world, (struct opportunity){.unit = 2, .place = place, .domain = DOMAIN, .difficulty = 100});
        ending_with(world, 1, 2, members);
        end_step(world);
        bool near = (2 - place % size + size) % size < 5 || (20 - place % size + size) % size < 5;
        assert_int_equal(founded(world) != NULL, near);
        found += near;
        model_free(world);
    }
    assert_int_equal(found, 20);
}

/* One alone does not go on; nor who has no attention left. Of what is open none is taken twice. */
static void test_who_can(void **state)
{
    (void)state;
    int32_t members[6] = {1, 2, 3, 4, 5, 6};
    struct scenario scenario = scenario_of(QUIET);
    struct world *world = world_of(&scenario, NULL, NULL);
    open_at(world, unit_of(world, 1), DOMAIN);
    ending_with(world, 1, 1, members);
    end_step(world);
    assert_null(founded(world));
    ending_with(world, 1, 2, members);
    for (int i = 0; i < 2; i++)
        world_project(world, (struct opportunity){.unit = 7, .difficulty = 100}, 1, &members[1]);
    end_step(world);
    assert_true(person_attention(world, 2) < 0.4);
    assert_null(founded(world));
    ending_with(world, 1, 2, &members[2]);
    ending_with(world, 1, 2, &members[4]);
    for (int i = 0; i < 6; i++) assert_int_equal(unit_of(world, members[i]), unit_of(world, 1));
    end_step(world);
    assert_non_null(founded(world));
    assert_int_equal(world->opportunities->open.count, 0);
    assert_int_equal(world->projects.counts.founded, 7); /* the one that goes on, and those by hand */
    model_free(world);
}

/* Each wants to with probability `together` times closeness: of three, so many are in the next project. */
static void test_how_many_want_to(void **state)
{
    (void)state;
    const double p = 0.8 * 0.75;
    const double expected[] = {(1 - p) * (1 - p) * (1 - p) + 3 * p * (1 - p) * (1 - p), 3 * p * p * (1 - p), p * p * p};
    int64_t seen[3] = {0}, founds[3] = {0};
    for (int seed = 1; seed <= 600; seed++) {
        int32_t members[3];
        struct scenario scenario =
            scenario_of(QUIET "conclude.continuation_probability = 0.8; network.agents = 60; network.units = 4");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        people_of_three_units(world, members);
        for (int32_t unit = 1; unit <= 3; unit++) open_at(world, unit, 0);
        ending_with(world, 0.75, 3, members);
        end_step(world);
        const struct project *next = founded(world);
        seen[next ? next->member_count - 1 : 0]++;
        for (int i = 0; next && next->member_count == 3 && i < 3; i++) founds[i] += next->founder == members[i];
        model_free(world);
    }
    assert_likely(chance_cells(3, seen, expected), "people who go on");
    assert_likely(chance_equal_cells(3, founds), "who founds");
}

/* Only those who initiate found, and where none of them does nobody goes on. */
static void test_stances(void **state)
{
    (void)state;
    for (int32_t initiating = 0; initiating <= 3; initiating++) {
        int32_t members[3];
        struct scenario scenario = scenario_of(QUIET "stances");
        struct world *world = world_of(&scenario, NULL, NULL);
        people_of_three_units(world, members);
        for (int32_t i = 0; i < 3; i++)
            stance_change(world, members[i], i == initiating ? STANCE_INITIATING : STANCE_STUCK, STANCE_BY_START);
        open_at(world, 1, DOMAIN);
        ending_with(world, 1, 3, members);
        end_step(world);
        const struct project *next = founded(world);
        assert_int_equal(next != NULL, initiating < 3);
        if (next) assert_true(next->founder == members[initiating] && next->member_count == 3);
        model_free(world);
    }
}

/* How close groups are when their work begins, over a run, and how many people went on. */
static double closeness_at_start(const char *settings, int seed, int64_t *continued)
{
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    struct sample closeness = {0};
    for (int step = 0; step < 100; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.project.count; i++)
            if (world->events.project.items[i].type == PROJECT_STARTED)
                sample_add(&closeness, world->events.project.items[i].closeness);
        for (int64_t i = 0; i < world->events.member.count; i++)
            *continued += world->events.member.items[i].type == MEMBER_CONTINUED;
    }
    model_free(world);
    return sample_mean(&closeness);
}

/* Groups that went on are closer from the start, all else equal. */
static void test_closer_from_the_start(void **state)
{
    (void)state;
    struct sample gain = {0};
    int64_t continued = 0, without = 0;
    for (int seed = 1; seed <= 40; seed++)
        sample_add(&gain, closeness_at_start(ORGANISATION "conclude.continuation_probability = 1", seed, &continued) -
                              closeness_at_start(ORGANISATION, seed, &without));
    print_message("groups begin closer by %.4f (se %.4f); %d people went on\n", sample_mean(&gain), sample_error(&gain),
        (int)continued);
    assert_true(continued > 1000 && without == 0);
    assert_true(sample_mean(&gain) > 0 && chance_mean(&gain, 0, 0) < FALSE_ALARM);
}

static void test_absent_is_as_ever(void **state)
{
    (void)state;
    struct scenario without = scenario_of(ORGANISATION),
                    with = scenario_of(ORGANISATION "conclude.continuation_probability = 0");
    assert_true(digest_equal(run_digest(&without, 40, NULL), run_digest(&with, 40, NULL)));
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    assert_any_threads(ORGANISATION
        "network.agents = 2500; network.units = 30; conclude.continuation_probability = 0.8",
        ORGANISATION "network.agents = 2500; network.units = 30; conclude.continuation_probability = 0.9", 40);
}

static void test_what_cannot_be(void **state)
{
    (void)state;
    assert_refused("opportunities; landscape; projects; team.rule = assembly; conclude.continuation_probability = 0.5",
        "conclude.continuation_probability");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_next_project),
        cmocka_unit_test(test_no_more_than_there_are_seats),
        cmocka_unit_test(test_what_is_near),
        cmocka_unit_test(test_how_near),
        cmocka_unit_test(test_who_can),
        cmocka_unit_test(test_how_many_want_to),
        cmocka_unit_test(test_stances),
        cmocka_unit_test(test_closer_from_the_start),
        cmocka_unit_test(test_absent_is_as_ever),
        cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_what_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
