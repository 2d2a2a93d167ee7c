#include "recording/json_buffer.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"

static void put_bytes(struct json_buffer *json, const char *bytes, size_t count)
{
    if (!json->short_of_memory) json->short_of_memory = !array_append(&json->bytes, bytes, (int64_t)count);
}

void json_put(struct json_buffer *json, const char *text)
{
    put_bytes(json, text, strlen(text));
}

void json_put_quoted(struct json_buffer *json, const char *text)
{
    char escape[8];
    put_bytes(json, "\"", 1);
    for (; *text; text++) {
        const unsigned char byte = (unsigned char)*text;
        if (byte < 0x20)
            snprintf(escape, sizeof escape, "\\u%04x", byte);
        else if (byte == '"' || byte == '\\')
            snprintf(escape, sizeof escape, "\\%c", byte);
        else
            snprintf(escape, sizeof escape, "%c", byte);
        json_put(json, escape);
    }
    put_bytes(json, "\"", 1);
}

/* The digits of a number that is whole, as number_print has them, many times faster. */
static void put_whole(struct json_buffer *json, int64_t number)
{
    char digits[24];
    char *begin = digits + sizeof digits;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do *--begin = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0) *--begin = '-';
    put_bytes(json, begin, (size_t)(digits + sizeof digits - begin));
}

void json_put_number(struct json_buffer *json, double number)
{
    char text[NUMBER_TEXT] = "null";
    if (fabs(number) < INT32_MAX && number == floor(number)) {
        put_whole(json, (int64_t)number);
        return;
    }
    if (isfinite(number)) number_print(number, text);
    json_put(json, text);
}

void json_put_between(struct json_buffer *json, bool first)
{
    if (!first) put_bytes(json, ",", 1);
}

void json_put_name(struct json_buffer *json, const char *name)
{
    json_put_quoted(json, name);
    put_bytes(json, ":", 1);
}

const char *json_buffer_end(struct json_buffer *json)
{
    put_bytes(json, "", 1);
    return json->short_of_memory ? NULL : json->bytes.items;
}

void json_buffer_free(struct json_buffer *json)
{
    array_free(&json->bytes);
}
