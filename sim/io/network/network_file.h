/* Networks from files.
 *
 * By the ending of network.edges: .csv is an edge list, with a node table (network.nodes) if one is given; .graphml,
 * .gml and .net (Pajek) are graphs.
 *
 * Edge list: a header and one row an edge, with the columns `source` (or from), `target` (or to) and, if there are
 * weights, `weight`, a number above 0; other columns are allowed. Ids are any text. Node table: a header and one row a
 * node, with the column `node` (or id, or name) and one for units: network.unit, else the first of unit, department,
 * group. Column names may be in capitals. Whoever is in the edge list must be in the node table, if there is one.
 * Graph: an attribute `name` (or label, or id) gives the ids, the attribute `weight` of the edges their weights, and
 * the attribute network.unit (else unit, department, group) of the nodes their units. The file says whether it is
 * directed.
 *
 * Agents are numbered in ascending order if all ids of an edge list are whole numbers; else in the order of the node
 * table, or of first appearance in the edge list; in that of the file for a graph. Units by the same rule.
 */
#ifndef IO_NETWORK_FILE_H
#define IO_NETWORK_FILE_H

#include "base/status.h"
#include "network/network.h"

/* Reads network.edges and network.nodes, relative to `scenario_folder` (NULL: the folder in which the program runs),
 * and settles the list. The caller frees it with edge_list_free; after an error it is empty. Errors, each with a
 * message that begins with FILE:LINE where there is a line: STATUS_INPUT for what the files say, also where they have
 * no tie; STATUS_MEMORY. Cost: proportional to the size of the files. Not to be called by two threads at
 * once: for a graph it changes igraph's handlers while it works. */
MUST_USE enum status network_file_read(const struct network_parameters *parameters, const char *scenario_folder,
    struct edge_list *list, struct message *message);

#endif
