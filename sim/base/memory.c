#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

/* What cannot be had in large pages is had in small ones: that is no error. */
static void ask_for_large_pages(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    (void)madvise(memory, bytes, MADV_HUGEPAGE);
#else
    (void)memory, (void)bytes;
#endif
}

void *memory_room(size_t count, size_t size)
{
    if (size > 0 && count > (SIZE_MAX - MEMORY_LARGE) / size) return NULL;
    size_t bytes = count * size;
    if (bytes < MEMORY_LARGE) return malloc(bytes + (bytes == 0));
    bytes = (bytes + MEMORY_LARGE - 1) / MEMORY_LARGE * MEMORY_LARGE;
    void *memory = aligned_alloc(MEMORY_LARGE, bytes);
    if (memory) ask_for_large_pages(memory, bytes);
    return memory;
}

void *memory_zeros(size_t count, size_t size)
{
    if (size == 0 || count < MEMORY_LARGE / size) return calloc(count, size);
    void *memory = memory_room(count, size);
    return memory ? memset(memory, 0, count * size) : NULL;
}
