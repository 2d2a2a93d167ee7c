/* Components of ties and of overlapping projects: against walks over the whole state, and against theory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/cycle/model.h"
#include "model/random_teams.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/worlds.h"
#include "random/maths.h"

enum { AGENTS = 240, STEPS = 50, PERSONS = 4000, PROJECTS_MOST = 6000 };

#define SOME "network.agents = 240; opportunities.arrival_rate = 20; opportunities.difficulty_mean = 3;"

/* What events have told: persons, not places, since people leave; and who was in which project. */
struct told {
    int32_t person[AGENTS], persons; /* who has a place now */
    int32_t first[PROJECTS_MOST];    /* the founder of a project */
    int32_t joined[PERSONS][64];     /* the founders of all projects that a person was in */
    int32_t count[PERSONS];
};

static void take(struct told *told, const struct world *world)
{
    for (int64_t i = 0; i < world->events.member.count; i++) {
        const struct member_row *row = &world->events.member.items[i];
        int32_t person = told->person[row->member];
        if (member_goes(row->type)) continue;
        assert_in_range(row->project, 0, PROJECTS_MOST - 1);
        if (row->type == MEMBER_FOUNDED) told->first[row->project] = person;
        assert_in_range(told->count[person], 0, 63);
        told->joined[person][told->count[person]++] = told->first[row->project];
    }
    for (int64_t i = 0; i < world->events.turnover.count; i++) {
        assert_in_range(told->persons, 0, PERSONS - 1);
        told->person[world->events.turnover.items[i].agent] = told->persons++;
    }
}

/* Everybody takes the lowest label among those linked, until nothing changes. */
static bool lower(int32_t *a, int32_t *b)
{
    int32_t least = *a < *b ? *a : *b;
    bool changed = *a != *b;
    *a = *b = least;
    return changed;
}

static int32_t greatest(const int32_t label[], int32_t count, const bool counted[])
{
    int32_t most = 0;
    for (int32_t a = 0; a < count; a++) {
        int32_t size = 0;
        for (int32_t b = 0; b < count; b++) size += label[b] == label[a] && (!counted || counted[b]);
        if (size > most) most = size;
    }
    return most;
}

static double share_of_ties(const struct world *world)
{
    int32_t label[AGENTS];
    for (int32_t i = 0; i < AGENTS; i++) label[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (int32_t i = 0; i < AGENTS; i++)
            for (int32_t k = 0; k < tie_count(world, i); k++)
                changed |= lower(&label[i], &label[tie_at(world, i, k).agent]);
    }
    return (double)greatest(label, AGENTS, NULL) / AGENTS;
}

/* Of projects and of people, those of the largest component of projects under way. */
static void shares_of_overlap(const struct world *world, double *projects_share, double *people_share)
{
    const struct projects *projects = &world->projects;
    int32_t label[AGENTS], slot_label[4096], under_way = 0;
    for (int32_t i = 0; i < AGENTS; i++) label[i] = i;
    for (int64_t p = 0; p < projects->live_count; p++) {
        if (projects->slots[projects->live[p]].state > PROJECT_ACTIVE) continue;
        assert_in_range(under_way, 0, 4095);
        slot_label[under_way++] = AGENTS + (int32_t)p;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int64_t p = 0, seen = 0; p < projects->live_count; p++) {
            int32_t slot = projects->live[p];
            if (projects->slots[slot].state > PROJECT_ACTIVE) continue;
            for (int32_t seat = 0; seat < projects->team; seat++) {
                int32_t agent = project_seats(projects, slot)[seat].agent;
                if (agent >= 0) changed |= lower(&slot_label[seen], &label[agent]);
            }
            seen++;
        }
    }
    *projects_share = under_way > 0 ? (double)greatest(slot_label, under_way, NULL) / under_way : 0;
    *people_share = (double)greatest(label, AGENTS, NULL) / AGENTS;
}

/* Through people who have left, too, but these do not count. */
static double share_ever(const struct told *told)
{
    static int32_t label[PERSONS];
    static bool here[PERSONS];
    for (int32_t p = 0; p < told->persons; p++) label[p] = p, here[p] = false;
    for (int32_t agent = 0; agent < AGENTS; agent++) here[told->person[agent]] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (int32_t p = 0; p < told->persons; p++)
            for (int32_t i = 0; i < told->count[p]; i++) changed |= lower(&label[p], &label[told->joined[p][i]]);
    }
    return (double)greatest(label, told->persons, here) / AGENTS;
}

