#include "scenario/practices/rows.h"

#include <string.h>

#include "scenario/numbers.h"
#include "scenario/text.h"

const char *row_cell(const char *text, size_t size, char *cell)
{
    text += strspn(text, " \t\r");
    size_t whole = strcspn(text, ",;\n"), length = whole;
    while (length > 0 && strchr(" \t\r", text[length - 1])) length--;
    if (length >= size) length = size - 1;
    memcpy(cell, text, length);
    cell[length] = '\0';
    return text + whole;
}

const char *row_next(const char *text)
{
    return text + strspn(text, "; \t\r\n");
}

enum status row_quality(const char *cell, double *quality, struct message *message)
{
    double read = 0;
    enum number_fault fault = number_read(cell, &read);
    if (fault != NUMBER_FINE || read < 0 || read > 1)
        return message_set(message, STATUS_INPUT, "'%s' is no number from 0 to 1", text_excerpt(cell).text);
    *quality = read;
    return STATUS_OK;
}
