/* People as they begin, and as they come and leave. Statistical checks: see chance.h. Also tests model/cycle/renew.c,
 * model/state/agents.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/adoption/memory.h"
#include "model/adoption/take_up.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/cycle/renew.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/people/people.h"
#include "model/projects/lifecycle.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/practices.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/ties/bonds.h"
#include "model/worlds.h"

/* -- the start */

/* A normal distribution cut to [0, 1]: what lies outside is at the ends. */
static void check_cut_normal(int64_t number, const double values[], double mean, double deviation)
{
    enum { CELLS = 12 };
    int64_t count[CELLS] = {0};
    double expected[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
        double low = cell < 2 ? -INFINITY : (cell - 1) / 10.0, high = cell == CELLS - 1 ? INFINITY : cell / 10.0;
        expected[cell] = gsl_cdf_gaussian_P(high - mean, deviation) - gsl_cdf_gaussian_P(low - mean, deviation);
    }
    expected[1] -= expected[0];
    for (int64_t i = 0; i < number; i++) {
        assert_true(values[i] >= 0 && values[i] <= 1);
        count[values[i] == 0 ? 0 : values[i] == 1 ? CELLS - 1 : 1 + (int)(values[i] * 10)]++;
    }
    assert_likely(chance_cells(CELLS, count, expected), "mean %g, deviation %g", mean, deviation);
}

static void people_differ_as_described(void **state)
{
    (void)state;
    enum { AGENTS = 20000 };
    struct scenario scenario = scenario_of(PROJECTS
        "network.agents = 20000; network.mean_degree = 2; people.passion_mean = 0.4; people.passion_sd = 0.3; "
        "people.confidence_mean = 0.6; people.confidence_sd = 0.25; people.skills = 9; people.skills_per_person = 4; "
        "people.expectation = 0.35; people.breadth = 0.15; landscape.domains = 2");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t skills[9] = {0};
    check_cut_normal(2 * AGENTS, world->agents.passion, 0.4, 0.3);
    check_cut_normal(AGENTS, world->agents.confidence, 0.6, 0.25);
    for (int32_t agent = 0; agent < AGENTS; agent++) {
        assert_int_equal(__builtin_popcountll(world->agents.skills[agent]), 4);
        assert_true(world->agents.skills[agent] < 1 << 9);
        for (int s = 0; s < 9; s++) skills[s] += world->agents.skills[agent] >> s & 1 ? 1 : 0;
        assert_true(world->agents.expectation[agent] == 0.35 && world->agents.breadth[agent] == 0.15);
        assert_true(person_attention(world, agent) == 1);
    }
    assert_likely(chance_equal_cells(9, skills), "skills");
    model_free(world);
}

/* Whom the practice in use is the same as: everybody of the unit, everybody, nobody in particular. */
static void practices_in_use_at_the_start(void **state)
{
    (void)state;
    static const char *const kinds[] = {"unit", "same", "random", "none"};
    for (int kind = 0; kind < 4; kind++) {
        char settings[512];
        snprintf(settings, sizeof settings,
            PROJECTS "network.agents = 3000; network.units = 40; landscape.domains = 2; landscape.bits = 4; "
                     "start.practice = %s",
            kinds[kind]);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        int64_t cells[16] = {0}, alike = 0;
        for (int32_t agent = 0; agent < 3000; agent++)
            for (int32_t domain = 0; domain < 2; domain++) {
                int32_t use = world_used(world, agent, domain), unit = world->network.unit[agent];
                int32_t mate = world->network.unit_member[world->network.unit_start[unit]];
                assert_int_equal(use < 0, kind == 3);
                if (use < 0) continue;
                if (kind == 0) assert_int_equal(use, world_used(world, mate, domain));
                if (kind == 1) assert_int_equal(use, world_used(world, 0, domain));
                if (kind == 2) cells[world->practices.items[use].configuration.low]++;
                assert_true(person_belief(world, agent, domain) == world->practices.items[use].quality);
                alike += use == world_used(world, 0, domain);
            }
        assert_true(kind == 1 ? alike == 6000 : alike < 2000);
        if (kind == 2) assert_likely(chance_equal_cells(16, cells), "practices drawn");
        assert_int_equal(world->events.adoption.count, kind == 3 ? 0 : 6000);
        for (int64_t i = 0; i < world->events.adoption.count; i++)
            assert_int_equal(world->events.adoption.items[i].channel, CHANNEL_INITIAL);
        assert_int_equal(world->uptakes->adopters, 0);
        model_free(world);
    }
}

