/* The reader is a small machine on libyaml's stream of events, which it never turns into a tree: each event is checked
 * against the parameter table as it comes, and the first that does not fit ends the reading. So nothing in a file can
 * make it use more memory or time than the file's size calls for, and nothing nests deeper than the table.
 */
#include "io/scenario_file.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "scenario/text.h"

struct reader {
    yaml_parser_t parser;
    yaml_event_t event; /* the one looked at */
    const char *text;   /* what the parser reads, [length] */
    size_t length;
    struct scenario *scenario;
    struct places *places;
    struct message *message;
};

/* Fills the message with "FILE:LINE:COLUMN: complaint". */
__attribute__((format(printf, 3, 4))) static enum status complain(
    struct reader *reader, yaml_mark_t mark, const char *complaint, ...)
{
    struct message why;
    va_list arguments;
    va_start(arguments, complaint);
    vsnprintf(why.text, sizeof why.text, complaint, arguments);
    va_end(arguments);
    return message_set(reader->message, STATUS_INPUT, "%.800s:%zu:%zu: %.1200s", reader->places->file, mark.line + 1,
        mark.column + 1, why.text);
}

/* Puts the place before a message that others wrote, and returns `status`. */
static enum status placed(struct reader *reader, yaml_mark_t mark, enum status status)
{
    message_prefix(reader->message, "%.800s:%zu:%zu: ", reader->places->file, mark.line + 1, mark.column + 1);
    return status;
}

/* The place of a byte: lines end at line feeds; columns count characters, not bytes. */
static yaml_mark_t mark_of_byte(const struct reader *reader, size_t offset)
{
    yaml_mark_t mark = {0};
    for (size_t i = 0; i < offset && i < reader->length; i++) {
        bool continuation = ((unsigned char)reader->text[i] & 0xC0) == 0x80;
        mark.column = reader->text[i] == '\n' ? 0 : mark.column + !continuation;
        mark.line += reader->text[i] == '\n';
    }
    return mark;
}

static enum status complain_of_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR)
        return message_set(
            reader->message, STATUS_MEMORY, "there is not enough memory to read %s", reader->places->file);
    if (parser->error == YAML_READER_ERROR)
        return complain(
            reader, mark_of_byte(reader, parser->problem_offset), "this is no text in UTF-8: %s", parser->problem);
    return complain(reader, parser->problem_mark, "this is no YAML: %s%s%s", parser->problem,
        parser->context ? " " : "", parser->context ? parser->context : "");
}

/* What a scenario is written without: anchors, aliases and tags. NULL where the event has none. */
static const char *forbidden(const yaml_event_t *event)
{
    const char *const alias = "an alias (*name)", *const anchor = "an anchor (&name)", *const tag = "a tag (!name)";
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return alias;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor ? anchor : event->data.scalar.tag ? tag : NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor ? anchor : event->data.mapping_start.tag ? tag : NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor ? anchor : event->data.sequence_start.tag ? tag : NULL;
    default:
        return NULL;
    }
}

/* Goes on to the next event. */
static enum status next(struct reader *reader)
{
    yaml_event_delete(&reader->event);
    if (!yaml_parser_parse(&reader->parser, &reader->event)) return complain_of_syntax(reader);
    const char *what = forbidden(&reader->event);
    if (!what) return STATUS_OK;
    return complain(reader, reader->event.start_mark, "a scenario is written without %s; write the value itself", what);
}

/* The event's text, or NULL if it is none that a C string can hold. */
static const char *scalar(const struct reader *reader)
{
    if (reader->event.type != YAML_SCALAR_EVENT) return NULL;
    const char *value = (const char *)reader->event.data.scalar.value;
    return strlen(value) == reader->event.data.scalar.length ? value : NULL;
}

static bool is_plain(const struct reader *reader)
{
    return reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

/* Whether the event is a key with nothing after it, or YAML's words for nothing. */
static bool is_nothing(const struct reader *reader)
{
    const char *value = scalar(reader);
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; value && is_plain(reader) && i < sizeof words / sizeof words[0]; i++)
        if (strcmp(value, words[i]) == 0) return true;
    return false;
}

static const char *kind_of_event(const struct reader *reader)
{
    switch (reader->event.type) {
    case YAML_MAPPING_START_EVENT:
        return "a mapping";
    case YAML_SEQUENCE_START_EVENT:
        return "a list";
    default:
        return is_nothing(reader) ? "missing" : scalar(reader) ? "text" : "text with a zero byte";
    }
}

/* Notes where something was written, or complains that it was written before. */
static enum status note(struct reader *reader, struct place *place, const char *path)
{
    yaml_mark_t mark = reader->event.start_mark;
    if (place->origin == ORIGIN_FILE)
        return complain(
            reader, mark, "%s: the key is there twice; the first is in line %lld", path, (long long)place->line);
    *place = (struct place){.origin = ORIGIN_FILE, .line = (int64_t)mark.line + 1, .column = (int64_t)mark.column + 1};
    return STATUS_OK;
}

