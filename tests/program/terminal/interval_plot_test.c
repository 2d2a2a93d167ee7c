/* Intervals one line high. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "program/terminal/interval_plot.c"

static void assert_plot(struct interval_scale scale, struct uncertain estimate, const char *expected)
{
    char text[SPARKLINE_TEXT];
    interval_plot(&scale, &estimate, text);
    assert_string_equal(text, expected);
}

static void plots(void **state)
{
    (void)state;
    const struct interval_scale plain = {-2, 2, 9, false}, unicode = {-2, 2, 9, true};
    assert_plot(plain, (struct uncertain){1, 0.5, 2}, "    |-o--");
    assert_plot(plain, (struct uncertain){-1, -2, 1}, "--o----");
    assert_plot(plain, (struct uncertain){-1, -1, -1}, "  o |");
    assert_plot(unicode, (struct uncertain){1, 0.5, 2}, "    │─●──");
}

static void what_is_not_known(void **state)
{
    (void)state;
    const struct interval_scale scale = {0, 8, 9, false};
    assert_plot(scale, (struct uncertain){4, NAN, NAN}, "|   o");
    assert_plot(scale, (struct uncertain){NAN, NAN, NAN}, "");
    assert_plot((struct interval_scale){3, 3, 9, false}, (struct uncertain){3, 3, 3}, "    o");
}

static void scale_takes_what_it_is_given(void **state)
{
    (void)state;
    struct interval_scale scale = {.least = INFINITY, .greatest = -INFINITY};
    interval_scale_take(&scale, &(struct uncertain){NAN, NAN, NAN});
    interval_scale_take(&scale, &(struct uncertain){4, NAN, NAN});
    interval_scale_take(&scale, &(struct uncertain){2, 1, 3});
    assert_true(scale.least == 1 && scale.greatest == 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plots),
        cmocka_unit_test(what_is_not_known),
        cmocka_unit_test(scale_takes_what_it_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
