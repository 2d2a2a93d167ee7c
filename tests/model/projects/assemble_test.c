/* Teams that are put together by chance: every pick beside an oracle that knows only the events, exact cases, and the
 * statistics of Guimera, Uzzi, Spiro and Amaral 2005. Statistical checks: see chance.h. Also tests
 * model/projects/assembly.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/cycle/model.h"
#include "model/opportunities/arise.h"
#include "model/projects/assembly.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/ties.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/worlds.h"

/* One team a step, of people who are tied to nobody, whose work is done at once. */
#define ONE_TEAM_A_STEP                                                                                                \
    "network.kind = random; network.mean_degree = 0; network.agents = 1000; landscape.kind = listed; "                 \
    "landscape.practices = {it: 1}; opportunities.arrival_rate = 1; opportunities.regular = true; "                    \
    "opportunities.difficulty_mean = 0.01; opportunities.difficulty_shape = 1000; opportunities.skills_needed = 0; "   \
    "projects; "                                                                                                       \
    "experiment.resources = 1; experiment.outcome_sd = 0; team.rule = assembly; team.max = 4; "                        \
    "team.incumbent_probability = 0.4; "                                                                               \
    "team.repeat_probability = 0.65; team.idle_steps = 40; observe.adoptions = false; "

/* -- the oracle: who is an incumbent and who is linked, by the events alone */

enum { PEOPLE = 300, SEATS = 3 };

struct oracle {
    int32_t last[PEOPLE];
    bool linked[PEOPLE][PEOPLE];
    int64_t seats, incumbents, could, partners;
};

static void check_seat(struct oracle *oracle, const struct member_row *row, int32_t count, const int32_t team[])
{
    int32_t incumbents = 0;
    bool partners = false;
    for (int32_t i = 0; i < count; i++) assert_int_not_equal(team[i], row->member);
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        bool on = false, near = false;
        for (int32_t i = 0; i < count; i++) {
            on = on || team[i] == agent;
            near = near || oracle->linked[team[i]][agent];
        }
        incumbents += !on && oracle->last[agent] >= 0;
        partners = partners || (!on && near);
    }
    bool incumbent = oracle->last[row->member] >= 0;
    if (count == 0) {
        assert_int_equal(row->type, MEMBER_FOUNDED);
    } else if (row->type == MEMBER_PARTNER) {
        assert_true(row->inviter >= 0 && oracle->linked[row->inviter][row->member]);
    } else {
        assert_int_equal(row->type, incumbent ? MEMBER_INCUMBENT : MEMBER_NEWCOMER);
    }
    if (incumbents == 0) {
        assert_false(incumbent);
        return;
    }
    oracle->seats++;
    oracle->incumbents += incumbent;
    if (!incumbent || !partners) return;
    oracle->could++;
    oracle->partners += row->type == MEMBER_PARTNER;
}

static void follow(struct oracle *oracle, const struct world *world)
{
    const struct events *events = &world->events;
    for (int64_t i = 0; i < events->member.count;) {
        int32_t team[SEATS], count = 0, project = events->member.items[i].project;
        for (; i < events->member.count && events->member.items[i].project == project; i++) {
            check_seat(oracle, &events->member.items[i], count, team);
            team[count++] = events->member.items[i].member;
        }
        assert_int_equal(count, SEATS);
        for (int32_t a = 0; a < SEATS; a++)
            for (int32_t b = 0; b < SEATS; b++) {
                oracle->last[team[a]] = world->step;
                if (a != b) oracle->linked[team[a]][team[b]] = true;
            }
    }
    int64_t retired = 0;
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        if (oracle->last[agent] < 0 || world->step - oracle->last[agent] <= world->scenario.team.idle_steps) continue;
        oracle->last[agent] = -1;
        for (int32_t other = 0; other < PEOPLE; other++)
            oracle->linked[agent][other] = oracle->linked[other][agent] = false;
        retired++;
    }
    assert_int_equal(events->retirement.count, retired);
    for (int32_t agent = 0; agent < PEOPLE; agent++) {
        assert_int_equal(assembly_has(world->assembly, agent), oracle->last[agent] >= 0);
        for (int32_t other = 0; other < PEOPLE; other++)
            assert_int_equal(assembly_find(world, agent, other) >= 0, oracle->linked[agent][other]);
    }
}

/* Two teams of three a step; an incumbent with probability 0.6, and where there are earlier partners one of them with
 * probability 0.5. Ties are the links, and those of the start. */
