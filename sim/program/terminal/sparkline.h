/* A curve one line high: ▁▂▄▆█, or .:-=+*#@ where there is only ASCII. */
#ifndef PROGRAM_SPARKLINE_H
#define PROGRAM_SPARKLINE_H

#include <stdbool.h>

enum { SPARKLINE_CELLS_MOST = 120, SPARKLINE_TEXT = SPARKLINE_CELLS_MOST * 3 + 1 };

struct sparkline_values {
    int count;
    const double *value;
};

/* Draws value[count] across `cells` in [1, SPARKLINE_CELLS_MOST] columns: each shows the mean of the values that fall
 * into it, or the nearest one where there are fewer values than cells. The lowest step stands for the least of the
 * cells, the highest for the greatest; a curve that never changes lies at the bottom. count 0 gives "". All values are
 * finite. */
void sparkline(int count, const double value[], int cells, bool unicode, char text[SPARKLINE_TEXT]);

/* The same on a scale from `least` to `greatest`, so that curves can be compared; what lies beyond it is drawn at its
 * end. */
struct sparkline_scale {
    double least, greatest; /* the lowest and the highest step; where they are equal everything lies at the bottom */
};
void sparkline_on(const struct sparkline_scale *scale, const struct sparkline_values *values, int cells, bool unicode,
    char text[SPARKLINE_TEXT]);

/* A bar of at most `cells` columns for a share in [0, 1], to an eighth of a column; at least the thinnest bar for what
 * is more than 0. */
void sparkline_bar(double share, int cells, bool unicode, char text[SPARKLINE_TEXT]);

#endif
