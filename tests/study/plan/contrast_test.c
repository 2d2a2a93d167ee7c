/* Contrasts as they are read: which configurations each side is the mean of, and sides that are of none. */
#include "study/plan/contrast.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

/* Of the first contrast, the sides' configurations: "to 2 3, from 0 1". */
static void assert_sides(const char *more, const char *expected)
{
    char text[2048], sides[256] = "";
    struct contrasts contrasts = {0};
    struct message message;
    snprintf(text, sizeof text, "%soutcomes: [adopters_final]\n%s", BASE, more);
    struct study study = read_fine(text);
    assert_int_equal(contrasts_read(&contrasts, &study, &message), STATUS_OK);
    assert_int_equal(contrasts.count, 1);
    for (int s = 0; s < contrasts.items[0].sides; s++) {
        const struct contrast_side *side = &contrasts.items[0].side[s];
        assert_true(fabs(side->weight) == 1);
        snprintf(
            sides + strlen(sides), sizeof sides - strlen(sides), "%s%s", s ? ", " : "", side->weight > 0 ? "+" : "-");
        for (int64_t c = 0; c < study_configurations(&study); c++)
            if (side->chosen[c]) snprintf(sides + strlen(sides), sizeof sides - strlen(sides), " %d", (int)c);
    }
    assert_string_equal(sides, expected);
    contrasts_free(&contrasts);
    study_free(&study);
}

#define GRID "vary: {adoption.accept.beta: [0.1, 0.3], start.users: [1, 4]}\nconditions: {off: {}, on: {steps: 9}}\n"
#define ASKED(sides) "contrasts: [{name: a, outcome: adopters_final, " sides "}]\n"

static void a_side_is_the_mean_over_what_it_does_not_name(void **state)
{
    (void)state;
    assert_sides(GRID ASKED("from: {}, to: {adoption.accept.beta: 0.3}"), "+ 4 5 6 7, - 0 1 2 3 4 5 6 7");
    assert_sides(GRID ASKED("from: {condition: off, start.users: 1}, to: {condition: on}"), "+ 1 3 5 7, - 0 4");
    assert_sides(GRID ASKED("from: {start.users: 1}, to: {start.users: 4}, "
                            "less: {from: {condition: off}, to: {condition: on}}"),
        "+ 2 3 6 7, - 0 1 4 5, - 1 3 5 7, + 0 2 4 6");
    assert_sides("vary: {start.users: [1, 4]}\n" ASKED("from: {start.users: 4}, to: {}"), "+ 0 1, - 1");
}

/* Each by itself, in their order; what is wrong with one is told whatever stands behind it. */
static void contrasts_stand_beside_each_other(void **state)
{
    (void)state;
#define TWO_USERS BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final, ties_final]\ncontrasts:\n"
#define CONTRAST(name, outcome, from, to)                                                                              \
    "- {name: " name ", outcome: " outcome ", from: {start.users: " from "}, to: {start.users: " to "}}\n"
    struct contrasts contrasts = {0};
    struct message message;
    struct study study =
        read_fine(TWO_USERS CONTRAST("a", "ties_final", "1", "4") CONTRAST("b", "adopters_final", "4", "1"));
    assert_int_equal(contrasts_read(&contrasts, &study, &message), STATUS_OK);
    assert_int_equal(contrasts.count, 2);
    for (int i = 0; i < 2; i++) {
        assert_string_equal(contrasts.items[i].name, i == 0 ? "a" : "b");
        assert_int_equal(contrasts.items[i].outcome, i == 0 ? 1 : 0);
        assert_int_equal(contrasts.items[i].sides, 2);
        assert_int_equal(contrasts.items[i].side[0].chosen[0], i);
        assert_int_equal(contrasts.items[i].side[1].chosen[0], 1 - i);
    }
    contrasts_free(&contrasts);
    study_free(&study);
    refuse(TWO_USERS CONTRAST("a", "ties_final", "1", "9") CONTRAST("b", "adopters_final", "4", "1"),
        "study.yaml:11:76: start.users is never 9 in this study");
    refuse(TWO_USERS CONTRAST("a", "ties_final", "1", "4") CONTRAST("b", "ties_final", "4", "1")
               CONTRAST("a", "adopters_final", "4", "1"),
        "study.yaml:13:3: a: the name is there twice");
    refuse(TWO_USERS
        "- {name: a, outcome: ties_final, from: {start.users: 9}, to: {}, less: {from: {}, to: {start.users: "
        "1}}}\n",
        "study.yaml:11:54: start.users is never 9 in this study");
}

