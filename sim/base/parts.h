/* Parts: lists written by many blocks of work at once, read as one list in block order.
 *
 * Each block of a crew's work appends to a part of its own; afterwards the parts are strung together in block order. So
 * the list is the same for any number of threads.
 *
 *     parts_open(&parts, blocks)             before the work: `blocks` empty parts
 *     part_push(&parts, block, &item)        in the work
 *     parts_join(&parts)                     after it: parts.items[0 .. count), and whether memory sufficed
 */
#ifndef BASE_PARTS_H
#define BASE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct part {
    void *items;
    int64_t count, capacity;
    bool failed;
};

struct parts {
    size_t item_size;   /* set once, before the first use */
    struct part *parts; /* [room] */
    int64_t open, room;
    void *items;        /* [count], after parts_join */
    int64_t count, capacity;
};

/* Empties the first `blocks` parts, making them where needed. False: no memory. */
bool parts_open(struct parts *parts, int64_t blocks) __attribute__((warn_unused_result));

/* Copies *item to the end of a part. A failure is remembered and told by parts_join. */
void part_push(struct parts *parts, int64_t block, const void *item);

/* Empties one part, for a list of which only one block's work needs to know. */
void part_clear(struct parts *parts, int64_t block);

/* Takes the last `count` items of a part away again. */
void part_drop(struct parts *parts, int64_t block, int64_t count);

/* The last `count` items of a part, or NULL where some could not be pushed. */
void *part_last(struct parts *parts, int64_t block, int64_t count);

/* Strings the parts together. False: there was not enough memory for some item. */
bool parts_join(struct parts *parts) __attribute__((warn_unused_result));

void parts_free(struct parts *parts);

#endif
