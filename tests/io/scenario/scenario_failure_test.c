/* Running out of memory while a scenario is read: it is told, and nothing is left. */
#include "failing_malloc.h"
#include "io/scenario/scenario_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_failed_allocation_is_told(void **state)
{
    (void)state;
    char path[] = "/tmp/selforg-scenario-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "selforg: 2\n", 11), 11);
    close(file);
    int64_t n = 0;
    do {
        struct scenario scenario;
        struct places places;
        struct message message = {""};
        char *yaml = NULL;
        fail_allocation_number(++n);
        enum status status = scenario_read(path, &scenario, &places, &yaml, &message);
        assert_int_equal(status, allocation_failed() ? STATUS_MEMORY : STATUS_OK);
        assert_int_equal(yaml != NULL, status == STATUS_OK);
        assert_int_equal(*message.text == '\0', status == STATUS_OK);
        free(yaml);
    } while (allocation_failed());
    fail_allocation_number(0);
    assert_true(n > 1);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_failed_allocation_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
