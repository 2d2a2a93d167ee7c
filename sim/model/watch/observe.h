/* Watching a world: at any time it can be asked what is to be seen, and never changes by it. */
#ifndef WATCH_OBSERVE_H
#define WATCH_OBSERVE_H

#include "base/status.h"
#include "model/record/observation.h"

struct world;

/* Room for what this world shows; freed by observation_free. What is counted since the row before begins with the
 * world. STATUS_MEMORY only. */
MUST_USE enum status observation_create(struct observation *observation, const struct world *world);
void observation_free(struct observation *observation);

/* Fills `observation`, for which the next row begins. Not-a-number: not looked at in this step. STATUS_MEMORY only. */
MUST_USE enum status model_observe(const struct world *world, struct observation *observation);

enum { DIMENSION_LABEL = 64 };

/* The length of a dimension in a scenario (settled) with so many units, and the label of one of its entries (static, in
 * `buffer`, or the scenario's). */
int64_t dimension_length(const struct scenario *scenario, int64_t units, enum dimension dimension);
const char *dimension_label(
    const struct scenario *scenario, enum dimension dimension, int64_t entry, char buffer[DIMENSION_LABEL]);

/* The entry of a series that a label or a number names. STATUS_INPUT with "SERIES has no entry 'TEXT'" and the nearest.
 */
MUST_USE enum status dimension_find(const struct scenario *scenario, int64_t units, enum observable observable,
    const char *text, int64_t *entry, struct message *message);

/* The same of a world. */
int64_t model_dimension_length(const struct world *world, enum dimension dimension);
const char *model_dimension_label(
    const struct world *world, enum dimension dimension, int64_t entry, char buffer[DIMENSION_LABEL]);
MUST_USE enum status model_dimension_find(
    const struct world *world, enum observable observable, const char *text, int64_t *entry, struct message *message);

#endif
