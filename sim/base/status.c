#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    int exit_code;
    const char *sentence;
} status_table[] = {
#define STATUS(name, code, public, text) [STATUS_##name] = {.exit_code = code, .sentence = text},
#include "base/status.def"
};

int status_exit_code(enum status status)
{
    return status_table[status].exit_code;
}

const char *status_sentence(enum status status)
{
    return status_table[status].sentence;
}

/* What is too long, as of a path that is, loses its middle: the reason stands at the end. */
static void fill(struct message *message, const char *format, va_list arguments)
{
    static const char gap[] = " ... ";
    enum { BEGINNING = MESSAGE_LENGTH / 2, REST = MESSAGE_LENGTH - BEGINNING - (int)sizeof gap };
    va_list again;
    va_copy(again, arguments);
    const int length = vsnprintf(message->text, sizeof message->text, format, arguments);
    char *whole = length >= MESSAGE_LENGTH ? malloc((size_t)length + 1) : NULL;
    if (whole) {
        vsnprintf(whole, (size_t)length + 1, format, again);
        snprintf(message->text + BEGINNING, MESSAGE_LENGTH - BEGINNING, "%s%s", gap, whole + length - REST);
    }
    free(whole);
    va_end(again);
}

enum status message_set(struct message *message, enum status status, const char *format, ...)
{
    if (message) {
        va_list arguments;
        va_start(arguments, format);
        fill(message, format, arguments);
        va_end(arguments);
    }
    return status;
}

enum status message_status(struct message *message, enum status status)
{
    return message_set(message, status, "%s", status_sentence(status));
}

enum status message_no_memory(struct message *message, const char *purpose, ...)
{
    if (message) {
        va_list arguments;
        va_start(arguments, purpose);
        fill(message, purpose, arguments);
        va_end(arguments);
        message_prefix(message, "%s ", status_sentence(STATUS_MEMORY));
    }
    return STATUS_MEMORY;
}

void message_prefix(struct message *message, const char *format, ...)
{
    if (!message) return;
    const struct message old = *message;
    struct message prefix;
    va_list arguments;
    va_start(arguments, format);
    fill(&prefix, format, arguments);
    va_end(arguments);
    message_set(message, STATUS_OK, "%s%s", prefix.text, old.text);
}
