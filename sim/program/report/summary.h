/* What a run came to: a few curves and figures, gathered while it goes on. */
#ifndef PROGRAM_SUMMARY_H
#define PROGRAM_SUMMARY_H

#include <stdint.h>
#include <stdio.h>

#include "io/result/run.h"
#include "model/cycle/model.h"
#include "program/terminal/terminal.h"
#include "scenario/scenario.h"

enum { SUMMARY_CURVES = 16, SUMMARY_POINTS = 512, SUMMARY_LABEL = 96 };

/* One observable over time, or one entry of it. */
struct curve {
    enum observable observable;
    int64_t entry;  /* of the observable's dimension; -1: all together */
    const char *of; /* what the entry is called; NULL where entry is -1 */
    char label[SUMMARY_LABEL];
    double first, last, value[SUMMARY_POINTS];
};

struct summary {
    const struct scenario *scenario; /* borrowed */
    const char *program;             /* what a command to go on with begins with; borrowed */
    int64_t rows;                    /* of the time series, seen so far */
    int64_t stride;                  /* rows between two points kept: a power of 2 that grows with the run */
    int points, curve_count;
    struct curve curve[SUMMARY_CURVES];
    double adoptions[CHANNEL_COUNT], ties;
};

/* An empty summary for a run of `scenario` by `program`, as a shell takes its name; both are borrowed as long as the
 * summary is in use. */
void summary_begin(struct summary *summary, const struct scenario *scenario, const char *program);

/* Takes one row of the time series. */
void summary_add(struct summary *summary, const struct observation *observation);

/* Prints it to look at, as wide as `terminal`. `path` is the result file. */
void summary_print(const struct summary *summary, const struct run_outcome *outcome, const char *path,
    const struct terminal *terminal, FILE *stream);

/* Prints it as one JSON object. */
void summary_print_json(
    const struct summary *summary, const struct run_outcome *outcome, const char *path, FILE *stream);

/* Each channel's name and what it means. */
extern const struct event_category channel_table[CHANNEL_COUNT];

#endif
