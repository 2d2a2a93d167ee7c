/* What a study takes of a run under way: the tallies of its outcomes, and the rows of its series. */
#ifndef STUDY_WATCH_H
#define STUDY_WATCH_H

#include "study/plan/study.h"
#include "study/runs/record.h"

struct watch {
    const struct study *study;
    struct tally *outcomes, *series;
    struct numbers steps;           /* of the rows */
    struct ARRAY_OF(double) values; /* [rows][series] */
    enum status status;             /* what has gone wrong, if anything */
    struct message message;
};

/* STATUS_MEMORY. To be freed in any case. */
MUST_USE enum status watch_make(struct watch *watch, const struct study *study);

/* The same, of a run that stands where `other` does. */
MUST_USE enum status watch_copy(struct watch *watch, const struct watch *other);

void watch_free(struct watch *watch);

/* Begins the tallies, and takes a step: what happened in it, and its row, as `struct run_request` asks for. */
void watch_begin(void *context, const struct world *world);
void watch_happened(void *context, const struct events *events);
void watch_step(void *context, int32_t step, int32_t steps, const struct observation *row);

/* What came of it goes to the record. STATUS_MEMORY. */
MUST_USE enum status watch_fill(struct watch *watch, struct record *record);

#endif
