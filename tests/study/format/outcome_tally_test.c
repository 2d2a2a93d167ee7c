/* Tallies of series in a world: which entries they take, what it does not show, how much is a share of its people, and
 * copies that go on by themselves. */
#include "study/format/outcome.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "study/studies.h"

/* Sixty people, two domains and no projects; the rows are made up here. */
static struct study study;
static struct world *world;
static struct observation row;

/* An outcome, as a study has it; its name is left out. */
static struct study of_outcome;
static const struct outcome *read_outcome(const char *item)
{
    char text[1024];
    snprintf(text, sizeof text, BASE "set: {landscape: {domains: 2}}\noutcomes: [{name: a, %s}]\n", item);
    study_free(&of_outcome);
    of_outcome = read_fine(text);
    return &of_outcome.outcomes.items[0];
}

static void show(enum observable of, double first, double others)
{
    assert_true(row.length[of] > 0);
    for (int64_t i = 0; i < row.length[of]; i++) row.value[of][i] = i == 0 ? first : others;
}

static double seen(const struct outcome *outcome)
{
    struct tally tally;
    struct message message = {.text = ""};
    if (tally_begin(&tally, outcome, world, &message) != STATUS_OK) fail_msg("%s", message.text);
    const double value = tally_look(&tally, &row);
    tally_free(&tally);
    return value;
}

/* All of them together, counts added and others averaged; or the one that is named, by number or by name. */
static void entries_are_those_that_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        double expected;
    } cases[] = {{"of: adopters, at: final", 7}, {"of: most_used_fraction, at: final", 0.375},
        {"of: most_used_fraction, entry: 0, at: final", 0.25}, {"of: most_used_fraction, entry: 1, at: final", 0.5},
        {"of: adoptions, entry: initial, at: final", 2}, {"of: adoptions, entry: word_of_mouth, at: final", 3},
        {"of: 'most_used_fraction[1]', at: final", 0.5},
        {"of: 'most_used_fraction[1] - most_used_fraction[0]', at: final", 0.25},
        {"of: 'most_used_fraction[1] - most_used_fraction', at: final", 0.125},
        {"of: 'adoptions[word_of_mouth] * 100 + adoptions[initial] * 10 + adopters', at: final", 327},
        {"of: adopters / agents, at: final", 7.0 / 60}};
    show(OBSERVE_adopters, 7, 0);
    show(OBSERVE_most_used_fraction, 0.25, 0.5);
    show(OBSERVE_adoptions, 2, 3);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const double value = seen(read_outcome(cases[i].item));
        if (value != cases[i].expected) fail_msg("%s: %g, not %g", cases[i].item, value, cases[i].expected);
    }
    const struct outcome *all = read_outcome("of: adoptions, at: final");
    assert_true(seen(all) == 2 + 3 * (double)(row.length[OBSERVE_adoptions] - 1));
}

/* As a tally is begun, before any row. */
static void an_entry_that_is_not_there_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *item, *entry, *reason;
        int series; /* of an expression */
    } cases[] = {
        {"of: adoptions, entry: project, at: final", "projet",
            "a: adoptions has no entry 'projet'; did you mean 'project'?", 0},
        {"of: most_used_fraction, entry: 1, at: final", "2", "a: most_used_fraction has no entry '2'", 0},
        {"of: 'adopters + adoptions[project]', at: final", "tellings", "a: adoptions has no entry 'tellings'", 1},
        {"of: 'adoptions[project] + adopters + adoptions[invention]', at: final", "tellings",
            "a: adoptions has no entry 'tellings'", 0}, /* though what follows is there */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome outcome = *read_outcome(cases[i].item);
        struct tally tally;
        struct message message = {.text = ""};
        char entry[32];
        strcpy(entry, cases[i].entry);
        if (outcome.entry)
            outcome.entry = entry;
        else
            strcpy(outcome.expression.series[cases[i].series].entry, entry);
        assert_int_equal(tally_begin(&tally, &outcome, world, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].reason);
        tally_free(&tally);
    }
}

/* One of its series is enough, whichever; and nothing is counted then. What it is divided by is none where one of it is
 * not there. */
