/* What a run is inside the library. */
#ifndef LIBRARY_INNER_H
#define LIBRARY_INNER_H

#include "selforg.h"

#include "base/status.h"
#include "model/cycle/model.h"

struct selforg_run {
    struct scenario scenario; /* settled */
    struct world *world;
    struct crew *crew;
    struct edge_list edges;
    struct observation observation;
    int32_t observed; /* the step that `observation` is of; -1: none yet */
    bool keep_events; /* of every step of an advance, and not of its last alone */
    struct message message;
    char label[64];
};

#endif
