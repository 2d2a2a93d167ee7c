#include "scenario/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "scenario/numbers.h"

/* Bytes of the UTF-8 character at `text`, or 0 if there is none: a stray or missing continuation, a form longer than
 * needed, a surrogate, or beyond U+10FFFF. */
static int character_length(const unsigned char *text)
{
    if (text[0] < 0x80) return 1;
    int length = (text[0] & 0xF0) == 0xE0 ? 3 : 4;
    if (text[0] >= 0xC2 && text[0] <= 0xDF) length = 2;
    if (length == 4 && (text[0] < 0xF0 || text[0] > 0xF4)) return 0;
    for (int i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80) return 0;
    bool longer = (text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xF0 && text[1] < 0x90);
    bool surrogate = text[0] == 0xED && text[1] > 0x9F;
    bool beyond = text[0] == 0xF4 && text[1] > 0x8F;
    return longer || surrogate || beyond ? 0 : length;
}

/* C0, delete, and C1, which is two bytes long. */
static bool is_control(const unsigned char *text)
{
    return text[0] < 0x20 || text[0] == 0x7F || (text[0] == 0xC2 && text[1] < 0xA0);
}

char *text_quote(char *at, const char *text)
{
    *at++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') *at++ = '\\';
        *at++ = *text;
    }
    strcpy(at, "\"");
    return at + 1;
}

bool text_is_clean(const char *text, bool lines)
{
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        int length = character_length(at);
        if (length == 0) return false;
        bool layout = *at == '\t' || *at == '\n' || *at == '\r';
        if (is_control(at) && !(lines && layout)) return false;
        at += length;
    }
    return true;
}

struct excerpt text_excerpt(const char *text)
{
    struct excerpt excerpt = {0};
    const unsigned char *at = (const unsigned char *)text;
    int used = 0;
    while (*at) {
        int length = character_length(at);
        bool shown = length > 0 && !is_control(at);
        int size = shown ? length : 1;
        if (used + size > EXCERPT_LENGTH - 4) {
            memcpy(excerpt.text + used, "...", 3);
            break;
        }
        memcpy(excerpt.text + used, shown ? (const char *)at : "?", (size_t)size);
        used += size;
        at += length > 0 ? length : 1;
    }
    return excerpt;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

int text_distance(const char *a, const char *b)
{
    int rows = (int)strnlen(a, WORD_MOST + 1), columns = (int)strnlen(b, WORD_MOST + 1);
    if (rows > WORD_MOST || columns > WORD_MOST) return WORD_MOST;
    int8_t cost[WORD_MOST + 1][WORD_MOST + 1];
    for (int i = 0; i <= rows; i++) cost[i][0] = (int8_t)i;
    for (int j = 0; j <= columns; j++) cost[0][j] = (int8_t)j;
    for (int i = 1; i <= rows; i++)
        for (int j = 1; j <= columns; j++) {
            int least = cost[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            least = smaller(least, smaller(cost[i - 1][j], cost[i][j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) least = smaller(least, cost[i - 2][j - 2] + 1);
            cost[i][j] = (int8_t)least;
        }
    return cost[rows][columns];
}

int text_order(const char *a, const char *b)
{
    double x = 0, y = 0;
    bool one = number_read(a, &x) == NUMBER_FINE, two = number_read(b, &y) == NUMBER_FINE;
    if (one != two) return one ? -1 : 1;
    if (one) return x < y ? -1 : x > y;
    return strcmp(a, b);
}

int text_tolerance(const char *word)
{
    int third = (int)(strnlen(word, WORD_MOST) / 3);
    return third > 1 ? third : 1;
}

const char *text_nearest(
    const char *word, int count, const char *(*name)(const void *context, int i), const void *context)
{
    const char *nearest = NULL;
    int least = text_tolerance(word) + 1;
    for (int i = 0; i < count; i++) {
        int distance = text_distance(word, name(context, i));
        if (distance < least) {
            least = distance;
            nearest = name(context, i);
        }
    }
    return nearest;
}

struct suggestion text_suggestion(const char *nearest)
{
    struct suggestion suggestion = {""};
    if (nearest) snprintf(suggestion.text, sizeof suggestion.text, "; did you mean '%s'?", nearest);
    return suggestion;
}

struct counted text_count(int64_t count, const char *one, const char *many)
{
    struct counted counted;
    snprintf(counted.text, sizeof counted.text, "%lld %s", (long long)count, count == 1 ? one : many);
    return counted;
}
