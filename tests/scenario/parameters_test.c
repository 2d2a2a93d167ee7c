/* The table of parameters: its own soundness, and reading, printing and finding by it. Also tests
 * scenario/parameters_set.c. */
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

static void setting_marks_the_section_and_changes_the_value(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    const struct parameter *depth = parameter_find("debrief.depth");
    assert_false(scenario.debrief.present);
    assert_int_equal(parameter_set(&scenario, depth, "0.25", NULL), STATUS_OK);
    assert_true(scenario.debrief.present && scenario.debrief.depth.start == 0.25);
    assert_false(parameter_is_default(&scenario, depth));
    assert_int_equal(parameter_set(&scenario, depth, "5e-1", NULL), STATUS_OK);
    assert_true(parameter_is_default(&scenario, depth));
    assert_int_equal(parameter_set(&scenario, parameter_find("network.agents"), "1e6", NULL), STATUS_OK);
    assert_int_equal(scenario.network.agents, 1000000);
    assert_int_equal(parameter_set(&scenario, parameter_find("network.kind"), "ring", NULL), STATUS_OK);
    assert_int_equal(scenario.network.kind, NETWORK_RING);
}

static void names_keep_their_order_and_their_letters(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    const struct parameter *practices = parameter_find("landscape.practices");
    char printed[PARAMETER_TEXT_LENGTH];
    assert_int_equal(parameter_set(&scenario, practices, "z: 0.5, \"a, \\\"b\\\"\": 1, m n :0", NULL), STATUS_OK);
    assert_int_equal(parameter_add_named(&scenario, practices, "{x}: y", "0.75", NULL), STATUS_OK);
    assert_int_equal(scenario.landscape.practices.count, 4);
    assert_string_equal(scenario.landscape.practices.item[1].name, "a, \"b\"");
    parameter_print(&scenario, practices, printed);
    assert_string_equal(printed, "{\"z\": 0.5, \"a, \\\"b\\\"\": 1, \"m n\": 0, \"{x}: y\": 0.75}");
}

/* As many names as there may be, each as long as it may be, all of them quotes. */
static void the_longest_list_can_be_printed(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    struct message message = {""};
    const struct parameter *practices = parameter_find("landscape.practices");
    char name[NAMED_LENGTH], printed[PARAMETER_TEXT_LENGTH];
    for (int i = 0; i < NAMED_MOST; i++) {
        memset(name, '"', sizeof name);
        name[NAMED_LENGTH - 3] = (char)('0' + i / 10);
        name[NAMED_LENGTH - 2] = (char)('0' + i % 10);
        name[NAMED_LENGTH - 1] = '\0';
        assert_int_equal(
            parameter_add_named(&scenario, practices, name, "2.2250738585072014e-308", &message), STATUS_OK);
    }
    parameter_print(&scenario, practices, printed);
    round_trip(practices, printed);
    assert_int_equal(parameter_add_named(&scenario, practices, "one more", "1", &message), STATUS_INPUT);
    assert_string_equal(message.text,
        "landscape.practices: the name 'one more' is one name too many; at most 200 names of at most 63 bytes");
}

static void what_is_refused_is_told_and_changes_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text, *message;
    } cases[] = {
        {"debrief.depth", "1.5", "debrief.depth: '1.5' is too large; it must be a number from 0 to 1"},
        {"debrief.depth", "-1e-9", "debrief.depth: '-1e-9' is too small; it must be a number from 0 to 1"},
        {"debrief.depth", "1e999", "debrief.depth: '1e999' is too large; it must be a number from 0 to 1"},
        {"debrief.depth", "nan", "debrief.depth: 'nan' is no number; it must be a number from 0 to 1"},
        {"debrief.depth", ".inf", "debrief.depth: '.inf' is no number; it must be a number from 0 to 1"},
        {"debrief.depth", "0x1p-1", "debrief.depth: '0x1p-1' is no number; it must be a number from 0 to 1"},
        {"debrief.depth", "", "debrief.depth: '' is no number; it must be a number from 0 to 1"},
        {"steps", "1.5", "steps: '1.5' is not whole; it must be a whole number from 1 to 10000000"},
        {"steps", "2e-1", "steps: '2e-1' is not whole; it must be a whole number from 1 to 10000000"},
        {"steps", "0", "steps: '0' is too small; it must be a whole number from 1 to 10000000"},
        {"steps", "1e8", "steps: '1e8' is too large; it must be a whole number from 1 to 10000000"},
        {"steps", "12weeks", "steps: '12weeks' is no number; it must be a whole number from 1 to 10000000"},
        {"seed", "-1", "seed: '-1' is too small; it must be a whole number of at least 0"},
        {"seed", "9223372036854775808",
            "seed: '9223372036854775808' is too large; it must be a whole number of at least 0"},
        {"selforg", "3", "selforg: '3' is too large; it must be 2"},
        {"observe.tellings", "yes", "observe.tellings: 'yes' is neither; it must be true or false"},
        {"team.rule", "asembly",
            "team.rule: 'asembly' is no choice; it must be one of invitation, assembly; did you mean 'assembly'?"},
        {"team.rule", "luck", "team.rule: 'luck' is no choice; it must be one of invitation, assembly"},
        {"team.rule", "", "team.rule: '' is no choice; it must be one of invitation, assembly"},
        {"title", "\x1B[2J",
            "title: '?[2J' is not clean UTF-8, without control characters; it must be text of at most 511 bytes"},
        {"title", "Z\xFCrich",
            "title: 'Z?rich' is not clean UTF-8, without control characters; it must be text of at most 511 bytes"},
        {"landscape.practices", "a: 2",
            "landscape.practices: '2' for 'a' is too large; it must be names with a number from 0 to 1 each"},
        {"landscape.practices", "a: 1, a: 0",
            "landscape.practices: the name 'a' is there twice; at most 200 names of at most 63 bytes"},
        {"landscape.practices", ": 1",
            "landscape.practices: the name '' is empty; at most 200 names of at most 63 bytes"},
        {"landscape.practices", "a",
            "landscape.practices: 'a' is no list of name: number; it must be names with a number from 0 to 1 each"},
        {"landscape.practices", "{a: 1",
            "landscape.practices: '{a: 1' is without its closing brace; it must be names with a number from 0 to 1 "
            "each"},
        {"landscape.practices", "{a: 1} b",
            "landscape.practices: '{a: 1} b' is no list of name: number; it must be names with a number from 0 to 1 "
            "each"},
        {"landscape.practices", "\"a: 1",
            "landscape.practices: '\"a: 1' is no list of name: number; it must be names with a number from 0 to 1 "
            "each"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""};
        const struct parameter *parameter = parameter_find(cases[i].path);
        assert_int_equal(parameter_set(&scenario, parameter, cases[i].text, &message), STATUS_INPUT);
        assert_string_equal(message.text, cases[i].message);
        assert_memory_equal(&scenario, &scenario_default, sizeof scenario);
    }
}

