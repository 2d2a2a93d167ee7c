/* The file is read whole, and its fields are ended with zeros and stripped of their quotes where they stand. */
#include "io/text/csv.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct bytes ARRAY_OF(char);

enum { READ_AT_ONCE = 1 << 16 };

static enum status read_file(const char *path, struct bytes *bytes, struct message *message)
{
    errno = 0;
    FILE *file = fopen(path, "rb");
    if (!file) return message_set(message, STATUS_INPUT, "%s: %s", path, strerror(errno));
    enum status status = STATUS_OK;
    size_t got = 0;
    do {
        if (!array_reserve(bytes, READ_AT_ONCE)) {
            status = message_set(message, STATUS_MEMORY, "%s: there is not enough memory to read it", path);
            break;
        }
        got = fread(bytes->items + bytes->count, 1, READ_AT_ONCE, file);
        bytes->count += (int64_t)got;
    } while (got > 0);
    if (status == STATUS_OK && ferror(file))
        status = message_set(message, STATUS_INPUT, "%s: %s", path, strerror(errno));
    fclose(file);
    return status;
}

enum status csv_fault(const struct csv *csv, struct message *message, const char *format, ...)
{
    if (!message) return STATUS_INPUT;
    struct message reason;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason.text, sizeof reason.text, format, arguments);
    va_end(arguments);
    message_set(message, STATUS_INPUT, "%s:%lld: ", csv->path, (long long)csv->line);
    size_t length = strlen(message->text);
    snprintf(message->text + length, sizeof message->text - length, "%s", reason.text);
    return STATUS_INPUT;
}

/* Passes over a comma, or over the end of a line, and returns ',' or '\n'; stays at the end of the text and returns
 * '\0'. */
static char pass_separator(struct csv *csv)
{
    char separator = *csv->next;
    if (separator == '\0') return '\0';
    csv->next++;
    if (separator == ',') return ',';
    if (separator == '\r' && *csv->next == '\n') csv->next++;
    csv->next_line++;
    return '\n';
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t';
}

static bool ends_field(char character)
{
    return character == ',' || character == '\n' || character == '\r' || character == '\0';
}

/* Strips a quoted field; afterwards `next` is behind the closing quote and the blanks that follow it. */
static enum status read_quoted(struct csv *csv, char **end, struct message *message)
{
    char *to = csv->next, *from = csv->next + 1;
    for (; *from != '"' || from[1] == '"'; from++) {
        if (*from == '\0') return csv_fault(csv, message, "a quoted field has no closing quote");
        if (*from == '"') from++;
        if (*from == '\n' || (*from == '\r' && from[1] != '\n')) csv->next_line++;
        *to++ = *from;
    }
    *end = to;
    csv->next = from + 1;
    while (is_blank(*csv->next)) csv->next++;
    if (ends_field(*csv->next)) return STATUS_OK;
    return csv_fault(csv, message, "after a closing quote there must be a comma or the end of the line");
}

static enum status read_plain(struct csv *csv, char **end, struct message *message)
{
    char *first = csv->next;
    while (!ends_field(*csv->next))
        if (*csv->next++ == '"')
            return csv_fault(
                csv, message, "a quote inside a field: put the whole field in quotes and double the quote");
    for (*end = csv->next; *end > first && is_blank((*end)[-1]);) (*end)--;
    return STATUS_OK;
}

/* Reads the fields of one line, or of several where quotes hold line breaks. */
static enum status read_record(struct csv *csv, struct csv_fields *fields, struct message *message)
{
    array_clear(fields);
    csv->line = csv->next_line;
    for (;;) {
        while (is_blank(*csv->next)) csv->next++;
        char *field = csv->next, *end = field;
        enum status status = *field == '"' ? read_quoted(csv, &end, message) : read_plain(csv, &end, message);
        if (status != STATUS_OK) return status;
        char separator = pass_separator(csv);
        *end = '\0';
        if (!array_push(fields, field)) return message_set(message, STATUS_MEMORY, "there is not enough memory");
        if (separator != ',') return STATUS_OK;
    }
}

enum status csv_next(struct csv *csv, bool *more, struct message *message)
{
    *more = false;
    for (bool empty = true; empty;) {
        if (*csv->next == '\0') return STATUS_OK;
        enum status status = read_record(csv, &csv->fields, message);
        if (status != STATUS_OK) return status;
        empty = csv->fields.count == 1 && csv->fields.items[0][0] == '\0';
    }
    *more = csv->fields.count == csv->header.count;
    if (*more) return STATUS_OK;
    return csv_fault(csv, message, "the header has %lld fields, this record %lld", (long long)csv->header.count,
        (long long)csv->fields.count);
}

static enum status read_header(struct csv *csv, const struct bytes *bytes, struct message *message)
{
    static const char mark[] = "\xEF\xBB\xBF";
    csv->text = csv->next = bytes->items;
    csv->line = csv->next_line = 1;
    if (memchr(csv->text, '\0', (size_t)bytes->count - 1))
        return message_set(message, STATUS_INPUT, "%s: this is no plain text; save it as CSV in UTF-8", csv->path);
    if (strncmp(csv->next, mark, 3) == 0) csv->next += 3;
    enum status status = read_record(csv, &csv->header, message);
    if (status != STATUS_OK) return status;
    if (csv->header.count > 1 || csv->header.items[0][0] != '\0') return STATUS_OK;
    return csv_fault(csv, message, "the file must begin with a line that names the columns");
}

enum status csv_open(struct csv *csv, const char *path, struct message *message)
{
    *csv = (struct csv){.path = path};
    struct bytes bytes = {0};
    enum status status = read_file(path, &bytes, message);
    if (status == STATUS_OK && !array_push(&bytes, '\0')) status = STATUS_MEMORY;
    if (status == STATUS_OK) status = read_header(csv, &bytes, message);
    if (!csv->text) array_free(&bytes);
    return status;
}

enum status csv_open_text(struct csv *csv, const char *path, const char *text, struct message *message)
{
    *csv = (struct csv){.path = path};
    char *copy = strdup(text);
    struct bytes bytes = {.items = copy, .count = (int64_t)strlen(text) + 1};
    return copy ? read_header(csv, &bytes, message) : message_set(message, STATUS_MEMORY, "there is not enough memory");
}

void csv_close(struct csv *csv)
{
    free(csv->text);
    array_free(&csv->header);
    array_free(&csv->fields);
    *csv = (struct csv){0};
}

int64_t csv_column(const struct csv *csv, const char *name)
{
    for (int64_t column = 0; column < csv->header.count; column++)
        if (strcasecmp(csv->header.items[column], name) == 0) return column;
    return -1;
}
