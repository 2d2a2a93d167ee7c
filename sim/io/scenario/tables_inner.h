/* What reads the tables that stand for values, a function for each parameter that may have one (tables.c). */
#ifndef IO_SCENARIO_TABLES_INNER_H
#define IO_SCENARIO_TABLES_INNER_H

#include "base/status.h"
#include "io/text/csv.h"
#include "scenario/parameters.h"

/* Sets the parameter to what the table says, of which the header has been read. Errors: STATUS_MEMORY; STATUS_INPUT
 * with the message "FILE:LINE:COLUMN: reason", columns counted in cells. */

/* landscape.matrix. The first line names the bits, one a column; then a row for each of them, in the same order, its
 * cells 0 or 1. A name may stand before each row: then the header begins with an empty cell, or has a cell less. */
MUST_USE enum status matrix_table_take(struct csv *csv, struct scenario *scenario, struct message *message);

/* landscape.items and landscape.payoffs: what is kept as rows. Columns `item`, `quality` and `parts`, or `bits` and
 * `quality`, in any order, and no other; a row as scenario/practices/recipes.h and payoffs.h say. */
bool is_rows_of_table(const struct parameter *parameter);
MUST_USE enum status rows_table_take(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message);

/* A NAMED that has one: two columns, of names and of numbers. */
bool is_list_of_table(const struct parameter *parameter);
MUST_USE enum status list_table_take(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message);

/* interventions. A column `step`, whose numbers rise from row to row, and a column for each key that changes, called by
 * its path; an empty cell changes nothing. */
MUST_USE enum status changes_table_take(struct csv *csv, struct scenario *scenario, struct message *message);

/* Whether the record's field in that column is an item of the value: a change, a name. */
bool changes_table_has(const struct csv *csv, int64_t column);
bool list_table_has(const struct csv *csv, const struct parameter *parameter, int64_t column);

/* opportunities.arrivals. Its columns are those of scenario/arrivals.h. */
MUST_USE enum status arrivals_table_take(
    struct csv *csv, struct scenario *scenario, const struct parameter *parameter, struct message *message);

#endif
