/* The kinds of outcomes as data; see study.def. For those who read and make up outcomes alone. */
#ifndef STUDY_OUTCOME_KINDS_H
#define STUDY_OUTCOME_KINDS_H

#include "study/format/outcome.h"

struct outcome_kind_info {
    const char *word, *suffix; /* its key; what a name ends in that stands for it, "" where none does */
    enum outcome_argument argument;
    enum outcome_rows rows;
    /* A row that counts. */
    void (*take)(struct account_of_rows *account, const struct tally *tally, int64_t step, double now);
    const char *phrase;
};

extern const struct outcome_kind_info outcome_kind_table[OUTCOME_KINDS];

/* Whether its rows count though there be none: how many they are, and their sum. */
bool outcome_is_0_of_none(const struct outcome *outcome);

/* A row that counts, of events as of series. */
void account_take(struct account_of_rows *account, const struct tally *tally, int64_t step, double now);

/* The part of a tally that is of events. False: no memory. */
bool tally_begin_events(struct tally *tally, const struct world *world);
bool tally_copy_events(struct tally *tally, const struct tally *other);
void tally_free_events(struct tally *tally);

#endif
