/* The draws of the model: gaps between rare events, and sets. Statistical checks: see chance.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"
#include "model/state/draws.h"
#include "model/worlds.h"

static void gaps_are_geometric(void **state)
{
    (void)state;
    enum { CELLS = 12, DRAWS = 20000 };
    static const double rates[] = {0.9, 0.5, 0.2, 0.01, 1e-6};
    for (int r = 0; r < 5; r++) {
        int64_t count[CELLS] = {0};
        double expected[CELLS], p = rates[r];
        /* Cells of about equal probability: gaps from edge i - 1 up to below edge i. */
        for (uint32_t i = 0; i < DRAWS; i++) {
            double below = 1 - pow(1 - p, (double)world_gap((struct random_key){.seed = 1, .entity = i}, p));
            count[(int)(below * CELLS)]++;
        }
        for (int cell = 0; cell < CELLS; cell++) expected[cell] = 0;
        for (double gap = 0, left = 1; left > 1e-12 && gap < 3000; gap++, left *= 1 - p)
            expected[(int)((1 - left) * CELLS)] += left * p;
        if (p >= 0.01) assert_likely(chance_cells(CELLS, count, expected), "gaps at rate %g", p);
        if (p < 0.01) assert_likely(chance_equal_cells(CELLS, count), "gaps at rate %g", p);
    }
}

static void a_rate_of_nothing_is_never(void **state)
{
    (void)state;
    static const double never[] = {0, -1, 1e-17, 1e-300, NAN};
    for (uint32_t i = 0; i < 1000; i++) {
        struct random_key key = {.seed = 1, .entity = i};
        assert_int_equal(world_gap(key, 1), 0);
        for (int r = 0; r < 5; r++) assert_int_equal(world_gap(key, never[r]), INT32_MAX);
        assert_in_range(world_gap(key, 1e-15), 1000, INT32_MAX);
    }
}

static void sets_are_drawn_all_alike(void **state)
{
    (void)state;
    int64_t times[64] = {0}, pairs[10];
    int found = 0;
    for (uint32_t i = 0; i < 10000; i++) {
        struct random_key key = {.seed = 1, .entity = i};
        uint64_t set = world_draw_set(key, 2, 5);
        assert_int_equal(__builtin_popcountll(set), 2);
        assert_true(set < 32);
        times[set]++;
        assert_int_equal(__builtin_popcountll(world_draw_set(key, 40, 64)), 40);
        assert_true(world_draw_set(key, 0, 64) == 0);
        assert_true(world_draw_set(key, 64, 64) == UINT64_MAX);
        assert_true(world_draw_set(key, 9, 3) == 7);
    }
    for (int set = 0; set < 64; set++)
        if (times[set] > 0) pairs[found++] = times[set];
    assert_int_equal(found, 10);
    assert_likely(chance_equal_cells(10, pairs), "pairs out of five");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gaps_are_geometric),
        cmocka_unit_test(a_rate_of_nothing_is_never),
        cmocka_unit_test(sets_are_drawn_all_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
