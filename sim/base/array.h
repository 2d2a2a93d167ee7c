/* Growing arrays of plain items.
 *
 *     struct tellings ARRAY_OF(struct telling);     declares the type
 *     if (!array_reserve(&list, n)) ...             room for n more items, or false and nothing changed
 *     array_push(&list, item)                       true, or false and nothing changed
 *     array_append(&list, items, n)                 the same with n items of the same type
 *     array_clear(&list)                            count = 0, the memory stays
 *     array_free(&list)                             works on a zeroed array too
 *
 * A zeroed struct is an empty array. Items are contiguous, so `list.items[i]` for i in [0, count) is all there is to
 * know.
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ARRAY_OF(type)                                                                                                 \
    {                                                                                                                  \
        type *items;                                                                                                   \
        int64_t count, capacity;                                                                                       \
    }

/* Copies bytes behind the first `before` of the items; where there are none, neither items nor they need be. */
static inline void array_copy(void *items, size_t before, const void *from, size_t bytes)
{
    if (bytes > 0) memcpy((char *)items + before, from, bytes);
}

/* Room for `wanted` items of `size` bytes, more than there is, at *items; by halves again, so that pushing is cheap on
 * average. */
bool array_enlarge(void **items, int64_t *capacity, int64_t wanted, size_t size) __attribute__((warn_unused_result));

/* The same where there may be room for them. Nearly always there is, and then nothing is called. */
__attribute__((warn_unused_result)) static inline bool array_grow(
    void **items, int64_t *capacity, int64_t wanted, size_t size)
{
    return wanted <= *capacity || array_enlarge(items, capacity, wanted, size);
}

#define array_reserve(array, more)                                                                                     \
    array_grow((void **)&(array)->items, &(array)->capacity, (array)->count + (more), sizeof *(array)->items)

#define array_push(array, ...)                                                                                         \
    ((array_reserve(array, 1)) ? ((array)->items[(array)->count++] = (__VA_ARGS__), true) : false)

#define array_append(array, more_items, more)                                                                          \
    (array_reserve(array, more) ? (array_copy((array)->items, (size_t)(array)->count * sizeof *(array)->items,         \
                                       more_items, (size_t)(more) * sizeof *(array)->items),                           \
                                      (array)->count += (more), true)                                                  \
                                : false)

#define array_clear(array) ((void)((array)->count = 0))

#define array_free(array) (free((array)->items), (array)->items = NULL, (array)->count = (array)->capacity = 0)

/* Lists of whole numbers. */
struct numbers ARRAY_OF(int32_t);
struct long_numbers ARRAY_OF(int64_t);

#endif
