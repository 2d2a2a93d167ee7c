/* Signals to the program. Whoever ends a session, a job or the machine asks first: a run then ends after the step that
 * it is in, with a checkpoint, and a study when its runs have ended so. SIGUSR1 asks a run for a checkpoint, and it
 * goes on; a study it asks to end. What the caller has the program ignore, as nohup does SIGHUP, stays ignored. */
#ifndef PROGRAM_INTERRUPT_H
#define PROGRAM_INTERRUPT_H

#include <signal.h>

/* To be called first of all: from now on SIGUSR1 is counted, and writing past the limit of a file's size fails as on a
 * full disk. Neither ends the program. Before this, nearly as long as the system takes to load the libraries (7 ms, of
 * HDF5 5), nothing of the program can run, and SIGUSR1 ends it; where a caller has it blocked, it waits until now. */
void interrupt_begin(void);

/* From now on the first SIGINT (Ctrl-C), SIGTERM, SIGHUP or SIGXCPU asks to stop; a second one of the same kind ends
 * the program at once. To be called when something begins that is to be ended well, and not before: until then the
 * first one ends the program, which may be waiting for its input. */
void interrupt_listen(void);

/* From now on SIGUSR1 asks to stop too: what a batch system sends some time before its limit. */
void interrupt_listen_for_limit(void);

/* The signal that asked to stop, or 0; static. */
const volatile sig_atomic_t *interrupt_received(void);

/* A number that each SIGUSR1 changes, unless that asks to stop; static. */
const volatile sig_atomic_t *interrupt_checkpoints(void);

#endif
