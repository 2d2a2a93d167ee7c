/* Where passing ends and failing begins, which of several differences a finding keeps, and what it says of them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/judged.h"

/* Numbers of the three configurations without the condition; the others are 0. Two that count have a standard error of
 * half of what they differ by: 2 and 4 are 3 within 1. */
struct table {
    double numbers[CONFIGURATIONS][REPLICATES];
};

static struct table table_of(const double first[4], const double second[4], const double third[4])
{
    struct table table = {{{0}}};
    const double *const rows[] = {first, second, third};
    for (int i = 0; i < 3; i++)
        for (int r = 0; r < REPLICATES; r++) table.numbers[2 * i][r] = rows[i][r];
    return table;
}

#define TWO(a, b) ((const double[]){a, b, NAN, NAN})
#define ZERO TWO(0, 0)

/* ---- numbers ---- */

static void a_finding_says_how_far_off_in_errors(void **state)
{
    (void)state;
    struct table table = table_of(TWO(2, 4), (const double[]){5, 5, 5, 5}, ZERO);
    static const struct {
        const char *rows;
        double allowed, z;
    } cases[] = {
        {ROW(AT "value: 5, tolerance: 1"), 4, -2},
        {ROW(AT "value: 5, error: 0.75, tolerance: 1"), 3 * 1.25 + 1, -1.6},
        {ROW(AT "value: 5, within: 3.5"), 3.5, -2},
        {ROW(AT "at_least: 1"), NAN, 2},
        {ROW(AT "at_most: 7"), NAN, -4},
        {ROW(AT "value: 3, exact: true"), 0, NAN},
        {ROW("outcome: adopters_final, at: {adoption.accept.beta: 0.2, condition: off}, value: 4, tolerance: 1"), 1,
            NAN},
        {ROW("outcome: adopters_final, at: {adoption.accept.beta: 0.2, condition: off}, at_least: 4"), NAN, NAN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct finding finding = judge(cases[i].rows, table.numbers, false);
        const double shown[] = {finding.allowed, finding.z}, expected[] = {cases[i].allowed, cases[i].z};
        for (int k = 0; k < 2; k++)
            if (!(fabs(shown[k] - expected[k]) < 1e-12 || (isnan(shown[k]) && isnan(expected[k]))))
                fail_msg("%s: %g", cases[i].rows, shown[k]);
        assert_string_equal(finding.means, "");
    }
}

/* Of two replicates, Student's t with one degree of freedom: 235.80 errors have the chance that 3 have among many. */
static void two_replicates_allow_much_in_short(void **state)
{
    (void)state;
    static const double beyond = 0.00134989803163009453; /* 3, of a normal number */
    struct table table = table_of(TWO(2, 4), ZERO, ZERO);
    assert_true(fabs(judge(ROW(AT "value: 9, tolerance: 1"), table.numbers, true).allowed -
                     (1 / tan(M_PI * beyond) + 1)) < 1e-6);
    assert_int_equal(judge(ROW(AT "value: 238, tolerance: 0"), table.numbers, true).verdict, VERDICT_PASSES);
    assert_int_equal(judge(ROW(AT "value: 239, tolerance: 0"), table.numbers, true).verdict, VERDICT_FAILS);
    assert_int_equal(judge(ROW(AT "at_most: -232"), table.numbers, true).verdict, VERDICT_PASSES);
    assert_int_equal(judge(ROW(AT "at_most: -233"), table.numbers, true).verdict, VERDICT_FAILS);
    assert_int_equal(judge(ROW(AT "at_least: 238"), table.numbers, true).verdict, VERDICT_PASSES);
    assert_int_equal(judge(ROW(AT "at_least: 239"), table.numbers, true).verdict, VERDICT_FAILS);
    assert_int_equal(judge(ROW(AT "value: 3.5, within: 1"), table.numbers, true).verdict, VERDICT_PASSES);
    assert_int_equal(judge(ROW(AT "value: 3.5, within: 1"), table.numbers, false).verdict, VERDICT_UNSURE);
    assert_int_equal(judge(ROW(AT "value: 3.5, within: 3"), table.numbers, false).verdict, VERDICT_PASSES);
}

static void where_nothing_was_run_nothing_is_exact(void **state)
{
    (void)state;
    struct fixture fixture = read_rows(ROW(AT "value: 3, exact: true"));
    const double nothing = 0;
    const struct outcome_values values = {0, OUTCOMES, &nothing};
    const struct finding finding = expectation_judge(&fixture.expectations.items[0], &values, false);
    assert_int_equal(finding.verdict, VERDICT_FAILS);
    assert_true(isnan(finding.mean) && finding.replicates == 0);
    let_go(&fixture);
}

/* ---- orders ---- */

static const char *const UP = "expect:\n  - {order: increasing, by: %g, " ALONG "}\n";

static struct finding up(struct table *table, double by, bool quick)
{
    char rows[256];
    snprintf(rows, sizeof rows, UP, by);
    return judge(rows, table->numbers, quick);
}

/* A step back by just three errors is still chance; a rise by just as many as are asked is not more than that. */
static void the_bound_of_a_step_is_three_errors(void **state)
{
    (void)state;
    static const struct {
        double second[2], third[2], by;
        bool passes, passes_quick;
    } cases[] = {
        {{-4, -2}, {20, 20}, 1, true, true},
        {{-4.1, -2.1}, {20.1, 20.1}, 1, false, false},
        {{0, 0}, {2, 4}, 3, false, true}, /* in short only the direction is asked */
        {{0, 0}, {2, 4}, 2.9, true, true},
        {{0, 0}, {0, 0}, 1, false, false},
        {{0, 0}, {0, 0}, 0, false, true},
        {{0, 0}, {-4, -2}, 0, false, true},
        {{0, 0}, {-4.1, -2.1}, 0, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct table table = table_of(
            ZERO, TWO(cases[i].second[0], cases[i].second[1]), TWO(cases[i].third[0] + 0, cases[i].third[1] + 0));
        for (int quick = 0; quick < 2; quick++) {
            const bool passes = quick ? cases[i].passes_quick : cases[i].passes;
            if (up(&table, cases[i].by, quick).verdict != (passes ? VERDICT_PASSES : VERDICT_FAILS))
                fail_msg("case %d, quick %d", (int)i, quick);
        }
    }
}

/* Steps of 10 within 5 and -1 within 1, together 9 within 6: the second is nearest to three errors back. */
static void a_finding_keeps_what_is_nearest_to_failing(void **state)
{
    (void)state;
    struct table table = table_of(ZERO, TWO(5, 15), TWO(3, 15));
    struct finding finding = up(&table, 0, true);
    assert_true(finding.mean == -1 && finding.error == 1 && finding.z == -1 && finding.replicates == 2);
    assert_int_equal(finding.verdict, VERDICT_PASSES);
    finding = up(&table, 1, false); /* now the whole is, half an error from it */
    assert_true(finding.mean == 9 && finding.error == 6 && finding.z == 1.5);
    assert_int_equal(finding.verdict, VERDICT_PASSES);
    assert_int_equal(up(&table, 1.5, false).verdict, VERDICT_FAILS);
    table = table_of(ZERO, TWO(1, 3), TWO(3, 9)); /* all by two errors: the first */
    finding = up(&table, 0, true);
    assert_true(finding.mean == 2 && finding.error == 1);
    table = table_of(ZERO, TWO(2, 2), TWO(4, 4)); /* without errors nothing is so many */
    finding = up(&table, 2, false);
    assert_true(finding.mean == 2 && finding.error == 0 && isnan(finding.z));
    assert_int_equal(finding.verdict, VERDICT_PASSES);
}

/* Where one has more replicates than the other they are no pairs, whichever it is; the fewer count. */
static void replicates_that_are_missing_on_either_side_make_no_pairs(void **state)
{
    (void)state;
    static const double more[] = {3, 4, 5, 8}, fewer[] = {2, 3, 4, NAN};
    for (int side = 0; side < 2; side++) {
        struct table table = side ? table_of(fewer, more, more) : table_of(more, fewer, fewer);
        const struct finding finding = judge(ROW("order: increasing, values: [0.1, 0.2], " ALONG), table.numbers, true);
        assert_true(finding.mean == (side ? 2 : -2) && finding.replicates == 3);
        assert_true(fabs(finding.error - sqrt(14.0 / 3 / 4 + 1.0 / 3)) < 1e-12);
    }
}

/* The first of those that are largest, and the borders are inside. */
static void an_extreme_may_lie_on_the_border(void **state)
{
    (void)state;
    static const struct {
        const char *inside;
        enum verdict verdict;
    } cases[] = {{"[0.2, 0.3]", VERDICT_PASSES}, {"[0.1, 0.2]", VERDICT_PASSES}, {"[0.2, 0.2]", VERDICT_PASSES},
        {"[0.1, 0.19]", VERDICT_FAILS}, {"[0.21, 0.3]", VERDICT_FAILS}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int valley = 0; valley < 2; valley++) {
            char rows[256];
            const double top = valley ? -5 : 5;
            struct table table = table_of(ZERO, TWO(top, top), ZERO),
                         twice = table_of(ZERO, TWO(top, top), TWO(top, top));
            snprintf(rows, sizeof rows, "expect:\n  - {order: %s, inside: %s, by: 0, " ALONG "}\n",
                valley ? "valley" : "peak", cases[i].inside);
            assert_int_equal(judge(rows, table.numbers, false).verdict, cases[i].verdict);
            assert_int_equal(judge(rows, twice.numbers, true).verdict, cases[i].verdict);
        }
}

/* By as many errors as are asked, at either end. */
static void both_ends_of_an_extreme_are_lower(void **state)
{
    (void)state;
    const char *peak = ROW("order: peak, inside: [0.15, 0.25], by: 2, " ALONG);
    struct table low = table_of(ZERO, TWO(9, 11), ZERO), first = table_of(TWO(3, 13), TWO(9, 11), ZERO),
                 last = table_of(ZERO, TWO(9, 11), TWO(3, 13));
    assert_int_equal(judge(peak, low.numbers, false).verdict, VERDICT_PASSES);
    assert_int_equal(judge(peak, first.numbers, false).verdict, VERDICT_FAILS);
    assert_int_equal(judge(peak, last.numbers, false).verdict, VERDICT_FAILS);
    for (int side = 0; side < 2; side++) {
        const struct finding finding = judge(peak, (side ? last : first).numbers, false);
        assert_true(finding.mean == 2 && finding.error == 4 && finding.z == 0.5);
    }
}

/* A mean of one replicate is open in short, wherever it stands; and all means are told with four digits. */
static void means_are_told_and_one_replicate_is_none(void **state)
{
    (void)state;
    static const double one[] = {3, NAN, NAN, NAN}, odd[] = {1234.56, 1234.56, 1234.56, 1234.56};
    for (int place = 0; place < 3; place++) {
        struct table table = table_of(place == 0 ? one : ZERO, place == 1 ? one : odd, place == 2 ? one : odd);
        assert_int_equal(up(&table, 1, true).verdict, VERDICT_OPEN);
    }
    struct table table = table_of(one, odd, (const double[]){NAN, NAN, NAN, NAN});
    assert_string_equal(up(&table, 1, true).means, "3 1235 nan");
    char rows[8192] = "expect:\n  - {order: increasing, of: [";
    for (int i = 0; i < 60; i++)
        sprintf(strchr(rows, '\0'), "%s{outcome: adopters_final, at: {adoption.accept.beta: %s, condition: off}}",
            i ? ", " : "", i % 2 ? "0.2" : "0.1");
    strcat(rows, "]}\n");
    table = table_of(odd, odd, odd);
    const struct finding finding = judge(rows, table.numbers, false); /* more than there is room for */
    assert_int_equal(strlen(finding.means), FINDING_MEANS - 1);
    assert_memory_equal(finding.means, "1235 1235 1235 1235 ", 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_says_how_far_off_in_errors),
        cmocka_unit_test(two_replicates_allow_much_in_short),
        cmocka_unit_test(where_nothing_was_run_nothing_is_exact),
        cmocka_unit_test(the_bound_of_a_step_is_three_errors),
        cmocka_unit_test(a_finding_keeps_what_is_nearest_to_failing),
        cmocka_unit_test(replicates_that_are_missing_on_either_side_make_no_pairs),
        cmocka_unit_test(an_extreme_may_lie_on_the_border),
        cmocka_unit_test(both_ends_of_an_extreme_are_lower),
        cmocka_unit_test(means_are_told_and_one_replicate_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
