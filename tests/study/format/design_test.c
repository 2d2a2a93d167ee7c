/* Designs: the properties that each is known for. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "study/format/design.h"

enum { AXES_MOST = 48 };

/* Axes over ranges from 0 to 1 of parameters that may be anything there. */
static void make_ranges(struct axis axes[], int count)
{
    int found = 0;
    memset(axes, 0, (size_t)count * sizeof *axes);
    for (int i = 0; i < PARAMETER_TOTAL && found < count; i++)
        if (parameter_table[i].type == PARAMETER_REAL && parameter_table[i].real_min <= 0 &&
            parameter_table[i].real_max >= 1)
            axes[found++] = (struct axis){.parameter = &parameter_table[i], .from = 0, .to = 1};
    assert_int_equal(found, count);
}

static struct design laid_out(enum design_kind kind, const struct axis axes[], int count, int64_t samples)
{
    struct message message;
    struct design design = {.kind = kind, .seed = 7, .samples = samples, .axes = axes, .axis_count = count};
    assert_int_equal(design_lay_out(&design, &message), STATUS_OK);
    return design;
}

static double value(const struct design *design, int64_t point, int axis)
{
    char room[PARAMETER_TEXT_LENGTH];
    return strtod(design_value(design, point, axis, room), NULL);
}

static void every_stratum_of_a_latin_hypercube_is_met_once(void **state)
{
    (void)state;
    enum { SAMPLES = 50, AXES = 5 };
    struct axis axes[AXES];
    make_ranges(axes, AXES);
    struct design design = laid_out(DESIGN_LHS, axes, AXES, SAMPLES);
    assert_int_equal(design.points, SAMPLES);
    for (int a = 0; a < AXES; a++) {
        int met[SAMPLES] = {0};
        for (int i = 0; i < SAMPLES; i++) met[(int)(design.unit[i * AXES + a] * SAMPLES)]++;
        for (int i = 0; i < SAMPLES; i++) assert_int_equal(met[i], 1);
    }
    design_free(&design);
}

static void a_design_depends_on_its_seed_alone(void **state)
{
    (void)state;
    struct axis axes[3];
    make_ranges(axes, 3);
    for (int kind = DESIGN_LHS; kind < DESIGN_KINDS; kind++) {
        struct design one = laid_out((enum design_kind)kind, axes, 3, 8);
        struct design again = laid_out((enum design_kind)kind, axes, 3, 8);
        struct design other = {.kind = (enum design_kind)kind, .seed = 8, .samples = 8, .axes = axes, .axis_count = 3};
        assert_int_equal(design_lay_out(&other, NULL), STATUS_OK);
        size_t size = (size_t)one.points * 3 * sizeof *one.unit;
        assert_memory_equal(one.unit, again.unit, size);
        assert_int_not_equal(memcmp(one.unit, other.unit, size), 0);
        design_free(&one);
        design_free(&again);
        design_free(&other);
    }
}

/* Every interval of length 2^-6 holds one of 64 points in each dimension, whatever the shift; so do the 64 boxes of
 * any two of the first dimensions that are a net. */
static void sobol_points_are_evenly_spread(void **state)
{
    (void)state;
    enum { SAMPLES = 64, AXES = 40 };
    struct axis axes[AXES];
    make_ranges(axes, AXES);
    struct design design = laid_out(DESIGN_SOBOL, axes, AXES, SAMPLES);
    for (int a = 0; a < AXES; a++) {
        int met[SAMPLES] = {0};
        for (int i = 0; i < SAMPLES; i++) met[(int)(design.unit[i * AXES + a] * SAMPLES)]++;
        for (int i = 0; i < SAMPLES; i++) assert_int_equal(met[i], 1);
    }
    int boxes[8][8] = {{0}};
    for (int i = 0; i < SAMPLES; i++) boxes[(int)(8 * design.unit[i * AXES])][(int)(8 * design.unit[i * AXES + 1])]++;
    for (int i = 0; i < 64; i++) assert_int_equal(boxes[i / 8][i % 8], 1);
    design_free(&design);
}

