/* gather: when work starts, with whom and with what, by its definition; and what teams look like in whole runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/cycle/model.h"
#include "model/people/people.h"
#include "model/projects/gathering.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

/* A team of `max` starts at once, one of `min` when patience is over, and one below lapses then: its opportunity is
 * open again, and nobody's. */
static void work_starts_when_the_team_is_there_or_patience_over(void **state)
{
    (void)state;
    static const int32_t members[] = {0, 1, 2, 3};
    for (int patience = 1; patience <= 3; patience++)
        for (int count = 1; count <= 4; count++) {
            char settings[128];
            snprintf(settings, sizeof settings, "team.min = 2; team.max = 4; people.trust = 0; team.patience = %d",
                patience);
            struct world *world = willing_stars(settings, 1, 4);
            int32_t slot = world_project(world, (struct opportunity){.unit = 0}, count, members), id;
            int end = count == 4 ? 0 : patience - 1;
            for (int step = 0; step <= end; step++, world->step++) {
                assert_true(world->projects.slots[slot].state == PROJECT_GATHERING);
                gather_once(world);
            }
            const struct project *project = &world->projects.slots[slot];
            id = project->opportunity.id;
            assert_true(project->state == (count >= 2 ? PROJECT_ACTIVE : PROJECT_GONE));
            assert_int_equal(project->since, end + 1);
            assert_int_equal(world->events.project.count, 1);
            assert_int_equal(world->events.project.items[0].type, count >= 2 ? PROJECT_STARTED : PROJECT_LAPSED);
            assert_int_equal(world->opportunities->open.count, count < 2);
            if (count < 2) assert_int_equal(world->opportunities->open.items[0].id, id);
            model_free(world);
        }
}

/* To gather takes a part of the load; to join takes attention for all of it. */
static void to_gather_takes_a_part_of_the_load(void **state)
{
    (void)state;
    struct world *world = willing_stars("team.min = 2; team.max = 3; people.trust = 1; team.willingness_exponent = "
                                        "0.1; team.gathering_load_fraction = 0.2",
        1, 2);
    for (int i = 0; i < 3; i++) busy(world, 1);
    gathering(world, 0);
    assert_true(fabs(person_attention(world, 0) - (1 - 0.2 * 0.3)) < 1e-12);
    assert_true(fabs(person_attention(world, 1) - 0.1) < 1e-12);
    for (int i = 0; i < 20; i++, world->step++) {
        world->projects.slots[3].since = world->step; /* it goes on gathering */
        gather_once(world);
        for (int64_t row = 0; row < world->events.member.count; row++)
            assert_int_equal(world->events.member.items[row].member, 2);
    }
    assert_int_equal(world->projects.slots[3].member_count, 2);
    assert_true(fabs(person_attention(world, 2) - (1 - 0.2 * 0.3)) < 1e-12);
    model_free(world);
}

/* Who has not the attention for the work withdraws when the team is full or patience over: then those who are left wait
 * on, begin, or are too few. */
static void the_busy_withdraw_when_work_is_to_begin(void **state)
{
    (void)state;
    static const int32_t members[] = {0, 1, 2, 3};
    for (int busy_ones = 0; busy_ones <= 4; busy_ones++) {
        struct world *world = willing_stars("team.min = 3; team.max = 4; people.trust = 0; team.patience = 2;"
                                            "team.gathering_load_fraction = 0.1",
            1, 4);
        for (int32_t one = 0; one < busy_ones; one++)
            for (int i = 0; i < 3; i++) busy(world, members[3 - one]);
        int32_t slot = world_project(world, (struct opportunity){.unit = 0}, 4, members);
        const struct project *project = &world->projects.slots[slot];
        gather_once(world);
        assert_int_equal(joined(world, MEMBER_WITHDREW), busy_ones);
        const enum project_state at_once[] = {
            PROJECT_ACTIVE, PROJECT_GATHERING, PROJECT_GATHERING, PROJECT_GATHERING, PROJECT_GONE};
        assert_true(project->state == at_once[busy_ones]);
        if (busy_ones == 4) assert_int_equal(world->events.project.items[0].type, PROJECT_EMPTIED);
        world->step++;
        gather_once(world);
        const enum project_state then[] = {PROJECT_ACTIVE, PROJECT_ACTIVE, PROJECT_GONE, PROJECT_GONE, PROJECT_GONE};
        assert_true(project->state == then[busy_ones]);
        assert_int_equal(project->member_count, 4 - busy_ones);
        model_free(world);
    }
}

