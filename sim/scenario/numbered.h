/* Numbers in a text, one after another: "3, 12"; or pairs of them: "3-12, 4-7". */
#ifndef SCENARIO_NUMBERED_H
#define SCENARIO_NUMBERED_H

#include <stdbool.h>
#include <stdint.h>

/* `other` is -1 where numbers stand alone. */
struct numbered {
    int32_t number, other;
};

enum numbered_found { NUMBERED_ITEM, NUMBERED_END, NUMBERED_WRONG };

/* Takes the item at *text and goes on to the next. Numbers are whole and not negative; both of a pair differ. */
enum numbered_found numbered_next(const char **text, bool pairs, struct numbered *found);

#endif
