/* Calls of the operating system that fail on demand, to show that a transient error of a disk is noticed wherever it
 * can happen. The functions below take the place of the C library's, for this program and every library in it (HDF5).
 *
 * Include in one file of a test.
 */
#ifndef FAILING_CALLS_H
#define FAILING_CALLS_H

#ifndef _GNU_SOURCE
#error "RTLD_NEXT needs _GNU_SOURCE before the first header"
#endif

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

/* The call of that number fails, the first from now on being 1, with this error, and no other one; 0: none fails. */
static struct {
    int number, error, made;
} failing_call;

static bool call_fails(void)
{
    if (++failing_call.made != failing_call.number) return false;
    errno = failing_call.error;
    return true;
}

static void fail_call(int number, int error)
{
    failing_call.number = number;
    failing_call.error = error;
    failing_call.made = 0;
}

/* Whether that call has come. */
static bool call_failed(void)
{
    return failing_call.made >= failing_call.number;
}

#define SEEN_BY_LIBRARIES __attribute__((visibility("default")))

/* A pointer to data becomes one to a function by way of memory: ISO C has no cast for it. */
#define THE_TRUE(type, name, ...)                                                                                      \
    type (*name##_truly)(__VA_ARGS__);                                                                                 \
    *(void **)&name##_truly = dlsym(RTLD_NEXT, #name)

/* Something that is written, moved or made sure of; what says nothing when it fails is no such call. */
#define MAY_FAIL(type, name, parameters, arguments, ...)                                                               \
    SEEN_BY_LIBRARIES type name parameters;                                                                            \
    type name parameters                                                                                               \
    {                                                                                                                  \
        THE_TRUE(type, name, __VA_ARGS__);                                                                             \
        return call_fails() ? -1 : name##_truly arguments;                                                             \
    }

MAY_FAIL(ssize_t, write, (int file, const void *bytes, size_t count), (file, bytes, count), int, const void *, size_t)
MAY_FAIL(ssize_t, pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at), int,
    const void *, size_t, off_t)
MAY_FAIL(ssize_t, pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at), int,
    const void *, size_t, off64_t)
MAY_FAIL(int, fsync, (int file), (file), int)
MAY_FAIL(int, ftruncate, (int file, off_t size), (file, size), int, off_t)
MAY_FAIL(int, ftruncate64, (int file, off64_t size), (file, size), int, off64_t)
MAY_FAIL(int, rename, (const char *from, const char *to), (from, to), const char *, const char *)
MAY_FAIL(int, link, (const char *from, const char *to), (from, to), const char *, const char *)

/* The file is closed in any case, as Linux does it; what fails is the news of what was written before. */
SEEN_BY_LIBRARIES int close(int file);
int close(int file)
{
    THE_TRUE(int, close, int);
    int closed = close_truly(file);
    return call_fails() ? -1 : closed;
}

#undef MAY_FAIL
#undef THE_TRUE

#endif
