#include "program/terminal/json.h"

#include <math.h>

#include "io/text/characters.h"
#include "scenario/numbers.h"

void json_text(FILE *stream, const char *text)
{
    characters_json(text, stream);
}

void json_number(FILE *stream, double number)
{
    char text[NUMBER_TEXT] = "null";
    if (isfinite(number)) number_print(number, text);
    fputs(text, stream);
}
