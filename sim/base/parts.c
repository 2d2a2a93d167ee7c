#include "base/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

bool parts_begin(struct parts *parts, int64_t blocks)
{
    int64_t old = parts->room;
    if (!array_grow((void **)&parts->parts, &parts->room, blocks, sizeof *parts->parts)) return false;
    if (parts->room > old) memset(parts->parts + old, 0, (size_t)(parts->room - old) * sizeof *parts->parts);
    for (int64_t i = 0; i < blocks; i++) parts->parts[i].count = 0, parts->parts[i].failed = false;
    parts->open = blocks;
    return true;
}

void part_empty(struct parts *parts, int64_t block)
{
    parts->parts[block].count = 0;
}

void part_shorten(struct parts *parts, int64_t block, int64_t count)
{
    if (!parts->parts[block].failed) parts->parts[block].count -= count;
}

void *part_tail(struct parts *parts, int64_t block, int64_t count, size_t size)
{
    struct part *part = &parts->parts[block];
    return part->failed ? NULL : (char *)part->items + (size_t)(part->count - count) * size;
}

bool parts_string(struct parts *parts, void **items, int64_t *count, size_t size)
{
    int64_t total = 0;
    bool complete = true;
    for (int64_t i = 0; i < parts->open; i++) {
        total += parts->parts[i].count;
        complete = complete && !parts->parts[i].failed;
    }
    *count = 0;
    if (!array_grow(items, &parts->capacity, total, size)) return false;
    for (int64_t i = 0; i < parts->open; i++) {
        const struct part *part = &parts->parts[i];
        if (part->count == 0) continue;
        memcpy((char *)*items + (size_t)*count * size, part->items, (size_t)part->count * size);
        *count += part->count;
    }
    return complete;
}

void parts_let_go(struct parts *parts, void **items, int64_t *count)
{
    for (int64_t i = 0; i < parts->room; i++) free(parts->parts[i].items);
    free(parts->parts);
    free(*items);
    *parts = (struct parts){0};
    *items = NULL;
    *count = 0;
}
