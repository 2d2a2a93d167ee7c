/* Dispatch: numbered pieces of work, done by worker processes that may die.
 *
 * The dispatcher knows nothing of what the work is: it hands out numbers and takes bytes back. Each worker is a process
 * forked from this one, which therefore must have no threads, and does one piece after the other; whatever happens to
 * it, the others go on, and a new one takes its place. A worker ends when its dispatcher does.
 */
#ifndef STUDY_DISPATCH_H
#define STUDY_DISPATCH_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "study/runs/record.h"

/* Everything is called with `context`, and in the dispatching process but for `work`. */
struct dispatch {
    int jobs; /* worker processes; 0: the work is done by this process itself */
    void *context;
    /* The number of the next piece for a worker that did the piece `before` as its last; -1: none. false: there is
     * none.
     */
    bool (*next)(void *context, int64_t before, int64_t *number);
    /* Does it, in a worker: `answer` is empty and freed by the caller. An error ends the whole
     * dispatch with the message; STATUS_STOPPED: it was stopped and not done. */
    enum status (*work)(void *context, int64_t number, struct bytes *answer, struct message *message);
    /* Takes an answer; they come in any order. An error ends the dispatch. */
    enum status (*done)(void *context, int64_t number, const struct bytes *answer, struct message *message);
    /* Hears that a worker died over a piece, and of what. An error ends the dispatch. */
    enum status (*lost)(void *context, int64_t number, const char *reason, struct message *message);
    /* Called some times a second, or as often as after so many milliseconds where that is not 0. May be NULL. */
    void (*idle)(void *context);
    int idle_milliseconds;
    /* Not 0: the work under way is stopped (workers receive SIGTERM) and no more is handed out. May be NULL. */
    const volatile sig_atomic_t *stop;
};

/* Returns when all is done: STATUS_OK, STATUS_STOPPED if it was stopped, or the first error. */
MUST_USE enum status dispatch_run(const struct dispatch *dispatch, struct message *message);

#endif
