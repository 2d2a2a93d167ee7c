/* Tables in text files (RFC 4180), with a header line, and the line of every fault.
 *
 *     status = csv_open(&csv, path, &message);
 *     while (status == STATUS_OK && (status = csv_next(&csv, &more, &message)) == STATUS_OK && more)
 *         ... csv.fields.items[csv_column(&csv, "name")] ...
 *     csv_close(&csv);
 *
 * What separates fields shows in the header: whichever of comma, semicolon and tab it has most of; blanks, if it has
 * none of these; or a first line "sep=;" says it. Fields may be quoted, and then hold separators, line breaks and
 * doubled quotes. Lines end with LF, CRLF or CR; a byte order mark is passed over. More lenient than the RFC: blanks
 * around a field that is not quoted do not count, and empty lines are passed over. Stricter: a quote inside a field
 * that is not quoted is a fault, and so is what is not UTF-8.
 */
#ifndef IO_CSV_H
#define IO_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"

struct csv_fields ARRAY_OF(char *);

/* What the numbers of a file have before their decimals. Where it may be a comma all must have the same: beside "2,5"
 * nobody can tell whether "1.500" is 1.5 or 1500. A zeroed struct has seen none. */
struct decimals {
    char sign;    /* ',' or '.': what the first number with either has; 0: none yet */
    int64_t line; /* where that is */
};

struct csv {
    const char *path;         /* as given; must live as long */
    char *text;               /* the whole file; fields lie in it */
    char *next;               /* what is still to be read */
    int64_t line, next_line;  /* the first line of the record, and the line of what follows it; from 1 */
    char separator;           /* ',', ';', tab, or ' ' for any run of blanks */
    unsigned char kind[256];  /* of each byte: whether a field ends with it */
    struct decimals decimals; /* of the numbers that were asked for with a point */
    bool row_names;           /* records have one field more than the header, in front; the caller may set it */
    struct csv_fields header; /* the names of the columns */
    struct csv_fields fields; /* of the record, as many as the header has and row_names asks; valid until csv_close */
};

/* Reads a regular file and its header. Errors: STATUS_MEMORY, STATUS_INPUT, with a message. csv_close also then. */
MUST_USE enum status csv_open(struct csv *csv, const char *path, struct message *message);

/* The same from text, which is copied; `path` stands in messages where the file's would. */
MUST_USE enum status csv_open_text(struct csv *csv, const char *path, const char *text, struct message *message);

/* Goes to the next record, or tells by *more that there is none. STATUS_INPUT where the record is faulty or has another
 * number of fields than the header. */
MUST_USE enum status csv_next(struct csv *csv, bool *more, struct message *message);

/* The same for the first record, which may have one field more than the header, in front, as R writes the names of
 * rows; row_names tells. */
MUST_USE enum status csv_first(struct csv *csv, bool *more, struct message *message);

void csv_close(struct csv *csv);

/* The number of the first column with that name, in capitals or not; -1 where there is none. */
int64_t csv_column(const struct csv *csv, const char *name);

/* Writes the record's field as a number is written with a point: where fields are not separated by commas, one may
 * stand in its place. STATUS_INPUT with the field's place where other numbers have the other sign. */
MUST_USE enum status csv_with_point(struct csv *csv, int64_t column, struct message *message);

/* Reads a number of this line that may have a decimal comma, and writes a point in its place; not a number where the
 * text is none, which stays as it is. STATUS_INPUT with the reason where those before have the other sign. */
MUST_USE enum status decimals_read(
    struct decimals *decimals, char *text, int64_t line, double *number, struct message *reason);

/* Puts the place of a field, "FILE:LINE:COLUMN: ", before what the message says; columns are counted in fields. Returns
 * STATUS_INPUT. */
enum status csv_fault_in(const struct csv *csv, int64_t column, struct message *message);

/* "FILE:LINE: " and the reason, for a fault in the current record. Returns STATUS_INPUT. */
enum status csv_fault(const struct csv *csv, struct message *message, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
