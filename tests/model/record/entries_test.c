/* Entries of a series: how they are named, and what they come to together. */
#include "model/record/entries.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void brackets_are_taken(void **state)
{
    (void)state;
    static const struct {
        const char *text, *entry, *rest;
    } cases[] = {{"[stuck] / 2", "stuck", " / 2"}, {"  [a b][c]", "a b", "[c]"}, {"", "", ""}, {"  >= 2", "", "  >= 2"},
        {"x[1]", "", "x[1]"}, {"[1234567]", "1234567", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char entry[8];
        const char *at = cases[i].text;
        assert_true(entry_take(&at, entry, sizeof entry));
        assert_string_equal(entry, cases[i].entry);
        assert_string_equal(at, cases[i].rest);
    }
    static const char *const wrong[] = {"[]", "[", "[stuck", " [] ", "[12345678]"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char entry[8];
        const char *at = wrong[i];
        if (entry_take(&at, entry, sizeof entry)) fail_msg("%s", wrong[i]);
    }
}

static void counts_are_summed_and_others_averaged(void **state)
{
    (void)state;
    double adoptions[] = {1, 2, 3, 4}, qualities[] = {0.25, 0.5, 0.75, 0.5};
    struct observation row = {.length = {0}};
    row.value[OBSERVE_adoptions] = adoptions;
    row.value[OBSERVE_quality_by_unit] = qualities;
    const struct entries inner = {1, 2}, last = {3, 1};
    assert_true(entries_together(&inner, OBSERVE_adoptions, &row) == 5);
    assert_true(entries_together(&last, OBSERVE_adoptions, &row) == 4);
    assert_true(entries_together(&inner, OBSERVE_quality_by_unit, &row) == 0.625);
    assert_true(entries_together(&last, OBSERVE_quality_by_unit, &row) == 0.5);
}

static void all_are_meant_where_none_is_named(void **state)
{
    (void)state;
    const struct observation row = {.length = {[OBSERVE_adoptions] = 4}};
    const struct entries all = entries_of(&row, OBSERVE_adoptions, -1), first = entries_of(&row, OBSERVE_adoptions, 0);
    assert_true(all.first == 0 && all.count == 4);
    assert_true(first.first == 0 && first.count == 1);
    assert_int_equal(entries_of(&row, OBSERVE_ties, -1).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets_are_taken),
        cmocka_unit_test(counts_are_summed_and_others_averaged),
        cmocka_unit_test(all_are_meant_where_none_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
