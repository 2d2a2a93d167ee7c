/* The checksum of a result's content: one digest of every dataset and attribute, but for what depends on the clock or
 * the machine (/run/environment), and for itself.
 *
 * It is taken of names, types, shapes and values in the order of names, so it stays the same when a file is repacked or
 * compressed in another way, and it changes with any value. Text goes in as its bytes.
 */
#ifndef IO_RESULT_CHECKSUM_H
#define IO_RESULT_CHECKSUM_H

#include <hdf5.h>

#include "base/digest.h"
#include "base/status.h"

/* Where a study's file, which has no group /run, keeps its own: an attribute of the root. */
#define CHECKSUM_ATTRIBUTE "checksum"

/* STATUS_READ: something in the file could not be read. STATUS_MEMORY. Cost: reads the whole file. */
MUST_USE enum status result_checksum(hid_t file, struct digest *checksum, struct message *message);

/* Whether what a result holds is what was written, before anything of it is shown or run again: else names and numbers
 * could be others, and a run that nobody asked for could take forever. STATUS_DAMAGED with a message; as the reader. */
struct result_reader;
MUST_USE enum status result_check_open(const struct result_reader *reader, struct message *message);
MUST_USE enum status result_check_content(const char *path, struct message *message);

#endif