static void adopters_are_drawn_at_random(void **state)
{
    (void)state;
    int64_t times[10] = {0};
    for (int seed = 1; seed <= 2000; seed++) {
        struct scenario scenario = scenario_of("network.agents = 10; network.mean_degree = 2; start.users = 3");
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        int count = 0;
        for (int32_t agent = 0; agent < 10; agent++) {
            if (world_used(world, agent, 0) < 0) continue;
            assert_int_equal(world_used(world, agent, 0), 0);
            times[agent]++;
            count++;
        }
        assert_int_equal(count, 3);
        model_free(world);
    }
    /* Who are drawn exclude each other, so the cells vary less than a chi-square has it: too likely is fine here. */
    assert_likely(chance_equal_cells(10, times), "adopters");
    for (int agent = 0; agent < 10; agent++) assert_likely(chance_binomial(times[agent], 2000, 0.3), "agent %d", agent);
}

/* -- coming and leaving */

static void people_leave_at_the_rate_of_turnover(void **state)
{
    (void)state;
    enum { AGENTS = 1000, STEPS = 500 };
    struct scenario scenario =
        scenario_of("network.agents = 1000; landscape; renew; renew.turnover_probability = 0.03");
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t times[AGENTS] = {0}, total = 0, tenth[10] = {0};
    for (int step = 0; step < STEPS; step++) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.turnover.count; i++) {
            int32_t agent = world->events.turnover.items[i].agent;
            assert_true(i == 0 || world->events.turnover.items[i - 1].agent < agent);
            times[agent]++;
        }
        assert_int_equal(world->events.adoption.count, world->events.turnover.count);
        total += world->events.turnover.count;
    }
    assert_int_equal(world->renew->departures, total);
    assert_likely(chance_binomial(total, AGENTS * STEPS, 0.03), "%d left", (int)total);
    for (int agent = 0; agent < AGENTS; agent++) tenth[agent / 100] += times[agent];
    assert_likely(chance_equal_cells(10, tenth), "who left");
    model_free(world);
}

/* Everybody leaves at once. */
static struct world *after_everybody_left(const struct scenario *scenario, const struct edge_list *file)
{
    struct world *world = world_of(scenario, file, NULL);
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        world->agents.confidence[agent] = world->agents.expectation[agent] = world->agents.breadth[agent] = 0.987;
        memory_place(world, agent, 0, practice_meet(world, 0, (struct configuration){.low = 5}, -1, -1))->evidence = 2;
        for (int32_t k = 0; k < tie_count(world, agent); k++)
            tie_strengthen(world, agent, tie_at(world, agent, k).agent, 0.5);
    }
    for (int32_t agent = 0; agent + 3 < world->agents.count; agent += 2)
        world_project(world, (struct opportunity){.unit = 0}, 3, (const int32_t[]){agent, agent + 1, agent + 3});
    events_clear(&world->events);
    world->step = 9;
    step_renew(world);
    assert_false(world->out_of_memory);
    world_check(world);
    assert_int_equal(world->events.turnover.count, world->agents.count);
    return world;
}

