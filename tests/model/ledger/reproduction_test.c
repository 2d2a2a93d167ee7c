/* Reproduction numbers, cascades, generations, and what hangs together over a while: against plain counting over the
 * events, and against theory. Also tests model/ledger/lately.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/adoption/memory.h"
#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/opportunities/create.h"
#include "model/people/people.h"
#include "model/random_teams.h"
#include "model/record/observation.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/worlds.h"
#include "random/maths.h"

enum { AGENTS = 240, STEPS = 160, MOST = 20000, ADOPTIONS = 60000, MEMBERS = 8, MEMORY = 9, FOLLOW = MEMORY + 6 + 3 };

#define LIVELY                                                                                                         \
    ORGANISATION "create.making_rate = 0.2; create.memory_steps = 9; opportunities.lifetime = 6; team.patience = 3; "  \
                 "opportunities.arrival_rate = 4; opportunities.difficulty_mean = 1; experiment.resources = 6; "       \
                 "team.min = 2; team.max = 4; projects.load = 0.15; sense.noticing_probability = 0.1;"

/* What the events have told. Of an opportunity: the project after which it was made, or -1. */
struct told {
    int32_t cause[MOST], opportunity[MOST], started[MOST], ended[MOST]; /* the last three by project; steps from 1 */
    int32_t offspring[MOST], opportunities, projects;                   /* offspring in time */
    int32_t member[MOST][MEMBERS], members[MOST];
    int32_t person[AGENTS], persons;
    int32_t adopted[ADOPTIONS], adoptions; /* step, or -1: from the start */
    double taught[ADOPTIONS];
};

static void take_members(struct told *told, const struct world *world)
{
    for (int64_t i = 0; i < world->events.member.count; i++) {
        const struct member_row *row = &world->events.member.items[i];
        int32_t *member = told->member[row->project], *count = &told->members[row->project];
        int32_t person = told->person[row->member];
        for (int32_t k = 0; row->type == MEMBER_LEFT && k < *count; k++)
            if (member[k] == person) member[k] = member[--*count], k = MEMBERS;
        if (row->type != MEMBER_LEFT) member[(*count)++] = person;
    }
}

static void take_projects(struct told *told, const struct world *world)
{
    for (int64_t i = 0; i < world->events.opportunity.count; i++) {
        const struct opportunity_row *row = &world->events.opportunity.items[i];
        assert_in_range(row->opportunity, 0, MOST - 1);
        if (row->type == OPPORTUNITY_AROSE) told->cause[row->opportunity] = -1, told->opportunities++;
    }
    for (int64_t i = 0; i < world->events.creation.count; i++)
        told->cause[world->events.creation.items[i].opportunity] = world->events.creation.items[i].project;
    for (int64_t i = 0; i < world->events.project.count; i++) {
        const struct project_row *row = &world->events.project.items[i];
        int32_t before = told->cause[row->opportunity];
        assert_in_range(row->project, 0, MOST - 1);
        if (row->type == PROJECT_FOUNDED) told->projects = row->project + 1;
        if (row->type == PROJECT_STARTED) {
            told->started[row->project] = row->step;
            told->opportunity[row->project] = row->opportunity;
            if (before >= 0) told->offspring[before] += row->step - told->ended[before] <= FOLLOW;
        }
        bool ends = row->type == PROJECT_SUCCEEDED || row->type == PROJECT_EXHAUSTED || row->type == PROJECT_EXPIRED;
        if (ends) told->ended[row->project] = row->step;
    }
}

static void take_adoptions(struct told *told, const struct world *world)
{
    for (int64_t i = 0; i < world->events.adoption.count; i++) {
        const struct adoption_row *row = &world->events.adoption.items[i];
        assert_in_range(told->adoptions, 0, ADOPTIONS - 1);
        told->adopted[told->adoptions++] = row->channel == CHANNEL_INITIAL ? -1 : row->step;
    }
    for (int64_t i = 0; i < world->events.adoption_source.count; i++) {
        const struct adoption_source_row *row = &world->events.adoption_source.items[i];
        int32_t step = told->adopted[row->source_adoption];
        if (step >= 0 && row->step - step <= FOLLOW) told->taught[row->source_adoption] += row->weight;
    }
}

static void take(struct told *told, const struct world *world)
{
    take_members(told, world);
    take_projects(told, world);
    take_adoptions(told, world);
    for (int64_t i = 0; i < world->events.turnover.count; i++)
        told->person[world->events.turnover.items[i].agent] = told->persons++;
}

static void assert_near(const struct observation *seen, enum observable which, double expected, int32_t step)
{
    double value = seen->value[which][0];
    if (!(fabs(value - expected) <= 1e-9 * (1 + fabs(expected))))
        fail_msg("step %d: %s %.17g, counted %.17g", step, observable_table[which].name, value, expected);
}

/* Cohorts: followed, and what came of them; all, and those of the last memory_steps. */
struct counted {
    double followed, offspring, followed_lately, offspring_lately;
};

