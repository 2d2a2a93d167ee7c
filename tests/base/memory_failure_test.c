/* Running out of memory in the base: it is told, and nothing has changed. */
#include "base/array.h"
#include "base/crew.h"
#include "base/digest.h"
#include "failing_malloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_failed_push_changes_nothing(void **state)
{
    (void)state;
    struct long_numbers numbers = {0};
    int64_t failures = 0;
    while (numbers.count < 1000) {
        struct long_numbers before = numbers;
        fail_allocation_number(1);
        if (array_push(&numbers, before.count)) {
            assert_false(allocation_failed());
            continue;
        }
        assert_true(allocation_failed());
        assert_memory_equal(&numbers, &before, sizeof before);
        failures++;
        fail_allocation_number(0);
        assert_true(array_push(&numbers, before.count));
    }
    fail_allocation_number(0);
    assert_in_range(failures, 2, 20);
    for (int64_t i = 0; i < numbers.count; i++) assert_int_equal(numbers.items[i], i);
    array_free(&numbers);
}

static void only_the_chosen_allocation_fails(void **state)
{
    (void)state;
    fail_allocation_number(3);
    for (int i = 1; i <= 5; i++) {
        struct digester *digester = digester_new();
        assert_int_equal(digester == NULL, i == 3);
        assert_int_equal(allocation_failed(), i >= 3);
        digester_free(digester);
    }
}

static void a_crew_without_memory_is_null(void **state)
{
    (void)state;
    fail_allocation_number(1);
    assert_null(crew_new(4));
    assert_true(allocation_failed());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_push_changes_nothing),
        cmocka_unit_test(only_the_chosen_allocation_fails),
        cmocka_unit_test(a_crew_without_memory_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