/* Two full teams of the same people, who have attention for one: the one that was founded first begins. */
static void the_first_founded_begins_first(void **state)
{
    (void)state;
    static const int32_t members[] = {0, 1, 2};
    struct world *world = willing_stars(
        "team.min = 3; team.max = 3; projects.load = 0.6; people.trust = 0; team.gathering_load_fraction = 0.1", 1, 2);
    int32_t first = world_project(world, (struct opportunity){.unit = 0}, 3, members);
    int32_t second = world_project(world, (struct opportunity){.unit = 0}, 3, members);
    gather_once(world);
    assert_true(world->projects.slots[first].state == PROJECT_ACTIVE);
    assert_true(world->projects.slots[second].state == PROJECT_GONE);
    model_free(world);
}

/* The members bring what they use, beliefs pooled by evidence, and the mean trust of their pairs. */
static void a_team_starts_with_what_its_members_bring(void **state)
{
    (void)state;
    static const int32_t members[] = {1, 2, 0, 3};
    static const int32_t use[] = {0, 0, 2, 0};
    static const double belief[] = {0.2, 0.6, 0.5, 0.9}, evidence[] = {1, 3, 2, 4};
    struct world *world = willing_stars("team.min = 4; team.max = 4; people.trust = 0.6", 1, 5);
    for (int i = 0; i < 4; i++) {
        world_use(world, members[i], 0, use[i]);
        struct known *known = agents_find(&world->agents, members[i], 0, use[i]);
        known->belief = belief[i];
        known->evidence = evidence[i];
    }
    int32_t slot = world_project(world, (struct opportunity){.unit = 0}, 4, members);
    gather_once(world);
    const struct project *project = &world->projects.slots[slot];
    const struct candidate *candidates = project_candidates(&world->projects, slot);
    assert_int_equal(project->candidate_count, 2);
    assert_true(candidates[0].practice == 0 && candidates[1].practice == 2);
    assert_true(fabs(candidates[0].belief - (0.2 + 0.6 * 3 + 0.9 * 4) / 8) < 1e-12 && candidates[0].evidence == 8);
    assert_true(candidates[1].belief == 0.5 && candidates[1].evidence == 2);
    assert_true(project_best(&world->projects, slot) == &candidates[0]);
    /* Of six pairs the three with the middle of the star are tied. */
    assert_true(fabs(project->closeness - 0.3) < 1e-7);
    model_free(world);
}

/* What a run has told of its projects. */
struct history {
    int32_t founded[4096], members[4096];
    bool started[4096], ended[4096];
};

static void follow_members(const struct world *world, struct history *history)
{
    for (int64_t i = 0; i < world->events.member.count; i++) {
        const struct member_row *row = &world->events.member.items[i];
        bool asked = row->type == MEMBER_INVITED || row->type == MEMBER_CALLED;
        bool leaves = member_goes(row->type);
        assert_int_equal(asked, row->inviter >= 0);
        assert_false(history->ended[row->project]);
        if (row->type != MEMBER_LEFT) assert_false(history->started[row->project]);
        history->members[row->project] += leaves ? -1 : 1;
    }
}

static void follow_projects(const struct world *world, struct history *history)
{
    const struct team_parameters *team = &world->scenario.team;
    for (int64_t i = 0; i < world->events.project.count; i++) {
        const struct project_row *row = &world->events.project.items[i];
        assert_in_range(row->project, 0, 4095);
        int32_t waited = row->step - history->founded[row->project];
        assert_false(history->ended[row->project]);
        if (row->type == PROJECT_FOUNDED) {
            history->founded[row->project] = row->step;
        } else if (row->type == PROJECT_STARTED) {
            history->started[row->project] = true;
            assert_in_range(row->members, team->min, team->max);
            assert_true(row->members == team->max ? waited < team->patience : waited == team->patience - 1);
        } else {
            history->ended[row->project] = true;
            bool lapses = row->type == PROJECT_LAPSED, empties = row->type == PROJECT_EMPTIED;
            if (lapses) assert_true(row->members < team->min && waited == team->patience - 1);
            assert_true(empties || lapses != history->started[row->project]);
        }
    }
}