static void assert_near(double seen, double expected, const char *what, int32_t step)
{
    if (!(fabs(seen - expected) <= 1e-12)) fail_msg("step %d: %s %.17g, walked %.17g", step, what, seen, expected);
}

/* Looks every `every` steps; now and then some projects, but not all, hang together. */
static void walk_along(const char *settings, int every, int seed)
{
    static struct told told;
    struct scenario scenario = scenario_of(settings);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    double between = 0;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    memset(&told, 0, sizeof told);
    for (int32_t project = 0; project < PROJECTS_MOST; project++) told.first[project] = -1;
    for (told.persons = 0; told.persons < AGENTS; told.persons++) told.person[told.persons] = told.persons;
    for (int32_t step = 1; step <= STEPS; step++) {
        double projects, people;
        world_pass(world);
        take(&told, world);
        if (step % every != 0) continue;
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        shares_of_overlap(world, &projects, &people);
        assert_near(seen.value[OBSERVE_giant_component_ties][0], share_of_ties(world), "giant_component_ties", step);
        assert_near(seen.value[OBSERVE_giant_component_projects][0], projects, "giant_component_projects", step);
        assert_near(seen.value[OBSERVE_giant_component_members][0], people, "giant_component_members", step);
        assert_near(seen.value[OBSERVE_giant_component_members_ever][0], share_ever(&told),
            "giant_component_members_ever", step);
        between += projects > 0.1 && projects < 0.9;
    }
    assert_true(between > 0);
    observation_free(&seen);
    model_free(world);
}

static void they_are_what_walks_find(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 4; seed++) {
        walk_along(ORGANISATION SOME
            "network.mean_degree = 1; opportunities.arrival_rate = 12; renew.turnover_probability = 0.03",
            1, seed);
        walk_along(ORGANISATION SOME "network.mean_degree = 2; -renew; projects.load = 0.3", 1 + seed, seed);
    }
}

/* Where people are newcomers again after a while, the ties of their teams are lost. */
static void ties_that_are_lost_are_noticed(void **state)
{
    (void)state;
    for (int seed = 1; seed <= 3; seed++)
        walk_along(
            "network.agents = 240; network.mean_degree = 0.5; landscape.kind = nk; opportunities.arrival_rate = 8;"
            "projects; team.rule = assembly; team.max = 4; team.min = 4; team.idle_steps = 6; projects.max_duration = "
            "3;"
            "renew; renew.turnover_probability = 0.01",
            2, seed);
}

/* Watching changes nothing. */
static void a_run_that_is_watched_is_the_same(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_everything("network.agents = 300; network.units = 6; opportunities.arrival_rate = 10;"
                            "landscape.kind = nk; renew.turnover_probability = 0.01");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    struct digest alone = run_digest(&scenario, 20, NULL);
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 0; step < 20; step++) {
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        world_pass(world);
    }
    assert_true(digest_equal(world_digest(world), alone));
    observation_free(&seen);
    model_free(world);
}

enum { MANY = 20000 };

/* Adds to shares[0] the people and to shares[1] the projects that hang together, of projects put together at random. */
static void add_shares(int64_t seed, int32_t size, double each, double shares[2])
{
    struct scenario scenario = scenario_of("network.kind = line; network.agents = 20000; projects; opportunities;"
                                           "landscape; team.min = 2; team.max = 8");
    struct observation seen;
    int32_t member[8], projects = (int32_t)(MANY * each / size);
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t p = 0; p < projects; p++) {
        draw_members(world, p, size, member);
        world_project(world, (struct opportunity){.domain = 0}, size, member);
    }
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    shares[0] += seen.value[OBSERVE_giant_component_members][0];
    shares[1] += seen.value[OBSERVE_giant_component_projects][0];
    assert_near(seen.value[OBSERVE_giant_component_members_ever][0], seen.value[OBSERVE_giant_component_members][0],
        "giant_component_members_ever", 0);
    observation_free(&seen);
    model_free(world);
}

static void random_projects_hang_together_as_theory_says(void **state)
{
    (void)state;
    static const struct random_teams points[] = {
        {3, 0.25}, {3, 0.7}, {4, 0.15}, {4, 0.5}, {6, 0.08}, {6, 0.3}, {8, 0.5}};
    check_random_teams(points, sizeof points / sizeof *points, add_shares);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_what_walks_find),
        cmocka_unit_test(ties_that_are_lost_are_noticed),
        cmocka_unit_test(a_run_that_is_watched_is_the_same),
        cmocka_unit_test(random_projects_hang_together_as_theory_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
