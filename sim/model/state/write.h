/* Writing down what happened: write_TABLE(world, row) for every table of events.def; the step is put in. And noting
 * that memory ran out, or the numbers of rows, which the step tells at its end. */
#ifndef STATE_WRITE_H
#define STATE_WRITE_H

#include "base/array.h"
#include "model/state/world.h"

static inline void world_need(struct world *world, bool had_room)
{
    if (!had_room) world->out_of_memory = true;
}

/* The number of the first of `count` rows that a table is to have next. */
static inline int32_t world_row(struct world *world, enum event_table table, int32_t count)
{
    int64_t row = events_total(&world->events, table);
    if (row + count <= INT32_MAX) return (int32_t)row;
    world->out_of_numbers = true;
    return INT32_MAX - count;
}

static inline enum status world_status(const struct world *world)
{
    if (world->out_of_memory) return STATUS_MEMORY;
    return world->out_of_numbers ? STATUS_ROWS : STATUS_OK;
}

#define TABLE(table, watched, needs, sentence)                                                                         \
    static inline void write_##table(struct world *world, struct table##_row row)                                      \
    {                                                                                                                  \
        row.step = world->step;                                                                                        \
        world_need(world, array_push(&world->events.table, row));                                                      \
    }
#include "model/record/events.def"

#endif
