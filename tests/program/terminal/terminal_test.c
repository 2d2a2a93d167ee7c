/* What a text takes of a terminal, and what a place that we print to can show. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/terminal/terminal.h"

static void every_character_is_one_column(void **state)
{
    (void)state;
    assert_int_equal(terminal_columns(""), 0);
    assert_int_equal(terminal_columns("abc"), 3);
    assert_int_equal(terminal_columns("zäh → ▁█"), 8);
}

static void what_fits_ends_between_characters(void **state)
{
    (void)state;
    assert_int_equal(terminal_fitting("abc", 2), 2);
    assert_int_equal(terminal_fitting("abc", 9), 3);
    assert_int_equal(terminal_fitting("äöü", 1), 2);
    assert_int_equal(terminal_fitting("äöü", 3), 6);
    assert_int_equal(terminal_fitting("", 3), 0);
}

/* What a plain file is taken for, with one variable set. */
static struct terminal with(const char *variable, const char *value)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    setenv(variable, value, 1);
    struct terminal terminal = terminal_of(file);
    unsetenv(variable);
    fclose(file);
    return terminal;
}

static void a_file_is_no_terminal(void **state)
{
    (void)state;
    struct terminal terminal = with("TERM", "xterm-256color");
    assert_false(terminal.interactive);
    assert_false(terminal.colour);
    assert_string_equal(terminal_style(&terminal, STYLE_BOLD), "");
}

static void the_width_is_always_reasonable(void **state)
{
    (void)state;
    assert_int_equal(with("COLUMNS", "").width, 80);
    assert_int_equal(with("COLUMNS", "132").width, 132);
    assert_int_equal(with("COLUMNS", "3").width, 20);
    assert_int_equal(with("COLUMNS", "-5").width, 80);
    assert_int_equal(with("COLUMNS", "99999999").width, 80);
    assert_int_equal(with("COLUMNS", "wide").width, 80);
}

static void unicode_is_a_matter_of_the_locale(void **state)
{
    (void)state;
    setlocale(LC_CTYPE, "C");
    assert_false(with("TERM", "xterm").unicode);
    if (!setlocale(LC_CTYPE, "C.UTF-8")) skip();
    assert_true(with("TERM", "xterm").unicode);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_is_one_column),
        cmocka_unit_test(what_fits_ends_between_characters),
        cmocka_unit_test(a_file_is_no_terminal),
        cmocka_unit_test(the_width_is_always_reasonable),
        cmocka_unit_test(unicode_is_a_matter_of_the_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
