#include "io/draft/alike.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/array.h"
#include "io/draft/names.h"

/* Whether no other text can be like this one and plain too: most ids are so, and cost nothing. */
static bool is_plain(const char *text)
{
    if (*text == ' ' || (*text == '0' && text[1] != '\0') || strchr(text, '.')) return false;
    char before = '\0';
    for (; *text; before = *text++)
        if ((unsigned char)*text >= 0x80 || isupper((unsigned char)*text) || (before == ' ' && *text == ' '))
            return false;
    return before != ' ';
}

/* Blanks at the ends, but for one those between words, zeros before a whole number, and decimals of it that are all 0,
 * as pandas writes whole numbers beside empty cells, are left out. */
static void tidy(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++)
        if (*from != ' ' || (to > text && to[-1] != ' ')) *to++ = *from;
    if (to > text && to[-1] == ' ') to--;
    *to = '\0';
    const size_t whole = strspn(text, "0123456789");
    if (whole > 0 && text[whole] == '.' && !text[whole + 1 + strspn(text + whole + 1, "0")]) text[whole] = '\0';
    size_t zeros = strspn(text, "0"), length = strlen(text);
    if (zeros == length && zeros > 0) zeros--;
    if (strspn(text, "0123456789") == length) memmove(text, text + zeros, length - zeros + 1);
}

/* What looks like a letter of Latin and is Cyrillic or Greek, each with that letter. */
static const struct {
    utf8proc_int32_t letter;
    char latin;
} look_alikes[] = {{0x430, 'a'}, {0x435, 'e'}, {0x43E, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x443, 'y'}, {0x445, 'x'},
    {0x456, 'i'}, {0x458, 'j'}, {0x455, 's'}, {0x4BB, 'h'}, {0x501, 'd'}, {0x410, 'A'}, {0x412, 'B'}, {0x415, 'E'},
    {0x41A, 'K'}, {0x41C, 'M'}, {0x41D, 'H'}, {0x41E, 'O'}, {0x420, 'P'}, {0x421, 'C'}, {0x422, 'T'}, {0x425, 'X'},
    {0x423, 'Y'}, {0x406, 'I'}, {0x408, 'J'}, {0x405, 'S'}, {0x391, 'A'}, {0x392, 'B'}, {0x395, 'E'}, {0x396, 'Z'},
    {0x397, 'H'}, {0x399, 'I'}, {0x39A, 'K'}, {0x39C, 'M'}, {0x39D, 'N'}, {0x39F, 'O'}, {0x3A1, 'P'}, {0x3A4, 'T'},
    {0x3A5, 'Y'}, {0x3A7, 'X'}, {0x3BF, 'o'}, {0x3BD, 'v'}};

static utf8proc_int32_t latin_of(utf8proc_int32_t letter, void *by_looks)
{
    for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++) {
        const utf8proc_int32_t known = look_alikes[i].letter;
        /* Where the case does not matter, a letter and its capital go the same way. */
        if (*(const bool *)by_looks ? known == letter : utf8proc_tolower(known) == utf8proc_tolower(letter))
            return look_alikes[i].latin;
    }
    return letter;
}

/* Blanks at the ends are left out. */
static void trim(char *text)
{
    size_t length = strlen(text), blanks = strspn(text, " ");
    while (length > blanks && text[length - 1] == ' ') length--;
    memmove(text, text + blanks, length - blanks);
    text[length - blanks] = '\0';
}

/* How the text looks, or what it says whatever the case. To be freed; NULL: no memory. */
static char *form_of(const char *text, bool by_looks)
{
    utf8proc_uint8_t *form = NULL;
    const unsigned looks = UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE |
                           UTF8PROC_LUMP,
                   options = by_looks ? looks : looks | UTF8PROC_CASEFOLD;
    utf8proc_ssize_t length =
        utf8proc_map_custom((const utf8proc_uint8_t *)text, 0, &form, (utf8proc_option_t)options, latin_of, &by_looks);
    if (length == UTF8PROC_ERROR_NOMEM) return NULL;
    char *made = length < 0 ? strdup(text) : (char *)form;
    if (made) (by_looks ? trim : tidy)(made);
    return made;
}

static bool look_the_same(const char *one, const char *other, bool *same)
{
    char *first = form_of(one, true), *second = form_of(other, true);
    if (first && second) *same = strcmp(first, second) == 0;
    bool made = first && second;
    free(first);
    free(second);
    return made;
}

/* `as_written`: by their bytes, else by what they say. */
static enum status find(const struct labels *labels, bool as_written, struct alike *alike)
{
    struct names seen = {0};
    struct ARRAY_OF(const char *) first = {0};
    enum status status = STATUS_OK;
    *alike = (struct alike){0};
    for (int32_t i = 0; i < labels->count && status == STATUS_OK; i++) {
        const char *text = labels->text[i];
        int32_t number = 0, known = names_count(&seen);
        char *form = as_written || is_plain(text) ? strdup(text) : form_of(text, false);
        status = form ? names_add(&seen, form, &number) : STATUS_MEMORY;
        free(form);
        if (status != STATUS_OK) break;
        if (number == known)
            status = array_push(&first, text) ? STATUS_OK : STATUS_MEMORY;
        else if ((as_written || strcmp(first.items[number], text) != 0) && alike->count++ == 0)
            alike->one = first.items[number], alike->other = text;
    }
    array_free(&first);
    names_free(&seen);
    return status;
}

enum status labels_find_same(const struct labels *labels, struct alike *alike)
{
    return find(labels, true, alike);
}

enum status labels_find_alike(const struct labels *labels, struct alike *alike)
{
    bool plain = true;
    *alike = (struct alike){0};
    for (int32_t i = 0; i < labels->count && plain; i++) plain = is_plain(labels->text[i]);
    enum status status = plain ? STATUS_OK : find(labels, false, alike);
    if (status != STATUS_OK || alike->count == 0) return status;
    return look_the_same(alike->one, alike->other, &alike->by_looks) ? STATUS_OK : STATUS_MEMORY;
}