static void too_many_dimensions_are_refused(void **state)
{
    (void)state;
    struct axis axes[41];
    struct message message;
    make_ranges(axes, 41);
    struct design sobol = {.kind = DESIGN_SOBOL, .samples = 4, .axes = axes, .axis_count = 41};
    assert_int_equal(design_lay_out(&sobol, &message), STATUS_INPUT);
    assert_string_equal(message.text, "design sobol: at most 40 parameters can vary, as Sobol' points have at most 40 "
                                      "dimensions; here are 41");
    struct design saltelli = {.kind = DESIGN_SALTELLI, .samples = 4, .axes = axes, .axis_count = 21};
    assert_int_equal(design_lay_out(&saltelli, &message), STATUS_INPUT);
    assert_string_equal(message.text, "design saltelli: at most 20 parameters can vary, as Sobol' points have at most "
                                      "40 dimensions; here are 21");
    saltelli.axis_count = 20;
    assert_int_equal(design_lay_out(&saltelli, &message), STATUS_OK);
    design_free(&saltelli);
}

static void saltelli_puts_one_axis_of_b_into_a(void **state)
{
    (void)state;
    enum { SAMPLES = 16, AXES = 4, ROWS = AXES + 2 };
    struct axis axes[AXES];
    make_ranges(axes, AXES);
    struct design design = laid_out(DESIGN_SALTELLI, axes, AXES, SAMPLES);
    assert_int_equal(design.points, SAMPLES * ROWS);
    for (int i = 0; i < SAMPLES; i++) {
        const double *a = design.unit + i * ROWS * AXES, *b = a + AXES;
        for (int row = 0; row < AXES; row++)
            for (int k = 0; k < AXES; k++) {
                assert_true(a[k] != b[k]);
                assert_true(a[(row + 2) * AXES + k] == (k == row ? b[k] : a[k]));
            }
    }
    design_free(&design);
}

static void morris_moves_each_axis_once_by_two_thirds(void **state)
{
    (void)state;
    enum { SAMPLES = 200, AXES = 5 };
    struct axis axes[AXES];
    int first[AXES] = {0}, up = 0;
    make_ranges(axes, AXES);
    struct design design = laid_out(DESIGN_MORRIS, axes, AXES, SAMPLES);
    assert_int_equal(design.points, SAMPLES * (AXES + 1));
    for (int t = 0; t < SAMPLES; t++) {
        int moved[AXES] = {0};
        for (int j = 0; j < AXES; j++) {
            const double *before = design.unit + (t * (AXES + 1) + j) * AXES, *after = before + AXES;
            int changes = 0;
            for (int a = 0; a < AXES; a++) {
                assert_true(after[a] >= 0 && after[a] <= 1);
                if (before[a] == after[a]) continue;
                assert_true(fabs(fabs(after[a] - before[a]) - 2 / 3.0) < 1e-12);
                changes++;
                moved[a]++;
                up += after[a] > before[a];
                first[a] += j == 0;
            }
            assert_int_equal(changes, 1);
        }
        for (int a = 0; a < AXES; a++) assert_int_equal(moved[a], 1);
    }
    /* Any axis may come first, and either way: binomials of mean 40 and 500, here within 6 deviations. */
    for (int a = 0; a < AXES; a++) assert_in_range(first[a], 6, 74);
    assert_in_range(up, 405, 595);
    design_free(&design);
}

static void ranges_end_where_they_say(void **state)
{
    (void)state;
    char text[PARAMETER_TEXT_LENGTH];
    struct axis axis = {.parameter = parameter_find("adoption.accept.beta"), .from = 0, .to = 1};
    const char *const tenths[] = {"0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"};
    for (int i = 0; i <= 10; i++) {
        axis_step(&axis, i, 11, text);
        assert_string_equal(text, tenths[i]);
    }
    struct axis wide = {.parameter = parameter_find("network.agents"), .from = 10, .to = 100000, .logarithmic = true};
    const char *const powers[] = {"10", "100", "1000", "10000", "100000"};
    for (int i = 0; i < 5; i++) {
        axis_step(&wide, i, 5, text);
        assert_string_equal(text, powers[i]);
    }
}

static void whole_numbers_and_words_are_met_equally(void **state)
{
    (void)state;
    enum { SAMPLES = 64 };
    char *words[] = {"contact", "threshold", "evidence", "best_member"}, room[PARAMETER_TEXT_LENGTH];
    struct axis axes[] = {{.parameter = parameter_find("team.max"), .from = 5, .to = 8},
        {.parameter = parameter_find("adoption.rule"), .level = words, .level_count = 4}};
    struct design design = laid_out(DESIGN_LHS, axes, 2, SAMPLES);
    int sizes[4] = {0}, rules[4] = {0};
    for (int i = 0; i < SAMPLES; i++) {
        double size = value(&design, i, 0);
        assert_true(size == floor(size) && size >= 5 && size <= 8);
        sizes[(int)size - 5]++;
        for (int w = 0; w < 4; w++) rules[w] += strcmp(design_value(&design, i, 1, room), words[w]) == 0;
    }
    for (int i = 0; i < 4; i++) assert_int_equal(sizes[i], SAMPLES / 4);
    for (int i = 0; i < 4; i++) assert_int_equal(rules[i], SAMPLES / 4);
    design_free(&design);
}