static void what_the_world_does_not_show_is_none(void **state)
{
    (void)state;
    static const struct {
        enum observable of, over;
        const char *expression;
        bool shown;
    } cases[] = {{OBSERVE_adopters, OBSERVE_adopters, "", true}, {OBSERVE_projects_failed, OBSERVE_adopters, "", false},
        {OBSERVE_projects_failed, OBSERVE_adopters, "projects_failed + adopters", false},
        {OBSERVE_adopters, OBSERVE_adopters, "adopters + projects_failed", false},
        {OBSERVE_adopters, OBSERVE_adopters, "adopters + ties", true},
        {OBSERVE_adopters, OBSERVE_projects_failed, "", false}};
    show(OBSERVE_adopters, 6, 0);
    show(OBSERVE_ties, 9, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int kind = 0; kind < 5; kind++) {
            static const enum outcome_kind kinds[] = {
                OUTCOME_AT, OUTCOME_MEAN, OUTCOME_TOTAL, OUTCOME_QUANTILE, OUTCOME_INCREASE};
            struct outcome outcome = {.of = cases[i].of,
                .kind = kinds[kind],
                .last = INT64_MAX,
                .level = 0.5,
                .over = {cases[i].of, cases[i].over},
                .over_count = 2};
            struct tally tally;
            if (kinds[kind] == OUTCOME_INCREASE) outcome.last = 3;
            if (*cases[i].expression)
                assert_int_equal(expression_read(&outcome.expression, cases[i].expression, NULL), STATUS_OK);
            assert_int_equal(tally_begin(&tally, &outcome, world, NULL), STATUS_OK);
            for (int64_t step = 0; step < 4; step++) {
                show(OBSERVE_adopters, 6 + (double)step, 0);
                assert_int_equal(tally_add(&tally, step, &row), STATUS_OK);
            }
            const double value = tally_result(&tally);
            if (isnan(value) == cases[i].shown) fail_msg("case %zu, kind %d: %g", i, kind, value);
            tally_free(&tally);
        }
}

/* A share of the people that there are, which only the world knows. */
static void a_level_may_be_a_share_of_the_people(void **state)
{
    (void)state;
    static const struct {
        const char *item;
        double expected; /* of 29, 30 and 31 adopters in steps 0, 1 and 2 */
    } cases[] = {{"of: adopters, reaches: 0.5, fraction_of: agents", 1}, {"of: adopters, reaches: 31", 2},
        {"of: adopters, reaches: 0.5, fraction_of: 62", 2}, {"of: adopters, reaches: 0.6, fraction_of: agents", NAN},
        {"of: adopters, ends_at_least: 0.5, fraction_of: agents", 1},
        {"of: adopters, ends_at_most: 0.5, fraction_of: agents", 0}, {"of: adopters, ends_at_most: 31", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tally tally;
        const struct outcome *outcome = read_outcome(cases[i].item);
        assert_int_equal(tally_begin(&tally, outcome, world, NULL), STATUS_OK);
        for (int64_t step = 0; step < 3; step++) {
            show(OBSERVE_adopters, 29 + (double)step, 0);
            assert_int_equal(tally_add(&tally, step, &row), STATUS_OK);
        }
        const double value = tally_result(&tally);
        if (value != cases[i].expected && !(isnan(value) && isnan(cases[i].expected)))
            fail_msg("%s: %g", cases[i].item, value);
        tally_free(&tally);
    }
}

/* With what was there before, of the outcome and of what it is divided by. */
static void a_copy_keeps_what_both_have_seen(void **state)
{
    (void)state;
    const struct outcome *outcome = read_outcome("of: adopters, quantile: 1, over: [ties]");
    struct tally tally, copy;
    assert_int_equal(tally_begin(&tally, outcome, world, NULL), STATUS_OK);
    show(OBSERVE_adopters, 8, 0);
    show(OBSERVE_ties, 4, 0);
    assert_int_equal(tally_add(&tally, 0, &row), STATUS_OK);
    assert_int_equal(tally_copy(&copy, &tally), STATUS_OK);
    show(OBSERVE_adopters, 12, 0);
    show(OBSERVE_ties, 16, 0);
    assert_int_equal(tally_add(&copy, 1, &row), STATUS_OK);
    assert_true(tally_result(&copy) == 12.0 / 16);
    tally_free(&copy);
    assert_true(tally_result(&tally) == 8.0 / 4);
    assert_true(tally_result(&tally) == 8.0 / 4); /* it may be told again */
    tally_free(&tally);
}

static int enter(void **state)
{
    struct scenario scenario;
    struct message message = {.text = ""};
    if (enter_folder(state) != 0) return -1;
    study = read_fine(BASE "set: {landscape: {domains: 2}}\n");
    if (study_scenario(&study, 0, 1, &scenario, &message) != STATUS_OK) return -1;
    if (model_create(&world, &scenario, NULL, NULL, &message) != STATUS_OK) return -1;
    return observation_create(&row, world) == STATUS_OK ? 0 : -1;
}

static int leave(void **state)
{
    observation_free(&row);
    model_free(world);
    study_free(&study);
    study_free(&of_outcome);
    return leave_folder(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_those_that_are_named),
        cmocka_unit_test(an_entry_that_is_not_there_is_told),
        cmocka_unit_test(what_the_world_does_not_show_is_none),
        cmocka_unit_test(a_level_may_be_a_share_of_the_people),
        cmocka_unit_test(a_copy_keeps_what_both_have_seen),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
