#include "io/formats/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 20, DEPTH_MOST = 256 };

/* A reading under way. */
struct reading {
    struct draft *draft;
    const struct xml_reader *reader;
    XML_Parser parser;
    enum status status;
    struct ARRAY_OF(char) text;     /* of all open elements, one behind the other */
    struct ARRAY_OF(int64_t) first; /* where the text of each open element begins */
};

static const char *without_prefix(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *xml_attribute(const struct xml_element *element, const char *name)
{
    for (const char **pair = element->attributes; pair[0]; pair += 2)
        if (strcmp(without_prefix(pair[0]), name) == 0) return pair[1];
    return NULL;
}

enum status xml_keep(char **copy, const char *text)
{
    if (!text) return STATUS_OK;
    free(*copy);
    *copy = strdup(text);
    return *copy ? STATUS_OK : STATUS_MEMORY;
}

static void stop(struct reading *reading, enum status status)
{
    if (status == STATUS_OK || reading->status != STATUS_OK) return;
    reading->status = status;
    XML_StopParser(reading->parser, XML_FALSE);
}

static void place(struct reading *reading)
{
    reading->draft->line = (int64_t)XML_GetCurrentLineNumber(reading->parser);
}

static void begin_element(void *context, const char *name, const char **attributes)
{
    struct reading *reading = context;
    if (reading->status != STATUS_OK) return;
    place(reading);
    if (reading->first.count == DEPTH_MOST) {
        stop(reading, draft_fault(reading->draft, "elements are nested more than %d deep", DEPTH_MOST));
        return;
    }
    if (!array_push(&reading->first, reading->text.count)) {
        stop(reading, STATUS_MEMORY);
        return;
    }
    stop(reading,
        reading->reader->begin(reading->reader->context, &(struct xml_element){without_prefix(name), attributes}));
}

/* One blank for every run of blanks and line breaks, none at the ends. */
static void tidy(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        bool blank = strchr(" \t\r\n", *from) != NULL;
        if (!blank)
            *to++ = *from;
        else if (to > text && to[-1] != ' ')
            *to++ = ' ';
    }
    if (to > text && to[-1] == ' ') to--;
    *to = '\0';
}

static void end_element(void *context, const char *name)
{
    struct reading *reading = context;
    if (reading->status != STATUS_OK || reading->first.count == 0) return;
    place(reading);
    if (!array_push(&reading->text, '\0')) {
        stop(reading, STATUS_MEMORY);
        return;
    }
    int64_t first = reading->first.items[--reading->first.count];
    char *text = reading->text.items + first;
    tidy(text);
    stop(reading, reading->reader->end(reading->reader->context, without_prefix(name), text));
    reading->text.count = first;
}

static void add_text(void *context, const char *text, int length)
{
    struct reading *reading = context;
    if (reading->status != STATUS_OK) return;
    if (!array_append(&reading->text, text, length)) stop(reading, STATUS_MEMORY);
}

static void refuse_entity(void *context, const char *name, int is_parameter)
{
    struct reading *reading = context;
    (void)is_parameter;
    if (reading->status != STATUS_OK) return;
    place(reading);
    stop(reading, draft_fault(reading->draft, "the entity \"%s\" is not defined in the file", name));
}

static void refuse_definition(void *context, const char *name, int is_parameter, const char *value, int length,
    const char *base, const char *system, const char *public, const char *notation)
{
    struct reading *reading = context;
    (void)is_parameter, (void)value, (void)length, (void)base, (void)system, (void)public, (void)notation;
    if (reading->status != STATUS_OK) return;
    place(reading);
    stop(reading, draft_fault(reading->draft, "the file defines an entity, \"%s\": write what it stands for", name));
}

static enum status parse(struct reading *reading, const char *text, size_t length)
{
    for (size_t at = 0; reading->status == STATUS_OK; at += PIECE) {
        bool last = length - at <= PIECE;
        if (XML_Parse(reading->parser, text + at, last ? (int)(length - at) : PIECE, last) == XML_STATUS_ERROR &&
            reading->status == STATUS_OK) {
            enum XML_Error error = XML_GetErrorCode(reading->parser);
            place(reading);
            if (error == XML_ERROR_NO_MEMORY) return STATUS_MEMORY;
            return draft_fault(reading->draft, "column %lld: this is no XML that could be read: %s",
                (long long)XML_GetCurrentColumnNumber(reading->parser) + 1, XML_ErrorString(error));
        }
        if (last) break;
    }
    return reading->status;
}

enum status xml_read(struct draft *draft, const struct xml_reader *reader, const char *text, size_t length)
{
    struct reading reading = {.draft = draft, .reader = reader, .parser = XML_ParserCreate(NULL)};
    if (!reading.parser) return STATUS_MEMORY;
    XML_SetUserData(reading.parser, &reading);
    XML_SetElementHandler(reading.parser, begin_element, end_element);
    XML_SetCharacterDataHandler(reading.parser, add_text);
    XML_SetSkippedEntityHandler(reading.parser, refuse_entity);
    XML_SetEntityDeclHandler(reading.parser, refuse_definition);
    enum status status = parse(&reading, text, length);
    XML_ParserFree(reading.parser);
    array_free(&reading.text);
    array_free(&reading.first);
    return status;
}
