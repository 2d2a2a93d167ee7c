/* Outcomes and series as they are read: names with a suffix, mappings, and every way in which they can be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/format/format.h"
#include "study/studies.h"

static struct study with_outcomes(const char *items)
{
    char text[2048];
    snprintf(text, sizeof text, "%soutcomes: [%s]\n", BASE, items);
    return read_fine(text);
}

static void refuse_outcome(const char *item, const char *reason)
{
    char text[2048], place[512];
    snprintf(text, sizeof text, "%soutcomes:\n  - %s\n", BASE, item);
    snprintf(place, sizeof place, "study.yaml:9:%s", reason);
    refuse(text, place);
}

static void a_suffix_is_a_kind_over_all_rows(void **state)
{
    (void)state;
    struct study study = with_outcomes("adopters_final, adopters_mean, adopters_max, adopters_min, adoptions_total");
    static const enum outcome_kind kinds[] = {OUTCOME_AT, OUTCOME_MEAN, OUTCOME_MAX, OUTCOME_MIN, OUTCOME_TOTAL};
    assert_int_equal(study.outcomes.count, 5);
    for (int i = 0; i < 5; i++) {
        const struct outcome *outcome = &study.outcomes.items[i];
        assert_int_equal(outcome->kind, kinds[i]);
        assert_true(outcome->first == 0 && outcome->last == INT64_MAX && !outcome->entry);
    }
    study_free(&study);
}

static void a_mapping_says_which_rows(void **state)
{
    (void)state;
    struct study study = with_outcomes("{name: a, of: adopters, at: 0}, {name: b, of: adopters, at: final}, "
                                       "{name: c, of: adopters, mean: [4, 4]}, {name: d, of: adopters, max: true}, "
                                       "{name: e, of: adopters, increase: [0, 20]}, "
                                       "{name: f, of: adopters, reaches: 0.5, fraction_of: 40}, "
                                       "{name: g, of: adopters, reaches: 0.5, fraction_of: agents}, "
                                       "{name: h, of: adoptions, entry: word_of_mouth, total: true}");
    const struct outcome *outcome = study.outcomes.items;
    assert_true(outcome[0].last == 0 && outcome[1].last == INT64_MAX);
    assert_true(outcome[2].first == 4 && outcome[2].last == 4);
    assert_true(outcome[3].first == 0 && outcome[3].last == INT64_MAX);
    assert_true(outcome[4].first == 0 && outcome[4].last == 20);
    assert_true(outcome[5].level == 20 && !outcome[5].of_agents);
    assert_true(outcome[6].level == 0.5 && outcome[6].of_agents);
    assert_string_equal(outcome[7].entry, "word_of_mouth");
    study_free(&study);
}

/* What the format shows can be written, so that nobody copies a name that is not there. */
static void every_example_of_the_format_is_read(void **state)
{
    (void)state;
    const struct study_mapping_info *info = &study_mapping_table[MAPPING_OUTCOME];
    assert_true(info->row_count > 0);
    for (int i = 0; i < info->row_count; i++) {
        char text[2048];
        snprintf(text, sizeof text,
            "%sset: {steps: 320, landscape: {}, opportunities: {}, projects: {}}\noutcomes: "
            "[%s]\n",
            BASE, info->rows[i].written);
        struct study study = read_fine(text);
        assert_int_equal(study.outcomes.count, 1);
        study_free(&study);
    }
}

/* Sixty letters. */
#define TWENTY "abcdefghijklmnopqrst"
#define LONG TWENTY TWENTY TWENTY

static void names_that_cannot_be(void **state)
{
    (void)state;
    static const char *const taken[] = {"run", "step", "config_id", "condition", "replicate", "seed"};
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        char item[128], reason[128];
        snprintf(item, sizeof item, "{name: %s, of: adopters, at: final}", taken[i]);
        snprintf(reason, sizeof reason, "5: %s: the name is taken", taken[i]);
        refuse_outcome(item, reason);
    }
    refuse_outcome("{name: run_late, of: adopters, at: final}", "5: run_late: names that begin with run_ are taken");
    refuse_outcome("{name: run, of: adoptions, entry: word_of_mouth, at: final}", "5: run: the name is taken");
    struct study study =
        with_outcomes("{name: running, of: adopters, at: final}, {name: " LONG "abc, of: adopters, at: "
                      "3}");
    assert_string_equal(study.outcomes.items[1].name, LONG "abc");
    study_free(&study);
    refuse_outcome("{name: " LONG "abcd, of: adopters, at: final}", "5: " LONG "abc: a name has at most 63 characters");
    refuse_outcome(
        "{name: half-time, of: adopters, at: final}", "5: half-time: a name is made of letters, digits and _");
    refuse_outcome("{name: '', of: adopters, at: final}", "12: name: '' is empty; it must be text");
}

