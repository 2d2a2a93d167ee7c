#include "program/terminal/json.h"

#include <math.h>

#include "scenario/numbers.h"

void json_text(FILE *stream, const char *text)
{
    fputc('"', stream);
    for (; *text; text++) {
        unsigned char byte = (unsigned char)*text;
        if (byte == '"' || byte == '\\')
            fprintf(stream, "\\%c", byte);
        else if (byte < 0x20)
            fprintf(stream, "\\u%04x", byte);
        else
            fputc(byte, stream);
    }
    fputc('"', stream);
}

void json_number(FILE *stream, double number)
{
    char text[NUMBER_TEXT] = "null";
    if (isfinite(number)) number_print(number, text);
    fputs(text, stream);
}
