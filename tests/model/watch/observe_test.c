/* What is to be seen, against plain counting over people, projects and events. Also tests model/record/observation.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>

#include "model/cycle/model.h"
#include "model/opportunities/arise.h"
#include "model/people/people.h"
#include "model/record/events.h"
#include "model/record/observation.h"
#include "model/state/projects.h"
#include "model/state/world.h"
#include "model/watch/observe.h"
#include "model/worlds.h"

enum { STEPS = 60 };

/* What the events have told so far. */
struct tally {
    int64_t adoptions[CHANNEL_COUNT], resolved, lapsed, founded, succeeded, failed, never_started, departures;
    int64_t ended, well, worked; /* projects that started, since the row before */
    int64_t later;               /* projects that ended and were not the first on their opportunity */
    int64_t begun, not_begun, gathered, first, first_well; /* the same */
    int64_t ever_begun, ever_first, ever_first_well;       /* all so far */
    int32_t *founded_in, *started;                         /* by project: the step, or 0 */
    int32_t *first_project;                                /* by opportunity: 1 + the first at work on it, or 0 */
    bool adopted[240];         /* by place: whoever is there took up something new to them */
    int32_t beginning[240][2]; /* by place and domain: what whoever is there began with */
    int64_t returns;           /* to what one began with */
    int32_t person[240];       /* by place: who is there */
};

static void begin(struct tally *tally, const struct project_row *row)
{
    tally->started[row->project] = row->step;
    tally->begun++;
    tally->ever_begun++;
    tally->gathered += row->step - tally->founded_in[row->project];
    if (tally->first_project[row->opportunity] == 0) tally->first_project[row->opportunity] = 1 + row->project;
}

static void take(struct tally *tally, const struct world *world)
{
    const struct events *events = &world->events;
    for (int64_t i = 0; i < events->adoption.count; i++) {
        const struct adoption_row *row = &events->adoption.items[i];
        tally->adoptions[row->channel]++;
        int32_t *first = &tally->beginning[row->learner][row->domain];
        if (row->channel == CHANNEL_INITIAL) *first = row->practice;
        if (row->practice != *first) tally->adopted[row->learner] = true;
        tally->returns += row->channel != CHANNEL_INITIAL && row->practice == *first;
    }
    for (int64_t i = 0; i < events->turnover.count; i++) {
        int32_t place = events->turnover.items[i].agent;
        tally->adopted[place] = false;
        tally->person[place] = (int32_t)(240 + tally->departures + i);
    }
    for (int64_t i = 0; i < events->opportunity.count; i++) {
        tally->resolved += events->opportunity.items[i].type == OPPORTUNITY_RESOLVED;
        tally->lapsed += events->opportunity.items[i].type == OPPORTUNITY_LAPSED;
    }
    for (int64_t i = 0; i < events->project.count; i++) {
        const struct project_row *row = &events->project.items[i];
        if (row->type == PROJECT_FOUNDED)
            tally->founded++, tally->founded_in[row->project] = row->step;
        else if (row->type == PROJECT_STARTED)
            begin(tally, row);
        else if (row->type == PROJECT_SUCCEEDED)
            tally->succeeded++;
        else
            tally->started[row->project] ? tally->failed++ : tally->never_started++;
        tally->not_begun += row->type > PROJECT_STARTED && !tally->started[row->project];
        if (row->type <= PROJECT_STARTED || !tally->started[row->project]) continue;
        bool first = tally->first_project[row->opportunity] == 1 + row->project;
        tally->first += first;
        tally->ever_first += first;
        tally->ever_first_well += first && row->type == PROJECT_SUCCEEDED;
        tally->later += !first;
        tally->first_well += first && row->type == PROJECT_SUCCEEDED;
        tally->ended++;
        tally->well += row->type == PROJECT_SUCCEEDED;
        tally->worked += row->step - tally->started[row->project] + 1;
    }
    tally->departures += events->turnover.count;
}

static void assert_near(double seen, double expected, const char *what)
{
    if (!(fabs(seen - expected) <= 1e-9)) fail_msg("%s: %.17g, counted %.17g", what, seen, expected);
}

