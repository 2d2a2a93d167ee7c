/* JSON as RFC 8259 has it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/terminal/json.h"

static void text_is_quoted_and_escaped(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json;
    } cases[] = {
        {"", "\"\""},
        {"plain", "\"plain\""},
        {"a \"word\"", "\"a \\\"word\\\"\""},
        {"back\\slash", "\"back\\\\slash\""},
        {"two\nlines\tand\x1b", "\"two\\u000alines\\u0009and\\u001b\""},
        {"zählen: 数", "\"zählen: 数\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct printed printed = {0};
        json_text(printed_to(&printed), cases[i].text);
        assert_printed(&printed, cases[i].json);
    }
}

static void numbers_read_back_equal(void **state)
{
    (void)state;
    static const double numbers[] = {0, -1.5, 0.1, 1e-300, 1.7976931348623157e308, 4503599627370497};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct printed printed = {0};
        json_number(printed_to(&printed), numbers[i]);
        assert_true(strtod(printed_text(&printed), NULL) == numbers[i]);
        printed_free(&printed);
    }
}

static void what_is_no_number_is_null(void **state)
{
    (void)state;
    struct printed printed = {0};
    json_number(printed_to(&printed), NAN);
    json_number(printed_to(&printed), INFINITY);
    json_number(printed_to(&printed), -INFINITY);
    assert_printed(&printed, "nullnullnull");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_quoted_and_escaped),
        cmocka_unit_test(numbers_read_back_equal),
        cmocka_unit_test(what_is_no_number_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
