#include "base/order.h"

static int by_number(const void *a, const void *b)
{
    const int32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void order_numbers(int32_t *numbers, int64_t count)
{
    order_items(numbers, count, by_number);
}
