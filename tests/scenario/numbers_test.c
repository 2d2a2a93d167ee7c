/* Numbers as text, both ways. */
#include "scenario/numbers.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

static void decimals_are_read_as_the_nearest_double(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"0", 0},
        {"1", 1},
        {"-1", -1},
        {"+0.5", 0.5},
        {".5", 0.5},
        {"5.", 5},
        {"1e3", 1000},
        {"1E+3", 1000},
        {"2.5e-1", 0.25},
        {"007", 7},
        {"0.1", 0.1},
        {"9007199254740993", 9007199254740992.0},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"0e99999999", 0},
        {"123456789012345678901234567890e-20", 1234567890.12345678901234567890},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double value = NAN;
        assert_int_equal(number_read(cases[i].text, &value), NUMBER_FINE);
        assert_true(value == cases[i].value);
    }
}

static void minus_zero_is_zero(void **state)
{
    (void)state;
    double value = 1;
    assert_int_equal(number_read("-0", &value), NUMBER_FINE);
    assert_false(signbit(value));
}

static void what_is_no_decimal_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"", " 1", "1 ", "nan", "NaN", ".nan", "inf", "-inf", ".inf", "infinity", "0x10",
        "0x1p3", "1_000", "1,5", "1e", "1e+", "e5", ".", "+", "-", "+-1", "1.2.3", "1f", "0b1", "1:30", "1 2", "1e5.0"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        double value = 7;
        int64_t whole = 7;
        assert_int_equal(number_read(texts[i], &value), NUMBER_NONE);
        assert_int_equal(number_read_whole(texts[i], &whole), NUMBER_NONE);
        assert_true(value == 7 && whole == 7);
    }
    double value = 7;
    assert_int_equal(number_read("1e309", &value), NUMBER_TOO_LARGE);
    assert_int_equal(number_read("-1e999999999999", &value), NUMBER_TOO_LARGE);
    assert_int_equal(number_read("1e-400", &value), NUMBER_TOO_SMALL);
    assert_int_equal(number_read("1e-99999999999999999999", &value), NUMBER_TOO_SMALL);
    assert_int_equal(number_read("-0.001e-321", &value), NUMBER_TOO_SMALL);
    assert_true(value == 7);
    assert_int_equal(number_read("4.9e-324", &value), NUMBER_FINE);
    assert_true(value > 0);
    assert_int_equal(number_read("0e-400", &value), NUMBER_FINE);
    assert_true(value == 0);
}

static void a_text_that_is_too_long_is_no_number(void **state)
{
    (void)state;
    char text[2 * NUMBER_TEXT] = "";
    double value = 7;
    memset(text, '1', NUMBER_TEXT - 1);
    assert_int_equal(number_read(text, &value), NUMBER_FINE);
    memset(text, '1', NUMBER_TEXT);
    assert_int_equal(number_read(text, &value), NUMBER_NONE);
}

static void whole_numbers_are_exact_however_they_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } cases[] = {
        {"0", 0},
        {"-0", 0},
        {"1e6", 1000000},
        {"1.5e3", 1500},
        {"2.0", 2},
        {"10e-1", 1},
        {"0.0", 0},
        {"0e-5", 0},
        {"-1", -1},
        {"010", 10},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775807", -INT64_MAX},
        {"9007199254740993", 9007199254740993},
        {"1000000000000000000000e-3", 1000000000000000000},
        {"0e999999999", 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t value = 7;
        assert_int_equal(number_read_whole(cases[i].text, &value), NUMBER_FINE);
        assert_int_equal(value, cases[i].value);
    }
}

static void what_is_not_whole_or_too_large_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum number_fault fault;
    } cases[] = {
        {"1.5", NUMBER_NOT_WHOLE},
        {"2e-1", NUMBER_NOT_WHOLE},
        {"1e-999999999999", NUMBER_NOT_WHOLE},
        {"9223372036854775808", NUMBER_TOO_LARGE},
        {"1e19", NUMBER_TOO_LARGE},
        {"1e999999999999", NUMBER_TOO_LARGE},
        {"99999999999999999999", NUMBER_TOO_LARGE},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        int64_t value = 7;
        assert_int_equal(number_read_whole(cases[i].text, &value), cases[i].fault);
        assert_int_equal(value, 7);
    }
}

