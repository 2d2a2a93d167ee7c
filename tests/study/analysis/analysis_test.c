/* Analyses of studies: contrasts find their configurations, differences their verdicts, and what is missing is counted.
 */
#include "study/analysis/analysis.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/analyses.h"
#include "study/analysis/effects.h"

#define GRID                                                                                                           \
    BASE "vary: {adoption.accept.beta: [0.1, 0.20], start.users: [1, 2, 4]}\n"                                         \
         "conditions: {plain: {}, short: {steps: 10}}\n"

/* The value of configuration (beta, adopters, condition) is a number of three digits, and the replicate's own. */
static void fill_digits(struct results *results)
{
    for (int64_t i = 0; i < 12; i++)
        for (int64_t r = 0; r < results->replicates; r++)
            results->value[i * results->replicates + r] =
                (double)(100 * (i / 6) + 10 * (i / 2 % 3) + i % 2) + 1000 * (double)(r * r);
}

static void contrasts_find_their_configurations(void **state)
{
    (void)state;
    struct results results;
    begin(&results,
        GRID
        "contrasts:\n"
        "  - {name: a, outcome: adopters_final, from: {adoption.accept.beta: 0.1}, to: {adoption.accept.beta: 0.2}, "
        "expected: positive}\n"
        "  - {name: b, outcome: adopters_final, from: {start.users: 4, condition: short}, "
        "to: {start.users: 1, condition: plain}, expected: positive}\n"
        "  - {name: c, outcome: adopters_final, from: {condition: plain}, to: {condition: short}, "
        "less: {from: {adoption.accept.beta: 0.10}, to: {adoption.accept.beta: 2e-1}}}\n"
        "  - {name: d, outcome: adopters_final, from: {condition: short}, to: {condition: plain}, expected: none, "
        "smallest: 2}\n"
        "  - {name: e, outcome: adopters_final, from: {adoption.accept.beta: 0.2}, to: {adoption.accept.beta: 0.1}, "
        "expected: negative}\n",
        6);
    fill_digits(&results);
    struct analysis analysis = analyse(&results);
    const struct finding *finding = analysis.findings.items + 12;
    assert_int_equal(analysis.findings.count, 17);
    const double effect[] = {100, -21, 1 - 100, -1, -100};
    const enum verdict verdict[] = {VERDICT_HOLDS, VERDICT_FAILS, VERDICT_NONE, VERDICT_NO_DIFFERENCE, VERDICT_HOLDS};
    for (int i = 0; i < 5; i++) {
        assert_true(fabs(finding[i].estimate.value - effect[i]) < 1e-9);
        assert_true(fabs(finding[i].estimate.low - effect[i]) < 1e-9);
        assert_true(finding[i].independent_deviation > 1000);
        assert_int_equal(finding[i].verdict, verdict[i]);
        assert_int_equal(finding[i].count, 6);
    }
    analysis_free(&analysis);
    results.value[0] = NAN;
    analysis = analyse(&results);
    assert_int_equal(analysis.findings.items[12].verdict, VERDICT_TOO_FEW); /* five coins fall alike once in sixteen */
    assert_true(analysis.findings.items[12].count == 5 && analysis.findings.items[12].missing == 1);
    analysis_free(&analysis);
    results_free(&results);
}

/* Differences of 10, 15 and 20, so an interval from 2.6 to 27.4 at 95 %: what they are called hangs on the smallest
 * that matters. */
static void a_difference_too_small_to_matter_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *expected, *smallest;
        enum verdict verdict;
    } cases[] = {
        {"positive", "100", VERDICT_HOLDS},
        {"none", "40", VERDICT_NO_DIFFERENCE},
        {"none", "24", VERDICT_NO_DIFFERENCE}, /* two one-sided tests leave 6.6 to 23.4 */
        {"none", "23", VERDICT_UNDECIDED},
        {"none", "3", VERDICT_UNDECIDED},
        {"none", "2", VERDICT_FAILS},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct results results;
        char study[1024];
        snprintf(study, sizeof study,
            GRID "contrasts: [{name: a, outcome: adopters_final, from: {adoption.accept.beta: 0.1, start.users: 1, "
                 "condition: plain}, to: {adoption.accept.beta: 0.1, start.users: 2, condition: plain}, expected: %s, "
                 "smallest: %s}]\n",
            cases[i].expected, cases[i].smallest);
        begin(&results, study, 3);
        for (int r = 0; r < 3; r++) {
            results.value[r] = 0;
            results.value[2 * 3 + r] = 10 + 5 * r;
        }
        struct analysis analysis = analyse(&results);
        if (analysis.findings.items[12].verdict != cases[i].verdict)
            fail_msg("%zu: %s", i, verdict_names[analysis.findings.items[12].verdict]);
        analysis_free(&analysis);
        results_free(&results);
    }
}

