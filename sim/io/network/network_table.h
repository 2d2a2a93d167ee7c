/* Networks in tables: an edge list with a node table beside it or without, or an adjacency matrix. See network_file.h.
 */
#ifndef IO_NETWORK_TABLE_H
#define IO_NETWORK_TABLE_H

#include "io/draft/draft.h"

/* The tables; `nodes` is empty where there is no node table. `directed` is what the scenario says of the ties. */
struct table_paths {
    const char *edges, *nodes;
    bool directed;
};

/* Reads the tables into an empty draft. Errors as network_file_read. */
MUST_USE enum status network_table_read(struct draft *draft, const struct table_paths *paths);

#endif
