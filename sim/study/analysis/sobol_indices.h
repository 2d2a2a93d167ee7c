/* Variance-based sensitivity: which share of an outcome's variance over the parameters' ranges is due to each parameter
 * alone (first-order index) and to it and all its interactions (total index).
 *
 * From a Saltelli design of rows (A, B, and for each factor A with that factor's column from B). First order by
 * Saltelli et al. 2010 (doi:10.1016/j.cpc.2009.09.018, table 2b), the outcome centred, which only lowers the error;
 * total by Jansen 1999 (doi:10.1016/S0010-4655(98)00154-4). Intervals by the bootstrap over rows: right for rows drawn
 * independently, wider than need be for rows of a Sobol sequence.
 *
 * The outcome is to be the mean over replicates of each configuration: the index is then about what a configuration
 * does on average. Indices of single replicates would count as a parameter's own what only this seed makes of it. The
 * noise that is left in the mean adds to the total indices; how large it is, sobol_noise tells.
 */
#ifndef STUDY_SOBOL_INDICES_H
#define STUDY_SOBOL_INDICES_H

#include "base/status.h"
#include "study/analysis/bootstrap.h"

/* The outcomes of a Saltelli design. */
struct sobol_sample {
    int64_t rows; /* at least 2 */
    int factors;
    const double *a, *b; /* [rows] */
    const double *mixed; /* [factors][rows]: A with the factor's column from B */
};

struct sobol_index {
    struct uncertain first, total; /* NaN where the outcome does not vary */
};

/* index[factors]. All outcomes are finite. STATUS_MEMORY. Work: resamples * factors * rows. */
MUST_USE enum status sobol_indices(
    const struct sobol_sample *sample, const struct bootstrap *bootstrap, struct sobol_index index[]);

/* The share of the variance of the configurations' means that is noise: value[configurations][replicates] is a
 * configuration's effect, what a replicate shifts alike in all (as common random numbers do, which is no noise here),
 * and the rest, of which the mean keeps one part in `replicates`. NaN where the means do not vary, or with a single
 * replicate. */
double sobol_noise(int64_t configurations, int64_t replicates, const double value[]);

#endif
