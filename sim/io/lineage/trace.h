/* Who learned it from whom, to read.
 *
 * A practice's tree begins with those who had it from nobody; under each stand those for whom it weighed most. An
 * agent's tree goes the other way, from an adoption back to the first tries.
 */
#ifndef IO_TRACE_H
#define IO_TRACE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/status.h"

struct trace_request {
    const char *path;     /* a finished result */
    const char *practice; /* "number:3", "id:its name", or what can only be one of them; NULL: not asked for */
    const char *agent;    /* likewise "number:3" or, as in the network's file, "id:x"; not both. Neither: the practice
                           * that most people use in the end */
    int32_t depth;        /* levels shown; 0: all of a small tree, the first few of a large one */
    int32_t width;        /* children shown under one node; 0: likewise */
    bool ascii;           /* plain characters only */
    bool json;            /* every row that belongs to it, whatever depth and width say */
};

/* Writes the trace to `file`, which stays open, and remembers whether it could take everything. STATUS_INPUT: no such
 * practice or agent, or adoptions not recorded; STATUS_DAMAGED: the lineage is none, and nothing is written; else as
 * result_reader_open. */
MUST_USE enum status trace_print(const struct trace_request *request, FILE *file, struct message *message);

#endif
