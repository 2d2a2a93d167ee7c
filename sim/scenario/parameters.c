/* The tables themselves, and what can be asked of them. Setting a value from text is in parameters_set.c, what is said
 * of a path that is in no table in parameters_unknown.c. */
#include "scenario/parameters.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/changes.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

const struct section section_table[SECTION_TOTAL] = {
#define SECTION_PART_OF(section) SECTION_PART, .whole = &section_table[SECTION_INDEX_##section]
#define SECTION(section, path_, switch_, doc_)                                                                         \
    [SECTION_INDEX_##section] = {.path = path_,                                                                        \
        .switched = SECTION_##switch_,                                                                                 \
        .doc = doc_,                                                                                                   \
        .present_offset = offsetof(struct scenario, section.present)},
#include "scenario/parameters.def"
};

#define AS_CHOICE(symbol, text_, ...) {.text = text_, .sentence = FIRST_OF(__VA_ARGS__, "")},
#define ROW(section_, name_, type_, unit_, doc_)                                                                       \
    .section = &section_table[SECTION_INDEX_##section_], .name = #name_, .type = PARAMETER_##type_,                    \
    .offset = offsetof(struct scenario, section_.name_), .unit = unit_, .doc = doc_

const struct parameter parameter_table[PARAMETER_TOTAL] = {
#define REAL(section, name, standard, min, max, unit, doc)                                                             \
    {ROW(section, name, REAL, unit, doc), .real_min = min, .real_max = max},
#define RATE(section_, name_, standard, min, max, unit, doc)                                                           \
    {ROW(section_, name_, REAL, unit, doc), .real_min = min, .real_max = max, .is_rate = true,                         \
        .rate_offset = offsetof(struct rates, section_.name_)},
#define COUNT(section, name, standard, min, max, unit, doc)                                                            \
    {ROW(section, name, COUNT, unit, doc), .count_min = min, .count_max = max},
#define FLAG(section, name, standard, doc) {ROW(section, name, FLAG, "", doc)},
#define CHOICE(section, name, tag, standard, LIST, doc)                                                                \
    {ROW(section, name, CHOICE, "", doc), .choices = (const struct choice[]){LIST(AS_CHOICE)},                         \
        .choice_count = sizeof((const struct choice[]){LIST(AS_CHOICE)}) / sizeof(struct choice)},
#define TEXT(section, name, standard, doc) {ROW(section, name, TEXT, "", doc), .room = SCENARIO_TEXT},
#define BIT_MATRIX(section, name, doc) {ROW(section, name, TEXT, "", doc), .room = MATRIX_TEXT},
#define ROWS(section, name, doc) {ROW(section, name, TEXT, "", doc), .room = ROWS_TEXT},
#define NAMED(section, name, min, max, unit, doc)                                                                      \
    {ROW(section, name, NAMED, unit, doc), .real_min = min, .real_max = max},
#define CHANGES(section, name, doc) {ROW(section, name, CHANGES, "1", doc)},
#define ARRIVALS(section, name, doc) {ROW(section, name, ARRIVALS, "", doc)},
#include "scenario/parameters.def"
};

/* The first number of a rate is the one at the start: what is set, printed and recorded. */
_Static_assert(offsetof(struct rate, start) == 0, "a rate is reached by its first number");

/* A choice is read and written through an int, whichever enum it is. */
#define CHOICE(section, name, tag, ...) _Static_assert(sizeof(enum tag) == sizeof(int), #tag);
#include "scenario/parameters.def"

static struct parameter_path joined(const char *section, const char *name)
{
    struct parameter_path path;
    snprintf(path.text, sizeof path.text, "%s%s%s", section, *section ? "." : "", name);
    return path;
}

struct parameter_path parameter_path(const struct parameter *parameter)
{
    return joined(parameter->section->path, parameter->name);
}

const struct parameter *parameter_interventions(void)
{
    return parameter_find("interventions");
}

static bool has_path(const struct parameter *parameter, const char *path)
{
    const char *section = parameter->section->path;
    size_t length = strlen(section);
    if (length > 0 && (strncmp(path, section, length) != 0 || path[length++] != '.')) return false;
    return strcmp(path + length, parameter->name) == 0;
}

const struct parameter *parameter_find(const char *path)
{
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (has_path(&parameter_table[i], path)) return &parameter_table[i];
    return NULL;
}

const struct section *section_find(const char *path)
{
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (strcmp(section_table[i].path, path) == 0) return &section_table[i];
    return NULL;
}

bool section_present(const struct scenario *scenario, const struct section *section)
{
    return *(const bool *)((const char *)scenario + section->present_offset);
}

void section_set_present(struct scenario *scenario, const struct section *section)
{
    *(bool *)((char *)scenario + section->present_offset) = true;
}

static size_t size_of_value(const struct parameter *parameter)
{
    static const size_t sizes[] = {
        [PARAMETER_REAL] = sizeof(double),
        [PARAMETER_COUNT] = sizeof(int64_t),
        [PARAMETER_FLAG] = sizeof(bool),
        [PARAMETER_CHOICE] = sizeof(int),
        [PARAMETER_NAMED] = sizeof(struct named_numbers),
        [PARAMETER_CHANGES] = sizeof(struct interventions),
        [PARAMETER_ARRIVALS] = sizeof(struct arrivals),
    };
    return parameter->type == PARAMETER_TEXT ? parameter->room : sizes[parameter->type];
}

void parameter_reset(struct scenario *scenario, const struct parameter *parameter)
{
    memcpy((char *)scenario + parameter->offset, (const char *)&scenario_default + parameter->offset,
        size_of_value(parameter));
    scenario->written[parameter - parameter_table] = false;
}

bool parameter_written(const struct scenario *scenario, const struct parameter *parameter)
{
    return scenario->written[parameter - parameter_table];
}

void section_set_absent(struct scenario *scenario, const struct section *section)
{
    *(bool *)((char *)scenario + section->present_offset) = section->switched == SECTION_ALWAYS;
    for (int i = 0; i < PARAMETER_TOTAL; i++)
        if (parameter_table[i].section == section) parameter_reset(scenario, &parameter_table[i]);
    for (int i = 0; i < SECTION_TOTAL; i++)
        if (section_table[i].whole == section) section_set_absent(scenario, &section_table[i]);
}

enum status section_check_absent(const struct section *section, struct message *message)
{
    if (section->switched == SECTION_OPTIONAL) return STATUS_OK;
    if (!section->whole) return message_set(message, STATUS_INPUT, "%s: this section is always there", section->path);
    return message_set(message, STATUS_INPUT, "%s: this section is always there where '%s' is, which can be absent",
        section->path, section->whole->path);
}

bool parameter_is_text(const struct parameter *parameter)
{
    return parameter->type == PARAMETER_TEXT || parameter->type == PARAMETER_CHOICE ||
           parameter->type == PARAMETER_ARRIVALS;
}

const void *parameter_value(const struct scenario *scenario, const struct parameter *parameter)
{
    return (const char *)scenario + parameter->offset;
}

/* {"name": number, ...} with names quoted as in JSON; they hold no control characters. A number takes less than 28
 * characters. */
static void print_named(const struct named_numbers *named, char *text)
{
    char *at = text;
    *at++ = '{';
    for (int64_t i = 0; i < named->count; i++) {
        if (i > 0) at += sprintf(at, ", ");
        at = text_quote(at, named->item[i].name);
        char number[NUMBER_TEXT];
        number_print(named->item[i].value, number);
        at += sprintf(at, ": %s", number);
    }
    strcpy(at, "}");
}
_Static_assert((int)PARAMETER_TEXT_LENGTH > NAMED_MOST * (2 * NAMED_LENGTH + 32) + 2, "every list can be printed");

enum { ARRIVALS_SEEN = 200 };

/* What one change takes of a text, at most. */
enum { CHANGE_TEXT = CHANGE_NAME + 34 };

/* Those of one step, from the first of them on. */
static char *print_step(const struct interventions *changes, int64_t first, char *at)
{
    const char *between = "";
    at += sprintf(at, "\"%" PRId32 "\": {", changes->item[first].step);
    for (int64_t i = first; i < changes->count; i++) {
        char number[NUMBER_TEXT];
        if (changes->item[i].step != changes->item[first].step) continue;
        number_print(changes->item[i].value, number);
        at += sprintf(
            at, "%s\"%s\": %s", between, parameter_path(&parameter_table[changes->item[i].parameter]).text, number);
        between = ", ";
    }
    return at + sprintf(at, "}");
}

static bool is_first_of_step(const struct interventions *changes, int64_t i)
{
    for (int64_t before = 0; before < i; before++)
        if (changes->item[before].step == changes->item[i].step) return false;
    return true;
}

/* {"STEP": {"PATH": number, ...}, ...}: as it is written in a scenario, and JSON too. They are in no order. */
static void print_changes(const struct interventions *changes, char *text)
{
    char *at = text;
    *at++ = '{';
    for (int64_t i = 0; i < changes->count; i++)
        if (is_first_of_step(changes, i)) at = print_step(changes, i, at + sprintf(at, "%s", i > 0 ? ", " : ""));
    strcpy(at, "}");
}

/* More rows than one reads at a glance are only counted. */
static void print_arrivals(const struct arrivals *arrivals, char text[PARAMETER_TEXT_LENGTH])
{
    if (arrivals->length < ARRIVALS_SEEN)
        strcpy(text, arrivals->text);
    else
        sprintf(text, "%" PRId64 " opportunities", arrivals->count);
}

char *parameter_text(const struct scenario *scenario, const struct parameter *parameter)
{
    const struct interventions *changes = &scenario->run.interventions;
    const bool of_changes = parameter->type == PARAMETER_CHANGES;
    const struct arrivals *arrivals = parameter_value(scenario, parameter);
    if (parameter->type == PARAMETER_ARRIVALS) return strdup(arrivals->text);
    char *text = malloc(of_changes ? (size_t)changes->count * CHANGE_TEXT + 3 : PARAMETER_TEXT_LENGTH);
    if (text && of_changes)
        print_changes(changes, text);
    else if (text)
        parameter_print(scenario, parameter, text);
    return text;
}

void parameter_print(
    const struct scenario *scenario, const struct parameter *parameter, char text[PARAMETER_TEXT_LENGTH])
{
    const void *value = parameter_value(scenario, parameter);
    switch (parameter->type) {
    case PARAMETER_REAL:
        number_print(*(const double *)value, text);
        break;
    case PARAMETER_COUNT:
        sprintf(text, "%" PRId64, *(const int64_t *)value);
        break;
    case PARAMETER_FLAG:
        strcpy(text, *(const bool *)value ? "true" : "false");
        break;
    case PARAMETER_CHOICE:
        strcpy(text, parameter->choices[*(const int *)value].text);
        break;
    case PARAMETER_TEXT:
        strcpy(text, value);
        break;
    case PARAMETER_NAMED:
        print_named(value, text);
        break;
    case PARAMETER_CHANGES:
        if (scenario->run.interventions.count < PARAMETER_TEXT_LENGTH / CHANGE_TEXT)
            print_changes(value, text);
        else
            sprintf(text, "%" PRId64 " changes", scenario->run.interventions.count);
        break;
    case PARAMETER_ARRIVALS:
        print_arrivals(value, text);
        break;
    }
}

void parameter_fill(const struct scenario *scenario, const char *text, size_t size, char *filled)
{
    char value[PARAMETER_TEXT_LENGTH];
    size_t length = 0;
    filled[0] = '\0';
    while (*text && length + 1 < size) {
        const char *end = *text == '{' ? strchr(text, '}') : NULL;
        char path[PARAMETER_PATH] = "";
        if (end && end - text < PARAMETER_PATH) snprintf(path, sizeof path, "%.*s", (int)(end - text - 1), text + 1);
        const struct parameter *parameter = *path ? parameter_find(path) : NULL;
        if (parameter)
            parameter_print(scenario, parameter, value);
        else
            snprintf(value, sizeof value, "%c", *text);
        snprintf(filled + length, size - length, "%s", value);
        length += strlen(filled + length);
        text = parameter ? end + 1 : text + 1;
    }
}

bool parameter_is_default(const struct scenario *scenario, const struct parameter *parameter)
{
    char value[PARAMETER_TEXT_LENGTH], standard[PARAMETER_TEXT_LENGTH];
    parameter_print(scenario, parameter, value);
    parameter_print(&scenario_default, parameter, standard);
    return strcmp(value, standard) == 0;
}

static struct parameter_allowed allowed_count(const struct parameter *parameter)
{
    struct parameter_allowed allowed;
    int64_t min = parameter->count_min, max = parameter->count_max;
    if (min == max)
        snprintf(allowed.text, sizeof allowed.text, "%" PRId64, min);
    else if (max == INT64_MAX)
        snprintf(allowed.text, sizeof allowed.text, "a whole number of at least %" PRId64, min);
    else
        snprintf(allowed.text, sizeof allowed.text, "a whole number from %" PRId64 " to %" PRId64, min, max);
    return allowed;
}

static struct parameter_allowed allowed_choice(const struct parameter *parameter)
{
    struct parameter_allowed allowed = {"one of "};
    for (int i = 0; i < parameter->choice_count; i++) {
        if (i > 0) strcat(allowed.text, ", ");
        strcat(allowed.text, parameter->choices[i].text);
    }
    return allowed;
}

struct parameter_allowed parameter_allowed(const struct parameter *parameter)
{
    struct parameter_allowed allowed = {""};
    char min[NUMBER_TEXT], max[NUMBER_TEXT];
    number_print(parameter->real_min, min);
    number_print(parameter->real_max, max);
    switch (parameter->type) {
    case PARAMETER_REAL:
        snprintf(allowed.text, sizeof allowed.text, "a number from %s to %s", min, max);
        break;
    case PARAMETER_COUNT:
        return allowed_count(parameter);
    case PARAMETER_FLAG:
        strcpy(allowed.text, "true or false");
        break;
    case PARAMETER_CHOICE:
        return allowed_choice(parameter);
    case PARAMETER_TEXT:
        snprintf(allowed.text, sizeof allowed.text, "text of at most %d bytes", (int)parameter->room - 1);
        break;
    case PARAMETER_NAMED:
        snprintf(allowed.text, sizeof allowed.text, "names with a number from %s to %s each", min, max);
        break;
    case PARAMETER_CHANGES:
        strcpy(allowed.text,
            "steps with what changes in them, as {104: {tell.probability: 0}}, or the name of a table, as weekly.csv");
        break;
    case PARAMETER_ARRIVALS:
        strcpy(allowed.text, "rows, as 'step,size; 1,4; 3,2', or the name of a table, as teams.csv");
        break;
    }
    return allowed;
}
