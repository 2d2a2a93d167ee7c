/* A run without somebody or something: what is left out is nowhere in it, and until it would have done something not a
 * row is different. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/mechanism.h"
#include "network/edges.h"

enum { STEPS = 120 };

#define BUSY                                                                                                           \
    ORGANISATION "opportunities.arrival_rate = 12; communities; communities.convening_probability = 0.01;"             \
                 "initiate.handover_probability = 0;"

/* Counts what the events held have of what is looked for. */
typedef int64_t (*counting)(const struct events *events, int32_t number, int32_t other);

#define COUNT_ROWS(table, condition)                                                                                   \
    for (int64_t i = 0; i < events->table.count; i++) {                                                                \
        const struct table##_row *row = &events->table.items[i];                                                       \
        count += (condition);                                                                                          \
    }

static int64_t of_agent(const struct events *events, int32_t agent, int32_t other)
{
    int64_t count = 0;
    (void)other;
    COUNT_ROWS(member, row->member == agent)
    COUNT_ROWS(adoption, row->learner == agent && row->channel != CHANNEL_INITIAL)
    COUNT_ROWS(adoption_source, row->source == agent)
    COUNT_ROWS(community_member, row->member == agent)
    return count;
}

static int64_t of_project(const struct events *events, int32_t project, int32_t other)
{
    int64_t count = 0;
    (void)other;
    COUNT_ROWS(project, row->project == project)
    COUNT_ROWS(member, row->project == project)
    COUNT_ROWS(adoption, row->project == project)
    return count;
}

static int64_t of_community(const struct events *events, int32_t community, int32_t other)
{
    int64_t count = 0;
    (void)other;
    COUNT_ROWS(community, row->community == community || row->other_community == community)
    COUNT_ROWS(community_member, row->community == community)
    return count;
}

static int64_t of_practice(const struct events *events, int32_t practice, int32_t other)
{
    int64_t count = 0;
    (void)other;
    COUNT_ROWS(adoption, row->practice == practice && row->channel != CHANNEL_INITIAL)
    return count;
}

/* Who learned from whom: the adoption of a source lies among those held, as both are of one step. */
static int64_t of_tie(const struct events *events, int32_t agent, int32_t other)
{
    int64_t count = 0, first = events->cleared[EVENT_adoption];
    for (int64_t i = 0; i < events->adoption_source.count; i++) {
        const struct adoption_source_row *row = &events->adoption_source.items[i];
        const int32_t learner = events->adoption.items[row->adoption - first].learner;
        count += (row->source == agent && learner == other) || (row->source == other && learner == agent);
    }
    return count;
}

/* All that is found of it in a whole run, invariants checked at every step. */
static int64_t found_in(const char *settings, counting count, int32_t number, int32_t other)
{
    struct scenario scenario = scenario_of(settings);
    struct world *world = world_of(&scenario, NULL, NULL);
    int64_t found = count(&world->events, number, other);
    for (int step = 0; step < STEPS; step++) {
        world_pass(world);
        found += count(&world->events, number, other);
    }
    model_free(world);
    return found;
}

/* Nothing of it is left, and before it would have done anything every row is as it was. */
static void assert_left_out(const char *setting, counting count, int32_t number, int32_t other)
{
    char settings[2048];
    snprintf(settings, sizeof settings, BUSY "%s", setting);
    if (found_in(BUSY, count, number, other) == 0) fail_msg("%s: it does nothing anyway", setting);
    if (found_in(settings, count, number, other) > 0) fail_msg("%s: it is there", setting);
    struct scenario whole = scenario_of(BUSY), scenario = scenario_of(settings);
    struct world *world = world_of(&whole, NULL, NULL), *without = world_of(&scenario, NULL, NULL);
    int64_t alike = 0;
    for (;; alike++) {
        world_pass(world), world_pass(without);
        if (count(&world->events, number, other) > 0) break;
        for (int t = 0; t < EVENT_TABLE_COUNT; t++)
            assert_true(digest_equal(events_digest(&world->events, (enum event_table)t),
                events_digest(&without->events, (enum event_table)t)));
    }
    assert_true(alike > 0);
    model_free(world);
    model_free(without);
}

/* The first practice that somebody learns from somebody else after a while, with its two people. */
static struct adoption_row first_learned(int32_t *source)
{
    struct scenario scenario = scenario_of(BUSY);
    struct world *world = world_of(&scenario, NULL, NULL);
    struct adoption_row found = {.learner = -1};
    while (found.learner < 0) {
        world_pass(world);
        for (int64_t i = 0; i < world->events.adoption.count && world->step > 20; i++) {
            const struct adoption_row row = world->events.adoption.items[i];
            if (row.channel != CHANNEL_WORD_OF_MOUTH || row.source_count == 0) continue;
            found = row;
            *source =
                world->events.adoption_source.items[row.first_source - world->events.cleared[EVENT_adoption_source]]
                    .source;
            break;
        }
    }
    model_free(world);
    return found;
}

