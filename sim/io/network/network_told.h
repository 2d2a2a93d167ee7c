/* What a network's file was read as, in one line. */
#ifndef IO_NETWORK_TOLD_H
#define IO_NETWORK_TOLD_H

#include <stdio.h>

#include "network/network.h"
#include "scenario/scenario.h"

/* "network from who.csv: 3 nodes, 2 ties, undirected, weighted, 0 self-loops, ...": the counts, the file's own words
 * for what is used and what is ignored, what is odd, and where weights do nothing in this scenario. No line end. */
void network_tell(const struct edge_list *list, const struct scenario *scenario, FILE *stream);

#endif
