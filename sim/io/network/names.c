#include "io/network/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

enum { SLOTS_AT_START = 64, DIGITS_MOST = 18 };

/* The slot that holds the text, or the free slot where it would go. */
static int64_t slot_of(const struct names *names, const char *text)
{
    uint64_t mask = (uint64_t)names->slot_count - 1;
    uint64_t slot = digest_of(text, strlen(text)).low & mask;
    while (names->slots[slot] >= 0 && strcmp(names->list.items[names->slots[slot]], text) != 0)
        slot = (slot + 1) & mask;
    return (int64_t)slot;
}

int32_t names_find(const struct names *names, const char *text)
{
    return names->slot_count == 0 ? -1 : names->slots[slot_of(names, text)];
}

/* Doubles the slots when half of them are taken. */
static bool make_slots(struct names *names)
{
    if (2 * names->list.count < names->slot_count) return true;
    struct names larger = *names;
    larger.slot_count = names->slot_count == 0 ? SLOTS_AT_START : 2 * names->slot_count;
    larger.slots = malloc((size_t)larger.slot_count * sizeof *larger.slots);
    if (!larger.slots) return false;
    for (int64_t slot = 0; slot < larger.slot_count; slot++) larger.slots[slot] = -1;
    for (int32_t number = 0; number < names->list.count; number++)
        larger.slots[slot_of(&larger, names->list.items[number])] = number;
    free(names->slots);
    *names = larger;
    return true;
}

enum status names_add(struct names *names, const char *text, int32_t *number)
{
    *number = names_find(names, text);
    if (*number >= 0) return STATUS_OK;
    if (names->list.count == INT32_MAX || !make_slots(names)) return STATUS_MEMORY;
    char *copy = strdup(text);
    if (!copy || !array_push(&names->list, copy)) {
        free(copy);
        return STATUS_MEMORY;
    }
    *number = (int32_t)(names->list.count - 1);
    names->slots[slot_of(names, text)] = *number;
    return STATUS_OK;
}

struct numbered {
    int64_t value;
    int32_t number;
};

/* Whether the text is a whole number, written in the only way. */
static bool whole_number(const char *text, int64_t *value)
{
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > DIGITS_MOST || text[digits] != '\0' || (text[0] == '0' && digits > 1)) return false;
    *value = strtoll(text, NULL, 10);
    return true;
}

static int compare_values(const void *a, const void *b)
{
    int64_t one = ((const struct numbered *)a)->value, other = ((const struct numbered *)b)->value;
    return (one > other) - (one < other);
}

enum status names_order(const struct names *names, int32_t *order)
{
    struct numbered *sorted = malloc((size_t)names->list.count * sizeof *sorted + 1);
    if (!sorted) return STATUS_MEMORY;
    bool numbers = true;
    for (int32_t i = 0; i < names->list.count; i++) {
        order[i] = sorted[i].number = i;
        numbers = numbers && whole_number(names->list.items[i], &sorted[i].value);
    }
    if (numbers) {
        qsort(sorted, (size_t)names->list.count, sizeof *sorted, compare_values);
        for (int32_t i = 0; i < names->list.count; i++) order[sorted[i].number] = i;
    }
    free(sorted);
    return STATUS_OK;
}

enum status names_take(struct names *names, const int32_t *order, struct labels *labels)
{
    char **text = malloc((size_t)names->list.count * sizeof *text + 1);
    if (!text) return STATUS_MEMORY;
    for (int32_t i = 0; i < names->list.count; i++) text[order[i]] = names->list.items[i];
    *labels = (struct labels){.count = (int32_t)names->list.count, .text = text};
    array_clear(&names->list);
    names_free(names);
    return STATUS_OK;
}

void names_free(struct names *names)
{
    for (int64_t i = 0; i < names->list.count; i++) free(names->list.items[i]);
    array_free(&names->list);
    free(names->slots);
    *names = (struct names){0};
}
