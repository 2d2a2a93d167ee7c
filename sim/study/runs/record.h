/* The record of a run: what a study keeps of it, in a small file of its own or on its way from one process to another.
 *
 *     bytes  0- 7   "selforgR"
 *            8-15   format, status, length of the reason, number of outcomes (16 bits each)
 *           16-31   rows, series (64 bits each)
 *           32-39   number of the run
 *           40-71   identity of the run, digest of the run (zeros if it failed)
 *           72-     reason, outcomes, steps (32 bits), series row by row
 *     last 16       digest of all bytes before
 *
 * Little-endian, doubles by their bits. A record holds nothing of the clock or the machine: whoever makes it, and
 * however often, it is the same bytes. The number of series is below 2^16.
 */
#ifndef STUDY_RECORD_H
#define STUDY_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/digest.h"
#include "base/status.h"

enum record_status { RECORD_DONE, RECORD_FAILED };

enum { RECORD_REASON = 512 };

struct record {
    struct digest identity, digest;
    int64_t run;
    enum record_status status;
    char reason[RECORD_REASON];                     /* why it failed, or ended before its last step; else empty */
    int64_t outcome_count, row_count, series_count; /* 0 where it failed */
    double *outcomes;                               /* [outcome_count] */
    int32_t *steps;                                 /* [row_count] */
    double *series;                                 /* [row_count][series_count] */
};

struct bytes ARRAY_OF(unsigned char);

/* Says that the run ended with `step`, as its rule was met then; and of a reason that says so the step, of any other
 * -1.
 */
void record_say_ended(struct record *record, int64_t step, const char *rule);
int64_t record_ended_at(const char *reason);

void record_free(struct record *record);

/* The record as bytes, in place of what they held. STATUS_MEMORY. */
MUST_USE enum status record_encode(const struct record *record, struct bytes *bytes);

/* The record from bytes. STATUS_DAMAGED: they are none; STATUS_MEMORY. Nothing is allocated then. */
MUST_USE enum status record_decode(const unsigned char *bytes, int64_t count, struct record *record);

/* Writes the file in one move: it is there complete and synced, or not at all. Whatever had the name is replaced.
 * STATUS_WRITE with a message. */
MUST_USE enum status record_write(const char *path, const struct bytes *bytes, struct message *message);

/* Reads the file. *there: it exists and is a record of `run` with this identity; if not, nothing is allocated and the
 * status is STATUS_OK all the same. STATUS_READ where it cannot be known, with a message; STATUS_MEMORY. */
MUST_USE enum status record_read(const char *path, int64_t run, const struct digest *identity, struct record *record,
    bool *there, struct message *message);

#endif
