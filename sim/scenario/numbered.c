#include "scenario/numbered.h"

#include <string.h>

/* Digits at *text; -1 if there are none, or too many. Goes behind them. */
static int32_t take_number(const char **text)
{
    int64_t number = 0;
    const size_t digits = strspn(*text, "0123456789");
    if (digits == 0 || digits > 9) return -1;
    for (const char *end = *text + digits; *text < end; ++*text) number = 10 * number + (**text - '0');
    return (int32_t)number;
}

enum numbered_found numbered_next(const char **text, bool pairs, struct numbered *found)
{
    *text += strspn(*text, " ");
    if (**text == '\0') return NUMBERED_END;
    *found = (struct numbered){take_number(text), -1};
    if (found->number < 0) return NUMBERED_WRONG;
    if (pairs) {
        if (*(*text)++ != '-') return NUMBERED_WRONG;
        found->other = take_number(text);
        if (found->other < 0 || found->other == found->number) return NUMBERED_WRONG;
    }
    *text += strspn(*text, " ");
    if (**text == ',') {
        ++*text;
        return (*text)[strspn(*text, " ")] == '\0' ? NUMBERED_WRONG : NUMBERED_ITEM;
    }
    return **text == '\0' ? NUMBERED_ITEM : NUMBERED_WRONG;
}
