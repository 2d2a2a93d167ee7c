/* Zeros of any size, in large pages where there are many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

static void all_are_zeros(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 1000, MEMORY_LARGE / 4 - 1, MEMORY_LARGE / 4, MEMORY_LARGE / 4 + 1, 3000000};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        int32_t *numbers = memory_zeros(counts[c], sizeof *numbers);
        assert_non_null(numbers);
        for (size_t i = 0; i < counts[c]; i++) assert_int_equal(numbers[i], 0);
        for (size_t i = 0; i < counts[c]; i++) numbers[i] = (int32_t)i;
        free(numbers);
    }
}

static void there_is_as_much_room_as_asked_for(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, MEMORY_LARGE / 4 - 1, MEMORY_LARGE / 4, MEMORY_LARGE / 4 + 1, 3000000};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        int32_t *numbers = memory_room(counts[c], sizeof *numbers);
        assert_non_null(numbers);
        for (size_t i = 0; i < counts[c]; i++) numbers[i] = (int32_t)i;
        if (counts[c] >= MEMORY_LARGE / 4) assert_int_equal((uintptr_t)numbers % MEMORY_LARGE, 0);
        numbers = realloc(numbers, (counts[c] + 1) * sizeof *numbers);
        assert_non_null(numbers);
        for (size_t i = 0; i < counts[c]; i++) assert_int_equal(numbers[i], i);
        free(numbers);
    }
}

static void many_begin_where_a_large_page_does(void **state)
{
    (void)state;
    char *memory = memory_zeros(MEMORY_LARGE, 1);
    assert_int_equal((uintptr_t)memory % MEMORY_LARGE, 0);
    free(memory);
}

static void too_many_are_none(void **state)
{
    (void)state;
    assert_null(memory_zeros(SIZE_MAX / 2, 3));
    assert_null(memory_zeros(SIZE_MAX, 1));
    assert_null(memory_room(SIZE_MAX / 2, 3));
    assert_null(memory_room(SIZE_MAX, 1));
    free(memory_zeros(0, 4));
    free(memory_zeros(4, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_zeros),
        cmocka_unit_test(there_is_as_much_room_as_asked_for),
        cmocka_unit_test(many_begin_where_a_large_page_does),
        cmocka_unit_test(too_many_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
