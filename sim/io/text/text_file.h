/* Files of text, read whole. */
#ifndef IO_TEXT_FILE_H
#define IO_TEXT_FILE_H

#include <stddef.h>

#include "base/status.h"

/* A file's bytes and a zero, for the caller to free; of a file that has more than `most`, most + 1 of them.
 * STATUS_INPUT: it cannot be opened or read; STATUS_MEMORY. *text is NULL then. */
MUST_USE enum status text_file_read(
    const char *path, size_t most, char **text, size_t *length, struct message *message);

#endif
