/* By zlib, in place of deflate_fast.c in a build without libdeflate. */
#define ZLIB_CONST
#include <stdlib.h>
#include <zlib.h>

#include "io/hdf5/deflate.h"

struct deflater {
    z_stream stream;
};

struct deflater *deflater_new(void)
{
    struct deflater *deflater = calloc(1, sizeof *deflater);
    if (deflater && deflateInit(&deflater->stream, Z_BEST_SPEED) == Z_OK) return deflater;
    free(deflater);
    return NULL;
}

void deflater_free(struct deflater *deflater)
{
    if (deflater) (void)deflateEnd(&deflater->stream);
    free(deflater);
}

size_t deflater_most(struct deflater *deflater, size_t bytes)
{
    return deflateBound(&deflater->stream, bytes);
}

size_t deflater_run(struct deflater *deflater, const void *from, size_t bytes, void *to, size_t room)
{
    z_stream *stream = &deflater->stream;
    deflateReset(stream);
    stream->next_in = from;
    stream->avail_in = (uInt)bytes;
    stream->next_out = to;
    stream->avail_out = (uInt)room;
    return deflate(stream, Z_FINISH) == Z_STREAM_END ? stream->total_out : 0;
}
