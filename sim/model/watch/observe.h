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

/* The length of a dimension in this world, and the label of one of its entries (static or owned by the world). */
int64_t model_dimension_length(const struct world *world, enum dimension dimension);
const char *model_dimension_label(const struct world *world, enum dimension dimension, int64_t entry, char buffer[64]);

#endif
