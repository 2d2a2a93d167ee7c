#include "program/terminal/interval_plot.h"

#include <math.h>
#include <string.h>

enum mark { BLANK, ZERO, LINE, VALUE };

static const char *const unicode_marks[] = {" ", "│", "─", "●"};
static const char *const ascii_marks[] = {" ", "|", "-", "o"};

void interval_scale_take(struct interval_scale *scale, const struct uncertain *estimate)
{
    const double values[] = {estimate->value, estimate->low, estimate->high};
    for (int i = 0; i < 3; i++) {
        if (!isfinite(values[i])) continue;
        scale->least = fmin(scale->least, values[i]);
        scale->greatest = fmax(scale->greatest, values[i]);
    }
}

static int column_of(const struct interval_scale *scale, double value)
{
    double width = scale->greatest - scale->least;
    double share = width > 0 ? (value - scale->least) / width : 0.5;
    return (int)lround(fmin(fmax(share, 0), 1) * (scale->cells - 1));
}

void interval_plot(const struct interval_scale *scale, const struct uncertain *estimate, char text[SPARKLINE_TEXT])
{
    const char *const *marks = scale->unicode ? unicode_marks : ascii_marks;
    enum mark mark[SPARKLINE_CELLS_MOST] = {BLANK};
    text[0] = 0;
    if (!isfinite(estimate->value)) return;
    if (scale->least <= 0 && scale->greatest >= 0) mark[column_of(scale, 0)] = ZERO;
    if (isfinite(estimate->low) && isfinite(estimate->high))
        for (int i = column_of(scale, estimate->low); i <= column_of(scale, estimate->high); i++) mark[i] = LINE;
    mark[column_of(scale, estimate->value)] = VALUE;
    int last = scale->cells - 1;
    while (mark[last] == BLANK) last--;
    char *end = text;
    for (int i = 0; i <= last; i++) {
        size_t size = strlen(marks[mark[i]]);
        memcpy(end, marks[mark[i]], size + 1);
        end += size;
    }
}
