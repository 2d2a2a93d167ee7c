/* Attributes that a file declares before it says who has them: a <key> of GraphML, an <attribute> of GEXF. */
#ifndef IO_DECLARED_H
#define IO_DECLARED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"

/* What is open in the file, and so what a value would be about. */
enum inside { IN_NOTHING, IN_NODE, IN_TIE };

struct declared {
    char *id, *name, *standard; /* the name may be NULL; the value of who has none, or NULL */
    bool of_nodes, of_ties;
    bool mode;    /* R's igraph says by it which of two modes a node belongs to */
    int64_t seen; /* the last node or tie that had it, counted from 1 */
};
struct declared_list ARRAY_OF(struct declared);

/* Adds `attribute`, and copies of its id and name to it. STATUS_MEMORY. */
MUST_USE enum status declared_add(
    struct declared_list *list, struct declared attribute, const char *id, const char *name);

/* The first from number *i on that has a standard value and that the node or tie with the number `element` has not
 * got; NULL: there is none. *i becomes the number behind it. */
const struct declared *declared_missing(
    const struct declared_list *list, enum inside inside, int64_t element, int64_t *i);

void declared_free(struct declared_list *list);

#endif