/* Runs that end before what varies takes its values differ by nothing, and that says nothing; conditions are so from
 * the start on. */
static void no_difference_is_not_seen_in_runs_that_ended_before(void **state)
{
    (void)state;
    static const char study[] = BASE
        "vary: {adoption.accept.beta: [0.1, 0.2]}\n"
        "conditions: {plain: {}, short: {steps: 10}}\n"
        "branch_step: 9\n"
        "contrasts:\n"
        "  - {name: a, outcome: adopters_final, from: {adoption.accept.beta: 0.1}, to: {adoption.accept.beta: 0.2}, "
        "expected: none, smallest: 1}\n"
        "  - {name: b, outcome: adopters_final, from: {condition: plain}, to: {condition: short}, expected: none, "
        "smallest: 1}\n";
    for (int ended = 8; ended <= 9; ended++) {
        struct results results;
        begin(&results, study, 8);
        results.ended = malloc(4 * 8 * sizeof *results.ended);
        assert_non_null(results.ended);
        for (int i = 0; i < 4 * 8; i++) results.ended[i] = i == 3 ? ended : -1;
        struct analysis analysis = analyse(&results);
        const struct finding *mean = analysis.findings.items, *finding = mean + 4;
        assert_int_equal(finding[0].verdict, ended < 9 ? VERDICT_ENDED : VERDICT_NO_DIFFERENCE);
        assert_int_equal(finding[1].verdict, VERDICT_NO_DIFFERENCE);
        assert_int_equal(finding[0].before_branch, ended < 9);
        assert_int_equal(mean[0].before_branch, ended < 9);
        assert_int_equal(mean[1].before_branch + finding[1].before_branch, 0);
        analysis_free(&analysis);
        results_free(&results);
    }
}

/* Adopters at step 20: not there where a run has 10 steps, or ended before. */
static void it_is_counted_why_numbers_are_missing(void **state)
{
    (void)state;
    struct results results;
    begin(&results, GRID "", 3);
    struct outcome *outcome = &results.study.outcomes.items[0];
    outcome->last = 20;
    results.ended = malloc(12 * 3 * sizeof *results.ended);
    assert_non_null(results.ended);
    for (int i = 0; i < 12 * 3; i++) {
        results.ended[i] = i == 0 ? 19 : -1;
        results.value[i] = i / 3 % 2 == 0 && i > 1 ? 1 : NAN;
    }
    struct analysis analysis = analyse(&results);
    const struct finding *mean = analysis.findings.items;
    assert_int_equal(mean[0].gaps[GAP_ENDED_BEFORE], 1);
    assert_int_equal(mean[0].gaps[GAP_NO_NUMBER], 1);
    assert_int_equal(mean[1].gaps[GAP_NOT_IN_FORCE], 3);
    assert_int_equal(mean[2].gaps[GAP_NOT_IN_FORCE], 0);
    analysis_free(&analysis);
    results_free(&results);
}

/* By outcome, then by kind; of the outcome that is asked for alone, or of all. */
static void findings_come_outcome_by_outcome(void **state)
{
    (void)state;
    struct results results;
    begin(&results,
        "selforg: 2\nscenario:\n  network: {kind: random, agents: 60, mean_degree: 6}\n  start: {users: 3}\n"
        "  adoption: {rule: contact}\nvary: {adoption.accept.beta: [0.1, 0.2, 0.3]}\n"
        "outcomes: [adopters_final, adopters_max]\n",
        2);
    for (int i = 0; i < 2 * 3 * 2; i++) results.value[i] = i / 2;
    for (int asked = -1; asked < 2; asked++) {
        struct analysis analysis;
        const struct analysis_request request = {
            .results = &results, .outcome = asked, .bootstrap = {.resamples = 10, .seed = 1, .level = 0.95}};
        assert_int_equal(analysis_make(&analysis, &request), STATUS_OK);
        assert_int_equal(analysis.findings.count, asked < 0 ? 10 : 5);
        for (int64_t i = 0; i < analysis.findings.count; i++) {
            const struct finding *finding = &analysis.findings.items[i];
            const int outcome = asked < 0 ? (int)i / 5 : asked, at = (int)(i % 5);
            assert_int_equal(finding->outcome, outcome);
            assert_int_equal(finding->kind, at < 3 ? FINDING_MEAN : FINDING_DIFFERENCE);
            assert_int_equal(finding->configuration, at < 3 ? at : at - 2);
            assert_true(finding->estimate.value == (at < 3 ? outcome * 3 + at : at - 2));
            assert_true(finding->axis == -1 && finding->condition == -1 && !finding->contrast);
            if (at >= 3) assert_true(finding->to - finding->from == at - 2 && finding->from == outcome * 3);
            if (at < 3) assert_true(isnan(finding->to) && isnan(finding->independent_deviation));
        }
        analysis_free(&analysis);
    }
    results_free(&results);
}

