/* Dimensions: how the configurations of a study are told apart, by name and by value. */
#include "study/plan/dimensions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "study/studies.h"

/* All names, and the values of each configuration, as "a b: 1 2, 3 4". */
static void assert_dimensions(const char *text, const char *expected)
{
    struct study study = read_fine(text);
    char seen[1024] = "", room[PARAMETER_TEXT_LENGTH];
    for (int d = 0; d < dimension_count(&study); d++) {
        const size_t length = strlen(seen);
        snprintf(seen + length, sizeof seen - length, "%s%s", d ? " " : "", dimension_name(&study, d, room));
    }
    for (int64_t c = 0; c < study_configurations(&study); c++)
        for (int d = 0; d < dimension_count(&study); d++) {
            const size_t length = strlen(seen);
            snprintf(seen + length, sizeof seen - length, "%s%s",
                d   ? " "
                : c ? ", "
                    : ": ",
                dimension_value(&study, c, d, room));
        }
    assert_string_equal(seen, expected);
    study_free(&study);
}

static void a_study_of_one_configuration_has_none(void **state)
{
    (void)state;
    struct study study = read_fine(BASE);
    assert_int_equal(dimension_count(&study), 0);
    assert_false(dimension_of_conditions(&study));
    study_free(&study);
}

static void they_are_the_axes_in_their_order_and_then_the_conditions(void **state)
{
    (void)state;
    assert_dimensions(BASE "vary: {start.users: [2, 4], adoption.accept.beta: [0.10, 3e-1]}\n",
        "start.users adoption.accept.beta: 2 0.1, 2 0.3, 4 0.1, 4 0.3");
    assert_dimensions(BASE "conditions: {plain: {}, \"with more\": {start.users: 9}}\n", "condition: plain, with more");
    assert_dimensions(BASE "vary: {network.kind: [random, complete]}\nconditions: {b: {}, a: {}}\n",
        "network.kind condition: random b, random a, complete b, complete a");
    assert_dimensions(BASE "conditions: {only: {}}\n", "condition: only");
}

/* Of a parameter that is as in the base: the value that a run there has, `set` and the condition included. */
static void what_is_as_in_the_base_is_told_as_it_is_there(void **state)
{
    (void)state;
    assert_dimensions(BASE "design: oat\nvary: {start.users: [2, 4], adoption.accept.beta: [0.1]}\n",
        "start.users adoption.accept.beta: 3 0.2, 2 0.2, 4 0.2, 3 0.1");
    assert_dimensions(BASE "design: oat\nset: {adoption.accept.innovation: 0.5}\nvary: {adoption.accept.beta: [0.1], "
                           "start.users: [9]}\nconditions: {a: {}, b: {adoption: absent}}\n",
        "adoption.accept.beta start.users condition: 0.2 3 a, 0.03 3 b, 0.1 3 a, 0.1 3 b, 0.2 9 a, 0.03 9 b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_study_of_one_configuration_has_none),
        cmocka_unit_test(they_are_the_axes_in_their_order_and_then_the_conditions),
        cmocka_unit_test(what_is_as_in_the_base_is_told_as_it_is_there),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
