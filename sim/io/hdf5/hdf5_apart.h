/* Reading in a process of its own: HDF5 may crash on a damaged file, or never come to an end, and must not take the
 * program with it. */
#ifndef IO_HDF5_APART_H
#define IO_HDF5_APART_H

#include <stdint.h>

#include "base/status.h"

typedef enum status hdf5_errand(void *context, struct message *message);

/* Does an errand that reads the file at `path` in a child process, and tells how it ended. What it leaves in memory is
 * gone with the child; what it prints is printed. STATUS_DAMAGED: it crashed, or took longer than it was allowed.
 * STATUS_MEMORY: there is no room for a process. A signal that asks the child to end ends the caller too. */
MUST_USE enum status hdf5_apart(const char *path, hdf5_errand *errand, void *context, struct message *message);

/* Within an errand: reading takes at most so many more seconds of CPU time, until hdf5_apart_read, or until more are
 * allowed. Elsewhere both do nothing. */
void hdf5_apart_allow(int64_t seconds);

/* All is read: what is done with it may take as long as it takes. */
void hdf5_apart_read(void);

#endif
