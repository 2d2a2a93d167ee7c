/* The arrays over agents that a snapshot has. */
#ifndef WATCH_AGENT_ARRAYS_H
#define WATCH_AGENT_ARRAYS_H

#include <stdint.h>

#include "model/record/events.h"
#include "model/record/observation.h"

struct world;

/* One array over agents, for snapshots: row-major [agents][columns]; type as in agents.def. */
enum agent_array_type { AGENT_I32, AGENT_U64, AGENT_F64, AGENT_U8 };
struct agent_array {
    const char *name, *unit, *sentence;
    enum agent_array_type type;
    const void *values;
    int64_t columns;
    enum dimension dimension; /* DIMENSION_NONE (columns = 1) or DIMENSION_DOMAIN */
    int category_count;
    const struct event_category *categories; /* [category_count]: what its numbers stand for, if it has words */
};

/* How many arrays a snapshot of this world has, and the i-th (i in [0, count)). Memory of beliefs is not among them. */
int model_agent_array_count(const struct world *world);
struct agent_array model_agent_array(const struct world *world, int i);

#endif
