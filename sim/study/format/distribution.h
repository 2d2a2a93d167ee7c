/* Distributions: where in a range samples lie. They are the rows DISTRIBUTION of study.def. The same bits everywhere.
 */
#ifndef STUDY_DISTRIBUTION_H
#define STUDY_DISTRIBUTION_H

enum distribution_kind {
#define DISTRIBUTION(symbol, ...) DISTRIBUTION_##symbol,
#include "study/format/study.def"
    DISTRIBUTION_KINDS
};

struct distribution_info {
    const char *name;
    const char *keys, *keys_log; /* "mean, sd": what a range needs to say, and on a log scale; "" where nothing */
    const char *sentence;
};

extern const struct distribution_info distribution_table[DISTRIBUTION_KINDS];

/* All zero: uniform. */
struct distribution {
    enum distribution_kind kind;
    double mode;                 /* of a triangular one: the share of the way from the least value to the largest */
    double least, most;          /* of a normal one: the ends, in standard deviations from the mean; */
    double below, above, inside; /* and how much of it lies beyond and between them */
};

/* The way from one end of the range to the other is the unit: mode in [0, 1]. */
struct distribution distribution_triangular(double mode);

/* least < most. Its `inside` may come out as 0 where the ends are far out, and there are no shares of it then. */
struct distribution distribution_normal(double least, double most);

/* The share of the way that has `unit` of the samples before it: the quantile, in [0, 1]; 0 and 1 are exact. The error
 * of a normal one is below 1e-12 (2^-53 / inside, where that is more). */
double distribution_share(const struct distribution *distribution, double unit);

#endif
