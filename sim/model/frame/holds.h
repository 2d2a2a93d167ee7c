/* Checking invariants: in a function with a `message` that returns a status. */
#ifndef FRAME_HOLDS_H
#define FRAME_HOLDS_H

#include <inttypes.h>
#include <stdbool.h>

#include "base/status.h"

/* Returns STATUS_INVARIANT with this message unless the condition holds. */
#define HOLDS(condition, ...)                                                                                          \
    do {                                                                                                               \
        if (!(condition)) return message_set(message, STATUS_INVARIANT, __VA_ARGS__);                                  \
    } while (0)

/* Whether x is in [0, 1]; not-a-number is not. */
static inline bool is_share(double x)
{
    return x >= 0 && x <= 1;
}

#endif