/* Where one parameter is changed at a time the others are as in the base, and are found by that value. */
static void what_stays_at_the_base_is_found_by_its_value(void **state)
{
    (void)state;
    assert_sides("design: oat\nvary: {adoption.accept.beta: [0.1, 0.3], start.users: [1, 4]}\n" //
        ASKED("from: {adoption.accept.beta: 0.2}, to: {start.users: 3}"),
        "+ 0 1 2, - 0 3 4");
}

static void a_side_of_no_configuration_is_refused(void **state)
{
    (void)state;
    refuse(BASE
        "design: zip\nvary: {adoption.accept.beta: [0.1, 0.3], start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {}, to: {adoption.accept.beta: 0.1, start.users: 4}"),
        "study.yaml:11:62: to: no configuration of this study has these values");
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {start.users: 1}, to: {start.users: 1}"),
        "study.yaml:10:76: to: these are the configurations of `from`, so there is no difference");
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n"
                "contrasts:\n- {name: a, outcome: adopters_final, from: {start.users: 1}, to: {start.users: 4}}\n"
                "- {name: a, outcome: adopters_final, from: {start.users: 4}, to: {start.users: 1}}\n",
        "study.yaml:12:3: a: the name is there twice");
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {}, to: {start.users: [1, 4]}"),
        "study.yaml:10:76: start.users: the value is a list; it must be one value");
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {}, to: {condition: on}"),
        "study.yaml:10:63: 'condition' does not vary in this study");
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {}, to: {start.adopters: 1}"),
        "study.yaml:10:63: start.adopters is now start.users");
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {}, to: {start.users: 1}, less: {from: {}}"),
        "study.yaml:10:86: to: the key is missing; `less` has one");
}

/* Words that stand for themselves, and those that are left out. */
static void what_is_expected_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        enum expected_sign expected;
        double smallest; /* -1: nothing is said */
    } cases[] = {{"", EXPECTED_NOTHING, -1}, {", expected: positive", EXPECTED_POSITIVE, -1},
        {", expected: negative, smallest: 2", EXPECTED_NEGATIVE, 2},
        {", expected: none, smallest: 0", EXPECTED_NONE, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024];
        struct contrasts contrasts = {0};
        struct message message;
        snprintf(text, sizeof text,
            "%soutcomes: [adopters_final, adopters_max]\ncontrasts: [{name: a, outcome: adopters_max, "
            "from: {start.users: 1}, to: {start.users: 4}%s}]\n",
            BASE "vary: {start.users: [1, 4]}\n", cases[i].words);
        struct study study = read_fine(text);
        assert_int_equal(contrasts_read(&contrasts, &study, &message), STATUS_OK);
        const struct contrast *contrast = contrasts.items;
        assert_int_equal(contrast->expected, cases[i].expected);
        assert_true(isnan(contrast->smallest) ? cases[i].smallest < 0 : contrast->smallest == cases[i].smallest);
        assert_int_equal(contrast->outcome, 1);
        contrasts_free(&contrasts);
        study_free(&study);
    }
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {start.users: 1}, to: {start.users: 4}, expected: none"),
        "study.yaml:10:13: expected: none needs `smallest`, the smallest difference that matters: without it, few "
        "replicates would do to see none");
}

static void what_no_configuration_has_is_refused(void **state)
{
    (void)state;
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
        ASKED("from: {}, to: {start.users: 9}"),
        "study.yaml:10:76: start.users is never 9 in this study");
    refuse(BASE "vary: {start.users: [1, 4]}\noutcomes: [adopters_final]\n" //
                "contrasts: [{name: a, outcome: adopter_final, from: {}, to: {start.users: 1}}]\n",
        "study.yaml:10:32: outcome: there is no 'adopter_final' here; did you mean 'adopters_final'?");
}

static void a_study_may_ask_for_none(void **state)
{
    (void)state;
    struct contrasts contrasts = {0};
    struct message message;
    struct study study = read_fine(BASE);
    assert_int_equal(contrasts_read(&contrasts, &study, &message), STATUS_OK);
    assert_int_equal(contrasts.count, 0);
    contrasts_free(&contrasts);
    study_free(&study);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_side_is_the_mean_over_what_it_does_not_name),
        cmocka_unit_test(contrasts_stand_beside_each_other),
        cmocka_unit_test(what_stays_at_the_base_is_found_by_its_value),
        cmocka_unit_test(a_side_of_no_configuration_is_refused),
        cmocka_unit_test(what_is_expected_is_read),
        cmocka_unit_test(what_no_configuration_has_is_refused),
        cmocka_unit_test(a_study_may_ask_for_none),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
