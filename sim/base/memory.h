/* Large pieces of memory. A step looks at people all over it, and with pages of 4 KB half of the time goes into finding
 * out where a page is. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

/* From so many bytes on a piece is laid into pages of this size, where the system has such. */
enum { MEMORY_LARGE = 1 << 21 };

/* Room for `count` items of `size` bytes, for free() and realloc(); and the same with zeros in it. NULL: there is not
 * so much memory. */
void *memory_room(size_t count, size_t size);
void *memory_zeros(size_t count, size_t size);

#endif
