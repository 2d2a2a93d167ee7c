/* Outcomes of events, from rows that are written down here, and what a column of an event leads to. */
#include "study/format/event_path.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "study/studies.h"

/* Three steps: two adoptions from the start, one that is learned from the second of them, one of the opportunity and
 * project that began a step before. */
static const struct adoption_row adoptions[] = {
    {.step = 0, .learner = 0, .practice = 5, .practice_before = -1, .channel = CHANNEL_INITIAL, .project = -1},
    {.step = 0, .learner = 1, .practice = 7, .practice_before = -1, .channel = CHANNEL_INITIAL, .project = -1},
    {.step = 1, .learner = 0, .practice = 7, .practice_before = 5, .channel = CHANNEL_WORD_OF_MOUTH, .project = -1},
    {.step = 2, .learner = 1, .practice = 9, .practice_before = 7, .channel = CHANNEL_PROJECT, .project = 3}};
static const struct practice_row practices[] = {{.step = 0, .practice = 7, .quality = 0.75},
    {.step = 0, .practice = 5, .quality = 0.25}, {.step = 2, .practice = 9, .quality = 0.875}};
static const struct project_row projects[] = {
    {.step = 1, .project = 3, .type = PROJECT_FOUNDED, .opportunity = 0, .members = 1},
    {.step = 2, .project = 3, .type = PROJECT_SUCCEEDED, .opportunity = 0, .members = 4}};
static const struct opportunity_row opportunities[] = {
    {.step = 0, .opportunity = 0, .type = OPPORTUNITY_AROSE, .project = -1, .systemic = 1},
    {.step = 1, .opportunity = 0, .type = OPPORTUNITY_TAKEN, .project = 3, .systemic = 1}};
static const struct adoption_source_row sources[] = {{.step = 1, .adoption = 2, .source = 1, .source_adoption = 1}};

#define PUSH(table, rows)                                                                                              \
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)                                                            \
        if (rows[i].step == step) assert_true(array_push(&events->table, rows[i]));

static void happen(struct events *events, int32_t step)
{
    PUSH(adoption, adoptions)
    PUSH(practice, practices)
    PUSH(project, projects)
    PUSH(opportunity, opportunities)
    PUSH(adoption_source, sources)
}

/* What the outcome makes of the three steps; `copied`: it goes on as a copy after the second. */
static double made_of(const struct outcome *outcome, bool copied)
{
    struct events events;
    struct tally tally = {.outcome = outcome, .shown = true, .agents = 2, .account.value = NAN}, copy;
    assert_int_equal(events_open(&events), STATUS_OK);
    for (int32_t step = 0; step < 3; step++) {
        happen(&events, step);
        assert_int_equal(tally_happened(&tally, &events), STATUS_OK);
        events_clear(&events);
        tally.latest = step;
        if (!copied || step != 1) continue;
        assert_int_equal(tally_copy(&copy, &tally), STATUS_OK);
        tally_free(&tally);
        tally = copy;
    }
    events_close(&events);
    const double result = tally_result(&tally);
    tally_free(&tally);
    return result;
}

static struct outcome outcome_of(const char *table, enum outcome_kind kind, const char *of, const char *where)
{
    struct message message = {.text = ""};
    struct outcome outcome = {.of_events = true, .kind = kind, .last = INT64_MAX, .level = 2};
    while (strcmp(event_tables[outcome.table].name, table) != 0) outcome.table++;
    if (*of && expression_read_columns(&outcome.expression, outcome.table, of, &message) != STATUS_OK)
        fail_msg("%s", message.text);
    if (*where && expression_read_columns(&outcome.where, outcome.table, where, &message) != STATUS_OK)
        fail_msg("%s", message.text);
    return outcome;
}

