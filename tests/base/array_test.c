/* Growing arrays: what is pushed stays, in order, and what cannot be had is refused. */
#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct pair {
    int32_t left;
    double right;
};

struct pairs ARRAY_OF(struct pair);

static void what_is_pushed_stays_in_order(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    for (int32_t i = 0; i < 10000; i++) {
        assert_true(array_push(&pairs, (struct pair){i, 0.5 * i}));
        assert_int_equal(pairs.count, i + 1);
        assert_true(pairs.capacity >= pairs.count);
    }
    for (int32_t i = 0; i < 10000; i++) {
        assert_int_equal(pairs.items[i].left, i);
        assert_true(pairs.items[i].right == 0.5 * i);
    }
    array_free(&pairs);
}

static void what_is_appended_stands_behind_what_there_is(void **state)
{
    (void)state;
    const int32_t more[] = {7, 8, 9};
    struct numbers numbers = {.items = NULL};
    assert_true(array_append(&numbers, NULL, 0)); /* none, to none */
    assert_int_equal(numbers.count, 0);
    assert_true(array_push(&numbers, 6));
    assert_true(array_append(&numbers, more, 3));
    assert_true(array_append(&numbers, more, 1));
    assert_int_equal(numbers.count, 5);
    for (int32_t i = 0; i < 4; i++) assert_int_equal(numbers.items[i], 6 + i);
    assert_int_equal(numbers.items[4], 7);
    array_free(&numbers);
}

static void pushing_moves_the_items_seldom(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    int64_t growths = 0, capacity = 0;
    for (int32_t i = 0; i < 1000000; i++) {
        assert_true(array_push(&pairs, (struct pair){i, 0}));
        growths += pairs.capacity != capacity;
        capacity = pairs.capacity;
    }
    assert_in_range(growths, 1, 40);
    array_free(&pairs);
}

static void reserved_room_is_there_and_holds_still(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    assert_true(array_reserve(&pairs, 5000));
    assert_int_equal(pairs.count, 0);
    const struct pair *items = pairs.items;
    for (int32_t i = 0; i < 5000; i++) assert_true(array_push(&pairs, (struct pair){i, 0}));
    assert_ptr_equal(pairs.items, items);
    array_free(&pairs);
}

static void clearing_keeps_the_memory_and_freeing_does_not(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    assert_true(array_push(&pairs, (struct pair){1, 2}));
    int64_t capacity = pairs.capacity;
    array_clear(&pairs);
    assert_int_equal(pairs.count, 0);
    assert_int_equal(pairs.capacity, capacity);
    array_free(&pairs);
    assert_null(pairs.items);
    assert_int_equal(pairs.count, 0);
    assert_int_equal(pairs.capacity, 0);
    array_free(&pairs);
}

static void more_than_can_be_addressed_is_refused(void **state)
{
    (void)state;
    struct pairs pairs = {0};
    assert_true(array_push(&pairs, (struct pair){1, 2}));
    struct pairs before = pairs;
    assert_false(array_reserve(&pairs, INT64_MAX / 2));
    assert_memory_equal(&pairs, &before, sizeof before);
    array_free(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_pushed_stays_in_order),
        cmocka_unit_test(what_is_appended_stands_behind_what_there_is),
        cmocka_unit_test(pushing_moves_the_items_seldom),
        cmocka_unit_test(reserved_room_is_there_and_holds_still),
        cmocka_unit_test(clearing_keeps_the_memory_and_freeing_does_not),
        cmocka_unit_test(more_than_can_be_addressed_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
