/* What passes, what fails, what cannot be told, of numbers that are written down here. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/judged.h"

static double level[CONFIGURATIONS][REPLICATES] = {
    {1, 2, 3, 4}, {9, 9, 9, 9}, {2, 3, 4, 5}, {8, 8, 8, 8}, {3, 4, 5, 6}, {1, 9, NAN, 5}};

static enum verdict verdict_of(const char *rows, bool quick)
{
    return judge(rows, level, quick).verdict;
}

/* 1, 2, 3, 4: mean 2.5, standard error sqrt(5 / 3) / 2 = 0.6455. */
static void a_number_is_allowed_three_errors_and_the_tolerance(void **state)
{
    (void)state;
    struct finding finding = judge(ROW(AT "value: 4.5, error: 0.3, tolerance: 0.1"), level, false);
    assert_true(fabs(finding.mean - 2.5) < 1e-12 && fabs(finding.error - sqrt(5.0 / 3) / 2) < 1e-12);
    assert_true(fabs(finding.allowed - (3 * sqrt(0.09 + 5.0 / 12) + 0.1)) < 1e-12);
    assert_int_equal(finding.replicates, 4);
    assert_int_equal(finding.verdict, VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 4.8, error: 0.3, tolerance: 0.1"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "value: 4.4, tolerance: 0"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 0.5, tolerance: 0"), false), VERDICT_FAILS);
}

static void a_flat_bound_needs_replicates(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, within: 2"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 4.6, within: 2"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, within: 1"), false), VERDICT_UNSURE);
    assert_int_equal(verdict_of(ROW(AT "value: 4.6, within: 2"), true), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "value: 11, within: 2"), true), VERDICT_FAILS);
}

/* Three degrees of freedom: Student's t is beyond 9.2188 with the chance that a normal number is beyond 3 (0.0027). */
static void few_replicates_are_judged_by_students_t(void **state)
{
    (void)state;
    struct finding finding = judge(ROW(AT "value: 4.5, tolerance: 0.1"), level, true);
    assert_true(fabs(finding.allowed - (9.2187 * sqrt(5.0 / 12) + 0.1)) < 1e-3);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, tolerance: 0.5"), true), VERDICT_OPEN);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8.6, tolerance: 0.5"), true), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, tolerance: 0.5"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, exact: true"), true), VERDICT_FAILS);
}

/* What is met needs no explanation; what is left open is not judged. */
static void what_is_explained_does_not_fail(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(AT "value: 0.5, tolerance: 0, explained: by chance"), false), VERDICT_EXPLAINED);
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, within: 1, explained: by chance"), false), VERDICT_EXPLAINED);
    assert_int_equal(verdict_of(ROW(AT "value: 2.4, tolerance: 0, explained: by chance"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(HOLED "only_above: 5, value: 7, tolerance: 9, explained: x"), true), VERDICT_OPEN);
}

static void exact_means_every_replicate(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(STEADY "value: 9, exact: true"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8, exact: true"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "value: 2.5, exact: true"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "fraction_above: 2, value: 0.5, exact: true"), false), VERDICT_PASSES);
}

static void bounds(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(AT "at_least: 2.5"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "at_least: 2.6"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(AT "at_least: 2.6"), true), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "at_most: 2.4"), false), VERDICT_FAILS);
}

/* What is not a number counts in no mean; it is not above anything. */
static void statistics_of_an_outcome(void **state)
{
    (void)state;
    assert_true(judge(ROW(HOLED "value: 5, tolerance: 0"), level, false).mean == 5);
    assert_int_equal(judge(ROW(HOLED "value: 5, tolerance: 0"), level, false).replicates, 3);
    assert_true(judge(ROW(HOLED "fraction_above: 4, value: 0.5, tolerance: 0"), level, false).mean == 0.5);
    assert_true(judge(ROW(HOLED "only_above: 4, value: 7, tolerance: 0"), level, false).mean == 7);
    assert_true(judge(ROW(HOLED "divide: 10, value: 7, tolerance: 0"), level, false).mean == 0.5);
    assert_int_equal(verdict_of(ROW(HOLED "only_above: 5, value: 7, tolerance: 9"), false), VERDICT_UNSURE);
    assert_int_equal(verdict_of(ROW(HOLED "only_above: 5, value: 7, tolerance: 9"), true), VERDICT_OPEN);
}

