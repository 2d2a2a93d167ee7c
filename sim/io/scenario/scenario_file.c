/* The reader is a small machine on libyaml's stream of events, which it never turns into a tree: each event is checked
 * against the parameter table as it comes, and the first that does not fit ends the reading. So nothing in a file can
 * make it use more memory or time than the file's size calls for, and nothing nests deeper than the table.
 */
#include "io/scenario/scenario_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/text/text_file.h"
#include "io/text/yaml_reader.h"
#include "scenario/text.h"

struct reader {
    struct yaml_reader yaml;
    struct scenario *scenario;
    struct places *places;
};

/* Notes where something was written, or complains that it was written before. */
static enum status note(struct reader *reader, struct place *place, const char *path)
{
    yaml_mark_t mark = reader->yaml.event.start_mark;
    if (place->origin == ORIGIN_FILE)
        return yaml_complain(
            &reader->yaml, mark, "%s: the key is there twice; the first is in line %lld", path, (long long)place->line);
    *place = (struct place){.origin = ORIGIN_FILE, .line = (int64_t)mark.line + 1, .column = (int64_t)mark.column + 1};
    return STATUS_OK;
}

/* Complains of the value looked at, which is of the wrong kind. */
static enum status complain_of_kind(struct reader *reader, const struct parameter *parameter)
{
    return yaml_complain(&reader->yaml, reader->yaml.event.start_mark, "%s: the value is %s; it must be %s",
        parameter_path(parameter).text, yaml_kind(&reader->yaml), parameter_allowed(parameter).text);
}

/* Whether the event can be the text of a value of this type: a word may stand in quotes, a number may not. */
static enum status check_value(struct reader *reader, const struct parameter *parameter, enum parameter_type type)
{
    yaml_mark_t mark = reader->yaml.event.start_mark;
    bool quoted = type == PARAMETER_TEXT || type == PARAMETER_CHOICE;
    if (yaml_is_nothing(&reader->yaml) || !yaml_scalar(&reader->yaml)) return complain_of_kind(reader, parameter);
    if (!quoted && !yaml_is_plain(&reader->yaml))
        return yaml_complain(&reader->yaml, mark, "%s: '%s' is text, as it stands in quotes; it must be %s",
            parameter_path(parameter).text, text_excerpt(yaml_scalar(&reader->yaml)).text,
            parameter_allowed(parameter).text);
    if (type != PARAMETER_TEXT && reader->yaml.event.end_mark.line > mark.line)
        return yaml_complain(&reader->yaml, mark,
            "%s: the value '%s' runs on into the next line; is that one indented too far?",
            parameter_path(parameter).text, text_excerpt(yaml_scalar(&reader->yaml)).text);
    return STATUS_OK;
}

/* What changes in one step: a mapping of keys to numbers; the event is its beginning, and then its end. */
static enum status read_changes(struct reader *reader, const struct parameter *parameter, const char *step)
{
    enum status status = yaml_next(&reader->yaml);
    while (status == STATUS_OK && reader->yaml.event.type != YAML_MAPPING_END_EVENT) {
        const char *key = yaml_scalar(&reader->yaml);
        yaml_mark_t mark = reader->yaml.event.start_mark;
        if (!key)
            return yaml_complain(
                &reader->yaml, mark, "%s: a key must be a piece of text", parameter_path(parameter).text);
        char name[2 * NAMED_LENGTH];
        snprintf(name, sizeof name, "%.20s %.100s", step, key);
        status = yaml_next(&reader->yaml);
        if (status == STATUS_OK) status = check_value(reader, parameter, PARAMETER_REAL);
        if (status != STATUS_OK) return status;
        status =
            parameter_add_named(reader->scenario, parameter, name, yaml_scalar(&reader->yaml), reader->yaml.message);
        if (status != STATUS_OK) return yaml_placed(&reader->yaml, mark, status);
        status = yaml_next(&reader->yaml);
    }
    return status;
}

/* One name with its number; the event is the name, and then the number. */
static enum status read_name(struct reader *reader, const struct parameter *parameter)
{
    const char *key = yaml_scalar(&reader->yaml);
    if (!key)
        return yaml_complain(&reader->yaml, reader->yaml.event.start_mark, "%s: a name must be a piece of text",
            parameter_path(parameter).text);
    char name[NAMED_LENGTH + 1]; /* enough for one that is too long to be seen to be so */
    snprintf(name, sizeof name, "%s", key);
    yaml_mark_t mark = reader->yaml.event.start_mark;
    enum status status = yaml_next(&reader->yaml);
    if (status == STATUS_OK && parameter == parameter_find("at") && reader->yaml.event.type == YAML_MAPPING_START_EVENT)
        return read_changes(reader, parameter, name);
    if (status == STATUS_OK) status = check_value(reader, parameter, PARAMETER_REAL);
    if (status != STATUS_OK) return status;
    status = parameter_add_named(reader->scenario, parameter, name, yaml_scalar(&reader->yaml), reader->yaml.message);
    return status == STATUS_OK ? STATUS_OK : yaml_placed(&reader->yaml, mark, status);
}

/* A mapping of names to numbers; the event is its beginning, and then its end. */
static enum status read_named(struct reader *reader, const struct parameter *parameter)
{
    if (reader->yaml.event.type != YAML_MAPPING_START_EVENT) return complain_of_kind(reader, parameter);
    section_set_present(reader->scenario, parameter->section);
    enum status status = yaml_next(&reader->yaml);
    while (status == STATUS_OK && reader->yaml.event.type != YAML_MAPPING_END_EVENT) {
        status = read_name(reader, parameter);
        if (status == STATUS_OK) status = yaml_next(&reader->yaml);
    }
    return status;
}

