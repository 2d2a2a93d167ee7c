/* Signals: what each asks for, and what the second of a kind does. Each test does it in a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "program/terminal/interrupt.h"

/* How a process ends that does so: its exit code, or less than 0: the signal that ended it. */
static int ends_with(int (*work)(void))
{
    pid_t process = fork();
    assert_true(process >= 0);
    if (process == 0) _exit(work());
    int how = 0;
    assert_int_equal(waitpid(process, &how, 0), process);
    return WIFSIGNALED(how) ? -WTERMSIG(how) : WEXITSTATUS(how);
}

static int all_that_ask_to_stop(void)
{
    static const int asking[] = {SIGINT, SIGTERM, SIGHUP, SIGXCPU};
    interrupt_listen();
    if (*interrupt_received() != 0) return 1;
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++) {
        raise(asking[i]);
        if (*interrupt_received() != asking[i]) return 2;
    }
    return 0;
}

static int a_second_one(void)
{
    interrupt_listen();
    raise(SIGTERM);
    raise(SIGTERM);
    return 0;
}

static int one_for_a_checkpoint(void)
{
    interrupt_begin();
    interrupt_listen();
    int before = *interrupt_checkpoints();
    raise(SIGUSR1);
    int once = *interrupt_checkpoints();
    raise(SIGUSR1);
    bool each = before != once && once != *interrupt_checkpoints();
    return each && *interrupt_received() == 0 ? 0 : 1;
}

static int one_that_came_before_the_start(void)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR1);
    sigprocmask(SIG_BLOCK, &blocked, NULL);
    int before = *interrupt_checkpoints();
    raise(SIGUSR1);
    if (*interrupt_checkpoints() != before) return 1;
    interrupt_begin();
    return *interrupt_checkpoints() != before ? 0 : 2;
}

static int one_before_the_limit(void)
{
    interrupt_begin();
    interrupt_listen_for_limit();
    raise(SIGUSR1);
    return *interrupt_received() == SIGUSR1 ? 0 : 1;
}

static int a_file_that_is_too_large(void)
{
    interrupt_begin();
    raise(SIGXFSZ);
    return 0;
}

static int under_nohup(void)
{
    signal(SIGHUP, SIG_IGN);
    interrupt_listen();
    raise(SIGHUP);
    return *interrupt_received() == 0 ? 0 : 1;
}

static void each_that_ends_a_session_asks_to_stop(void **state)
{
    (void)state;
    assert_int_equal(ends_with(all_that_ask_to_stop), 0);
}

static void the_second_ends_the_program(void **state)
{
    (void)state;
    assert_int_equal(ends_with(a_second_one), -SIGTERM);
}

static void a_checkpoint_is_asked_for_and_the_run_goes_on(void **state)
{
    (void)state;
    assert_int_equal(ends_with(one_for_a_checkpoint), 0);
}

static void what_a_caller_kept_back_comes_at_the_start(void **state)
{
    (void)state;
    assert_int_equal(ends_with(one_that_came_before_the_start), 0);
}

static void a_study_is_asked_to_stop_before_its_limit(void **state)
{
    (void)state;
    assert_int_equal(ends_with(one_before_the_limit), 0);
}

static void the_limit_of_file_sizes_is_no_death(void **state)
{
    (void)state;
    assert_int_equal(ends_with(a_file_that_is_too_large), 0);
}

static void what_is_ignored_stays_ignored(void **state)
{
    (void)state;
    assert_int_equal(ends_with(under_nohup), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_that_ends_a_session_asks_to_stop),
        cmocka_unit_test(the_second_ends_the_program),
        cmocka_unit_test(a_checkpoint_is_asked_for_and_the_run_goes_on),
        cmocka_unit_test(what_a_caller_kept_back_comes_at_the_start),
        cmocka_unit_test(a_study_is_asked_to_stop_before_its_limit),
        cmocka_unit_test(the_limit_of_file_sizes_is_no_death),
        cmocka_unit_test(what_is_ignored_stays_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
