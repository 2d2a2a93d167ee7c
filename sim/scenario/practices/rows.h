/* Rows that a scenario keeps as text: "gum,0.1,;bark,0.1,;salve,0.5,gum bark", semicolons or line ends between rows and
 * commas between cells. What reads them says where something is wrong. */
#ifndef PRACTICES_ROWS_H
#define PRACTICES_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* Where something is wrong: a row, from 0, or -1: in all of them; and a column of it, from 0. */
struct row_place {
    int32_t row, column;
};

/* Copies a cell without the blanks around it; what is longer than `size` allows is cut, and then too long for any use.
 * Returns what ends it. */
const char *row_cell(const char *text, size_t size, char *cell);

/* Where the next row begins, from the end of one; "" after the last. */
const char *row_next(const char *text);

/* The quality in a cell. STATUS_INPUT with the message: no number from 0 to 1. */
MUST_USE enum status row_quality(const char *cell, double *quality, struct message *message);

#endif
