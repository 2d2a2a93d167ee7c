/* Designs: which values the parameters of a study take together.
 *
 * An axis is a parameter that varies: over listed levels, or over a range from which a design takes samples. A design
 * says of every point what each axis is there. Chance is keyed by the design's seed alone (random/random.h), so a point
 * is the same on every machine, and whatever else is asked.
 *
 *     grid       every combination of levels, the last axis fastest
 *     zip, table point i takes level i of every axis
 *     oat        the base, then every level of one axis after the other, the others at their base
 *     lhs        Latin hypercube: each of the samples' equal parts of an axis is met once (McKay, Beckman and Conover
 *                1979, doi:10.2307/1268522)
 *     sobol      Sobol' points with their origin, each axis shifted by random digits (Owen 2000,
 *                doi:10.1007/978-3-642-59657-5_12)
 *     saltelli   N(k + 2) points for indices of variance: A, B, and A with one axis of B, for each sample in turn
 *                (Saltelli and others 2010, doi:10.1016/j.cpc.2009.09.018)
 *     morris     trajectories of k + 1 points, each axis moved once by 2/3 of its range (Morris 1991,
 *                doi:10.2307/1269043; four levels)
 */
#ifndef STUDY_DESIGN_H
#define STUDY_DESIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "scenario/parameters.h"

#define DESIGNS(X)                                                                                                     \
    X(DESIGN_GRID, "grid")                                                                                             \
    X(DESIGN_ZIP, "zip")                                                                                               \
    X(DESIGN_TABLE, "table")                                                                                           \
    X(DESIGN_OAT, "oat")                                                                                               \
    X(DESIGN_LHS, "lhs")                                                                                               \
    X(DESIGN_SOBOL, "sobol")                                                                                           \
    X(DESIGN_SALTELLI, "saltelli")                                                                                     \
    X(DESIGN_MORRIS, "morris")

#define AS_ENUMERATOR(symbol, text) symbol,
enum design_kind { DESIGNS(AS_ENUMERATOR) DESIGN_KINDS };
#undef AS_ENUMERATOR

extern const char *const design_names[DESIGN_KINDS];

enum { DESIGN_AXES_MOST = 256, DESIGN_POINTS_MOST = 100000000 };

struct axis {
    const struct parameter *parameter;
    char **level; /* [level_count], owned: values as text; none where it is sampled from a range */
    int64_t level_count, level_room;
    double from, to; /* of a range, both included */
    bool logarithmic;
};

void axis_free(struct axis *axis);

/* The i-th of `count` evenly spaced values of the range, as text; both ends exactly. Counts are rounded. */
void axis_step(const struct axis *axis, int64_t i, int64_t count, char text[PARAMETER_TEXT_LENGTH]);

struct design {
    enum design_kind kind;
    uint64_t seed;
    int64_t samples; /* of the sampled ones; trajectories of morris */
    const struct axis *axes;
    int axis_count;
    int64_t points;
    double *unit; /* [points][axis_count] in [0, 1]: of a sampled design; else NULL */
};

/* Whether a design takes samples: it has `samples`, and its axes may be ranges. */
bool design_is_sampled(enum design_kind kind);

/* Whether it is laid out for indices of sensitivity, so that its single points mean little. */
bool design_has_indices(enum design_kind kind);

/* Lays the design out: fills points and unit from the other members. STATUS_INPUT with a message where it cannot be
 * (too many axes or points, levels that do not go together), STATUS_MEMORY. */
MUST_USE enum status design_lay_out(struct design *design, struct message *message);

void design_free(struct design *design);

/* What an axis is at a point, as text for parameter_set; NULL where it stays at its base. `text` is room that may or
 * may not be used. */
const char *design_value(const struct design *design, int64_t point, int axis, char text[PARAMETER_TEXT_LENGTH]);

#endif
