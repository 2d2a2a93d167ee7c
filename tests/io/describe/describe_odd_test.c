/* The model description of a scenario: nothing that a scenario can have is left unsaid, and nothing is said that it
 * does not have. */
#include "io/describe/describe_odd.h"
#include "model/cycle/model.h"
#include "model/state/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/worlds.h"

/* Every row of the table of mechanisms, whatever its condition. */
static const struct {
    enum section_index section;
    const char *verb, *text, *source;
} rows[] = {
#define MECHANISM(section, verb, text, source, seeds) {SECTION_INDEX_##section, verb, text, source},
#define MECHANISM_WHEN(section, condition, verb, text, source, seeds) {SECTION_INDEX_##section, verb, text, source},
#include "scenario/mechanisms.def"
};
enum { ROW_COUNT = sizeof rows / sizeof *rows };

/* What says what a run is called, how long it is, and what is written down, and is no mechanism. */
static bool is_no_mechanism(const struct section *section, const char *parameter)
{
    static const char *const none[] = {"", "seeds", "observe.snapshots", "observe.structure"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(section->path, none[i]) == 0) return true;
    return strcmp(section->path, "observe") == 0 && parameter && strcmp(parameter, "credit") != 0;
}

static bool has_row(const struct section *section)
{
    for (int row = 0; row < ROW_COUNT; row++)
        if (&section_table[rows[row].section] == section) return true;
    return false;
}

/* Whether some row, of whichever section, gives the parameter's value. */
static bool is_told(const struct parameter *parameter)
{
    char value[PARAMETER_PATH + 2];
    snprintf(value, sizeof value, "{%s}", parameter_path(parameter).text);
    for (int row = 0; row < ROW_COUNT; row++)
        if (strstr(rows[row].text, value)) return true;
    return false;
}

static void every_section_has_a_row(void **state)
{
    (void)state;
    int missing = 0;
    for (int i = 0; i < SECTION_TOTAL; i++) {
        if (is_no_mechanism(&section_table[i], NULL) || has_row(&section_table[i])) continue;
        print_message("mechanisms.def has no row of the section '%s'\n", section_table[i].path);
        missing++;
    }
    assert_int_equal(missing, 0);
}

static void every_parameter_of_a_mechanism_is_in_a_sentence(void **state)
{
    (void)state;
    int missing = 0;
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        const struct parameter *parameter = &parameter_table[i];
        if (parameter->type == PARAMETER_TEXT || is_no_mechanism(parameter->section, parameter->name)) continue;
        if (is_told(parameter)) continue;
        print_message("no row of mechanisms.def gives the value of %s\n", parameter_path(parameter).text);
        missing++;
    }
    assert_int_equal(missing, 0);
}

/* Braces hold parameters that there are; a source is a publication that can be found, or an assumption. */
static void rows_are_well_made(void **state)
{
    (void)state;
    for (int row = 0; row < ROW_COUNT; row++) {
        for (const char *at = rows[row].text; (at = strchr(at, '{')); at++) {
            char path[PARAMETER_PATH];
            snprintf(path, sizeof path, "%.*s", (int)strcspn(at + 1, "}"), at + 1);
            if (!parameter_find(path))
                fail_msg("a row of '%s' names %s, which there is not", section_table[rows[row].section].path, path);
        }
        assert_true(*rows[row].source != '\0');
    }
}

/* A process of the step, or what is before and after it; the turn of adoption has four, and founding one, within
 * another. */
static bool is_process(const char *verb)
{
    static const char *const processes[] = {
#define STEP(verb, feature, sentence) #verb,
#include "model/frame/steps.def"
        "make", "observe", "look", "choose", "accept", "copy", "team_sizes"};
    for (size_t i = 0; i < sizeof processes / sizeof *processes; i++)
        if (strcmp(processes[i], verb) == 0) return true;
    return false;
}

static bool is_section(const char *name)
{
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (strcmp(section_table[i].path, name) == 0) return true;
    return false;
}

/* The process of a row, and whatever its sentence has in backticks: processes, and mechanisms by their sections. */
static void processes_of_rows_are_there(void **state)
{
    (void)state;
    for (int row = 0; row < ROW_COUNT; row++) {
        const char *section = section_table[rows[row].section].path;
        if (!is_process(rows[row].verb)) fail_msg("a row of '%s' is of no process: '%s'", section, rows[row].verb);
        for (const char *at = rows[row].text; (at = strchr(at, '`')); at = strchr(at + 1, '`') + 1) {
            char name[PARAMETER_PATH];
            snprintf(name, sizeof name, "%.*s", (int)strcspn(at + 1, "`"), at + 1);
            if (!is_process(name) && !is_section(name)) fail_msg("a row of '%s' names no process: '%s'", section, name);
        }
    }
}

