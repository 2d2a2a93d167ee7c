/* Opportunities that are given (opportunities.arrivals), and not drawn: a table of them, a row each.
 *
 *     step,size,members
 *     1,2,Ann Bo
 *     1,,
 *     3,4,
 *
 * Its first row names the columns, of ARRIVAL_COLUMNS; `step` is among them, and does not fall from row to row. An
 * empty cell says nothing: that is drawn. The scenario keeps the rows as text, with a semicolon in the place of a
 * line's end, so that they cost little and are printed, kept and known by as any value is. Whose names stand in it only
 * the network knows: arrivals_resolve (scenario/check) gives the rows with numbers in the place of names.
 */
#ifndef SCENARIO_ARRIVALS_H
#define SCENARIO_ARRIVALS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "scenario/scenario.h"

/* How a column is called; whether names stand in it. */
extern const char *const arrival_words[ARRIVAL_COLUMN_COUNT];
bool arrivals_take_names(enum arrival_column column);

/* A table is put together from nothing (a zeroed struct): its columns, then its cells, row by row and each row from the
 * first column on. STATUS_INPUT with a message, that says "COLUMN: reason" and not where. */
MUST_USE enum status arrivals_add_column(struct arrivals *arrivals, const char *name, struct message *message);
MUST_USE enum status arrivals_add_cell(
    struct arrivals *arrivals, int64_t column, const char *cell, struct message *message);

/* The whole has a row, and no column of which no row says anything. STATUS_INPUT with a message; *column is the one at
 * fault, or -1. */
MUST_USE enum status arrivals_check(const struct arrivals *arrivals, int64_t *column, struct message *message);

/* Reads text as it is kept; rows may end with the line, too, and blanks stand around cells. "" is no table.
 * STATUS_INPUT with a message "row N: COLUMN: reason": what is in `arrivals` is not to be used. */
MUST_USE enum status arrivals_read(struct arrivals *arrivals, const char *text, struct message *message);

/* Goes to the next word in a cell of the text that is kept, and copies it; false: the cell has no more. The name of a
 * unit is one word, whatever blanks it has; that of a person with a blank stands in quotes ("Ann Lee", quotes in it
 * doubled), and so does any with a comma or a semicolon. */
enum { ARRIVAL_NAME = 256 };
bool arrivals_next_word(const char **at, enum arrival_column column, char word[ARRIVAL_NAME]);

#endif