/* Replicate by replicate each step is up by exactly 1, though single numbers scatter. */
static void orders_compare_replicates_one_by_one(void **state)
{
    (void)state;
    const char *up =
        ROW("order: increasing, outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}");
    assert_int_equal(verdict_of(up, false), VERDICT_PASSES);
    assert_string_equal(judge(up, level, false).means, "2.5 3.5 4.5");
    assert_int_equal(
        verdict_of(ROW("order: decreasing, outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}"),
            false),
        VERDICT_FAILS);
    assert_int_equal(
        verdict_of(ROW("order: decreasing, outcome: adopters_final, along: adoption.accept.beta, values: [0.1, 0.2], "
                       "at: {condition: on}"),
            false),
        VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW("order: increasing, outcome: adopters_final, along: condition, "
                                    "at: {adoption.accept.beta: 0.2}"),
                         false),
        VERDICT_PASSES);
    assert_int_equal(
        verdict_of(
            ROW("order: increasing, of: [{outcome: adopters_final, at: {adoption.accept.beta: 0.1, condition: on}}, "
                "{outcome: early, at: {adoption.accept.beta: 0.1, condition: off}}]"),
            false),
        VERDICT_PASSES);
}

static void a_step_back_within_chance_is_no_fault(void **state)
{
    (void)state;
    double numbers[CONFIGURATIONS][REPLICATES] = {{1, 2, 1, 2}, {0}, {2, 1, 2, 0.9}, {0}, {9, 9, 8, 9}, {0}};
    const char *up =
        ROW("order: increasing, outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}");
    assert_int_equal(judge(up, numbers, false).verdict, VERDICT_PASSES);
    const char *two = "order: increasing, outcome: adopters_final, along: adoption.accept.beta, values: [0.1, 0.2], "
                      "at: {condition: off}, by: ";
    for (int by = -1; by <= 1; by++) {
        char rows[512];
        snprintf(rows, sizeof rows, "expect:\n  - {%s%d}\n", two, by);
        assert_int_equal(judge(rows, numbers, false).verdict, by < 0 ? VERDICT_PASSES : VERDICT_FAILS);
        assert_int_equal(judge(rows, numbers, true).verdict, by <= 0 ? VERDICT_PASSES : VERDICT_FAILS);
    }
    for (int r = 0; r < REPLICATES; r++) numbers[2][r] = numbers[0][r] - 0.5;
    assert_int_equal(judge(up, numbers, false).verdict, VERDICT_FAILS);
}

