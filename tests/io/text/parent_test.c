/* Whoever works for another process ends with it: also where that one was gone before it could be said. */
#include "io/text/parent.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* A process that works for one that ends at once, before (or after) it has said for whom it works. */
static void work(pid_t parent, bool late, int to)
{
    while (late && getppid() == parent) usleep(1000);
    parent_end_with(parent, SIGKILL);
    while (!late && getppid() == parent) usleep(1000);
    usleep(200000);
    (void)!write(to, "x", 1);
    _exit(0);
}

static void assert_ends(bool late)
{
    int ends[2];
    char told;
    assert_int_equal(pipe(ends), 0);
    pid_t middle = fork();
    if (middle == 0) {
        pid_t own = getpid();
        if (fork() == 0) work(own, late, ends[1]);
        usleep(late ? 0 : 100000);
        _exit(0);
    }
    close(ends[1]);
    assert_int_equal(waitpid(middle, NULL, 0), middle);
    assert_int_equal(read(ends[0], &told, 1), 0);
    close(ends[0]);
}

static void it_ends_with_the_other(void **state)
{
    (void)state;
    assert_ends(false);
}

static void it_ends_where_the_other_has_ended_before(void **state)
{
    (void)state;
    assert_ends(true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_ends_with_the_other),
        cmocka_unit_test(it_ends_where_the_other_has_ended_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
