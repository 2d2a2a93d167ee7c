/* gather: who is looked at, who is asked, who joins, and when work starts; each by its definition, many at once, and
 * whole runs followed by their events. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/frame/steps.h"
#include "model/opportunities/arise.h"
#include "model/people/people.h"
#include "model/projects/gather.h"
#include "model/record/events.h"
#include "model/state/agents.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/worlds.h"

#define GATHER                                                                                                         \
    PLAIN_TEAMS "network.kind = file; network.edges = none; landscape.kind = listed; opportunities; "                  \
                "opportunities.arrival_rate = 0; "                                                                     \
                "landscape.practices = {a: 0.3, b: 0.9, c: 0.5}; projects; projects.load = 0.3; "                      \
                "team.open_call_probability = 0;"

/* Stars of people who are all willing, as far as trust goes. */
static struct world *willing_stars(const char *settings, int32_t copies, int32_t leaves)
{
    char text[1024];
    snprintf(text, sizeof text, GATHER "%s", settings);
    struct scenario scenario = scenario_of(text);
    struct edge_list list = stars_list(copies, leaves);
    struct world *world = world_of(&scenario, &list, NULL);
    edge_list_free(&list);
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        world->agents.confidence[agent] = world->agents.passion[agent] = 1;
    world->step = 1;
    events_clear(&world->events);
    return world;
}

static int32_t gathering(struct world *world, int32_t founder)
{
    return world_project(world, (struct opportunity){.unit = 0}, 1, &founder);
}

/* A project at work, which takes attention and invites nobody. */
static void busy(struct world *world, int32_t agent)
{
    int32_t slot = gathering(world, agent);
    world->projects.slots[slot].state = PROJECT_ACTIVE;
}

static void gather_once(struct world *world)
{
    events_clear(&world->events);
    step_gather(world);
    assert_false(world->out_of_memory);
    world_check(world);
}

static int64_t joined(const struct world *world, int what)
{
    int64_t count = 0;
    for (int64_t i = 0; i < world->events.member.count; i++) count += world->events.member.items[i].type == what;
    return count;
}

/* passion * attention * trust * confidence, however often one is asked in a step; and never without attention left. */
static void the_asked_decide_by_passion_attention_trust_and_confidence(void **state)
{
    (void)state;
    enum { COPIES = 5000 };
    static const double expected[] = {0.8 * 0.6 * 0.9, 0.8 * 0.7 * 0.6 * 0.9, 0};
    for (int others = 0; others < 3; others++)
        for (int invitations = 1; invitations <= 5; invitations += 4) {
            char settings[256];
            snprintf(settings, sizeof settings,
                "team.min = 2; team.max = 2; team.candidates = 2; people.trust = 0.6; team.invitations = %d",
                invitations);
            struct world *world = willing_stars(settings, COPIES, 1);
            for (int32_t copy = 0; copy < COPIES; copy++) {
                world->agents.passion[2 * copy + 1] = 0.8;
                world->agents.confidence[2 * copy + 1] = 0.9;
                for (int i = 0; i < (others == 2 ? 3 : others); i++) busy(world, 2 * copy + 1);
                gathering(world, 2 * copy);
            }
            gather_once(world);
            assert_likely(chance_binomial(joined(world, MEMBER_INVITED), COPIES, expected[others]), "joined");
            assert_int_equal(world->events.project.count, world->events.member.count);
            for (int64_t i = 0; i < world->events.member.count; i++)
                assert_int_equal(world->events.member.items[i].inviter, world->events.member.items[i].member - 1);
            model_free(world);
        }
}

/* The product to a power. */
static void a_power_below_one_makes_people_more_willing(void **state)
{
    (void)state;
    enum { COPIES = 5000 };
    static const char *const power[] = {"0.1", "0.5", "0.9"};
    for (int i = 0; i < 3; i++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "team.min = 2; team.max = 2; team.candidates = 1; team.invitations = 1; people.trust = 0.4;"
            "team.willingness_exponent = %s",
            power[i]);
        struct world *world = willing_stars(settings, COPIES, 1);
        for (int32_t copy = 0; copy < COPIES; copy++) {
            world->agents.passion[2 * copy + 1] = 0.7;
            gathering(world, 2 * copy);
        }
        gather_once(world);
        double expected = pow(0.7 * 0.4, strtod(power[i], NULL));
        assert_likely(chance_binomial(joined(world, MEMBER_INVITED), COPIES, expected), "joined");
        model_free(world);
    }
}

