/* The bootstrap (Efron 1979, doi:10.1214/aos/1176344552): rows of a sample drawn anew with replacement, as often as
 * asked, and an estimate's interval from what it is in each resample (percentiles). Which rows are drawn is a function
 * of the seed alone, so that every interval can be had again. */
#ifndef STUDY_BOOTSTRAP_H
#define STUDY_BOOTSTRAP_H

#include <stdint.h>

struct bootstrap {
    int64_t resamples; /* in [2, 2^32); intervals of 95 % want about 1000 */
    uint64_t seed;
    double level; /* of the intervals, in (0, 1) */
};

/* An estimate with its interval. */
struct uncertain {
    double value, low, high;
};

/* row[rows] of resample number `resample`, each in [0, rows). rows in [1, 2^32). */
void bootstrap_rows(const struct bootstrap *bootstrap, int64_t resample, int64_t rows, int64_t row[]);

/* Sets low and high from the estimate's value in each resample, value[resamples], which is sorted. Resamples in which
 * the estimate is not a number take no part; where none is left the interval is NaN. */
void bootstrap_interval(const struct bootstrap *bootstrap, double value[], struct uncertain *estimate);

#endif