static void test_what_is_left_out_is_nowhere(void **state)
{
    (void)state;
    int32_t source = -1;
    const struct adoption_row learned = first_learned(&source);
    char setting[96];
    assert_left_out("without.people = 7", of_agent, 7, -1);
    assert_left_out("without.projects = 12", of_project, 12, -1);
    assert_left_out("without.communities = 3", of_community, 3, -1);
    snprintf(setting, sizeof setting, "without.practices = %d", (int)learned.practice);
    assert_left_out(setting, of_practice, learned.practice, -1);
    snprintf(setting, sizeof setting, "without.ties = %d-%d", (int)source, (int)learned.learner);
    assert_left_out(setting, of_tie, learned.learner, source);
}

static void test_many_are_left_out_at_once(void **state)
{
    (void)state;
    const char *settings =
        BUSY "without.people = 7, 8; without.projects = 2, 12; without.ties = 1-2, 3-4; without.practices = 1";
    assert_int_equal(found_in(settings, of_agent, 8, -1) + found_in(settings, of_project, 2, -1), 0);
    assert_any_threads(BUSY "without.people = 7; without.practices = 9", BUSY, 60);
}

/* A section that leaves nobody out changes nothing. */
static void test_nothing_left_out_changes_nothing(void **state)
{
    (void)state;
    assert_same_events(BUSY, BUSY "without", 60);
}

/* Under rules that go by what others use, whoever is left out uses nothing, and so nobody can learn it there. */
static void test_every_rule_goes_on(void **state)
{
    (void)state;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        char settings[512];
        snprintf(settings, sizeof settings,
            "network.agents = 60; network.kind = random; network.mean_degree = 6; landscape.bits = 3; "
            "landscape.interactions = 1;"
            "start.practice = random; adoption.accept.beta = 0.3; adoption.rule = %s; without.people = 5, 6; "
            "without.ties = 1-2",
            rule_table[rule].word);
        struct scenario scenario = scenario_of(settings);
        if (scenario_has(&scenario, FEATURE_EVIDENCE)) continue; /* what one begins with one keeps */
        struct world *world = world_of(&scenario, NULL, NULL);
        for (int step = 0; step < 40; step++) {
            world_pass(world);
            assert_int_equal(world_used(world, 5, 0), -1);
        }
        model_free(world);
    }
}

/* A path 0 - 1 - 2 - ...: without the third nobody beyond it hears of it, nor without the tie to it. */
static void test_contagion_stops_where_somebody_is_missing(void **state)
{
    (void)state;
    const char *const settings[] = {"", "without.people = 2", "without.ties = 1-2", "without.practices = 0"};
    const int64_t users[] = {10, 2, 2, 0};
    struct edge_list path = {.agent_count = 10, .edge_count = 9, .edges = malloc(18 * sizeof *path.edges)};
    for (int32_t i = 0; i < 9; i++) path.edges[2 * i] = i, path.edges[2 * i + 1] = i + 1;
    assert_int_equal(edge_list_settle(&path), STATUS_OK);
    for (size_t i = 0; i < sizeof users / sizeof *users; i++) {
        char text[256];
        snprintf(text, sizeof text,
            "network.kind = file; network.edges = path.csv; start.users = 1; start.placement = first; adoption.rule = "
            "contact;"
            "adoption.accept.beta = 1; %s",
            settings[i]);
        struct scenario scenario = scenario_of(text);
        struct world *world = world_of(&scenario, &path, NULL);
        int64_t count = 0;
        for (int step = 0; step < 20; step++) world_pass(world);
        for (int32_t agent = 0; agent < 10; agent++) count += world_used(world, agent, 0) >= 0;
        assert_int_equal(count, users[i]);
        model_free(world);
    }
    edge_list_free(&path);
}

static void test_refusals(void **state)
{
    (void)state;
    assert_refused(ORGANISATION "without.people = 240", "without.people");
    assert_refused(ORGANISATION "without.people = anna", "without.people");
    assert_refused(ORGANISATION "without.ties = 3", "without.ties");
    assert_refused(ORGANISATION "without.ties = 3-240", "without.ties");
    assert_refused(ORGANISATION "without.communities = 1", "without.communities");
    assert_refused("adoption.rule = contact; without.projects = 1", "without.projects");
    assert_refused("adoption.rule = contact; network.kind = complete; without.ties = 1-2", "without.ties");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_left_out_is_nowhere),
        cmocka_unit_test(test_many_are_left_out_at_once),
        cmocka_unit_test(test_nothing_left_out_changes_nothing),
        cmocka_unit_test(test_every_rule_goes_on),
        cmocka_unit_test(test_contagion_stops_where_somebody_is_missing),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
