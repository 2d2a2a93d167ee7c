#include "base/components.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

static bool room_for_nodes(struct components *components, int64_t count)
{
    return array_grow((void **)&components->parent, &components->parent_room, count, sizeof *components->parent);
}

bool components_open(struct components *components, int32_t item_count)
{
    int64_t sizes = (int64_t)item_count + 1;
    if (!room_for_nodes(components, item_count) ||
        !array_grow((void **)&components->node, &components->node_room, item_count, sizeof *components->node) ||
        !array_grow((void **)&components->with_size, &components->with_size_room, sizes, sizeof *components->with_size))
        return false;
    for (int32_t item = 0; item < item_count; item++) {
        components->node[item] = item;
        components->parent[item] = ~1;
    }
    memset(components->with_size, 0, (size_t)sizes * sizeof *components->with_size);
    components->item_count = item_count;
    components->node_count = item_count;
    components->largest = item_count > 0;
    if (item_count > 0) components->with_size[1] = item_count;
    return true;
}

void components_free(struct components *components)
{
    free(components->node);
    free(components->parent);
    free(components->with_size);
    *components = (struct components){0};
}

int32_t components_most(struct components *components)
{
    int32_t item = 0;
    while (~components->parent[component_of(components, item)] != components->largest) item++;
    return component_of(components, item);
}

void components_join(struct components *components, int32_t a, int32_t b)
{
    components_join_node(components, a, components->node[b]);
}

void components_join_node(struct components *components, int32_t item, int32_t node)
{
    int32_t *parent = components->parent, *with_size = components->with_size;
    int32_t root = component_of(components, item), other = component_root(parent, node);
    if (root == other) return;
    int32_t size = ~parent[root], other_size = ~parent[other], both = size + other_size;
    if (size < other_size) {
        int32_t smaller = root;
        root = other;
        other = smaller;
    }
    parent[other] = root;
    parent[root] = ~both;
    with_size[size]--;
    with_size[other_size]--;
    with_size[both]++;
    if (both > components->largest) components->largest = both;
}

bool components_replace(struct components *components, int32_t item)
{
    if (!room_for_nodes(components, components->node_count + 1)) return false;
    int32_t *with_size = components->with_size, root = component_of(components, item);
    int32_t node = (int32_t)components->node_count++, size = ~components->parent[root];
    components->parent[root] = ~(size - 1);
    components->node[item] = node;
    components->parent[node] = ~1;
    with_size[size]--;
    with_size[size - 1]++;
    with_size[1]++;
    if (with_size[components->largest] == 0) components->largest--;
    return true;
}

int64_t components_bytes(const struct components *components)
{
    return (components->node_room + components->parent_room + components->with_size_room) *
           (int64_t)sizeof *components->node;
}
