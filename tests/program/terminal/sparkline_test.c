/* Curves and bars of one line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "program/terminal/sparkline.c"
#include "program/terminal/terminal.c"

static void shows_the_shape(void **state)
{
    (void)state;
    char text[SPARKLINE_TEXT];
    sparkline(8, (double[]){0, 1, 2, 3, 4, 5, 6, 7}, 8, true, text);
    assert_string_equal(text, "▁▂▃▄▅▆▇█");
    sparkline(8, (double[]){0, 1, 2, 3, 4, 5, 6, 7}, 8, false, text);
    assert_string_equal(text, ".:-=+*#@");
    sparkline(3, (double[]){-1, 1, -1}, 3, true, text);
    assert_string_equal(text, "▁█▁");
}

static void the_scale_does_not_matter(void **state)
{
    (void)state;
    char small[SPARKLINE_TEXT], large[SPARKLINE_TEXT];
    sparkline(5, (double[]){0.1, 0.31, 0.2, 0.5, 0.4}, 5, true, small);
    sparkline(5, (double[]){1e9, 3.1e9, 2e9, 5e9, 4e9}, 5, true, large);
    assert_string_equal(small, large);
}

static void what_never_changes_lies_at_the_bottom(void **state)
{
    (void)state;
    char text[SPARKLINE_TEXT];
    sparkline(4, (double[]){7, 7, 7, 7}, 4, true, text);
    assert_string_equal(text, "▁▁▁▁");
}

static void takes_the_columns_it_is_given(void **state)
{
    (void)state;
    double value[1000];
    char text[SPARKLINE_TEXT];
    for (int i = 0; i < 1000; i++) value[i] = (i * 37) % 101;
    for (int cells = 1; cells <= SPARKLINE_CELLS_MOST; cells++) {
        static const int counts[] = {1, 2, 7, 119, 120, 121, 1000};
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            sparkline(counts[i], value, cells, true, text);
            assert_int_equal(terminal_columns(text), cells);
        }
    }
    sparkline(0, value, 10, true, text);
    assert_string_equal(text, "");
}

static void on_one_scale_heights_can_be_compared(void **state)
{
    (void)state;
    char text[SPARKLINE_TEXT];
    const struct sparkline_scale scale = {0, 7};
    sparkline_on(&scale, &(struct sparkline_values){3, (double[]){1, 2, 3}}, 3, true, text);
    assert_string_equal(text, "▂▃▄");
    sparkline_on(&scale, &(struct sparkline_values){3, (double[]){-5, 7, 100}}, 3, true, text);
    assert_string_equal(text, "▁██");
    sparkline_on(&(struct sparkline_scale){0, 0}, &(struct sparkline_values){2, (double[]){0, 0}}, 2, true, text);
    assert_string_equal(text, "▁▁");
}

static void few_values_are_stretched(void **state)
{
    (void)state;
    char text[SPARKLINE_TEXT];
    sparkline(2, (double[]){0, 1}, 6, true, text);
    assert_string_equal(text, "▁▁▁███");
}

static void a_cell_is_the_mean_of_its_values(void **state)
{
    (void)state;
    char text[SPARKLINE_TEXT];
    sparkline(6, (double[]){0, 0, 0, 14, 7, 7}, 3, true, text);
    assert_string_equal(text, "▁██");
}

static void bars_grow_by_eighths(void **state)
{
    (void)state;
    char text[SPARKLINE_TEXT];
    sparkline_bar(0, 4, true, text);
    assert_string_equal(text, "");
    sparkline_bar(1e-9, 4, true, text);
    assert_string_equal(text, "▏");
    sparkline_bar(0.5, 4, true, text);
    assert_string_equal(text, "██");
    sparkline_bar(0.625, 4, true, text);
    assert_string_equal(text, "██▌");
    sparkline_bar(1, 4, true, text);
    assert_string_equal(text, "████");
    sparkline_bar(0.5, 4, false, text);
    assert_string_equal(text, "##");
    sparkline_bar(1e-9, 4, false, text);
    assert_string_equal(text, "#");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_the_shape),
        cmocka_unit_test(the_scale_does_not_matter),
        cmocka_unit_test(what_never_changes_lies_at_the_bottom),
        cmocka_unit_test(takes_the_columns_it_is_given),
        cmocka_unit_test(on_one_scale_heights_can_be_compared),
        cmocka_unit_test(few_values_are_stretched),
        cmocka_unit_test(a_cell_is_the_mean_of_its_values),
        cmocka_unit_test(bars_grow_by_eighths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
