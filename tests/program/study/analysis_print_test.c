/* The tables of an analysis: figures to the digits that an interval has, intervals drawn where there is room, and what
 * is not shown is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "program/printed.h"
#include "program/study/findings.h"

/* The tables as they are printed: what is between the last line of the page's heading and its legend. */
static char *tables_of(int width, bool unicode)
{
    const struct terminal terminal = {.unicode = unicode, .width = width};
    struct printed printed = {0};
    assert_int_equal(analysis_print(&report, &terminal, printed_to(&printed)), STATUS_OK);
    const char *begins = strstr(printed_text(&printed), "intervals of 90 %\n"),
               *ends = strstr(printed_text(&printed), "\n  needed: ");
    assert_true(begins && ends);
    begins += strlen("intervals of 90 %\n");
    char *tables = strndup(begins, (size_t)(ends - begins));
    printed_free(&printed);
    return tables;
}

static void assert_tables(int width, bool unicode, const char *wanted)
{
    char *tables = tables_of(width, unicode);
    assert_string_equal(tables, wanted);
    free(tables);
}

static void assert_there(int width, const char *wanted)
{
    char *tables = tables_of(width, true);
    if (!strstr(tables, wanted)) fail_msg("'%s' is not in\n%s", wanted, tables);
    free(tables);
}

static void means_have_their_values_and_intervals(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    add_mean(0, 12, 1.5)->needed = 1234;
    struct finding *mean = add_mean(5, 14.04, 0.5);
    mean->count = 3;
    mean->missing = 2;
    mean->gaps[GAP_NO_EVENT] = 1;
    add_finding(FINDING_MEAN)->configuration = 7;
    assert_tables(110, false,
        "\n"
        "  adopters_final\n"
        "  config_id  adoption.accept.beta  start.users  condition       mean  interval        runs  needed\n"
        "          0  0.1                   1            plain           12.0  10.5 to 13.5       5   1,234\n"
        "          5  0.2                   1            short, or \"so\"  14.0  13.5 to 14.5  3 of 5       -\n"
        "          7  0.2                   2            short, or \"so\"     -  -                  0       -\n"
        "  NaN in 1 run that is done, which does not count: no such event happened, or one has no number in 1\n");
    end_report();
}

/* From 12 columns on beside the table, which takes 96 with its gap, and margins of 2, to 48. */
static void intervals_are_drawn_where_there_is_room(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    add_mean(0, 12, 2);
    add_mean(5, 12, 1);
    assert_there(111, "     5       -\n");
    assert_there(112, "     5       -  ──────●─────\n");
    assert_there(112, "     5       -     ───●──\n");
    char bar[2 * 48 * 3] = "     5       -  ";
    for (int i = 0; i < 48; i++) strcat(bar, i == 24 ? "●" : "─");
    strcat(bar, "\n");
    assert_there(148, bar);
    assert_there(200, bar);
    end_report();
}

/* Two digits of the mean of the intervals' halves; what has no interval is not in it, nor a half of nothing. */
static void figures_have_the_digits_that_an_interval_has(void **state)
{
    (void)state;
    static const struct {
        double value, half;
        const char *shown;
    } cases[] = {{1234.5678, 0, "1234.568  1234.568 to 1234.568 "}, {1234.5678, NAN, "1234.568  -  "},
        {1234.5678, 0.05, "1234.568  1234.518 to 1234.618 "}, {1234.5678, 0.5, "1234.57  1234.07 to 1235.07 "},
        {1234.5678, 5, "1234.6  1229.6 to 1239.6 "}, {1234.5678, 50, "1235  1185 to 1285 "},
        {1234.5678, 5000, "1235  -3765 to 6235 "}, {0.5, 1e-12, "0.500000000  0.500000000 to 0.500000000 "},
        {2e15, 1, "2.000e+15  2.000e+15 to 2.000e+15 "}, {-1e15 / 2, 1, "-500000000000000.0  -500000000000001.0 to "}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin_report(OF_GRID, 5);
        add_mean(0, cases[i].value, cases[i].half);
        assert_there(110, cases[i].shown);
        end_report();
    }
    begin_report(OF_GRID, 5);
    add_mean(0, 1, 0.5);
    add_mean(1, 1, 0);
    add_mean(2, 1, INFINITY);
    assert_there(110, "1.00  0.50 to 1.50 ");
    end_report();
}

static void differences_have_signs_and_pairs(void **state)
{
    (void)state;
    begin_report(OF_GRID "independent_seeds: true\n", 5);
    add_mean(3, -3, 1)->kind = FINDING_DIFFERENCE;
    add_mean(4, 0.5, 1)->kind = FINDING_DIFFERENCE;
    assert_tables(80, true,
        "\n"
        "  adopters_final: differences from the first configuration\n"
        "  config_id  adoption.accept.beta  start.users  condition       difference  interval      pairs  needed\n"
        "          3  0.1                   2            short, or \"so\"        -3.0  -4.0 to -2.0      5       -\n"
        "          4  0.2                   1            plain                 +0.5  -0.5 to +1.5      5       -\n");
    end_report();
    begin_report(OF_GRID, 5);
    add_mean(3, -3, 1)->kind = FINDING_DIFFERENCE;
    assert_there(90, "  adopters_final: differences from the first configuration, paired by replicate\n");
    end_report();
}

