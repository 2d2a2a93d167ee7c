/* The C library reads and prints doubles correctly rounded but with the locale's decimal point; so we take a number
 * apart ourselves, and exchange the point on the way in and out. Whole numbers never pass through a double.
 */
#include "scenario/numbers.h"

#include <locale.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXPONENT_MOST = 1000000 };

/* A decimal taken apart: sign, digits with the point left out, and the power of ten of the last digit. */
struct decimal {
    bool negative;
    int digit_count;
    char digits[NUMBER_TEXT];
    int64_t exponent;
};

static const char *read_digits(const char *text, struct decimal *decimal)
{
    for (; *text >= '0' && *text <= '9'; text++) decimal->digits[decimal->digit_count++] = *text;
    return text;
}

/* The power of ten after an `e`, held within what matters; NULL if there are no digits. */
static const char *read_exponent(const char *text, struct decimal *decimal)
{
    bool negative = *text == '-';
    if (*text == '+' || *text == '-') text++;
    if (*text < '0' || *text > '9') return NULL;
    int64_t power = 0;
    for (; *text >= '0' && *text <= '9'; text++)
        if (power < EXPONENT_MOST) power = 10 * power + (*text - '0');
    decimal->exponent += negative ? -power : power;
    return text;
}

static bool take_apart(const char *text, struct decimal *decimal)
{
    *decimal = (struct decimal){.negative = *text == '-'};
    if (strlen(text) >= NUMBER_TEXT) return false;
    if (*text == '+' || *text == '-') text++;
    text = read_digits(text, decimal);
    if (*text == '.') {
        int before = decimal->digit_count;
        text = read_digits(text + 1, decimal);
        decimal->exponent = before - decimal->digit_count;
    }
    if (decimal->digit_count == 0) return false;
    if (*text == 'e' || *text == 'E') text = read_exponent(text + 1, decimal);
    return text && *text == '\0';
}

enum number_fault number_read(const char *text, double *value)
{
    struct decimal decimal;
    if (!take_apart(text, &decimal)) return NUMBER_NONE;
    char plain[2 * NUMBER_TEXT];
    snprintf(plain, sizeof plain, "%s%.*se%lld", decimal.negative ? "-" : "", decimal.digit_count, decimal.digits,
        (long long)decimal.exponent);
    double read = strtod(plain, NULL);
    if (!isfinite(read)) return NUMBER_TOO_LARGE;
    if (read == 0 && strspn(decimal.digits, "0") < (size_t)decimal.digit_count) return NUMBER_TOO_SMALL;
    *value = read + 0.0; /* makes -0 a plain 0 */
    return NUMBER_FINE;
}

enum number_fault number_read_whole(const char *text, int64_t *value)
{
    struct decimal decimal;
    if (!take_apart(text, &decimal)) return NUMBER_NONE;
    const char *digits = decimal.digits;
    int count = decimal.digit_count;
    for (; count > 0 && *digits == '0'; count--) digits++;
    for (; count > 0 && digits[count - 1] == '0'; count--) decimal.exponent++;
    if (count > 0 && decimal.exponent < 0) return NUMBER_NOT_WHOLE;
    if (count > 0 && count + decimal.exponent > 19) return NUMBER_TOO_LARGE;
    uint64_t magnitude = 0; /* below 10^19, which fits */
    for (int i = 0; i < count; i++) magnitude = 10 * magnitude + (uint64_t)(digits[i] - '0');
    for (int64_t i = 0; count > 0 && i < decimal.exponent; i++) magnitude *= 10;
    if (magnitude > INT64_MAX) return NUMBER_TOO_LARGE;
    *value = decimal.negative ? -(int64_t)magnitude : (int64_t)magnitude;
    return NUMBER_FINE;
}

bool number_is_octal(const char *text)
{
    text += *text == '+' || *text == '-';
    return text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

const char *number_complaint(enum number_fault fault, const char *text)
{
    static const char digits[] = "0123456789";
    const char *comma = text + strspn(text, "+-0123456789");
    bool decimal = *comma == ',' && strspn(comma + 1, digits) > 0 && !comma[1 + strspn(comma + 1, digits)];
    if (fault == NUMBER_NONE && decimal) return "no number (a decimal comma? numbers have a point)";
    if (fault == NUMBER_NONE) return "no number";
    if (fault == NUMBER_TOO_SMALL) return "too small to be represented";
    return fault == NUMBER_NOT_WHOLE ? "not whole" : "too large";
}

/* 05 is told from 5 in a file of YAML, and so it is wherever a scenario is written. */
static const char base_8[] = "a number that begins with a zero, and so one of base 8 to some; leave the zero out";

static const char *complaint_of_written(enum number_fault fault, const char *text)
{
    if (fault != NUMBER_FINE) return number_complaint(fault, text);
    return number_is_octal(text) ? base_8 : NULL;
}

const char *number_written(const char *text, double *value)
{
    double read = 0;
    const char *complaint = complaint_of_written(number_read(text, &read), text);
    if (!complaint) *value = read;
    return complaint;
}

const char *number_written_whole(const char *text, int64_t *value)
{
    int64_t read = 0;
    const char *complaint = complaint_of_written(number_read_whole(text, &read), text);
    if (!complaint) *value = read;
    return complaint;
}

/* Puts a point where the locale has its own sign, which may be several bytes long. */
static void set_point(char *text)
{
    const char *sign = localeconv()->decimal_point;
    char *at = strstr(text, sign);
    if (!at || *sign == '\0') return;
    *at = '.';
    memmove(at + 1, at + strlen(sign), strlen(at + strlen(sign)) + 1);
}

void number_print(double value, char text[NUMBER_TEXT])
{
    double back = 0;
    int places = 0;
    do {
        snprintf(text, NUMBER_TEXT, "%.*e", places, value);
        set_point(text);
    } while ((number_read(text, &back) != NUMBER_FINE || back != value) && ++places < 17);
    int exponent = atoi(strchr(text, 'e') + 1);
    if (value != 0 && (exponent < -5 || exponent >= 15)) return;
    int decimals = places > exponent ? places - exponent : 0;
    snprintf(text, NUMBER_TEXT, "%.*f", decimals, value);
    set_point(text);
}

/* Digits at *text; -1 if there are none, or too many, or a zero before others. Goes behind them. */
static int32_t take_number(const char **text)
{
    int64_t number = 0;
    const size_t digits = strspn(*text, "0123456789");
    if (digits == 0 || digits > 9 || number_is_octal(*text)) return -1;
    for (const char *end = *text + digits; *text < end; ++*text) number = 10 * number + (**text - '0');
    return (int32_t)number;
}

enum numbered_found numbered_next(const char **text, bool pairs, struct numbered *found)
{
    *text += strspn(*text, " ");
    if (**text == '\0') return NUMBERED_END;
    *found = (struct numbered){take_number(text), -1};
    if (found->number < 0) return NUMBERED_WRONG;
    if (pairs) {
        if (*(*text)++ != '-') return NUMBERED_WRONG;
        found->other = take_number(text);
        if (found->other < 0 || found->other == found->number) return NUMBERED_WRONG;
    }
    *text += strspn(*text, " ");
    if (**text == ',') {
        ++*text;
        return (*text)[strspn(*text, " ")] == '\0' ? NUMBERED_WRONG : NUMBERED_ITEM;
    }
    return **text == '\0' ? NUMBERED_ITEM : NUMBERED_WRONG;
}