static void every_seat_is_as_an_oracle_says(void **state)
{
    (void)state;
    static struct oracle oracle;
    oracle = (struct oracle){.seats = 0};
    for (int32_t agent = 0; agent < PEOPLE; agent++) oracle.last[agent] = -1;
    struct scenario scenario = scenario_of(ONE_TEAM_A_STEP
        "network.kind = ring; network.mean_degree = 2; network.agents = 300; "
        "opportunities.arrival_rate = 6.666666666666667; team.max = 3; team.incumbent_probability = 0.6; "
        "team.repeat_probability = 0.5; team.idle_steps = 9");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 0; step < 300; step++) {
        world_pass(world);
        assert_int_equal(world->events.member.count, 2 * SEATS);
        follow(&oracle, world);
        int64_t links = 0;
        for (int32_t a = 0; a < PEOPLE; a++)
            for (int32_t b = 0; b < a; b++) {
                bool ring = a - b == 1 || a - b == PEOPLE - 1;
                links += oracle.linked[a][b];
                assert_int_equal(rows_find(&world->network.told, a, b) >= 0, ring || oracle.linked[a][b]);
            }
        int64_t counted = 0;
        for (int kind = 0; kind < LINK_KIND_COUNT; kind++) counted += world->assembly->links[kind];
        assert_int_equal(counted, links);
    }
    assert_likely(chance_binomial(oracle.incumbents, oracle.seats, 0.6), "incumbents");
    assert_likely(chance_binomial(oracle.partners, oracle.could, 0.5), "earlier partners");
    model_free(world);
}

/* -- exact cases */

/* Newcomers alone: every team is apart from all others, and lasts until its members were idle for too long. */
static void without_incumbents_teams_stay_apart(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ONE_TEAM_A_STEP "team.incumbent_probability = 0; team.idle_steps = 10");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    for (int step = 1; step <= 40; step++) {
        world_pass(world);
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        int teams = step < 11 ? step : 11;
        assert_true(seen.value[OBSERVE_incumbents][0] == 4 * teams);
        assert_true(seen.value[OBSERVE_links][0] == 6 * teams);
        assert_true(seen.value[OBSERVE_links_newcomers_fraction][0] == 1);
        assert_true(seen.value[OBSERVE_component_size_mean][0] == 4);
        assert_true(seen.value[OBSERVE_giant_component_links][0] == 1.0 / teams);
        assert_int_equal(world->network.tie_count, 6 * teams);
    }
    observation_free(&seen);
    model_free(world);
}

/* Incumbents alone: the first team is the only one. */
static void without_newcomers_the_first_team_is_all(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ONE_TEAM_A_STEP "team.incumbent_probability = 1");
    struct world *world = world_of(&scenario, NULL, NULL);
    world_pass(world);
    int32_t first = world->assembly->incumbents;
    assert_int_equal(first, 4);
    for (int step = 0; step < 100; step++) world_pass(world);
    assert_int_equal(world->assembly->incumbents, 4);
    assert_int_equal(world->assembly->links[LINK_REPEATED], 6);
    model_free(world);
}

/* Who is left out is on no team; the seat stays empty, and the others of the first team are those who would have been.
 */
static void who_is_left_out_leaves_a_seat_empty(void **state)
{
    (void)state;
    struct scenario whole = scenario_of(ONE_TEAM_A_STEP);
    struct world *world = world_of(&whole, NULL, NULL);
    int32_t team[4];
    world_pass(world);
    assert_int_equal(world->events.member.count, 4);
    for (int i = 0; i < 4; i++) team[i] = world->events.member.items[i].member;
    model_free(world);
    char settings[2048];
    snprintf(settings, sizeof settings, ONE_TEAM_A_STEP "without.people = %d, %d; ", team[0], team[2]);
    struct scenario scenario = scenario_of(settings);
    world = world_of(&scenario, NULL, NULL);
    for (int step = 1; step <= 100; step++) {
        world_pass(world);
        if (step == 1) {
            assert_int_equal(world->events.member.count, 2);
            assert_int_equal(world->events.member.items[0].member, team[1]);
            assert_int_equal(world->events.member.items[1].member, team[3]);
        }
        for (int64_t i = 0; i < world->events.member.count; i++)
            assert_true(
                world->events.member.items[i].member != team[0] && world->events.member.items[i].member != team[2]);
    }
    assert_true(world->projects.counts.founded >= 99);
    model_free(world);
}

/* Work that goes on is no idleness. */
static void nobody_retires_at_work(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ONE_TEAM_A_STEP "team.idle_steps = 3; opportunities.difficulty_mean = 1000; "
                                                           "experiment.resources = 1000; projects.max_duration = 20");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 1; step <= 60; step++) {
        world_pass(world);
        if (step <= 20) assert_int_equal(world->events.retirement.count, 0);
        for (int64_t i = 0; i < world->events.retirement.count; i++)
            assert_true(world->agents.first_membership[world->events.retirement.items[i].agent] < 0);
    }
    assert_true(events_total(&world->events, EVENT_retirement) > 0);
    model_free(world);
}

static void opportunities_can_be_regular(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of(ONE_TEAM_A_STEP "opportunities.arrival_rate = 0.3; network.agents = 500");
    struct world *world = world_of(&scenario, NULL, NULL);
    for (int step = 1; step <= 200; step++) {
        world_pass(world);
        assert_int_equal(world->opportunities->next_id, (int)(step * 0.15 + 1e-6));
    }
    model_free(world);
}

/* -- Guimera and others */

