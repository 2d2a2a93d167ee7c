/* Files of text, read whole. */
#ifndef IO_TEXT_FILE_H
#define IO_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* A file's bytes and a zero, for the caller to free; of a file that has more than `most`, most + 1 of them.
 * STATUS_INPUT: it cannot be opened or read; STATUS_MEMORY. *text is NULL then. */
MUST_USE enum status text_file_read(
    const char *path, size_t most, char **text, size_t *length, struct message *message);

/* All bytes of a regular file, and a zero: what has no end (a device) or has to be waited for (a pipe) is refused.
 * Errors as text_file_read. */
MUST_USE enum status text_file_read_whole(const char *path, char **text, size_t *length, struct message *message);

/* STATUS_INPUT: what has that name may have no end, a pipe or a device; a folder, and nothing, are fine. */
MUST_USE enum status text_file_ends(const char *path, struct message *message);

/* STATUS_INPUT, with the line, unless the text is UTF-8 without zeros. */
MUST_USE enum status text_check(const char *path, const char *text, size_t length, struct message *message);

/* Whether a line ends with the byte `at`, which is in the text: a line feed, or a carriage return with none behind. */
bool text_ends_line(const char *text, size_t length, size_t at);

/* The folder that stands in a file's name, with its slash; empty where none does. To be freed; NULL: no memory. */
char *text_file_folder(const char *path);

/* `name` as it stands to the folder that the file `beside` is in (NULL: to the folder in which the program runs). To be
 * freed; NULL: no memory. */
char *text_file_beside(const char *name, const char *beside);

/* Of a file that errno says could not be opened: STATUS_INPUT where nothing has that name, which is the person's to
 * mend; else STATUS_READ. */
enum status text_file_fault(void);

/* Whether there is a file or folder of that name. STATUS_READ: that cannot be told, which is not to be taken for no. */
MUST_USE enum status text_file_there(const char *path, bool *there, struct message *message);

/* Whether what is read under that name can be read once more: it is a file, and no pipe. */
bool text_file_again(const char *path);

/* Whether both names are those of one file that is there. */
bool text_file_same(const char *a, const char *b);

/* What the text begins with, behind a byte order mark. */
char *text_behind_mark(char *text);

#endif
