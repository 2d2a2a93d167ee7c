/* Rows of arcs: laid down once from an edge list, then growing one arc at a time. */
#ifndef NETWORK_ROWS_H
#define NETWORK_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "network/network.h"

/* Which arcs of an edge rows hold: that in the row of its source, that in the row of its target, or both. */
enum arcs { ARCS_OF_SOURCE = 1, ARCS_OF_TARGET = 2, ARCS_OF_BOTH = 3 };

/* The trust with which arcs begin. */
struct trust_at_start {
    double of_all;  /* < 0: none is kept; where edges have weights, times the weight over the largest */
    bool by_weight; /* where edges have weights these are the trust */
};

/* Lays the arcs of a settled list in rows, one row an agent, ascending in each row and without gaps between the rows.
 * On an error nothing is left allocated. */
MUST_USE enum status rows_lay(
    struct rows *rows, const struct edge_list *list, enum arcs arcs, struct trust_at_start trust);

void rows_free(struct rows *rows);

/* Makes room for one more arc in row i: false and nothing changed where there is no memory.
 * Cost: on average constant; now and then the row moves. */
MUST_USE bool rows_reserve(struct rows *rows, int32_t i);

/* Makes the store hold `arcs` arcs, for rows that are filled from elsewhere: false where there is no memory. */
MUST_USE bool rows_fit(struct rows *rows, int64_t arcs);

/* Adds the arc i -> j at the end of row i, which has room. */
void rows_add(struct rows *rows, int32_t i, int32_t j, double trust, int32_t step);

/* Takes the arc i -> j out, if it is there; the others of the row keep their order. Cost: the length of the row. */
void rows_remove(struct rows *rows, int32_t i, int32_t j);

#endif
