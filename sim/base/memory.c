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

void *memory_zeros(size_t count, size_t size)
{
    if (size == 0 || count < MEMORY_LARGE / size || count > (SIZE_MAX - MEMORY_LARGE) / size)
        return calloc(count, size);
    size_t bytes = (count * size + MEMORY_LARGE - 1) / MEMORY_LARGE * MEMORY_LARGE;
    void *memory = aligned_alloc(MEMORY_LARGE, bytes);
    if (!memory) return NULL;
    ask_for_large_pages(memory, bytes);
    return memset(memory, 0, bytes);
}