static void an_extreme_lies_inside(void **state)
{
    (void)state;
    double numbers[CONFIGURATIONS][REPLICATES] = {{1, 1.1, 1, 1.1}, {0}, {5, 5, 5.1, 5}, {0}, {2, 2.1, 2, 2.2}, {0}};
    const char *start = "expect:\n  - {outcome: adopters_final, along: adoption.accept.beta, at: {condition: off}, ";
    char rows[512];
    snprintf(rows, sizeof rows, "%sorder: peak, inside: [0.15, 0.25]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_PASSES);
    snprintf(rows, sizeof rows, "%sorder: peak, inside: [0.25, 0.35]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_FAILS);
    snprintf(rows, sizeof rows, "%sorder: valley, inside: [0.15, 0.25]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_FAILS);
    for (int r = 0; r < REPLICATES; r++) numbers[0][r] = 4.9 + 0.1 * r;
    snprintf(rows, sizeof rows, "%sorder: peak, inside: [0.15, 0.25]}\n", start);
    assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_FAILS); /* one end is not clearly lower */
}

/* Four of four are above: with one more above and one not it is 5 of 6, so its error is not 0. */
static void a_fraction_of_all_or_none_has_an_error(void **state)
{
    (void)state;
    const double error = sqrt(5.0 / 6 * (1.0 / 6) / 6);
    struct finding all = judge(ROW(AT "fraction_above: 0, value: 0.6, tolerance: 0"), level, false);
    struct finding none = judge(ROW(AT "fraction_above: 4, value: 0, tolerance: 0"), level, false);
    assert_true(all.mean == 1 && fabs(all.error - error) < 1e-12 && all.verdict == VERDICT_PASSES);
    assert_true(none.mean == 0 && fabs(none.error - error) < 1e-12 && none.verdict == VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(AT "fraction_above: 0, value: 0.5, tolerance: 0"), false), VERDICT_FAILS);
}

/* What is just allowed is allowed: 9, 9, 9, 9 has no error of its own. */
static void a_limit_belongs_to_what_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(verdict_of(ROW(STEADY "value: 8.5, tolerance: 0.5"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8.5, within: 0.5"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 8.499, within: 0.5"), false), VERDICT_FAILS);
    assert_int_equal(verdict_of(ROW(STEADY "at_least: 9"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "at_most: 9"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 7.5, error: 0.5, tolerance: 0"), false), VERDICT_PASSES);
    assert_int_equal(verdict_of(ROW(STEADY "value: 7.499, error: 0.5, tolerance: 0"), false), VERDICT_FAILS);
}

/* Where a replicate is missing there are no pairs: 1, 2, 3, 4 and 3, 4, 5 differ by 1.5 within sqrt(5 / 12 + 1 / 3). */
static void without_pairs_the_errors_add(void **state)
{
    (void)state;
    double numbers[CONFIGURATIONS][REPLICATES] = {{1, 2, 3, 4}, {0}, {3, 4, 5, NAN}, {0}, {3, 4, 5, NAN}, {0}};
    struct finding finding = judge(ROW("order: increasing, values: [0.1, 0.2], " ALONG), numbers, true);
    assert_true(fabs(finding.mean - 1.5) < 1e-12 && fabs(finding.error - sqrt(5.0 / 12 + 1.0 / 3)) < 1e-12);
    assert_int_equal(finding.replicates, 3);
    assert_int_equal(judge(ROW("order: increasing, by: 1.7, " ALONG), numbers, false).verdict, VERDICT_PASSES);
    assert_int_equal(judge(ROW("order: increasing, by: 1.8, " ALONG), numbers, false).verdict, VERDICT_FAILS);
}

/* What stays the same neither rises nor falls; and its largest is the first, which is an end. */
static void what_is_flat_has_no_order(void **state)
{
    (void)state;
    double numbers[CONFIGURATIONS][REPLICATES] = {{5, 5, 5, 5}, {0}, {5, 5, 5, 5}, {0}, {5, 5, 5, 5}, {0}};
    static const char *const orders[] = {
        "increasing, ", "decreasing, ", "peak, inside: [0.1, 0.3], ", "valley, inside: [0.1, 0.3], "};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        char rows[256];
        snprintf(rows, sizeof rows, "expect:\n  - {order: %s" ALONG "}\n", orders[i]);
        assert_int_equal(judge(rows, numbers, false).verdict, VERDICT_FAILS);
    }
}

/* One replicate shows no order: that is open with --quick, and else a failure, as it was to be shown. */
static void one_replicate_shows_no_order(void **state)
{
    (void)state;
    double numbers[CONFIGURATIONS][REPLICATES];
    for (int c = 0; c < CONFIGURATIONS; c++)
        for (int r = 0; r < REPLICATES; r++) numbers[c][r] = r > 0 ? (double)NAN : c;
    const char *up = ROW("order: increasing, " ALONG);
    assert_int_equal(judge(up, numbers, true).verdict, VERDICT_OPEN);
    assert_int_equal(judge(up, numbers, false).verdict, VERDICT_FAILS);
    assert_string_equal(judge(up, numbers, true).means, "0 2 4");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_allowed_three_errors_and_the_tolerance),
        cmocka_unit_test(a_flat_bound_needs_replicates),
        cmocka_unit_test(few_replicates_are_judged_by_students_t),
        cmocka_unit_test(what_is_explained_does_not_fail),
        cmocka_unit_test(exact_means_every_replicate),
        cmocka_unit_test(bounds),
        cmocka_unit_test(statistics_of_an_outcome),
        cmocka_unit_test(orders_compare_replicates_one_by_one),
        cmocka_unit_test(a_step_back_within_chance_is_no_fault),
        cmocka_unit_test(an_extreme_lies_inside),
        cmocka_unit_test(a_fraction_of_all_or_none_has_an_error),
        cmocka_unit_test(a_limit_belongs_to_what_is_allowed),
        cmocka_unit_test(without_pairs_the_errors_add),
        cmocka_unit_test(what_is_flat_has_no_order),
        cmocka_unit_test(one_replicate_shows_no_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