static void levels_are_combined_as_the_design_says(void **state)
{
    (void)state;
    char *few[] = {"0", "1"}, *many[] = {"0.1", "0.2", "0.3"}, room[PARAMETER_TEXT_LENGTH];
    struct axis axes[] = {{.parameter = parameter_find("debrief.depth"), .level = few, .level_count = 2},
        {.parameter = parameter_find("tell.probability"), .level = many, .level_count = 3}};
    struct design grid = laid_out(DESIGN_GRID, axes, 2, 0), oat = laid_out(DESIGN_OAT, axes, 2, 0);
    struct design zip = {.kind = DESIGN_ZIP, .axes = axes, .axis_count = 2};
    struct message message;
    assert_int_equal(grid.points, 6);
    for (int i = 0; i < 6; i++) {
        assert_string_equal(design_value(&grid, i, 0, room), few[i / 3]);
        assert_string_equal(design_value(&grid, i, 1, room), many[i % 3]);
    }
    assert_int_equal(oat.points, 6);
    assert_null(design_value(&oat, 0, 0, room));
    assert_string_equal(design_value(&oat, 2, 0, room), "1");
    assert_null(design_value(&oat, 2, 1, room));
    assert_null(design_value(&oat, 3, 0, room));
    assert_string_equal(design_value(&oat, 5, 1, room), "0.3");
    assert_int_equal(design_lay_out(&zip, &message), STATUS_INPUT);
    assert_string_equal(message.text, "design zip: debrief.depth has 2 values and tell.probability has 3; they go "
                                      "together one by one");
    axes[1].level_count = 2;
    assert_int_equal(design_lay_out(&zip, &message), STATUS_OK);
    assert_int_equal(zip.points, 2);
    assert_string_equal(design_value(&zip, 1, 1, room), "0.2");
}

static void nothing_that_varies_is_one_point(void **state)
{
    (void)state;
    struct message message;
    for (int kind = 0; kind < DESIGN_KINDS; kind++) {
        struct design design = {.kind = (enum design_kind)kind, .samples = 4};
        enum status status = design_lay_out(&design, &message);
        assert_int_equal(status, design_table[kind].sampled ? STATUS_INPUT : STATUS_OK);
        if (status == STATUS_OK) assert_int_equal(design.points, 1);
        char expected[64];
        snprintf(expected, sizeof expected, "design %s: nothing varies", design_table[kind].name);
        if (status != STATUS_OK) assert_string_equal(message.text, expected);
    }
}

/* The largest is laid out, the next is refused; and as early as the numbers would run over. */
static void designs_have_an_end(void **state)
{
    (void)state;
    struct message message;
    struct axis axes[6];
    make_ranges(axes, 6);
    struct design grid = {.kind = DESIGN_GRID, .axes = axes, .axis_count = 2};
    axes[0].level_count = axes[1].level_count = 10000;
    assert_int_equal(design_lay_out(&grid, &message), STATUS_OK);
    assert_int_equal(grid.points, DESIGN_POINTS_MOST);
    axes[1].level_count = 10001;
    assert_int_equal(design_lay_out(&grid, &message), STATUS_INPUT);
    assert_string_equal(message.text, "the design has more than 100000000 configurations");
    for (int a = 0; a < 6; a++) axes[a].level_count = DESIGN_POINTS_MOST;
    grid.axis_count = 6;
    assert_int_equal(design_lay_out(&grid, &message), STATUS_INPUT);
    struct design saltelli = {
        .kind = DESIGN_SALTELLI, .axes = axes, .axis_count = 6, .samples = DESIGN_POINTS_MOST / 8 + 1};
    assert_int_equal(design_lay_out(&saltelli, &message), STATUS_INPUT);
    assert_null(saltelli.unit);
}

/* The levels that a design of these places of the unit interval comes to, with blanks between them. */
static void assert_places(enum design_kind kind, const struct axis *axis, const char *expected)
{
    double unit[] = {0, 1 / 3.0, 2 / 3.0, 1};
    char text[PARAMETER_TEXT_LENGTH], all[256] = "";
    const struct design design = {.kind = kind, .axes = axis, .axis_count = 1, .points = 4, .unit = unit};
    for (int point = 0; point < 4; point++) {
        size_t length = strlen(all);
        snprintf(all + length, sizeof all - length, "%s%s", point ? " " : "", design_value(&design, point, 0, text));
    }
    assert_string_equal(all, expected);
}

