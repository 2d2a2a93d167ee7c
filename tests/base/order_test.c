/* Orders: field by field, the least or the most first, and the same whatever came before. */
#include "base/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct item {
    double priority;
    int32_t agent, other;
};

ORDER(by_priority, struct item, ORDER_BY_MOST(priority) ORDER_BY(agent) ORDER_BY(other))

enum { ITEMS = 200 };

static void later_fields_decide_among_equals(void **state)
{
    (void)state;
    struct item items[ITEMS];
    for (int32_t i = 0; i < ITEMS; i++) items[i] = (struct item){(double)(i * 7 % 3), i * 31 % 5, i * 77 % ITEMS};
    order_items(items, ITEMS, by_priority);
    for (int i = 1; i < ITEMS; i++) {
        const struct item *a = &items[i - 1], *b = &items[i];
        assert_true(a->priority > b->priority || (a->priority == b->priority && a->agent < b->agent) ||
                    (a->priority == b->priority && a->agent == b->agent && a->other < b->other));
    }
}

static void nothing_needs_no_order(void **state)
{
    (void)state;
    struct item *none = NULL, one = {1, 2, 3};
    order_items(none, 0, by_priority);
    order_items(&one, 1, by_priority);
    order_numbers(NULL, 0);
    assert_true(one.priority == 1 && one.agent == 2 && one.other == 3);
}

/* A difference of the ends does not fit into 32 bits. */
static void numbers_are_compared_and_not_subtracted(void **state)
{
    (void)state;
    int32_t numbers[] = {5, INT32_MIN, -1, INT32_MAX, 0, INT32_MIN, 5};
    const int32_t sorted[] = {INT32_MIN, INT32_MIN, -1, 0, 5, 5, INT32_MAX};
    order_numbers(numbers, 7);
    assert_memory_equal(numbers, sorted, sizeof sorted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(later_fields_decide_among_equals),
        cmocka_unit_test(nothing_needs_no_order),
        cmocka_unit_test(numbers_are_compared_and_not_subtracted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
