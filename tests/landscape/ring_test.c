/* A ring: qualities drawn or smoothed, moves along it, spots and what there is to be had. Statistical checks: see
 * chance.h. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "landscape/landscapes.h"
#include "model/chance.h"

enum { POSITIONS = 2000 };

static const struct landscape_parameters RING = {.present = true,
    .kind = LANDSCAPE_RING,
    .domains = 2,
    .positions = POSITIONS,
    .max_distance = 12,
    .quality_exponent = 1};

static double at(const struct landscape *landscape, int32_t domain, int64_t place)
{
    return landscape_quality(landscape, domain, (struct configuration){.low = (uint64_t)place});
}

/* Each place of its own: all tenths are as frequent, next to a low place as anywhere. */
static void every_place_is_drawn(void **state)
{
    (void)state;
    struct landscape landscape = landscape_of(&RING, 1);
    int64_t cells[10] = {0}, beside_low[10] = {0};
    bool differs = false;
    for (int64_t place = 0; place < POSITIONS; place++) {
        double quality = at(&landscape, 0, place);
        assert_true(quality >= 0 && quality < 1);
        cells[(int)(quality * 10)]++;
        if (quality < 0.5) beside_low[(int)(at(&landscape, 0, (place + 1) % POSITIONS) * 10)]++;
        differs = differs || quality != at(&landscape, 1, place);
    }
    assert_true(differs);
    assert_likely(chance_equal_cells(10, cells), "qualities");
    assert_likely(chance_equal_cells(10, beside_low), "qualities beside low ones");
    landscape_free(&landscape);
}

/* Quality bends where it is drawn and runs straight between; from one bend to the next it is 1 to 2 * smoothing places.
 * Two drawn places in line would be taken for one stretch, which has no chance among real numbers. */
static void smoothed_it_runs_straight(void **state)
{
    (void)state;
    enum { SMOOTHING = 3 };
    struct landscape_parameters parameters = RING;
    parameters.smoothing = SMOOTHING;
    int64_t gaps[2 * SMOOTHING] = {0};
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct landscape landscape = landscape_of(&parameters, seed);
        int64_t bend = 0;
        for (int64_t place = 1; place < POSITIONS; place++) {
            double left = at(&landscape, 0, place) - at(&landscape, 0, place - 1);
            double right = at(&landscape, 0, (place + 1) % POSITIONS) - at(&landscape, 0, place);
            if (fabs(left - right) < 1e-12) continue;
            assert_in_range(place - bend, 1, 2 * SMOOTHING);
            gaps[place - bend - 1]++;
            bend = place;
        }
        assert_true(POSITIONS - bend <= 2 * SMOOTHING);
        landscape_free(&landscape);
    }
    assert_likely(chance_equal_cells(2 * SMOOTHING, gaps), "how far apart");
}

/* What is worked out for a spot is what a domain of the same number has in its table. */
static void spots_are_rings_too(void **state)
{
    (void)state;
    for (int64_t smoothing = 0; smoothing <= 7; smoothing += 7) {
        struct landscape_parameters one = RING, two = RING;
        one.domains = 1;
        one.context_weight = 1;
        one.smoothing = two.smoothing = smoothing;
        struct landscape spots = landscape_of(&one, 4), domains = landscape_of(&two, 4);
        for (int64_t place = 0; place < POSITIONS; place++) {
            struct configuration here = {.low = (uint64_t)place};
            assert_true(landscape_quality_at(&spots, 0, 0, here, 0) == at(&domains, 1, place));
        }
        landscape_free(&spots);
        landscape_free(&domains);
    }
}

static void moves_go_ahead_and_round(void **state)
{
    (void)state;
    struct landscape landscape = landscape_of(&RING, 1);
    struct random_key key = {.seed = 3};
    int64_t steps[12] = {0}, draws[20] = {0};
    assert_int_equal(landscape_moves(&landscape), 12);
    for (int32_t move = 0; move < 12; move++) {
        struct configuration last = {.low = POSITIONS - 1};
        assert_int_equal(landscape_move(&landscape, last, move, key).low, move);
        assert_int_equal(landscape_move(&landscape, (struct configuration){.low = 5}, move, key).low, 6 + move);
    }
    for (uint32_t i = 0; i < 12000; i++) {
        key.entity = i;
        struct configuration some = landscape_draw(&landscape, key);
        assert_true(some.low < POSITIONS && some.high == 0);
        draws[some.low / (POSITIONS / 20)]++;
        uint64_t ahead = (landscape_vary(&landscape, some, key).low + POSITIONS - some.low) % POSITIONS;
        assert_in_range(ahead, 1, 12);
        key.seed = 4;
        steps[(landscape_vary(&landscape, some, key).low + POSITIONS - some.low) % POSITIONS - 1]++;
        key.seed = 3;
    }
    assert_likely(chance_equal_cells(20, draws), "places drawn");
    assert_likely(chance_equal_cells(12, steps), "steps");
    assert_int_equal(landscape_nth(&landscape, POSITIONS + 7).low, 7);
    landscape_free(&landscape);
}

/* Of bits the number's own, and of a list the place in it. */
static void the_nth_of_other_kinds(void **state)
{
    (void)state;
    struct landscape_parameters parameters = RING;
    parameters.kind = LANDSCAPE_MATCH;
    parameters.bits = 3;
    parameters.block_bits = 1;
    parameters.options = 2;
    struct landscape landscape = landscape_of(&parameters, 1);
    for (uint64_t i = 0; i < 20; i++) assert_int_equal(landscape_nth(&landscape, i).low, i % 8);
    assert_int_equal(landscape_moves(&landscape), 3);
    parameters.kind = LANDSCAPE_LISTED;
    parameters.practices.count = 3;
    for (uint64_t i = 0; i < 20; i++) assert_int_equal(landscape_nth(&landscape, i).low, i % 3);
    assert_int_equal(landscape_moves(&landscape), 0);
    landscape_free(&landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_is_drawn),
        cmocka_unit_test(smoothed_it_runs_straight),
        cmocka_unit_test(spots_are_rings_too),
        cmocka_unit_test(moves_go_ahead_and_round),
        cmocka_unit_test(the_nth_of_other_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
