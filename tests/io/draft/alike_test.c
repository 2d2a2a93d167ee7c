/* Labels that are the same, or might be one. */
#include "io/draft/alike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct labels labels_of(const char *const texts[])
{
    struct labels labels = {.text = (char **)texts};
    while (texts[labels.count]) labels.count++;
    return labels;
}

static void labels_that_only_might_be_one_are_found_in_pairs_and_said_how(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        enum { APART, LOOKS, LITTLE } alike;
    } cases[] = {{"x", "y", APART}, {"Anna", "anna", LITTLE}, {"ANNA", "Anna", LITTLE}, {"x", "x ", LOOKS},
        {" x", "x", LOOKS}, {"x", "\xC2\xA0x", LOOKS}, {"x y", "x  y", LITTLE}, {"x y", "xy", APART},
        {"7", "007", LITTLE}, {"0", "000", LITTLE}, {"0", "", APART}, {"70", "7", APART}, {"07a", "7a", APART},
        {"0.7", ".7", APART}, {"a07", "a7", APART}, {" 07", "7", LITTLE}, {"\xC3\xAB", "e\xCC\x88", LOOKS},
        {"\xC3\x8B", "e\xCC\x88", LITTLE}, {"\xC3\xAB", "e", APART},
        {"Stra\xC3\x9F"
         "e",
            "STRASSE", LITTLE},
        {"\xEF\xBC\x97", "7", LOOKS},
        {"a\xE2\x80\x93"
         "b",
            "a-b", LOOKS},
        {"a\xC2\xAD"
         "b",
            "ab", LOOKS},
        {"\xD0\x9A\xD0\x98\xD0\x9C", "\xD0\xBA\xD0\xB8\xD0\xBC", LITTLE}, {"\xFF", "x", APART}, {"", " ", LOOKS},
        {"a", "A\xCC\x88", APART}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int turned = 0; turned < 2; turned++) {
            const char *texts[] = {
                "zz", turned ? cases[i].other : cases[i].one, "z0", turned ? cases[i].one : cases[i].other, NULL};
            struct labels labels = labels_of(texts);
            struct alike alike;
            assert_int_equal(labels_find_alike(&labels, &alike), STATUS_OK);
            if (alike.count != (cases[i].alike != APART) || alike.by_looks != (cases[i].alike == LOOKS))
                fail_msg("\"%s\" and \"%s\": %d, %d", texts[1], texts[3], (int)alike.count, alike.by_looks);
            assert_ptr_equal(alike.one, cases[i].alike == APART ? NULL : texts[1]);
            assert_ptr_equal(alike.other, cases[i].alike == APART ? NULL : texts[3]);
            assert_int_equal(labels_find_same(&labels, &alike), STATUS_OK);
            assert_true(alike.count == 0);
        }
}

static void the_first_pair_is_named_and_all_that_have_an_earlier_one_are_counted(void **state)
{
    (void)state;
    const char *texts[] = {"a", "B", "b", "A", "b ", "a", "c", NULL};
    struct labels labels = labels_of(texts);
    struct alike alike;
    assert_int_equal(labels_find_alike(&labels, &alike), STATUS_OK);
    assert_int_equal(alike.count, 3); /* not the second "a", which is the first one's like by its bytes */
    assert_string_equal(alike.one, "B");
    assert_string_equal(alike.other, "b");
    assert_int_equal(labels_find_same(&labels, &alike), STATUS_OK);
    assert_int_equal(alike.count, 1);
    assert_ptr_equal(alike.one, texts[0]);
    assert_ptr_equal(alike.other, texts[5]);
}

static void of_none_and_of_one_nothing_is_alike(void **state)
{
    (void)state;
    for (int count = 0; count < 2; count++) {
        const char *texts[] = {count ? "X" : NULL, NULL};
        struct labels labels = labels_of(texts);
        struct alike alike = {7, "left", "over", true};
        assert_int_equal(labels_find_alike(&labels, &alike), STATUS_OK);
        assert_true(alike.count == 0 && !alike.one && !alike.other && !alike.by_looks);
        alike.count = 7;
        assert_int_equal(labels_find_same(&labels, &alike), STATUS_OK);
        assert_true(alike.count == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_that_only_might_be_one_are_found_in_pairs_and_said_how),
        cmocka_unit_test(the_first_pair_is_named_and_all_that_have_an_earlier_one_are_counted),
        cmocka_unit_test(of_none_and_of_one_nothing_is_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
