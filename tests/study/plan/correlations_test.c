/* Correlations: which pairs a study asks for, what they leave as it was, and every way in which they can be wrong, with
 * its place; their numbers against NumPy in program/commands/distributions_test.py. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/format/pairing.h"
#include "study/studies.h"

/* Four parameters; what is correlated begins with the eleventh line. */
#define SAMPLED(samples)                                                                                               \
    BASE "design: lhs\nsamples: " samples "\nvary: {network.mean_degree: {from: 2, to: 8}, "                           \
         "adoption.accept.beta: {from: 0, to: 1}, start.users: {from: 1, to: 9}, "                                     \
         "adoption.accept.innovation: {from: 0, to: 1}}\n"
#define DEGREE "network.mean_degree"
#define BETA "adoption.accept.beta"
#define USERS "start.users"
#define INNOVATION "adoption.accept.innovation"

enum { AXES = 4 };

static void no_correlations_leave_the_design_alone(void **state)
{
    (void)state;
    struct study study = read_fine(SAMPLED("9"));
    struct design drawn = study.design;
    assert_int_equal(study.correlations.count, 0);
    assert_int_equal(design_lay_out(&drawn, NULL), STATUS_OK);
    assert_memory_equal(drawn.unit, study.design.unit, (size_t)drawn.points * AXES * sizeof *drawn.unit);
    design_free(&drawn);
    study_free(&study);
}

