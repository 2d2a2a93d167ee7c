/* Signals to a run. SIGINT (Ctrl-C) and SIGTERM ask it to end after the step that it is in, with a checkpoint; SIGUSR1
 * asks for a checkpoint, and it goes on; a study it asks to end. */
#ifndef PROGRAM_INTERRUPT_H
#define PROGRAM_INTERRUPT_H

#include <signal.h>

/* From now on the first of the two signals asks to stop; a second one of the same kind ends the program at once. The
 * flag is the signal that asked, or 0; static. */
const volatile sig_atomic_t *interrupt_listen(void);

/* From now on SIGUSR1 asks to stop too: what a batch system sends some time before its limit. */
void interrupt_listen_for_limit(void);

/* From now on SIGUSR1 changes the number, each time; static. */
const volatile sig_atomic_t *interrupt_listen_for_checkpoints(void);

#endif
