/* The mean height of the highest peak of landscapes of 20 bits with 5 interactions, 0.789 (an independent
 * implementation; 0.7851 in Watts and Gilbert's workbook of Lazer and Friedman 2007, doi:10.2189/asqu.52.4.667). */
#include "landscape/landscape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/chance.h"

static void the_highest_peak_is_as_high_as_published(void **state)
{
    (void)state;
    const struct landscape_parameters parameters = {
        .present = true, .kind = LANDSCAPE_NK, .domains = 1, .bits = 20, .interactions = 5};
    struct sample peaks = {0};
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct random_seeds seeds = {{seed, seed, seed}};
        struct landscape landscape;
        double highest = 0;
        assert_int_equal(landscape_build(&landscape, &parameters, &seeds), STATUS_OK);
        for (uint64_t x = 0; x < UINT64_C(1) << 20; x++)
            highest = fmax(highest, landscape_quality(&landscape, 0, (struct configuration){.low = x}));
        sample_add(&peaks, highest);
        landscape_free(&landscape);
    }
    print_message("mean of the highest peaks: %.4f, standard error %.4f\n", sample_mean(&peaks), sample_error(&peaks));
    assert_likely(chance_mean(&peaks, 0.789, 0.001), "mean of the highest peaks");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_highest_peak_is_as_high_as_published)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