static void numbers_are_printed_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {1, "1"},
        {-2.5, "-2.5"},
        {0.1, "0.1"},
        {0.30000000000000004, "0.30000000000000004"},
        {1e6, "1000000"},
        {123456, "123456"},
        {0.00025, "0.00025"},
        {1e14, "100000000000000"},
        {1e15, "1e+15"},
        {1e-5, "0.00001"},
        {1e-6, "1e-06"},
        {5e-324, "5e-324"},
        {1.0 / 3, "0.3333333333333333"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[NUMBER_TEXT];
        number_print(cases[i].value, text);
        assert_string_equal(text, cases[i].text);
    }
}

/* A bit pattern that looks random and is the same in every run (Marsaglia's xorshift). */
static uint64_t next_bits(uint64_t *bits)
{
    *bits ^= *bits << 13;
    *bits ^= *bits >> 7;
    return *bits ^= *bits << 17;
}

/* Doubles of every size, and short decimals, which must not grow. */
static void every_printed_number_is_read_back_equal(void)
{
    uint64_t bits = 88172645463325252;
    for (int i = 0; i < 20000; i++) {
        double value, back = 0;
        char text[NUMBER_TEXT], again[NUMBER_TEXT];
        next_bits(&bits);
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value)) continue;
        number_print(value, text);
        assert_int_equal(number_read(text, &back), NUMBER_FINE);
        assert_true(back == value);
        number_print((double)(bits % 100000) / 1000, text);
        assert_true(strlen(text) <= 6);
        assert_int_equal(number_read(text, &back), NUMBER_FINE);
        number_print(back, again);
        assert_string_equal(text, again);
    }
}

static void printing_and_reading_go_together(void **state)
{
    (void)state;
    every_printed_number_is_read_back_equal();
}

/* Where the machine has a locale with a decimal comma. */
static void the_locale_does_not_matter(void **state)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_CH.UTF-8", "nl_NL.UTF-8"};
    const char *found = NULL;
    for (size_t i = 0; i < COUNT_OF(names) && !found; i++) found = setlocale(LC_NUMERIC, names[i]);
    if (!found) {
        print_message("skipped: this machine has no locale with a decimal comma\n");
        skip();
    }
    assert_string_not_equal(localeconv()->decimal_point, ".");
    numbers_are_printed_as_people_write_them(state);
    decimals_are_read_as_the_nearest_double(state);
    every_printed_number_is_read_back_equal();
    setlocale(LC_NUMERIC, "C");
}

static void what_some_take_for_base_8_is_known(void **state)
{
    (void)state;
    assert_true(number_is_octal("05") && number_is_octal("-007") && number_is_octal("00.5"));
    assert_false(number_is_octal("0") || number_is_octal("0.5") || number_is_octal("50") || number_is_octal("+0e3"));
}

static void what_a_scenario_says_is_no_number_of_base_8(void **state)
{
    (void)state;
    double value = 7;
    int64_t whole = 7;
    assert_non_null(strstr(number_written("00.5", &value), "begins with a zero"));
    assert_non_null(strstr(number_written_whole("05", &whole), "begins with a zero"));
    assert_string_equal(number_written("0,5", &value), "no number (a decimal comma? numbers have a point)");
    assert_string_equal(number_written_whole("0.5", &whole), "not whole");
    assert_true(value == 7 && whole == 7); /* as they were */
    assert_null(number_written("0.5", &value));
    assert_null(number_written_whole("5e1", &whole));
    assert_true(value == 0.5 && whole == 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_some_take_for_base_8_is_known),
        cmocka_unit_test(what_a_scenario_says_is_no_number_of_base_8),
        cmocka_unit_test(decimals_are_read_as_the_nearest_double),
        cmocka_unit_test(minus_zero_is_zero),
        cmocka_unit_test(what_is_no_decimal_is_refused_and_changes_nothing),
        cmocka_unit_test(a_text_that_is_too_long_is_no_number),
        cmocka_unit_test(whole_numbers_are_exact_however_they_are_written),
        cmocka_unit_test(what_is_not_whole_or_too_large_is_refused),
        cmocka_unit_test(numbers_are_printed_as_people_write_them),
        cmocka_unit_test(printing_and_reading_go_together),
        cmocka_unit_test(the_locale_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
