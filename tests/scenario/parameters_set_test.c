/* Setting a parameter from text: what becomes a value, what is refused with what reason, and that a refusal changes
 * nothing. */
#include "scenario/parameters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "scenario/changes.h"
#include "scenario/numbers.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define FOR_EACH_PARAMETER(parameter)                                                                                  \
    for (const struct parameter *parameter = parameter_table; parameter < parameter_table + PARAMETER_TOTAL;           \
         parameter++)

/* Nothing is changed by it, and the message is "PATH: 'text' is fault; it must be ALLOWED". */
static void assert_out_of_range(const struct parameter *parameter, const char *text, const char *fault)
{
    struct scenario scenario = scenario_default;
    struct message message = {""}, expected;
    assert_int_equal(parameter_set(&scenario, parameter, text, &message), STATUS_INPUT);
    (void)message_set(&expected, STATUS_INPUT, "%s: '%s' is %s; it must be %s", parameter_path(parameter).text, text,
        fault, parameter_allowed(parameter).text);
    assert_string_equal(message.text, expected.text);
    assert_memory_equal(&scenario, &scenario_default, sizeof scenario);
}

static void beyond_either_end_of_its_range_every_number_is_refused(void **state)
{
    (void)state;
    char text[NUMBER_TEXT];
    int tried = 0;
    FOR_EACH_PARAMETER(parameter)
    {
        if (parameter->type == PARAMETER_REAL) {
            number_print(nextafter(parameter->real_min, -INFINITY), text);
            if (parameter->real_min != 0) assert_out_of_range(parameter, text, "too small");
            assert_out_of_range(parameter, "-1e9", "too small");
            number_print(nextafter(parameter->real_max, INFINITY), text);
            assert_out_of_range(parameter, text, "too large");
            tried++;
        }
        if (parameter->type == PARAMETER_COUNT) {
            snprintf(text, sizeof text, "%lld", (long long)parameter->count_min - 1);
            assert_out_of_range(parameter, text, "too small");
            snprintf(text, sizeof text, "%llu", (unsigned long long)parameter->count_max + 1);
            if (parameter->count_max < INT64_MAX) assert_out_of_range(parameter, text, "too large");
            assert_out_of_range(parameter, "9223372036854775808", "too large");
            tried++;
        }
    }
    assert_in_range(tried, 100, PARAMETER_TOTAL);
}

/* Of every kind of parameter the words and numbers that are not of it. */
static void what_is_of_another_kind_is_refused_everywhere(void **state)
{
    (void)state;
    static const char *const texts[] = {"", " ", "many", "1,5", "0x10", "nan", "inf", "1 2", "--1", "5%", "True"};
    FOR_EACH_PARAMETER(parameter)
    {
        bool number = parameter->type == PARAMETER_REAL || parameter->type == PARAMETER_COUNT;
        bool word = parameter->type == PARAMETER_FLAG || parameter->type == PARAMETER_CHOICE;
        for (size_t i = 0; i < COUNT_OF(texts) && (number || word); i++) {
            struct scenario scenario = scenario_default;
            assert_int_equal(parameter_set(&scenario, parameter, texts[i], NULL), STATUS_INPUT);
            assert_memory_equal(&scenario, &scenario_default, sizeof scenario);
        }
    }
}

/* Each word with two letters changed round leads back to it, or to one that is as near; case matters. */
static void a_slip_in_a_word_names_the_nearest(void **state)
{
    (void)state;
    FOR_EACH_PARAMETER(parameter) for (int k = 0; k < parameter->choice_count; k++)
    {
        const char *word = parameter->choices[k].text;
        struct scenario scenario = scenario_default;
        struct message message = {""};
        char slip[64], capital[64];
        snprintf(slip, sizeof slip, "%s", word);
        snprintf(capital, sizeof capital, "%c%s", word[0] - 'a' + 'A', word + 1);
        if (strlen(word) < 4 || word[1] == word[2]) continue;
        slip[1] = word[2];
        slip[2] = word[1];
        assert_int_equal(parameter_set(&scenario, parameter, slip, &message), STATUS_INPUT);
        assert_non_null(strstr(message.text, "; did you mean '"));
        assert_int_equal(parameter_set(&scenario, parameter, capital, &message), STATUS_INPUT);
        assert_memory_equal(&scenario, &scenario_default, sizeof scenario);
        assert_int_equal(parameter_set(&scenario, parameter, word, &message), STATUS_OK);
    }
}

