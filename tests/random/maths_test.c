/* The mathematics of our own, against the C library's long double (64 bits of fraction) and against GSL. */
#include "random/maths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "random/random.h"

enum { ARGUMENT_COUNT = 1000000 };

static const double EPSILON = 0x1p-53; /* half a unit in the last place, relative to the number */

/* The i-th of a fixed sequence of uniforms. */
static double uniform(uint32_t i)
{
    return random_uniform((struct random_key){.seed = 1, .entity = i});
}

/* The distance between the doubles around `exact`. */
static double unit_in_last_place(long double exact)
{
    double size = fabs((double)exact);
    return nextafter(size, INFINITY) - size;
}

static void check_units(double computed, long double exact, double units)
{
    assert_true(fabsl(computed - exact) < units * unit_in_last_place(exact));
}

static void check_relative(double computed, long double exact, double error)
{
    assert_true(fabsl(computed - exact) <= error * fabsl(exact));
}

static void exp_is_within_one_unit(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < ARGUMENT_COUNT; i++) {
        double everywhere = -745 + 1454 * uniform(i), near_zero = 2 * uniform(i) - 1;
        double tiny = ldexp(near_zero, -(int)(i % 1000));
        check_units(maths_exp(everywhere), expl(everywhere), 1);
        check_units(maths_exp(near_zero), expl(near_zero), 1);
        check_units(maths_exp(tiny), expl(tiny), 1);
    }
    for (int exponent = -1073; exponent <= 1023; exponent++) {
        double x = exponent * log(2.0);
        check_units(maths_exp(x), expl(x), 1);
        check_units(maths_exp(nextafter(x, 0)), expl(nextafter(x, 0)), 1);
    }
}

static void exp_ends_where_doubles_end(void **state)
{
    (void)state;
    double largest = 0x1.62e42fefa39efp+9; /* the last one whose exponential is finite */
    assert_true(maths_exp(0) == 1 && maths_exp(-0.0) == 1);
    assert_true(isfinite(maths_exp(largest)));
    assert_true(isinf(maths_exp(nextafter(largest, INFINITY))));
    assert_true(maths_exp(710) == INFINITY && maths_exp(1e300) == INFINITY && maths_exp(INFINITY) == INFINITY);
    assert_true(maths_exp(-745.13) == DBL_TRUE_MIN);
    assert_true(maths_exp(-745.2) == 0 && maths_exp(-1e300) == 0 && maths_exp(-INFINITY) == 0);
    assert_true(isnan(maths_exp(NAN)));
}

static void log_is_within_one_unit(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < ARGUMENT_COUNT; i++) {
        double fraction = 1 + uniform(i);
        double everywhere = ldexp(fraction, (int)(i % 2098) - 1074), near_one = 0.5 + uniform(i);
        double nearer = 1 + ldexp(uniform(i) - 0.5, -(int)(i % 50));
        check_units(maths_log(everywhere), logl(everywhere), 1);
        check_units(maths_log(near_one), logl(near_one), 1);
        if (nearer != 1) check_units(maths_log(nearer), logl(nearer), 1);
    }
}

static void log_ends_where_it_should(void **state)
{
    (void)state;
    assert_true(maths_log(1) == 0 && !signbit(maths_log(1)));
    assert_true(maths_log(0) == -INFINITY && maths_log(-0.0) == -INFINITY && maths_log(INFINITY) == INFINITY);
    assert_true(isnan(maths_log(-1)) && isnan(maths_log(-DBL_TRUE_MIN)) && isnan(maths_log(-INFINITY)));
    assert_true(isnan(maths_log(NAN)));
    check_units(maths_log(DBL_TRUE_MIN), logl(DBL_TRUE_MIN), 1);
    check_units(maths_log(DBL_MIN), logl(DBL_MIN), 1);
    check_units(maths_log(DBL_MAX), logl(DBL_MAX), 1);
}

static void pow_loses_what_the_logarithm_is_long(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < ARGUMENT_COUNT; i++) {
        double x = ldexp(1 + uniform(2 * i), (int)(i % 100) - 50), y = 40 * uniform(2 * i + 1) - 20;
        long double exact = powl(x, y);
        if (exact < DBL_MIN || exact > DBL_MAX) continue;
        check_relative(maths_pow(x, y), exact, EPSILON * (2 + 3 * fabs(y * log(x))));
    }
    assert_true(maths_pow(0, 0) == 1 && maths_pow(7, 0) == 1 && maths_pow(1, 1e300) == 1);
    assert_true(maths_pow(0, 3) == 0 && maths_pow(0, -3) == INFINITY && maths_pow(2, 10) > 1023.9);
}

