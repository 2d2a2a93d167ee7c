/* A process that does not outlive the one it works for. */
#ifndef IO_PARENT_H
#define IO_PARENT_H

#include <sys/types.h>

/* In a new process: from now on it gets `signal` when its parent ends. `parent` is who forked it: if that one has ended
 * already, this process does too, at once. */
void parent_end_with(pid_t parent, int signal);

#endif
