/* The schema mirrors the nesting of a scenario file: the parameters of a section, then the sections inside it. */
#include <inttypes.h>
#include <string.h>

#include "io/describe/describe.h"
#include "io/scenario/tables.h"
#include "scenario/numbers.h"
#include "scenario/parameters.h"

/* A part of a JSON string, without the quotes around it. */
static void write_characters(FILE *file, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at == '"' || *at == '\\')
            fprintf(file, "\\%c", *at);
        else if (*at < 0x20)
            fprintf(file, "\\u%04x", *at);
        else
            fputc(*at, file);
    }
}

static void write_string(FILE *file, const char *text)
{
    fputc('"', file);
    write_characters(file, text);
    fputc('"', file);
}

/* The sentence, then the unit and the meaning of each choice. */
static void write_description(FILE *file, const struct parameter *parameter)
{
    fputs("{\"description\": \"", file);
    write_characters(file, parameter->doc);
    if (*parameter->unit && strcmp(parameter->unit, "1") != 0) {
        fputs(" Unit: ", file);
        write_characters(file, parameter->unit);
        fputc('.', file);
    }
    for (int k = 0; k < parameter->choice_count; k++) {
        fputs(k == 0 ? " " : "; ", file);
        write_characters(file, parameter->choices[k].text);
        fputs(": ", file);
        write_characters(file, parameter->choices[k].sentence);
    }
    fputs("\", ", file);
}

static void write_range(FILE *file, const struct parameter *parameter)
{
    char min[NUMBER_TEXT], max[NUMBER_TEXT];
    number_print(parameter->real_min, min);
    number_print(parameter->real_max, max);
    fprintf(file, "\"type\": \"number\", \"minimum\": %s, \"maximum\": %s", min, max);
}

static void write_whole_range(FILE *file, const struct parameter *parameter)
{
    fprintf(file, "\"type\": \"integer\", \"minimum\": %" PRId64, parameter->count_min);
    if (parameter->count_max < INT64_MAX) fprintf(file, ", \"maximum\": %" PRId64, parameter->count_max);
}

static void write_choices(FILE *file, const struct parameter *parameter)
{
    fputs("\"enum\": [", file);
    for (int k = 0; k < parameter->choice_count; k++) {
        fputs(k == 0 ? "" : ", ", file);
        write_string(file, parameter->choices[k].text);
    }
    fputc(']', file);
}

/* Names with their values, or a table in their place: what its name ends in. */
static void write_object(FILE *file)
{
#define AS_PATTERN(small, large) "|" #small "|" #large
    static const char endings[] = TABLE_ENDINGS(AS_PATTERN);
#undef AS_PATTERN
    fprintf(file, "\"type\": [\"object\", \"string\"], \"pattern\": \"[.](%s)$\", ", endings + 1);
}

static void write_names(FILE *file, const struct parameter *parameter)
{
    write_object(file);
    fprintf(file, "\"maxProperties\": %d, \"propertyNames\": {\"minLength\": 1, \"maxLength\": %d}, ", NAMED_MOST,
        NAMED_LENGTH - 1);
    fputs("\"additionalProperties\": {", file);
    write_range(file, parameter);
    fputc('}', file);
}

/* Steps, each with the keys that change in it. */
static void write_changes(FILE *file)
{
    write_object(file);
    fprintf(file,
        "\"maxProperties\": %d, \"additionalProperties\": {\"type\": \"object\", "
        "\"additionalProperties\": {\"type\": \"number\"}}",
        CHANGES_MOST);
}

static void write_parameter(FILE *file, const struct parameter *parameter)
{
    char standard[PARAMETER_TEXT_LENGTH];
    parameter_print(&scenario_default, parameter, standard);
    write_description(file, parameter);
    switch (parameter->type) {
    case PARAMETER_REAL:
        write_range(file, parameter);
        break;
    case PARAMETER_COUNT:
        write_whole_range(file, parameter);
        break;
    case PARAMETER_FLAG:
        fputs("\"type\": \"boolean\"", file);
        break;
    case PARAMETER_CHOICE:
        write_choices(file, parameter);
        break;
    case PARAMETER_TEXT:
        fprintf(file, "\"type\": \"string\", \"maxLength\": %d", (int)parameter->room - 1);
        break;
    case PARAMETER_NAMED:
        write_names(file, parameter);
        break;
    case PARAMETER_CHANGES:
        write_changes(file);
        break;
    case PARAMETER_ARRIVALS:
        fprintf(file, "\"type\": \"string\", \"maxLength\": %d", ARRIVALS_TEXT - 1);
        break;
    }
    fputs(", \"default\": ", file);
    if (parameter_is_text(parameter))
        write_string(file, standard);
    else
        fputs(standard, file);
    fputc('}', file);
}

/* Whether a section stands directly inside another, and if so under which key. */
static const char *key_inside(const struct section *inner, const struct section *outer)
{
    size_t length = strlen(outer->path);
    if (strncmp(inner->path, outer->path, length) != 0 || inner == outer) return NULL;
    if (length > 0 && inner->path[length] != '.') return NULL;
    const char *key = inner->path + length + (length > 0);
    return strchr(key, '.') ? NULL : key;
}

static void write_key(FILE *file, int depth, bool first, const char *key)
{
    fprintf(file, "%s\n%*s", first ? "" : ",", 2 * depth, "");
    write_string(file, key);
    fputs(": ", file);
}

/* The properties of a section's mapping. */
static void write_properties(FILE *file, const struct section *section, int depth)
{
    bool first = true;
    fputs("\"additionalProperties\": false, \"properties\": {", file);
    for (int i = 0; i < PARAMETER_TOTAL; i++) {
        if (parameter_table[i].section != section) continue;
        write_key(file, depth, first, parameter_table[i].name);
        write_parameter(file, &parameter_table[i]);
        first = false;
    }
    for (int i = 0; i < SECTION_TOTAL; i++) {
        const char *key = key_inside(&section_table[i], section);
        if (!key) continue;
        write_key(file, depth, first, key);
        fputs("{\"description\": ", file);
        write_string(file, section_table[i].doc);
        fputs(", \"type\": [\"object\", \"null\"], ", file);
        write_properties(file, &section_table[i], depth + 1);
        fputc('}', file);
        first = false;
    }
    fprintf(file, "\n%*s}", 2 * depth - 2, "");
}

/* A part of a section beside it may not be written without it; of one around it, it cannot be. */
static void write_dependencies(FILE *file)
{
    bool first = true;
    fputs("  \"dependentRequired\": {", file);
    for (int i = 0; i < SECTION_TOTAL; i++) {
        if (!section_table[i].whole || strchr(section_table[i].path, '.')) continue;
        fputs(first ? "" : ", ", file);
        write_string(file, section_table[i].path);
        fputs(": [", file);
        write_string(file, section_table[i].whole->path);
        fputc(']', file);
        first = false;
    }
    fputs("},\n", file);
}

void describe_schema(FILE *file)
{
    fputs("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n", file);
    fputs("  \"title\": \"A scenario of selforg\",\n  \"description\": ", file);
    write_string(file, section_find("")->doc);
    fputs(",\n  \"type\": \"object\",\n  \"required\": [\"selforg\"],\n  \"examples\": [{\"selforg\": 2}],\n", file);
    write_dependencies(file);
    fputs("  ", file);
    write_properties(file, section_find(""), 2);
    fputs("\n}\n", file);
}