#define assert_seen(observation, name, expected)                                                                       \
    do {                                                                                                               \
        assert_int_equal((observation)->length[OBSERVE_##name], 1);                                                    \
        assert_near((observation)->value[OBSERVE_##name][0], (double)(expected), #name);                               \
    } while (0)

static double quality_of(const struct world *world, int32_t agent, int32_t domain)
{
    int32_t practice = world_used(world, agent, domain);
    return practice < 0 ? 0 : world->practices.items[practice].quality;
}

static void check_domain(const struct world *world, const struct observation *seen, int32_t domain, double totals[2])
{
    double agents = world->agents.count, mean = 0, squares = 0, entropy = 0, leading = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        double quality = quality_of(world, agent, domain);
        mean += quality / agents;
        squares += quality * quality / agents;
    }
    for (int32_t p = 0; p < world->practices.count; p++) {
        double users = 0;
        for (int32_t agent = 0; agent < world->agents.count; agent++) users += world_used(world, agent, domain) == p;
        if (users > 0) entropy -= users / agents * log(users / agents);
        leading = fmax(leading, users / agents);
    }
    assert_near(seen->value[OBSERVE_quality_by_domain][domain], mean, "quality_by_domain");
    assert_near(seen->value[OBSERVE_most_used_fraction][domain], leading, "most_used_fraction");
    assert_near(seen->value[OBSERVE_practice_entropy][domain], entropy, "practice_entropy");
    totals[0] += mean / world->agents.domains;
    totals[1] += sqrt(fmax(0, squares - mean * mean)) / world->agents.domains;
}

static void check_practices(const struct world *world, const struct observation *seen)
{
    double totals[2] = {0}, in_use = 0;
    for (int32_t domain = 0; domain < world->agents.domains; domain++) check_domain(world, seen, domain, totals);
    assert_seen(seen, quality_mean, totals[0]);
    /* The root of a variance of 1e-16 is 1e-8. */
    assert_true(fabs(seen->value[OBSERVE_quality_sd][0] - totals[1]) < 1e-7);
    for (int32_t p = 0; p < world->practices.count; p++) {
        bool used = false;
        for (int32_t agent = 0; agent < world->agents.count; agent++)
            used = used || world_used(world, agent, world->practices.items[p].domain) == p;
        in_use += used;
    }
    assert_seen(seen, practices_in_use, in_use);
    assert_seen(seen, practices_found, world->practices.count);
    for (int32_t unit = 0; unit < world->network.unit_count; unit++) {
        double sum = 0, count = 0;
        for (int32_t agent = 0; agent < world->agents.count; agent++)
            for (int32_t domain = 0; domain < world->agents.domains && world->network.unit[agent] == unit; domain++)
                sum += quality_of(world, agent, domain), count++;
        assert_near(seen->value[OBSERVE_quality_by_unit][unit], sum / count, "quality_by_unit");
    }
}

static void check_people(const struct world *world, const struct observation *seen)
{
    double agents = world->agents.count, means[5] = {0};
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        means[0] += person_attention(world, agent) / agents;
        means[1] += world->agents.confidence[agent] / agents;
        means[2] += world->agents.expectation[agent] / agents;
        means[3] += world->agents.breadth[agent] / agents;
        means[4] += world->agents.involved[agent] / agents;
    }
    assert_seen(seen, attention_mean, means[0]);
    assert_seen(seen, confidence_mean, means[1]);
    assert_seen(seen, expectation_mean, means[2]);
    assert_seen(seen, breadth_mean, means[3]);
    assert_seen(seen, ever_involved_fraction, means[4]);
}

/* Memberships of projects at work, by going through the seats. */
static void check_memberships(const struct world *world, const struct observation *seen)
{
    double agents = world->agents.count, in[6] = {0}, memberships = 0;
    int32_t *of = calloc((size_t)world->agents.count, sizeof *of);
    for (int64_t i = 0; i < world->projects.live_count; i++)
        for (int32_t seat = 0; seat < world->projects.team; seat++) {
            int32_t agent = project_seats(&world->projects, world->projects.live[i])[seat].agent;
            bool works = world->projects.slots[world->projects.live[i]].state == PROJECT_ACTIVE;
            if (agent >= 0 && works) of[agent]++, memberships++;
        }
    for (int32_t agent = 0; agent < world->agents.count; agent++)
        for (int k = 1; k <= 5; k++) in[k] += of[agent] >= k;
    assert_seen(seen, active_memberships_mean, memberships / agents);
    assert_seen(seen, active_in_one_fraction, in[1] / agents);
    assert_seen(seen, active_in_two_fraction, in[2] / agents);
    assert_seen(seen, active_in_five_fraction, in[5] / agents);
    free(of);
}

static void check_projects(const struct world *world, const struct observation *seen)
{
    double gathering = 0, active = 0, members = 0, at_work = 0, closeness = 0, takes_long = 0;
    for (int64_t i = 0; i < world->projects.live_count; i++) {
        const struct project *project = &world->projects.slots[world->projects.live[i]];
        bool works = project->state == PROJECT_ACTIVE, gathers = project->state == PROJECT_GATHERING;
        gathering += gathers;
        active += works;
        takes_long += works && project->opportunity.takes_long;
        members += works || gathers ? project->member_count : 0;
        at_work += works ? project->member_count : 0;
        closeness += works ? project->closeness : 0;
    }
    assert_seen(seen, projects_gathering, gathering);
    assert_seen(seen, projects_active, active);
    assert_seen(seen, long_projects_active, takes_long);
    assert_seen(seen, team_size_mean, active > 0 ? at_work / active : 0);
    assert_seen(seen, closeness_mean, active > 0 ? closeness / active : 0);
    assert_seen(seen, projects_per_person, members / world->agents.count);
}

static void check_counts(const struct world *world, const struct observation *seen, const struct tally *tally)
{
    int64_t adopters = 0, uses = 0, arcs = 0;
    for (int32_t agent = 0; agent < world->agents.count; agent++) {
        adopters += tally->adopted[agent];
        assert_int_equal(world->agents.person[agent], tally->person[agent]);
        arcs += world->network.told.length[agent];
        for (int32_t domain = 0; domain < world->agents.domains; domain++) {
            int32_t practice = world_used(world, agent, domain);
            uses += practice >= 0 && practice != tally->beginning[agent][domain];
        }
    }
    assert_seen(seen, adopters, adopters);
    assert_seen(seen, uses_learned, uses);
    assert_seen(seen, ties, arcs / 2);
    assert_seen(seen, departures, tally->departures);
    assert_seen(seen, opportunities_open, world->opportunities->open.count);
    assert_seen(seen, opportunities_resolved, tally->resolved);
    assert_seen(seen, opportunities_lapsed, tally->lapsed);
    assert_seen(seen, projects_founded, tally->founded);
    assert_seen(seen, projects_started, tally->ever_begun);
    assert_seen(seen, first_attempts, tally->ever_first);
    assert_seen(seen, first_attempts_succeeded, tally->ever_first_well);
    assert_seen(seen, projects_succeeded, tally->succeeded);
    assert_seen(seen, projects_failed, tally->failed);
    assert_seen(seen, projects_lapsed, tally->never_started);
    double ended = (double)tally->ended;
    assert_seen(seen, success_fraction, ended > 0 ? (double)tally->well / ended : 0);
    assert_seen(seen, project_duration_mean, ended > 0 ? (double)tally->worked / ended : 0);
    double first = (double)tally->first, begun = (double)tally->begun, due = begun + (double)tally->not_begun;
    assert_seen(seen, first_attempt_success_fraction, first > 0 ? (double)tally->first_well / first : 0);
    assert_seen(seen, start_fraction, due > 0 ? begun / due : 0);
    assert_seen(seen, steps_to_start_mean, begun > 0 ? (double)tally->gathered / begun : 0);
    for (int c = 0; c < CHANNEL_COUNT; c++)
        assert_near(seen->value[OBSERVE_adoptions][c], (double)tally->adoptions[c], "adoptions");
}

/* Adoptions count since the row before, so a run seen every third step sees them all too. */
static void whatever_is_seen_can_be_counted(void **state)
{
    (void)state;
    for (int every = 1; every <= 3; every += 2) {
        struct scenario scenario = scenario_of(
            ORGANISATION PLAIN_TEAMS "opportunities.lifetime = 3; opportunities.difficulty_mean = 9; "
                                     "sense.noticing_probability = 0.03; renew.turnover_probability = 0.02;"
                                     "team.willingness_exponent = 0.5; projects.load = 0.1; long_projects.fraction = "
                                     "0.5; long_projects.difficulty_factor = 1.5");
        struct crew *crew = crew_new(2);
        struct world *world = world_of(&scenario, NULL, crew);
        struct observation seen;
        struct tally tally = {.started = calloc(100000, sizeof(int32_t)),
            .founded_in = calloc(100000, sizeof(int32_t)),
            .first_project = calloc(100000, sizeof(int32_t))};
        assert_int_equal(observation_create(&seen, world), STATUS_OK);
        for (int32_t place = 0; place < world->agents.count; place++) tally.person[place] = place;
        take(&tally, world);
        for (int step = 1; step <= STEPS; step++) {
            world_pass(world);
            take(&tally, world);
            if (step % every != 0) continue;
            assert_int_equal(model_observe(world, &seen), STATUS_OK);
            check_counts(world, &seen, &tally);
            check_practices(world, &seen);
            check_people(world, &seen);
            check_projects(world, &seen);
            check_memberships(world, &seen);
            for (int c = 0; c < CHANNEL_COUNT; c++) tally.adoptions[c] = 0;
            tally.ended = tally.well = tally.worked = 0;
            tally.begun = tally.not_begun = tally.gathered = tally.first = tally.first_well = 0;
        }
        assert_true(tally.lapsed > 0 && tally.failed > 0 && tally.succeeded > 0 && tally.departures > 0);
        assert_true(tally.later > 0 && tally.returns > 0);
        free(tally.started);
        free(tally.founded_in);
        free(tally.first_project);
        observation_free(&seen);
        model_free(world);
        crew_free(crew);
    }
}

/* Users of named practices, by their names. */
static void users_of_named_practices(void **state)
{
    (void)state;
    char label[64];
    struct scenario scenario = scenario_of("network.agents = 300; landscape.kind = listed; landscape.domains = 2; "
                                           "landscape.practices = {calls: 0.8, letters: 0.4, visits: 0.6}; "
                                           "start.practice = random; adoption.rule = contact");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(seen.length[OBSERVE_users], 6);
    assert_string_equal(model_dimension_label(world, DIMENSION_PRACTICE, 1, label), "letters (domain 0)");
    assert_string_equal(model_dimension_label(world, DIMENSION_PRACTICE, 5, label), "visits (domain 1)");
    for (int step = 0; step < 10; step++) {
        assert_int_equal(model_observe(world, &seen), STATUS_OK);
        for (int32_t p = 0; p < 6; p++) {
            int64_t users = 0;
            for (int32_t agent = 0; agent < 300; agent++) users += world_used(world, agent, p / 3) == p;
            assert_near(seen.value[OBSERVE_users][p], (double)users, "users");
            assert_true(world->practices.items[p].quality == scenario.landscape.practices.item[p % 3].value);
        }
        world_pass(world);
    }
    observation_free(&seen);
    model_free(world);
}

/* What a scenario has not is not to be seen. */
static void what_is_absent_is_not_seen(void **state)
{
    (void)state;
    struct scenario scenario = scenario_of("network.agents = 50; start.users = 7; adoption.rule = contact");
    struct world *world = world_of(&scenario, NULL, NULL);
    struct observation seen;
    assert_int_equal(observation_create(&seen, world), STATUS_OK);
    assert_int_equal(seen.length[OBSERVE_users], 1);
    assert_int_equal(seen.length[OBSERVE_quality_mean] + seen.length[OBSERVE_confidence_mean], 0);
    assert_int_equal(seen.length[OBSERVE_projects_active] + seen.length[OBSERVE_departures], 0);
    assert_int_equal(seen.length[OBSERVE_opportunities_open], 0);
    assert_int_equal(model_observe(world, &seen), STATUS_OK);
    assert_near(seen.value[OBSERVE_users][0], 7, "users");
    assert_near(seen.value[OBSERVE_adoptions][CHANNEL_INITIAL], 7, "adoptions");
    observation_free(&seen);
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_is_seen_can_be_counted),
        cmocka_unit_test(users_of_named_practices),
        cmocka_unit_test(what_is_absent_is_not_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
