/* Orders, and sorting by them.
 *
 *     ORDER(by_priority, struct notice, ORDER_BY(priority) ORDER_BY(opportunity) ORDER_BY(agent))
 *     order_items(notices, count, by_priority);
 *
 * The C library sorts what compares equal in any order, so an order that a run depends on must tell any two items
 * apart. Priorities are drawn by key, never by who was computed first.
 */
#ifndef BASE_ORDER_H
#define BASE_ORDER_H

#include <stdint.h>
#include <stdlib.h>

/* Defines `static int name(const void *a, const void *b)` for qsort, field by field. */
#define ORDER(name, type, fields)                                                                                      \
    static int name(const void *a, const void *b)                                                                      \
    {                                                                                                                  \
        const type *x = a;                                                                                             \
        const type *y = b;                                                                                             \
        fields return 0;                                                                                               \
    }

/* The least first; the most first. */
#define ORDER_BY(field)                                                                                                \
    if (x->field < y->field) return -1;                                                                                \
    if (x->field > y->field) return 1;
#define ORDER_BY_MOST(field)                                                                                           \
    if (x->field > y->field) return -1;                                                                                \
    if (x->field < y->field) return 1;

/* As a function compares x and y: less than 0, 0, or more. */
#define ORDER_AS(comparison)                                                                                           \
    {                                                                                                                  \
        int order = (comparison);                                                                                      \
        if (order != 0) return order;                                                                                  \
    }

/* Numbers themselves, the least first. */
#define ORDER_OF_NUMBERS ORDER_AS((*x > *y) - (*x < *y))

/* Sorts `count` items, which may be NULL where there are none. */
#define order_items(items, count, order) ((count) > 1 ? qsort(items, (size_t)(count), sizeof *(items), order) : (void)0)

/* Sorts whole numbers, the least first. */
void order_numbers(int32_t *numbers, int64_t count);

#endif
