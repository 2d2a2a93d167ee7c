/* Records where a call of the operating system is interrupted by a signal: it is made again. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_calls.h"
#include "study/runs/record.h"

static void an_interrupted_call_is_made_again(void **state)
{
    (void)state;
    char folder[] = "/tmp/selforg-record-XXXXXX";
    double outcomes[] = {1};
    struct record record = {.run = 1, .outcome_count = 1, .outcomes = outcomes}, back;
    struct bytes bytes = {0};
    struct message message;
    bool there = false;
    assert_true(mkdtemp(folder) && chdir(folder) == 0);
    assert_int_equal(record_encode(&record, &bytes), STATUS_OK);
    fail_call(ALL_CALLS, 1, EINTR); /* write */
    assert_int_equal(record_write("record", &bytes, &message), STATUS_OK);
    assert_true(call_failed());
    fail_call(ALL_CALLS, 1, EINTR); /* read */
    assert_int_equal(record_read("record", 1, &record.identity, &back, &there, &message), STATUS_OK);
    assert_true(call_failed());
    fail_call(ALL_CALLS, 0, 0);
    assert_true(there && back.outcomes[0] == 1);
    record_free(&back);
    array_free(&bytes);
    assert_true(unlink("record") == 0 && chdir("/") == 0 && rmdir(folder) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_interrupted_call_is_made_again)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
