/* By libdeflate. */
#include <libdeflate.h>

#include "io/hdf5/deflate.h"

enum { LEVEL = 1 };

/* Only a name for what the library has. */
static struct libdeflate_compressor *of(struct deflater *deflater)
{
    return (struct libdeflate_compressor *)deflater;
}

struct deflater *deflater_new(void)
{
    return (struct deflater *)libdeflate_alloc_compressor(LEVEL);
}

void deflater_free(struct deflater *deflater)
{
    libdeflate_free_compressor(of(deflater));
}

size_t deflater_most(struct deflater *deflater, size_t bytes)
{
    return libdeflate_zlib_compress_bound(of(deflater), bytes);
}

size_t deflater_run(struct deflater *deflater, const void *from, size_t bytes, void *to, size_t room)
{
    return libdeflate_zlib_compress(of(deflater), from, bytes, to, room);
}
