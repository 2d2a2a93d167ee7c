/* Output that is lost: the reason is that of the call that failed, or none is given. */
#include "program/terminal/output.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void lose(const char *text, int mode, const char *expected)
{
    struct output output;
    struct message message = {""};
    if (output_begin(&output, "/dev/full", &message) != STATUS_OK) {
        print_message("skipped: there is no /dev/full\n");
        skip();
    }
    setvbuf(output.stream, NULL, mode, 4096);
    fputs(text, output.stream);
    errno = 0;
    assert_int_equal(output_end(&output, STATUS_OK, &message), STATUS_WRITE);
    assert_string_equal(message.text, expected);
}

static void the_reason_is_that_of_the_last_call(void **state)
{
    (void)state;
    lose("text", _IOFBF, "/dev/full: it could not be written: No space left on device");
}

static void an_earlier_reason_is_not_made_up(void **state)
{
    (void)state;
    lose("text", _IONBF, "/dev/full: it could not be written");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reason_is_that_of_the_last_call),
        cmocka_unit_test(an_earlier_reason_is_not_made_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
