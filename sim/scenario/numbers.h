/* Numbers as people write them: decimal, with a point in every locale.
 *
 * [+-] digits [. digits] [e [+-] digits], and nothing before or after: no hexadecimal, no infinity, no NaN, no
 * separators.
 */
#ifndef SCENARIO_NUMBERS_H
#define SCENARIO_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>

enum number_fault { NUMBER_FINE, NUMBER_NONE, NUMBER_NOT_WHOLE, NUMBER_TOO_LARGE, NUMBER_TOO_SMALL };

/* A number's text, longer than any that number_print writes; number_read refuses what does not fit. */
enum { NUMBER_TEXT = 128 };

/* The double nearest to the decimal; NUMBER_NONE, or NUMBER_TOO_LARGE where there is no finite one, or
 * NUMBER_TOO_SMALL where it would be 0 and the decimal is not. Never -0. On a fault *value stays as it was. */
enum number_fault number_read(const char *text, double *value);

/* The whole number that the decimal stands for, exactly: 1e6 and 2.0 are whole, 1.5 and 2e-1 are not. In magnitude at
 * most INT64_MAX. On a fault *value stays as it was. */
enum number_fault number_read_whole(const char *text, int64_t *value);

/* Whether a number begins with a zero and another digit: some readers of YAML take it for one of base 8. */
bool number_is_octal(const char *text);

/* What is wrong with a text that was refused, to stand after "is": "no number", "not whole", "too large", ... */
const char *number_complaint(enum number_fault fault, const char *text);

/* As number_read and number_read_whole, of what is written in a scenario, in whatever way: a number that is octal to
 * some is refused too. NULL, or what is wrong, to stand after "is"; *value stays as it was then. */
const char *number_written(const char *text, double *value);
const char *number_written_whole(const char *text, int64_t *value);

/* The shortest decimal that number_read reads back equal, without an exponent from 0.00001 up to 10^15. `value` is
 * finite. */
void number_print(double value, char text[NUMBER_TEXT]);

/* Numbers in a text, one after another: "3, 12"; or pairs of them: "3-12, 4-7". `other` is -1 where numbers stand
 * alone. */
struct numbered {
    int32_t number, other;
};

enum numbered_found { NUMBERED_ITEM, NUMBERED_END, NUMBERED_WRONG };

/* Takes the item at *text and goes on to the next. Numbers are whole and not negative, and
 * none begins with a zero and another digit; both of a pair differ. */
enum numbered_found numbered_next(const char **text, bool pairs, struct numbered *found);

#endif
