/* Stopping a run from outside: SIGINT (Ctrl-C) and SIGTERM ask it to end after the step that it is in. */
#ifndef PROGRAM_INTERRUPT_H
#define PROGRAM_INTERRUPT_H

#include <signal.h>

/* From now on the first of the two signals asks to stop; a second one of the same kind ends the program at once. The
 * flag is the signal that asked, or 0; static. */
const volatile sig_atomic_t *interrupt_listen(void);

#endif
