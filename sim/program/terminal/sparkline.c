#include "program/terminal/sparkline.h"

#include <math.h>
#include <string.h>

static const char *const unicode_steps[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const ascii_steps[] = {".", ":", "-", "=", "+", "*", "#", "@"};
static const char *const eighths[] = {"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};

static double cell_mean(int count, const double value[], int cell, int cells)
{
    int first = (int)((long)cell * count / cells);
    int last = (int)((long)(cell + 1) * count / cells);
    if (last <= first) last = first + 1;
    double sum = 0;
    for (int i = first; i < last; i++) sum += value[i];
    return sum / (last - first);
}

void sparkline(int count, const double value[], int cells, bool unicode, char text[SPARKLINE_TEXT])
{
    text[0] = 0;
    if (count == 0) return;
    double mean[SPARKLINE_CELLS_MOST], least = INFINITY, greatest = -INFINITY;
    for (int cell = 0; cell < cells; cell++) {
        mean[cell] = cell_mean(count, value, cell, cells);
        least = fmin(least, mean[cell]);
        greatest = fmax(greatest, mean[cell]);
    }
    char *end = text;
    for (int cell = 0; cell < cells; cell++) {
        int step = greatest > least ? (int)lround(7 * (mean[cell] - least) / (greatest - least)) : 0;
        const char *mark = (unicode ? unicode_steps : ascii_steps)[step];
        size_t size = strlen(mark);
        memcpy(end, mark, size + 1);
        end += size;
    }
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
