/* Who or what of a run is asked for, by whoever names a person or a practice on the command line. */
#ifndef IO_LINEAGE_QUESTION_H
#define IO_LINEAGE_QUESTION_H

#include "base/status.h"
#include "network/network.h"

struct question {
    const char *kind; /* "agent", for messages */
    const char *text; /* "id:x", "number:3" or, where nobody could take one for the other, either without its word */
    const struct labels *labels;
    int64_t count; /* numbers are below it */
};

/* The number of the one who is meant. STATUS_INPUT with the reason: there is none, and the nearest label is named;
 * several have the label; or a number that is some label too, or could be one as others are. */
MUST_USE enum status question_answer(const struct question *question, int32_t *found, struct message *message);

#endif
