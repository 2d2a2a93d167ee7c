/* Designs: which values the parameters of a study take together.
 *
 * An axis is a parameter that varies: over listed levels, or over a range from which a design takes samples. A design
 * says of every point what each axis is there. Chance is keyed by the design's seed alone (random/random.h), so a point
 * is the same on every machine, and whatever else is asked.
 * The designs are the rows DESIGN of study.def.
 */
#ifndef STUDY_DESIGN_H
#define STUDY_DESIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "scenario/parameters.h"
#include "study/format/distribution.h"

enum design_kind {
#define DESIGN(symbol, ...) DESIGN_##symbol,
#include "study/format/study.def"
    DESIGN_KINDS
};

struct design_info {
    const char *name;
    bool sampled;                /* it has `samples`, and its axes may be ranges */
    bool indices;                /* it is laid out for indices of sensitivity, so that its single points mean little */
    const char *even, *unpaired; /* why it takes no distributions, and no correlations; "" where it does */
    const char *sentence;
};

extern const struct design_info design_table[DESIGN_KINDS];

/* "lhs, sobol and saltelli": the designs that take distributions, or correlations. */
enum { DESIGN_NAMES = 128 };
struct design_names {
    char text[DESIGN_NAMES];
};
struct design_names designs_of_distributions(void), designs_of_correlations(void);

enum { DESIGN_POINTS_MOST = 100000000 };

struct axis {
    const struct parameter *parameter;
    char **level; /* [level_count], owned: values as text; none where it is sampled from a range */
    int64_t level_count, level_room;
    double from, to; /* of a range, both included */
    bool logarithmic;
    struct distribution distribution; /* of samples; of whole numbers on a linear scale half a step beyond both ends */
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

/* Lays the design out: fills points and unit from the other members. STATUS_INPUT with a message where it cannot be
 * (too many axes or points, levels that do not go together), STATUS_MEMORY. */
MUST_USE enum status design_lay_out(struct design *design, struct message *message);

void design_free(struct design *design);

/* What an axis is at a point, as text for parameter_set; NULL where it stays at its base. `text` is room that may or
 * may not be used. */
const char *design_value(const struct design *design, int64_t point, int axis, char text[PARAMETER_TEXT_LENGTH]);

#endif
