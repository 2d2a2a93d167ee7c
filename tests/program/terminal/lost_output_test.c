/* Output that is lost is told with the reason, whichever call had it. */
#include "program/terminal/output.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void lose(const char *text, int mode)
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
    assert_string_equal(message.text, "/dev/full: it could not be written: No space left on device");
}

static void the_reason_of_the_last_call_is_told(void **state)
{
    (void)state;
    lose("text", _IOFBF);
}

static void the_reason_of_an_earlier_call_is_told(void **state)
{
    (void)state;
    lose("text", _IONBF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reason_of_the_last_call_is_told),
        cmocka_unit_test(the_reason_of_an_earlier_call_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
