#include "program/terminal/figures.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct figure figure_count(int64_t count)
{
    char digits[FIGURE_TEXT];
    int length = snprintf(digits, sizeof digits, "%lld", count < 0 ? -(long long)count : (long long)count);
    struct figure figure = {.text = {count < 0 ? '-' : 0}};
    char *end = figure.text + strlen(figure.text);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) *end++ = ',';
        *end++ = digits[i];
    }
    return figure;
}

struct figure figure_counted(int64_t count, const char *one, const char *many)
{
    struct figure figure;
    snprintf(figure.text, sizeof figure.text, "%.26s %.20s", figure_count(count).text, count == 1 ? one : many);
    return figure;
}

struct figure figure_amount(double amount)
{
    struct figure figure;
    double size = fabs(amount);
    if (size >= 1e15) {
        snprintf(figure.text, sizeof figure.text, "%.2e", amount);
        return figure;
    }
    if (size >= 99.95) {
        double unit = pow(10, fmax(0, floor(log10(size)) - 2));
        return figure_count((int64_t)(round(amount / unit) * unit));
    }
    int decimals = size >= 0.1 || size == 0 ? 2 : 3;
    if (size >= 9.995) decimals = 1;
    snprintf(figure.text, sizeof figure.text, "%.*f", decimals, amount);
    return figure;
}

struct figure figure_bytes(double bytes)
{
    static const char *const unit[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    size_t i = 0;
    while (bytes >= 999.5 && i + 1 < sizeof unit / sizeof *unit) {
        bytes /= 1000;
        i++;
    }
    struct figure figure;
    int decimals = bytes >= 9.995 ? 1 : 2;
    if (i == 0 || bytes >= 99.95) decimals = 0;
    snprintf(figure.text, sizeof figure.text, "%.*f %s", decimals, bytes, unit[i]);
    return figure;
}

struct figure figure_duration(double seconds)
{
    static const struct {
        double length;
        const char *name;
    } unit[] = {{31557600, "y"}, {86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    struct figure figure;
    for (size_t i = 0; i + 1 < sizeof unit / sizeof *unit; i++) {
        double parts = round(seconds / unit[i + 1].length), each = unit[i].length / unit[i + 1].length;
        if (parts < each) continue;
        snprintf(figure.text, sizeof figure.text, "%.0f %s %.0f %s", floor(parts / each), unit[i].name,
            floor(fmod(parts, each)), unit[i + 1].name);
        return figure;
    }
    snprintf(figure.text, sizeof figure.text, "%.*f s", (seconds < 1) + (seconds < 10), seconds);
    return figure;
}
