/* Rows of short texts in columns as wide as they need, to the left or to the right, in styles; each with a
 * text of any length behind it.
 *
 *     struct listing listing = {.count = 3, .sides = "lrr"};
 *     listing_add(&listing, STYLE_PLAIN, "%s", name); ...              cell after cell, row after row
 *     for (int64_t row = 0; row < listing_rows(&listing); row++)
 *         listing_print(&listing, row, curve, &terminal, stream);
 *     listing_free(&listing);
 */
#ifndef PROGRAM_LISTING_H
#define PROGRAM_LISTING_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/array.h"
#include "program/terminal/terminal.h"

enum { LISTING_COLUMNS_MOST = 16, LISTING_CELL = 96 };

struct listing_cell {
    char text[LISTING_CELL];
    int style;
};

struct listing {
    int count;
    char sides[LISTING_COLUMNS_MOST]; /* 'l' or 'r' of each */
    struct ARRAY_OF(struct listing_cell) cells;
    bool short_of_memory; /* some cells were not taken */
};

void listing_add(struct listing *listing, int style, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A value of what varies; a number that was drawn with fewer digits than it has. */
void listing_add_value(struct listing *listing, const char *value);

int64_t listing_rows(const struct listing *listing);

/* Columns of the terminal that a row takes, with a gap behind it. */
int listing_width(const struct listing *listing);

/* Prints a row, `end` in STYLE_CURVE behind it, and the line's end. */
void listing_print(
    const struct listing *listing, int64_t row, const char *end, const struct terminal *terminal, FILE *stream);

void listing_free(struct listing *listing);

#endif
