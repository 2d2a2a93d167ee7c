#include "program/terminal/sparkline.h"

#include <math.h>
#include <string.h>

static const char *const unicode_steps[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const ascii_steps[] = {".", ":", "-", "=", "+", "*", "#", "@"};
static const char *const eighths[] = {"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

static double cell_mean(const struct sparkline_values *values, int cell, int cells)
{
    int first = (int)((long)cell * values->count / cells);
    int last = (int)((long)(cell + 1) * values->count / cells);
    if (last <= first) last = first + 1;
    double sum = 0;
    for (int i = first; i < last; i++) sum += values->value[i];
    return sum / (last - first);
}

static int step_of(const struct sparkline_scale *scale, double value)
{
    if (!(scale->greatest > scale->least)) return 0;
    const double height = (value - scale->least) / (scale->greatest - scale->least);
    return (int)lround(7 * fmax(0, fmin(1, height)));
}

void sparkline_on(const struct sparkline_scale *scale, const struct sparkline_values *values, int cells, bool unicode,
    char text[SPARKLINE_TEXT])
{
    char *end = text;
    *end = 0;
    for (int cell = 0; values->count > 0 && cell < cells; cell++) {
        const int step = step_of(scale, cell_mean(values, cell, cells));
        const char *mark = (unicode ? unicode_steps : ascii_steps)[step];
        size_t size = strlen(mark);
        memcpy(end, mark, size + 1);
        end += size;
    }
}

void sparkline(int count, const double value[], int cells, bool unicode, char text[SPARKLINE_TEXT])
{
    const struct sparkline_values values = {count, value};
    struct sparkline_scale scale = {INFINITY, -INFINITY};
    for (int cell = 0; count > 0 && cell < cells; cell++) {
        const double mean = cell_mean(&values, cell, cells);
        scale.least = fmin(scale.least, mean);
        scale.greatest = fmax(scale.greatest, mean);
    }
    sparkline_on(&scale, &values, cells, unicode, text);
}

void sparkline_bar(double share, int cells, bool unicode, char text[SPARKLINE_TEXT])
{
    text[0] = 0;
    int total = (int)lround(share * cells * 8);
    if (share > 0 && total == 0) total = 1;
    if (!unicode) total = (total + 7) / 8 * 8;
    for (; total >= 8; total -= 8) strcat(text, unicode ? "█" : "#");
    if (total > 0) strcat(text, eighths[total - 1]);
}
