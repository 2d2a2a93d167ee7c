/* The plan of a study's folder: how many replicates there are, and digests of what must stay the same.
 *
 *     selforg 2
 *     replicates 5
 *     study 0123456789abcdef...        and so base, table, networks
 *     whole 0123456789abcdef...        of the lines before
 */
#ifndef STUDY_RUNS_PLAN_H
#define STUDY_RUNS_PLAN_H

#include "base/digest.h"
#include "study/plan/study.h"

enum { PLAN_FORMAT = 2, PLAN_MOST = 1 << 12 };

/* What a plan has a line of: its name there, what it is, and the file of the folder that keeps it (NULL: none). */
enum { PLAN_STUDY, PLAN_BASE, PLAN_TABLE, PLAN_NETWORKS, PLAN_LINES };
struct plan_line {
    const char *name, *words, *file;
};
extern const struct plan_line plan_lines[PLAN_LINES];

/* The text that is kept in a line's file. */
char **plan_text_of(struct study_sources *sources, int line);

struct plan {
    int64_t replicates;
    char digest[PLAN_LINES][DIGEST_TEXT];
};

/* STATUS_MEMORY with a message. */
MUST_USE enum status plan_make(struct study *study, struct plan *plan, struct message *message);

/* Whether a text is that which the plan was made of. */
bool plan_is_of(const struct plan *plan, int line, const char *text);

/* The plan as text; and back, false where it is not what was printed. */
void plan_print(const struct plan *plan, char text[PLAN_MOST]);
bool plan_take(const char *text, struct plan *plan);

#endif