/* In the order of the design, however they are written. */
static void pairs_are_in_the_order_of_the_design(void **state)
{
    (void)state;
    struct study study = read_fine(SAMPLED("50") "correlations:\n"
                                                 "  - {between: [" INNOVATION ", " BETA "], rank: -0.25}\n"
                                                 "  - {between: [" DEGREE ", " BETA "], rank: 0.5}\n");
    static const struct {
        int first, second;
        double rank;
        int line;
    } expected[] = {{1, 3, -0.25, 12}, {0, 1, 0.5, 13}};
    assert_int_equal(study.correlations.count, 2);
    for (int i = 0; i < 2; i++) {
        const struct correlation *pair = &study.correlations.items[i];
        assert_int_equal(pair->axis[0], expected[i].first);
        assert_int_equal(pair->axis[1], expected[i].second);
        assert_true(pair->rank == expected[i].rank);
        assert_int_equal(pair->node->line, expected[i].line);
    }
    study_free(&study);
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A column of the design, and the same in the order of its values. */
static void take_column(const struct design *design, int axis, double *column, double *sorted)
{
    for (int64_t i = 0; i < design->points; i++) sorted[i] = column[i] = design->unit[i * design->axis_count + axis];
    qsort(sorted, (size_t)design->points, sizeof *sorted, by_value);
}

/* Those of no pair, and the first that is of one, are as they were drawn; the others have their own values in another
 * order, and their ranks are near what was asked, for those that nothing is asked of near 0 (a standard deviation is
 * about 0.3 / sqrt(samples)). */
static void only_the_order_of_pairs_changes(void **state)
{
    (void)state;
    enum { SAMPLES = 400 };
    static double now[SAMPLES], sorted[SAMPLES], before[SAMPLES], sorted_before[SAMPLES];
    struct study study = read_fine(SAMPLED("400") "correlations: [{between: [" INNOVATION ", " BETA "], rank: -0.6}, "
                                                  "{between: [" USERS ", " INNOVATION "], rank: 0.4}]\n");
    static const double asked[AXES][AXES] = {[1] = {[3] = -0.6}, [2] = {[3] = 0.4}};
    struct design drawn = study.design;
    assert_int_equal(design_lay_out(&drawn, NULL), STATUS_OK);
    for (int a = 0; a < AXES; a++) {
        take_column(&study.design, a, now, sorted);
        take_column(&drawn, a, before, sorted_before);
        assert_memory_equal(sorted, sorted_before, sizeof sorted);
        assert_int_equal(memcmp(now, before, sizeof now) == 0, a < 2);
        for (int b = a > 0 ? a + 1 : AXES; b < AXES; b++)
            assert_true(fabs(pairing_rank(&study.design, a, b) - asked[a][b]) < 6 * 0.3 / sqrt(SAMPLES));
    }
    design_free(&drawn);
    study_free(&study);
}

/* The same pairs in whatever order and whichever way round make the same design. */
static void the_way_in_which_they_are_written_changes_nothing(void **state)
{
    (void)state;
    struct study one = read_fine(SAMPLED("30") "correlations: [{between: [" DEGREE ", " BETA
                                               "], rank: 0.6}, {between: [" BETA ", " USERS "], rank: -0.3}]\n");
    struct study other = read_fine(SAMPLED("30") "correlations: [{between: [" USERS ", " BETA
                                                 "], rank: -0.3}, {between: [" BETA ", " DEGREE "], rank: 0.6}]\n");
    assert_memory_equal(one.design.unit, other.design.unit, (size_t)one.design.points * AXES * sizeof(double));
    study_free(&one);
    study_free(&other);
}

/* Three parameters need four samples, two need three. */
static void samples_are_enough_or_are_refused(void **state)
{
    (void)state;
#define THREE                                                                                                          \
    "correlations: [{between: [" DEGREE ", " BETA "], rank: 0.5}, {between: [" BETA ", " USERS "], rank: 0.1}]\n"
#define TWO "correlations: [{between: [" DEGREE ", " USERS "], rank: 0.5}]\n"
    refuse(SAMPLED("3") THREE, "study.yaml:11:15: correlations: 3 samples are too few for 3 parameters");
    refuse(SAMPLED("2") TWO, "study.yaml:11:15: correlations: 2 samples are too few for 2 parameters");
    struct study study = read_fine(SAMPLED("4") THREE);
    study_free(&study);
    study = read_fine(SAMPLED("3") TWO);
    study_free(&study);
}

static void pairs_that_cannot_be(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"[]", "15: correlations: a list is empty, and has no effect; it must be a list, as [{between: "
               "[tell.probability, debrief.depth], rank: 0.6}], or the key left out"},
        {"{}", "15: correlations: the value is a mapping; it must be a list, as [{between: [tell.probability, "
               "debrief.depth], rank: "
               "0.6}]"},
        {"[3]", "16: this is text; a correlation is a mapping of keys"},
        {"[{rank: 0.5}]", "16: between: the key is missing; a correlation has one"},
        {"[{between: [" BETA ", " USERS "]}]", "16: rank: the key is missing; a correlation has one"},
        {"[{between: [], rank: 0.5}]", "26: between: a list is empty, and has no effect; it must be a list, as "
                                       "[tell.probability, debrief.depth], or the key left out"},
        {"[{between: [" BETA "], rank: 0.5}]", "26: between: it has 1 name; it must have two"},
        {"[{between: [" BETA ", " USERS ", " DEGREE "], rank: 0.5}]", "26: between: it has 3 names; it must have two"},
        {"[{between: [" BETA ", {}], rank: 0.5}]",
            "49: between: an item is a mapping; it must be the name of what varies"},
        {"[{between: [[], " BETA "], rank: 0.5}]",
            "27: between: an item is a list; it must be the name of what varies"},
        {"[{between: [adoption.accept.bata, " USERS "], rank: 0.5}]",
            "27: between: 'adoption.accept.bata' does not vary in this study; did you mean 'adoption.accept.beta'?"},
        {"[{between: [" BETA ", steps], rank: 0.5}]", "49: between: 'steps' does not vary in this study"},
        {"[{between: [" BETA ", steps], rank: 0.5}, {between: [" BETA ", " USERS "], rank: 0.5}]",
            "49: between: 'steps' does not vary in this study"}, /* though the next is fine */
        {"[{between: [" BETA ", " BETA "], rank: 0.5}]", "26: between: adoption.accept.beta is there twice"},
        {"[{between: [" INNOVATION ", " INNOVATION "], rank: 0}]",
            "26: between: adoption.accept.innovation is there twice"},
        {"[{between: [" BETA ", " USERS "], rank: 0}, {between: [" USERS ", " DEGREE "], rank: 0},"
         " {between: [" USERS ", " BETA "], rank: 0.5}]",
            "139: between: adoption.accept.beta and start.users are there twice"},
        {"[{between: [" BETA ", " USERS "], rank: -1.01}]",
            "69: rank: '-1.01' is too small; it must be a number from -1 to 1"},
    };
    char text[2048], reason[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, SAMPLED("9") "correlations: %s\n", cases[i][0]);
        snprintf(reason, sizeof reason, "study.yaml:11:%s", cases[i][1]);
        refuse(text, reason);
    }
}

