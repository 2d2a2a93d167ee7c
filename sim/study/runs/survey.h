/* What rows the runs of a study have, and which outcomes and series some of them do not show: what a file of all of
 * them has to have room for. */
#ifndef STUDY_SURVEY_H
#define STUDY_SURVEY_H

#include "study/plan/study.h"

/* The steps at which some configuration has a row, and how many configurations do not show each outcome or series. */
struct survey {
    unsigned char *due; /* [most + 1]; NULL where there are no series */
    int64_t most, count;
    int64_t *absent; /* [outcomes + series] */
};

/* `scenario` is room to work in. STATUS_MEMORY with a message; free it also then. */
MUST_USE enum status survey_make(
    struct survey *survey, const struct study *study, struct scenario *scenario, struct message *message);

void survey_free(struct survey *survey);

#endif