static enum status read_value(struct reader *reader, const struct parameter *parameter)
{
    if (parameter->type == PARAMETER_NAMED) return read_named(reader, parameter);
    enum status status = check_value(reader, parameter, parameter->type);
    if (status != STATUS_OK) return status;
    status = parameter_set(reader->scenario, parameter, yaml_scalar(&reader->yaml), reader->yaml.message);
    return status == STATUS_OK ? STATUS_OK : yaml_placed(&reader->yaml, reader->yaml.event.start_mark, status);
}

static enum status read_entries(struct reader *reader, const struct section *section);

/* What stands after a section's key: its entries, or nothing. */
static enum status read_section(struct reader *reader, const struct section *section)
{
    section_set_present(reader->scenario, section);
    if (yaml_is_nothing(&reader->yaml)) return STATUS_OK;
    if (reader->yaml.event.type == YAML_MAPPING_START_EVENT) return read_entries(reader, section);
    return yaml_complain(&reader->yaml, reader->yaml.event.start_mark,
        "%s: the value is %s; it must be a mapping of keys, {} for the defaults", section->path,
        yaml_kind(&reader->yaml));
}

/* One key with its value; the event is the key, and then the end of the value. */
static enum status read_entry(struct reader *reader, const struct section *section)
{
    const char *key = yaml_scalar(&reader->yaml);
    yaml_mark_t mark = reader->yaml.event.start_mark;
    if (!key || !*key)
        return yaml_complain(
            &reader->yaml, mark, "%s%sa key must be a piece of text", section->path, *section->path ? ": " : "");
    char path[2 * PARAMETER_PATH];
    snprintf(path, sizeof path, "%s%s%s", section->path, *section->path ? "." : "", key);
    bool dotted = strchr(key, '.');
    const struct parameter *parameter = dotted ? NULL : parameter_find(path);
    const struct section *inner = dotted ? NULL : section_find(path);
    if (dotted && (parameter_find(path) || section_find(path)))
        return yaml_complain(&reader->yaml, mark, "%s: keys are nested in a file, not joined by points", path);
    if (!parameter && !inner) return yaml_placed(&reader->yaml, mark, parameter_unknown(path, reader->yaml.message));
    struct place *place = parameter ? &reader->places->parameter[parameter - parameter_table]
                                    : &reader->places->section[inner - section_table];
    enum status status = note(reader, place, path);
    if (status == STATUS_OK) status = yaml_next(&reader->yaml);
    if (status != STATUS_OK) return status;
    return parameter ? read_value(reader, parameter) : read_section(reader, inner);
}

/* The entries of a mapping; the event is its beginning, and then its end. */
static enum status read_entries(struct reader *reader, const struct section *section)
{
    enum status status = yaml_next(&reader->yaml);
    while (status == STATUS_OK && reader->yaml.event.type != YAML_MAPPING_END_EVENT) {
        status = read_entry(reader, section);
        if (status == STATUS_OK) status = yaml_next(&reader->yaml);
    }
    return status;
}

/* The whole stream: one document, one mapping. */
static enum status read_stream(struct reader *reader, bool part)
{
    static const yaml_mark_t top = {0};
    const char *const begin = "a scenario begins with `selforg: 1`";
    enum status status = yaml_begin(&reader->yaml, begin);
    if (status == STATUS_OK) status = read_entries(reader, section_find(""));
    if (status == STATUS_OK) status = yaml_end(&reader->yaml);
    if (status != STATUS_OK || part) return status;
    if (reader->places->parameter[parameter_find("selforg") - parameter_table].origin == ORIGIN_FILE) return STATUS_OK;
    return yaml_complain(&reader->yaml, top, "selforg: the key is missing; %s", begin);
}

static enum status read_text(const char *name, const char *text, size_t length, bool part, struct scenario *scenario,
    struct places *places, struct message *message)
{
    struct reader reader = {.scenario = scenario, .places = places};
    *scenario = scenario_default;
    *places = (struct places){.file = name};
    if (length > SCENARIO_FILE_MOST)
        return message_set(message, STATUS_INPUT, "%s: the file is larger than a scenario may be (%d bytes)", name,
            SCENARIO_FILE_MOST);
    enum status status = yaml_reader_open(&reader.yaml, name, "a scenario", text, length, message);
    if (status == STATUS_OK) status = read_stream(&reader, part);
    yaml_reader_close(&reader.yaml);
    return status;
}

enum status scenario_read_text(const char *name, const char *text, size_t length, struct scenario *scenario,
    struct places *places, struct message *message)
{
    return read_text(name, text, length, false, scenario, places, message);
}

enum status scenario_read_part(const char *name, const char *text, size_t length, struct scenario *scenario,
    struct places *places, struct message *message)
{
    return read_text(name, text, length, true, scenario, places, message);
}

enum status scenario_read(
    const char *path, struct scenario *scenario, struct places *places, char **yaml, struct message *message)
{
    char *text = NULL;
    size_t length = 0;
    enum status status = text_file_read(path, SCENARIO_FILE_MOST, &text, &length, message);
    if (status == STATUS_OK) status = scenario_read_text(path, text, length, scenario, places, message);
    if (yaml) *yaml = status == STATUS_OK ? text : NULL;
    if (!yaml || status != STATUS_OK) free(text);
    return status;
}
