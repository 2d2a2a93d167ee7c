/* Distributions: exact quantiles where there are some, their ends, and that they grow; SciPy's are in
 * program/commands/distributions_test.py. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/format/distribution.h"

static void assert_near(double found, double expected)
{
    assert_true(fabs(found - expected) < 1e-15);
}

static void exact_quantiles(void **state)
{
    (void)state;
    const struct distribution uniform = {0}, rising = distribution_triangular(1), falling = distribution_triangular(0),
                              middle = distribution_triangular(0.5), early = distribution_triangular(0.25),
                              even = distribution_normal(-2, 2);
    assert_true(distribution_share(&uniform, 0.3) == 0.3);
    assert_near(distribution_share(&rising, 0.25), 0.5);
    assert_near(distribution_share(&falling, 0.75), 0.5);
    assert_near(distribution_share(&middle, 0.125), 0.25);
    assert_near(distribution_share(&middle, 0.5), 0.5);
    assert_near(distribution_share(&early, 0.25), 0.25);
    assert_near(distribution_share(&early, 13 / 16.0), 0.625);
    assert_near(distribution_share(&even, 0.5), 0.5);
    assert_near(distribution_share(&even, 0.25) + distribution_share(&even, 0.75), 1);
}

/* Of a normal distribution so wide that it is even, and one so far out that half of what is from 5 to 6 lies below
 * 5.131371763283919 (SciPy: truncnorm(5, 6).ppf(0.5)); the other side is the mirror. */
static void ends_far_from_the_mean(void **state)
{
    (void)state;
    const struct distribution wide = distribution_normal(-5e-4, 5e-4), above = distribution_normal(5, 6),
                              below = distribution_normal(-6, -5);
    for (double unit = 0.1; unit < 1; unit += 0.1) {
        assert_true(fabs(distribution_share(&wide, unit) - unit) < 1e-7);
        assert_near(distribution_share(&above, unit) + distribution_share(&below, 1 - unit), 1);
    }
    assert_true(fabs(distribution_share(&above, 0.5) - 0.131371763283919) < 1e-12);
}

static void they_grow_from_end_to_end(void **state)
{
    (void)state;
    enum { STEPS = 100000 };
    const struct distribution all[] = {{0}, distribution_triangular(0), distribution_triangular(0.3),
        distribution_triangular(1), distribution_normal(-1, 3), distribution_normal(2, 4), distribution_normal(-9, 0.5),
        distribution_normal(-30, 30)};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        double before = 0;
        assert_true(distribution_share(&all[k], 0) == 0 && distribution_share(&all[k], 1) == 1);
        for (int i = 1; i < STEPS; i++) {
            double share = distribution_share(&all[k], i / (double)STEPS);
            assert_true(share > before && share < 1);
            before = share;
        }
        assert_true(distribution_share(&all[k], 0x1p-53) >= 0 && distribution_share(&all[k], 1 - 0x1p-53) <= 1);
    }
}

/* However narrow the range is, wherever it lies, and however near to an end: without a bound one in fifty would lie
 * beyond it, by the last bits of a quantile. */
static void no_share_lies_beyond_an_end(void **state)
{
    (void)state;
    int tried = 0;
    for (double least = -9; least < 9; least += 0.37)
        for (double width = 0.001; width < 8; width *= 1.7) {
            const struct distribution normal = distribution_normal(least, least + width);
            if (normal.inside < 1e-12) continue;
            for (int digits = 1; digits <= 53; digits++, tried++) {
                const double first = distribution_share(&normal, ldexp(1, -digits)),
                             last = distribution_share(&normal, 1 - ldexp(1, -digits));
                if (!(first >= 0 && first <= 1 && last >= 0 && last <= 1))
                    fail_msg("%g of width %g, %d: %.17g and %.17g", least, width, digits, first, last);
            }
        }
    assert_true(tried > 30000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_quantiles),
        cmocka_unit_test(ends_far_from_the_mean),
        cmocka_unit_test(they_grow_from_end_to_end),
        cmocka_unit_test(no_share_lies_beyond_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
