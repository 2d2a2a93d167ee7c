#include "model/record/entries.h"

#include <string.h>

struct entries entries_of(const struct observation *row, enum observable of, int64_t entry)
{
    return entry >= 0 ? (struct entries){entry, 1} : (struct entries){0, row->length[of]};
}

bool entry_take(const char **text, char *entry, size_t size)
{
    const char *at = *text + strspn(*text, " ");
    *entry = '\0';
    if (*at != '[') return true;
    const size_t length = strcspn(++at, "]");
    if (length == 0 || length >= size || at[length] != ']') return false;
    memcpy(entry, at, length);
    entry[length] = '\0';
    *text = at + length + 1;
    return true;
}

double entries_together(const struct entries *entries, enum observable of, const struct observation *row)
{
    double sum = 0;
    for (int64_t i = 0; i < entries->count; i++) sum += row->value[of][entries->first + i];
    return observable_table[of].type == OBSERVABLE_COUNT_TYPE ? sum : sum / (double)entries->count;
}