/* Means over steps 201 to 1000 of 60 runs, and over many runs those of targets.md. */
static void the_published_statistics(void **state)
{
    (void)state;
    static const struct {
        enum observable observable;
        double target, error;
    } figures[] = {{OBSERVE_giant_component_links, 0.4971, 0.0030}, {OBSERVE_component_size_mean, 14.49, 0.086},
        {OBSERVE_links, 246.86, 0.08}, {OBSERVE_links_newcomers_fraction, 0.3559, 0.0008},
        {OBSERVE_links_mixed_fraction, 0.4806, 0.0005}, {OBSERVE_links_incumbents_fraction, 0.0711, 0.0004},
        {OBSERVE_links_repeated_fraction, 0.0924, 0.0004}, {OBSERVE_incumbents, 128.7, 0.08}};
    enum { FIGURES = sizeof figures / sizeof figures[0] };
    struct sample samples[FIGURES] = {{0}};
    struct scenario scenario = scenario_of(ONE_TEAM_A_STEP);
    for (int seed = 1; seed <= 60; seed++) {
        double sum[FIGURES] = {0};
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        struct observation seen;
        assert_int_equal(observation_create(&seen, world), STATUS_OK);
        for (int step = 1; step <= 1000; step++) {
            events_clear(&world->events);
            assert_int_equal(model_step(world), STATUS_OK);
            if (step <= 200) continue;
            assert_int_equal(model_observe(world, &seen), STATUS_OK);
            for (int f = 0; f < FIGURES; f++) sum[f] += seen.value[figures[f].observable][0];
        }
        world_check(world);
        for (int f = 0; f < FIGURES; f++) sample_add(&samples[f], sum[f] / 800);
        observation_free(&seen);
        model_free(world);
    }
    for (int f = 0; f < FIGURES; f++) {
        print_message("%s: %.4f (se %.4f), target %.4f\n", observable_table[figures[f].observable].name,
            sample_mean(&samples[f]), sample_error(&samples[f]), figures[f].target);
        assert_likely(chance_mean(&samples[f], figures[f].target, figures[f].error), "%s",
            observable_table[figures[f].observable].name);
    }
}

/* The share in the giant component, with parameters in place of the published ones. */
static double giant(const char *settings)
{
    char text[1024];
    double sum = 0;
    snprintf(text, sizeof text, ONE_TEAM_A_STEP "%s", settings);
    struct scenario scenario = scenario_of(text);
    for (int seed = 1; seed <= 4; seed++) {
        scenario.run.seed = seed;
        struct world *world = world_of(&scenario, NULL, NULL);
        struct observation seen;
        assert_int_equal(observation_create(&seen, world), STATUS_OK);
        for (int step = 1; step <= 600; step++) {
            events_clear(&world->events);
            assert_int_equal(model_step(world), STATUS_OK);
            if (step <= 300) continue;
            assert_int_equal(model_observe(world, &seen), STATUS_OK);
            sum += seen.value[OBSERVE_giant_component_links][0] / 1200;
        }
        observation_free(&seen);
        model_free(world);
    }
    return sum;
}

/* The giant component grows with the share of incumbents and with the size of teams, and shrinks with the habit of
 * working with earlier partners; each by more than 0.1 between these settings, and chance moves a mean of four runs by
 * some 0.02. */
static void the_orderings_of_the_transition(void **state)
{
    (void)state;
    double few = giant("team.incumbent_probability = 0.2"), some = giant(""),
           many = giant("team.incumbent_probability = 0.7");
    double loyal = giant("team.repeat_probability = 0.95"), open = giant("team.repeat_probability = 0"),
           large = giant("team.max = 8");
    print_message(
        "giant component: incumbents 0.2 %.3f, 0.4 %.3f, 0.7 %.3f; partners 0.95 %.3f, 0 %.3f; teams of 8 %.3f\n", few,
        some, many, loyal, open, large);
    assert_true(few + 0.1 < some && some + 0.1 < many);
    assert_true(loyal + 0.1 < some && some + 0.1 < open);
    assert_true(some + 0.1 < large);
}

static void runs_are_the_same_on_any_number_of_threads(void **state)
{
    (void)state;
    struct scenario scenario =
        scenario_of(ORGANISATION "team.rule = assembly; team.max = 5; team.idle_steps = 20; "
                                 "team.incumbent_probability = 0.6; team.repeat_probability = 0.6");
    struct digest alone = run_digest(&scenario, 40, NULL);
    for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
        struct crew *crew = crew_new(threads);
        assert_true(digest_equal(alone, run_digest(&scenario, 40, crew)));
        crew_free(crew);
    }
    struct scenario choosing = scenario_of(ORGANISATION);
    assert_false(digest_equal(alone, run_digest(&choosing, 40, NULL)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_seat_is_as_an_oracle_says),
        cmocka_unit_test(without_incumbents_teams_stay_apart),
        cmocka_unit_test(without_newcomers_the_first_team_is_all),
        cmocka_unit_test(who_is_left_out_leaves_a_seat_empty),
        cmocka_unit_test(nobody_retires_at_work),
        cmocka_unit_test(opportunities_can_be_regular),
        cmocka_unit_test(the_published_statistics),
        cmocka_unit_test(the_orderings_of_the_transition),
        cmocka_unit_test(runs_are_the_same_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
