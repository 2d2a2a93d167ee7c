/* Rows that are kept as text: where cells and rows begin and end, and qualities at their borders. */
#include "scenario/practices/rows.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Without the blanks around it, and up to what ends it. */
static void a_cell_ends_with_a_comma_or_its_row(void **state)
{
    (void)state;
    static const struct {
        const char *text, *cell, *rest;
    } cases[] = {
        {"gum,0.1", "gum", ",0.1"},
        {" \t\rgum bark \t\r,0.1", "gum bark", ",0.1"},
        {"gum;bark", "gum", ";bark"},
        {"gum \r\nbark", "gum", "\nbark"},
        {"gum\rbark", "gum\rbark", ""},
        {"gum", "gum", ""},
        {"g", "g", ""},
        {"", "", ""},
        {" \t ", "", ""},
        {" ,0.1", "", ",0.1"},
        {" \t;", "", ";"},
        {"\ngum", "", "\ngum"},
        {",,", "", ",,"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char cell[16] = "as it was";
        assert_string_equal(row_cell(cases[i].text, sizeof cell, cell), cases[i].rest);
        assert_string_equal(cell, cases[i].cell);
    }
}

/* It is cut to what there is room for, and its end is that of the whole; blanks at its end take no room. */
static void a_cell_that_is_too_long_is_cut(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *cell;
    } cases[] = {{1, ""}, {2, "a"}, {5, "abcd"}, {6, "abcde"}, {7, "abcde"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char cell[8];
        memset(cell, '#', sizeof cell);
        assert_string_equal(row_cell("  abcde  ;f", cases[i].size, cell), ";f");
        assert_string_equal(cell, cases[i].cell);
        for (size_t k = cases[i].size; k < sizeof cell; k++) assert_int_equal(cell[k], '#');
    }
}

static void a_row_begins_behind_all_that_ends_rows(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{";gum", "gum"}, {"\r\ngum,1", "gum,1"}, {" ; \t\n;; gum", "gum"},
        {"gum", "gum"}, {",gum", ",gum"}, {"; \r\n\t", ""}, {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_string_equal(row_next(cases[i][0]), cases[i][1]);
}

/* Cell by cell and row by row one comes through all of it. */
static void rows_are_walked_through(void **state)
{
    (void)state;
    static const char *const expected[] = {"gum", "0.1", "", "|", "bark", "|", "", "1", "|"};
    const char *text = row_next("\n gum, 0.1 ,\n;bark ;\n,1");
    size_t at = 0;
    while (*text) {
        char cell[16];
        text = row_cell(text, sizeof cell, cell);
        assert_true(at + 1 < sizeof expected / sizeof *expected);
        assert_string_equal(cell, expected[at++]);
        if (*text == ',') {
            text++;
            continue;
        }
        assert_string_equal("|", expected[at++]);
        text = row_next(text);
    }
    assert_int_equal(at, sizeof expected / sizeof *expected);
}

static void a_quality_is_from_0_to_1(void **state)
{
    (void)state;
    static const struct {
        const char *cell;
        double quality; /* NaN: it is none */
    } cases[] = {{"0", 0}, {"1", 1}, {"1.0", 1}, {"0.25", 0.25}, {".5", 0.5}, {"1e-3", 1e-3}, {"-0", 0},
        {"0.99999999999999995", 1}, {"1.0000000000000003", NAN}, {"-1e-300", NAN}, {"2", NAN}, {"-0.5", NAN}, {"", NAN},
        {"half", NAN}, {"0.5x", NAN}, {"0,5", NAN}, {"nan", NAN}, {"inf", NAN}, {"0.5 0.6", NAN}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct message message = {.text = ""}, expected;
        double quality = 7;
        const bool fine = !isnan(cases[i].quality);
        (void)message_set(&expected, STATUS_INPUT, "'%s' is no number from 0 to 1", cases[i].cell);
        if (row_quality(cases[i].cell, &quality, &message) != (fine ? STATUS_OK : STATUS_INPUT))
            fail_msg("%s: %s", cases[i].cell, message.text);
        assert_true(quality == (fine ? cases[i].quality : 7));
        assert_string_equal(message.text, fine ? "" : expected.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_ends_with_a_comma_or_its_row),
        cmocka_unit_test(a_cell_that_is_too_long_is_cut),
        cmocka_unit_test(a_row_begins_behind_all_that_ends_rows),
        cmocka_unit_test(rows_are_walked_through),
        cmocka_unit_test(a_quality_is_from_0_to_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
