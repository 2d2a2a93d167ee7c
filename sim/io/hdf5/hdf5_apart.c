#include "io/hdf5/hdf5_apart.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "io/text/parent.h"

/* How an errand ended, as it comes through the pipe. */
struct report {
    enum status status;
    struct message message;
};

/* Everything of `report`, or nothing. */
static bool receive(int from, struct report *report)
{
    char *place = (char *)report;
    size_t left = sizeof *report;
    while (left > 0) {
        ssize_t size = read(from, place, left);
        if (size == 0 || (size < 0 && errno != EINTR)) return false;
        if (size < 0) continue;
        place += size;
        left -= (size_t)size;
    }
    return true;
}

static void send_report(int to, const struct report *report)
{
    const char *place = (const char *)report;
    size_t left = sizeof *report;
    while (left > 0) {
        ssize_t size = write(to, place, left);
        if (size < 0 && errno != EINTR) return;
        if (size < 0) continue;
        place += size;
        left -= (size_t)size;
    }
}

/* ---- in the child ---- */

static bool is_errand;
static struct rlimit limit_outside; /* of CPU time, as whoever called the program has set it */
static int report_to;
static struct report endless; /* what is told of reading that takes too long */

static void tell_that_it_is_endless(int number)
{
    (void)number;
    send_report(report_to, &endless);
    _exit(EXIT_SUCCESS);
}

static void limit_reading(rlim_t seconds, void (*handler)(int))
{
    const struct rlimit limit = {.rlim_cur = seconds, .rlim_max = limit_outside.rlim_max};
    signal(SIGXCPU, handler);
    setrlimit(RLIMIT_CPU, &limit);
}

void hdf5_apart_allow(int64_t seconds)
{
    if (!is_errand) return;
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    const rlim_t until = (rlim_t)(used.tv_sec + seconds);
    if (until < limit_outside.rlim_cur)
        limit_reading(until, tell_that_it_is_endless);
    else
        hdf5_apart_read();
}

void hdf5_apart_read(void)
{
    if (is_errand) limit_reading(limit_outside.rlim_cur, SIG_DFL);
}

/* What was printed goes out with exit. */
static _Noreturn void run_errand(const char *path, hdf5_errand *errand, void *context, int to, pid_t parent)
{
    struct report report = {.message = {.text = ""}};
    parent_end_with(parent, SIGTERM);
    is_errand = getrlimit(RLIMIT_CPU, &limit_outside) == 0;
    report_to = to;
    endless.status =
        message_set(&endless.message, STATUS_DAMAGED, "%s: damaged: HDF5 comes to no end reading it", path);
    report.status = errand(context, &report.message);
    send_report(to, &report);
    exit(EXIT_SUCCESS);
}

/* ---- in the parent ---- */

static bool is_crash(int signal)
{
    return signal == SIGSEGV || signal == SIGBUS || signal == SIGABRT || signal == SIGFPE || signal == SIGILL;
}

static int wait_for(pid_t child)
{
    int ending = 0;
    while (waitpid(child, &ending, 0) < 0 && errno == EINTR) continue;
    return ending;
}

enum status hdf5_apart(const char *path, hdf5_errand *errand, void *context, struct message *message)
{
    int ends[2];
    struct report report;
    fflush(NULL); /* or it would go out twice */
    if (pipe(ends) != 0) return message_set(message, STATUS_MEMORY, "%s: no pipe: %s", path, strerror(errno));
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        close(ends[0]);
        run_errand(path, errand, context, ends[1], parent);
    }
    close(ends[1]);
    bool received = child > 0 && receive(ends[0], &report);
    const int reason = errno;
    int ending = child > 0 ? wait_for(child) : 0;
    close(ends[0]); /* not before: a child whose report nobody takes would be ended by a signal */
    if (child < 0) return message_set(message, STATUS_MEMORY, "%s: no process: %s", path, strerror(reason));
    if (received) return message_set(message, report.status, "%s", report.message.text);
    if (WIFEXITED(ending)) return message_set(message, STATUS_READ, "%s: its reader ended without a word", path);
    if (!is_crash(WTERMSIG(ending))) raise(WTERMSIG(ending));
    return message_set(message, STATUS_DAMAGED, "%s: damaged: HDF5 crashed reading it", path);
}
