#define _GNU_SOURCE /* strsignal */
#include "study/runs/dispatch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/text/parent.h"

enum { POLL_MILLISECONDS = 100 };

/* What a worker sends before its answer, or before the message of an error. */
struct heading {
    int64_t number, length;
    int32_t status, reserved;
};

struct worker {
    pid_t process;  /* 0: none */
    int socket;     /* our end; -1: none */
    int64_t number; /* what it is at, or was at last; -1: nothing */
};

struct pool {
    const struct dispatch *dispatch;
    struct worker *workers; /* [dispatch->jobs] */
    struct pollfd *polls;   /* [dispatch->jobs] */
    struct bytes answer;
    enum status status;
    bool stopping;                  /* workers were told */
    struct message *message, later; /* of the first error, and what is said after it */
};

static bool send_all(int socket, const void *bytes, size_t count)
{
    for (const char *at = bytes; count > 0;) {
        ssize_t sent = send(socket, at, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        at += sent;
        count -= (size_t)sent;
    }
    return true;
}

static bool receive_all(int socket, void *bytes, size_t count)
{
    for (char *at = bytes; count > 0;) {
        ssize_t got = recv(socket, at, count, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        at += got;
        count -= (size_t)got;
    }
    return true;
}

static bool stop_asked(const struct dispatch *dispatch)
{
    return dispatch->stop && *dispatch->stop;
}

/* ---- the worker ---- */

/* Does what it is told until there is nothing more to hear. */
static void serve(const struct dispatch *dispatch, int socket)
{
    struct bytes answer = {0};
    struct message message;
    int64_t number;
    bool heard = true;
    while (heard && receive_all(socket, &number, sizeof number)) {
        message.text[0] = 0;
        array_clear(&answer);
        enum status status = dispatch->work(dispatch->context, number, &answer, &message);
        bool good = status == STATUS_OK;
        int64_t length = good ? answer.count : (int64_t)strlen(message.text);
        struct heading heading = {.number = number, .length = length, .status = (int32_t)status};
        heard = send_all(socket, &heading, sizeof heading) &&
                send_all(socket, good ? (const void *)answer.items : message.text, (size_t)length);
    }
    array_free(&answer);
}

/* In the new process: only its own socket stays open, or else a worker would not hear that the dispatcher has gone. */
static void become_worker(const struct pool *pool, int socket, pid_t dispatcher)
{
    parent_end_with(dispatcher, SIGKILL);
    for (int i = 0; i < pool->dispatch->jobs; i++)
        if (pool->workers[i].socket >= 0) close(pool->workers[i].socket);
    serve(pool->dispatch, socket);
    _exit(0);
}

/* ---- the dispatcher ---- */

static enum status failed(struct pool *pool, const char *doing)
{
    return message_set(pool->message, STATUS_MEMORY, "cannot %s: %s", doing, strerror(errno));
}

static enum status hire(struct pool *pool, struct worker *worker)
{
    int sockets[2];
    pid_t dispatcher = getpid();
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) return failed(pool, "make a worker's socket");
    pid_t process = fork();
    if (process == 0) {
        close(sockets[0]);
        become_worker(pool, sockets[1], dispatcher);
    }
    close(sockets[1]);
    if (process < 0) {
        close(sockets[0]);
        return failed(pool, "start a worker");
    }
    *worker = (struct worker){.process = process, .socket = sockets[0], .number = -1};
    return STATUS_OK;
}

/* Lets a worker go and says what it died of; empty if it went in peace. */
static void dismiss(struct worker *worker, char *reason, size_t size)
{
    int how = 0;
    close(worker->socket);
    while (waitpid(worker->process, &how, 0) < 0 && errno == EINTR) {
    }
    *reason = 0;
    if (WIFSIGNALED(how))
        snprintf(reason, size, "its process was killed by signal %d (%s)%s", WTERMSIG(how), strsignal(WTERMSIG(how)),
            WTERMSIG(how) == SIGKILL ? ", perhaps for want of memory" : "");
    else if (WEXITSTATUS(how) != 0)
        snprintf(reason, size, "its process ended with code %d", WEXITSTATUS(how));
    *worker = (struct worker){.socket = -1, .number = -1};
}

/* Hands out the next piece to a worker, or lets the worker go where there is none. */
static enum status employ(struct pool *pool, struct worker *worker)
{
    const struct dispatch *dispatch = pool->dispatch;
    char reason[128];
    int64_t number;
    enum status status = STATUS_OK;
    if (pool->status == STATUS_OK && !stop_asked(dispatch) &&
        dispatch->next(dispatch->context, worker->number, &number)) {
        if (!worker->process) status = hire(pool, worker);
        if (status != STATUS_OK) return status;
        worker->number = number;
        (void)!send_all(worker->socket, &number, sizeof number); /* a dead worker is heard of when it is listened to */
    } else if (worker->process) {
        dismiss(worker, reason, sizeof reason);
    }
    return status;
}

/* A worker died over its work. One that was told to stop may have died of that. */
static enum status bury(struct pool *pool, struct worker *worker)
{
    char reason[256];
    int64_t number = worker->number;
    dismiss(worker, reason, sizeof reason);
    if (pool->stopping || stop_asked(pool->dispatch)) return STATUS_OK;
    if (!*reason) snprintf(reason, sizeof reason, "its process ended");
    enum status status = pool->dispatch->lost(pool->dispatch->context, number, reason, pool->message);
    return status == STATUS_OK ? employ(pool, worker) : status;
}

static enum status take_error(struct pool *pool, const struct heading *heading)
{
    size_t length = (size_t)pool->answer.count;
    if (length >= sizeof pool->message->text) length = sizeof pool->message->text - 1;
    memcpy(pool->message->text, pool->answer.items, length);
    pool->message->text[length] = 0;
    return (enum status)heading->status;
}

/* A worker has something to say, or is dead. */
static enum status listen_to(struct pool *pool, struct worker *worker)
{
    const struct dispatch *dispatch = pool->dispatch;
    struct heading heading;
    struct bytes *answer = &pool->answer;
    array_clear(answer);
    if (!receive_all(worker->socket, &heading, sizeof heading)) return bury(pool, worker);
    if (!array_reserve(answer, heading.length + 1)) return failed(pool, "take an answer");
    if (!receive_all(worker->socket, answer->items, (size_t)heading.length)) return bury(pool, worker);
    answer->count = heading.length;
    enum status status = heading.status == STATUS_OK
                             ? dispatch->done(dispatch->context, heading.number, answer, pool->message)
                             : take_error(pool, &heading);
    return status == STATUS_OK ? employ(pool, worker) : status;
}

static void tell_to_stop(struct pool *pool)
{
    if (pool->stopping) return;
    pool->stopping = true;
    for (int i = 0; i < pool->dispatch->jobs; i++)
        if (pool->workers[i].process) kill(pool->workers[i].process, SIGTERM);
}

/* Waits a moment for workers. Returns how many there are. */
static int attend(struct pool *pool)
{
    int jobs = pool->dispatch->jobs, working = 0, patience = pool->dispatch->idle_milliseconds;
    for (int i = 0; i < jobs; i++) {
        pool->polls[i] = (struct pollfd){.fd = pool->workers[i].socket, .events = POLLIN};
        working += pool->workers[i].process != 0;
    }
    if (working == 0 || poll(pool->polls, (nfds_t)jobs, patience ? patience : POLL_MILLISECONDS) <= 0) return working;
    for (int i = 0; i < jobs; i++) {
        if (pool->polls[i].revents == 0) continue;
        enum status status = listen_to(pool, &pool->workers[i]);
        if (pool->status == STATUS_OK) pool->status = status;
        if (pool->status != STATUS_OK) pool->message = &pool->later;
        if (status != STATUS_OK && pool->workers[i].process) {
            char reason[128];
            kill(pool->workers[i].process, SIGTERM);
            dismiss(&pool->workers[i], reason, sizeof reason);
        }
    }
    return working;
}

static enum status run_with_workers(const struct dispatch *dispatch, struct message *message)
{
    struct pool pool = {.dispatch = dispatch, .message = message};
    pool.workers = calloc((size_t)dispatch->jobs, sizeof *pool.workers);
    pool.polls = calloc((size_t)dispatch->jobs, sizeof *pool.polls);
    if (!pool.workers || !pool.polls) pool.status = failed(&pool, "begin");
    for (int i = 0; i < dispatch->jobs && pool.workers; i++)
        pool.workers[i] = (struct worker){.socket = -1, .number = -1};
    for (int i = 0; i < dispatch->jobs && pool.status == STATUS_OK; i++) pool.status = employ(&pool, &pool.workers[i]);
    while (pool.workers && pool.polls && attend(&pool) > 0) {
        if (pool.status != STATUS_OK || stop_asked(dispatch)) tell_to_stop(&pool);
        if (dispatch->idle) dispatch->idle(dispatch->context);
    }
    array_free(&pool.answer);
    free(pool.workers);
    free(pool.polls);
    return pool.status;
}

static enum status run_alone(const struct dispatch *dispatch, struct message *message)
{
    struct bytes answer = {0};
    enum status status = STATUS_OK;
    int64_t number = -1;
    while (status == STATUS_OK && !stop_asked(dispatch) && dispatch->next(dispatch->context, number, &number)) {
        array_clear(&answer);
        status = dispatch->work(dispatch->context, number, &answer, message);
        if (status == STATUS_OK) status = dispatch->done(dispatch->context, number, &answer, message);
        if (dispatch->idle) dispatch->idle(dispatch->context);
    }
    array_free(&answer);
    return status;
}

enum status dispatch_run(const struct dispatch *dispatch, struct message *message)
{
    enum status status = dispatch->jobs > 0 ? run_with_workers(dispatch, message) : run_alone(dispatch, message);
    if (status == STATUS_OK && stop_asked(dispatch)) status = STATUS_STOPPED;
    return status;
}
