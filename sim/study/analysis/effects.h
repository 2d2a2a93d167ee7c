/* Means and differences over replicates, with intervals by Student's t, and how many replicates an interval needs.
 *
 * Replicate r of every configuration draws from the same random streams (common random numbers), so that what two
 * configurations share cancels in the difference within each replicate: a difference is the mean of those. Where the
 * seeds are independent there are no pairs, and the variances of the groups add (Welch 1947, doi:10.2307/2332510).
 *
 * A value that is not a number (a run that failed, an outcome that never came) is missing: it takes no part, and is
 * counted. A pair is missing if either value is.
 */
#ifndef STUDY_EFFECTS_H
#define STUDY_EFFECTS_H

#include <stdint.h>

/* A mean and what is known about it. NaN where there are too few values: mean below 1, the others below 2. */
struct effect {
    int64_t count, missing; /* values, or pairs, that took part and that did not */
    double mean;
    double deviation;                     /* standard deviation of one replicate */
    double error;                         /* standard error of the mean */
    double low, high;                     /* the interval */
    double one_sided_low, one_sided_high; /* what two one-sided tests leave, each with the chance 1 - level to err */
};

/* The mean of value[count]. level in (0, 1): with what chance such an interval holds the true mean. */
struct effect effect_mean(int64_t count, const double value[], double level);

/* The share of ones among value[count], each 1 or 0, with the interval of Wilson (1927,
 * doi:10.1080/01621459.1927.10502953), which says something also where all are the same. */
struct effect effect_share(int64_t count, const double value[], double level);

/* A term of a sum: `weight` times the values of a group, one each replicate; a difference of two groups is {1, to},
 * {-1, from}, a difference of differences has four terms. */
struct effect_term {
    double weight;
    const double *value; /* [count] */
};

/* The sum of the terms, paired: the mean of the sums within each replicate. */
struct effect effect_paired(int terms, const struct effect_term term[], int64_t count, double level);

/* The sum of the terms where each has seeds of its own; degrees of freedom by Welch and Satterthwaite. `deviation` is
 * the root of the summed variances, `count` the fewest values of a term, `missing` those missing in all. */
struct effect effect_unpaired(int terms, const struct effect_term term[], int64_t count, double level);

/* The fewest replicates, at least 2, whose interval for a mean with this standard deviation is at most `half_width` to
 * each side, or -1 where the question has no answer (half_width not above 0, a deviation that is not a number, or more
 * than 10^12 replicates). What is known of the deviation itself comes from few replicates: the number is a plan, not a
 * promise. */
int64_t effect_replicates(double deviation, double half_width, double level);

#endif