/* Nobody gives more attention than there is, or sits twice; every seat is in its person's list. */
static void check_attention(const struct world *world)
{
    const struct projects *projects = &world->projects;
    int64_t listed = 0, seated = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        double taken = 0;
        for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = projects->memberships[m].next, listed++)
            if (projects->slots[m / projects->team].state <= PROJECT_ACTIVE)
                taken += project_takes(world, &projects->slots[m / projects->team]);
        assert_true(taken <= 1 + 1e-12);
        assert_true(fabs(person_attention(world, agent) - (1 - taken)) < 1e-12);
    }
    for (int64_t i = 0; i < projects->live_count; i++) seated += projects->slots[projects->live[i]].member_count;
    assert_int_equal(listed, seated);
}

static void teams_keep_their_bounds_in_whole_runs(void **state)
{
    (void)state;
    static const char *const variants[] = {"", "team.min = 1; team.max = 1",
        "team.min = 2; team.max = 12; team.patience = 1",
        "projects.load = 0.15; team.invitations = 20; team.open_call_probability = 1", "-closeness",
        "debrief.added_load = 1; debrief.depth = 1; projects.load = 0.4; team.min = 2; team.max = 4",
        "debrief.added_load = 1; projects.load = 1; team.min = 2; team.max = 4",
        "team.gathering_load_fraction = 0; team.walk_in_probability = 1; team.willingness_exponent = 0.2"};
    for (size_t variant = 0; variant < sizeof variants / sizeof *variants; variant++) {
        char settings[1024];
        static struct history history;
        snprintf(settings, sizeof settings, ORGANISATION "%s", variants[variant]);
        struct scenario scenario = scenario_of(settings);
        struct world *world = world_of(&scenario, NULL, NULL);
        int64_t started = 0;
        memset(&history, 0, sizeof history);
        for (int step = 0; step < 80; step++) {
            world_pass(world);
            follow_members(world, &history);
            follow_projects(world, &history);
            check_attention(world);
        }
        for (int i = 0; i < 4096; i++) started += history.started[i];
        for (int64_t i = 0; i < world->projects.live_count; i++) {
            const struct project *project = &world->projects.slots[world->projects.live[i]];
            if (project->state <= PROJECT_ACTIVE) assert_int_equal(project->member_count, history.members[project->id]);
        }
        assert_true(started > 20);
        model_free(world);
    }
}

/* The most projects at work that anybody is in, in any of the steps of a busy run with people who are keen to go on. */
static int64_t most_at_work(int limit)
{
    char settings[512];
    snprintf(settings, sizeof settings,
        "network.agents = 200; network.units = 4; landscape; opportunities; opportunities.arrival_rate = 20; projects; "
        "projects.load = 0.05; team.min = 3; team.max = 5; team.walk_in_probability = 0.3; closeness; debrief; "
        "conclude.continuation_probability = 1; team.gathering_load_fraction = 0; projects.memberships_limit = %d",
        limit);
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t most = 0;
    for (int step = 0; step < 60; step++) {
        world_step(world);
        for (int32_t agent = 0; agent < world->agents.count; agent++) {
            int64_t at_work = 0;
            for (int32_t m = world->agents.first_membership[agent]; m >= 0; m = world->projects.memberships[m].next)
                at_work += world->projects.slots[m / world->projects.team].state == PROJECT_ACTIVE;
            if (at_work > most) most = at_work;
        }
    }
    model_free(world);
    return most;
}

static void a_person_is_in_no_more_projects_than_are_allowed(void **state)
{
    (void)state;
    assert_int_equal(most_at_work(1), 1);
    assert_int_equal(most_at_work(2), 2);
    assert_in_range(most_at_work(0), 4, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(work_starts_when_the_team_is_there_or_patience_over),
        cmocka_unit_test(to_gather_takes_a_part_of_the_load),
        cmocka_unit_test(the_busy_withdraw_when_work_is_to_begin),
        cmocka_unit_test(the_first_founded_begins_first),
        cmocka_unit_test(a_team_starts_with_what_its_members_bring),
        cmocka_unit_test(teams_keep_their_bounds_in_whole_runs),
        cmocka_unit_test(a_person_is_in_no_more_projects_than_are_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
