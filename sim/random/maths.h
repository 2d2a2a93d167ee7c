/* The few transcendental functions that the model needs, with the same bits on every machine.
 *
 * C libraries differ in the last bits of exp, log and pow, and one library differs between processors. Here everything
 * is made of + - * / and sqrt, which IEEE 754 fixes. The methods and constants are those of fdlibm (Sun Microsystems
 * 1993, freely granted); errors stay below 1 unit in the last place (exp, log). Compile with -ffp-contract=off and
 * without -ffast-math.
 */
#ifndef RANDOM_MATHS_H
#define RANDOM_MATHS_H

#include <stdint.h>

/* e^x: 0 below -745.2, infinity above 709.8, NaN for NaN. */
double maths_exp(double x);

/* Natural logarithm: -infinity at 0, NaN below. */
double maths_log(double x);

/* x^y = exp(y log x) for x >= 0, relative error below 2^-53 (2 + 3 |y log x|); x^0 = 1^y = 1. */
double maths_pow(double x, double y);

/* x^n by repeated squaring, relative error below n 2^-53. */
double maths_pow_count(double x, uint64_t n);

/* log(n!), relative error below 1e-15. 0 <= n <= 2^53. */
double maths_log_factorial(int64_t n);

/* The standard normal distribution's quantile, relative error below 1e-15 (PPND16 of Wichura 1988,
 * doi:10.2307/2347330). p in (0, 1). */
double maths_normal_quantile(double p);

/* The probability that a standard normal number is below x, relative error below 1e-14 for x >= -10. Marsaglia 2004,
 * doi:10.18637/jss.v011.i04, and Laplace's continued fraction where that one cancels. */
double maths_normal_below(double x);

#endif
