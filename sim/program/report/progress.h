/* How far a run is: a bar that is rewritten on a terminal, a plain line now and then elsewhere. */
#ifndef PROGRAM_PROGRESS_H
#define PROGRAM_PROGRESS_H

#include <stdint.h>
#include <stdio.h>

#define PROGRESS_KINDS(X)                                                                                              \
    X(PROGRESS_AUTO, "auto", "a bar on a terminal, else lines")                                                        \
    X(PROGRESS_BAR, "bar", "one line that is rewritten")                                                               \
    X(PROGRESS_LINES, "lines", "a plain line now and then")                                                            \
    X(PROGRESS_NONE, "none", "nothing")

#define AS_ENUMERATOR(symbol, text, sentence) symbol,
enum progress_kind { PROGRESS_KINDS(AS_ENUMERATOR) };
#undef AS_ENUMERATOR

struct progress {
    FILE *stream;
    enum progress_kind kind; /* never PROGRESS_AUTO */
    const char *what;        /* is counted: "step" */
    double shown;            /* clock when progress was last shown, and what was done then, also of it here */
    int64_t shown_step, shown_fresh;
    double rate; /* steps a second of late; 0: not known yet */
};

/* Begins counting `what` ("step"); PROGRESS_AUTO becomes what suits `stream`. */
struct progress progress_begin(FILE *stream, enum progress_kind kind, const char *what);

/* Tells that `done` of `steps` steps are done, of which `found` were found done and count for no rate. Shows it only as
 * often as a reader needs: cheap enough for every step.
 */
void progress_show(struct progress *progress, int64_t done, int64_t found, int64_t steps);

/* Leaves an empty line where the bar was. */
void progress_end(struct progress *progress);

#endif