/* What begins with a zero is of base 8 to some readers of YAML, and of base 10 to others. */
static void a_number_that_begins_with_a_zero_is_refused(void **state)
{
    (void)state;
    static const char fault[] = "a number that begins with a zero, and so one of base 8 to some; leave the zero out";
    assert_out_of_range(parameter_find("steps"), "0100", fault);
    assert_out_of_range(parameter_find("steps"), "01", fault);
    assert_out_of_range(parameter_find("debrief.depth"), "00.5", fault);
    struct scenario scenario = scenario_default;
    assert_int_equal(parameter_set(&scenario, parameter_find("debrief.depth"), "0.5", NULL), STATUS_OK);
    assert_int_equal(parameter_set(&scenario, parameter_find("debrief.depth"), "0", NULL), STATUS_OK);
    assert_true(scenario.debrief.depth.start == 0);
}

static void a_number_in_range_is_read_and_any_other_leaves_the_value(void **state)
{
    (void)state;
    const struct parameter *depth = parameter_find("debrief.depth");
    struct message message = {""};
    double value = 7;
    assert_int_equal(parameter_read_real(depth, "1.01", &value, &message), STATUS_INPUT);
    assert_string_equal(message.text, "debrief.depth: '1.01' is too large; it must be a number from 0 to 1");
    assert_int_equal(parameter_read_real(depth, "half", &value, NULL), STATUS_INPUT);
    assert_true(value == 7);
    assert_int_equal(parameter_read_real(depth, "-0", &value, &message), STATUS_OK);
    assert_true(value == 0 && !signbit(value));
}

/* Set by somebody is something else than assumed by a rule, also where both are the same value. */
static void what_is_set_counts_as_written_and_what_is_assumed_does_not(void **state)
{
    (void)state;
    const struct parameter *depth = parameter_find("debrief.depth"), *prior = parameter_find("start.prior");
    struct scenario scenario = scenario_default;
    assert_false(parameter_written(&scenario, depth));
    assert_int_equal(parameter_set(&scenario, depth, "2", NULL), STATUS_INPUT);
    assert_false(parameter_written(&scenario, depth) || scenario.debrief.present);
    parameter_assume(&scenario, depth, "0.25");
    assert_true(scenario.debrief.depth.start == 0.25 && !parameter_written(&scenario, depth));
    assert_int_equal(parameter_set(&scenario, depth, "0.5", NULL), STATUS_OK);
    assert_true(parameter_written(&scenario, depth) && parameter_is_default(&scenario, depth));
    assert_int_equal(parameter_add_named(&scenario, prior, "", "1", NULL), STATUS_INPUT);
    assert_false(parameter_written(&scenario, prior));
    assert_int_equal(parameter_add_named(&scenario, prior, "new", "1", NULL), STATUS_OK);
    assert_true(parameter_written(&scenario, prior));
    parameter_reset(&scenario, depth);
    assert_false(parameter_written(&scenario, depth));
}

static void a_list_is_read_however_it_is_written(void **state)
{
    (void)state;
    static const char *const same[] = {"{a: 0.5, \"b, c\": 1}", "a: 0.5, \"b, c\": 1", "a:0.5,\"b, c\":1",
        "{ a :\t0.5 , \"b, c\" : 1 , }", "a: 0.5, \"b, c\": 1,", "  {a: 5e-1, \"b, c\": 1.0}  "};
    const struct parameter *practices = parameter_find("landscape.practices");
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""};
        char printed[PARAMETER_TEXT_LENGTH];
        if (parameter_set(&scenario, practices, same[i], &message) != STATUS_OK) fail_msg("%s", message.text);
        parameter_print(&scenario, practices, printed);
        assert_string_equal(printed, "{\"a\": 0.5, \"b, c\": 1}");
        assert_int_equal(parameter_set(&scenario, practices, "{}", &message), STATUS_OK); /* it takes the place */
        assert_int_equal(scenario.landscape.practices.count, 0);
    }
}

