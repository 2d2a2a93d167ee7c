/* What yaml_tree.c stands on: libyaml's stream of events, one looked at after the other, each with its place.
 *
 * A file of ours is a plain tree in UTF-8: anchors, aliases, tags and further documents are refused, and so are numbers
 * that begin with a zero. Complaints are one line that begins with FILE:LINE:COLUMN.
 */
#ifndef IO_YAML_READER_H
#define IO_YAML_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "base/status.h"

struct yaml_reader {
    const char *file; /* as messages name it */
    const char *what; /* "a scenario" */
    const char *text; /* what the parser reads, [length] */
    size_t length;
    struct message *message;
    yaml_parser_t parser;
    yaml_event_t event; /* the one looked at */
};

/* Begins; a byte order mark is passed over. Everything is borrowed. STATUS_MEMORY; also then yaml_reader_close. */
MUST_USE enum status yaml_reader_open(struct yaml_reader *reader, const char *file, const char *what, const char *text,
    size_t length, struct message *message);
void yaml_reader_close(struct yaml_reader *reader);

/* Goes on to the next event. STATUS_INPUT, STATUS_MEMORY. */
MUST_USE enum status yaml_next(struct yaml_reader *reader);

/* From the stream's beginning to the first event of its only document. STATUS_INPUT where there is none, or where it is
 * no mapping; the message ends with `begin`, which says what such a file begins with. */
MUST_USE enum status yaml_begin(struct yaml_reader *reader, const char *begin);

/* From the document's last event to the stream's end: nothing more may come. */
MUST_USE enum status yaml_end(struct yaml_reader *reader);

/* The event's text, or NULL if it is none that a C string can hold. */
const char *yaml_scalar(const struct yaml_reader *reader);

/* Whether a scalar stands without quotes, and whether it is nothing at all, or YAML's words for that. */
bool yaml_is_plain(const struct yaml_reader *reader);
bool yaml_is_block(const struct yaml_reader *reader);
bool yaml_is_nothing(const struct yaml_reader *reader);

/* "a mapping", "a list", "missing", "text" */
const char *yaml_kind(const struct yaml_reader *reader);

/* Fills the message with "FILE:LINE:COLUMN: complaint"; returns STATUS_INPUT. */
enum status yaml_complain(struct yaml_reader *reader, yaml_mark_t mark, const char *complaint, ...)
    __attribute__((format(printf, 3, 4)));

#endif