/* Complains of the value looked at, which is of the wrong kind. */
static enum status complain_of_kind(struct reader *reader, const struct parameter *parameter)
{
    return complain(reader, reader->event.start_mark, "%s: the value is %s; it must be %s",
        parameter_path(parameter).text, kind_of_event(reader), parameter_allowed(parameter).text);
}

/* Whether the event can be the text of a value of this type: a word may stand in quotes, a number may not. */
static enum status check_value(struct reader *reader, const struct parameter *parameter, enum parameter_type type)
{
    yaml_mark_t mark = reader->event.start_mark;
    bool quoted = type == PARAMETER_TEXT || type == PARAMETER_CHOICE;
    if (is_nothing(reader) || !scalar(reader)) return complain_of_kind(reader, parameter);
    if (!quoted && !is_plain(reader))
        return complain(reader, mark, "%s: '%s' is text, as it stands in quotes; it must be %s",
            parameter_path(parameter).text, text_excerpt(scalar(reader)).text, parameter_allowed(parameter).text);
    if (type != PARAMETER_TEXT && reader->event.end_mark.line > mark.line)
        return complain(reader, mark, "%s: the value '%s' runs on into the next line; is that one indented too far?",
            parameter_path(parameter).text, text_excerpt(scalar(reader)).text);
    return STATUS_OK;
}

/* What changes in one step: a mapping of keys to numbers; the event is its beginning, and then its end. */
static enum status read_changes(struct reader *reader, const struct parameter *parameter, const char *step)
{
    enum status status = next(reader);
    while (status == STATUS_OK && reader->event.type != YAML_MAPPING_END_EVENT) {
        const char *key = scalar(reader);
        yaml_mark_t mark = reader->event.start_mark;
        if (!key) return complain(reader, mark, "%s: a key must be a piece of text", parameter_path(parameter).text);
        char name[2 * NAMED_LENGTH];
        snprintf(name, sizeof name, "%.20s %.100s", step, key);
        status = next(reader);
        if (status == STATUS_OK) status = check_value(reader, parameter, PARAMETER_REAL);
        if (status != STATUS_OK) return status;
        status = parameter_add_named(reader->scenario, parameter, name, scalar(reader), reader->message);
        if (status != STATUS_OK) return placed(reader, mark, status);
        status = next(reader);
    }
    return status;
}

/* One name with its number; the event is the name, and then the number. */
static enum status read_name(struct reader *reader, const struct parameter *parameter)
{
    const char *key = scalar(reader);
    if (!key)
        return complain(
            reader, reader->event.start_mark, "%s: a name must be a piece of text", parameter_path(parameter).text);
    char name[NAMED_LENGTH + 1]; /* enough for one that is too long to be seen to be so */
    snprintf(name, sizeof name, "%s", key);
    yaml_mark_t mark = reader->event.start_mark;
    enum status status = next(reader);
    if (status == STATUS_OK && parameter == parameter_find("at") && reader->event.type == YAML_MAPPING_START_EVENT)
        return read_changes(reader, parameter, name);
    if (status == STATUS_OK) status = check_value(reader, parameter, PARAMETER_REAL);
    if (status != STATUS_OK) return status;
    status = parameter_add_named(reader->scenario, parameter, name, scalar(reader), reader->message);
    return status == STATUS_OK ? STATUS_OK : placed(reader, mark, status);
}

/* A mapping of names to numbers; the event is its beginning, and then its end. */
static enum status read_named(struct reader *reader, const struct parameter *parameter)
{
    if (reader->event.type != YAML_MAPPING_START_EVENT) return complain_of_kind(reader, parameter);
    section_set_present(reader->scenario, parameter->section);
    enum status status = next(reader);
    while (status == STATUS_OK && reader->event.type != YAML_MAPPING_END_EVENT) {
        status = read_name(reader, parameter);
        if (status == STATUS_OK) status = next(reader);
    }
    return status;
}

static enum status read_value(struct reader *reader, const struct parameter *parameter)
{
    if (parameter->type == PARAMETER_NAMED) return read_named(reader, parameter);
    enum status status = check_value(reader, parameter, parameter->type);
    if (status != STATUS_OK) return status;
    status = parameter_set(reader->scenario, parameter, scalar(reader), reader->message);
    return status == STATUS_OK ? STATUS_OK : placed(reader, reader->event.start_mark, status);
}

static enum status read_entries(struct reader *reader, const struct section *section);

/* What stands after a section's key: its entries, or nothing. */
static enum status read_section(struct reader *reader, const struct section *section)
{
    section_set_present(reader->scenario, section);
    if (is_nothing(reader)) return STATUS_OK;
    if (reader->event.type == YAML_MAPPING_START_EVENT) return read_entries(reader, section);
    return complain(reader, reader->event.start_mark,
        "%s: the value is %s; it must be a mapping of keys, {} for the defaults", section->path, kind_of_event(reader));
}

