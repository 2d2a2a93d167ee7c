/* What every command that writes a file asks first; and text that is in its file whole, or not at all. */
#ifndef PROGRAM_OUTPUT_H
#define PROGRAM_OUTPUT_H

#include <stdio.h>

#include "base/status.h"

/* To be called before any file is opened: standard streams that the caller has closed keep their numbers, or a result
 * would get one, and what is printed would go into it. */
void output_hold_streams(void);

/* STATUS_USAGE with a message where the output (NULL: there is none) has no name, or is the input, by whatever name. */
MUST_USE enum status output_check(const char *out, const char *input, struct message *message);

/* STATUS_USAGE with a message where a folder, a device or a pipe has the output's name: a file cannot replace it. */
MUST_USE enum status output_check_kind(const char *out, struct message *message);

/* STATUS_USAGE with a message where the output's name ends as that of another kind of file does than is written; that
 * is `ending`, ".csv", or "" for none that is known. `advice` says what to do. */
MUST_USE enum status output_check_ending(
    const char *out, const char *ending, const char *advice, struct message *message);

/* Text on its way. */
struct output {
    FILE *stream;
    const char *path; /* NULL: standard output */
    char *part;       /* what is written until it is whole; NULL where a device or a pipe takes it as it comes */
};

/* To the file `out`, or, where that is NULL or "-", to standard output. What had the name keeps it until output_end.
 * STATUS_WRITE, STATUS_MEMORY; nothing is open then. */
MUST_USE enum status output_begin(struct output *output, const char *out, struct message *message);

/* Ends it, and gives the file its name if `status` is STATUS_OK, or else removes it. Returns `status`, or STATUS_WRITE.
 */
MUST_USE enum status output_end(struct output *output, enum status status, struct message *message);

/* Whether everything that was written to a stream has arrived; otherwise STATUS_WRITE, and that `what` could not be
 * written, with the reason, if it is still the same. */
MUST_USE enum status output_arrived(FILE *stream, const char *what, struct message *message);

/* What output_check says of an output that is an input. */
enum status output_is_input(const char *out, struct message *message);

#endif
