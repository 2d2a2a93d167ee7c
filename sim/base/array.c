#include "base/array.h"

bool array_enlarge(void **items, int64_t *capacity, int64_t wanted, size_t size)
{
    int64_t grown = *capacity + *capacity / 2 + 16;
    if (grown < wanted) grown = wanted;
    if ((uint64_t)grown > SIZE_MAX / size) return false;
    void *moved = realloc(*items, (size_t)grown * size);
    if (!moved) return false;
    *items = moved;
    *capacity = grown;
    return true;
}