/* The first of several faults, whether what follows is wrong as well or fine. */
static void the_first_fault_is_told(void **state)
{
    (void)state;
    refuse(BASE "outcomes: [adopterz_final, ties_final, tiez_final]\n",
        "study.yaml:8:12: adopterz_final: there is no such observable; did you mean 'adopters_final'?; `selforg "
        "describe observables` lists them all");
    refuse(BASE "series: [{name: a, of: adopters / 2, entry: 3}, ties]\n",
        "study.yaml:8:45: entry: has no effect with an expression; an entry is in brackets there, as adopters[3]");
    refuse_outcome(
        "{name: a, of: adopters, mean: [9, -1]}", "39: mean: -1 is no step; it must be a whole number from 0 on");
    refuse_outcome("{name: a, of: adopters, quantile: 0.5, steps: [9, x]}",
        "55: steps: x is no step; it must be a whole number from 0 on");
    refuse_outcome("{name: a, of: adopters, quantile: 0.5, steps: [9, 3], over: [tiez]}",
        "51: steps: the first step is after the last");
    refuse_outcome("{name: a, of: adopters, at: 3, over: [tiez, ties]}",
        "43: tiez: there is no such observable; did you mean 'ties'?; `selforg describe observables` lists them all");
    refuse_outcome("{name: a, events: adoption, of: step, count: true, fraction_of: agents}",
        "69: fraction_of: has no effect with `count`");
    refuse_outcome(
        "{name: a, events: adopton, of: stepp, frist: true}", "43: frist: there is no such key; did you mean 'first'?");
    refuse_outcome("{name: a, events: adoption, of: stepp, count: true, entry: x}",
        "64: entry: has no effect with `events`; `where` says which");
    refuse_outcome("{name: run, of: adopters, mean: [4, 3]}", "37: mean: the first step is after the last");
}

static void kinds_that_cannot_be(void **state)
{
    (void)state;
    refuse_outcome("adopters",
        "5: adopters: an outcome is OBSERVABLE with a suffix (_final, _mean, _max, _min, _total), or "
        "a mapping with `of`; did you mean 'adopters_final'?");
    refuse_outcome("adopters_median",
        "5: adopters_median: an outcome is OBSERVABLE with a suffix (_final, _mean, _max, "
        "_min, _total), or a mapping with `of`");
    refuse_outcome("{name: a, of: adopters}", "5: an outcome has one of the keys at, mean, max, min, total, increase, "
                                              "reaches, ends_at_least, ends_at_most, quantile");
    refuse_outcome("{name: a, of: adopters, at: 3, max: true}",
        "5: an outcome has one of the keys at, mean, max, min, total, "
        "increase, reaches, ends_at_least, ends_at_most, quantile");
    refuse_outcome("{name: a, of: adopters, at: -1}",
        "33: at: '-1' is too small; it must be a whole number of at least 0, or final");
    refuse_outcome("{name: a, of: adopters, mean: [3]}", "35: mean: it must be two steps, as [104, 208]");
    refuse_outcome("{name: a, of: adopters, mean: [9, 3]}", "35: mean: the first step is after the last");
    refuse_outcome("{name: a, of: adopters, increase: [9, 9]}", "39: increase: from a step to itself nothing changes");
    refuse_outcome(
        "{name: a, of: adopters, mean: [3, x]}", "39: mean: x is no step; it must be a whole number from 0 on");
    refuse_outcome(
        "{name: a, of: adopters, mean: [3, [4]]}", "39: mean: a list is no step; it must be a whole number from 0 on");
    refuse_outcome(
        "{name: a, of: adopters, mean: [-1, 3]}", "36: mean: -1 is no step; it must be a whole number from 0 on");
    refuse_outcome("{name: a, of: adopters, at: 3, over: []}",
        "42: over: a list is empty, and has no effect; it must be a list, "
        "as [projects_succeeded, projects_failed], or the key left out");
    refuse_outcome("{name: a, of: adopters, at: 3, over: [ties, ties, ties, ties, ties]}",
        "42: over: it must be from 1 to 4 names of series");
    refuse_outcome(
        "{name: a, of: adopters, at: 3, over: [ties, [ties]]}", "49: over: this is a list; it must be a name");
    refuse_outcome("{name: a, of: adopters, at: 3, over: [{}]}", "43: over: this is a mapping; it must be a name");
    refuse_outcome("{name: a, of: adopters, max: true, fraction_of: 3}", "53: fraction_of: has no effect with `max`");
    refuse_outcome("[adopters_final]", "5: this is a list; it must be a name or a mapping");
}

