/* A carrier takes state into a checkpoint, or out of one: one walk serves both directions, so what is loaded is what
 * was saved. After an error nothing more is carried.
 *
 *     carry_value(carrier, value)                 a number or a struct of numbers
 *     carry_count(carrier, &count, most)          how many there are of something, from 0 to `most`
 *     carry_items(carrier, items, count)          an array whose length both sides know; nothing where it is NULL
 *     carry_list(carrier, items, count, room)     an array that grows, with its length
 *     carry_array(carrier, list)                  the same for an ARRAY_OF
 */
#ifndef FRAME_CARRIER_H
#define FRAME_CARRIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct carrier {
    bool loading;
    int64_t most; /* loading: there are so many bytes in all, and so no list has more items */
    enum status (*take)(void *context, void *bytes, size_t size); /* takes the bytes, or fills them */
    void *context;
    enum status status; /* the first error */
};

void carry_bytes(struct carrier *carrier, void *bytes, size_t size);

/* Loading, a number that is not from 0 to `most` is STATUS_DAMAGED. */
void carry_count(struct carrier *carrier, int64_t *count, int64_t most);
void carry_grown(struct carrier *carrier, void **items, int64_t *count, int64_t *room, size_t size);

/* Whether something is being loaded, and nothing has gone wrong; and notes that there was no memory for it. */
static inline bool carrier_loads(const struct carrier *carrier)
{
    return carrier->loading && carrier->status == STATUS_OK;
}

static inline void carrier_needs(struct carrier *carrier, bool had_room)
{
    if (!had_room && carrier->status == STATUS_OK) carrier->status = STATUS_MEMORY;
}

#define carry_value(carrier, value) carry_bytes(carrier, &(value), sizeof(value))
#define carry_items(carrier, items, count) carry_bytes(carrier, items, (items) ? (size_t)(count) * sizeof *(items) : 0)
#define carry_list(carrier, items, count, room)                                                                        \
    carry_grown(carrier, (void **)&(items), &(count), &(room), sizeof *(items))
#define carry_array(carrier, list) carry_list(carrier, (list).items, (list).count, (list).capacity)

#endif
