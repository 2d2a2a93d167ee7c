/* Samples of the unit cube, for the designs that take them. Nothing but GSL knows how Sobol' points are made. */
#ifndef STUDY_SAMPLES_H
#define STUDY_SAMPLES_H

#include <stdint.h>

#include "base/status.h"

struct samples {
    uint64_t seed;
    int64_t count; /* samples, at least 1 */
    int axes;      /* at least 1 */
    double *unit;  /* room for the points, row by row: [points][axes] */
};

/* Fill `unit` with count, count, count (axes + 2) and count (axes + 1) points. STATUS_MEMORY only. Sobol' points have
 * at most samples_sobol_most dimensions; those of Saltelli take two for each axis. */
MUST_USE enum status samples_latin(const struct samples *samples);
MUST_USE enum status samples_sobol(const struct samples *samples);
MUST_USE enum status samples_saltelli(const struct samples *samples);
MUST_USE enum status samples_morris(const struct samples *samples);

int samples_sobol_most(void);

#endif