static void interventions_are_read_by_steps_and_by_names(void **state)
{
    (void)state;
    static const char *const same[] = {
        "{\"104\": {\"tell.probability\": 0.5, \"debrief.depth\": 1}, \"5\": {\"debrief.depth\": 0}}",
        "104: {tell.probability: 0.5, debrief.depth: 1}, 5: {debrief.depth: 0}",
        "{104 tell.probability: 0.5, 104 debrief.depth: 1, 5 debrief.depth: 0}",
        "{104 tell.probability: 0.5, 5 debrief.depth: 0, 104 debrief.depth: 1}",
        "{\"104\": { tell.probability : 0.5 , debrief.depth: 1, } , 5 debrief.depth: 0}"};
    for (size_t i = 0; i < COUNT_OF(same); i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""};
        char printed[PARAMETER_TEXT_LENGTH];
        if (parameter_set(&scenario, parameter_interventions(), same[i], &message) != STATUS_OK)
            fail_msg("%s", message.text);
        parameter_print(&scenario, parameter_interventions(), printed);
        assert_string_equal(
            printed, "{\"104\": {\"tell.probability\": 0.5, \"debrief.depth\": 1}, \"5\": {\"debrief.depth\": 0}}");
    }
}

static void interventions_that_cannot_be_read_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{104: {}}", "interventions: step 104 has no key, and so changes nothing"},
        {"{104: {tell.probability: 0.5}", "is without its closing brace"},
        {"{104: {tell.probability: 0.5}} x", "is no list of name: number"},
        {"{104: {tell.probability}}", "is no list of name: number"},
        {"{104: {tell.probability: 2}}", "interventions: step 104: tell.probability: '2' is too large"},
        {"{104: {5: {tell.probability: 1}}}", "interventions: step 104: "},
        {"{104: 0.5}", "interventions: '104' must be a step, at least 1, with the keys that change in it"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct scenario scenario = scenario_default;
        struct message message = {""};
        assert_int_equal(parameter_set(&scenario, parameter_interventions(), cases[i][0], &message), STATUS_INPUT);
        if (!strstr(message.text, cases[i][1])) fail_msg("\"%s\" does not say \"%s\"", message.text, cases[i][1]);
        assert_memory_equal(&scenario, &scenario_default, sizeof scenario);
    }
}

/* The longest step with every rate: what is printed is read back. */
static void every_rate_may_change_in_the_last_step_that_there_can_be(void **state)
{
    (void)state;
    FOR_EACH_PARAMETER(parameter)
    {
        if (!parameter->is_rate) continue;
        struct scenario once = scenario_default, twice = scenario_default;
        struct message message = {""};
        char text[256], number[NUMBER_TEXT];
        number_print(parameter->real_max, number);
        snprintf(text, sizeof text, "{10000000: {%s: %s}}", parameter_path(parameter).text, number);
        if (parameter_set(&once, parameter_interventions(), text, &message) != STATUS_OK) fail_msg("%s", message.text);
        char *printed = parameter_text(&once, parameter_interventions());
        assert_non_null(printed);
        if (parameter_set(&twice, parameter_interventions(), printed, &message) != STATUS_OK)
            fail_msg("%s: %s", printed, message.text);
        assert_memory_equal(&once.run.interventions, &twice.run.interventions, sizeof once.run.interventions);
        free(printed);
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
    struct scenario again = scenario_default;
    assert_int_equal(parameter_set(&again, practices, printed, &message), STATUS_OK);
    assert_memory_equal(&again.landscape.practices, &scenario.landscape.practices, sizeof again.landscape.practices);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beyond_either_end_of_its_range_every_number_is_refused),
        cmocka_unit_test(what_is_of_another_kind_is_refused_everywhere),
        cmocka_unit_test(a_slip_in_a_word_names_the_nearest),
        cmocka_unit_test(a_number_that_begins_with_a_zero_is_refused),
        cmocka_unit_test(a_number_in_range_is_read_and_any_other_leaves_the_value),
        cmocka_unit_test(what_is_set_counts_as_written_and_what_is_assumed_does_not),
        cmocka_unit_test(a_list_is_read_however_it_is_written),
        cmocka_unit_test(interventions_are_read_by_steps_and_by_names),
        cmocka_unit_test(interventions_that_cannot_be_read_are_refused),
        cmocka_unit_test(every_rate_may_change_in_the_last_step_that_there_can_be),
        cmocka_unit_test(setting_marks_the_section_and_changes_the_value),
        cmocka_unit_test(names_keep_their_order_and_their_letters),
        cmocka_unit_test(the_longest_list_can_be_printed),
        cmocka_unit_test(what_is_refused_is_told_and_changes_nothing),
        cmocka_unit_test(a_text_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
