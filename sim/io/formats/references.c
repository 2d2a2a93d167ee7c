#include "io/formats/references.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/text/characters.h"

/* The names of the characters from 160 on (ISO 8859-1). */
static const char *const latin[] = {"nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy",
    "ordf", "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot",
    "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde",
    "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH",
    "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml",
    "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave",
    "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc",
    "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml"};

static const struct {
    const char *name;
    uint32_t character;
} plain[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

enum { FIRST_LATIN = 160, NAME_LENGTH = 12 };

static uint32_t character_named(const char *name)
{
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].name, name) == 0) return plain[i].character;
    for (uint32_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (strcmp(latin[i], name) == 0) return FIRST_LATIN + i;
    return 0;
}

/* The character that `name`, between & and ;, stands for; 0: none. */
static uint32_t character_of(const char *name)
{
    if (name[0] != '#') return character_named(name);
    bool hexadecimal = name[1] == 'x' || name[1] == 'X';
    const char *digits = name + 1 + hexadecimal;
    char *end;
    if (*digits == '\0' || strspn(digits, hexadecimal ? "0123456789abcdefABCDEF" : "0123456789") != strlen(digits))
        return 0;
    unsigned long value = strtoul(digits, &end, hexadecimal ? 16 : 10);
    return value < UINT32_MAX ? (uint32_t)value : 0;
}

void references_resolve(char *text)
{
    char *to = text;
    while (*text) {
        char name[NAME_LENGTH + 1] = "";
        size_t length = *text == '&' ? strcspn(text + 1, ";& ") : 0;
        bool reference = length > 0 && length <= NAME_LENGTH && text[1 + length] == ';';
        if (reference) memcpy(name, text + 1, length);
        int bytes = reference && character_of(name) ? characters_write(character_of(name), to) : 0;
        if (bytes > 0) {
            to += bytes;
            text += length + 2;
        } else {
            *to++ = *text++;
        }
    }
    *to = '\0';
}
