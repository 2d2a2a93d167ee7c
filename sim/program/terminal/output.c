#include "program/terminal/output.h"

#include "io/text/text_file.h"

enum status output_is_input(const char *out, struct message *message)
{
    return message_set(message, STATUS_USAGE, "--out: %s is read, and would be lost; give another name", out);
}

enum status output_check(const char *out, const char *input, struct message *message)
{
    if (!out) return STATUS_OK;
    if (!*out) return message_set(message, STATUS_USAGE, "--out: the name is empty");
    return text_file_same(out, input) ? output_is_input(out, message) : STATUS_OK;
}
