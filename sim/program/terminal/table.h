/* Tables for people: aligned text whose last column is wrapped, or Markdown. */
#ifndef PROGRAM_TABLE_H
#define PROGRAM_TABLE_H

#include <stdbool.h>
#include <stdio.h>

enum { TABLE_COLUMNS_MOST = 6, TABLE_CELL = 768 };

struct table {
    int rows, columns;
    const char *const *headings; /* [columns]; NULL: none (text only) */
    /* The text of a cell: static, or written to `buffer`. Called more than once for each. */
    const char *(*cell)(const void *context, int row, int column, char buffer[TABLE_CELL]);
    const void *context;
};

/* Prints the table, every line of the text behind `margin` spaces and within `width` columns where that can be. */
void table_print(const struct table *table, bool markdown, int margin, int width, FILE *stream);

/* Prints a text in lines of at most `width` columns, broken only between words; all but the first begin with `indent`
 * spaces. Ends with a line end. */
void table_wrap(const char *text, int indent, int width, FILE *stream);

#endif
