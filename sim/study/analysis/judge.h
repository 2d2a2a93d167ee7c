/* Whether what was expected came out. */
#ifndef STUDY_JUDGE_H
#define STUDY_JUDGE_H

#include "study/plan/expect.h"

/* Outcomes of all runs: [configurations][replicates][outcomes], NaN where there is none. */
struct outcome_values {
    int64_t replicates, outcomes;
    const double *value;
};

enum verdict { VERDICT_PASSES, VERDICT_FAILS, VERDICT_UNSURE, VERDICT_OPEN, VERDICT_EXPLAINED };

/* The word for a verdict. Unsure: too few replicates for the bound, which counts as failed; open: left open;
 * explained: not met, for a reason that the row says. */
const char *verdict_word(enum verdict verdict);

enum { FINDING_MEANS = 192 };

struct finding {
    enum verdict verdict;
    double mean,
        error;      /* of a number and its standard error; of an order, of the difference that is nearest to failing */
    double allowed; /* how far off the mean may be; NaN where that is not asked */
    double z;       /* in standard errors; NaN where there are none */
    int64_t replicates;        /* that counted */
    char means[FINDING_MEANS]; /* of an order, all its means; else "" */
};

/* What came out of one expectation; `quick`: with few replicates (study.def, "quick"). */
struct finding expectation_judge(
    const struct expectation *expectation, const struct outcome_values *values, bool quick);

#endif
