/* Components: which items hang together, directly or through others, as pairs are joined one by one.
 *
 *     components_open(&components, count)        every item alone; false: no memory
 *     components_join(&components, a, b)
 *     components.largest                         items of the largest component
 *     components_free(&components)               works on a zeroed struct too
 *
 * A forest of nodes in which every tree is a component: union by size, paths halved on the way (Tarjan and van Leeuwen
 * 1984, doi:10.1145/62.2160), so that joining costs next to nothing. Components are counted by their sizes, so the
 * largest is known at any time. Pairs cannot be taken apart; but an item can be replaced by another, who is joined to
 * nobody, while those whom it had joined stay joined.
 */
#ifndef BASE_COMPONENTS_H
#define BASE_COMPONENTS_H

#include <stdbool.h>
#include <stdint.h>

struct components {
    int32_t item_count, largest;
    int32_t *node;      /* [item_count], the node that stands for an item; all others stand for items replaced */
    int32_t *parent;    /* [node_count], of a node; at a root ~s, below 0, for the s items of its component */
    int32_t *with_size; /* [item_count + 1], components of each size */
    int64_t node_count, node_room, parent_room, with_size_room;
};

/* May be called again, for another count too. */
bool components_open(struct components *components, int32_t item_count) __attribute__((warn_unused_result));
void components_free(struct components *components);

/* The root of a node, with the way there made shorter. */
static inline int32_t component_root(int32_t *parent, int32_t node)
{
    for (int32_t up; (up = parent[node]) >= 0; node = parent[node])
        if (parent[up] >= 0) parent[node] = parent[up];
    return node;
}

/* The component of an item: a node's number, the same for all of them until the next change. */
static inline int32_t component_of(struct components *components, int32_t item)
{
    return component_root(components->parent, components->node[item]);
}

/* The largest component, or one of them: its node. Cost: the items up to the first in it. */
int32_t components_most(struct components *components);

void components_join(struct components *components, int32_t a, int32_t b);

/* Joins an item to a node, who may be one that was replaced. */
void components_join_node(struct components *components, int32_t item, int32_t node);

/* Another takes the place of an item, and is alone. False: no memory, and nothing changed. */
bool components_replace(struct components *components, int32_t item) __attribute__((warn_unused_result));

int64_t components_bytes(const struct components *components);

#endif
