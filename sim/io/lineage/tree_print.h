/* Trees for people to read: one line a node, its children drawn below it.
 *
 *     agent 12  step 0  start  → 37
 *     ├─ agent 40  step 2  tie
 *     │  └─ agent 7  step 3  project 4
 *     └─ … 213 more
 */
#ifndef IO_TREE_PRINT_H
#define IO_TREE_PRINT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"

/* The children of a node in the order in which they are shown. */
struct tree_children {
    int64_t count;
    const int64_t *node; /* [count] */
};

/* A tree that knows its nodes by number. */
struct tree {
    void *context;
    struct tree_children (*children)(void *context, int64_t node); /* called once for a node that is shown */
    void (*line)(void *context, int64_t node, FILE *file);         /* what there is to say of it, without a line end */
    int32_t depth;                                                 /* levels shown below the root; 0: none */
    int32_t width;                                                 /* children shown of one node, at least 1 */
    bool ascii;
};

/* Prints the tree below `root`, whose own line begins at the margin. However deep it is, the stack is not used for it.
 * STATUS_MEMORY; an error of `file` is for the caller to ask for. */
MUST_USE enum status tree_print(const struct tree *tree, int64_t root, FILE *file);

#endif
