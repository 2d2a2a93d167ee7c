/* Statuses and messages. */
#include "base/status.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void every_status_has_an_exit_code_and_a_sentence_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < STATUS_COUNT; i++) {
        int code = status_exit_code((enum status)i);
        if (i == STATUS_OK || i == STATUS_STOPPED)
            assert_int_equal(code, i == STATUS_OK ? 0 : 75);
        else
            assert_in_range(code, 1, i == STATUS_RUNS_FAILED ? 3 : 2);
        assert_true(strlen(status_sentence((enum status)i)) > 0);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(status_sentence((enum status)i), status_sentence((enum status)k));
    }
}

static void a_message_says_what_was_set_and_hands_the_status_on(void **state)
{
    (void)state;
    struct message message = {""};
    assert_int_equal(message_set(&message, STATUS_INPUT, "line %d: %s", 7, "no such key"), STATUS_INPUT);
    assert_string_equal(message.text, "line 7: no such key");
    assert_int_equal(message_set(NULL, STATUS_READ, "nobody listens"), STATUS_READ);
}

static void a_prefix_stands_before_what_was_said(void **state)
{
    (void)state;
    struct message message = {""};
    (void)message_set(&message, STATUS_INPUT, "no such key");
    message_prefix(&message, "%s:%d: ", "a.yaml", 7);
    assert_string_equal(message.text, "a.yaml:7: no such key");
    message_prefix(NULL, "nobody listens");
}

/* A text of `length` letters. */
static const char *long_text(char letter, size_t length)
{
    static char text[2 * MESSAGE_LENGTH];
    memset(text, letter, length);
    text[length] = '\0';
    return text;
}

/* In its middle: a path is in front, as long as any may be, and behind it stands what is wrong. */
static void a_message_that_is_too_long_is_cut(void **state)
{
    (void)state;
    static const char reason[] = ": no such file";
    struct message message = {""};
    (void)message_set(&message, STATUS_INPUT, "%s%s", long_text('a', MESSAGE_LENGTH + 10), reason);
    assert_int_equal(strlen(message.text), MESSAGE_LENGTH - 1);
    for (int i = 0; i < 3; i++) {
        const size_t length = i == 1 ? 100 : MESSAGE_LENGTH + 10;
        if (i > 0) message_prefix(&message, "%s", long_text('b', length));
        assert_int_equal(strlen(message.text), MESSAGE_LENGTH - 1);
        assert_string_equal(message.text + MESSAGE_LENGTH - sizeof reason, reason);
        assert_true(strspn(message.text, i > 0 ? "b" : "a") >= 100);
        assert_non_null(strstr(message.text, " ... "));
    }
    (void)message_set(&message, STATUS_INPUT, "%s", long_text('a', MESSAGE_LENGTH - 1));
    assert_int_equal(strspn(message.text, "a"), MESSAGE_LENGTH - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_an_exit_code_and_a_sentence_of_its_own),
        cmocka_unit_test(a_message_says_what_was_set_and_hands_the_status_on),
        cmocka_unit_test(a_prefix_stands_before_what_was_said),
        cmocka_unit_test(a_message_that_is_too_long_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