static void newcomers_are_new(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(
        PROJECTS "network.agents = 3000; network.units = 30; network.mean_degree = 6; people.trust = 0.4; "
                 "renew; renew.turnover_probability = 1; people.confidence_sd = 0.2; people.expectation = 0.3; "
                 "people.confidence_mean = 0.5; people.breadth = 0.2");
    struct world *world = after_everybody_left(&scenario, NULL);
    struct world *before = world_of(&scenario, NULL, NULL);
    int64_t same = 0;
    check_cut_normal(3000, world->agents.confidence, 0.5, 0.2);
    for (int32_t agent = 0; agent < 3000; agent++) {
        same += world->agents.skills[agent] == before->agents.skills[agent];
        assert_true(world->agents.expectation[agent] == 0.3 && world->agents.breadth[agent] == 0.2);
        assert_int_equal(world_used(world, agent, 0), world_used(before, agent, 0));
        for (int32_t slot = 1; slot < world->agents.slots; slot++)
            assert_int_equal(agents_memory(&world->agents, agent, 0)[slot].practice, -1);
        assert_int_equal(world->agents.first_membership[agent], -1);
        assert_int_equal(world->agents.involved[agent], 0);
        for (int32_t k = 0; k < tie_count(world, agent); k++) assert_true((float)tie_at(world, agent, k).trust == 0.4F);
    }
    /* Of C(16, 4) = 1820 sets of skills, one in that many comes again. */
    assert_likely(chance_binomial(same, 3000, 1.0 / 1820), "skills as before");
    assert_int_equal(world->projects.counts.involved, 0);
    model_free(before);
    model_free(world);
}

/* Who leaves leaves every project, and one that is empty then has ended; its opportunity is open again. */
static void leavers_leave_their_projects(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(PROJECTS "network.agents = 100; renew; renew.turnover_probability = 1");
    struct world *world = after_everybody_left(&scenario, NULL);
    int64_t left = 0, emptied = 0, projects = 49;
    for (int64_t i = 0; i < world->events.member.count; i++) left += world->events.member.items[i].type == MEMBER_LEFT;
    for (int64_t i = 0; i < world->events.project.count; i++)
        emptied += world->events.project.items[i].type == PROJECT_EMPTIED;
    assert_int_equal(left, 3 * projects);
    assert_int_equal(emptied, projects);
    assert_int_equal(world->opportunities->open.count, projects);
    assert_int_equal(world->projects.counts.never_started, projects);
    projects_sweep(world);
    assert_int_equal(world->projects.live_count, 0);
    world_check(world);
    model_free(world);
}

static void a_project_goes_on_without_one_member(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(PROJECTS "network.agents = 20");
    struct world *world = world_of(&scenario, NULL, NULL);
    int32_t slot = world_project(world, (struct opportunity){.unit = 0}, 3, (const int32_t[]){3, 7, 5});
    project_leave(world, slot, 3, MEMBER_LEFT);
    assert_true(world->projects.slots[slot].state == PROJECT_GATHERING);
    assert_int_equal(world->projects.slots[slot].member_count, 2);
    assert_true(!project_has(&world->projects, slot, 3) && project_has(&world->projects, slot, 7));
    assert_int_equal(world->agents.first_membership[3], -1);
    assert_int_equal(world->opportunities->open.count, 0);
    world_check(world);
    model_free(world);
}

