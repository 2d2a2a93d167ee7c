/* Lists of numbers, and of pairs. */
#include "scenario/numbers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The items as "1,2" or "1-2,3-4", and "!" where something else stands. */
static void assert_list(const char *text, bool pairs, const char *expected)
{
    char seen[256] = "";
    struct numbered item;
    enum numbered_found found;
    while ((found = numbered_next(&text, pairs, &item)) == NUMBERED_ITEM)
        sprintf(strchr(seen, '\0'), pairs ? "%d-%d," : "%d,", (int)item.number, (int)item.other);
    if (found == NUMBERED_WRONG) strcat(seen, "!");
    assert_string_equal(seen, expected);
}

static void numbers_are_read(void **state)
{
    (void)state;
    assert_list("", false, "");
    assert_list("  ", false, "");
    assert_list("12", false, "12,");
    assert_list(" 0 ,3,  999999999 ", false, "0,3,999999999,");
}

static void pairs_are_read(void **state)
{
    (void)state;
    assert_list("3-7", true, "3-7,");
    assert_list("3-7, 4-9", true, "3-7,4-9,");
}

static void anything_else_is_wrong(void **state)
{
    (void)state;
    const char *const texts[] = {"a", "-1", "1.5", "1 2", "1,", ",1", "1,,2", "1234567890", "3-7", "03", "00"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char expected[16] = "!";
        if (texts[i][0] == '1' && texts[i][1] == ',') strcpy(expected, strlen(texts[i]) == 2 ? "!" : "1,!");
        assert_list(texts[i], false, expected);
    }
    const char *const pairs[] = {"3", "3-", "-3", "3-3", "3-7-9", "3 - 7", "03-7", "3-07"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_list(pairs[i], true, "!");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(pairs_are_read),
        cmocka_unit_test(anything_else_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
