#include "io/text/yaml_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "io/text/text_file.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

enum status yaml_complain(struct yaml_reader *reader, yaml_mark_t mark, const char *complaint, ...)
{
    struct message why;
    va_list arguments;
    va_start(arguments, complaint);
    vsnprintf(why.text, sizeof why.text, complaint, arguments);
    va_end(arguments);
    return message_set(reader->message, STATUS_INPUT, "%.800s:%zu:%zu: %.1200s", reader->file, mark.line + 1,
        mark.column + 1, why.text);
}

/* The place of a byte; columns count characters, not bytes. */
static yaml_mark_t mark_of_byte(const struct yaml_reader *reader, size_t offset)
{
    yaml_mark_t mark = {0};
    for (size_t i = 0; i < offset && i < reader->length; i++) {
        bool continuation = ((unsigned char)reader->text[i] & 0xC0) == 0x80;
        bool ends = text_ends_line(reader->text, reader->length, i);
        mark.column = ends ? 0 : mark.column + !continuation;
        mark.line += ends;
    }
    return mark;
}

/* The tab among the blanks that a line begins with; false: there is none. */
static bool find_tab(const struct yaml_reader *reader, size_t line, yaml_mark_t *mark)
{
    size_t at = 0;
    for (size_t before = 0; at < reader->length && before < line; at++)
        before += text_ends_line(reader->text, reader->length, at);
    *mark = (yaml_mark_t){.line = line};
    for (; at < reader->length && reader->text[at] == ' '; at++) mark->column++;
    return at < reader->length && reader->text[at] == '\t';
}

static enum status complain_of_syntax(struct yaml_reader *reader)
{
    yaml_mark_t tab;
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR) return message_no_memory(reader->message, "to read %s", reader->file);
    if (parser->error == YAML_READER_ERROR)
        return yaml_complain(
            reader, mark_of_byte(reader, parser->problem_offset), "this is no text in UTF-8: %s", parser->problem);
    if (find_tab(reader, parser->problem_mark.line, &tab))
        return yaml_complain(reader, tab, "a tab; YAML is indented with spaces alone");
    bool mapping = strstr(parser->problem, "mapping values are not allowed");
    return yaml_complain(reader, parser->problem_mark, "this is no YAML: %s%s%s%s", parser->problem,
        parser->context ? " " : "", parser->context ? parser->context : "",
        mapping ? "; is the line indented too far, or does a text with a colon need quotes?" : "");
}

static const char *anchor_or_tag(const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor) return "an anchor (&name)";
    return tag ? "a tag (!name)" : NULL;
}

/* What a file is written without: anchors, aliases and tags. NULL where the event has none. */
static const char *forbidden(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return "an alias (*name)";
    case YAML_SCALAR_EVENT:
        return anchor_or_tag(event->data.scalar.anchor, event->data.scalar.tag);
    case YAML_MAPPING_START_EVENT:
        return anchor_or_tag(event->data.mapping_start.anchor, event->data.mapping_start.tag);
    case YAML_SEQUENCE_START_EVENT:
        return anchor_or_tag(event->data.sequence_start.anchor, event->data.sequence_start.tag);
    default:
        return NULL;
    }
}

/* A number that some readers of YAML take for one of base 8. */
static bool is_octal(const struct yaml_reader *reader)
{
    const char *value = yaml_scalar(reader);
    double number;
    return value && yaml_is_plain(reader) && number_read(value, &number) == NUMBER_FINE && number_is_octal(value);
}

enum status yaml_next(struct yaml_reader *reader)
{
    yaml_event_delete(&reader->event);
    if (!yaml_parser_parse(&reader->parser, &reader->event)) return complain_of_syntax(reader);
    const char *found = forbidden(&reader->event);
    if (!found && is_octal(reader))
        return yaml_complain(reader, reader->event.start_mark,
            "%s begins with a zero: YAML 1.1 takes that for base 8, and YAML 1.2 does not; leave the zero out, or put "
            "quotes around a text",
            text_excerpt(yaml_scalar(reader)).text);
    if (!found) return STATUS_OK;
    return yaml_complain(
        reader, reader->event.start_mark, "%s is written without %s; write the value itself", reader->what, found);
}

const char *yaml_scalar(const struct yaml_reader *reader)
{
    if (reader->event.type != YAML_SCALAR_EVENT) return NULL;
    const char *value = (const char *)reader->event.data.scalar.value;
    return strlen(value) == reader->event.data.scalar.length ? value : NULL;
}

bool yaml_is_plain(const struct yaml_reader *reader)
{
    return reader->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

bool yaml_is_block(const struct yaml_reader *reader)
{
    yaml_scalar_style_t style = reader->event.data.scalar.style;
    return style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
}

bool yaml_is_nothing(const struct yaml_reader *reader)
{
    const char *value = yaml_scalar(reader);
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; value && yaml_is_plain(reader) && i < sizeof words / sizeof words[0]; i++)
        if (strcmp(value, words[i]) == 0) return true;
    return false;
}

const char *yaml_kind(const struct yaml_reader *reader)
{
    switch (reader->event.type) {
    case YAML_MAPPING_START_EVENT:
        return "a mapping";
    case YAML_SEQUENCE_START_EVENT:
        return "a list";
    default:
        if (yaml_is_nothing(reader)) return "missing";
        return yaml_scalar(reader) ? "text" : "text with a zero byte";
    }
}

enum status yaml_begin(struct yaml_reader *reader, const char *begin)
{
    static const yaml_mark_t top = {0};
    enum status status = yaml_next(reader);              /* the stream begins */
    if (status == STATUS_OK) status = yaml_next(reader); /* a document begins, unless there is none */
    if (status == STATUS_OK && reader->event.type == YAML_DOCUMENT_START_EVENT) status = yaml_next(reader);
    if (status != STATUS_OK) return status;
    if (reader->event.type == YAML_STREAM_END_EVENT || yaml_is_nothing(reader))
        return yaml_complain(reader, top, "the file is empty; %s", begin);
    if (reader->event.type != YAML_MAPPING_START_EVENT)
        return yaml_complain(
            reader, reader->event.start_mark, "this is %s and no mapping of keys; %s", yaml_kind(reader), begin);
    return STATUS_OK;
}

enum status yaml_end(struct yaml_reader *reader)
{
    enum status status = yaml_next(reader);              /* the document ends */
    if (status == STATUS_OK) status = yaml_next(reader); /* and the stream with it */
    if (status != STATUS_OK || reader->event.type == YAML_STREAM_END_EVENT) return status;
    return yaml_complain(
        reader, reader->event.start_mark, "a second document begins; %s is a single one", reader->what);
}

enum status yaml_reader_open(struct yaml_reader *reader, const char *file, const char *what, const char *text,
    size_t length, struct message *message)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    bool marked = length >= 3 && memcmp(text, byte_order_mark, 3) == 0;
    *reader = (struct yaml_reader){.file = file, .what = what, .message = message};
    reader->text = marked ? text + 3 : text;
    reader->length = marked ? length - 3 : length;
    if (!yaml_parser_initialize(&reader->parser)) return message_no_memory(message, "to read %s", file);
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->text, reader->length);
    return STATUS_OK;
}

void yaml_reader_close(struct yaml_reader *reader)
{
    yaml_event_delete(&reader->event);
    yaml_parser_delete(&reader->parser);
}
