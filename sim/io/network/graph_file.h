/* Graphs from files, read by igraph: GraphML, GML and Pajek. See network_file.h for what is taken from them. */
#ifndef IO_GRAPH_FILE_H
#define IO_GRAPH_FILE_H

#include "base/status.h"
#include "network/network.h"

enum graph_format { GRAPH_GRAPHML, GRAPH_GML, GRAPH_PAJEK };

/* Weights beyond this are refused, in any file: their sums must stay numbers. */
#define EDGE_WEIGHT_MOST 1e100

/* Reads a graph into an empty list, not yet settled. `unit_attribute` may be empty: then the first of unit, department,
 * group. The caller frees the list, on an error too. Errors as network_file_read. */
MUST_USE enum status graph_file_read(const char *path, enum graph_format format, const char *unit_attribute,
    struct edge_list *list, struct message *message);

#endif
