/* A run drawn on the terminal while it goes on: the curves of its summary, those that count the same thing on one
 * scale.
 *
 * It is drawn in place, each picture over the one before. No mode of the terminal is changed: the cursor stays visible,
 * the screen is the usual one, and each picture ends as it found the terminal. Whatever ends the program has nothing to
 * mend. */
#ifndef PROGRAM_LIVE_VIEW_H
#define PROGRAM_LIVE_VIEW_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "program/report/summary.h"

struct live_view {
    FILE *stream; /* NULL: nothing is drawn */
    double shown; /* clock when it was last drawn */
    int lines;    /* that the last picture took */
};

/* Begins where `stream` is a terminal; else it draws nothing, and says so by false. */
bool live_view_begin(struct live_view *view, FILE *stream);

/* Draws what the summary holds after `step` of `steps`, at most ten times a second: cheap enough for every step. */
void live_view_show(struct live_view *view, const struct summary *summary, int32_t step, int32_t steps);

/* Takes the picture away. */
void live_view_end(struct live_view *view);

#endif
