/* What every command that writes a file asks first. */
#ifndef PROGRAM_OUTPUT_H
#define PROGRAM_OUTPUT_H

#include "base/status.h"

/* STATUS_USAGE with a message where the output (NULL: there is none) has no name, or is the input, by whatever name. */
MUST_USE enum status output_check(const char *out, const char *input, struct message *message);

/* STATUS_USAGE with a message where a folder, a device or a pipe has the output's name: a file cannot replace it. */
MUST_USE enum status output_check_kind(const char *out, struct message *message);

/* STATUS_USAGE with a message where the output's name ends as that of another kind of file does than is written; that
 * is `ending`, ".csv", or "" for none that is known. `advice` says what to do. */
MUST_USE enum status output_check_ending(
    const char *out, const char *ending, const char *advice, struct message *message);

/* What output_check says of an output that is an input. */
enum status output_is_input(const char *out, struct message *message);

#endif
