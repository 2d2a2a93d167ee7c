#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
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

enum status message_set(struct message *message, enum status status, const char *format, ...)
{
    if (message) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(message->text, sizeof message->text, format, arguments);
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
        vsnprintf(message->text, sizeof message->text, purpose, arguments);
        va_end(arguments);
        message_prefix(message, "%s ", status_sentence(STATUS_MEMORY));
    }
    return STATUS_MEMORY;
}

void message_prefix(struct message *message, const char *format, ...)
{
    if (!message) return;
    struct message old = *message;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(message->text, sizeof message->text, format, arguments);
    va_end(arguments);
    if (length >= 0 && length < MESSAGE_LENGTH)
        snprintf(message->text + length, sizeof message->text - (size_t)length, "%s", old.text);
}
