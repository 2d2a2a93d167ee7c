/* Cells in columns: as wide as needed, to the left or to the right, without blanks at the end of a line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/terminal/listing.h"

static const struct terminal plain = {.unicode = true, .width = 80}, coloured = {.unicode = true, .colour = true};

static void columns_are_even(void **state)
{
    (void)state;
    struct listing listing = {.count = 2, .sides = "lr"};
    struct printed printed = {0};
    static const char *const cells[] = {"a", "1", "zäh", "1,000"};
    for (int i = 0; i < 4; i++) listing_add(&listing, STYLE_PLAIN, "%s", cells[i]);
    assert_int_equal(listing_rows(&listing), 2);
    assert_int_equal(listing_width(&listing), 3 + 2 + 5 + 2);
    listing_print(&listing, 0, "", &plain, printed_to(&printed));
    listing_print(&listing, 1, "end", &plain, printed_to(&printed));
    assert_printed(&printed, "a        1\nzäh  1,000  end\n");
    listing_free(&listing);
}

static void empty_cells_leave_no_blanks_behind(void **state)
{
    (void)state;
    struct listing listing = {.count = 2, .sides = "ll"};
    struct printed printed = {0};
    static const char *const cells[] = {"long word", "x", "short", ""};
    for (int i = 0; i < 4; i++) listing_add(&listing, STYLE_PLAIN, "%s", cells[i]);
    listing_print(&listing, 1, "", &plain, printed_to(&printed));
    assert_printed(&printed, "short\n");
    listing_free(&listing);
}

static void styles_show_where_there_is_colour(void **state)
{
    (void)state;
    struct listing listing = {.count = 1, .sides = "l"};
    struct printed printed = {0};
    listing_add(&listing, STYLE_BOLD, "%d", 7);
    listing_print(&listing, 0, "", &coloured, printed_to(&printed));
    listing_print(&listing, 0, "", &plain, printed_to(&printed));
    assert_printed(&printed, "\033[1m7\033[0m\n7\n");
    listing_free(&listing);
}

static void long_texts_are_cut_between_characters(void **state)
{
    (void)state;
    struct listing listing = {.count = 1, .sides = "l"};
    listing_add(&listing, STYLE_PLAIN, "%0200d", 1);
    assert_true(strlen(listing.cells.items[0].text) < LISTING_CELL);
    assert_false(listing.short_of_memory);
    listing_free(&listing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_even),
        cmocka_unit_test(empty_cells_leave_no_blanks_behind),
        cmocka_unit_test(styles_show_where_there_is_colour),
        cmocka_unit_test(long_texts_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
