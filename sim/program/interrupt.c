#include "program/interrupt.h"

#include <stddef.h>

/* The one variable of the program that is not an argument: a signal handler receives nothing else. */
static volatile sig_atomic_t received;

static void remember(int signal_number)
{
    received = signal_number;
}

const volatile sig_atomic_t *interrupt_listen(void)
{
    struct sigaction action = {.sa_handler = remember, .sa_flags = (int)(SA_RESETHAND | SA_RESTART)};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return &received;
}
