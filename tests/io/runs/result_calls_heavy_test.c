/* A call of the operating system that fails once, at every moment of a run. */
#define _GNU_SOURCE
#include "io/runs/result_calls.h"

static void in_a_run(void **state)
{
    try_calls(state, &run_in_one, 1);
}

static void in_a_run_that_commits(void **state)
{
    try_calls(state, &run_with_commits, 1);
}

static void in_the_rest_of_a_run(void **state)
{
    try_calls(state, &run_in_two, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_a_run),
        cmocka_unit_test(in_a_run_that_commits),
        cmocka_unit_test(in_the_rest_of_a_run),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
