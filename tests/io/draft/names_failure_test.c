/* Running out of memory among names: it is told, and those that were there keep their numbers. */
#include "failing_malloc.h"
#include "io/draft/names.h"
#include "network/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { NAMES = 300, TEXT = 16 };

/* Numbers and texts in turn, so that both tables grow, at different times. */
static void write_name(int32_t i, char text[TEXT])
{
    snprintf(text, TEXT, i % 2 ? "%d" : "n%d", 37 * i);
}

static void add_first(struct names *names, int32_t count)
{
    char text[TEXT];
    int32_t number;
    for (int32_t i = 0; i < count; i++) {
        write_name(i, text);
        assert_int_equal(names_add(names, text, &number), STATUS_OK);
    }
}

static void assert_first(const struct names *names, int32_t count)
{
    char text[TEXT];
    assert_int_equal(names_count(names), count);
    for (int32_t i = 0; i < count; i++) {
        write_name(i, text);
        assert_int_equal(names_find(names, text), i);
        assert_string_equal(names_text(names, i), text);
    }
    write_name(count, text);
    assert_int_equal(names_find(names, text), -1);
}

/* One more name than `before`, while the n-th allocation fails: whether it did. Then there is room again. */
static bool adding_fails(int32_t before, int64_t n)
{
    struct names names = {0};
    char text[TEXT];
    int32_t number = -1;
    add_first(&names, before);
    write_name(before, text);
    fail_allocation_number(n);
    enum status status = names_add(&names, text, &number);
    const bool failed = allocation_failed();
    fail_allocation_number(0);
    assert_int_equal(status, failed ? STATUS_MEMORY : STATUS_OK);
    if (failed) {
        assert_first(&names, before);
        assert_int_equal(names_add(&names, text, &number), STATUS_OK);
    }
    assert_int_equal(number, before);
    assert_first(&names, before + 1);
    names_free(&names);
    return failed;
}

static void a_name_without_room_changes_nothing(void **state)
{
    (void)state;
    int failures = 0;
    for (int32_t before = 0; before < NAMES; before++)
        for (int64_t n = 1; adding_fails(before, n); n++) failures++;
    assert_true(failures > 20);
}

/* The table of small numbers is in order by itself. */
static void only_texts_need_memory_for_their_order(void **state)
{
    (void)state;
    struct names names = {0};
    int32_t order[NAMES], number;
    assert_int_equal(names_add(&names, "10", &number), STATUS_OK);
    assert_int_equal(names_add(&names, "9", &number), STATUS_OK);
    fail_allocation_number(1);
    assert_int_equal(names_order(&names, order), STATUS_OK);
    assert_false(allocation_failed());
    assert_true(order[0] == 1 && order[1] == 0);
    fail_allocation_number(0);
    assert_int_equal(names_add(&names, "nine", &number), STATUS_OK);
    fail_allocation_number(1);
    assert_int_equal(names_order(&names, order), STATUS_MEMORY);
    fail_allocation_number(0);
    assert_int_equal(names_order(&names, order), STATUS_OK);
    assert_true(order[0] == 1 && order[1] == 0 && order[2] == 2);
    names_free(&names);
}

/* Whatever was copied before is freed with the labels. */
static void labels_without_room_can_be_freed(void **state)
{
    (void)state;
    struct names names = {0};
    int32_t order[NAMES];
    int64_t n = 0;
    bool failed;
    add_first(&names, 5);
    assert_int_equal(names_order(&names, order), STATUS_OK);
    do {
        struct edge_list list = {0};
        fail_allocation_number(++n);
        enum status status = names_copy(&names, order, &list.agents);
        failed = allocation_failed();
        fail_allocation_number(0);
        assert_int_equal(status, failed ? STATUS_MEMORY : STATUS_OK);
        if (!failed) assert_string_equal(list.agents.text[4], "n148");
        edge_list_free(&list);
    } while (failed);
    assert_int_equal(n, 1 + 5 + 1); /* the list, each label, and then none */
    names_free(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_without_room_changes_nothing),
        cmocka_unit_test(only_texts_need_memory_for_their_order),
        cmocka_unit_test(labels_without_room_can_be_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