/* Pairs that contradict each other: the last that is written of those with the parameter in question. */
static void pairs_that_contradict_each_other(void **state)
{
    (void)state;
#define CANNOT " with the others as they are (pairs that are not written are 0): the matrix is not positive definite"
    static const char *const cases[][2] = {
        {"[{between: [" BETA ", " USERS "], rank: 1}]",
            "16: correlations: " BETA " and " USERS " cannot have 1" CANNOT},
        {"[{between: [" USERS ", " BETA "], rank: -1}]",
            "16: correlations: " BETA " and " USERS " cannot have -1" CANNOT},
        {"[{between: [" DEGREE ", " USERS "], rank: 0.9}, {between: [" BETA ", " USERS "], rank: 0.9}]",
            "74: correlations: " BETA " and " USERS " cannot have 0.9" CANNOT},
        {"[{between: [" BETA ", " USERS "], rank: 0.9}, {between: [" DEGREE ", " USERS "], rank: 0.9}]",
            "75: correlations: " DEGREE " and " USERS " cannot have 0.9" CANNOT},
        {"[{between: [" BETA ", " USERS "], rank: 1}, {between: [" DEGREE ", " INNOVATION "], rank: 0.1}]",
            "16: correlations: " BETA " and " USERS " cannot have 1" CANNOT},
    };
    char text[2048], reason[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, SAMPLED("90") "correlations: %s\n", cases[i][0]);
        snprintf(reason, sizeof reason, "study.yaml:11:%s", cases[i][1]);
        refuse(text, reason);
    }
}

static void designs_that_take_no_correlations(void **state)
{
    (void)state;
#define PAIR "correlations: [{between: [" BETA ", " USERS "], rank: 0.5}]\n"
    char text[2048], reason[512];
    for (int kind = 0; kind < DESIGN_KINDS; kind++) {
        const struct design_info *design = &design_table[kind];
        if (kind == DESIGN_LHS || kind == DESIGN_TABLE) continue;
        snprintf(text, sizeof text, BASE "design: %s\n%svary: {" BETA ": %s, " USERS ": %s}\n" PAIR, design->name,
            design->sampled ? "samples: 8\n" : "", design->sampled ? "{from: 0, to: 1}" : "[0, 1]",
            design->sampled ? "{from: 1, to: 9}" : "[1, 9]");
        snprintf(reason, sizeof reason, "study.yaml:%d:15: correlations: design %s takes none, as %s; they go with lhs",
            design->sampled ? 11 : 10, design->name, design->unpaired);
        refuse(text, reason);
    }
    refuse(BASE "design: lhs\nsamples: 8\nvary: {" BETA ": {from: 0, to: 1}, " USERS ": [1, 2]}\n" PAIR,
        "study.yaml:11:49: between: start.users varies over a list; only ranges can be correlated, as {from: 0, to: "
        "1}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_correlations_leave_the_design_alone),
        cmocka_unit_test(pairs_are_in_the_order_of_the_design),
        cmocka_unit_test(only_the_order_of_pairs_changes),
        cmocka_unit_test(the_way_in_which_they_are_written_changes_nothing),
        cmocka_unit_test(samples_are_enough_or_are_refused),
        cmocka_unit_test(pairs_that_cannot_be),
        cmocka_unit_test(pairs_that_contradict_each_other),
        cmocka_unit_test(designs_that_take_no_correlations),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