/* One key with its value; the event is the key, and then the end of the value. */
static enum status read_entry(struct reader *reader, const struct section *section)
{
    const char *key = scalar(reader);
    yaml_mark_t mark = reader->event.start_mark;
    if (!key || !*key)
        return complain(reader, mark, "%s%sa key must be a piece of text", section->path, *section->path ? ": " : "");
    char path[2 * PARAMETER_PATH];
    snprintf(path, sizeof path, "%s%s%s", section->path, *section->path ? "." : "", key);
    bool dotted = strchr(key, '.');
    const struct parameter *parameter = dotted ? NULL : parameter_find(path);
    const struct section *inner = dotted ? NULL : section_find(path);
    if (dotted && (parameter_find(path) || section_find(path)))
        return complain(reader, mark, "%s: keys are nested in a file, not joined by points", path);
    if (!parameter && !inner) return placed(reader, mark, parameter_unknown(path, reader->message));
    struct place *place = parameter ? &reader->places->parameter[parameter - parameter_table]
                                    : &reader->places->section[inner - section_table];
    enum status status = note(reader, place, path);
    if (status == STATUS_OK) status = next(reader);
    if (status != STATUS_OK) return status;
    return parameter ? read_value(reader, parameter) : read_section(reader, inner);
}

/* The entries of a mapping; the event is its beginning, and then its end. */
static enum status read_entries(struct reader *reader, const struct section *section)
{
    enum status status = next(reader);
    while (status == STATUS_OK && reader->event.type != YAML_MAPPING_END_EVENT) {
        status = read_entry(reader, section);
        if (status == STATUS_OK) status = next(reader);
    }
    return status;
}

/* The whole stream: one document, one mapping. */
static enum status read_stream(struct reader *reader)
{
    static const yaml_mark_t top = {0};
    const char *const begin = "a scenario begins with `selforg: 1`";
    enum status status = next(reader);              /* the stream begins */
    if (status == STATUS_OK) status = next(reader); /* a document begins, unless there is none */
    if (status == STATUS_OK && reader->event.type == YAML_DOCUMENT_START_EVENT) status = next(reader);
    if (status != STATUS_OK) return status;
    if (reader->event.type == YAML_STREAM_END_EVENT || is_nothing(reader))
        return complain(reader, top, "the file is empty; %s", begin);
    if (reader->event.type != YAML_MAPPING_START_EVENT)
        return complain(
            reader, reader->event.start_mark, "this is %s and no mapping of keys; %s", kind_of_event(reader), begin);
    status = read_entries(reader, section_find(""));
    if (status == STATUS_OK) status = next(reader); /* the document ends */
    if (status == STATUS_OK) status = next(reader); /* and the stream with it */
    if (status != STATUS_OK) return status;
    if (reader->event.type != YAML_STREAM_END_EVENT)
        return complain(reader, reader->event.start_mark, "a second document begins; a scenario is a single one");
    if (reader->places->parameter[parameter_find("selforg") - parameter_table].origin == ORIGIN_FILE) return STATUS_OK;
    return complain(reader, top, "selforg: the key is missing; %s", begin);
}

enum status scenario_read_text(const char *name, const char *text, size_t length, struct scenario *scenario,
    struct places *places, struct message *message)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    bool marked = length >= 3 && memcmp(text, byte_order_mark, 3) == 0;
    struct reader reader = {.scenario = scenario, .places = places, .message = message};
    reader.text = marked ? text + 3 : text;
    reader.length = marked ? length - 3 : length;
    *scenario = scenario_default;
    *places = (struct places){.file = name};
    if (length > SCENARIO_FILE_MOST)
        return message_set(message, STATUS_INPUT, "%s: the file is larger than a scenario may be (%d bytes)", name,
            SCENARIO_FILE_MOST);
    if (!yaml_parser_initialize(&reader.parser))
        return message_set(message, STATUS_MEMORY, "there is not enough memory to read %s", name);
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.text, reader.length);
    enum status status = read_stream(&reader);
    yaml_event_delete(&reader.event);
    yaml_parser_delete(&reader.parser);
    return status;
}

/* The file's bytes and a zero, for the caller to free; of a file that is too large, enough to see that it is. */
static enum status read_file(const char *path, char **text, size_t *length, struct message *message)
{
    enum status status = STATUS_OK;
    FILE *file = fopen(path, "rb");
    *text = NULL;
    if (!file) return message_set(message, STATUS_INPUT, "%s: the file cannot be opened: %s", path, strerror(errno));
    *text = malloc(SCENARIO_FILE_MOST + 2);
    if (*text) {
        *length = fread(*text, 1, SCENARIO_FILE_MOST + 1, file);
        (*text)[*length] = '\0';
        if (ferror(file))
            status = message_set(message, STATUS_INPUT, "%s: the file cannot be read: %s", path, strerror(errno));
    } else
        status = message_set(message, STATUS_MEMORY, "there is not enough memory to read %s", path);
    fclose(file);
    return status;
}

enum status scenario_read(
    const char *path, struct scenario *scenario, struct places *places, char **yaml, struct message *message)
{
    char *text = NULL;
    size_t length = 0;
    enum status status = read_file(path, &text, &length, message);
    if (status == STATUS_OK) status = scenario_read_text(path, text, length, scenario, places, message);
    if (yaml) *yaml = status == STATUS_OK ? text : NULL;
    if (!yaml || status != STATUS_OK) free(text);
    return status;
}
