/* What a study would cost. */
#ifndef PROGRAM_STUDY_COST_H
#define PROGRAM_STUDY_COST_H

#include "study/plan/study.h"

struct study_cost {
    double seconds; /* of a run, by one thread; the mean, with its part of what runs have in common */
    double memory;  /* bytes, of the largest run tried */
    double disk;    /* bytes that a run leaves */
};

/* By trials of some of its configurations; takes a few seconds at most. `results`: full result files are written, even
 * if the study does not say so. Errors: as estimate_run. */
MUST_USE enum status study_cost(
    const struct study *study, bool results, struct study_cost *cost, struct message *message);

/* STATUS_INPUT where some configuration does not fit into memory (memory.h). */
MUST_USE enum status study_fits(const struct study *study, struct message *message);

#endif
