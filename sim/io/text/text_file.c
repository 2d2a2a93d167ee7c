#include "io/text/text_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum status text_file_read(const char *path, size_t most, char **text, size_t *length, struct message *message)
{
    enum status status = STATUS_OK;
    FILE *file = fopen(path, "rb");
    *text = NULL;
    if (!file) return message_set(message, STATUS_INPUT, "%s: the file cannot be opened: %s", path, strerror(errno));
    *text = malloc(most + 2);
    if (*text) {
        *length = fread(*text, 1, most + 1, file);
        (*text)[*length] = '\0';
        if (ferror(file))
            status = message_set(message, STATUS_INPUT, "%s: the file cannot be read: %s", path, strerror(errno));
    } else
        status = message_set(message, STATUS_MEMORY, "there is not enough memory to read %s", path);
    fclose(file);
    char *fitting = status == STATUS_OK ? realloc(*text, *length + 1) : NULL;
    if (!fitting) free(*text);
    if (!fitting && status == STATUS_OK)
        status = message_set(message, STATUS_MEMORY, "there is not enough memory to read %s", path);
    *text = fitting;
    return status;
}
