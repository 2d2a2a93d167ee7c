/* The file is read whole, and its fields are ended with zeros and stripped of their quotes where they stand. */
#include "io/text/csv.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/text/text_file.h"
#include "scenario/numbers.h"
#include "scenario/text.h"

enum { IN_FIELD, ENDS_FIELD, IS_QUOTE }; /* kinds of bytes */

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

enum status csv_fault_in(const struct csv *csv, int64_t column, struct message *message)
{
    message_prefix(message, "%s:%lld:%lld: ", csv->path, (long long)csv->line, (long long)column + 1);
    return STATUS_INPUT;
}

static enum status two_signs(const struct decimals *decimals, const char *number, char sign, struct message *reason)
{
    return message_set(reason, STATUS_INPUT,
        "\"%s\" has a %s, and the number in line %lld a %s: write all with the same", text_excerpt(number).text,
        sign == ',' ? "comma" : "point", (long long)decimals->line, sign == ',' ? "point" : "comma");
}

enum status decimals_read(struct decimals *decimals, char *text, int64_t line, double *number, struct message *reason)
{
    char *at = strpbrk(text, ",."), sign = at ? *at : '\0';
    if (at) *at = '.';
    const bool fine = number_read(text, number) == NUMBER_FINE;
    if (!fine) *number = (double)NAN;
    if (fine && at && decimals->sign == 0) *decimals = (struct decimals){sign, line};
    if (!at || (fine && decimals->sign == sign)) return STATUS_OK;
    *at = sign; /* what is not taken is told as it stands in the file */
    return fine ? two_signs(decimals, text, sign, reason) : STATUS_OK;
}

enum status csv_with_point(struct csv *csv, int64_t column, struct message *message)
{
    double number;
    if (csv->separator == ',') return STATUS_OK;
    enum status status = decimals_read(&csv->decimals, csv->fields.items[column], csv->line, &number, message);
    return status == STATUS_OK ? STATUS_OK : csv_fault_in(csv, column, message);
}

static bool is_blank(const struct csv *csv, char character)
{
    return character == ' ' || (character == '\t' && csv->separator != '\t');
}

static bool ends_field(const struct csv *csv, char character)
{
    return csv->kind[(unsigned char)character] == ENDS_FIELD;
}

/* Passes over a separator, or over the end of a line, and returns ',' or '\n'; stays at the end of the text and returns
 * '\0'. */
static char pass_separator(struct csv *csv)
{
    while (csv->separator == ' ' && is_blank(csv, *csv->next)) csv->next++;
    char separator = *csv->next;
    if (separator == '\0') return '\0';
    if (csv->separator == ' ' && separator != '\r' && separator != '\n') return ',';
    csv->next++;
    if (separator == csv->separator) return ',';
    if (separator == '\r' && *csv->next == '\n') csv->next++;
    csv->next_line++;
    return '\n';
}

static void pass_blanks(struct csv *csv)
{
    while (is_blank(csv, *csv->next)) csv->next++;
}

static const char *separator_name(const struct csv *csv)
{
    switch (csv->separator) {
    case ',':
        return "comma";
    case ';':
        return "semicolon";
    case '\t':
        return "tab";
    default:
        return "blank";
    }
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
    if (csv->separator != ' ') pass_blanks(csv);
    if (ends_field(csv, *csv->next)) return STATUS_OK;
    return csv_fault(
        csv, message, "after a closing quote there must be a %s or the end of the line", separator_name(csv));
}

static enum status read_plain(struct csv *csv, char **end, struct message *message)
{
    char *first = csv->next;
    for (; !ends_field(csv, *csv->next); csv->next++)
        if (csv->kind[(unsigned char)*csv->next] == IS_QUOTE)
            return csv_fault(
                csv, message, "a quote inside a field: put the whole field in quotes and double the quote");
    for (*end = csv->next; *end > first && is_blank(csv, (*end)[-1]);) (*end)--;
    return STATUS_OK;
}

/* Reads the fields of one line, or of several where quotes hold line breaks. */
static enum status read_record(struct csv *csv, struct csv_fields *fields, struct message *message)
{
    array_clear(fields);
    csv->line = csv->next_line;
    for (;;) {
        pass_blanks(csv);
        char *field = csv->next, *end = field;
        enum status status = *field == '"' ? read_quoted(csv, &end, message) : read_plain(csv, &end, message);
        if (status != STATUS_OK) return status;
        char separator = pass_separator(csv);
        *end = '\0';
        if (!array_push(fields, field)) return message_status(message, STATUS_MEMORY);
        if (separator != ',') return STATUS_OK;
    }
}

