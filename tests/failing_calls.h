/* Calls of the operating system that fail on demand, to show that a transient error of a disk is noticed wherever it
 * can happen: what is under test either says so, or the file that it makes is whole and right. The functions below take
 * the place of the C library's, for this program and every library in it (HDF5).
 *
 * Include after <cmocka.h>, in one file of a test.
 */
#ifndef FAILING_CALLS_H
#define FAILING_CALLS_H

#ifndef _GNU_SOURCE
#error "RTLD_NEXT needs _GNU_SOURCE before the first header"
#endif

#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/status.h"

/* Which calls count: all, or those alone that bring the news of what was written before and is lost. */
enum counted { ALL_CALLS, NEWS_ALONE };

/* The call of that number fails, the first from now on being 1, with this error, and no other one; 0: none fails. It is
 * shared with processes that are forked from then on: what reads in a process of its own counts on. */
static struct failing_call {
    int number, error, made;
    enum counted counted;
} * failing_call;

static bool call_fails(bool is_news)
{
    if (!failing_call || (failing_call->counted == NEWS_ALONE && !is_news)) return false;
    if (++failing_call->made != failing_call->number) return false;
    errno = failing_call->error;
    return true;
}

static void fail_call(enum counted counted, int number, int error)
{
    if (!failing_call)
        failing_call = mmap(NULL, sizeof *failing_call, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(failing_call != MAP_FAILED);
    *failing_call = (struct failing_call){number, error, 0, counted};
}

/* Whether that call has come. */
static bool call_failed(void)
{
    return failing_call->made >= failing_call->number;
}

#define SEEN_BY_LIBRARIES __attribute__((visibility("default")))

/* A pointer to data becomes one to a function by way of memory: ISO C has no cast for it. */
#define THE_TRUE(type, name, ...)                                                                                      \
    type (*name##_truly)(__VA_ARGS__);                                                                                 \
    *(void **)&name##_truly = dlsym(RTLD_NEXT, #name)

/* Something that is read, written, moved or made sure of; what says nothing when it fails is no such call. */
#define MAY_FAIL_BY(type, name, fails, parameters, arguments, ...)                                                     \
    SEEN_BY_LIBRARIES type name parameters;                                                                            \
    type name parameters                                                                                               \
    {                                                                                                                  \
        THE_TRUE(type, name, __VA_ARGS__);                                                                             \
        return (fails) ? -1 : name##_truly arguments;                                                                  \
    }
#define MAY_FAIL(type, name, ...) MAY_FAIL_BY(type, name, call_fails(false), __VA_ARGS__)

/* Files on a disk that something was written to since they were opened. */
enum { FILES_MOST = 1024 };
static bool written[FILES_MOST];

static bool write_fails(int file)
{
    struct stat information;
    if (file >= 0 && file < FILES_MOST && !written[file])
        written[file] = fstat(file, &information) == 0 && S_ISREG(information.st_mode);
    return call_fails(false);
}

MAY_FAIL_BY(ssize_t, write, write_fails(file), (int file, const void *bytes, size_t count), (file, bytes, count), int,
    const void *, size_t)
MAY_FAIL_BY(ssize_t, pwrite, write_fails(file), (int file, const void *bytes, size_t count, off_t at),
    (file, bytes, count, at), int, const void *, size_t, off_t)
MAY_FAIL_BY(ssize_t, pwrite64, write_fails(file), (int file, const void *bytes, size_t count, off64_t at),
    (file, bytes, count, at), int, const void *, size_t, off64_t)
MAY_FAIL_BY(int, fsync, call_fails(true), (int file), (file), int)
MAY_FAIL(ssize_t, read, (int file, void *bytes, size_t count), (file, bytes, count), int, void *, size_t)
MAY_FAIL(ssize_t, pread, (int file, void *bytes, size_t count, off_t at), (file, bytes, count, at), int, void *, size_t,
    off_t)
MAY_FAIL(ssize_t, pread64, (int file, void *bytes, size_t count, off64_t at), (file, bytes, count, at), int, void *,
    size_t, off64_t)
MAY_FAIL(int, ftruncate, (int file, off_t size), (file, size), int, off_t)
MAY_FAIL(int, ftruncate64, (int file, off64_t size), (file, size), int, off64_t)
MAY_FAIL(int, rename, (const char *from, const char *to), (from, to), const char *, const char *)
MAY_FAIL(int, link, (const char *from, const char *to), (from, to), const char *, const char *)

/* Whether somebody could miss what was written to it: nobody does in a file that has no name any more. */
static bool would_be_missed(int file)
{
    struct stat information;
    return file >= 0 && file < FILES_MOST && written[file] && fstat(file, &information) == 0 &&
           information.st_nlink > 0;
}

/* The file is closed in any case, as Linux does it; what fails is the news of what was written before. */
SEEN_BY_LIBRARIES int close(int file);
int close(int file)
{
    THE_TRUE(int, close, int);
    bool is_news = would_be_missed(file);
    int closed = close_truly(file);
    if (file >= 0 && file < FILES_MOST) written[file] = false;
    return call_fails(is_news) ? -1 : closed;
}

#undef MAY_FAIL
#undef MAY_FAIL_BY
#undef THE_TRUE

/* -- one call after the other */

/* What is under test: `work` makes the file, `before` (or NULL) what has to be there beforehand, where no call fails.
 */
struct trial {
    enum status (*work)(const char *path, struct message *message);
    bool (*before)(const char *path);
    bool (*is_right)(const char *path, struct message *message); /* the file is whole and holds what it should */
};

enum { CALL_CAME = 0x40, NOTHING_SAID = CALL_CAME - 1 };

/* A crash ends the process: cmocka's own way would go on with the tests, in a process that is none of its. */
static void let_crash(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) signal(crashes[i], SIG_DFL);
}

/* In a process of its own, as HDF5 keeps what an error left behind. Gives the status, and CALL_CAME if it did. */
static inline int in_a_process(const struct trial *trial, const char *path, enum counted counted, int number, int error)
{
    pid_t child = fork();
    if (child == 0) {
        struct message message = {""};
        let_crash();
        if (trial->before && !trial->before(path)) _exit(NOTHING_SAID);
        fail_call(counted, number, error);
        enum status status = trial->work(path, &message);
        int came = call_failed() ? CALL_CAME : 0;
        fail_call(ALL_CALLS, 0, 0);
        _exit(status != STATUS_OK && !*message.text ? NOTHING_SAID : (int)status | came);
    }
    int ended;
    assert_int_equal(waitpid(child, &ended, 0), child);
    if (!WIFEXITED(ended)) fail_msg("call %d, error %d: the process was killed", number, error);
    return WEXITSTATUS(ended);
}

static inline void remove_all(const char *path)
{
    static const char *const endings[] = {"", ".part", ".part.new", ".checkpoint", ".checkpoint.1", ".checkpoint.new"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char name[256];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

/* Every `stride`-th call fails, in turn by one error and the other. */
static inline void a_call_that_fails_once_is_noticed(const struct trial *trial, const char *path, int stride)
{
    int failures = 0, number = 1, ended = CALL_CAME;
    for (int error = EIO; ended & CALL_CAME; number += stride, error = error == EIO ? ENOSPC : EIO) {
        struct message message = {""};
        remove_all(path);
        ended = in_a_process(trial, path, ALL_CALLS, number, error);
        int status = ended & ~CALL_CAME;
        if (status >= STATUS_COUNT) fail_msg("call %d, error %d: nothing is said of it", number, error);
        bool is_there = access(path, F_OK) == 0;
        if (status == STATUS_OK && !is_there) fail_msg("call %d: there is no file", number);
        if (is_there && !trial->is_right(path, &message))
            fail_msg("call %d, error %d, status %d: %s", number, error, status, message.text);
        failures += status != STATUS_OK;
    }
    print_message("%d calls, each %dth failed once; it was ended %d times\n", number - 1, stride, failures);
    assert_true(failures > number / stride / 2);
}

/* fsync, and the closing of what was written to, fail when something is lost that was taken for written. The file is
 * right here, as nothing is lost in truth: only the status says whether anybody listens. */
static inline void every_news_of_a_loss_is_told(const struct trial *trial, const char *path)
{
    int number = 1;
    for (int ended = CALL_CAME; ended & CALL_CAME; number++) {
        remove_all(path);
        ended = in_a_process(trial, path, NEWS_ALONE, number, EIO);
        if (ended == CALL_CAME) fail_msg("fsync or close number %d failed, and nobody was told", number);
    }
    print_message("%d calls of fsync and close failed once, and each was told\n", number - 2);
    assert_true(number > 2);
}

#endif
