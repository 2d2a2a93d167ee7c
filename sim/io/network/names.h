/* Names and their numbers: each distinct text has one, in the order of first appearance. */
#ifndef IO_NAMES_H
#define IO_NAMES_H

#include <stdint.h>

#include "base/array.h"
#include "base/status.h"
#include "network/network.h"

/* A zeroed struct holds no names. */
struct names {
    struct ARRAY_OF(char *) list; /* by number; owned */
    int32_t *slots;               /* [slot_count]: a number, or -1; where to look follows from a digest of the text */
    int64_t slot_count;           /* 0 or a power of two */
};

/* The name's number, or -1. */
int32_t names_find(const struct names *names, const char *text);

/* The name's number, a new one if the name is new. STATUS_MEMORY changes nothing. */
MUST_USE enum status names_add(struct names *names, const char *text, int32_t *number);

/* Writes into order[number] which number each name has once they are put in order: ascending by value where all of them
 * are whole numbers such as 0, 7 and 1004, else as they are. */
MUST_USE enum status names_order(const struct names *names, int32_t *order);

/* Moves the names out, each to the place that `order` gives it, and leaves none. STATUS_MEMORY changes nothing. */
MUST_USE enum status names_take(struct names *names, const int32_t *order, struct labels *labels);

void names_free(struct names *names);

#endif