static void each_kind_takes_the_rows_of_which_it_holds(void **state)
{
    (void)state;
    static const struct {
        const char *table;
        enum outcome_kind kind;
        const char *of, *where;
        double expected;
    } cases[] = {{"adoption", OUTCOME_COUNT, "", "", 4}, {"adoption", OUTCOME_COUNT, "", "channel == initial", 2},
        {"adoption", OUTCOME_COUNT, "", "channel==initial", 2}, {"adoption", OUTCOME_COUNT, "", "channel!=initial", 2},
        {"adoption", OUTCOME_COUNT, "", "channel != initial and step < 2", 1},
        {"adoption", OUTCOME_COUNT, "", "not (channel == initial or project >= 0)", 1},
        {"adoption", OUTCOME_FIRST, "step", "channel != initial", 1}, {"adoption", OUTCOME_LAST, "practice", "", 9},
        {"adoption", OUTCOME_PLACE, "learner", "", 1}, {"adoption", OUTCOME_PLACE, "step", "learner == 0", 1},
        {"adoption", OUTCOME_PLACE, "step", "channel == project", NAN},
        {"adoption", OUTCOME_MEAN, "practice.quality", "", (0.25 + 0.75 + 0.75 + 0.875) / 4},
        {"adoption", OUTCOME_MAX, "practice.quality - practice_before.quality", "practice_before >= 0", 0.5},
        {"adoption", OUTCOME_MEAN, "practice.quality - practice_before.quality", "", NAN},
        {"adoption", OUTCOME_MEAN, "practice_before.quality < 1", "", 0.5},
        {"adoption", OUTCOME_MEAN, "practice_before.quality != 1", "", 0.5},
        {"adoption", OUTCOME_TOTAL, "project.members", "project >= 0", 1},
        {"adoption", OUTCOME_TOTAL, "1 / agents", "", 2},
        {"adoption", OUTCOME_MEAN, "project.opportunity.step", "channel == project", 0},
        {"adoption", OUTCOME_COUNT, "", "project.type == founded", 1},
        {"adoption", OUTCOME_COUNT, "", "project.type == succeeded", 0},
        {"adoption_source", OUTCOME_FIRST, "adoption.learner", "source_adoption.channel == initial", 0},
        {"adoption_source", OUTCOME_COUNT, "", "adoption.practice == source_adoption.practice", 1},
        {"project", OUTCOME_MEAN, "members", "type == succeeded", 4}, {"project", OUTCOME_MIN, "members", "", 1},
        {"project", OUTCOME_MEAN, "members", "type == lapsed", NAN},
        {"project", OUTCOME_TOTAL, "members", "type == lapsed", 0},
        {"opportunity", OUTCOME_MEAN, "step - opportunity.step", "type == taken", 1},
        {"opportunity", OUTCOME_COUNT, "", "systemic == true and systemic", 2},
        {"opportunity", OUTCOME_COUNT, "", "systemic != true or not systemic == 1", 0},
        {"leader", OUTCOME_COUNT, "", "", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int copied = 0; copied < 2; copied++) {
            struct outcome outcome = outcome_of(cases[i].table, cases[i].kind, cases[i].of, cases[i].where);
            double value = made_of(&outcome, copied);
            bool same = fabs(value - cases[i].expected) < 1e-12 || (isnan(value) && isnan(cases[i].expected));
            if (!same) fail_msg("case %zu: %g, not %g", i, value, cases[i].expected);
        }
}

/* Over the steps that count alone. */
static void steps_bound_the_rows(void **state)
{
    (void)state;
    struct outcome outcome = outcome_of("adoption", OUTCOME_COUNT, "", "");
    outcome.first = outcome.last = 1;
    assert_true(made_of(&outcome, false) == 1);
    outcome.first = 0;
    assert_true(made_of(&outcome, false) == 3);
    outcome.first = outcome.last = 2; /* with which the run ends */
    assert_true(made_of(&outcome, false) == 1);
    outcome.first = 3;
    outcome.last = 9;
    assert_true(isnan(made_of(&outcome, false)));
}

/* Every link is of columns that are there, or nobody could follow it. */
static void every_column_that_stands_for_something_leads_there(void **state)
{
    (void)state;
    static const char *const ways[][2] = {{"creation", "opportunity.difficulty"}, {"member", "project.progress"},
        {"practice_parent", "parent.quality"}, {"standard", "practice_after.quality"},
        {"standard", "practice_before.step"}, {"opening", "community.attendance"},
        {"community", "other_community.core"}, {"drop", "adoption.channel"},
        {"code_change", "source_adoption.practice.quality"}, {"adoption", "learner.unit"}, {"telling", "source.unit"},
        {"telling", "target.unit"}, {"project", "founder.unit"}, {"member", "member.unit"}, {"member", "inviter.unit"},
        {"creation", "maker.unit"}, {"turnover", "agent.unit"}, {"introduction", "other.unit"},
        {"introduction", "weaver.unit"}, {"accompaniment", "companion.unit"}, {"community", "convener.unit"},
        {"community_document", "author.unit"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct event_path path;
        char why[PATH_WHY];
        int table = 0;
        while (strcmp(event_tables[table].name, ways[i][0]) != 0) table++;
        if (event_path_read(&path, (enum event_table)table, ways[i][1], why) != STATUS_OK) fail_msg("%s", why);
        const char *end = strrchr(ways[i][1], '.') + 1;
        assert_string_equal(event_path_end(&path) ? event_path_end(&path)->name : "unit", end);
        for (int h = 0; h < path.hops; h++)
            assert_true((path.hop[h].table < EVENT_TABLE_COUNT) == (path.hop[h].column != NULL));
    }
}

/* Where a person is comes from the world, and changes at the end of a step. */
static void people_move_after_the_step(void **state)
{
    (void)state;
    struct event_path path;
    char why[PATH_WHY];
    struct event_stores stores = {0};
    struct events events;
    const struct turnover_row row = {.agent = 1};
    struct study study = read_fine(BASE "set: {network.kind: units, network.agents: 40, network.units: 4}\n");
    struct scenario scenario;
    struct world *world;
    struct message message;
    assert_int_equal(study_scenario(&study, 0, 1, &scenario, &message), STATUS_OK);
    assert_int_equal(model_create(&world, &scenario, NULL, NULL, &message), STATUS_OK);
    assert_int_equal(event_path_read(&path, EVENT_turnover, "agent.unit", why), STATUS_OK);
    assert_true(event_path_begin(&path, &stores, world));
    assert_true(event_path_value(&path, &stores, &row) == model_network(world)->unit[1]);
    assert_int_equal(events_open(&events), STATUS_OK);
    assert_true(array_push(&events.transfer, (struct transfer_row){.agent = 1, .unit_after = 3}));
    event_path_move(&path, &stores, &events);
    assert_true(event_path_value(&path, &stores, &row) == 3);
    events_close(&events);
    event_stores_free(&stores);
    model_free(world);
    study_free(&study);
}

static void what_is_no_path_is_told(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"chanel == initial", "the table adoption has no column 'chanel'; did you mean 'channel'?"},
        {"learner.units", "learner is a person, who has a `unit` and no 'units'"},
        {"source_count.unit", "source_count stands for nobody and nothing, and has no 'unit'"},
        {"learner.unit.size", "unit stands for nobody and nothing, and has no 'size'"},
        {"project.step.step", "step stands for nobody and nothing"},
        {"practice.qualty", "the table practice has no column 'qualty'; did you mean 'quality'?"},
        {"project.opportunity.project.opportunity.step", "it leads too far; at most 3 points"},
        {"channel == word_of_mout", "channel is never 'word_of_mout'; did you mean 'word_of_mouth'?"},
        {"channel = project", "channel has names and no numbers; it is compared, as channel == initial"},
        {"channel + 1", "channel has names and no numbers"}, {"channel == 3", "channel has names and no numbers"},
        {"channel == ", "channel has names and no numbers"},
        {"channel == project.type", "channel is never 'project.type'"},
        {"channel == learner.unit", "channel is never 'learner.unit'"},
        {"step = 3", "at '= 3': that it is the same is said by =="},
        {"step ==", "there must be a column, a number or ("},
        {"step 3", "at '3': there must be + - * /, a comparison, and, or, or nothing more"},
        {"step and", "at its end: there must be a column"}, {"1 + 2", "it names no column"},
        {"step.", "step stands for nobody and nothing, and has no ''"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression expression;
        struct message message = {.text = ""};
        assert_int_equal(expression_read_columns(&expression, EVENT_adoption, cases[i][0], &message), STATUS_INPUT);
        if (!strstr(message.text, cases[i][1])) fail_msg("%s: '%s'", cases[i][0], message.text);
    }
    struct expression expression;
    assert_int_equal(
        expression_read_columns(&expression, EVENT_stance, "stance_before != stance_after", NULL), STATUS_OK);
    assert_int_equal(expression.path_count, 2);
}

/* In full, where a path is read by itself; and how many points it may have. */
static void a_path_is_told_in_full(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"chanel",
            "the table adoption has no column 'chanel'; did you mean 'channel'?; `selforg describe events` has its "
            "columns"},
        {"", "the table adoption has no column ''; `selforg describe events` has its columns"},
        {"practice.qualty",
            "the table practice has no column 'qualty'; did you mean 'quality'?; `selforg describe events` has its "
            "columns"},
        {"learner.step", "learner is a person, who has a `unit` and no 'step'"},
        {"learner.unit.unit", "unit stands for nobody and nothing, and has no 'unit'"},
        {"step.unit", "step stands for nobody and nothing, and has no 'unit'"},
        {"project..step", "the table project has no column ''; `selforg describe events` has its columns"},
        {"project.opportunity.project.opportunity", NULL},
        {"project.opportunity.project.opportunity.", "it leads too far; at most 3 points"},
        {"project.founder.unit", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct event_path path;
        char why[PATH_WHY] = "";
        const enum status status = event_path_read(&path, EVENT_adoption, cases[i][0], why);
        assert_int_equal(status, cases[i][1] ? STATUS_INPUT : STATUS_OK);
        assert_string_equal(why, cases[i][1] ? cases[i][1] : "");
    }
}