static void a_text_that_is_too_long_is_refused(void **state)
{
    (void)state;
    struct scenario scenario = scenario_default;
    char text[SCENARIO_TEXT + 1] = "", name[NAMED_LENGTH + 1] = "";
    memset(text, 'x', SCENARIO_TEXT);
    assert_int_equal(parameter_set(&scenario, parameter_find("title"), text, NULL), STATUS_INPUT);
    assert_int_equal(parameter_set(&scenario, parameter_find("title"), text + 1, NULL), STATUS_OK);
    memset(name, 'x', NAMED_LENGTH);
    const struct parameter *practices = parameter_find("landscape.practices");
    assert_int_equal(parameter_add_named(&scenario, practices, name, "1", NULL), STATUS_INPUT);
    assert_int_equal(parameter_add_named(&scenario, practices, name + 1, "1", NULL), STATUS_OK);
}

static void a_slip_finds_the_nearest_name(void **state)
{
    (void)state;
    static const struct {
        const char *written, *meant;
    } cases[] = {
        {"network.agnets", "network.agents"},
        {"network.agent", "network.agents"},
        {"netwrok.agents", "network.agents"},
        {"netwrok", "network"},
        {"stesp", "steps"},
        {"observe.snapshot", "observe.snapshots"},
        {"observe.snapshots.evry", "observe.snapshots.every"},
        {"observe.snapshot.every", "observe.snapshots.every"},
        {"agents", "network.agents"}, /* the only one of this name */
        {"tell.fidelity_", "tell.fidelity"},
        {"snapshots", "observe.snapshots"}, /* the only section of this name */
        {"first_step", ""},                 /* there are several */
        {"network.xyz", ""},
        {"bananas", ""},
        {"", ""},
        {".", ""},
        {"network.kind.kind.kind", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(parameter_nearest(cases[i].written).text, cases[i].meant);
}

/* Every path with one letter left out leads back to itself, or to another path just as near. */
static void every_path_with_a_slip_is_recognised(void **state)
{
    (void)state;
    FOR_EACH_PARAMETER(parameter)
    {
        struct parameter_path path = parameter_path(parameter), slip = path;
        size_t length = strlen(path.text), middle = length - strlen(parameter->name) / 2 - 1;
        memmove(slip.text + middle, slip.text + middle + 1, length - middle);
        if (strlen(parameter->name) > 2) assert_true(*parameter_nearest(slip.text).text != '\0');
    }
}

/* A key or a word of old says what it is now: every row of moved.def leads somewhere, from nowhere. */
static void what_was_renamed_says_so(void **state)
{
    (void)state;
    struct message message = {""};
    struct scenario scenario = scenario_default;
#define MOVED(old, new, remark)                                                                                        \
    assert_null(parameter_find(old));                                                                                  \
    assert_true(parameter_find(new) || section_find(new));                                                             \
    assert_int_equal(parameter_unknown(old, &message), STATUS_INPUT);                                                  \
    assert_non_null(strstr(message.text, old " is now " new));
#define MOVED_WORD(path, old, new)                                                                                     \
    assert_int_equal(parameter_set(&scenario, parameter_find(path), old, &message), STATUS_INPUT);                     \
    assert_string_equal(message.text, path ": '" old "' is now '" new "'");                                            \
    assert_int_equal(parameter_set(&scenario, parameter_find(path), new, &message), STATUS_OK);
#include "scenario/moved.def"
    parameter_unknown("adoption.error", &message);
    assert_string_equal(message.text, "adoption.error is now adoption.copy.take (1 minus what it was)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_sound),
        cmocka_unit_test(every_section_is_sound),
        cmocka_unit_test(every_path_is_found_and_is_the_only_one),
        cmocka_unit_test(every_default_lies_in_its_range),
        cmocka_unit_test(every_value_is_printed_as_it_can_be_read),
        cmocka_unit_test(setting_marks_the_section_and_changes_the_value),
        cmocka_unit_test(names_keep_their_order_and_their_letters),
        cmocka_unit_test(the_longest_list_can_be_printed),
        cmocka_unit_test(what_is_refused_is_told_and_changes_nothing),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
        cmocka_unit_test(a_slip_finds_the_nearest_name),
        cmocka_unit_test(every_path_with_a_slip_is_recognised),
        cmocka_unit_test(what_was_renamed_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