/* Of a difference of differences no two means can be told. */
static void contrasts_are_named_below_their_table(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    struct finding *told = add_contrast(0, 4, 1);
    told->verdict = VERDICT_HOLDS;
    told->missing = 2;
    told->needed = 12;
    add_contrast(1, -0.25, 1)->verdict = VERDICT_NONE;
    assert_tables(90, true,
        "\n"
        "  adopters_final: differences (agents), paired by replicate\n"
        "     difference  interval       pairs  needed\n"
        "  1        +4.0  +3.0 to +5.0  5 of 7      12  holds         │              ──────●─────\n"
        "  2        -0.2  -1.2 to +0.8       5       -         ─────●──────\n"
        "  1  more, where \"told\" (expected: positive): 10.0 → 14.0; matters from 0.5\n"
        "  2  less of it\n"
        "  intervals by Student's t; what the verdicts mean: `selforg describe study`, Contrasts\n");
    char *plain = tables_of(90, false);
    assert_non_null(strstr(plain, ": 10.0 -> 14.0; matters"));
    free(plain);
    end_report();
}

static void beyond_sixty_rows_it_is_said_how_many_there_are(void **state)
{
    (void)state;
    begin_report(OF_GRID, 5);
    for (int i = 0; i < 60; i++) add_mean(i % 8, 3, 1);
    char *tables = tables_of(80, true);
    assert_int_equal(times(tables, "2.0 to 4.0"), 60);
    assert_null(strstr(tables, "more"));
    free(tables);
    for (int i = 0; i < 2345; i++) add_mean(i % 8, 3, 1);
    tables = tables_of(80, true);
    assert_int_equal(times(tables, "2.0 to 4.0"), 60);
    assert_non_null(strstr(tables, "\n  and 2,345 more: --csv and --json have them all\n"));
    free(tables);
    end_report();
}

/* Means of a design that is laid out for indices are only counted; each condition has a table of its own, and what is
 * drawn is the total. */
static void indices_of_variance(void **state)
{
    (void)state;
    begin_report(OF_INDICES("saltelli") "conditions: {plain: {}, short: {steps: 10}}\n", 2);
    add_mean(0, 3, 1);
    add_mean(1, 7, 1);
    add_finding(FINDING_MEAN)->configuration = 2;
    for (int condition = 0; condition < 2; condition++) {
        for (int axis = 0; axis < 2; axis++) {
            add_index(FINDING_FIRST, axis, 0.5 + axis + condition)->condition = condition;
            add_index(FINDING_TOTAL, axis, 0.25 + axis)->condition = condition;
        }
        struct finding *noise = add_finding(FINDING_NOISE);
        noise->condition = condition;
        noise->count = 8 - condition;
        noise->estimate.value = 0.125;
    }
    assert_tables(110, true,
        "\n"
        "  adopters_final\n"
        "  means of 3 configurations, from 3.0 to 7.0: --csv and --json have them\n"
        "\n"
        "  adopters_final: share of the variance, alone and with interactions (Sobol), plain\n"
        "  parameter             first  interval      total  interval\n"
        "  adoption.accept.beta   0.50  0.25 to 1.00   0.25  0.00 to 0.75  ──────●────────────\n"
        "  start.users            1.50  1.25 to 2.00   1.25  1.00 to 1.75  │                      ──────●────────────\n"
        "  from 8 rows of the design; noise between replicates makes 12.5 % of the variance of the means\n"
        "\n"
        "  adopters_final: share of the variance, alone and with interactions (Sobol), short\n"
        "  parameter             first  interval      total  interval\n"
        "  adoption.accept.beta   1.50  1.25 to 2.00   0.25  0.00 to 0.75  ──────●────────────\n"
        "  start.users            2.50  2.25 to 3.00   1.25  1.00 to 1.75  │                      ──────●────────────\n"
        "  from 7 rows of the design; noise between replicates makes 12.5 % of the variance of the means\n");
    end_report();
}

static void elementary_effects(void **state)
{
    (void)state;
    begin_report(OF_INDICES("morris"), 2);
    for (int axis = 0; axis < 2; axis++) {
        add_index(FINDING_MU, axis, 0.5 + axis);
        add_index(FINDING_MU_STAR, axis, 10 + axis);
        add_index(FINDING_SIGMA, axis, 20 - 5 * axis);
    }
    assert_tables(120, true,
        "\n"
        "  adopters_final: effects over the whole range (Morris)\n"
        "  parameter               mu  interval      mu_star  interval        sigma  interval\n"
        "  adoption.accept.beta  0.50  0.25 to 1.00    10.00  9.75 to 10.50   20.00  19.75 to 20.50  ────●───────\n"
        "  start.users           1.50  1.25 to 2.00    11.00  10.75 to 11.50  15.00  14.75 to 15.50                "
        "────●───────\n");
    end_report();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_have_their_values_and_intervals),
        cmocka_unit_test(intervals_are_drawn_where_there_is_room),
        cmocka_unit_test(figures_have_the_digits_that_an_interval_has),
        cmocka_unit_test(differences_have_signs_and_pairs),
        cmocka_unit_test(contrasts_are_named_below_their_table),
        cmocka_unit_test(beyond_sixty_rows_it_is_said_how_many_there_are),
        cmocka_unit_test(indices_of_variance),
        cmocka_unit_test(elementary_effects),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
