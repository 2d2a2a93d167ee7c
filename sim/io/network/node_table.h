/* The table of people: beside a table of ties, or alone. */
#ifndef IO_NODE_TABLE_H
#define IO_NODE_TABLE_H

#include "io/draft/draft.h"
#include "io/text/csv.h"

/* The column of that name, or -1; STATUS_INPUT where the header has it twice. */
MUST_USE enum status table_column(struct draft *draft, const struct csv *csv, const char *name, int64_t *column);

/* Says that there is no column of that name, and which is the nearest: STATUS_INPUT. */
enum status table_lacks(const struct draft *draft, const struct csv *csv, const char *name);

/* Reads who there is into the draft: ids, units, and the traits that are asked for. STATUS_MEMORY, STATUS_INPUT. */
MUST_USE enum status node_table_read(struct draft *draft, const char *path);

#endif
