#include "program/terminal/interrupt.h"

#include <stddef.h>

/* The only variables of the program that are no arguments: a signal handler receives nothing else. */
static volatile sig_atomic_t received, checkpoints;

static void remember(int signal_number)
{
    received = signal_number;
}

static void count(int signal_number)
{
    (void)signal_number;
    checkpoints = (checkpoints + 1) % 100;
}

static void handle(int signal_number, void (*handler)(int), int flags)
{
    struct sigaction before, action = {.sa_handler = handler, .sa_flags = flags | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, NULL, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal_number, &action, NULL);
}

void interrupt_begin(void)
{
    sigset_t waiting;
    sigemptyset(&waiting);
    sigaddset(&waiting, SIGUSR1);
    handle(SIGUSR1, count, 0);
    signal(SIGXFSZ, SIG_IGN);
    sigprocmask(SIG_UNBLOCK, &waiting, NULL);
}

void interrupt_listen(void)
{
    static const int asking[] = {SIGINT, SIGTERM, SIGHUP, SIGXCPU};
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++) handle(asking[i], remember, (int)SA_RESETHAND);
}

void interrupt_listen_for_limit(void)
{
    handle(SIGUSR1, remember, 0);
}

const volatile sig_atomic_t *interrupt_received(void)
{
    return &received;
}

const volatile sig_atomic_t *interrupt_checkpoints(void)
{
    return &checkpoints;
}
