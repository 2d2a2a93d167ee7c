/* The results of a study: what it is, and the outcomes of its runs. */
#ifndef STUDY_RESULTS_H
#define STUDY_RESULTS_H

#include "study/plan/contrast.h"
#include "study/plan/study.h"

struct results {
    struct study study;
    struct contrasts contrasts;
    int64_t replicates;   /* in the file: may be more, or fewer, than the study asks for */
    int64_t runs_missing; /* or failed */
    bool *done;           /* [configurations][replicates]: neither missing nor failed */
    int64_t *ended; /* [configurations][replicates]: the step with which its rule ended it, else -1; NULL: none did */
    int64_t before_branch; /* runs that ended before what varies took its values */
    double
        *value; /* [outcomes][configurations][replicates]; NaN also where the outcome is none in a run that is done */
};

/* Reads a study's file, as `selforg collect` writes it, or that in a study's folder. STATUS_INPUT where it is none,
 * STATUS_READ, STATUS_DAMAGED, STATUS_MEMORY, with a message; nothing is left allocated then. */
MUST_USE enum status results_read(struct results *results, const char *path, struct message *message);

void results_free(struct results *results);

/* STATUS_INPUT with a message: there is nothing to analyse, or a single replicate where intervals need two. */
MUST_USE enum status results_enough(const struct results *results, const char *path, struct message *message);

/* Of one run: whether what varies never took its values in it, as it ended before. */
bool results_before_branch(const struct results *results, int64_t configuration, int64_t replicate);

/* value[replicates] of an outcome under a configuration. */
const double *results_of(const struct results *results, int outcome, int64_t configuration);

#endif
