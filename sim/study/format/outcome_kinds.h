/* The kinds of outcomes as data; see study.def. For those who read and make up outcomes alone. */
#ifndef STUDY_OUTCOME_KINDS_H
#define STUDY_OUTCOME_KINDS_H

#include "study/format/outcome.h"

struct outcome_kind_info {
    const char *word, *suffix; /* its key; what a name ends in that stands for it, "" where none does */
    enum outcome_argument argument;
    /* A row that counts. */
    void (*take)(struct account_of_rows *account, const struct tally *tally, int64_t step, double now);
    const char *phrase;
};

extern const struct outcome_kind_info outcome_kind_table[OUTCOME_KINDS];

#endif
