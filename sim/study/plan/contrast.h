/* Contrasts: the differences between configurations that a study asks about. (study.def has their format).
 *
 * A side names a value for parameters that vary, and `condition` for a condition; over what it does not name it is the
 * mean.
 */
#ifndef STUDY_CONTRAST_H
#define STUDY_CONTRAST_H

#include "study/plan/study.h"

/* In the order of the words of study.def. */
enum expected_sign { EXPECTED_POSITIVE, EXPECTED_NEGATIVE, EXPECTED_NONE, EXPECTED_NOTHING };

/* A side: which configurations it is the mean of. */
struct contrast_side {
    double weight; /* 1 or -1: how it enters the difference */
    bool *chosen;  /* [configurations], some of them; owned */
};

enum { CONTRAST_SIDES_MOST = 4 };

struct contrast {
    const char *name; /* of the study's */
    int outcome;
    enum expected_sign expected;
    const char *expected_word; /* "" where nothing is expected */
    double smallest;           /* difference that matters; NaN where the study does not say */
    int sides;                 /* 2, or 4: to, from, and of `less` from, to */
    struct contrast_side side[CONTRAST_SIDES_MOST];
};

struct contrasts ARRAY_OF(struct contrast);

/* Reads the contrasts of a study; none where it has none. STATUS_INPUT with place and nearest name, STATUS_MEMORY. Free
 * them also then. */
MUST_USE enum status contrasts_read(struct contrasts *contrasts, const struct study *study, struct message *message);

void contrasts_free(struct contrasts *contrasts);

#endif
