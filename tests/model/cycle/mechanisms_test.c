/* One mechanism removed at a time, everything else equal: what cannot depend on it stays exactly the same, what it
 * alone does is gone, and a mechanism of no strength is as one that is not there. Draws are functions of their keys, so
 * two worlds with the same seed go the same way until the mechanism first does something. Also tests
 * model/cycle/step.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/cycle/model.h"
#include "model/record/events.h"
#include "model/state/world.h"
#include "model/worlds.h"
#include "scenario/check/scenario_check.h"

enum { STEPS = 60, NEVER = STEPS + 1 };

/* -- two worlds side by side */

static bool same_rows(const struct world *a, const struct world *b, enum event_table table)
{
    const struct event_table_info *info = &event_tables[table];
    int64_t count, other_count;
    const char *rows = events_rows(&a->events, table, &count), *others = events_rows(&b->events, table, &other_count);
    if (count != other_count) return false;
    for (int64_t row = 0; row < count; row++)
        for (int c = 0; c < info->column_count; c++) {
            static const size_t width[] = {[EVENT_NUMBER] = 4, [EVENT_AMOUNT] = 8, [EVENT_CATEGORY] = 1};
            size_t offset = (size_t)row * info->row_size + info->columns[c].offset;
            if (memcmp(rows + offset, others + offset, width[info->columns[c].type]) != 0) return false;
        }
    return true;
}

static bool same_events(const struct world *a, const struct world *b)
{
    for (int table = 0; table < EVENT_TABLE_COUNT; table++)
        if (table != EVENT_telling && !same_rows(a, b, (enum event_table)table)) return false;
    return true;
}

/* Whether something happened in the step that a world has just done. */
typedef bool occurrence(const struct world *world);

/* What became of a world beside one without the mechanism: the first step in which events differ, and the first in
 * which the mechanism does something. */
struct comparison {
    int parted, occurred;
};

static struct comparison compare(const char *with, const char *without, occurrence *occurs, uint64_t seed)
{
    struct scenario scenarios[2];
    struct world *worlds[2];
    struct comparison comparison = {NEVER, NEVER};
    for (int i = 0; i < 2; i++) {
        char settings[2048];
        snprintf(settings, sizeof settings, ORGANISATION "observe.tellings = true; %s", i ? without : with);
        scenarios[i] = scenario_of(settings);
        scenarios[i].run.seed = (int64_t)seed;
        worlds[i] = world_of(&scenarios[i], NULL, NULL);
    }
    assert_true(same_events(worlds[0], worlds[1]));
    for (int step = 1; step <= STEPS; step++) {
        for (int i = 0; i < 2; i++) world_pass(worlds[i]);
        if (comparison.parted == NEVER && !same_events(worlds[0], worlds[1])) comparison.parted = step;
        if (comparison.occurred == NEVER && occurs && occurs(worlds[0])) comparison.occurred = step;
    }
    for (int i = 0; i < 2; i++) model_free(worlds[i]);
    return comparison;
}

static bool starts(const struct world *world)
{
    for (int64_t i = 0; i < world->events.project.count; i++)
        if (world->events.project.items[i].type == PROJECT_STARTED) return true;
    return false;
}

static bool hands_on(const struct world *world)
{
    for (int64_t i = 0; i < world->events.opportunity.count; i++)
        if (world->events.opportunity.items[i].type == OPPORTUNITY_HANDED) return true;
    return false;
}

static bool calls(const struct world *world)
{
    for (int64_t i = 0; i < world->events.member.count; i++)
        if (world->events.member.items[i].type == MEMBER_CALLED) return true;
    return false;
}

static bool tells(const struct world *world)
{
    for (int64_t i = 0; i < world->events.telling.count; i++)
        if (world->events.telling.items[i].channel == CHANNEL_WORD_OF_MOUTH) return true;
    return false;
}

static bool leaves(const struct world *world)
{
    return world->events.turnover.count > 0;
}

/* -- what stays the same until the mechanism does something */

/* The worlds go the same way up to `after` steps after the first occurrence, and then part. */
static void check_parting(const char *with, const char *without, occurrence *occurs, int after)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct comparison comparison = compare(with, without, occurs, seed);
        if (comparison.parted <= comparison.occurred + after - 1 || comparison.occurred == NEVER)
            fail_msg("'%s' without '%s': the first time in step %d, parted in %d", with, without, comparison.occurred,
                comparison.parted);
        assert_true(comparison.parted < NEVER);
    }
}

static void worlds_go_the_same_way_until_a_mechanism_acts(void **state)
{
    (void)state;
    check_parting("", "-closeness", starts, 1);
    check_parting("", "-tell", tells, 0);
    check_parting("debrief.added_load = 0", "-debrief", starts, 0);
    check_parting("renew.trust_decay = 0", "-renew", leaves, 0);
    check_parting("", "-adoption", starts, 0);
    check_parting("", "initiate.handover_probability = 0", hands_on, 0);
    check_parting("", "landscape.context_weight = 0", starts, 0);
    check_parting("team.stranger_trust = 1", "team.stranger_trust = 0", calls, 0);
    check_parting("", "experiment.outcome_sd = 0.11", starts, 0);
    check_parting("", "conclude.trust_shift = 0", starts, 1);
    check_parting("", "projects.max_duration = 3", starts, 2);
}

