#include "program/terminal/interrupt.h"

#include <stddef.h>

/* The only variables of the program that are no arguments: a signal handler receives nothing else. */
static volatile sig_atomic_t received, checkpoints;

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

void interrupt_listen_for_limit(void)
{
    struct sigaction action = {.sa_handler = remember, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
}

static void count(int signal_number)
{
    (void)signal_number;
    checkpoints = (checkpoints + 1) % 100;
}

const volatile sig_atomic_t *interrupt_listen_for_checkpoints(void)
{
    struct sigaction action = {.sa_handler = count, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGUSR1, &action, NULL);
    return &checkpoints;
}
