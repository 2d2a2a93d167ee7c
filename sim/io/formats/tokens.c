#include "io/formats/tokens.h"

#include <string.h>

#include "scenario/numbers.h"

char *line_next(char **text)
{
    char *line = *text;
    if (*line == '\0') return NULL;
    char *end = line + strcspn(line, "\r\n");
    *text = end;
    if (*end) *text += end[0] == '\r' && end[1] == '\n' ? 2 : 1;
    *end = '\0';
    return line;
}

static bool is_between(char character, const char *separators)
{
    return character == ' ' || character == '\t' || (character && strchr(separators, character));
}

struct word word_next(char **line, const char *separators)
{
    char *at = *line;
    while (is_between(*at, separators)) at++;
    struct word word = {at, *at == '"'};
    if (*at == '\0') word.text = NULL;
    if (word.quoted) {
        word.text = at + 1;
        at = strchr(word.text, '"');
        if (!at) word.text = NULL;
    } else {
        while (*at && !is_between(*at, separators)) at++;
    }
    if (!at) at = *line + strlen(*line);
    *line = at + (*at != '\0');
    *at = '\0';
    return word;
}

bool word_is_open(struct word word)
{
    return word.quoted && !word.text;
}

int64_t whole_number(const char *text, int64_t least, int64_t most)
{
    int64_t value = least - 1;
    if (number_read_whole(text, &value) != NUMBER_FINE || value < least || value > most) return least - 1;
    return value;
}