/* Reads the next record that is not an empty line. */
static enum status next_record(struct csv *csv, bool *more, struct message *message)
{
    *more = false;
    for (bool empty = true; empty;) {
        if (*csv->next == '\0') return STATUS_OK;
        enum status status = read_record(csv, &csv->fields, message);
        if (status != STATUS_OK) return status;
        empty = csv->fields.count == 1 && csv->fields.items[0][0] == '\0';
    }
    *more = true;
    return STATUS_OK;
}

/* Whether the record has as many fields as there must be. */
static enum status check_count(const struct csv *csv, bool *more, struct message *message)
{
    int64_t wanted = csv->header.count + csv->row_names;
    *more = csv->fields.count == wanted;
    if (*more) return STATUS_OK;
    return csv_fault(csv, message, "the header has %s%s, this record %lld (they are separated by %ss)",
        text_count(csv->header.count, "field", "fields").text,
        csv->row_names ? ", so that a record with its row's name has one more" : "", (long long)csv->fields.count,
        separator_name(csv));
}

enum status csv_next(struct csv *csv, bool *more, struct message *message)
{
    enum status status = next_record(csv, more, message);
    return status == STATUS_OK && *more ? check_count(csv, more, message) : status;
}

enum status csv_first(struct csv *csv, bool *more, struct message *message)
{
    enum status status = next_record(csv, more, message);
    if (status != STATUS_OK || !*more) return status;
    csv->row_names = csv->fields.count == csv->header.count + 1;
    return check_count(csv, more, message);
}

/* The separator that a header has most of, outside of quotes. */
static char separator_of(const char *header)
{
    static const char separators[] = {',', ';', '\t', ' '};
    int count[sizeof separators] = {0}, best = 0;
    bool quoted = false;
    for (; *header && *header != '\n' && *header != '\r'; header++) {
        const char *found = quoted ? NULL : memchr(separators, *header, sizeof separators);
        quoted ^= *header == '"';
        if (found) count[found - separators]++;
    }
    for (int i = 1; i < 3; i++)
        if (count[i] > count[best]) best = i;
    return count[best] == 0 && count[3] > 0 ? ' ' : separators[best];
}

static void set_separator(struct csv *csv, char separator)
{
    csv->separator = separator;
    memset(csv->kind, IN_FIELD, sizeof csv->kind);
    csv->kind['"'] = IS_QUOTE;
    csv->kind['\0'] = csv->kind['\n'] = csv->kind['\r'] = csv->kind[(unsigned char)separator] = ENDS_FIELD;
    if (separator == ' ') csv->kind['\t'] = ENDS_FIELD;
}

/* Passes over blanks before a header that is separated by blanks, and over a first line "sep=;". */
static void find_separator(struct csv *csv)
{
    if (strncmp(csv->next, "sep=", 4) == 0 && csv->next[4] && strchr("\r\n", csv->next[5]) && csv->next[5]) {
        set_separator(csv, csv->next[4]);
        csv->next += 5;
        (void)pass_separator(csv);
        return;
    }
    set_separator(csv, separator_of(csv->next + strspn(csv->next, " ")));
}

/* Takes over the text. */
static enum status read_header(struct csv *csv, char *text, size_t length, struct message *message)
{
    csv->text = text;
    csv->next = text_behind_mark(text);
    csv->line = csv->next_line = 1;
    enum status status = text_check(csv->path, text, length, message);
    if (status != STATUS_OK) return status;
    find_separator(csv);
    status = read_record(csv, &csv->header, message);
    if (status != STATUS_OK) return status;
    if (csv->header.count > 1 || csv->header.items[0][0] != '\0') return STATUS_OK;
    return csv_fault(csv, message, "the file must begin with a line that names the columns");
}

enum status csv_open(struct csv *csv, const char *path, struct message *message)
{
    char *text;
    size_t length;
    *csv = (struct csv){.path = path};
    enum status status = text_file_read_whole(path, &text, &length, message);
    return status == STATUS_OK ? read_header(csv, text, length, message) : status;
}

enum status csv_open_text(struct csv *csv, const char *path, const char *text, struct message *message)
{
    *csv = (struct csv){.path = path};
    char *copy = strdup(text);
    return copy ? read_header(csv, copy, strlen(text), message) : message_status(message, STATUS_MEMORY);
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
