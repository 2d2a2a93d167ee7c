/* Chunks shuffled and deflated as HDF5's filters of these names would, but in memory that is kept: they have all of
 * theirs anew for each chunk, which costs a tenth of a run that writes down everything, and zlib takes twice the time
 * of libdeflate. */
#ifndef IO_HDF5_PACKER_H
#define IO_HDF5_PACKER_H

#include <stdint.h>

#include "io/hdf5/deflate.h"

/* A zeroed one is ready. */
struct packer {
    struct deflater *deflater;
    char *values, *shuffled, *packed; /* [..._room] bytes */
    int64_t values_room, shuffled_room, packed_room;
};

void packer_free(struct packer *packer);

/* The place for so many values to be packed, of at most `size` bytes each, with whatever was in it; NULL: no memory. */
char *packer_place(struct packer *packer, size_t count, size_t size);

/* Packs the first `count` values there, of `size` bytes each: what they come to, valid until the next call, and its
 * *bytes. NULL: no memory. */
const void *packer_pack(struct packer *packer, size_t count, size_t size, size_t *bytes);

#endif