/* The trust of a middle in a leaf and back. */
static void set_trust_in_leaf(struct world *world, int32_t middle, int32_t leaf, double trust)
{
    struct rows *told = &world->network.told;
    told->trust[rows_find(told, middle, middle + leaf)] = (float)trust;
    told->trust[rows_find(told, middle + leaf, middle)] = (float)trust;
}

/* Of many candidates the best is asked: by trust, by novelty, or by both. Leaf 1 is trusted and of the same unit and
 * skills; 2 is of another unit; 3 has other skills, half of them new; 4 is all new and least trusted. */
static void the_best_mix_of_trust_and_novelty_is_asked(void **state)
{
    (void)state;
    enum { COPIES = 1000, LEAVES = 4 };
    static const double trust[LEAVES + 1] = {0, 0.9, 0.6, 0.65, 0.2};
    static const uint64_t skills[LEAVES + 1] = {3, 3, 3, 6, 12};
    static const char *const diversity[] = {"0", "1", "0.45", "0.2"};
    static const int best[] = {1, 4, 4, 1};
    for (int i = 0; i < 4; i++) {
        char settings[256];
        snprintf(settings, sizeof settings,
            "team.min = 2; team.max = 2; team.candidates = 100; team.invitations = 1; team.diversity_weight = %s",
            diversity[i]);
        struct world *world = willing_stars(settings, COPIES, LEAVES);
        for (int32_t agent = 0; agent < COPIES * (LEAVES + 1); agent++) {
            int leaf = agent % (LEAVES + 1);
            world->agents.skills[agent] = skills[leaf];
            world->network.unit[agent] = leaf == 2 || leaf == 4;
            if (leaf > 0) set_trust_in_leaf(world, agent - leaf, leaf, trust[leaf]);
            if (leaf == 0) gathering(world, agent);
        }
        world->network.unit_count = 2; /* the lists of units are not looked at here */
        events_clear(&world->events);
        step_gather(world);
        for (int64_t row = 0; row < world->events.member.count; row++)
            assert_int_equal(world->events.member.items[row].member % (LEAVES + 1), best[i]);
        assert_likely(chance_binomial(world->events.member.count, COPIES, trust[best[i]]), "best at %s", diversity[i]);
        model_free(world);
    }
}

/* Half of novelty is another unit, half the share of skills that the team lacks: with diversity alone in the scale, of
 * 0.5 (unit), 0.25 (half of the skills) and 0.5 + 0.25 the last is asked. */
static void novelty_is_half_unit_half_skills(void **state)
{
    (void)state;
    enum { COPIES = 300, LEAVES = 3 };
    static const uint64_t skills[LEAVES + 1] = {3, 3, 6, 6};
    for (int without = 0; without <= 1; without++) {
        struct world *world = willing_stars("team.min = 2; team.max = 2; team.candidates = 60; team.invitations = 1; "
                                            "team.diversity_weight = 1; people.trust = 1",
            COPIES, LEAVES);
        for (int32_t agent = 0; agent < COPIES * (LEAVES + 1); agent++) {
            int leaf = agent % (LEAVES + 1);
            world->agents.skills[agent] = skills[leaf];
            world->network.unit[agent] = leaf == 1 || (leaf == 3 && !without);
            if (leaf == 0) gathering(world, agent);
        }
        world->network.unit_count = 2;
        events_clear(&world->events);
        step_gather(world);
        assert_int_equal(world->events.member.count, COPIES);
        for (int64_t row = 0; row < COPIES; row++)
            assert_int_equal(world->events.member.items[row].member % (LEAVES + 1), without ? 1 : 3);
        model_free(world);
    }
}

static void members_are_not_asked_again(void **state)
{
    (void)state;
    enum { COPIES = 1000 };
    struct world *world = willing_stars(
        "team.min = 3; team.max = 3; team.candidates = 80; team.invitations = 1; team.diversity_weight = 0", COPIES, 2);
    for (int32_t copy = 0; copy < COPIES; copy++) {
        int32_t middle = 3 * copy, members[] = {middle, middle + 1};
        set_trust_in_leaf(world, middle, 1, 0.9);
        set_trust_in_leaf(world, middle, 2, 0.4);
        world_project(world, (struct opportunity){.unit = 0}, 2, members);
    }
    gather_once(world);
    assert_likely(chance_binomial(joined(world, MEMBER_INVITED), COPIES, 0.4), "the less trusted");
    model_free(world);
}