/* A path is in the unit of the column in which it ends; where people are has none. */
static void a_path_has_the_unit_of_its_end(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"step", "step"}, {"source_count", "sources"}, {"practice.quality", "1"},
        {"project.members", "agents"}, {"project.opportunity.difficulty", "outcomes"}, {"learner.unit", "1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct event_path path;
        char why[PATH_WHY];
        assert_int_equal(event_path_read(&path, EVENT_adoption, cases[i][0], why), STATUS_OK);
        assert_string_equal(event_path_unit(&path), cases[i][1]);
    }
}

/* Of what has several rows the first, in whichever step, with numbers that come in any order. */
static void a_path_leads_to_the_first_row(void **state)
{
    (void)state;
    static const int32_t numbers[] = {4, 0, 4, 2, 0};
    struct event_path path;
    struct event_stores stores = {0}, copy;
    struct events events;
    char why[PATH_WHY];
    assert_int_equal(event_path_read(&path, EVENT_adoption, "project.members", why), STATUS_OK);
    assert_int_equal(events_open(&events), STATUS_OK);
    for (int32_t i = 0; i < 5; i++) {
        const struct project_row row = {.step = i, .project = numbers[i], .members = 10 + i};
        assert_true(array_push(&events.project, row));
        assert_true(event_path_take(&path, &stores, &events));
        events_clear(&events);
    }
    events_close(&events);
    assert_true(event_stores_copy(&copy, &stores));
    event_stores_free(&stores);
    static const double members[] = {11, NAN, 13, NAN, 10, NAN};
    for (int32_t project = -1; project < 6; project++) {
        const struct adoption_row row = {.project = project};
        const double value = event_path_value(&path, &copy, &row),
                     expected = project < 0 ? (double)NAN : members[project];
        assert_true(value == expected || (isnan(value) && isnan(expected)));
    }
    event_stores_free(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_takes_the_rows_of_which_it_holds),
        cmocka_unit_test(steps_bound_the_rows),
        cmocka_unit_test(every_column_that_stands_for_something_leads_there),
        cmocka_unit_test(people_move_after_the_step),
        cmocka_unit_test(what_is_no_path_is_told),
        cmocka_unit_test(a_path_is_told_in_full),
        cmocka_unit_test(a_path_has_the_unit_of_its_end),
        cmocka_unit_test(a_path_leads_to_the_first_row),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