/* Replicates for a half width: an amount, a share of what it is of, or without a wish 5 % of a mean and the whole of a
 * difference. A deviation of 1 and a half width of 0.5 need 18 at 95 %. */
static void replicates_are_counted_for_the_width_that_is_wished(void **state)
{
    (void)state;
    static const struct {
        struct half_width wish;
        double mean, difference; /* the half widths */
    } cases[] = {{{0.5, false}, 0.5, 0.5}, {{0.01, true}, 0.4, 0.02}, {{0, false}, 2, 2}, {{0, true}, 2, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct results results;
        begin(&results, BASE "vary: {adoption.accept.beta: [0.1, 0.2]}\nindependent_seeds: true\n", 3);
        for (int r = 0; r < 3; r++) {
            results.value[r] = 39 + r;     /* a mean of 40, and a deviation of 1 */
            results.value[3 + r] = 41 + r; /* 2 more, with a deviation of the square root of 2 */
        }
        struct analysis analysis;
        const struct analysis_request request = {.results = &results,
            .outcome = -1,
            .half_width = cases[i].wish,
            .bootstrap = {.resamples = 10, .seed = 1, .level = 0.95}};
        assert_int_equal(analysis_make(&analysis, &request), STATUS_OK);
        const struct finding *mean = &analysis.findings.items[0], *difference = &analysis.findings.items[2];
        assert_int_equal(mean->needed, effect_replicates(1, cases[i].mean, 0.95));
        if (i == 0) assert_int_equal(mean->needed, 18);
        assert_int_equal(difference->needed, effect_replicates(difference->deviation, cases[i].difference, 0.95));
        assert_true(fabs(difference->deviation - sqrt(2)) < 1e-12);
        analysis_free(&analysis);
        results_free(&results);
    }
}

/* Configurations of a sampled design are no groups: they are compared where the study says what with what. */
static void sampled_designs_have_no_differences_but_contrasts(void **state)
{
    (void)state;
    static const char *const designs[] = {"lhs", "sobol", "saltelli", "morris"};
    for (int i = 0; i < 8; i++) {
        struct results results;
        char study[1024];
        snprintf(study, sizeof study, "%sdesign: %s\nsamples: 4\nconditions: {a: {}, b: {steps: 10}}\n%s",
            BASE THREE_AXES, designs[i / 2],
            i % 2 ? "contrasts: [{name: a, outcome: adopters_final, from: {condition: a}, to: {condition: b}}]\n" : "");
        begin(&results, study, 2);
        const int64_t configurations = study_configurations(&results.study);
        for (int64_t c = 0; c < configurations * 2; c++) results.value[c] = (double)(c / 2 % 2);
        struct analysis analysis = analyse(&results);
        int64_t differences = 0;
        for (int64_t k = 0; k < analysis.findings.count; k++)
            differences += analysis.findings.items[k].kind == FINDING_DIFFERENCE;
        assert_int_equal(differences, i % 2);
        if (i % 2) assert_true(find(&analysis, FINDING_DIFFERENCE, -1)->estimate.value == 1);
        analysis_free(&analysis);
        results_free(&results);
    }
}

/* A side is the mean of its configurations in each replicate, and is missing there where one of them is. */
static void a_side_is_missing_where_one_of_its_configurations_is(void **state)
{
    (void)state;
    struct results results;
    begin(&results,
        GRID "contrasts: [{name: a, outcome: adopters_final, from: {condition: plain}, to: {condition: short}}]\n", 4);
    for (int i = 0; i < 12; i++)
        for (int r = 0; r < 4; r++) results.value[i * 4 + r] = i + 100 * (i % 2) * (r + 1);
    results.value[5 * 4 + 2] = NAN; /* done, and no number */
    results.value[8 * 4 + 3] = NAN; /* not done */
    results.done[8 * 4 + 3] = false;
    struct analysis analysis = analyse(&results);
    const struct finding *finding = find(&analysis, FINDING_DIFFERENCE, -1);
    assert_int_equal(finding->count, 2);
    assert_int_equal(finding->missing, 2);
    assert_int_equal(finding->without_run, 1);
    assert_true(fabs(finding->estimate.value - (1 + 150)) < 1e-12); /* replicates 0 and 1: 101 and 201 */
    assert_true(fabs(finding->from - 5) < 1e-12);                   /* 0, 2, ..., 10, in the three that have all */
    assert_true(fabs(finding->to - (6 + (100 + 200 + 400) / 3.0)) < 1e-9);
    analysis_free(&analysis);
    results_free(&results);
}

static void without_contrasts_the_first_is_compared_with(void **state)
{
    (void)state;
    struct results results;
    begin(&results, GRID "independent_seeds: true\n", 3);
    fill_digits(&results);
    struct analysis analysis = analyse(&results);
    assert_int_equal(analysis.findings.count, 12 + 11);
    const struct finding *last = &analysis.findings.items[22];
    assert_int_equal(last->configuration, 11);
    assert_true(fabs(last->estimate.value - 121) < 1e-9);
    assert_true(last->estimate.low < -1000 && last->deviation == last->independent_deviation);
    analysis_free(&analysis);
    results_free(&results);
}

static void refuse(const char *contrast, const char *reason)
{
    struct study study;
    struct message message;
    char text[2048];
    snprintf(text, sizeof text, "%scontrasts: %s\n", GRID, contrast);
    write_study(text);
    assert_int_equal(study_read("study.yaml", &study, &message), STATUS_INPUT);
    assert_string_equal(message.text, reason);
}

static void mistakes_are_told_with_their_place(void **state)
{
    (void)state;
    refuse("a", "study.yaml:9:12: contrasts: the value is text; it must be a list, as [{...}]");
    refuse("[{name: a, outcom: b}]", "study.yaml:9:23: outcom: there is no such key; did you mean 'outcome'?");
    refuse("[{name: a, from: {}, to: {}, outcome: adopter_final}]",
        "study.yaml:9:50: outcome: there is no 'adopter_final' here; did you mean 'adopters_final'?");
    refuse("[{name: a, outcome: adopters_final, to: {adoption.accept.innovation: 1}, from: {}}]",
        "study.yaml:9:53: 'adoption.accept.innovation' does not vary in this study");
    refuse("[{name: a, outcome: adopters_final, to: {adoption.accept.beta: 0.3}, from: {}}]",
        "study.yaml:9:75: adoption.accept.beta is never 0.3 in this study");
    refuse("[{name: a, outcome: adopters_final, to: {condition: plain}}]",
        "study.yaml:9:13: from: the key is missing; a contrast has one");
    refuse("[{name: a, outcome: adopters_final, expected: up}]",
        "study.yaml:9:58: expected: 'up' is no such word; it must be one of positive, negative, none");
    refuse("[{name: a, outcome: adopters_final, to: {}, from: {}, expected: none}]",
        "study.yaml:9:13: expected: none needs `smallest`, the smallest difference that matters: without it, few "
        "replicates would do to see none");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrasts_find_their_configurations),
        cmocka_unit_test(a_difference_too_small_to_matter_is_none),
        cmocka_unit_test(findings_come_outcome_by_outcome),
        cmocka_unit_test(replicates_are_counted_for_the_width_that_is_wished),
        cmocka_unit_test(sampled_designs_have_no_differences_but_contrasts),
        cmocka_unit_test(a_side_is_missing_where_one_of_its_configurations_is),
        cmocka_unit_test(without_contrasts_the_first_is_compared_with),
        cmocka_unit_test(no_difference_is_not_seen_in_runs_that_ended_before),
        cmocka_unit_test(it_is_counted_why_numbers_are_missing),
        cmocka_unit_test(mistakes_are_told_with_their_place),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
