#include "io/hdf5/packer.h"

#include <stdlib.h>

#include "base/array.h"

void packer_free(struct packer *packer)
{
    deflater_free(packer->deflater);
    free(packer->values);
    free(packer->shuffled);
    free(packer->packed);
    *packer = (struct packer){0};
}

char *packer_place(struct packer *packer, size_t count, size_t size)
{
    return array_grow((void **)&packer->values, &packer->values_room, (int64_t)(count * size), 1) ? packer->values
                                                                                                  : NULL;
}

/* The first bytes of all values, then the second ones, and so on. */
static inline void spread(char *to, const char *from, size_t count, size_t size)
{
    for (size_t i = 0; i < count; i++, from += size)
#pragma GCC unroll 8
        for (size_t b = 0; b < size; b++) to[b * count + i] = from[b];
}

/* Half of the instructions where the compiler knows how wide values are. */
static void shuffle(char *to, const char *from, size_t count, size_t size)
{
    if (size == 8)
        spread(to, from, count, 8);
    else if (size == 4)
        spread(to, from, count, 4);
    else
        spread(to, from, count, size);
}

const void *packer_pack(struct packer *packer, size_t count, size_t size, size_t *bytes)
{
    if (!packer->deflater) packer->deflater = deflater_new();
    if (!packer->deflater) return NULL;
    const size_t most = deflater_most(packer->deflater, count * size);
    if (!array_grow((void **)&packer->shuffled, &packer->shuffled_room, (int64_t)(count * size), 1) ||
        !array_grow((void **)&packer->packed, &packer->packed_room, (int64_t)most, 1))
        return NULL;
    shuffle(packer->shuffled, packer->values, count, size);
    *bytes = deflater_run(packer->deflater, packer->shuffled, count * size, packer->packed, most);
    return *bytes > 0 ? packer->packed : NULL;
}