/* -- what only the mechanism does */

/* Whether a world with some settings ever has something. */
static bool ever(const char *settings, occurrence *occurs)
{
    char text[2048];
    snprintf(text, sizeof text, ORGANISATION "observe.tellings = true; %s", settings);
    struct scenario scenario = scenario_of(text);
    struct world *world = world_of(&scenario, NULL, NULL);
    bool occurred = false;
    for (int step = 1; step <= STEPS; step++) {
        world_pass(world);
        occurred = occurred || occurs(world);
    }
    model_free(world);
    return occurred;
}

static bool adopts_by(const struct world *world, int channel)
{
    for (int64_t i = 0; i < world->events.adoption.count; i++)
        if (world->events.adoption.items[i].channel == channel) return true;
    return false;
}

static bool told_by_tie(const struct world *world)
{
    return adopts_by(world, CHANNEL_WORD_OF_MOUTH);
}

static bool learned_in_project(const struct world *world)
{
    return adopts_by(world, CHANNEL_PROJECT);
}

static bool invents(const struct world *world)
{
    return adopts_by(world, CHANNEL_INVENTION);
}

static bool returns(const struct world *world)
{
    return adopts_by(world, CHANNEL_REVERSION);
}

static bool begins(const struct world *world)
{
    return adopts_by(world, CHANNEL_INITIAL);
}

static bool adopts(const struct world *world)
{
    return told_by_tie(world) || learned_in_project(world) || invents(world) || returns(world);
}

static bool anything(const struct world *world)
{
    for (int table = 0; table < EVENT_TABLE_COUNT; table++) {
        int64_t count;
        events_rows(&world->events, (enum event_table)table, &count);
        if (count > 0) return true;
    }
    return false;
}

static bool systemic(const struct world *world)
{
    for (int64_t i = 0; i < world->events.opportunity.count; i++)
        if (world->events.opportunity.items[i].systemic) return true;
    return false;
}

static bool invites(const struct world *world)
{
    for (int64_t i = 0; i < world->events.member.count; i++)
        if (world->events.member.items[i].type == MEMBER_INVITED) return true;
    return false;
}

static bool finds(const struct world *world)
{
    return world->events.practice_parent.count > 0;
}

static void without_a_mechanism_there_is_nothing_of_what_it_does(void **state)
{
    (void)state;
    const struct {
        const char *without;
        occurrence *occurs;
    } cases[] = {{"-tell", told_by_tie}, {"-tell", tells}, {"tell.probability = 0", tells}, {"-debrief", invents},
        {"-debrief", learned_in_project}, {"debrief.depth = 0", invents}, {"-adoption", adopts}, {"-renew", leaves},
        {"renew.turnover_probability = 0", leaves}, {"-renew", begins}, {"initiate.handover_probability = 0", hands_on},
        {"team.open_call_probability = 0", calls}, {"team.open_call_probability = 1", invites},
        {"opportunities.systemic_probability = 0", systemic}, {"experiment.exploration_probability = 0", finds},
        {"sense.noticing_probability = 0; initiate.handover_probability = 0", starts},
        {"initiate.founding_probability = 0", starts},
        {"opportunities.arrival_rate = 0; -renew; adoption.drop.probability = 0", anything}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!ever("", cases[i].occurs)) fail_msg("case %d never occurs anyway", (int)i);
        if (ever(cases[i].without, cases[i].occurs)) fail_msg("it occurs in spite of '%s'", cases[i].without);
    }
}

/* -- what is the same whole run */

static struct digest digest_with(const char *settings)
{
    char text[2048];
    snprintf(text, sizeof text, ORGANISATION "%s", settings);
    struct scenario scenario = scenario_of(text);
    return run_digest(&scenario, STEPS, NULL);
}

static void a_mechanism_of_no_strength_is_as_one_that_is_absent(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"-closeness", "closeness.load_saving = 0"},
        {"-debrief", "debrief.depth = 0"}, {"-tell", "tell.probability = 0; tell.steps_after_end = 0"},
        {"-renew", "renew.turnover_probability = 0; renew.trust_decay = 0"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_true(digest_equal(digest_with(pairs[i][0]), digest_with(pairs[i][1])));
        assert_false(digest_equal(digest_with(pairs[i][0]), digest_with("")));
    }
    /* In the afterglow people are members still, so the state may differ, but nothing happens. */
    for (uint64_t seed = 1; seed <= 3; seed++)
        assert_int_equal(compare("tell.probability = 0", "-tell", NULL, seed).parted, NEVER);
}

