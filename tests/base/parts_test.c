/* Parts: one list in the order of the blocks, whoever pushed first; and what was taken away or emptied is gone. */
#include "base/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct item {
    int64_t block, number;
};
struct items PARTS_OF(struct item);

static void push(struct items *items, int64_t block, int64_t number)
{
    part_push(items, block, &(struct item){block, number});
}

/* Block 2 pushes first; each block's own come in the order of pushing. */
static void the_list_is_in_the_order_of_blocks(void **state)
{
    (void)state;
    enum { BLOCKS = 3, EACH = 1000 };
    struct items items = {0};
    assert_true(parts_open(&items, BLOCKS));
    for (int64_t number = 0; number < EACH; number++)
        for (int64_t block = BLOCKS; block-- > 0;) push(&items, block, number);
    assert_true(parts_join(&items));
    assert_int_equal(items.count, BLOCKS * EACH);
    for (int64_t i = 0; i < items.count; i++) {
        assert_int_equal(items.items[i].block, i / EACH);
        assert_int_equal(items.items[i].number, i % EACH);
    }
    parts_free(&items);
}

/* Fewer blocks, more blocks, and none: nothing of the time before comes again. */
static void opened_again_it_is_empty(void **state)
{
    (void)state;
    struct items items = {0};
    static const int64_t blocks[] = {4, 1, 9, 0, 2};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        assert_true(parts_open(&items, blocks[i]));
        if (blocks[i] > 0) push(&items, blocks[i] - 1, (int64_t)i);
        assert_true(parts_join(&items));
        assert_int_equal(items.count, blocks[i] > 0);
        if (blocks[i] > 0) assert_true(items.items[0].block == blocks[i] - 1 && items.items[0].number == (int64_t)i);
    }
    parts_free(&items);
    assert_true(!items.items && items.count == 0);
    parts_free(&items);
}

static void the_last_can_be_seen_and_taken_away(void **state)
{
    (void)state;
    struct items items = {0};
    assert_true(parts_open(&items, 2));
    for (int64_t number = 0; number < 5; number++) push(&items, 1, number);
    const struct item *last = part_last(&items, 1, 2);
    assert_true(last[0].number == 3 && last[1].number == 4);
    part_drop(&items, 1, 2);
    push(&items, 0, 7);
    push(&items, 1, 9);
    part_clear(&items, 0);
    assert_true(parts_join(&items));
    assert_int_equal(items.count, 4);
    const int64_t numbers[] = {0, 1, 2, 9};
    for (int i = 0; i < 4; i++) assert_true(items.items[i].block == 1 && items.items[i].number == numbers[i]);
    parts_free(&items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_is_in_the_order_of_blocks),
        cmocka_unit_test(opened_again_it_is_empty),
        cmocka_unit_test(the_last_can_be_seen_and_taken_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
