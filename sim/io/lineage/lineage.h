/* Who learned it from whom, as a result file has it: all adoptions with their sources, in memory. */
#ifndef IO_LINEAGE_H
#define IO_LINEAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "io/result/result_reader.h"
#include "model/record/events.h"

struct lineage {
    int32_t agent_count;
    int64_t adoption_count, source_count, practice_count, parent_count, turnover_count, drop_count;
    struct adoption_row *adoption;      /* [adoption_count], in the order of events */
    struct adoption_source_row *source; /* [source_count]; those of an adoption lie together */
    struct practice_row *practice;      /* [practice_count], by number */
    struct practice_parent_row *parent; /* [parent_count], by number of the child */
    struct turnover_row *turnover;      /* [turnover_count] */
    struct drop_row *drop;              /* [drop_count], uses that ended with nothing */
    int64_t *ended;                     /* [adoption_count], the row of the drop of what each brought into use, or -1 */
    struct labels agents, practices;    /* the network file's ids; names of practices known beforehand; perhaps none */
};

/* Reads it from a file that recorded adoptions. STATUS_INPUT with a message if it did not; else as the reader.
 * On an error nothing is left allocated. */
MUST_USE enum status lineage_read(struct lineage *lineage, const struct result_reader *reader, struct message *message);

void lineage_free(struct lineage *lineage);

/* Domains that its practices are in, at least 1; those that cannot be are not counted. */
int32_t lineage_domains(const struct lineage *lineage);

/* What a check of a lineage found: how many items were looked at, how many of them are wrong, and the first of those,
 * or something worth knowing. */
struct lineage_finding {
    int64_t checked, failed;
    char detail[240];
};

/* Every invariant that a lineage has; the checks stand alone, and none trusts that another held. */
struct lineage_check {
    const char *subject;
    enum status (*check)(const struct lineage *lineage, struct lineage_finding *finding); /* STATUS_MEMORY only */
};

extern const struct lineage_check lineage_checks[];
extern const int lineage_check_count;

#endif
