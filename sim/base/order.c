#include "base/order.h"

ORDER(by_number, int32_t, ORDER_OF_NUMBERS)

void order_numbers(int32_t *numbers, int64_t count)
{
    order_items(numbers, count, by_number);
}
