/* Means, differences and their intervals: against published figures, and by how often intervals hold the truth. */
#include "study/analysis/effects.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "random/random.h"

enum { PATIENTS = 10 };

/* Hours of sleep gained by two drugs (Student 1908, doi:10.2307/2331554); the intervals are those that R's t.test gives
 * for them. */
static const double drug_1[PATIENTS] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
static const double drug_2[PATIENTS] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
static const struct effect_term second_against_first[] = {{1, drug_2}, {-1, drug_1}};

static void assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance)) fail_msg("%.9g is not %.9g", value, expected);
}

static void students_sleep_paired(void **state)
{
    (void)state;
    struct effect effect = effect_paired(2, second_against_first, PATIENTS, 0.95);
    assert_int_equal(effect.count, PATIENTS);
    assert_int_equal(effect.missing, 0);
    assert_near(effect.mean, 1.58, 1e-12);
    assert_near(effect.mean / effect.error, 4.0621, 5e-5);
    assert_near(effect.low, 0.7001142, 5e-8);
    assert_near(effect.high, 2.4598858, 5e-8);
}

static void students_sleep_unpaired(void **state)
{
    (void)state;
    struct effect effect = effect_unpaired(2, second_against_first, PATIENTS, 0.95);
    assert_near(effect.mean, 1.58, 1e-12);
    assert_near(effect.low, -0.2054832, 5e-8);
    assert_near(effect.high, 3.3654832, 5e-8);
}

/* The examples of Newcombe (1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E), method 3. */
static void newcombes_shares(void **state)
{
    (void)state;
    static const struct {
        int64_t ones, all;
        double low, high;
    } cases[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double value[264];
        for (int64_t k = 0; k < cases[i].all; k++) value[k] = k < cases[i].ones;
        value[cases[i].all] = NAN;
        struct effect effect = effect_share(cases[i].all + 1, value, 0.95);
        assert_int_equal(effect.missing, 1);
        assert_near(effect.mean, (double)cases[i].ones / (double)cases[i].all, 1e-12);
        assert_near(effect.low, cases[i].low, 5e-5);
        assert_near(effect.high, cases[i].high, 5e-5);
        assert_true(effect.one_sided_low > effect.low - 1e-12 && effect.one_sided_high < effect.high);
    }
    assert_true(isnan(effect_share(0, NULL, 0.95).low));
}

static void missing_values_are_counted(void **state)
{
    (void)state;
    double from[] = {1, NAN, 3, 4, INFINITY, 7}, to[] = {2, 2, NAN, 6, 5, 10};
    struct effect_term terms[] = {{1, to}, {-1, from}};
    struct effect mean = effect_mean(6, from, 0.9);
    assert_int_equal(mean.count, 4);
    assert_int_equal(mean.missing, 2);
    assert_near(mean.mean, 3.75, 1e-12);
    struct effect paired = effect_paired(2, terms, 6, 0.9);
    assert_int_equal(paired.count, 3);
    assert_int_equal(paired.missing, 3);
    assert_near(paired.mean, 2, 1e-12);
    struct effect unpaired = effect_unpaired(2, terms, 6, 0.9);
    assert_int_equal(unpaired.count, 4);
    assert_int_equal(unpaired.missing, 3);
    assert_near(unpaired.mean, 1.25, 1e-12);
}

static void too_few_values(void **state)
{
    (void)state;
    struct effect none = effect_mean(1, (double[]){NAN}, 0.95), one = effect_mean(1, (double[]){2}, 0.95);
    assert_true(isnan(none.mean) && isnan(none.low) && isnan(none.deviation));
    assert_true(one.mean == 2 && isnan(one.deviation) && isnan(one.low) && isnan(one.high));
    struct effect same = effect_mean(3, (double[]){2, 2, 2}, 0.95);
    assert_true(same.mean == 2 && same.deviation == 0 && same.low == 2 && same.high == 2);
}

/* A group of one value has a mean and no spread: so has the difference, and no interval. */
static void a_group_of_one_value(void **state)
{
    (void)state;
    double many[] = {1, 2, 6}, one[] = {NAN, 4, NAN}, none[] = {NAN, NAN, NAN};
    const struct effect_term terms[] = {{1, many}, {-1, one}}, nothing[] = {{1, many}, {-1, none}};
    struct effect apart = effect_unpaired(2, terms, 3, 0.95), pair = effect_paired(2, terms, 3, 0.95);
    assert_true(apart.mean == -1 && apart.count == 1 && apart.missing == 2);
    assert_true(isnan(apart.error) && isnan(apart.low) && isnan(apart.high));
    assert_true(pair.mean == -2 && pair.count == 1 && isnan(pair.low));
    struct effect lost = effect_unpaired(2, nothing, 3, 0.95), empty = effect_mean(0, NULL, 0.95);
    assert_true(isnan(lost.mean) && lost.count == 0 && lost.missing == 3);
    assert_true(isnan(empty.mean) && empty.count == 0 && empty.missing == 0);
}