static void count(struct counted *counted, int32_t step, int32_t now, double offspring)
{
    int32_t age = now - step;
    if (age <= FOLLOW) return;
    counted->followed++;
    counted->offspring += offspring;
    if (age > FOLLOW + MEMORY) return;
    counted->followed_lately++;
    counted->offspring_lately += offspring;
}

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static void check_cohorts(const struct told *told, const struct observation *seen, int32_t now)
{
    struct counted projects = {0}, adoptions = {0};
    for (int32_t p = 0; p < told->projects; p++)
        if (told->ended[p] > 0) count(&projects, told->ended[p], now, told->offspring[p]);
    for (int32_t a = 0; a < told->adoptions; a++)
        if (told->adopted[a] >= 0) count(&adoptions, told->adopted[a], now, told->taught[a]);
    assert_near(seen, OBSERVE_projects_followed, projects.followed, now);
    assert_near(seen, OBSERVE_projects_offspring, projects.offspring, now);
    assert_near(seen, OBSERVE_reproduction_projects, ratio(projects.offspring_lately, projects.followed_lately), now);
    assert_near(seen, OBSERVE_adoptions_followed, adoptions.followed, now);
    assert_near(seen, OBSERVE_adoptions_offspring, adoptions.offspring, now);
    assert_near(
        seen, OBSERVE_reproduction_practices, ratio(adoptions.offspring_lately, adoptions.followed_lately), now);
}

/* From each opportunity back to the first of its cascade, step by step. */
static int32_t back(const struct told *told, int32_t opportunity, int32_t *generation)
{
    for (*generation = 0; told->cause[opportunity] >= 0; ++*generation)
        opportunity = told->opportunity[told->cause[opportunity]];
    return opportunity;
}

static void check_cascades(const struct told *told, const struct observation *seen, const struct world *world)
{
    static int32_t size[MOST];
    double started = 0, followups = 0, cascades = 0, depth = 0, largest = 0, generations = 0, at_work = 0;
    memset(size, 0, sizeof size);
    for (int32_t p = 0; p < told->projects; p++) {
        int32_t generation;
        if (told->started[p] == 0) continue;
        int32_t first = back(told, told->opportunity[p], &generation);
        started++;
        followups += generation > 0;
        depth = fmax(depth, generation);
        cascades += size[first]++ == 0;
        largest = fmax(largest, size[first]);
    }
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        const struct project *project = &world->projects.slots[world->projects.live[i]];
        int32_t generation;
        if (project->state != PROJECT_ACTIVE) continue;
        back(told, project->opportunity.id, &generation);
        generations += generation;
        at_work++;
    }
    assert_near(seen, OBSERVE_followups_started, followups, world->step);
    assert_near(seen, OBSERVE_generations, depth, world->step);
    assert_near(seen, OBSERVE_generation_mean, ratio(generations, at_work), world->step);
    assert_near(seen, OBSERVE_cascades, cascades, world->step);
    assert_near(seen, OBSERVE_cascade_largest, largest, world->step);
    assert_near(seen, OBSERVE_cascade_size_mean, ratio(started, cascades), world->step);
    assert_near(seen, OBSERVE_cascade_largest_fraction, ratio(largest, started), world->step);
}

/* Everybody takes the lowest label among those joined, until nothing changes. */
static void check_overlap(const struct told *told, const struct observation *seen, int32_t now)
{
    int32_t label[AGENTS], most = 0, most_projects = 0;
    double projects = 0;
    static int32_t of[MOST]; /* of a project, the label; -1: not lately */
    for (int32_t a = 0; a < AGENTS; a++) label[a] = a;
    for (int32_t p = 0; p < told->projects; p++) {
        bool lately = told->ended[p] > 0 ? now - told->ended[p] < MEMORY : told->started[p] > 0 && told->members[p] > 0;
        of[p] = lately ? AGENTS + p : -1;
        projects += lately;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int32_t p = 0; p < told->projects; p++)
            for (int32_t a = 0; a < AGENTS && of[p] >= 0; a++)
                for (int32_t k = 0; k < told->members[p]; k++) {
                    if (told->member[p][k] != told->person[a] || label[a] == of[p]) continue;
                    label[a] = of[p] = label[a] < of[p] ? label[a] : of[p];
                    changed = true;
                }
    }
    for (int32_t a = 0; a < AGENTS; a++) {
        int32_t size = 0;
        for (int32_t b = 0; b < AGENTS; b++) size += label[b] == label[a];
        if (size > most) most = size;
    }
    for (int32_t p = 0; p < told->projects; p++) {
        int32_t size = 0;
        for (int32_t q = 0; q < told->projects && of[p] >= 0; q++) size += of[q] == of[p];
        if (size > most_projects) most_projects = size;
    }
    assert_near(seen, OBSERVE_giant_component_members_lately, (double)most / AGENTS, now);
    assert_near(seen, OBSERVE_giant_component_projects_lately, ratio(most_projects, projects), now);
}