/* A newcomer is trusted as at the start by those who are heard too, though one cannot tell them anything. */
static void trust_ends_with_the_person_in_a_directed_network(void **state)
{
    (void)state;
    int32_t ends[] = {0, 1, 0, 2, 1, 2, 2, 3, 3, 0};
    const struct edge_list list = {.agent_count = 5, .edge_count = 5, .directed = true, .edges = ends};
    struct scenario scenario = scenario_of(PROJECTS "network.kind = file; network.edges = none; network.directed = "
                                                    "true; renew; renew.trust_decay = 0; people.trust = 0.3; "
                                                    "team.min = 2; team.max = 2");
    struct world *world = world_of(&scenario, &list, NULL);
    const struct rows *told = &world->network.told, *heard = &world->network.heard;
    for (int64_t arc = 0; arc < told->store_count; arc++) told->trust[arc] = heard->trust[arc] = 0.9F;
    world->rates.renew.turnover_probability = 1;
    step_renew(world);
    for (int32_t agent = 0; agent < 5; agent++)
        for (int32_t k = 0; k < told->length[agent]; k++) {
            int32_t other = told->agent[told->start[agent] + k];
            assert_true(told->trust[told->start[agent] + k] == 0.3F);
            assert_true(heard->trust[rows_find(heard, other, agent)] == 0.3F);
        }
    for (int64_t arc = 0; arc < told->store_count; arc++) told->trust[arc] = heard->trust[arc] = 0.9F;
    /* Only agent 2, who is told by 0 and 1 and tells 3. */
    world->rates.renew.turnover_probability = 0;
    for (int32_t step = 1; world->events.turnover.count != 1 || world->events.turnover.items[0].agent != 2; step++) {
        assert_true(step < 10000);
        for (int64_t arc = 0; arc < told->store_count; arc++) told->trust[arc] = heard->trust[arc] = 0.9F;
        events_clear(&world->events);
        world->rates.renew.turnover_probability = 0.2;
        world->step = step;
        step_renew(world);
    }
    assert_true((float)tie_trust(world, 0, 2) == 0.3F && (float)tie_trust(world, 1, 2) == 0.3F);
    assert_true((float)tie_trust(world, 2, 3) == 0.3F && (float)tie_trust(world, 3, 0) == 0.9F);
    assert_true(heard->trust[rows_find(heard, 2, 0)] == 0.3F && heard->trust[rows_find(heard, 2, 1)] == 0.3F);
    model_free(world);
}

/* -- ties */

/* What people begin with is believed at its quality plus Normal(0, belief_sd), for each person and domain anew, also of
 * newcomers; without an error, at its quality. */
static void first_beliefs_are_more_or_less_right(void **state)
{
    (void)state;
    enum { AGENTS = 5000 };
    for (int round = 0; round < 3; round++) {
        char settings[512];
        snprintf(settings, sizeof settings,
            "network.agents = 5000; landscape.kind = listed; landscape.domains = 2; landscape.practices = {a: 0.5}; "
            "start.practice = same; adoption; start.belief_sd = %g; renew.turnover_probability = %d",
            round > 0 ? 0.1 : 0, round == 2);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        struct sample beliefs = {0}, squares = {0}, products = {0};
        if (round == 2) world_pass(world);
        for (int32_t agent = 0; agent < AGENTS; agent++) {
            double off[2] = {person_belief(world, agent, 0) - 0.5, person_belief(world, agent, 1) - 0.5};
            assert_true(round > 0 || (off[0] == 0 && off[1] == 0));
            assert_true(agents_memory(&world->agents, agent, 1)->evidence == 1);
            sample_add(&products, off[0] * off[1]);
            for (int domain = 0; domain < 2; domain++) {
                sample_add(&beliefs, off[domain]);
                sample_add(&squares, off[domain] * off[domain]);
            }
        }
        if (round > 0) assert_likely(chance_mean(&beliefs, 0, 0), "mean error of beliefs");
        if (round > 0) assert_likely(chance_mean(&squares, 0.01, 0), "variance of beliefs");
        if (round > 0) assert_likely(chance_mean(&products, 0, 0), "errors in two domains go together");
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_differ_as_described),
        cmocka_unit_test(practices_in_use_at_the_start),
        cmocka_unit_test(adopters_are_drawn_at_random),
        cmocka_unit_test(people_leave_at_the_rate_of_turnover),
        cmocka_unit_test(newcomers_are_new),
        cmocka_unit_test(leavers_leave_their_projects),
        cmocka_unit_test(a_project_goes_on_without_one_member),
        cmocka_unit_test(trust_ends_with_the_person_in_a_directed_network),
        cmocka_unit_test(first_beliefs_are_more_or_less_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