/* Series are whole observables: a suffix, or rows, would be an outcome. */
static void series_are_whole(void **state)
{
    (void)state;
    struct study study = read_fine(BASE "series: [adopters, {name: told, of: adoptions, entry: word_of_mouth}]\n");
    assert_string_equal(study.series.items[0].name, "adopters");
    assert_string_equal(study.series.items[1].entry, "word_of_mouth");
    study_free(&study);
    refuse(BASE "series: [adopters_final]\n", "study.yaml:8:10: adopters_final: there is no such observable; `selforg "
                                              "describe observables` lists them all");
    refuse(BASE "series: [{name: a, of: adopters, max: true}]\n",
        "study.yaml:8:34: max: there is no such key; there are name, of, entry");
}

/* Its series are known by name, entries in brackets; what is wrong is told with its place. */
static void an_expression_is_read(void **state)
{
    (void)state;
    struct study study =
        with_outcomes("{name: a, of: adopters / agents, at: 3}, {name: b, of: '(adoptions[invention] + "
                      "adopters) / adopters', quantile: 0.9, steps: [2, 8]}, {name: c, of: "
                      "'adoptions[word_of_mouth]', total: true}");
    const struct outcome *outcome = study.outcomes.items;
    assert_int_equal(outcome[0].expression.series_count, 1);
    assert_int_equal(outcome[0].of, OBSERVE_adopters);
    assert_int_equal(outcome[1].expression.series_count, 2);
    assert_string_equal(outcome[1].expression.series[0].entry, "invention");
    assert_true(outcome[1].level == 0.9 && outcome[1].first == 2 && outcome[1].last == 8);
    assert_string_equal(outcome[2].expression.series[0].entry, "word_of_mouth");
    study_free(&study);
    study = read_fine(BASE "series: [{name: share, of: adopters / agents}]\n");
    assert_int_equal(study.series.items[0].expression.series_count, 1);
    study_free(&study);
    refuse_outcome("{name: a, of: adopters / agentz, at: 3}", "19: of: adopters / agentz: there is no such observable "
                                                              "'agentz'; did you mean 'agents'?; `selforg describe "
                                                              "observables` lists them all");
    refuse_outcome("{name: a, of: adoptions / 2, entry: invention, at: 3}",
        "41: entry: has no effect with an expression; an entry is in brackets there, as adoptions[invention]");
    refuse_outcome("{name: a, of: adopters, max: true, steps: [1, 2]}",
        "40: steps: has no effect without `quantile`, which is missing");
    refuse_outcome(
        "{name: a, of: adopters, quantile: 0.5, steps: [3, 2]}", "51: steps: the first step is after the last");
    refuse_outcome(
        "{name: a, of: adopters, quantile: 2}", "39: quantile: '2' is too large; it must be a number from 0 to 1");
    refuse_outcome("{name: a, of: 'adoptions[inventon] / 2', at: 3}",
        "5: a: adoptions has no entry 'inventon'; did you "
        "mean 'invention'?");
    refuse_outcome("{name: a, of: projects_failed / 2, at: 3}",
        "5: a: no configuration shows it: each lacks the mechanism of projects_failed / 2, or ends before");
    refuse_outcome("{name: a, of: adopters / projects_failed, at: 3}",
        "5: a: no configuration shows it: each lacks the mechanism of adopters / projects_failed, or ends before");
}

