/* The linker's --wrap=NAME turns a call of NAME into one of __wrap_NAME, and __real_NAME is then the true one. */
#include "failing_malloc.h"

#include <stdatomic.h>
#include <stddef.h>

/* The names are the linker's. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
char *__wrap_strdup(const char *text);

/* How many allocations there are until the one that fails; zero and below: it has come, or there is none. */
static atomic_int_fast64_t remaining;
static atomic_bool failed;

void fail_allocation_number(int64_t n)
{
    atomic_store(&failed, false);
    atomic_store(&remaining, n);
}

bool allocation_failed(void)
{
    return atomic_load(&failed);
}

static bool this_one_fails(void)
{
    if (atomic_fetch_sub(&remaining, 1) != 1) return false;
    atomic_store(&failed, true);
    return true;
}

void *__wrap_malloc(size_t size)
{
    return this_one_fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return this_one_fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return this_one_fails() ? NULL : __real_realloc(memory, size);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return this_one_fails() ? NULL : __real_aligned_alloc(alignment, size);
}

char *__wrap_strdup(const char *text)
{
    return this_one_fails() ? NULL : __real_strdup(text);
}
