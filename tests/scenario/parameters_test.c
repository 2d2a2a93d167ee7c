/* The table of parameters: its own soundness, and printing and finding by it. */
#include "scenario/parameters.h"

#include <stdio.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/numbers.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define FOR_EACH_PARAMETER(parameter)                                                                                  \
    for (const struct parameter *parameter = parameter_table; parameter < parameter_table + PARAMETER_TOTAL;           \
         parameter++)

static bool is_name(const char *text)
{
    return *text != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz_0123456789")] == '\0';
}

static void every_row_is_sound(void **state)
{
    (void)state;
    FOR_EACH_PARAMETER(parameter)
    {
        bool number = parameter->type == PARAMETER_REAL || parameter->type == PARAMETER_COUNT;
        assert_true(is_name(parameter->name));
        assert_true(strlen(parameter_path(parameter).text) < PARAMETER_PATH - 1);
        assert_true(*parameter->doc >= 'A' && *parameter->doc <= 'Z');
        assert_int_equal(parameter->doc[strlen(parameter->doc) - 1], '.');
        assert_int_equal(number || parameter->type == PARAMETER_NAMED || parameter->type == PARAMETER_CHANGES,
            *parameter->unit != '\0');
        assert_true(parameter->real_min <= parameter->real_max && parameter->count_min <= parameter->count_max);
        assert_int_equal(parameter->choice_count > 0, parameter->type == PARAMETER_CHOICE);
        assert_in_range(strlen(parameter_allowed(parameter).text), 1, PARAMETER_ALLOWED - 2);
        for (int k = 0; k < parameter->choice_count; k++) {
            assert_true(is_name(parameter->choices[k].text));
            assert_true(strlen(parameter->choices[k].sentence) > 0);
        }
    }
}

static void every_section_is_sound(void **state)
{
    (void)state;
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const struct section *section = &section_table[i];
        char outer[PARAMETER_PATH] = "";
        const char *dot = strrchr(section->path, '.');
        if (dot) snprintf(outer, sizeof outer, "%.*s", (int)(dot - section->path), section->path);
        assert_true(strlen(section->doc) > 0);
        assert_non_null(section_find(outer)); /* it stands inside another one, or at the top */
        assert_ptr_equal(section_find(section->path), section);
        assert_null(parameter_find(section->path));
    }
}

static void every_path_is_found_and_is_the_only_one(void **state)
{
    (void)state;
    FOR_EACH_PARAMETER(parameter) assert_ptr_equal(parameter_find(parameter_path(parameter).text), parameter);
    assert_ptr_equal(parameter_value(&scenario_default, parameter_find("steps")), &scenario_default.run.steps);
    assert_ptr_equal(parameter_value(&scenario_default, parameter_find("observe.snapshots.every")),
        &scenario_default.snapshots.every);
    assert_null(parameter_find(""));
    assert_null(parameter_find("network"));
    assert_null(parameter_find("network."));
    assert_null(parameter_find(".steps"));
    assert_null(parameter_find("run.steps"));
}

/* Sets `text`, prints it, sets that in another scenario, and wants the same there. */
static void round_trip(const struct parameter *parameter, const char *text)
{
    struct scenario once = scenario_default, twice = scenario_default;
    struct message message = {""};
    char printed[PARAMETER_TEXT_LENGTH], again[PARAMETER_TEXT_LENGTH];
    assert_int_equal(parameter_set(&once, parameter, text, &message), STATUS_OK);
    parameter_print(&once, parameter, printed);
    assert_int_equal(parameter_set(&twice, parameter, printed, &message), STATUS_OK);
    parameter_print(&twice, parameter, again);
    assert_string_equal(printed, again);
    assert_string_equal(message.text, "");
    assert_true(section_present(&once, parameter->section));
}

static void every_default_lies_in_its_range(void **state)
{
    (void)state;
    FOR_EACH_PARAMETER(parameter)
    {
        char printed[PARAMETER_TEXT_LENGTH];
        parameter_print(&scenario_default, parameter, printed);
        assert_true(parameter_is_default(&scenario_default, parameter));
        round_trip(parameter, printed);
    }
}

static void every_value_is_printed_as_it_can_be_read(void **state)
{
    (void)state;
    static const char *const lists[] = {"", "{}", "a: 1", "{a: 0.25}", "  { a : 0.1 , \"b, c\": 1 }  ",
        "Zürich:0.3,b c:0", "{\"q\\\"uo\\\\te\": 0.5, \" blanks \": 0.125}"};
    char text[NUMBER_TEXT];
    FOR_EACH_PARAMETER(parameter) switch (parameter->type)
    {
    case PARAMETER_REAL:
        for (int i = 0; i <= 7; i++) {
            number_print(parameter->real_min + (parameter->real_max - parameter->real_min) * i / 7, text);
            round_trip(parameter, text);
        }
        break;
    case PARAMETER_COUNT:
        snprintf(text, sizeof text, "%lld", (long long)parameter->count_min);
        round_trip(parameter, text);
        snprintf(text, sizeof text, "%lld", (long long)parameter->count_max);
        round_trip(parameter, text);
        break;
    case PARAMETER_FLAG:
        round_trip(parameter, "true");
        round_trip(parameter, "false");
        break;
    case PARAMETER_CHOICE:
        for (int k = 0; k < parameter->choice_count; k++) round_trip(parameter, parameter->choices[k].text);
        break;
    case PARAMETER_TEXT:
        round_trip(parameter, "two \"lines\":\n\tthe 2nd \\ one, Zürich");
        round_trip(parameter, "");
        break;
    case PARAMETER_NAMED:
        for (size_t i = 0; i < COUNT_OF(lists); i++) round_trip(parameter, lists[i]);
        break;
    case PARAMETER_CHANGES: /* changes_test */
        break;
    case PARAMETER_ARRIVALS: /* arrivals_test */
        break;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_sound),
        cmocka_unit_test(every_section_is_sound),
        cmocka_unit_test(every_path_is_found_and_is_the_only_one),
        cmocka_unit_test(every_default_lies_in_its_range),
        cmocka_unit_test(every_value_is_printed_as_it_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