/* A parameter of something that does not happen changes nothing. */
static void what_is_not_in_force_changes_nothing(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"team.open_call_probability = 0", "team.stranger_trust = 0.1", "team.stranger_trust = 0.9"},
        {"initiate.handover_probability = 0", "initiate.handover_confidence = 0", "initiate.handover_confidence = 1"},
        {"team.candidates = 1", "team.diversity_weight = 0", "team.diversity_weight = 1"},
        {"tell.probability = 0", "tell.fidelity = 0.1", "tell.fidelity = 1"},
        {"opportunities.systemic_probability = 0", "opportunities.systemic_span = 1",
            "opportunities.systemic_span = 50"},
        {"debrief.depth = 0", "debrief.added_load = 0; debrief.closeness_shift = 0; debrief.failure_buffer = 0",
            "debrief.added_load = 1; debrief.closeness_shift = 1; debrief.failure_buffer = 1"},
        {"adoption.accept.cost = 0", "adoption.accept.ownership = 0", "adoption.accept.ownership = 1"},
        {"adoption.rule = evidence", "adoption.accept.beta = 0; adoption.look.telling_steps = 0",
            "adoption.accept.beta = 1; adoption.accept.innovation = 0; adoption.look.telling_steps = 3"},
        {"adoption.rule = contact; adoption.accept.beta = 0.01",
            "adoption.accept.cost = 0; adoption.accept.ownership = 0",
            "adoption.accept.cost = 1; adoption.accept.ownership = 1"},
        {"network.units = 1; network.kind = random", "network.within_unit_fraction = 0.1",
            "network.within_unit_fraction = 0.9"},
        {"start.practice = same", "start.users = 0", "landscape.block_bits = 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char settings[2][1024];
        for (int j = 0; j < 2; j++) snprintf(settings[j], sizeof settings[j], "%s; %s", cases[i][0], cases[i][j + 1]);
        if (!digest_equal(digest_with(settings[0]), digest_with(settings[1])))
            fail_msg("with '%s', '%s' is not as '%s'", cases[i][0], cases[i][1], cases[i][2]);
    }
}

/* -- who people are and whom they know is no matter of mechanisms */

static void assert_same_people(const struct world *a, const struct world *b)
{
    size_t agents = (size_t)a->agents.count, domains = (size_t)a->agents.domains;
    assert_memory_equal(a->agents.practice, b->agents.practice, agents * domains * sizeof *a->agents.practice);
    assert_memory_equal(a->network.unit, b->network.unit, agents * sizeof *a->network.unit);
    assert_memory_equal(a->network.told.length, b->network.told.length, agents * sizeof *a->network.told.length);
    assert_int_equal(a->network.told.store_count, b->network.told.store_count);
    assert_memory_equal(a->network.told.agent, b->network.told.agent, (size_t)a->network.told.store_count * 4);
    if (!a->agents.passion || !b->agents.passion) return;
    assert_memory_equal(a->agents.passion, b->agents.passion, agents * domains * sizeof *a->agents.passion);
    assert_memory_equal(a->agents.skills, b->agents.skills, agents * sizeof *a->agents.skills);
    assert_memory_equal(a->agents.confidence, b->agents.confidence, agents * sizeof *a->agents.confidence);
}

static void people_and_network_are_the_same_whatever_the_mechanisms(void **state)
{
    (void)state;
    static const char *const variants[] = {"-closeness", "-tell", "-debrief", "-renew", "-adoption",
        "-closeness; -tell; -debrief; -renew; -adoption; -projects; -sense; -initiate; -team; -experiment; -conclude",
        "adoption.rule = contact", "initiate.handover_probability = 0", "landscape.context_weight = 0",
        "opportunities.arrival_rate = 100", "projects.load = 1", "tell.probability = 1", "experiment.outcome_sd = 0",
        "start.evidence = 9", "people.trust = 0.9"};
    struct scenario scenario = scenario_of(ORGANISATION);
    struct world *world = world_of(&scenario, NULL, NULL);
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        char settings[2048];
        snprintf(settings, sizeof settings, ORGANISATION "%s", variants[i]);
        struct scenario variant = scenario_of(settings);
        struct world *other = world_of(&variant, NULL, NULL);
        assert_same_people(world, other);
        model_free(other);
    }
    for (int i = 0; i < SECTION_TOTAL; i++) {
        struct scenario more = scenario;
        const char *culprit;
        section_set_present(&more, &section_table[i]);
        scenario_settle(&more);
        if (scenario_check(&more, &culprit, NULL) != STATUS_OK) continue;
        struct world *other = world_of(&more, NULL, NULL);
        assert_same_people(world, other);
        model_free(other);
    }
    model_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worlds_go_the_same_way_until_a_mechanism_acts),
        cmocka_unit_test(without_a_mechanism_there_is_nothing_of_what_it_does),
        cmocka_unit_test(a_mechanism_of_no_strength_is_as_one_that_is_absent),
        cmocka_unit_test(what_is_not_in_force_changes_nothing),
        cmocka_unit_test(people_and_network_are_the_same_whatever_the_mechanisms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
