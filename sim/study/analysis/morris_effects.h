/* Elementary effects (Morris 1991, doi:10.1080/00401706.1991.10484804): along a trajectory one parameter moves at a
 * time, and each move tells how much the outcome changes per unit of the parameter's whole range.
 *
 * Over the trajectories: their mean mu, the mean of their absolute values mu* (Campolongo et al. 2007,
 * doi:10.1016/j.envsoft.2006.10.004), in which effects of both signs do not cancel, and their standard deviation sigma,
 * which is large where the effect depends on where one is: interactions, or a curve. Intervals by the bootstrap over
 * trajectories. */
#ifndef STUDY_MORRIS_EFFECTS_H
#define STUDY_MORRIS_EFFECTS_H

#include <stdbool.h>

#include "base/status.h"
#include "study/analysis/bootstrap.h"

/* The points of a Morris design and their outcomes. */
struct morris_sample {
    int64_t trajectories; /* at least 1 */
    int factors;
    const double *point;   /* [trajectories][factors + 1][factors], in [0, 1]: from each to the next one factor moves */
    const double *outcome; /* [trajectories][factors + 1], finite */
};

struct morris_index {
    struct uncertain mean, mean_absolute; /* mu, mu* */
    struct uncertain deviation;           /* sigma; NaN where there is a single trajectory */
};

/* effect[trajectories][factors]. False if the points are no Morris design. */
MUST_USE bool morris_elementary(const struct morris_sample *sample, double effect[]);

/* index[factors]. STATUS_INPUT if the points are no Morris design, STATUS_MEMORY. */
MUST_USE enum status morris_effects(
    const struct morris_sample *sample, const struct bootstrap *bootstrap, struct morris_index index[]);

#endif
