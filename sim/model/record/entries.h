/* Some of the numbers of a series in a row: all of them, or one that is named in brackets, as in stances[stuck]. */
#ifndef RECORD_ENTRIES_H
#define RECORD_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/record/observation.h"

/* [first, first + count). */
struct entries {
    int64_t first, count;
};

/* All entries of a series in a row, or, from 0 on, that one. */
struct entries entries_of(const struct observation *row, enum observable of, int64_t entry);

/* Takes what is in the brackets at *text, before which there may be blanks, and goes behind them; "" where there are
 * none. False: they are empty, or not closed, or hold `size` bytes or more. */
bool entry_take(const char **text, char *entry, size_t size);

/* The sum of these entries of a count, else their mean. */
double entries_together(const struct entries *entries, enum observable of, const struct observation *row);

#endif
