#include "io/draft/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/order.h"

enum { SLOTS_AT_START = 64, SMALL_AT_START = 1024, SMALL_DIGITS = 7, SMALL_MOST = 1 << 22 };

struct name_slot {
    uint32_t digest;
    int32_t number; /* -1: free */
};

/* ---- where a name is ---- */

static uint32_t digest_of_name(const char *text)
{
    return (uint32_t)digest_of(text, strlen(text)).low;
}

/* The slot that holds the text, or the free slot where it would go. */
static struct name_slot *slot_of(const struct names *names, uint32_t digest, const char *text)
{
    uint64_t mask = (uint64_t)names->slot_count - 1, slot = digest & mask;
    for (;; slot = (slot + 1) & mask) {
        struct name_slot *found = &names->slots[slot];
        if (found->number < 0) return found;
        if (found->digest == digest && strcmp(names_text(names, found->number), text) == 0) return found;
    }
}

/* The whole number that the text is, written in the only way, or -1 where it is not a small one. */
static int64_t small_number(const char *text)
{
    int64_t value = 0;
    int digits = 0;
    for (; text[digits] >= '0' && text[digits] <= '9' && digits <= SMALL_DIGITS; digits++)
        value = 10 * value + (text[digits] - '0');
    bool plain = digits > 0 && text[digits] == '\0' && (text[0] != '0' || digits == 1);
    return plain && value < SMALL_MOST ? value : -1;
}

/* `small` is the small number that the text is, or -1. */
static int32_t find(const struct names *names, const char *text, int64_t small)
{
    if (small >= 0) return small < names->small_count ? names->small[small] - 1 : -1;
    return names->slot_count == 0 ? -1 : slot_of(names, digest_of_name(text), text)->number;
}

int32_t names_find(const struct names *names, const char *text)
{
    return find(names, text, small_number(text));
}

void names_fetch(const struct names *names, const char *text)
{
    int64_t small = small_number(text);
    if (small >= 0 && small < names->small_count) __builtin_prefetch(&names->small[small]);
}

/* ---- a new name ---- */

/* Doubles the slots when half of them are taken; small numbers take none. */
static bool make_slots(struct names *names)
{
    if (2 * (names->place.count - names->small_used) < names->slot_count) return true;
    struct names larger = *names;
    larger.slot_count = names->slot_count == 0 ? SLOTS_AT_START : 2 * names->slot_count;
    larger.slots = malloc((size_t)larger.slot_count * sizeof *larger.slots);
    if (!larger.slots) return false;
    for (int64_t slot = 0; slot < larger.slot_count; slot++) larger.slots[slot].number = -1;
    for (int64_t slot = 0; slot < names->slot_count; slot++) {
        struct name_slot moved = names->slots[slot];
        if (moved.number >= 0) *slot_of(&larger, moved.digest, names_text(names, moved.number)) = moved;
    }
    free(names->slots);
    *names = larger;
    return true;
}

static bool make_small(struct names *names, int64_t small)
{
    if (small < names->small_count) return true;
    int64_t count = names->small_count ? names->small_count : SMALL_AT_START;
    while (count <= small) count *= 2;
    int32_t *larger = realloc(names->small, (size_t)count * sizeof *larger);
    if (!larger) return false;
    memset(larger + names->small_count, 0, (size_t)(count - names->small_count) * sizeof *larger);
    names->small = larger;
    names->small_count = count;
    return true;
}

enum status names_add(struct names *names, const char *text, int32_t *number)
{
    int64_t small = small_number(text);
    *number = find(names, text, small);
    if (*number >= 0) return STATUS_OK;
    int64_t size = (int64_t)strlen(text) + 1;
    bool room = names->place.count < INT32_MAX && array_reserve(&names->place, 1) && array_reserve(&names->text, size);
    if (!room || !(small >= 0 ? make_small(names, small) : make_slots(names))) return STATUS_MEMORY;
    *number = names_count(names);
    names->place.items[names->place.count++] = names->text.count;
    memcpy(names->text.items + names->text.count, text, (size_t)size);
    names->text.count += size;
    if (small >= 0) {
        names->small[small] = *number + 1;
        names->small_used++;
    } else {
        uint32_t digest = digest_of_name(text);
        *slot_of(names, digest, text) = (struct name_slot){digest, *number};
    }
    return STATUS_OK;
}

/* ---- in order ---- */

struct numbered {
    const char *text;
    int32_t number;
};

static size_t digits_of(const char *text)
{
    return strspn(text, "0123456789");
}

/* Two runs of digits by value; both pointers pass over them. */
static int compare_runs(const char **a, const char **b)
{
    size_t a_length = digits_of(*a), b_length = digits_of(*b);
    const char *a_end = *a + a_length, *b_end = *b + b_length;
    *a += strspn(*a, "0");
    *b += strspn(*b, "0");
    ptrdiff_t longer = (a_end - *a) - (b_end - *b);
    int difference = longer == 0 ? memcmp(*a, *b, (size_t)(a_end - *a)) : (longer > 0) - (longer < 0);
    *a = a_end;
    *b = b_end;
    return difference;
}

static int compare_texts(const char *one, const char *other)
{
    const char *a = one, *b = other;
    while (*a && *b) {
        if (digits_of(a) && digits_of(b)) {
            int difference = compare_runs(&a, &b);
            if (difference) return difference;
        } else if (*a != *b) {
            break;
        } else {
            a++, b++;
        }
    }
    if (*a != *b) return (unsigned char)*a - (unsigned char)*b;
    return strcmp(one, other);
}

ORDER(by_text, struct numbered, ORDER_AS(compare_texts(x->text, y->text)))

enum status names_order(const struct names *names, int32_t *order)
{
    int32_t count = names_count(names), place = 0;
    if (names->small_used == count) {
        for (int64_t value = 0; value < names->small_count; value++)
            if (names->small[value]) order[names->small[value] - 1] = place++;
        return STATUS_OK;
    }
    struct numbered *sorted = malloc((size_t)count * sizeof *sorted + 1);
    if (!sorted) return STATUS_MEMORY;
    for (int32_t i = 0; i < count; i++) sorted[i] = (struct numbered){names_text(names, i), i};
    order_items(sorted, count, by_text);
    for (int32_t i = 0; i < count; i++) order[sorted[i].number] = i;
    free(sorted);
    return STATUS_OK;
}

enum status names_copy(const struct names *names, const int32_t *order, struct labels *labels)
{
    int32_t count = names_count(names);
    *labels = (struct labels){.count = count, .text = calloc((size_t)count + 1, sizeof *labels->text)};
    if (!labels->text) return STATUS_MEMORY;
    for (int32_t i = 0; i < count; i++)
        if (!(labels->text[order[i]] = strdup(names_text(names, i)))) return STATUS_MEMORY;
    return STATUS_OK;
}

void names_free(struct names *names)
{
    array_free(&names->place);
    array_free(&names->text);
    free(names->slots);
    free(names->small);
    *names = (struct names){0};
}
