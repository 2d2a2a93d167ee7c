/* Names and their numbers: each distinct text has one, in the order of first appearance.
 *
 * Small whole numbers, the most frequent kind of id, are looked up in a table; every other name by a digest of its
 * text.
 */
#ifndef IO_NAMES_H
#define IO_NAMES_H

#include <stdint.h>

#include "base/array.h"
#include "base/status.h"
#include "network/network.h"

struct name_slot;

/* A zeroed struct holds no names. */
struct names {
    struct ARRAY_OF(int64_t) place; /* by number: where in `text` it begins */
    struct ARRAY_OF(char) text;     /* all names, each with a zero at its end */
    struct name_slot *slots;        /* [slot_count] */
    int64_t slot_count;             /* 0 or a power of two */
    int32_t *small;                 /* [small_count]: the number of the name that is this whole number, plus 1; or 0 */
    int64_t small_count;
    int64_t small_used;
};

static inline int32_t names_count(const struct names *names)
{
    return (int32_t)names->place.count;
}

/* Valid until the next name is added. */
static inline const char *names_text(const struct names *names, int32_t number)
{
    return names->text.items + names->place.items[number];
}

/* The name's number, or -1. */
int32_t names_find(const struct names *names, const char *text);

/* Has the place of a name that will be asked for brought into the cache. */
void names_fetch(const struct names *names, const char *text);

/* The name's number, a new one if the name is new. STATUS_MEMORY changes nothing. */
MUST_USE enum status names_add(struct names *names, const char *text, int32_t *number);

/* Writes into order[number] which number each name has once they are sorted: byte by byte, but runs of digits by their
 * value, so that n2 comes before n10. */
MUST_USE enum status names_order(const struct names *names, int32_t *order);

/* Copies the names, each to the place that `order` gives it. After STATUS_MEMORY the labels are to be freed all the
 * same. */
MUST_USE enum status names_copy(const struct names *names, const int32_t *order, struct labels *labels);

void names_free(struct names *names);

#endif
