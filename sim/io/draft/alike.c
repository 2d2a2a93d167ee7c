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
    if (*text == ' ' || (*text == '0' && text[1] != '\0')) return false;
    char before = '\0';
    for (; *text; before = *text++)
        if ((unsigned char)*text >= 0x80 || isupper((unsigned char)*text) || (before == ' ' && *text == ' '))
            return false;
    return before != ' ';
}

/* Blanks at the ends, but for one those between words, and zeros before a whole number are left out. */
static void tidy(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++)
        if (*from != ' ' || (to > text && to[-1] != ' ')) *to++ = *from;
    if (to > text && to[-1] == ' ') to--;
    *to = '\0';
    size_t zeros = strspn(text, "0"), length = strlen(text);
    if (zeros == length && zeros > 0) zeros--;
    if (strspn(text, "0123456789") == length) memmove(text, text + zeros, length - zeros + 1);
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
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text, 0, &form, (utf8proc_option_t)options);
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
