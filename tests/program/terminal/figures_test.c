/* Figures as people read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "program/terminal/figures.c"

static void counts(void **state)
{
    (void)state;
    assert_string_equal(figure_count(0).text, "0");
    assert_string_equal(figure_count(999).text, "999");
    assert_string_equal(figure_count(1000).text, "1,000");
    assert_string_equal(figure_count(-1234567).text, "-1,234,567");
    assert_string_equal(figure_count(INT64_MAX).text, "9,223,372,036,854,775,807");
    assert_string_equal(figure_count(INT64_MIN + 1).text, "-9,223,372,036,854,775,807");
}

static void amounts(void **state)
{
    (void)state;
    assert_string_equal(figure_amount(0).text, "0.00");
    assert_string_equal(figure_amount(0.0123).text, "0.012");
    assert_string_equal(figure_amount(0.5).text, "0.50");
    assert_string_equal(figure_amount(-2.345).text, "-2.35");
    assert_string_equal(figure_amount(9.996).text, "10.0");
    assert_string_equal(figure_amount(99.94).text, "99.9");
    assert_string_equal(figure_amount(99.96).text, "100");
    assert_string_equal(figure_amount(123456).text, "123,000");
    assert_string_equal(figure_amount(-123456).text, "-123,000");
    assert_string_equal(figure_amount(1e300).text, "1.00e+300");
}

static void bytes(void **state)
{
    (void)state;
    assert_string_equal(figure_bytes(0).text, "0 B");
    assert_string_equal(figure_bytes(999).text, "999 B");
    assert_string_equal(figure_bytes(999.6).text, "1.00 kB");
    assert_string_equal(figure_bytes(45600).text, "45.6 kB");
    assert_string_equal(figure_bytes(2.5e9).text, "2.50 GB");
    assert_string_equal(figure_bytes(1e18).text, "1000 PB");
}

static void durations(void **state)
{
    (void)state;
    assert_string_equal(figure_duration(0).text, "0.00 s");
    assert_string_equal(figure_duration(0.123).text, "0.12 s");
    assert_string_equal(figure_duration(8.14).text, "8.1 s");
    assert_string_equal(figure_duration(59.4).text, "59 s");
    assert_string_equal(figure_duration(59.6).text, "1 min 0 s");
    assert_string_equal(figure_duration(125).text, "2 min 5 s");
    assert_string_equal(figure_duration(3599.7).text, "1 h 0 min");
    assert_string_equal(figure_duration(12000).text, "3 h 20 min");
    assert_string_equal(figure_duration(86399).text, "1 d 0 h");
    assert_string_equal(figure_duration(187200).text, "2 d 4 h");
    assert_string_equal(figure_duration(31557600.0 * 3).text, "3 y 0 d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(amounts),
        cmocka_unit_test(bytes),
        cmocka_unit_test(durations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
