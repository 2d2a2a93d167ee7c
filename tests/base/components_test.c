/* Components, against walks over everything that was ever joined. */
#include "base/components.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "random/random.h"

enum { ITEMS = 60, CHANGES = 400, NODES = ITEMS + CHANGES };

/* What was joined: nodes are items and those whom they replaced. */
struct plain {
    bool joined[NODES][NODES];
    int32_t node[ITEMS], nodes;
};

/* Marks everything that hangs together with a node. */
static void walk(const struct plain *plain, int32_t node, bool seen[NODES])
{
    if (seen[node]) return;
    seen[node] = true;
    for (int32_t other = 0; other < plain->nodes; other++)
        if (plain->joined[node][other] || plain->joined[other][node]) walk(plain, other, seen);
}

static void check(struct components *components, const struct plain *plain)
{
    int32_t largest = 0;
    for (int32_t a = 0; a < ITEMS; a++) {
        bool seen[NODES] = {false};
        int32_t size = 0;
        walk(plain, plain->node[a], seen);
        for (int32_t b = 0; b < ITEMS; b++) {
            assert_int_equal(component_of(components, a) == component_of(components, b), seen[plain->node[b]]);
            size += seen[plain->node[b]];
        }
        if (size > largest) largest = size;
    }
    assert_int_equal(components->largest, largest);
}

static int32_t draw(const struct random_seeds *seeds, int32_t change, uint32_t index, uint64_t bound)
{
    return (int32_t)random_below(random_key(seeds, STREAM_SENSE, 0, (uint32_t)change, index), bound);
}

/* Pairs are joined, some with those who left, and now and then one is replaced. */
static void they_are_what_hangs_together(void **state)
{
    (void)state;
    struct components components = {0};
    for (uint64_t seed = 0; seed < 6; seed++) {
        struct plain *plain = calloc(1, sizeof *plain);
        struct random_seeds seeds = {{seed, seed, seed}};
        assert_non_null(plain);
        assert_true(components_open(&components, ITEMS));
        for (int32_t item = 0; item < ITEMS; item++) plain->node[item] = item;
        plain->nodes = ITEMS;
        for (int32_t change = 0; change < CHANGES; change++) {
            int32_t a = draw(&seeds, change, 0, ITEMS), b = draw(&seeds, change, 1, ITEMS);
            int32_t what = draw(&seeds, change, 2, 4 + seed * 8);
            if (what == 0) {
                int32_t node = draw(&seeds, change, 3, (uint64_t)plain->nodes);
                components_join_node(&components, a, node);
                plain->joined[plain->node[a]][node] = true;
            } else if (what <= 2) {
                assert_true(components_replace(&components, a));
                plain->node[a] = plain->nodes++;
            } else {
                components_join(&components, a, b);
                plain->joined[plain->node[a]][plain->node[b]] = true;
            }
            if (change % 20 == 0) check(&components, plain);
        }
        check(&components, plain);
        free(plain);
    }
    components_free(&components);
}

static void none_and_one(void **state)
{
    (void)state;
    struct components components = {0};
    assert_true(components_open(&components, 0));
    assert_int_equal(components.largest, 0);
    assert_true(components_open(&components, 1));
    assert_int_equal(components.largest, 1);
    components_join(&components, 0, 0);
    assert_true(components_replace(&components, 0));
    assert_int_equal(components.largest, 1);
    components_free(&components);
    components_free(&components);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_what_hangs_together),
        cmocka_unit_test(none_and_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
