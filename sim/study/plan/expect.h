/* Expectations: what a replication says that its outcomes are, and whether they came out so. (study.def has their
 * format).
 *
 * Replicates in which both configurations have a number are compared one by one, since they share their seeds. With few
 * replicates (quick), Student's t says how many se have the chance that 3 have among many (0.0027): a value, `within`,
 * at_least and at_most are allowed so many. Of an order only the direction is asked, up to 3 se where that is all there
 * is to it (by: 0). What a single replicate, or several that are all the same, cannot tell is left open.
 */
#ifndef STUDY_EXPECT_H
#define STUDY_EXPECT_H

#include "study/plan/study.h"

/* The orders are in the order of the words of study.def. */
enum expect_kind {
    EXPECT_VALUE,
    EXPECT_LEAST,
    EXPECT_MOST,
    EXPECT_INCREASING,
    EXPECT_DECREASING,
    EXPECT_PEAK,
    EXPECT_VALLEY
};

/* Where a number is to be found, and how far along an order it stands. */
struct cell {
    int64_t configuration, outcome;
    double place;
};
struct cells ARRAY_OF(struct cell);

/* What is made of an outcome. */
struct statistic {
    bool fraction_above, only_above;
    double above, divide;
};

enum { EXPECT_NAME = 256 };

struct expectation {
    enum expect_kind kind;
    char name[EXPECT_NAME];
    const char *source, *explained; /* "" where nothing is said */
    struct statistic statistic;
    struct cells cells; /* one, or those of the order */
    double value;       /* also at_least and at_most */
    double error, tolerance;
    bool exact, flat; /* flat: `within`, kept as the tolerance */
    double by;        /* standard errors */
    double inside[2]; /* of a peak, places */
};
struct expectations ARRAY_OF(struct expectation);

/* Reads what a study expects (`expect`); none where it has none. STATUS_INPUT with the place, STATUS_MEMORY. Free it
 * also then. */
MUST_USE enum status expectations_read(
    struct expectations *expectations, const struct study *study, struct message *message);

void expectations_free(struct expectations *expectations);

/* Replicates where time is short (`quick: {replicates: N}`), 0 where it is to be left out; the study's own where it
 * says nothing. STATUS_INPUT. */
MUST_USE enum status quick_replicates(const struct study *study, int64_t *replicates, struct message *message);

#endif