/* Morris' levels reach both ends; equal parts are met as often, the last one at the very end too. */
static void samples_at_the_ends(void **state)
{
    (void)state;
    char *levels[] = {"a", "b", "c", "d", "e", "f", "g"};
    const struct axis seven = {.parameter = parameter_find("adoption.rule"), .level = levels, .level_count = 7},
                      two = {.parameter = seven.parameter, .level = levels, .level_count = 2},
                      whole = {.parameter = parameter_find("team.max"), .from = 2, .to = 8},
                      powers = {.parameter = parameter_find("network.agents"),
                          .from = 1,
                          .to = 1000,
                          .logarithmic = true},
                      tenths = {.parameter = parameter_find("adoption.accept.beta"), .from = 0.1, .to = 0.7};
    assert_places(DESIGN_MORRIS, &seven, "a c e g");
    assert_places(DESIGN_LHS, &seven, "a c e g");
    assert_places(DESIGN_MORRIS, &two, "a a b b");
    assert_places(DESIGN_LHS, &two, "a a b b");
    assert_places(DESIGN_MORRIS, &whole, "2 4 6 8");
    assert_places(DESIGN_MORRIS, &powers, "1 10 100 1000");
    char text[PARAMETER_TEXT_LENGTH];
    double ends[] = {0, 1};
    const struct design design = {.kind = DESIGN_SOBOL, .axes = &tenths, .axis_count = 1, .points = 2, .unit = ends};
    assert_string_equal(design_value(&design, 0, 0, text), "0.1");
    assert_string_equal(design_value(&design, 1, 0, text), "0.7");
}

/* As far along the range as the sample along the unit interval, or along its logarithm, or as the distribution says. */
static void a_sample_lies_on_its_way(void **state)
{
    (void)state;
    double unit[] = {0, 0.125, 0.25, 0.5, 0.75, 1};
    enum { POINTS = sizeof unit / sizeof *unit };
    static const struct {
        const char *path;
        double from, to;
        bool logarithmic;
        const char *values[POINTS];
    } cases[] = {
        {"adoption.accept.beta", 2, 10, false, {"2", "3", "4", "6", "8", "10"}},
        {"adoption.accept.beta", -3, 1, false, {"-3", "-2.5", "-2", "-1", "0", "1"}},
        {"network.agents", 2, 9, false, {"2", "3", "4", "6", "8", "9"}}, /* eight of them, each an eighth */
        {"network.agents", 1, 65536, true, {"1", "4", "16", "256", "4096", "65536"}},
    };
    char text[PARAMETER_TEXT_LENGTH];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct axis axis = {.parameter = parameter_find(cases[i].path),
            .from = cases[i].from,
            .to = cases[i].to,
            .logarithmic = cases[i].logarithmic};
        const struct design design = {
            .kind = DESIGN_SOBOL, .axes = &axis, .axis_count = 1, .points = POINTS, .unit = unit};
        for (int point = 0; point < POINTS; point++)
            assert_string_equal(design_value(&design, point, 0, text), cases[i].values[point]);
    }
    const struct axis triangle = {.parameter = parameter_find("adoption.accept.beta"),
        .from = 2,
        .to = 10,
        .distribution = distribution_triangular(0)}; /* 1 - sqrt(1 - unit) of the way */
    const struct design design = {
        .kind = DESIGN_SOBOL, .axes = &triangle, .axis_count = 1, .points = POINTS, .unit = unit};
    assert_string_equal(design_value(&design, 4, 0, text), "6");
    assert_string_equal(design_value(&design, 5, 0, text), "10");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stratum_of_a_latin_hypercube_is_met_once),
        cmocka_unit_test(a_design_depends_on_its_seed_alone),
        cmocka_unit_test(sobol_points_are_evenly_spread),
        cmocka_unit_test(too_many_dimensions_are_refused),
        cmocka_unit_test(saltelli_puts_one_axis_of_b_into_a),
        cmocka_unit_test(morris_moves_each_axis_once_by_two_thirds),
        cmocka_unit_test(ranges_end_where_they_say),
        cmocka_unit_test(whole_numbers_and_words_are_met_equally),
        cmocka_unit_test(levels_are_combined_as_the_design_says),
        cmocka_unit_test(nothing_that_varies_is_one_point),
        cmocka_unit_test(designs_have_an_end),
        cmocka_unit_test(samples_at_the_ends),
        cmocka_unit_test(a_sample_lies_on_its_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
