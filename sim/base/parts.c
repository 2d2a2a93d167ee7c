#include "base/parts.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

bool parts_open(struct parts *parts, int64_t blocks)
{
    int64_t old = parts->room;
    if (!array_grow((void **)&parts->parts, &parts->room, blocks, sizeof *parts->parts)) return false;
    if (parts->room > old) memset(parts->parts + old, 0, (size_t)(parts->room - old) * sizeof *parts->parts);
    for (int64_t i = 0; i < blocks; i++) parts->parts[i].count = 0, parts->parts[i].failed = false;
    parts->open = blocks;
    return true;
}

void part_push(struct parts *parts, int64_t block, const void *item)
{
    struct part *part = &parts->parts[block];
    if (!array_grow(&part->items, &part->capacity, part->count + 1, parts->item_size)) {
        part->failed = true;
        return;
    }
    memcpy((char *)part->items + (size_t)part->count * parts->item_size, item, parts->item_size);
    part->count++;
}

void part_clear(struct parts *parts, int64_t block)
{
    parts->parts[block].count = 0;
}

void part_drop(struct parts *parts, int64_t block, int64_t count)
{
    if (!parts->parts[block].failed) parts->parts[block].count -= count;
}

void *part_last(struct parts *parts, int64_t block, int64_t count)
{
    struct part *part = &parts->parts[block];
    return part->failed ? NULL : (char *)part->items + (size_t)(part->count - count) * parts->item_size;
}

bool parts_join(struct parts *parts)
{
    int64_t total = 0;
    bool complete = true;
    for (int64_t i = 0; i < parts->open; i++) {
        total += parts->parts[i].count;
        complete = complete && !parts->parts[i].failed;
    }
    parts->count = 0;
    if (!array_grow(&parts->items, &parts->capacity, total, parts->item_size)) return false;
    for (int64_t i = 0; i < parts->open; i++) {
        const struct part *part = &parts->parts[i];
        if (part->count == 0) continue;
        memcpy((char *)parts->items + (size_t)parts->count * parts->item_size, part->items,
            (size_t)part->count * parts->item_size);
        parts->count += part->count;
    }
    return complete;
}

void parts_free(struct parts *parts)
{
    for (int64_t i = 0; i < parts->room; i++) free(parts->parts[i].items);
    free(parts->parts);
    free(parts->items);
    *parts = (struct parts){.item_size = parts->item_size};
}
