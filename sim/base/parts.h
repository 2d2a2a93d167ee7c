/* Parts: lists written by many blocks of work at once, read as one list in block order.
 *
 * Each block of a crew's work appends to a part of its own; afterwards the parts are strung together in block order. So
 * the list is the same for any number of threads.
 *
 *     struct PARTS_OF(struct talk) talks;             zeroed: none yet
 *     parts_open(&talks, blocks)                      before the work: `blocks` empty parts, or false: no memory
 *     part_push(&talks, block, &(struct talk){...})   in the work
 *     parts_join(&talks)                              after it: talks.items[0 .. count), and whether memory sufficed
 *
 * The compiler refuses an item of another type.
 */
#ifndef BASE_PARTS_H
#define BASE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/array.h"

struct part {
    void *items;
    int64_t count, capacity;
    bool failed;
};

struct parts {
    struct part *parts; /* [room] */
    int64_t open, room, capacity;
};

#define PARTS_OF(type)                                                                                                 \
    {                                                                                                                  \
        struct parts all;                                                                                              \
        type *items; /* [count], after parts_join */                                                                   \
        int64_t count;                                                                                                 \
    }

/* Empties the first `blocks` parts, making them where needed. False: no memory. */
#define parts_open(parts, blocks) parts_begin(&(parts)->all, blocks)

/* Copies an item to the end of a part. A failure is remembered and told by parts_join. */
#define part_push(parts, block, ...)                                                                                   \
    part_append(&(parts)->all, block, 1 ? (__VA_ARGS__) : (parts)->items, sizeof *(parts)->items)

/* Empties one part, for a list of which only one block's work needs to know. */
#define part_clear(parts, block) part_empty(&(parts)->all, block)

/* Takes the last `count` items of a part away again. */
#define part_drop(parts, block, count) part_shorten(&(parts)->all, block, count)

/* How many items a part has. */
#define part_count(list, block) ((list)->all.parts[block].count)

/* The last `count` items of a part, or NULL where some could not be pushed. */
#define part_last(parts, block, count)                                                                                 \
    ((__typeof__((parts)->items))part_tail(&(parts)->all, block, count, sizeof *(parts)->items))

/* Strings the parts together. False: there was not enough memory for some item. */
#define parts_join(parts) parts_string(&(parts)->all, (void **)&(parts)->items, &(parts)->count, sizeof *(parts)->items)

/* Works on zeroed parts too. */
#define parts_free(parts) parts_let_go(&(parts)->all, (void **)&(parts)->items, &(parts)->count)

/* What these macros call; `size` is that of an item. */
bool parts_begin(struct parts *parts, int64_t blocks) __attribute__((warn_unused_result));
void part_empty(struct parts *parts, int64_t block);
void part_shorten(struct parts *parts, int64_t block, int64_t count);
void *part_tail(struct parts *parts, int64_t block, int64_t count, size_t size);
bool parts_string(struct parts *parts, void **items, int64_t *count, size_t size) __attribute__((warn_unused_result));
void parts_let_go(struct parts *parts, void **items, int64_t *count);

/* Inline: the size of an item is known where it is pushed, and then it is a few moves. */
static inline void part_append(struct parts *parts, int64_t block, const void *item, size_t size)
{
    struct part *part = &parts->parts[block];
    if (!array_grow(&part->items, &part->capacity, part->count + 1, size)) {
        part->failed = true;
        return;
    }
    memcpy((char *)part->items + (size_t)part->count * size, item, size);
    part->count++;
}

#endif
