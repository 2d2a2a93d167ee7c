/* The exponential, the logarithm and what follows from them, of nothing but + - * / and sqrt.
 *
 * exp and log halve the work as everyone does: pull out the power of two, then a short polynomial on what is left. The
 * polynomials and the two-part logarithm of 2 are fdlibm's (e_exp.c, e_log.c), whose notice follows.
 *
 *     Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 *     Developed at SunSoft, a Sun Microsystems, Inc. business.
 *     Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
 *     preserved.
 */
#include "random/maths.h"

#include <float.h>
#include <math.h>
#include <string.h>

_Static_assert(FLT_EVAL_METHOD == 0, "a double has to be computed as a double, or the last bits would differ");

/* log 2 in two parts: the first has so few digits that its product with any exponent is exact. */
static const double LOG_TWO_HIGH = 6.93147180369123816490e-01;
static const double LOG_TWO_LOW = 1.90821492927058770002e-10;
static const double ONE_OVER_LOG_TWO = 1.44269504088896338700e+00;
static const double HALF_LOG_TWO_PI = 9.18938533204672741780e-01;

static const double SMALLEST_NORMAL = 0x1p-1022;
static const uint64_t FRACTION_BITS = 0x000fffffffffffff;
static const uint64_t ONE_BITS = 0x3ff0000000000000;
static const uint64_t ROOT_HALF_BITS = 0x3fe6a09e00000000; /* a little below sqrt(1/2) */

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* 2^exponent, for -1022 <= exponent <= 1023. */
static double power_of_two(int exponent)
{
    return double_of((uint64_t)(exponent + 1023) << 52);
}

static const double EXP_SERIES[] = {1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
    -1.65339022054652515390e-06, 4.13813679705723846039e-08};

/* x = exponent log 2 + high - low with r = high - low in [-log(2) / 2, log(2) / 2]; there e^r = 1 + r + r q / (2 - q),
 * where q = r - r^2 P(r^2). */
double maths_exp(double x)
{
    if (isnan(x)) return x;
    if (x > 710) return INFINITY;
    if (x < -746) return 0;
    int exponent = (int)(ONE_OVER_LOG_TWO * x + (x < 0 ? -0.5 : 0.5));
    double high = x - exponent * LOG_TWO_HIGH;
    double low = exponent * LOG_TWO_LOW;
    double r = high - low;
    double z = r * r;
    const double *p = EXP_SERIES;
    double q = r - z * (p[0] + z * (p[1] + z * (p[2] + z * (p[3] + z * p[4]))));
    double power = 1 + (r * q / (2 - q) - low + high);
    /* In two steps, since no double holds 2^1024 or 2^-1075; only the second can round. */
    return power * power_of_two(exponent / 2) * power_of_two(exponent - exponent / 2);
}

static const double LOG_SERIES[] = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
    2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01};

/* x = 2^exponent (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)]; with s = f / (2 + f) and h = f^2 / 2,
 * log(1 + f) = f - h + s (h + P(s^2)). */
double maths_log(double x)
{
    if (!(x > 0)) return x == 0 ? -INFINITY : NAN;
    if (isinf(x)) return x;
    int exponent = 0;
    if (x < SMALLEST_NORMAL) {
        x *= 0x1p54;
        exponent = -54;
    }
    uint64_t bits = bits_of(x) + (ONE_BITS - ROOT_HALF_BITS);
    exponent += (int)(bits >> 52) - 1023;
    double f = double_of((bits & FRACTION_BITS) + ROOT_HALF_BITS) - 1;
    double h = 0.5 * f * f;
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    const double *p = LOG_SERIES;
    double odd = z * (p[0] + w * (p[2] + w * (p[4] + w * p[6])));
    double even = w * (p[1] + w * (p[3] + w * p[5]));
    return exponent * LOG_TWO_HIGH - (h - (s * (h + (even + odd)) + exponent * LOG_TWO_LOW) - f);
}

double maths_pow(double x, double y)
{
    if (x == 1 || y == 0) return 1;
    return maths_exp(y * maths_log(x));
}

double maths_pow_count(double x, uint64_t n)
{
    double power = 1;
    for (; n > 0; n >>= 1) {
        if (n & 1) power *= x;
        x *= x;
    }
    return power;
}

/* Products of whole numbers up to 22! are exact; above, Stirling's series is exact enough after four terms. */
double maths_log_factorial(int64_t n)
{
    if (n <= 22) {
        double factorial = 1;
        for (int64_t factor = 2; factor <= n; factor++) factorial *= (double)factor;
        return maths_log(factorial);
    }
    double x = (double)n;
    double z = 1 / (x * x);
    double series = (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z / 1680))) / x;
    return (x + 0.5) * maths_log(x) - x + HALF_LOG_TWO_PI + series;
}

/* The three pairs of polynomials of PPND16, constant term first. */
enum { COEFFICIENT_COUNT = 8 };
struct ratio {
    double numerator[COEFFICIENT_COUNT], denominator[COEFFICIENT_COUNT];
};

static const struct ratio CENTRE = {
    {3.3871328727963666080e+0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
        3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3}};

static const struct ratio NEAR_TAIL = {
    {1.42343711074968357734e+0, 4.63033784615654529590e+0, 5.76949722146069140550e+0, 3.64784832476320460504e+0,
        1.27045825245236838258e+0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e+0, 1.67638483018380384940e+0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
        1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}};

static const struct ratio FAR_TAIL = {
    {6.65790464350110377720e+0, 5.46378491116411436990e+0, 1.78482653991729133580e+0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
        1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}};

static double ratio_at(const struct ratio *ratio, double x)
{
    double numerator = 0, denominator = 0;
    for (int i = COEFFICIENT_COUNT - 1; i >= 0; i--) {
        numerator = numerator * x + ratio->numerator[i];
        denominator = denominator * x + ratio->denominator[i];
    }
    return numerator / denominator;
}

double maths_normal_quantile(double p)
{
    double from_centre = p - 0.5;
    if (fabs(from_centre) <= 0.425) {
        return from_centre * ratio_at(&CENTRE, 0.180625 - from_centre * from_centre);
    }
    double depth = sqrt(-maths_log(from_centre < 0 ? p : 1 - p));
    double size = depth <= 5 ? ratio_at(&NEAR_TAIL, depth - 1.6) : ratio_at(&FAR_TAIL, depth - 5);
    return from_centre < 0 ? -size : size;
}

static const double ONE_OVER_ROOT_TWO_PI = 3.98942280401432677940e-01;

/* The sum is x + x^3 / 3 + x^5 / (3 5) + ..., the fraction 1 / (x + 1 / (x + 2 / (x + 3 / ...))) from its end on. */
double maths_normal_below(double x)
{
    enum { FRACTION_TERMS = 150 };
    double density = ONE_OVER_ROOT_TWO_PI * maths_exp(-0.5 * x * x), size = fabs(x);
    if (size < 1.5) {
        double sum = x;
        double term = x;
        for (int odd = 3; fabs(term) > 0x1p-60 * fabs(sum); odd += 2) {
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 + density * sum;
    }
    double fraction = size;
    for (int i = FRACTION_TERMS; i > 0; i--) fraction = size + i / fraction;
    return x < 0 ? density / fraction : 1 - density / fraction;
}