/* The description of a scenario, for the caller to free. */
static char *described(const char *settings)
{
    struct scenario scenario = scenario_of(settings);
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(describe_odd(file, &scenario), STATUS_OK);
    size_t size = (size_t)ftell(file);
    char *text = malloc(size + 1);
    assert_non_null(text);
    rewind(file);
    assert_int_equal(fread(text, 1, size, file), size);
    text[size] = '\0';
    fclose(file);
    return text;
}

static void assert_says(const char *settings, const char *words, bool says)
{
    char *text = described(settings);
    if ((strstr(text, words) != NULL) != says)
        fail_msg("the description of '%s' %s '%s'", settings, says ? "does not say" : "says", words);
    free(text);
}

/* The state is that of the people and entities of this scenario. */
static void state_is_that_of_the_scenario(void **state)
{
    (void)state;
    static const struct {
        const char *settings, *words;
    } parts[] = {
        {ORGANISATION "stances", "\n| stance | "},
        {ORGANISATION "clients", "\n| emulation | "},
        {ORGANISATION "leaders", "\n| leader | "},
        {ORGANISATION, "\n| confidence | "},
        {ORGANISATION, "\n| project | founder"},
        {ORGANISATION, "; trust, and when"},
        {ORGANISATION "units", "; openness"},
        {ORGANISATION "communities", "\n| community of practice | domain"},
        {ORGANISATION "rollout", "\n| institution | "},
        {ORGANISATION "rollout", "; the practice rolled out"},
        {ORGANISATION "recognition", "; recognition, and"},
        {ORGANISATION "organisational_code", "; its code"},
        {ORGANISATION "resources", "; a pool of resources"},
        {"start.users = 3; adoption.rule = contact", "\n| told_practice | "},
    };
    static const char *const contagion = "start.users = 3; adoption.rule = threshold; network.kind = ring";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        assert_says(parts[i].settings, parts[i].words, true);
        if (strstr(parts[i].words, "told_practice"))
            assert_says(ORGANISATION, parts[i].words, false);
        else
            assert_says(contagion, parts[i].words, false);
    }
    assert_says(ORGANISATION, "\n| stance | ", false);
    assert_says(ORGANISATION, "institution", false);
    assert_says(ORGANISATION, "*Left out*: interest in one particular idea", true);
    assert_says(contagion, "*Left out*", false);
    assert_says(contagion, "\n| threshold | ", true);
    assert_says(contagion, "\n| practice | ", true);
}

/* A file says how many people there are; what is not to be seen of a title is not put out raw. */
static void what_a_file_says_is_told_as_it_may_be(void **state)
{
    (void)state;
    static const char *const file = "network.kind = file; network.edges = e.csv; title = a\xe2\x80\xae"
                                    "b";
    assert_says(file, "The people of the network's file; ", true);
    assert_says(file, "1000 people;", false);
    assert_says(file, "# a\\u{202E}b: ", true);
    assert_says(file, "\xe2\x80\xae", false);
    assert_says("network.agents = 30", "\n30 people; ", true);
}

/* The arrays that are described are those that a world of the scenario has. */
static void described_arrays_are_those_of_the_world(void **state)
{
    (void)state;
    static const char *const scenarios[] = {ORGANISATION,
        ORGANISATION "stances; communities; clients; leaders; weavers", "start.users = 3; adoption.rule = contact",
        "landscape; start.practice = random; adoption.rule = best_member; individual_search"};
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        struct scenario scenario = scenario_of(scenarios[i]);
        struct world *world = world_of(&scenario, NULL, NULL);
        char *text = described(scenarios[i]), row[64];
#define AGENT(type, name, per, needs, begin, unit, sentence)                                                           \
    snprintf(row, sizeof row, "\n| %s | %s | ", #name, unit);                                                          \
    assert_int_equal(strstr(text, row) != NULL, world->agents.name != NULL);
#include "model/state/agents.def"
        free(text);
        model_free(world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_section_has_a_row),
        cmocka_unit_test(every_parameter_of_a_mechanism_is_in_a_sentence),
        cmocka_unit_test(rows_are_well_made),
        cmocka_unit_test(processes_of_rows_are_there),
        cmocka_unit_test(state_is_that_of_the_scenario),
        cmocka_unit_test(described_arrays_are_those_of_the_world),
        cmocka_unit_test(what_a_file_says_is_told_as_it_may_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
