/* Running out of memory while expectations are read: it is told, and nothing is left allocated. */
#include "failing_malloc.h"
#include "study/plan/expect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const char *const STUDY =
    "selforg: 2\n"
    "scenario: {network: {kind: ring, agents: 20, mean_degree: 4}, adoption: {rule: contact}}\n"
    "vary: {adoption.accept.beta: [0.1, 0.2, 0.3, 0.4]}\n"
    "outcomes: [adopters_final]\n"
    "expect:\n"
    "  - {outcome: adopters_final, at: {adoption.accept.beta: 0.1}, value: 1, tolerance: 0}\n"
    "  - {order: increasing, outcome: adopters_final, along: adoption.accept.beta}\n"
    "  - {order: increasing, outcome: adopters_final, along: adoption.accept.beta, values: [0.1, 0.3]}\n"
    "  - {order: increasing, outcome: adopters_final, of: [{at: {adoption.accept.beta: 0.1}}, {at: "
    "{adoption.accept.beta: 0.4}}]}\n";

static void reading_tells_of_missing_memory(void **state)
{
    (void)state;
    struct study study;
    struct message message = {""};
    char path[] = "/tmp/selforg-expect-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, STUDY, strlen(STUDY)), (ssize_t)strlen(STUDY));
    close(file);
    fail_allocation_number(0);
    if (study_read(path, &study, &message) != STATUS_OK) fail_msg("%s", message.text);
    unlink(path);
    int64_t number = 0;
    bool failed;
    do {
        struct expectations expectations;
        fail_allocation_number(++number);
        enum status status = expectations_read(&expectations, &study, &message);
        failed = allocation_failed();
        fail_allocation_number(0);
        assert_int_equal(status, failed ? STATUS_MEMORY : STATUS_OK);
        if (failed) assert_non_null(strstr(message.text, "memory"));
        if (!failed) assert_int_equal(expectations.count, 4);
        expectations_free(&expectations);
    } while (failed);
    assert_true(number > 4);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reading_tells_of_missing_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
