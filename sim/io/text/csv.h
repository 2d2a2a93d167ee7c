/* Tables in comma-separated files (RFC 4180), with a header line, and the line of every fault.
 *
 *     status = csv_open(&csv, path, &message);
 *     while (status == STATUS_OK && (status = csv_next(&csv, &more, &message)) == STATUS_OK && more)
 *         ... csv.fields.items[csv_column(&csv, "name")] ...
 *     csv_close(&csv);
 *
 * Fields may be quoted, and then hold commas, line breaks and doubled quotes. Lines end with LF, CRLF or CR; a byte
 * order mark is passed over. More lenient than the RFC: blanks around a field that is not quoted do not count, and
 * empty lines are passed over. Stricter: a quote inside a field that is not quoted is a fault.
 */
#ifndef IO_CSV_H
#define IO_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/status.h"

struct csv_fields ARRAY_OF(char *);

struct csv {
    const char *path;         /* as given; must live as long */
    char *text;               /* the whole file; fields lie in it */
    char *next;               /* what is still to be read */
    int64_t line, next_line;  /* the first line of the record, and the line of what follows it; from 1 */
    struct csv_fields header; /* the names of the columns */
    struct csv_fields fields; /* of the record, as many as the header has; valid until csv_close */
};

/* Reads a file and its header. Errors: STATUS_MEMORY, STATUS_INPUT, with a message. csv_close also then.
 */
MUST_USE enum status csv_open(struct csv *csv, const char *path, struct message *message);

/* The same from text, which is copied; `path` stands in messages where the file's would. */
MUST_USE enum status csv_open_text(struct csv *csv, const char *path, const char *text, struct message *message);

/* Goes to the next record, or tells by *more that there is none. STATUS_INPUT where the record is faulty or has another
 * number of fields than the header. */
MUST_USE enum status csv_next(struct csv *csv, bool *more, struct message *message);

void csv_close(struct csv *csv);

/* The number of the first column with that name, in capitals or not; -1 where there is none. */
int64_t csv_column(const struct csv *csv, const char *name);

/* "FILE:LINE: " and the reason, for a fault in the current record. Returns STATUS_INPUT. */
enum status csv_fault(const struct csv *csv, struct message *message, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
