/* Deflating in the form of zlib, at level 1, with memory that is kept from one piece to the next.
 *
 * By libdeflate (deflate_fast.c), or where that is missing by zlib (deflate_zlib.c), which HDF5 brings with it: half as
 * fast. Either's output is read by everything that reads deflate; its bytes differ, what is in them does not. */
#ifndef IO_HDF5_DEFLATE_H
#define IO_HDF5_DEFLATE_H

#include <stddef.h>

struct deflater;

/* NULL: no memory. */
struct deflater *deflater_new(void);
void deflater_free(struct deflater *deflater);

/* Bytes that `bytes` take at most once deflated. */
size_t deflater_most(struct deflater *deflater, size_t bytes);

/* Deflates into a place with room for that many; bytes written, 0 where it has not. */
size_t deflater_run(struct deflater *deflater, const void *from, size_t bytes, void *to, size_t room);

#endif
