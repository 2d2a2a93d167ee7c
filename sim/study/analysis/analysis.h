/* The analysis of a study, as a list of findings: each an estimate with its interval.
 *
 *     mean         of an outcome under a configuration
 *     difference   a contrast of the study's; where it has none, each configuration against the first one
 *     first, total Sobol indices of a parameter (design saltelli)
 *     mu, mu_star, sigma   elementary effects of a parameter over its whole range (design morris)
 *     noise        after indices: the share of noise between replicates in the variance of the means that they are of
 *
 * Sampled designs (lhs, sobol, saltelli, morris) have no differences unless the study has contrasts.
 */
#ifndef STUDY_ANALYSIS_H
#define STUDY_ANALYSIS_H

#include "study/analysis/bootstrap.h"
#include "study/analysis/results.h"

#define FINDINGS(X)                                                                                                    \
    X(FINDING_MEAN, "mean")                                                                                            \
    X(FINDING_DIFFERENCE, "difference")                                                                                \
    X(FINDING_FIRST, "first")                                                                                          \
    X(FINDING_TOTAL, "total")                                                                                          \
    X(FINDING_NOISE, "noise")                                                                                          \
    X(FINDING_MU, "mu")                                                                                                \
    X(FINDING_MU_STAR, "mu_star")                                                                                      \
    X(FINDING_SIGMA, "sigma")

/* Of a difference, by its interval: on the expected side of zero, on the other one, or across it; where the study says
 * what difference matters, there is none if two one-sided tests leave only smaller ones. */
#define VERDICTS(X)                                                                                                    \
    X(VERDICT_NONE, "", "")                                                                                            \
    X(VERDICT_HOLDS, "holds", "the interval lies on the expected side of zero")                                        \
    X(VERDICT_FAILS, "does not hold",                                                                                  \
        "it lies on the other side; of `expected: none` beyond `smallest`, to either side")                            \
    X(VERDICT_UNDECIDED, "undecided", "none of the others: more replicates may tell")                                  \
    X(VERDICT_NO_DIFFERENCE, "no difference seen",                                                                     \
        "neither of the two, and two one-sided tests leave only differences smaller than `smallest`; so "              \
        "`expected: none` holds")                                                                                      \
    X(VERDICT_TOO_FEW, "too few replicates",                                                                           \
        "there is no interval, as of a single replicate, or of some that all differ by the same where so many may do " \
        "so by chance")                                                                                                \
    X(VERDICT_ENDED, "ended too early",                                                                                \
        "it would be one of the two before, but some of its runs ended before `branch_step`: what varies never took "  \
        "its values there, and a "                                                                                     \
        "difference of 0 says nothing")

#define AS_ENUMERATOR(symbol, ...) symbol,
enum finding_kind { FINDINGS(AS_ENUMERATOR) FINDING_KINDS };
enum verdict { VERDICTS(AS_ENUMERATOR) VERDICT_COUNT };
#undef AS_ENUMERATOR

extern const char *const finding_names[FINDING_KINDS];
extern const char *const verdict_names[VERDICT_COUNT], *const verdict_sentences[VERDICT_COUNT];

struct finding {
    enum finding_kind kind;
    int outcome;
    int64_t configuration;           /* of a mean, or what is compared with configuration 0; else -1 */
    const struct contrast *contrast; /* of a difference; else NULL */
    int axis;                        /* of an index; else -1 */
    int64_t condition;               /* of an index and of noise; else -1 */
    struct uncertain estimate;       /* NaN where there is too little */
    double error, deviation;         /* standard error; standard deviation of one replicate; NaN of an index */
    double from, to;                 /* of a difference: the means of what it is of; NaN of others */
    double independent_deviation; /* of a difference: what its deviation would be with seeds of its own for each side */
    int64_t count, missing;       /* replicates, or of an index rows or trajectories, that took part or did not */
    int64_t without_run;     /* of those that did not: as a run is missing or failed; in the rest an outcome is NaN */
    int64_t gaps[GAP_KINDS]; /* of a mean: why, in these */
    int64_t before_branch; /* of means and differences: those of which a run ended before what varies took its values */
    int64_t needed;        /* replicates for the half width that was asked for; -1: no answer */
    enum verdict verdict;
};

/* From this share of noise on, indices say more of the noise than of the parameters. */
#define NOISE_OF_INDICES_MOST 0.5

/* Half of an interval's width that is wanted. Without a wish: 5 % of a mean, and of a difference the difference itself,
 * so that the interval leaves out zero. */
struct half_width {
    double amount;  /* 0: no wish */
    bool of_itself; /* it is a share of the mean or difference */
};

struct analysis_request {
    const struct results *results; /* must live as long as the analysis */
    int outcome;                   /* -1: all */
    struct half_width half_width;
    struct bootstrap bootstrap; /* its level is that of all intervals */
};

struct analysis {
    struct ARRAY_OF(struct finding) findings; /* by outcome, then by kind */
};

/* STATUS_MEMORY only; free it also then. */
MUST_USE enum status analysis_make(struct analysis *analysis, const struct analysis_request *request);

void analysis_free(struct analysis *analysis);

#endif
