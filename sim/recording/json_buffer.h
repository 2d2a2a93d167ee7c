/* JSON (RFC 8259) in memory, for a core that knows no files. */
#ifndef RECORDING_JSON_BUFFER_H
#define RECORDING_JSON_BUFFER_H

#include "base/array.h"

/* A zeroed struct is an empty text. Where there was no memory for something it is not whole, and says so. */
struct json_buffer {
    struct ARRAY_OF(char) bytes;
    bool short_of_memory;
};

/* What is JSON already, as it stands; a UTF-8 text in quotes, escaped; a number, the shortest decimal that reads back
 * equal, or null for what is not finite. */
void json_put(struct json_buffer *json, const char *text);
void json_put_quoted(struct json_buffer *json, const char *text);
void json_put_number(struct json_buffer *json, double number);

/* Begins an entry of a list or an object: a comma before all but the first. */
void json_put_between(struct json_buffer *json, bool first);

/* "name": */
void json_put_name(struct json_buffer *json, const char *name);

/* The whole text with a zero at its end, which is the struct's; NULL: there was not enough memory. */
const char *json_buffer_end(struct json_buffer *json);

void json_buffer_free(struct json_buffer *json);

#endif
