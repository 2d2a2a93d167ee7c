/* A scenario as JSON is the scenario as it would stand in its file: read from there it is the same again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "io/scenario/scenario_file.h"
#include "recording/recordings.h"
#include "scenario/numbers.h"

static void assert_printed(const struct scenario *scenario, const char *expected)
{
    struct json_buffer json = {.short_of_memory = false};
    recording_print_scenario(scenario, &json);
    assert_string_equal(json_buffer_end(&json), expected);
    json_buffer_free(&json);
}

/* Reads what is printed as a file, which begins with its format; every value and every section is as it was. */
static void assert_reads_back(const struct scenario *scenario)
{
    struct json_buffer json = {.short_of_memory = false};
    struct scenario again;
    struct places places;
    struct message message = {""};
    recording_print_scenario(scenario, &json);
    const char *text = json_buffer_end(&json);
    char *file = malloc(strlen(text) + 32);
    assert_non_null(file);
    sprintf(file, "{\"selforg\":2%s%s", text[1] == '}' ? "" : ",", text + 1);
    if (scenario_read_text("json", file, strlen(file), &again, &places, &message) != STATUS_OK)
        fail_msg("%s\n%s", message.text, file);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        char *was = parameter_text(scenario, &parameter_table[i]), *is = parameter_text(&again, &parameter_table[i]);
        if (section_present(scenario, parameter_table[i].section)) assert_string_equal(was, is);
        free(was);
        free(is);
    }
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].switched != SECTION_PART)
            assert_int_equal(section_present(scenario, &section_table[i]), section_present(&again, &section_table[i]));
    free(file);
    json_buffer_free(&json);
}

static void sections_in_force_stand_there_and_what_is_not_as_by_default(void **state)
{
    (void)state;
    assert_printed(&scenario_default, "{\"seeds\":{},\"network\":{},\"start\":{},\"people\":{},\"observe\":{}}");
    struct scenario scenario = scenario_default;
    scenario_set_all(&scenario, "seed = 7; title = Ann's \"plan\"; network.kind = ring; network.agents = 20; debrief;"
                                "observe.snapshots.ties = true; landscape.practices = {b: 0.5, a: 1}; landscape.kind = "
                                "listed; interventions = {3: {debrief.depth: 1}}");
    assert_printed(&scenario,
        "{\"title\":\"Ann's \\\"plan\\\"\",\"seed\":7,\"interventions\":{\"3\": {\"debrief.depth\": "
        "1}},\"seeds\":{},\"network\""
        ":{\"kind\":\"ring\",\"agents\":20},\"landscape\":{\"kind\":\"listed\",\"practices\":{\"b\": 0.5, \"a\": "
        "1}},\"start\":{},\"people\":{},\"debrief\":{},\"observe\":{\"snapshots\":{\"ties\":true}}}");
}

static void scenarios_read_back_as_they_are(void **state)
{
    (void)state;
    static const char *const settings[] = {"", RECORDED, ORGANISATION "interventions = {5: {debrief.depth: 1}}",
        "adoption.rule = threshold; adoption.accept.by = dose; adoption.accept.dose = {1: 0.25, 2: 0.5}",
        "opportunities.arrivals = step,size;1,4;3,; projects; landscape; seed = 9223372036854775807"};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        struct scenario scenario = scenario_default;
        if (strstr(settings[i], "arrivals")) {
            const struct parameter *arrivals = parameter_find("opportunities.arrivals");
            assert_int_equal(parameter_set(&scenario, arrivals, "step,size;1,4;3,", NULL), STATUS_OK);
        } else
            scenario_set_all(&scenario, settings[i]);
        assert_reads_back(&scenario);
    }
    const struct scenario everything = scenario_everything(ORGANISATION);
    assert_reads_back(&everything);
}

/* A text that looks like another kind of value, or has what JSON escapes, is the same text again. */
static void a_text_stays_a_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"12", "true", "null", "~", "a: b", "{}", "- x", "\"quoted\"", "back\\slash",
        "two\nlines\tand a tab", "Z\xC3\xBCrich \xF0\x9F\x99\x82", " blanks ", "0100", "#", "1e5"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct scenario scenario = scenario_default;
        assert_int_equal(parameter_set(&scenario, parameter_find("title"), texts[i], NULL), STATUS_OK);
        assert_reads_back(&scenario);
    }
}

/* Every parameter, alone, at another value than by default. */
static void every_parameter_reads_back(void **state)
{
    (void)state;
    int tried = 0;
    for (const struct parameter *parameter = parameter_table; parameter < parameter_table + PARAMETER_TOTAL;
         parameter++) {
        struct scenario scenario = scenario_default;
        char text[NUMBER_TEXT] = "";
        const char *value = text;
        if (parameter->type == PARAMETER_REAL) number_print((parameter->real_min + parameter->real_max) / 3, text);
        if (parameter->type == PARAMETER_COUNT) snprintf(text, sizeof text, "%lld", (long long)parameter->count_max);
        if (parameter->type == PARAMETER_FLAG)
            value = *(const bool *)parameter_value(&scenario, parameter) ? "false" : "true";
        if (parameter->type == PARAMETER_CHOICE) value = parameter->choices[parameter->choice_count - 1].text;
        if (parameter->type == PARAMETER_TEXT) value = "some words";
        if (parameter->type == PARAMETER_NAMED) value = "{1: 1, 2: 0.5}";
        if (parameter->type == PARAMETER_CHANGES || parameter->type == PARAMETER_ARRIVALS) continue;
        if (parameter->room > SCENARIO_TEXT) continue; /* tables as text, which a file has beside it */
        if (parameter_set(&scenario, parameter, value, NULL) != STATUS_OK) fail_msg("%s", parameter->name);
        if (parameter->section->whole) section_set_present(&scenario, parameter->section->whole);
        assert_reads_back(&scenario);
        tried++;
    }
    assert_in_range(tried, 300, PARAMETER_TOTAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_in_force_stand_there_and_what_is_not_as_by_default),
        cmocka_unit_test(scenarios_read_back_as_they_are),
        cmocka_unit_test(a_text_stays_a_text),
        cmocka_unit_test(every_parameter_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