static void pow_count_is_repeated_multiplication(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < ARGUMENT_COUNT; i++) {
        uint64_t n = i % 1000;
        double x = 0.5 + uniform(i);
        check_relative(maths_pow_count(x, n), powl(x, (long double)n), EPSILON * (double)n);
    }
    assert_true(
        maths_pow_count(0, 0) == 1 && maths_pow_count(0, 5) == 0 && maths_pow_count(3, 33) == 5559060566555523.0);
    assert_true(maths_pow_count(1, UINT64_MAX) == 1 && maths_pow_count(0.5, UINT64_MAX) == 0);
}

static void log_factorial_is_that_of_gsl(void **state)
{
    (void)state;
    assert_true(maths_log_factorial(0) == 0 && maths_log_factorial(1) == 0);
    for (uint32_t n = 2; n < 100000; n++) {
        check_relative(maths_log_factorial(n), lgammal(n + 1.0L), 1e-15);
        check_relative(maths_log_factorial(n), gsl_sf_lnfact(n), 1e-14);
    }
    for (int64_t n = 100000; n < INT64_C(1) << 53; n += n / 7) {
        check_relative(maths_log_factorial(n), lgammal((long double)n + 1), 1e-15);
    }
}

/* How much the distribution function at z exceeds p, without the loss of a subtraction in the tails and the centre. */
static long double excess(double z, double p)
{
    long double scaled = z / sqrtl(2);
    if (fabs(p - 0.5) < 0.25) return erfl(scaled) / 2 - (p - 0.5L);
    return p < 0.5 ? erfcl(-scaled) / 2 - p : 1 - (long double)p - erfcl(scaled) / 2;
}

/* One step of Newton's method from the quantile tells how far it is from the exact one. */
static void check_quantile(double p)
{
    double z = maths_normal_quantile(p);
    long double density = expl(-0.5L * z * z) / sqrtl(2 * acosl(-1));
    assert_true(fabsl(excess(z, p) / density) < 1e-15L * fabsl(z));
    assert_true(fabs(z - gsl_cdf_ugaussian_Pinv(p)) <= 1e-14 * fabs(z));
}

static void normal_quantile_inverts_the_distribution_function(void **state)
{
    (void)state;
    assert_true(maths_normal_quantile(0.5) == 0);
    for (uint32_t i = 0; i < ARGUMENT_COUNT; i++) {
        double centre = uniform(i), tail = ldexp(0.5 + centre, -2 - (int)(i % 1000));
        if (centre != 0 && centre != 0.5) check_quantile(centre);
        check_quantile(tail);
    }
    check_quantile(DBL_MIN);
    check_quantile(1 - EPSILON);
}

static void normal_quantile_is_odd_and_grows(void **state)
{
    (void)state;
    double previous = -INFINITY;
    for (uint32_t i = 1; i < 1 << 20; i++) {
        double p = i * 0x1p-20, z = maths_normal_quantile(p);
        assert_true(z > previous && maths_normal_quantile(1 - p) == -z);
        previous = z;
    }
}

/* From -37 on: what lies below -37.5 is no normal double. */
static void normal_below_is_within_its_error(void **state)
{
    (void)state;
    assert_true(maths_normal_below(0) == 0.5);
    for (uint32_t i = 0; i < ARGUMENT_COUNT; i++) {
        double z = 20 * uniform(i) - 10, far = -10 - 27 * uniform(i);
        check_relative(maths_normal_below(z), erfcl(-z / sqrtl(2)) / 2, 1e-14);
        check_relative(maths_normal_below(far), erfcl(-far / sqrtl(2)) / 2, 1e-13);
    }
    check_relative(maths_normal_below(-1.5), erfcl(1.5 / sqrtl(2)) / 2, 1e-14);
    check_relative(maths_normal_below(nextafter(-1.5, 0)), erfcl(-nextafter(-1.5, 0) / sqrtl(2)) / 2, 1e-14);
    assert_true(maths_normal_below(INFINITY) == 1 && maths_normal_below(-INFINITY) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exp_is_within_one_unit),
        cmocka_unit_test(exp_ends_where_doubles_end),
        cmocka_unit_test(log_is_within_one_unit),
        cmocka_unit_test(log_ends_where_it_should),
        cmocka_unit_test(pow_loses_what_the_logarithm_is_long),
        cmocka_unit_test(pow_count_is_repeated_multiplication),
        cmocka_unit_test(log_factorial_is_that_of_gsl),
        cmocka_unit_test(normal_quantile_inverts_the_distribution_function),
        cmocka_unit_test(normal_quantile_is_odd_and_grows),
        cmocka_unit_test(normal_below_is_within_its_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
