/* Edges on their way to a network: whoever makes them adds them in any order, and settling puts them in order.
 *
 * Sorting is by counting digits (radix sort), so that its cost is proportional to the number of edges, and the order of
 * equals is that of adding.
 */
#ifndef NETWORK_EDGES_H
#define NETWORK_EDGES_H

#include <stdint.h>

#include "base/status.h"
#include "network/network.h"

/* Room for `most` edges in a list that has none yet; adding then cannot fail. STATUS_MEMORY changes nothing. */
MUST_USE enum status edge_list_reserve(struct edge_list *list, int64_t most);

/* Adds an edge where there is room for it. */
static inline void edge_list_add(struct edge_list *list, int32_t source, int32_t target)
{
    list->edges[2 * list->edge_count] = source;
    list->edges[2 * list->edge_count + 1] = target;
    list->edge_count++;
}

/* Leaves out and counts self-loops and duplicates (the weight of a duplicate is added to that of the first; of trust
 * there is the mean), puts the smaller end of an undirected edge first, sorts the edges ascending by their first and
 * then by their second end, and counts the isolated agents. STATUS_MEMORY changes nothing. Cost: a few passes over the
 * edges; one pass where they are in order already. */
MUST_USE enum status edge_list_settle(struct edge_list *list);

/* Puts people in the order of their units, those of one unit as they were, with all that is known of them. A list
 * without edges. STATUS_MEMORY changes nothing. */
MUST_USE enum status people_by_unit(struct edge_list *people);

/* Whether a table of people has as many as the network is made of, and their units, if it has any, are as many. */
MUST_USE enum status people_fit(
    const struct edge_list *people, const struct network_parameters *parameters, struct message *message);

/* Whether a list that was kept can be what a file was read into: ends, units and names that are there, weights above 0,
 * traits that somebody can have. STATUS_DAMAGED with a message. */
MUST_USE enum status edge_list_check(const struct edge_list *list, struct message *message);

/* Sorts keys below `bound` ascending, each together with its weight where `weight` is not NULL; equals keep their
 * order. STATUS_MEMORY changes nothing. Takes as much memory again while it works. */
MUST_USE enum status sort_keys(int64_t count, uint64_t *key, double *weight, uint64_t bound);

#endif
