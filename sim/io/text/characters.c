#include "io/text/characters.h"

#include <string.h>

#include "scenario/numbers.h"

enum { NO_CHARACTER = 0x110000, ESCAPE_TEXT = 16 };

/* How many bytes a character takes whose first byte this is; 0: it is none. */
static int length_of(unsigned char first)
{
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    if (first < 0xE0) return 2;
    if (first < 0xF0) return 3;
    return first < 0xF5 ? 4 : 0;
}

/* The character that begins with `bytes`, of which there are `size`, and its length; 0 bytes: it is none. */
static int decode(const char *bytes, size_t size, uint32_t *character)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    int length = length_of((unsigned char)bytes[0]);
    if (length == 0 || (size_t)length > size) return 0;
    *character = (unsigned char)bytes[0] & mask[length];
    for (int i = 1; i < length; i++) {
        if (((unsigned char)bytes[i] & 0xC0) != 0x80) return 0;
        *character = *character << 6 | ((unsigned char)bytes[i] & 0x3F);
    }
    bool half = *character >= 0xD800 && *character < 0xE000;
    return *character < least[length] || *character >= NO_CHARACTER || half ? 0 : length;
}

size_t characters_valid(const char *text, size_t size)
{
    size_t at = 0;
    uint32_t character;
    while (at < size) {
        uint64_t eight;
        if (size - at >= sizeof eight) {
            memcpy(&eight, text + at, sizeof eight);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                at += sizeof eight;
                continue;
            }
        }
        int length = decode(text + at, size - at, &character);
        if (length == 0) return at;
        at += (size_t)length;
    }
    return size;
}

uint32_t characters_next(const char **text)
{
    uint32_t character;
    int length = decode(*text, strnlen(*text, 4), &character);
    if (length == 0) character = NO_CHARACTER + (unsigned char)**text;
    *text += length > 0 ? length : 1;
    return character;
}

int characters_write(uint32_t character, char bytes[4])
{
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    if (character >= NO_CHARACTER || (character >= 0xD800 && character < 0xE000)) return 0;
    int length = 1 + (character >= 0x80) + (character >= 0x800) + (character >= 0x10000);
    for (int i = length - 1; i > 0; i--, character >>= 6) bytes[i] = (char)(0x80 | (character & 0x3F));
    bytes[0] = (char)(first[length] | character);
    return length;
}

bool character_is_hidden(uint32_t character)
{
    static const uint32_t ranges[][2] = {{0, 0x1F}, {0x7F, 0x9F}, {0x61C, 0x61C}, {0x200B, 0x200B}, {0x200E, 0x200F},
        {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
        {NO_CHARACTER, UINT32_MAX}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (character >= ranges[i][0] && character <= ranges[i][1]) return true;
    return false;
}

uint32_t characters_hidden(const char *text)
{
    while (*text) {
        uint32_t character = characters_next(&text);
        if (character_is_hidden(character)) return character;
    }
    return 0;
}

/* The next character of the text as it is to be shown. */
static void show_next(const char **text, char shown[ESCAPE_TEXT])
{
    const char *begin = *text;
    uint32_t character = characters_next(text);
    if (character >= NO_CHARACTER)
        snprintf(shown, ESCAPE_TEXT, "\\x%02X", (unsigned)(character - NO_CHARACTER));
    else if (character_is_hidden(character))
        snprintf(shown, ESCAPE_TEXT, "\\u{%02X}", (unsigned)character);
    else
        snprintf(shown, ESCAPE_TEXT, "%.*s", (int)(*text - begin), begin);
}

void characters_show(const char *text, FILE *stream)
{
    char shown[ESCAPE_TEXT];
    while (*text) {
        show_next(&text, shown);
        fputs(shown, stream);
    }
}

char *characters_shown(const char *text, char *buffer, size_t size)
{
    char shown[ESCAPE_TEXT];
    size_t length = 0;
    while (*text) {
        show_next(&text, shown);
        size_t more = strlen(shown);
        if (length + more >= size) break;
        memcpy(buffer + length, shown, more);
        length += more;
    }
    buffer[length] = '\0';
    return buffer;
}

/* A character as \u and four digits, or twice that where it needs two (UTF-16). */
static void json_escape(uint32_t character, FILE *stream)
{
    if (character >= NO_CHARACTER) character = 0xFFFD;
    if (character < 0x10000)
        fprintf(stream, "\\u%04x", (unsigned)character);
    else
        fprintf(
            stream, "\\u%04x\\u%04x", (unsigned)(0xD7C0 + (character >> 10)), (unsigned)(0xDC00 | (character & 0x3FF)));
}

void characters_json(const char *text, FILE *stream)
{
    fputc('"', stream);
    while (*text) {
        const char *begin = text;
        uint32_t character = characters_next(&text);
        if (character == '"' || character == '\\')
            fprintf(stream, "\\%c", (char)character);
        else if (character_is_hidden(character))
            json_escape(character, stream);
        else
            fprintf(stream, "%.*s", (int)(text - begin), begin);
    }
    fputc('"', stream);
}

void characters_csv(const char *text, FILE *stream)
{
    char shown[ESCAPE_TEXT];
    double number;
    bool formula = *text && strchr("=+-@", *text) && number_read(text, &number) != NUMBER_FINE;
    bool quoted = formula || text[strcspn(text, ",\";\t\r\n")];
    if (quoted) fputc('"', stream);
    if (formula) fputc('\'', stream);
    while (*text) {
        show_next(&text, shown);
        fputs(strcmp(shown, "\"") == 0 ? "\"\"" : shown, stream);
    }
    if (quoted) fputc('"', stream);
}
