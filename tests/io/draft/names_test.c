/* Names: each text has one number, however many there are and whatever they look like; and their order. */
#include "io/draft/names.h"
#include "network/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int32_t added(struct names *names, const char *text)
{
    int32_t number;
    assert_int_equal(names_add(names, text, &number), STATUS_OK);
    return number;
}

static void each_text_has_a_number_of_its_own(void **state)
{
    (void)state;
    static const char *const texts[] = {"7", "07", "007", "0", "00", "", "-7", "7 ", "4194303", "4194304", "04194304",
        "99999999", "999999999999999999999", "Ann", "ann", "Ann "};
    const int32_t count = sizeof texts / sizeof *texts;
    struct names names = {0};
    for (int32_t i = 0; i < count; i++) {
        assert_int_equal(names_find(&names, texts[i]), -1);
        assert_int_equal(added(&names, texts[i]), i);
    }
    for (int32_t i = 0; i < count; i++) {
        assert_int_equal(added(&names, texts[i]), i);
        assert_int_equal(names_find(&names, texts[i]), i);
        assert_string_equal(names_text(&names, i), texts[i]);
    }
    assert_int_equal(names_count(&names), count);
    names_free(&names);
}

/* Numbers take no room among texts. */
static void many_have_room(void **state)
{
    (void)state;
    struct names names = {0};
    char text[32];
    for (int32_t i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, i < 15000 ? "%d" : "n%d", i);
        assert_int_equal(added(&names, text), i);
    }
    for (int32_t i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, i < 15000 ? "%d" : "n%d", i);
        assert_int_equal(names_find(&names, text), i);
    }
    assert_int_equal(names_find(&names, "n20000"), -1);
    assert_int_equal(names.slot_count, 16384); /* for 5000 texts */
    names_free(&names);
}

/* The order of the texts, from whatever end they come. */
static void assert_order(const char *const *sorted, int32_t count)
{
    for (int back = 0; back < 2; back++) {
        struct names names = {0};
        struct edge_list list = {0};
        int32_t order[16];
        for (int32_t i = 0; i < count; i++) (void)added(&names, sorted[back ? count - 1 - i : i]);
        assert_int_equal(names_order(&names, order), STATUS_OK);
        for (int32_t i = 0; i < count; i++) assert_int_equal(order[i], back ? count - 1 - i : i);
        assert_int_equal(names_copy(&names, order, &list.agents), STATUS_OK);
        for (int32_t i = 0; i < count; i++) assert_string_equal(list.agents.text[i], sorted[i]);
        edge_list_free(&list);
        names_free(&names);
    }
}

static void runs_of_digits_go_by_their_value(void **state)
{
    (void)state;
    static const char *const mixed[] = {"", "0", "02", "2", "2b", "10", "010a", "A", "a2", "a02b", "a2b", "a10", "b"};
    static const char *const numbers[] = {"0", "2", "10", "1030", "4194303"};
    assert_order(mixed, sizeof mixed / sizeof *mixed);
    assert_order(numbers, sizeof numbers / sizeof *numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_has_a_number_of_its_own),
        cmocka_unit_test(many_have_room),
        cmocka_unit_test(runs_of_digits_go_by_their_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