/* Groups without any spread differ for certain; of two groups the one that spreads decides the degrees of freedom. */
static void groups_without_spread(void **state)
{
    (void)state;
    double two[] = {2, 2, 2}, five[] = {5, 5, 5}, spread[] = {1, 2, 3};
    const struct effect_term flat[] = {{1, five}, {-1, two}}, mixed[] = {{1, spread}, {-1, two}};
    struct effect sure = effect_unpaired(2, flat, 3, 0.95), half = effect_unpaired(2, mixed, 3, 0.95);
    assert_true(sure.mean == 3 && sure.deviation == 0 && sure.low == 3 && sure.high == 3);
    struct effect alone = effect_mean(3, spread, 0.95);
    assert_near(half.high - half.mean, alone.high - alone.mean, 1e-12);
}

/* Far from 0 the spread is not lost: squares of 10^9 leave no digit of a spread of 1. */
static void far_from_nothing(void **state)
{
    (void)state;
    double value[] = {1e9 + 1, 1e9 + 2, 1e9 + 3};
    struct effect effect = effect_mean(3, value, 0.95);
    assert_true(effect.mean == 1e9 + 2 && effect.deviation == 1);
}

/* What is common to a replicate cancels, exactly here: the sums are of multiples of 1/8. */
static void what_is_common_cancels(void **state)
{
    (void)state;
    enum { COUNT = 4 };
    double common[COUNT] = {1, 16, -8, 0.5}, value[4][COUNT];
    for (int i = 0; i < COUNT; i++)
        for (int group = 0; group < 4; group++) value[group][i] = common[i] + group * group;
    struct effect_term term[] = {{1, value[3]}, {-1, value[2]}, {-1, value[1]}, {1, value[0]}};
    struct effect effect = effect_paired(4, term, COUNT, 0.95);
    assert_true(effect.mean == 4 && effect.low == 4 && effect.high == 4);
    assert_true(effect_unpaired(4, term, COUNT, 0.95).deviation > 10);
}

/* Of n intervals the truth lies in a binomial number; a false alarm has a chance of 1e-6 on each side. */
static void intervals_cover(void **state)
{
    (void)state;
    enum { SAMPLES = 4000, COUNT = 5 };
    unsigned covering = 0;
    for (uint32_t sample = 0; sample < SAMPLES; sample++) {
        double value[COUNT];
        for (uint32_t i = 0; i < COUNT; i++)
            value[i] = random_normal((struct random_key){.seed = 1, .entity = sample, .index = i}, 3, 2);
        struct effect effect = effect_mean(COUNT, value, 0.9);
        covering += effect.low <= 3 && 3 <= effect.high;
    }
    assert_true(gsl_cdf_binomial_P(covering, 0.9, SAMPLES) > 1e-6);
    assert_true(gsl_cdf_binomial_Q(covering - 1, 0.9, SAMPLES) > 1e-6);
}

/* 18: t(17) is 2.1098, and 2.1098 / sqrt(18) = 0.4973; 17 would give 2.1199 / sqrt(17) = 0.5141. */
static void replicates_for_a_half_width(void **state)
{
    (void)state;
    assert_int_equal(effect_replicates(1, 0.5, 0.95), 18);
    assert_int_equal(effect_replicates(0, 0.5, 0.95), 2);
    assert_int_equal(effect_replicates(1, 0, 0.95), -1);
    assert_int_equal(effect_replicates(NAN, 1, 0.95), -1);
    assert_int_equal(effect_replicates(1, 1e-9, 0.95), -1);
    for (double width = 0.001; width < 30; width *= 1.7) {
        int64_t enough = effect_replicates(2, width, 0.99);
        double just = gsl_cdf_tdist_Pinv(0.995, (double)enough - 1) * 2 / sqrt((double)enough);
        assert_true(just <= width);
        if (enough == 2) continue;
        assert_true(gsl_cdf_tdist_Pinv(0.995, (double)enough - 2) * 2 / sqrt((double)enough - 1) > width);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(students_sleep_paired),
        cmocka_unit_test(students_sleep_unpaired),
        cmocka_unit_test(newcombes_shares),
        cmocka_unit_test(missing_values_are_counted),
        cmocka_unit_test(too_few_values),
        cmocka_unit_test(a_group_of_one_value),
        cmocka_unit_test(groups_without_spread),
        cmocka_unit_test(far_from_nothing),
        cmocka_unit_test(what_is_common_cancels),
        cmocka_unit_test(intervals_cover),
        cmocka_unit_test(replicates_for_a_half_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
