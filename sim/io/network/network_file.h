/* Networks from files: as they are, or not at all.
 *
 * By the ending of network.edges: .csv (.tsv, .txt) is a table, an edge list or an adjacency matrix, with a node table
 * (network.nodes) if one is given; .graphml, .gexf, .gml, .net (Pajek) and .dl (UCINET) are graphs.
 *
 * Edge list: a header and one row an edge, with a pair of columns for its ends (source,target; from,to;
 * sender,receiver; ego,alter; i,j; src,dst; node1,node2; person1,person2) and, if there are weights, `weight` or what
 * network.weight names, a number above 0. A column Type that says Directed or Undirected, as Gephi writes it, tells
 * whether ties are one-way; else network.directed does. Ids are any text. Matrix: an empty cell and the names of the
 * columns, then rows with the same names; a cell above 0 is a tie. Node table: a header and one row a node, with the
 * column `node` (or id, or name) and one for units: network.unit_column, else the first of unit, department, group.
 * Names of columns may be in capitals, separators be commas, semicolons, tabs or blanks (io/text/csv.h); but for commas
 * numbers may have a decimal comma, all or none. Whoever is in the edge list must be in the node table, if there is
 * one. Graph: the attribute `name` (or label, or id) gives the names, else the file's ids do; `weight` of the edges (or
 * what network.weight names) their weights; and network.unit_column, else unit, department or group, of the nodes their
 * units. The file says whether it is directed, but for .dl, where network.directed does.
 *
 * Refused is whatever would not arrive as it is: nodes that are not declared, or twice, or without an id; directed and
 * undirected ties in one file; weights for some ties only; hyperedges, nodes within nodes (but for the groups of yEd,
 * which become units), two modes, several graphs or relations, ties that come and go; missing values as units; text
 * that is not UTF-8 or has characters that are not to be seen. What is used, what is ignored and what is odd stands in
 * the list's words, as in the file.
 *
 * Agents of a table are numbered by their ids in ascending order, runs of digits by value, so that the order of rows
 * does not matter; those of a graph in the order of the file. Units in ascending order of their names.
 */
#ifndef IO_NETWORK_FILE_H
#define IO_NETWORK_FILE_H

#include <stdbool.h>

#include "base/status.h"
#include "network/network.h"

/* Reads network.edges and network.nodes, or where the network is made the people of network.nodes alone, who are then
 * numbered by their units and have no ties; relative to `scenario_folder` (NULL: the folder in which the program runs),
 * and settles the list. The caller frees it with edge_list_free; after an error it is empty. Errors: STATUS_INPUT, with
 * the message "KEY: FILE:LINE: reason" (FILE where there is no line), for files that cannot be opened and for what they
 * say, also where they have no tie, or not as many people or units as the network is made of; *key, unless `key` is
 * NULL, is then the key that names the file; STATUS_MEMORY. Cost: proportional to the size of the files. */
MUST_USE enum status network_file_read(const struct network_parameters *parameters, const char *scenario_folder,
    struct edge_list *list, const char **key, struct message *message);

/* Whether the file at `path` is one of those that network_file_read reads. */
bool network_file_uses(const struct network_parameters *parameters, const char *scenario_folder, const char *path);

#endif
