/* Writing down what happened: write_TABLE(world, row) for every table of events.def; the step is put in. And noting
 * that memory ran out, which the step tells at its end. */
#ifndef STATE_WRITE_H
#define STATE_WRITE_H

#include "base/array.h"
#include "model/state/world.h"

static inline void world_need(struct world *world, bool had_room)
{
    if (!had_room) world->out_of_memory = true;
}

#define TABLE(table, watched, needs, sentence)                                                                         \
    static inline void write_##table(struct world *world, struct table##_row row)                                      \
    {                                                                                                                  \
        row.step = world->step;                                                                                        \
        world_need(world, array_push(&world->events.table, row));                                                      \
    }
#include "model/record/events.def"

#endif
