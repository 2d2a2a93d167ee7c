/* The trace's parts, for trace.c alone: what is looked for, and the ways to write it. */
#ifndef IO_TRACE_TEXT_H
#define IO_TRACE_TEXT_H

#include "io/lineage/lineage.h"
#include "io/lineage/trace.h"
#include "io/lineage/tree_print.h"

/* Of a small tree everything is shown, of a large one so many levels and children, unless the request says how many. */
enum { TRACE_SMALL = 400, TRACE_DEPTH = 8, TRACE_WIDTH = 8 };

/* Sets depth and width for a tree of `size` nodes. */
void trace_limit(struct tree *tree, const struct trace_request *request, int64_t size);

/* "agent 12", or "anna (agent 12)" where the network's file has ids. */
void trace_agent_name(const struct lineage *lineage, int32_t agent, FILE *file);

/* "practice 3", or "practice 3 (video calls)". */
void trace_practice_name(const struct lineage *lineage, int32_t practice, FILE *file);

/* "initial", "word_of_mouth", ... */
const char *trace_channel_name(int8_t channel);

/* "copy", or "copy, project 4", or "project 4": by which way it came. */
void trace_way(const struct adoption_row *row, FILE *file);

/* ", dropped in step 9": when what it brought into use was dropped for nothing, if it was. */
void trace_end(const struct lineage *lineage, int64_t adoption, FILE *file);

/* "agent 12  step 3  project 4": who took it up when, by which way, and when it was dropped. */
void trace_adoption(const struct lineage *lineage, int64_t adoption, FILE *file);

/* The source row that weighs most for an adoption, the first of several; -1 if it has none. */
int64_t trace_heaviest(const struct lineage *lineage, int64_t adoption);

/* The trees. */
MUST_USE enum status trace_practice(
    const struct lineage *lineage, int32_t practice, const struct trace_request *request, FILE *file);
MUST_USE enum status trace_agent(
    const struct lineage *lineage, int32_t agent, const struct trace_request *request, FILE *file);

/* The same for programs: one JSON object with every adoption of the practice; or with every adoption that those of the
 * agent go back to, and every practice that those practices were made from. */
MUST_USE enum status trace_practice_json(const struct lineage *lineage, int32_t practice, FILE *file);
MUST_USE enum status trace_agent_json(const struct lineage *lineage, int32_t agent, FILE *file);

#endif
