/* Tables as aligned text and as Markdown, and text that is broken into lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/terminal/table.h"

static const char *const headings[] = {"name", "what it is"};
static const char *const cells[2][2] = {{"zäh", "a or | b"}, {"longer", "words that do not fit into one line here"}};

static const char *of_cells(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context;
    snprintf(buffer, TABLE_CELL, "%s", cells[row][column]);
    return buffer;
}

static const char *const some_empty[3][3] = {{"a", "b", "c"}, {"long", "", "last"}, {"x", "", ""}};

static const char *of_three(const void *context, int row, int column, char buffer[TABLE_CELL])
{
    (void)context, (void)buffer;
    return some_empty[row][column];
}

static const struct table table = {2, 2, headings, of_cells, NULL};

static void text_is_aligned_and_wrapped(void **state)
{
    (void)state;
    struct printed printed = {0};
    table_print(&table, false, 1, 36, printed_to(&printed));
    assert_printed(&printed, " name    what it is\n"
                             " zäh     a or | b\n"
                             " longer  words that do not fit into\n"
                             "         one line here\n");
}

static void headings_may_be_left_out(void **state)
{
    (void)state;
    struct printed printed = {0};
    struct table bare = table;
    bare.headings = NULL;
    bare.rows = 1;
    table_print(&bare, false, 0, 80, printed_to(&printed));
    assert_printed(&printed, "zäh  a or | b\n");
}

static void an_empty_cell_leaves_no_blanks_at_the_end(void **state)
{
    (void)state;
    struct printed printed = {0};
    table_print(&(struct table){3, 3, NULL, of_three, NULL}, false, 2, 80, printed_to(&printed));
    assert_printed(&printed, "  a     b  c\n"
                             "  long     last\n"
                             "  x\n");
}

static void markdown_is_never_wrapped_and_bars_are_escaped(void **state)
{
    (void)state;
    struct printed printed = {0};
    table_print(&table, true, 4, 20, printed_to(&printed));
    assert_printed(&printed, "| name | what it is |\n"
                             "|---|---|\n"
                             "| zäh | a or \\| b |\n"
                             "| longer | words that do not fit into one line here |\n");
}

static void lines_break_between_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lines;
    } cases[] = {
        {"", "\n"},
        {"short", "short\n"},
        {"exactly thirty columns, counted", "exactly thirty columns,\n  counted\n"},
        {"a-word-that-is-longer-than-one-line-can-be", "a-word-that-is-longer-than-one-line-can-be\n"},
        {"in a-word-that-is-longer-than-one-line a-b", "in\n  a-word-that-is-longer-than-one-line\n  a-b\n"},
        {"Umlaute zählen eins: äöüäöü äöüäöü", "Umlaute zählen eins: äöüäöü\n  äöüäöü\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct printed printed = {0};
        table_wrap(cases[i].text, 2, 30, printed_to(&printed));
        assert_printed(&printed, cases[i].lines);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_aligned_and_wrapped),
        cmocka_unit_test(headings_may_be_left_out),
        cmocka_unit_test(an_empty_cell_leaves_no_blanks_at_the_end),
        cmocka_unit_test(markdown_is_never_wrapped_and_bars_are_escaped),
        cmocka_unit_test(lines_break_between_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
