/* Each kind of outcome, from rows that are written down here. */
#include "study/format/outcome.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Rows at steps 0, 2, 4, ...; what each kind makes of them by hand. */
static const double rows[] = {3, 1, 4, 1, 5, 9, 2, 6};
enum { ROWS = sizeof rows / sizeof *rows, APART = 2 };

static double make_up(const struct outcome *outcome, double threshold, int count)
{
    struct tally tally = {.outcome = outcome,
        .entries = {{0, 1}},
        .shown = true,
        .threshold = threshold,
        .account.value = NAN,
        .over.value = NAN};
    for (int i = 0; i < count; i++) {
        double now = rows[i];
        struct observation row = {.length = {0}};
        double other[] = {1, (double)i};
        row.value[outcome->of] = &now;
        row.length[outcome->of] = 1;
        row.value[OBSERVE_adoptions] = other;
        row.length[OBSERVE_adoptions] = 2;
        assert_int_equal(tally_add(&tally, (int64_t)i * APART, &row), STATUS_OK);
    }
    const double result = tally_result(&tally);
    tally_free(&tally);
    return result;
}

static void each_kind_takes_its_rows(void **state)
{
    (void)state;
    static const struct {
        enum outcome_kind kind;
        int64_t first, last;
        double threshold, expected;
    } cases[] = {
        {OUTCOME_AT, 0, INT64_MAX, 0, 6},
        {OUTCOME_AT, 0, 6, 0, 1},
        {OUTCOME_AT, 0, 7, 0, 1},
        {OUTCOME_MEAN, 0, INT64_MAX, 0, 31.0 / 8},
        {OUTCOME_MEAN, 2, 6, 0, 2},
        {OUTCOME_MEAN, 3, 3, 0, NAN},
        {OUTCOME_MAX, 0, INT64_MAX, 0, 9},
        {OUTCOME_MAX, 0, 8, 0, 5},
        {OUTCOME_MIN, 4, INT64_MAX, 0, 1},
        {OUTCOME_MIN, 8, 100, 0, 2},
        {OUTCOME_MIN, 2, 4, 0, 1},
        {OUTCOME_MIN, 2, 2, 0, 1},
        {OUTCOME_MAX, 10, INT64_MAX, 0, 9},
        {OUTCOME_MAX, 10, 10, 0, 9},
        {OUTCOME_MAX, 3, 3, 0, NAN},
        {OUTCOME_TOTAL, 0, INT64_MAX, 0, 31},
        {OUTCOME_TOTAL, 1, 5, 0, 5},
        {OUTCOME_INCREASE, 2, 10, 0, 8},
        {OUTCOME_INCREASE, 5, 13, 0, -2},
        {OUTCOME_INCREASE, 0, 14, 0, 3},
        {OUTCOME_REACHES, 0, INT64_MAX, 5, 8},
        {OUTCOME_REACHES, 0, INT64_MAX, 3, 0},
        {OUTCOME_REACHES, 0, INT64_MAX, 9.5, NAN},
        {OUTCOME_ENDS_AT_LEAST, 0, INT64_MAX, 6, 1},
        {OUTCOME_ENDS_AT_LEAST, 0, INT64_MAX, 6.5, 0},
        {OUTCOME_ENDS_AT_MOST, 0, INT64_MAX, 6, 1},
        {OUTCOME_ENDS_AT_MOST, 0, INT64_MAX, 5.5, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct outcome outcome = {.of = 0, .kind = cases[i].kind, .first = cases[i].first, .last = cases[i].last};
        double value = make_up(&outcome, cases[i].threshold, ROWS);
        bool same = value == cases[i].expected || (isnan(value) && isnan(cases[i].expected));
        if (!same) fail_msg("case %zu: %g, not %g", i, value, cases[i].expected);
    }
}

/* What is asked at a step that a run does not come to is none; what is asked over rows is over those there are. */
static void a_run_that_ends_early_has_no_later_step(void **state)
{
    (void)state;
    struct outcome at = {.of = 0, .kind = OUTCOME_AT, .last = 14}, increase = at, mean = at;
    increase.kind = OUTCOME_INCREASE;
    mean.kind = OUTCOME_MEAN;
    assert_true(make_up(&at, 0, ROWS) == 6 && isnan(make_up(&at, 0, ROWS - 1)));
    assert_true(make_up(&increase, 0, ROWS) == 3 && isnan(make_up(&increase, 0, ROWS - 1)));
    assert_true(make_up(&mean, 0, 3) == 8.0 / 3);
}

static void what_a_run_does_not_show_is_none(void **state)
{
    (void)state;
    struct outcome outcome = {.of = 0, .kind = OUTCOME_TOTAL, .last = INT64_MAX};
    struct tally tally = {.outcome = &outcome, .account.value = NAN};
    struct observation row = {.length = {0}};
    assert_int_equal(tally_add(&tally, 0, &row), STATUS_OK);
    assert_true(isnan(tally_result(&tally)) && isnan(tally_look(&tally, &row)));
}

/* Over a count of two entries, 1 and the row's number: together 1, 2, 3, ...; and over the series itself besides. */
static void an_outcome_is_divided_by_the_same_of_others(void **state)
{
    (void)state;
    struct outcome outcome = {
        .of = 0, .kind = OUTCOME_INCREASE, .first = 2, .last = 10, .over = {OBSERVE_adoptions}, .over_count = 1};
    assert_true(make_up(&outcome, 0, ROWS) == 8.0 / (6 - 2));
    outcome.kind = OUTCOME_MEAN;
    assert_true(make_up(&outcome, 0, ROWS) == (1 + 4 + 1 + 5 + 9) / 5.0 / 4);
    outcome.over[outcome.over_count++] = outcome.of;
    outcome.kind = OUTCOME_AT;
    assert_true(make_up(&outcome, 0, ROWS) == 9.0 / (6 + 9));
    outcome = (struct outcome){.of = 0, .kind = OUTCOME_INCREASE, .first = 2, .last = 2, .over = {0}, .over_count = 1};
    assert_true(isnan(make_up(&outcome, 0, ROWS)));
}

static void a_share_of_runs_is_known(void **state)
{
    (void)state;
    for (int kind = 0; kind < OUTCOME_KINDS; kind++) {
        struct outcome outcome = {.of = 0, .kind = (enum outcome_kind)kind};
        bool share = kind == OUTCOME_ENDS_AT_LEAST || kind == OUTCOME_ENDS_AT_MOST;
        assert_true(outcome_is_share(&outcome) == share);
    }
}

/* numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], ...), and of what steps. */
static void a_quantile_is_of_the_rows_in_their_order(void **state)
{
    (void)state;
    static const struct {
        double part;
        int64_t first, last;
        double expected;
    } cases[] = {{0, 0, INT64_MAX, 1}, {1, 0, INT64_MAX, 9}, {0.5, 0, INT64_MAX, 3.5}, {0.9, 0, INT64_MAX, 6.9},
        {0.5, 4, 8, 4}, {0.25, 4, 8, 2.5}, {0.5, 1, 1, NAN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct outcome outcome = {
            .of = 0, .kind = OUTCOME_QUANTILE, .level = cases[i].part, .first = cases[i].first, .last = cases[i].last};
        double value = make_up(&outcome, 0, ROWS);
        bool same = fabs(value - cases[i].expected) < 1e-12 || (isnan(value) && isnan(cases[i].expected));
        if (!same) fail_msg("case %zu: %g, not %g", i, value, cases[i].expected);
    }
    struct outcome outcome = {.of = 0,
        .kind = OUTCOME_QUANTILE,
        .level = 0.5,
        .last = INT64_MAX,
        .over = {OBSERVE_adoptions},
        .over_count = 1};
    assert_true(make_up(&outcome, 0, ROWS) == 3.5 / 4.5);
}

/* A copy goes on by itself, as the runs do that have a common beginning. */
static void a_copy_of_a_tally_goes_on_by_itself(void **state)
{
    (void)state;
    struct outcome outcome = {.of = 0, .kind = OUTCOME_QUANTILE, .level = 1, .last = INT64_MAX};
    struct tally tally = {.outcome = &outcome, .entries = {{0, 1}}, .shown = true}, copy;
    double now = 3;
    struct observation row = {.length = {1}};
    row.value[0] = &now;
    assert_int_equal(tally_add(&tally, 0, &row), STATUS_OK);
    assert_int_equal(tally_copy(&copy, &tally), STATUS_OK);
    now = 7;
    assert_int_equal(tally_add(&copy, 1, &row), STATUS_OK);
    assert_true(tally_result(&tally) == 3 && tally_result(&copy) == 7);
    tally_free(&tally);
    tally_free(&copy);
}

/* What is worked out row by row: 1 + the series over the row's number less 2, which is 0 in the third. */
static void an_expression_is_taken_as_a_series_would_be(void **state)
{
    (void)state;
    static const struct {
        enum outcome_kind kind;
        int64_t first;
        double expected;
    } cases[] = {{OUTCOME_AT, 0, 1 + 6.0 / 5}, {OUTCOME_MAX, 6, 4}, {OUTCOME_MAX, 0, NAN}, {OUTCOME_MIN, 0, NAN},
        {OUTCOME_MEAN, 0, NAN}, {OUTCOME_MIN, 6, 1.5}, {OUTCOME_QUANTILE, 0, NAN}, {OUTCOME_QUANTILE, 6, 4}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        struct outcome outcome = {
            .of = OBSERVE_users, .kind = cases[c].kind, .first = cases[c].first, .last = INT64_MAX, .level = 1};
        struct tally tally = {.outcome = &outcome, .shown = true, .entries = {{0, 1}, {1, 1}}, .account.value = NAN};
        assert_int_equal(expression_read(&outcome.expression, "1 + adopters / (adoptions[1] - 2)", NULL), STATUS_OK);
        for (int i = 0; i < ROWS; i++) {
            double value = rows[i], other[] = {1, (double)i};
            struct observation row = {.length = {0}};
            row.value[OBSERVE_adopters] = &value;
            row.value[OBSERVE_adoptions] = other;
            assert_int_equal(tally_add(&tally, (int64_t)i * APART, &row), STATUS_OK);
        }
        double value = tally_result(&tally);
        bool same = value == cases[c].expected || (isnan(value) && isnan(cases[c].expected));
        if (!same) fail_msg("case %zu: %g, not %g", c, value, cases[c].expected);
        assert_int_equal(outcome_gap(&outcome, true, -1), GAP_OVER_NOTHING);
        tally_free(&tally);
    }
}

static void it_is_known_why_there_is_no_number(void **state)
{
    (void)state;
    struct outcome outcome = {.of = 0, .kind = OUTCOME_AT, .last = 14};
    assert_int_equal(outcome_gap(&outcome, false, 3), GAP_NOT_IN_FORCE);
    assert_int_equal(outcome_gap(&outcome, true, 13), GAP_ENDED_BEFORE);
    assert_int_equal(outcome_gap(&outcome, true, 14), GAP_NO_NUMBER);
    assert_int_equal(outcome_gap(&outcome, true, -1), GAP_NO_NUMBER);
    outcome.over_count = 1;
    assert_int_equal(outcome_gap(&outcome, true, -1), GAP_OVER_NOTHING);
    outcome = (struct outcome){.of = 0, .kind = OUTCOME_MEAN, .first = 6, .last = 20};
    assert_int_equal(
        outcome_gap(&outcome, true, 5), GAP_ENDED_BEFORE); /* it is a mean of what there is of the window */
    assert_int_equal(outcome_gap(&outcome, true, 6), GAP_NO_NUMBER);
    outcome = (struct outcome){.of = 0, .kind = OUTCOME_REACHES, .last = INT64_MAX};
    assert_int_equal(outcome_gap(&outcome, true, 5), GAP_NEVER_REACHED);
}

static void means_over_rows_count_what_was_not_there(void **state)
{
    (void)state;
    struct outcome outcome = {.of = OBSERVE_success_fraction, .kind = OUTCOME_MEAN, .last = INT64_MAX};
    assert_true(outcome_counts_none(&outcome));
    outcome.kind = OUTCOME_MIN;
    assert_true(outcome_counts_none(&outcome));
    outcome.kind = OUTCOME_AT;
    assert_false(outcome_counts_none(&outcome));
    outcome.kind = OUTCOME_MEAN;
    outcome.of = OBSERVE_quality_mean;
    assert_false(outcome_counts_none(&outcome));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_takes_its_rows),
        cmocka_unit_test(a_run_that_ends_early_has_no_later_step),
        cmocka_unit_test(what_a_run_does_not_show_is_none),
        cmocka_unit_test(an_outcome_is_divided_by_the_same_of_others),
        cmocka_unit_test(a_share_of_runs_is_known),
        cmocka_unit_test(a_quantile_is_of_the_rows_in_their_order),
        cmocka_unit_test(a_copy_of_a_tally_goes_on_by_itself),
        cmocka_unit_test(an_expression_is_taken_as_a_series_would_be),
        cmocka_unit_test(it_is_known_why_there_is_no_number),
        cmocka_unit_test(means_over_rows_count_what_was_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
