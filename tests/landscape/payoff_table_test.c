/* The landscape table: each practice is worth what its row says, or all others what `default` says; where bits are
 * unknown, the mean over all that they may be. Also tests landscape/table.c. */
#include "landscape/landscape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "landscape/landscapes.h"

static struct landscape_parameters table_of(int64_t bits, const char *rows)
{
    struct landscape_parameters parameters = {
        .present = true, .kind = LANDSCAPE_TABLE, .domains = 2, .bits = bits, .options = 2, .quality_exponent = 1};
    strcpy(parameters.payoffs, rows);
    return parameters;
}

static double quality(const struct landscape *landscape, uint64_t bits)
{
    return landscape_quality(landscape, 1, (struct configuration){.low = bits});
}

#define EIGHT "000,0.1;100,0.2;010,0.9;110,0;001,0.25;101,1;011,0.5;111,0.7"

static void every_practice_is_worth_what_its_row_says(void **state)
{
    (void)state;
    const double given[] = {0.1, 0.2, 0.9, 0, 0.25, 1, 0.5, 0.7}; /* the first bit counts 1, the last 4 */
    const struct landscape_parameters parameters = table_of(3, EIGHT);
    struct landscape landscape = landscape_of(&parameters, 1);
    for (uint64_t bits = 0; bits < 8; bits++) assert_true(quality(&landscape, bits) == given[bits]);
    assert_int_equal(landscape_moves(&landscape), 3);
    for (uint32_t i = 0; i < 100; i++)
        assert_true(landscape_draw(&landscape, (struct random_key){.seed = 1, .entity = i}).low < 8);
    landscape_free(&landscape);
}

/* Of 2^128 practices four have a row. */
static void what_has_no_row_is_worth_the_default(void **state)
{
    (void)state;
    char rows[1024] = "default,0.125";
    for (int one = 0; one < 128; one += 40) {
        char bits[129];
        memset(bits, '0', 128);
        bits[one] = '1';
        bits[128] = '\0';
        sprintf(strchr(rows, '\0'), ";%s,%g", bits, (one + 10) / 1000.0);
    }
    const struct landscape_parameters parameters = table_of(128, rows);
    struct landscape landscape = landscape_of(&parameters, 1);
    for (int place = 0; place < 128; place++) {
        struct configuration one = {0};
        configuration_set(&one, place, 1);
        assert_true(landscape_quality(&landscape, 0, one) == (place % 40 == 0 ? (place + 10) / 1000.0 : 0.125));
    }
    assert_true(quality(&landscape, 0) == 0.125);
    landscape_free(&landscape);
}

static void unknown_bits_count_as_the_mean_of_what_they_may_be(void **state)
{
    (void)state;
    static const char *const tables[] = {EIGHT, "010,0.9;101,1;default,0.4", "default,0.3;000,1"};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        const struct landscape_parameters parameters = table_of(3, tables[t]);
        struct landscape landscape = landscape_of(&parameters, 1);
        for (uint64_t open = 0; open < 8; open++)
            for (uint64_t bits = 0; bits < 8; bits++) {
                if (bits & open) continue;
                double sum = 0, count = 0;
                for (uint64_t some = 0; some < 8; some++) {
                    if ((some ^ bits) & ~open) continue;
                    sum += quality(&landscape, some);
                    count++;
                }
                const struct configuration partly = {.low = bits, .unknown_low = open};
                assert_true(fabs(landscape_quality(&landscape, 0, partly) - sum / count) < 1e-15);
                assert_true(landscape_expected(&landscape, 0, partly) == landscape_quality(&landscape, 0, partly));
            }
        landscape_free(&landscape);
    }
}

static void the_best_and_the_mean_are_found(void **state)
{
    (void)state;
    static const char *const tables[] = {EIGHT, "010,0.8;101,0.5;default,0.4", "default,0.75;000,0.5"};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        struct landscape_parameters parameters = table_of(3, tables[t]);
        parameters.quality_exponent = 2;
        struct landscape plain = landscape_of(&parameters, 1);
        double best = 0, sum = 0;
        for (uint64_t bits = 0; bits < 8; bits++) best = fmax(best, quality(&plain, bits));
        for (uint64_t bits = 0; bits < 8; bits++) sum += quality(&plain, bits);
        assert_int_equal(landscape_measure(&plain), STATUS_OK);
        assert_true(fabs(plain.range[1].best - best) < 1e-15 && fabs(plain.range[1].typical - sum / 8) < 1e-15);
        parameters.normalised = true;
        struct landscape scaled = landscape_of(&parameters, 1);
        for (uint64_t bits = 0; bits < 8; bits++)
            assert_true(fabs(quality(&scaled, bits) - quality(&plain, bits) / best) < 1e-15);
        landscape_free(&plain);
        landscape_free(&scaled);
    }
}

/* At a spot every row has a number of the spot's own, and what has no row has one. */
static void a_spot_has_numbers_of_its_own(void **state)
{
    (void)state;
    struct landscape_parameters parameters = table_of(3, "000,0.8;100,0.8;default,0.8");
    parameters.context_weight = 1;
    struct landscape landscape = landscape_of(&parameters, 1);
    double at[2][8];
    for (int32_t spot = 0; spot < 2; spot++)
        for (uint64_t bits = 0; bits < 8; bits++)
            at[spot][bits] = landscape_quality_at(&landscape, 0, spot, (struct configuration){.low = bits}, 0.8);
    for (int spot = 0; spot < 2; spot++) {
        assert_true(at[spot][0] != at[spot][1] && at[spot][1] != at[spot][2] && at[spot][0] != at[spot][2]);
        for (int bits = 3; bits < 8; bits++) assert_true(at[spot][bits] == at[spot][2]);
    }
    assert_true(at[0][0] != at[1][0] && at[0][2] != at[1][2]);
    landscape_free(&landscape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_practice_is_worth_what_its_row_says),
        cmocka_unit_test(what_has_no_row_is_worth_the_default),
        cmocka_unit_test(unknown_bits_count_as_the_mean_of_what_they_may_be),
        cmocka_unit_test(the_best_and_the_mean_are_found),
        cmocka_unit_test(a_spot_has_numbers_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