static void what_is_seen_can_be_counted(void **state)
{
    (void)state;
    static struct told told;
    struct scenario scenario = scenario_of(LIVELY "renew.turnover_probability = 0.01");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    int64_t arrived = 0, made = 0;
    double between = 0, largest = 0;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (told.persons = 0; told.persons < AGENTS; told.persons++) told.person[told.persons] = told.persons;
    take_adoptions(&told, world);
    for (int32_t step = 1; step <= STEPS; step++) {
        world_pass(world);
        take(&told, world);
        made += world->events.creation.count;
        arrived = told.opportunities - made;
        if (step % 4 != 0) continue;
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        assert_near(&seen, OBSERVE_opportunities_made, (double)made, step);
        assert_near(&seen, OBSERVE_opportunities_arrived, (double)arrived, step);
        check_cohorts(&told, &seen, step);
        check_cascades(&told, &seen, world);
        check_overlap(&told, &seen, step);
        between += seen.value[OBSERVE_giant_component_members_lately][0] > 0.1 &&
                   seen.value[OBSERVE_giant_component_members_lately][0] < 0.9;
        largest = seen.value[OBSERVE_cascade_largest][0];
    }
    print_message("%d projects started, the largest cascade has %g, reproduction %g and %g\n", (int)told.projects,
        largest, seen.value[OBSERVE_projects_offspring][0] / seen.value[OBSERVE_projects_followed][0],
        seen.value[OBSERVE_adoptions_offspring][0] / seen.value[OBSERVE_adoptions_followed][0]);
    assert_true(between > 3 && largest > 5 && seen.value[OBSERVE_projects_offspring][0] > 30 &&
                seen.value[OBSERVE_adoptions_offspring][0] > 30);
    observation_free(&seen);
    model_free(world);
}

/* Who is engaged, and what that one is to make: what is made in the next step is Poisson with that mean. */
static void what_is_to_be_made_is_made(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(LIVELY "network.agents = 3000; network.units = 60; create.making_rate = 0.1");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    double expected = 0;
    int64_t made = 0, creators = 0;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int32_t step = 1; step <= 60; step++) {
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        double engaged = seen.value[OBSERVE_engaged_fraction][0], each = seen.value[OBSERVE_engaged_making][0];
        double walked = 0, gap = 0;
        for (int32_t agent = 0; agent < 3000; agent++) {
            const struct ended *after = lately_ended(world, agent);
            if (!after || world->step - after->step >= MEMORY) continue;
            double hopes = world->agents.expectation[agent] - person_belief(world, agent, after->domain);
            walked++;
            gap += fmax(0, hopes);
        }
        assert_near(&seen, OBSERVE_engaged_fraction, walked / 3000, step);
        assert_near(&seen, OBSERVE_engaged_gap, ratio(gap, walked), step);
        expected += 0.1 * engaged * each * 3000;
        world_pass(world);
        made += world->events.creation.count;
        creators += world->events.creation.count > 0;
    }
    assert_true(creators > 20);
    assert_likely(chance_poisson(made, expected), "%d made, %g expected", (int)made, expected);
    observation_free(&seen);
    model_free(world);
}

enum { MANY = 20000, WINDOW = 10 };

/* Adds to shares[0] the people and to shares[1] the projects that hang together, of projects put together at random, of
 * which as many ended in each step of the window; as many more ended in the steps before it, and do not count. */
static void add_shares(int64_t seed, int32_t size, double each, double shares[2])
{
    struct scenario scenario = scenario_of("network.kind = line; network.agents = 20000; projects; opportunities; "
                                           "opportunities.arrival_rate = 0; landscape; team.min = 2; team.max = 8; "
                                           "create; create.making_rate = 0; create.memory_steps = 10");
    struct observation seen;
    int32_t member[8], every_step = (int32_t)(MANY * each / size / WINDOW), project = 0;
    scenario.run.seed = seed;
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int32_t step = 0; step < 2 * WINDOW; step++) {
        world_pass(world);
        for (int32_t i = 0; i < every_step; i++, project++) {
            draw_members(world, project, size, member);
            int32_t slot = world_project(world, (struct opportunity){.domain = 0}, size, member);
            create_note(world, slot);
            project_end(world, slot, PROJECT_SUCCEEDED);
        }
        projects_sweep(world);
    }
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    shares[0] += seen.value[OBSERVE_giant_component_members_lately][0];
    shares[1] += seen.value[OBSERVE_giant_component_projects_lately][0];
    observation_free(&seen);
    model_free(world);
}

/* Over a window, too, everybody is in a nearly Poisson number of projects: those of the window. */
static void random_projects_hang_together_over_a_while_as_theory_says(void **state)
{
    (void)state;
    static const struct random_teams points[] = {{3, 0.7}, {4, 0.15}, {4, 0.5}, {8, 0.5}};
    check_random_teams(points, sizeof points / sizeof *points, add_shares);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_seen_can_be_counted),
        cmocka_unit_test(what_is_to_be_made_is_made),
        cmocka_unit_test(random_projects_hang_together_over_a_while_as_theory_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