/* An open call reaches anybody, who trusts as a stranger does. */
static void an_open_call_reaches_anybody(void **state)
{
    (void)state;
    enum { PEOPLE = 6000 };
    static int32_t one_tie[] = {0, 1};
    for (int call = 0; call <= 1; call++) {
        struct scenario scenario = scenario_of(
            GATHER "team.min = 2; team.max = 2; team.invitations = 1; team.candidates = 1; team.stranger_trust = 0.4");
        scenario.team.open_call_probability.start = call;
        struct edge_list list = {.agent_count = PEOPLE, .edge_count = 1, .edges = one_tie};
        struct world *world = world_of(&scenario, &list, NULL);
        int64_t tenth[10] = {0};
        for (int32_t agent = 0; agent < PEOPLE; agent++) {
            world->agents.confidence[agent] = world->agents.passion[agent] = 1;
            if (agent % 2 == 0 && agent > 1) busy(world, agent);
            if (agent % 2 == 1 && agent > 1) gathering(world, agent);
        }
        gather_once(world);
        for (int64_t i = 0; i < world->events.member.count; i++) tenth[world->events.member.items[i].member / 600]++;
        /* Everybody has 0.7 of the attention, save the first two. */
        assert_likely(chance_binomial(joined(world, MEMBER_CALLED), PEOPLE / 2 - 1, call * 0.4 * 0.7), "who came");
        if (call) assert_likely(chance_equal_cells(10, tenth), "who was called");
        assert_int_equal(joined(world, MEMBER_INVITED), 0);
        model_free(world);
    }
}

static void seats_go_by_priority(void **state)
{
    (void)state;
    enum { COPIES = 2000, LEAVES = 12 };
    int64_t which[LEAVES + 1] = {0};
    struct world *world = willing_stars(
        "team.min = 5; team.max = 5; team.candidates = 1; team.invitations = 300; people.trust = 1", COPIES, LEAVES);
    for (int32_t copy = 0; copy < COPIES; copy++) gathering(world, copy * (LEAVES + 1));
    gather_once(world);
    assert_int_equal(joined(world, MEMBER_INVITED), 4 * COPIES);
    for (int64_t i = 0; i < world->events.member.count; i++)
        which[world->events.member.items[i].member % (LEAVES + 1)]++;
    assert_likely(chance_equal_cells(LEAVES, which + 1), "who got a seat");
    for (int32_t copy = 0; copy < COPIES; copy++)
        assert_true(world->projects.slots[world->projects.live[copy]].state == PROJECT_ACTIVE);
    model_free(world);
}

/* One whom ten would have joins as many as there is attention for. */
static void attention_goes_by_priority(void **state)
{
    (void)state;
    enum { COPIES = 2000, LEAVES = 10 };
    int64_t which[LEAVES + 1] = {0};
    struct world *world = willing_stars(
        "team.min = 2; team.max = 3; team.candidates = 1; team.invitations = 1; people.trust = 1", COPIES, LEAVES);
    for (int32_t agent = 0; agent < COPIES * (LEAVES + 1); agent++)
        if (agent % (LEAVES + 1) > 0) gathering(world, agent);
    gather_once(world);
    assert_int_equal(world->events.member.count, 3 * COPIES);
    for (int64_t i = 0; i < world->events.member.count; i++) {
        assert_int_equal(world->events.member.items[i].member % (LEAVES + 1), 0);
        which[world->events.member.items[i].inviter % (LEAVES + 1)]++;
    }
    assert_likely(chance_equal_cells(LEAVES, which + 1), "which were joined");
    model_free(world);
}

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

/* -- whole runs */

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
        cmocka_unit_test(the_asked_decide_by_passion_attention_trust_and_confidence),
        cmocka_unit_test(a_power_below_one_makes_people_more_willing),
        cmocka_unit_test(the_best_mix_of_trust_and_novelty_is_asked),
        cmocka_unit_test(novelty_is_half_unit_half_skills),
        cmocka_unit_test(members_are_not_asked_again),
        cmocka_unit_test(an_open_call_reaches_anybody),
        cmocka_unit_test(seats_go_by_priority),
        cmocka_unit_test(attention_goes_by_priority),
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
