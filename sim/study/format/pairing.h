/* Pairing: the values of a Latin hypercube put together anew, so that the ranks of its axes are correlated as asked
 * (Iman and Conover 1982, doi:10.1080/03610918208812265). The same bits everywhere.
 */
#ifndef STUDY_PAIRING_H
#define STUDY_PAIRING_H

#include "study/format/design.h"

/* What is asked of some axes of a design. */
struct pairing {
    int count;          /* at least 2 */
    const int *axis;    /* [count] */
    const double *rank; /* [count][count], symmetrical, 1 on the diagonal: Spearman's correlations */
};

/* The first of the axes (as numbered in the pairing) that cannot be so together with those before it, as the matrix is
 * not positive definite; `count`: all can. Negative: no memory. */
int pairing_contradiction(const struct pairing *pairing);

/* Rearranges the columns of design->unit; the first axis stays as it is. There is no contradiction. STATUS_INPUT where
 * the samples are too few, STATUS_MEMORY; no message, and the design is as before. */
MUST_USE enum status pairing_apply(const struct pairing *pairing, struct design *design);

/* Spearman's correlation of two axes of a sampled design, no two of whose samples are the same; NaN: no memory. */
double pairing_rank(const struct design *design, int a, int b);

#endif