/* Of events: what is said of series is refused, and so is whatever no run here has. */
static void events_are_read(void **state)
{
    (void)state;
    struct study study =
        with_outcomes("{name: a, events: adoption, where: channel == word_of_mouth and step >= 3, count: true}, "
                      "{name: b, events: adoption, of: step, place: 10}, "
                      "{name: c, events: adoption_source, of: source.unit != adoption.learner.unit, mean: [2, 9]}");
    const struct outcome *outcome = study.outcomes.items;
    assert_true(outcome[0].of_events && outcome[0].table == EVENT_adoption && outcome[0].kind == OUTCOME_COUNT);
    assert_true(outcome[0].where.path_count == 2 && outcome[0].expression.step_count == 0);
    assert_true(outcome[1].kind == OUTCOME_PLACE && outcome[1].level == 10 && outcome[1].where.step_count == 0);
    assert_true(outcome[2].table == EVENT_adoption_source && outcome[2].first == 2 && outcome[2].last == 9);
    assert_int_equal(outcome[2].expression.path_count, 2);
    study_free(&study);
    refuse_outcome("{name: a, events: adoptions, count: true}",
        "23: events: there is no table 'adoptions'; did you mean "
        "'adoption'?; `selforg describe events` lists them all");
    refuse_outcome("{name: a, events: adoption, where: chanel == project, count: true}",
        "40: where: chanel == project: the table adoption has no column 'chanel'; did you mean 'channel'?; `selforg "
        "describe events` has its columns");
    refuse_outcome("{name: a, events: adoption, of: stepp, first: true}",
        "37: of: stepp: the table adoption has no column 'stepp'; did you mean 'step'?; `selforg describe events` has "
        "its "
        "columns");
    refuse_outcome("{name: a, events: adoption, where: channel == projet, count: true}",
        "40: where: channel == projet: channel is never 'projet'; did you mean 'project'?; `selforg describe events` "
        "has its "
        "names");
    refuse_outcome("{name: a, events: adoption, first: true}", "5: of: it is missing: of which column is the `first`?");
    refuse_outcome("{name: a, at: final}", "5: of: it is missing: of which series?");
    refuse_outcome("{name: a, events: adoption, of: step, count: true}",
        "37: of: has no effect with `count`, which counts events");
    refuse_outcome("{name: a, events: adoption, of: step, at: final}",
        "47: at: it is of series alone; of events there are: mean, "
        "max, min, total, quantile, count, first, last, place");
    refuse_outcome("{name: a, of: adopters, count: true}", "36: count: it is of events, and there is no `events`; of a "
                                                           "series there are: at, mean, max, min, total, increase, "
                                                           "reaches, ends_at_least, ends_at_most, quantile");
    refuse_outcome("{name: a, events: adoption, of: step}",
        "5: an outcome of events has one of the keys mean, max, min, total, quantile, count, first, last, place");
    refuse_outcome("{name: a, events: adoption, of: step, place: 0}",
        "50: place: '0' is too small; it must be a whole number of at least 1");
    refuse_outcome("{name: a, events: adoption, entry: project, count: true}",
        "40: entry: has no effect with `events`; `where` says which");
    refuse_outcome("{name: a, events: adoption, of: step, mean: true, over: [adopters]}",
        "61: over: has no effect with `events`; a share is the mean of a comparison, as `of: channel == project, mean: "
        "true`");
    refuse_outcome("{name: a, events: adoption, of: step, mean: true, fraction_of: agents}",
        "68: fraction_of: has no effect with `mean`");
    refuse_outcome("{name: a, of: adopters, where: step > 3, max: true}",
        "29: where: has no effect without `events`, which is missing");
    refuse_outcome("{name: a, events: project, count: true}",
        "5: a: no configuration has events of the table project: what makes them is not in force");
    refuse_outcome("{name: a, events: adoption, of: project.members, max: true}",
        "5: a: no configuration has events of the table project: what makes them is not in force");
    refuse_outcome("{name: a, events: adoption, count: [30, 40]}", "5: a: no configuration shows it: each ends before");
    refuse(BASE "set: {landscape: {}, opportunities: {}, projects: {}}\noutcomes: [{name: a, events: telling, "
                "count: true}]\n",
        "study.yaml:9:12: a: no configuration has events of the table telling: they are there only with "
        "observe.tellings: "
        "true");
    refuse(BASE "series: [{name: a, events: adoption}]\n",
        "study.yaml:8:20: events: there is no such key; there are name, of, entry");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_suffix_is_a_kind_over_all_rows),
        cmocka_unit_test(a_mapping_says_which_rows),
        cmocka_unit_test(every_example_of_the_format_is_read),
        cmocka_unit_test(names_that_cannot_be),
        cmocka_unit_test(the_first_fault_is_told),
        cmocka_unit_test(kinds_that_cannot_be),
        cmocka_unit_test(series_are_whole),
        cmocka_unit_test(an_expression_is_read),
        cmocka_unit_test(events_are_read),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
