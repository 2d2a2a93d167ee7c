/* JSON in memory: what is put into it reads back, whatever it is. */
#include "recording/json_buffer.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/numbers.h"

static void assert_text(struct json_buffer *json, const char *expected)
{
    assert_string_equal(json_buffer_end(json), expected);
    json_buffer_free(json);
    *json = (struct json_buffer){.short_of_memory = false};
}

static void a_zeroed_struct_is_an_empty_text(void **state)
{
    (void)state;
    struct json_buffer json = {.short_of_memory = false};
    assert_text(&json, "");
    json_buffer_free(&json);
}

static void what_is_json_already_stands_as_it_is(void **state)
{
    (void)state;
    struct json_buffer json = {.short_of_memory = false};
    json_put(&json, "{\"a\":");
    json_put(&json, "");
    json_put(&json, "[1,\"\\n\"]}");
    assert_text(&json, "{\"a\":[1,\"\\n\"]}");
}

/* RFC 8259, 7: quotes, backslashes and control characters are escaped; all else may stand. */
static void a_text_is_quoted_and_only_what_must_be_is_escaped(void **state)
{
    (void)state;
    struct json_buffer json = {.short_of_memory = false};
    static const char *const cases[][2] = {
        {"", "\"\""},
        {"plain", "\"plain\""},
        {"a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""},
        {"</script> & ' /", "\"</script> & ' /\""},
        {"Z\xC3\xBCrich \xE2\x82\xAC \xF0\x9F\x99\x82", "\"Z\xC3\xBCrich \xE2\x82\xAC \xF0\x9F\x99\x82\""},
        {"\x7F", "\"\x7F\""},
        {"%s%n", "\"%s%n\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_put_quoted(&json, cases[i][0]);
        assert_text(&json, cases[i][1]);
    }
    for (int control = 1; control < 0x20; control++) {
        char expected[16];
        json_put_quoted(&json, (const char[]){(char)control, '\0'});
        snprintf(expected, sizeof expected, "\"\\u%04x\"", (unsigned)control);
        assert_text(&json, expected);
    }
}

/* As number_print has it, which numbers_test holds to be the shortest that reads back; also on either side of where
 * whole numbers are written in another way. */
static void a_number_is_the_shortest_decimal_that_reads_back(void **state)
{
    (void)state;
    struct json_buffer json = {.short_of_memory = false};
    static const double numbers[] = {0, 1, 9, 10, 123456789, 2147483646, 2147483647, 2147483648, 4294967296, 1e15, 1e21,
        9007199254740992, 0.1, 0.5, 1e-5, 1e-7, 1.0 / 3, 2147483646.5, DBL_MIN, DBL_MAX, DBL_EPSILON, 5e-324};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (int sign = -1; sign <= 1; sign += 2) {
            char expected[NUMBER_TEXT];
            double back = NAN;
            number_print(sign * numbers[i], expected);
            json_put_number(&json, sign * numbers[i]);
            assert_int_equal(number_read(json_buffer_end(&json), &back), NUMBER_FINE);
            assert_true(back == sign * numbers[i]);
            assert_text(&json, numbers[i] == 0 ? "0" : expected);
        }
}

static void what_is_not_finite_is_null(void **state)
{
    (void)state;
    struct json_buffer json = {.short_of_memory = false};
    static const double numbers[] = {NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        json_put_number(&json, numbers[i]);
        assert_text(&json, "null");
    }
}

static void a_comma_stands_before_all_but_the_first(void **state)
{
    (void)state;
    struct json_buffer json = {.short_of_memory = false};
    json_put(&json, "{");
    for (int i = 0; i < 3; i++) {
        char name[] = {'"', (char)('a' + i), '\0'};
        json_put_between(&json, i == 0);
        json_put_name(&json, name);
        json_put_number(&json, i);
    }
    json_put(&json, "}");
    assert_text(&json, "{\"\\\"a\":0,\"\\\"b\":1,\"\\\"c\":2}");
}

/* Larger than any first piece of memory, put byte by byte and at once. */
static void a_long_text_is_whole(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    static char text[LENGTH + 1], expected[LENGTH + 3];
    struct json_buffer json = {.short_of_memory = false};
    memset(text, 'x', LENGTH);
    snprintf(expected, sizeof expected, "\"%s\"", text);
    json_put_quoted(&json, text);
    assert_text(&json, expected);
    json_put(&json, expected);
    assert_text(&json, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_zeroed_struct_is_an_empty_text),
        cmocka_unit_test(what_is_json_already_stands_as_it_is),
        cmocka_unit_test(a_text_is_quoted_and_only_what_must_be_is_escaped),
        cmocka_unit_test(a_number_is_the_shortest_decimal_that_reads_back),
        cmocka_unit_test(what_is_not_finite_is_null),
        cmocka_unit_test(a_comma_stands_before_all_but_the_first),
        cmocka_unit_test(a_long_text_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
