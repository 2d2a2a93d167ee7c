/* What a launcher says of the processes that it started, from the environment. */
#include "study/runs/ranks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const names[] = {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "PMI_RANK", "PMI_SIZE", "PMIX_RANK",
    "SLURM_PROCID", "SLURM_STEP_NUM_TASKS"};
enum { NAMES = sizeof names / sizeof *names };

/* Values of the names, in that order; NULL: not there. */
static void check(const char *const values[NAMES], bool part, int number, int count)
{
    int told[2];
    for (int i = 0; i < NAMES; i++) {
        if (values[i])
            setenv(names[i], values[i], 1);
        else
            unsetenv(names[i]);
    }
    ranks_launched(part, &told[0], &told[1]);
    assert_int_equal(told[0], number);
    assert_int_equal(told[1], count);
}

static void whoever_was_started_alone_is_the_only_one(void **state)
{
    (void)state;
    check((const char *[NAMES]){0}, false, 0, 1);
    check((const char *[NAMES]){"3"}, false, 0, 1);         /* a number of how many? */
    check((const char *[NAMES]){NULL, "4"}, false, 0, 1);   /* which of them? */
    check((const char *[NAMES]){"0", "none"}, false, 0, 1); /* never fewer than one */
}

static void each_launcher_is_understood(void **state)
{
    (void)state;
    check((const char *[NAMES]){"2", "4"}, false, 2, 4);
    check((const char *[NAMES]){NULL, NULL, "1", "3"}, false, 1, 3);
    check((const char *[NAMES]){NULL, NULL, NULL, NULL, "5", NULL, "6"}, false, 5, 6);
    check((const char *[NAMES]){NULL, NULL, NULL, NULL, NULL, "7", "8"}, false, 7, 8);
    check((const char *[NAMES]){"2", "4", NULL, NULL, NULL, "7", "8"}, false, 2, 4); /* mpirun within srun */
}

/* By srun alone processes cannot speak to each other: each is by itself and does the part that it is given. */
static void srun_alone_gives_each_its_part(void **state)
{
    (void)state;
    check((const char *[NAMES]){NULL, NULL, NULL, NULL, NULL, "7", "8"}, true, 0, 1);
    check((const char *[NAMES]){NULL, NULL, NULL, NULL, "5", "5", "6"}, true, 5, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_was_started_alone_is_the_only_one),
        cmocka_unit_test(each_launcher_is_understood),
        cmocka_unit_test(srun_alone_gives_each_its_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
